//! The text of a definition or a sample, and where in it a byte stands.

use crate::dsl::tree::Extent;
use crate::ir::Site;

/// A byte order mark, which some editors write and none shows.
pub(crate) const BOM: &str = "\u{feff}";

/// What a text is, which decides some words of the messages about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A definition.
    Definition,
    /// A document that an execution may get.
    Sample,
}

/// A definition or a sample: the name messages call it by, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    role: Role,
    file: String,
    text: String,
    /// Where each line starts.
    lines: Vec<usize>,
    /// The tokens that the text stands for, where it was declared in Rust.
    declared: Option<Box<Declared>>,
}

/// What a declared definition's text stands for.
#[derive(Clone, Debug)]
struct Declared {
    /// The Rust file, as far as the declaration goes.
    view: Source,
    pieces: Vec<DeclaredPiece>,
    /// The declaration as a whole.
    whole: Extent,
}

/// A part of the text, the part of the Rust file that it is from, and its tokens.
type DeclaredPiece = (Site, Site, Extent);

/// A place as editors count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in it.
    pub column: usize,
}

impl Source {
    /// Indexes a definition's text.
    pub fn new(file: &str, text: &str) -> Self {
        Source::of(Role::Definition, file, text)
    }

    /// Indexes a sample's text.
    pub(crate) fn sample(file: &str, text: &str) -> Self {
        Source::of(Role::Sample, file, text)
    }

    fn of(role: Role, file: &str, text: &str) -> Self {
        let first = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let mut lines = vec![first];
        lines.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        Source {
            role,
            file: file.to_owned(),
            text: text.to_owned(),
            lines,
            declared: None,
        }
    }

    /// The text that a declaration stands for. What lies within a piece comes after it.
    pub(crate) fn declared(
        text: &str,
        view: Source,
        pieces: Vec<DeclaredPiece>,
        whole: Extent,
    ) -> Self {
        let mut source = Source::new(&view.file, text);
        source.declared = Some(Box::new(Declared {
            view,
            pieces,
            whole,
        }));
        source
    }

    /// What people see of a part of the text: in the text itself, or in the Rust file that declares it.
    pub(crate) fn shown(&self, site: &Site) -> (&Source, Site) {
        match &self.declared {
            None => (self, site.clone()),
            Some(declared) => (&declared.view, declared.pieces_of(site).1),
        }
    }

    /// Whether the text stands for a declaration in Rust.
    pub(crate) fn is_declared(&self) -> bool {
        self.declared.is_some()
    }

    /// The tokens of a part of the text, where it was declared in Rust.
    pub(crate) fn extent(&self, site: &Site) -> Option<Extent> {
        let declared = self.declared.as_ref()?;
        if site.is_empty() {
            return Some(declared.whole);
        }
        Some(declared.pieces_of(site).2)
    }

    /// What it is.
    pub(crate) fn role(&self) -> Role {
        self.role
    }

    /// The name messages call it by.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte; past the end counts as the end.
    ///
    /// Of a declaration, in the Rust file.
    pub fn place(&self, offset: usize) -> Place {
        if self.declared.is_some() {
            let (view, shown) = self.shown(&(offset..offset + 1));
            return view.place(shown.start);
        }
        let offset = self.floor(offset);
        let line = self.lines.partition_point(|start| *start <= offset).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.slice(start..offset).chars().count() + 1;
        Place { line, column }
    }

    /// The bytes of a line (from 1), without its end.
    pub(crate) fn line(&self, line: usize) -> Site {
        let start = self
            .lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len());
        let end = self
            .lines
            .get(line)
            .map_or(self.text.len(), |next| next - 1)
            .max(start);
        let end = if self.slice(start..end).ends_with('\r') {
            end - 1
        } else {
            end
        };
        start..end
    }

    /// The text of a site; empty where it is none.
    pub(crate) fn slice(&self, site: Site) -> &str {
        self.text.get(site).unwrap_or("")
    }

    /// The start of the character that holds this byte.
    pub(crate) fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The end of the character that holds the byte before this one.
    pub(crate) fn ceil(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset += 1;
        }
        offset
    }
}

impl Declared {
    /// The pieces that a site begins and ends in, as one; of a site within a piece, that piece.
    fn pieces_of(&self, site: &Site) -> DeclaredPiece {
        let end = site.end.max(site.start + 1);
        // They begin one after the other, what lies around before what lies within.
        let before = |offset: usize| {
            let count = self
                .pieces
                .partition_point(|(within, ..)| within.start <= offset);
            self.pieces.iter().take(count).rev()
        };
        let innermost = |offset: usize| before(offset).find(|(within, ..)| offset < within.end);
        let smallest = || before(site.start).find(|(within, ..)| end <= within.end);
        let found = match (innermost(site.start), innermost(end - 1)) {
            // Whole pieces from the first to the last.
            (Some(first), Some(last)) if first.0.start >= site.start && last.0.end <= end => {
                return (
                    first.0.start..last.0.end,
                    first.1.start..last.1.end.max(first.1.start),
                    first.2.to(last.2),
                );
            }
            _ => smallest(),
        };
        found
            .or_else(|| self.pieces.first())
            .cloned()
            .unwrap_or((0..0, 0..0, self.whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let place = Source::new("f", text).place(offset);
        (place.line, place.column)
    }

    #[test]
    fn lines_and_columns_start_at_one() {
        assert_eq!(at("ab\ncd", 0), (1, 1));
        assert_eq!(at("ab\ncd", 2), (1, 3));
        assert_eq!(at("ab\ncd", 3), (2, 1));
        assert_eq!(at("ab\ncd", 5), (2, 3));
        assert_eq!(at("ab\ncd", 99), (2, 3));
        assert_eq!(at("", 0), (1, 1));
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(at("日本x", 6), (1, 3));
        // A byte inside a character counts as the character.
        assert_eq!(at("日本x", 4), (1, 2));
    }

    #[test]
    fn carriage_returns_belong_to_the_line_end() {
        let source = Source::new("f", "ab\r\ncd\r\n");
        assert_eq!(source.slice(source.line(1)), "ab");
        assert_eq!(source.slice(source.line(2)), "cd");
        assert_eq!(at("ab\r\ncd", 4), (2, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(at("\u{feff}{}", 3), (1, 1));
        let source = Source::new("f", "\u{feff}{}");
        assert_eq!(source.slice(source.line(1)), "{}");
    }
}
