//! A reader over the value of a string. It counts in bytes, stands between characters always, and never panics.

use std::ops::Range;

use crate::text::Text;

/// See the module.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'t> {
    text: &'t Text,
    at: usize,
    end: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of the whole value, without the white space at its end.
    pub(crate) fn new(text: &'t Text) -> Self {
        Cursor {
            text,
            at: 0,
            end: text.value.trim_end().len(),
        }
    }

    /// The string that is read.
    pub(crate) fn text(&self) -> &'t Text {
        self.text
    }

    /// The byte that comes next.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// One past the last byte.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Goes to a byte that the cursor was at before, or that starts a character.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.end);
    }

    /// What has not been read.
    pub(crate) fn rest(&self) -> &'t str {
        self.slice(self.at..self.end)
    }

    /// A part of the value; empty where the range is none.
    pub(crate) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.value.get(range).unwrap_or_default()
    }

    /// The next character.
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads a character.
    pub(crate) fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Reads `wanted` if it comes next.
    pub(crate) fn eat(&mut self, wanted: &str) -> bool {
        let comes = self.rest().starts_with(wanted);
        if comes {
            self.at += wanted.len();
        }
        comes
    }

    /// Reads all that `belongs`, and gives where it stands.
    pub(crate) fn eat_while(&mut self, belongs: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.next();
        }
        start..self.at
    }

    /// Reads white space.
    pub(crate) fn skip_spaces(&mut self) {
        self.eat_while(char::is_whitespace);
    }

    /// Where the next character stands; empty at the end.
    pub(crate) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }
}
