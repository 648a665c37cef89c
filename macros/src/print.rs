//! `STEPWRIGHT_PRINT`: generated code, formatted, on standard error.

use std::io::Write;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;

/// Prints a module, through `rustfmt` where that is installed.
pub(crate) fn print(module: &TokenStream) {
    // `$crate` has no spelling outside a macro.
    let text = module.to_string().replace("$crate", "::stepwright");
    eprintln!("{}", format(&text).unwrap_or(text));
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
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}
