//! `STEPWRIGHT_PRINT`: generated code, formatted, on standard error; `STEPWRIGHT_DECLARE`: a definition as a declaration.

use std::io::Write;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use stepwright_compiler::declaration_of;
use stepwright_compiler::invocation::Invocation;

/// Prints a module, through `rustfmt` where that is installed.
pub(crate) fn print(module: &TokenStream) {
    // `$crate` has no spelling outside a macro.
    let text = module.to_string().replace("$crate", "::stepwright");
    let text = format(&text).unwrap_or(text);
    let lines: Vec<String> = text.lines().map(documentation).collect();
    eprintln!("{}", lines.join("\n"));
}

/// Prints a definition as it would be declared in Rust. What is wrong with it is said elsewhere.
pub(crate) fn declaration(invocation: &Invocation, text: &str) {
    let module = invocation.module_name().map(|name| name.to_string());
    let module = module.as_deref().unwrap_or("workflow");
    if let Ok(declaration) = declaration_of(&invocation.path.value(), text, module) {
        let lines = declaration.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("    {line}\n"),
        });
        eprint!("workflow! {{\n{}}}\n", lines.collect::<String>());
    }
}

/// A line of documentation as people write it: `#[doc = " Picks."]` is `/// Picks.`
fn documentation(line: &str) -> String {
    let code = line.trim_start();
    let indent = line.strip_suffix(code).unwrap_or_default();
    let literal = code
        .strip_prefix("#[doc = ")
        .and_then(|rest| rest.strip_suffix(']'))
        .and_then(|literal| syn::parse_str::<syn::LitStr>(literal).ok());
    match literal.map(|literal| literal.value()) {
        // What a comment cannot hold stays an attribute.
        Some(text) if !text.contains(is_unspeakable) => format!("{indent}///{text}"),
        _ => line.to_owned(),
    }
}

fn format(text: &str) -> Option<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = rustfmt.stdin.take()?;
    let text = text.to_owned();
    // Written beside the reading, so that neither pipe can fill up and stop both.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = rustfmt.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).ok())?
}

/// Ends a comment's line, or turns the direction of its text, which rustc refuses.
fn is_unspeakable(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::documentation;

    #[test]
    fn documentation_is_printed_as_comments() {
        for (line, printed) in [
            (
                r#"    #[doc = " \"Pick\": a \\ state"]"#,
                r#"    /// "Pick": a \ state"#,
            ),
            (r#"#[doc = r" Picks."]"#, "/// Picks."),
            (r#"#[doc = ""]"#, "///"),
            (r#"#[doc = " a\nb"]"#, r#"#[doc = " a\nb"]"#),
            (r#"#[doc = " \u{202e}a"]"#, r#"#[doc = " \u{202e}a"]"#),
            ("#[doc(hidden)]", "#[doc(hidden)]"),
            ("  pub struct Pick;", "  pub struct Pick;"),
        ] {
            assert_eq!(documentation(line), printed, "{line}");
        }
    }
}
