//! The Rust file that a declaration stands in, as far as its tokens show it: what messages quote.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, LineColumn, Span, TokenStream, TokenTree};

use super::tree::Extent;
use crate::ir::Site;
use crate::source::Source;

/// The lines of the declaration, without the comments in it.
pub(super) struct View {
    pub(super) source: Source,
}

impl View {
    pub(super) fn of(file: &str, tokens: &TokenStream) -> View {
        let mut lines = BTreeMap::new();
        collect(tokens.clone(), &mut lines);
        View {
            source: Source::new(file, &text(&lines)),
        }
    }

    /// The bytes of what lies between two tokens.
    pub(super) fn site(&self, extent: Extent) -> Site {
        let start = self.offset(extent.first.start());
        let end = self.offset(extent.last.end());
        start..end.max(start)
    }

    fn offset(&self, place: LineColumn) -> usize {
        let line = self.source.line(place.line.max(1));
        let text = self.source.slice(line.clone());
        let within = text.char_indices().nth(place.column).map(|(at, _)| at);
        line.start + within.unwrap_or(text.len())
    }
}

/// Each line's tokens by the column they begin in.
type Lines = BTreeMap<usize, BTreeMap<usize, String>>;

fn collect(tokens: TokenStream, lines: &mut Lines) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                add(open, group.span_open(), lines);
                collect(group.stream(), lines);
                add(close, group.span_close(), lines);
            }
            token => {
                let written = token.span().source_text();
                add(
                    &written.unwrap_or_else(|| token.to_string()),
                    token.span(),
                    lines,
                );
            }
        }
    }
}

fn add(text: &str, span: Span, lines: &mut Lines) {
    let LineColumn { line, column } = span.start();
    for (number, part) in text.split('\n').enumerate() {
        let column = if number == 0 { column } else { 0 };
        let line = lines.entry(line + number).or_default();
        line.entry(column)
            .or_insert_with(|| part.trim_end_matches('\r').to_owned());
    }
}

fn text(lines: &Lines) -> String {
    let mut text = String::new();
    let mut number = 1;
    for (line, tokens) in lines {
        while number < *line {
            text.push('\n');
            number += 1;
        }
        let mut width = 0;
        for (column, token) in tokens {
            while width < *column {
                text.push(' ');
                width += 1;
            }
            // What begins inside of the token before it is the same text once more.
            if width == *column {
                text.push_str(token);
                width += token.chars().count();
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_they_were_written() {
        let written = "mod order {\n    /// Says so.\n    task Größe(Vec<u8>) -> X = \"a\";\n}";
        let tokens: TokenStream = written.parse().expect("it is Rust");
        let view = View::of("src/main.rs", &tokens);
        assert_eq!(view.source.text(), written);
        let name = tokens.into_iter().nth(1).expect("there").span();
        let site = view.site(name.into());
        assert_eq!(view.source.slice(site), "order");
    }
}
