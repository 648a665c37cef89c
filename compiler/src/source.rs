//! The text of a definition or a sample, and where in it a byte stands.

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
}

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
        }
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
    pub fn place(&self, offset: usize) -> Place {
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
