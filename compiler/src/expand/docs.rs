//! The module's own documentation: what it was made from, its picture, its states and where each may go.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::Module;
use crate::ir;

/// The lines of the module's documentation, after the invocation's own.
pub(super) fn module(module: &Module) -> TokenStream {
    let above = head(module);
    let picture = picture(module);
    let below = table(module);
    quote! {
        #(#[doc = #above])*
        #picture
        #(#[doc = #below])*
    }
}

/// More states or transitions than this are a page nobody reads, and take a while to lay out.
const MOST_DRAWN: (usize, usize) = (200, 400);

/// The module's picture, for rustdoc only: nothing else shows SVG, and what does not know it shows its text.
fn picture(module: &Module) -> Option<TokenStream> {
    if !module.invocation.is_drawn {
        return None;
    }
    let name = module.ident.unraw().to_string();
    let picture = crate::picture(&name, module.program);
    let (states, transitions) = (picture.nodes.len(), picture.edges.len());
    let picture = if states > MOST_DRAWN.0 || transitions > MOST_DRAWN.1 {
        format!(
            " Its {states} states with {transitions} transitions are too many for a picture here; `GRAPH.svg()` draws them."
        )
    } else {
        // A line of HTML, which Markdown leaves alone.
        format!(" <div style=\"overflow-x:auto\">{}</div>", picture.svg())
    };
    Some(quote! {
        #[cfg_attr(doc, doc = #picture)]
        #[cfg_attr(doc, doc = "")]
    })
}

/// What the module was made from.
fn head(module: &Module) -> Vec<String> {
    let mut lines = Vec::new();
    // What the invocation says itself stays apart from what follows.
    lines.extend((!module.invocation.attributes.is_empty()).then(String::new));
    if let Some(comment) = &module.program.comment {
        lines.extend(paragraphs(&comment.value));
    }
    lines.extend(module.program.comment.is_some().then(String::new));
    lines.push(format!(" Compiled from `{}`.", module.file));
    lines.push(String::new());
    lines
}

/// The states and where each may go.
fn table(module: &Module) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(" | state | type | then |".to_owned());
    lines.push(" |---|---|---|".to_owned());
    for state in &module.program.states {
        lines.push(format!(
            " | {} | {} | {} |",
            cell(&state.name.value),
            state.kind.name(),
            successors(state)
                .iter()
                .map(|s| cell(s))
                .collect::<Vec<_>>()
                .join(", "),
        ));
    }
    lines
}

/// Where a state may go, in words: its Next, rules, catchers, or its end.
fn successors(state: &ir::State) -> Vec<String> {
    let mut to = Vec::new();
    match &state.kind {
        ir::Kind::Choice(choice) => {
            to.extend(choice.rules.iter().map(|rule| rule.next.name.value.clone()));
            to.extend(
                choice
                    .default
                    .iter()
                    .map(|default| format!("{} (default)", default.name.value)),
            );
        }
        ir::Kind::Succeed => to.push("succeeds".to_owned()),
        ir::Kind::Fail(_) => to.push("fails".to_owned()),
        _ => {}
    }
    match &state.next {
        Some(ir::Transition::Next(target)) => to.push(target.name.value.clone()),
        Some(ir::Transition::End(_)) => to.push("end".to_owned()),
        None => {}
    }
    to.extend(
        state
            .catch
            .iter()
            .map(|catcher| format!("{} (caught)", catcher.next.name.value)),
    );
    to.dedup();
    to
}

/// A table cell of plain text.
fn cell(text: &str) -> String {
    escape(text).replace('|', "\\|")
}

/// A text of several lines. None is indented, which would make code of it, and a test of the user's crate.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| format!(" {}", escape(line.trim())))
}

/// Plain text in Markdown, on one line: nothing of it is markup, no link is made by accident.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            escaped.push(' ');
            continue;
        }
        if matches!(
            character,
            '~' | '&' | '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '#'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A text as code within a line. What would end it, or turn the direction of the text around it, is escaped.
pub(super) fn code(text: &str) -> String {
    let mut code = String::from("`");
    for character in text.chars() {
        match character {
            '`' => code.push('\''),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                code.extend(character.escape_unicode());
            }
            _ if character.is_control() => code.extend(character.escape_default()),
            _ => code.push(character),
        }
    }
    code.push('`');
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_holds_no_code() {
        let lines: Vec<_> =
            paragraphs("Picks.\n\n    not rust\r\n\tnor this\n~~~\n&lt;b&gt;").collect();
        assert_eq!(
            lines,
            [
                " Picks.",
                " ",
                " not rust",
                " nor this",
                " \\~\\~\\~",
                " \\&lt;b\\&gt;"
            ]
        );
    }

    #[test]
    fn code_stays_code() {
        assert_eq!(code("a`b\n\u{202e}é"), r"`a'b\n\u{202e}é`");
    }

    #[test]
    fn a_name_stays_on_its_line() {
        assert_eq!(escape("Pick\n\n    goods"), "Pick      goods");
        assert_eq!(cell("a|b"), "a\\|b");
    }
}
