//! A place in a string, read character by character.

use std::ops::Range;

use crate::text::Text;

/// Where a path stands, which decides what ends a dotted name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// It is the whole string.
    String,
    /// It is an argument of an intrinsic function.
    Argument,
    /// It is in a filter.
    Filter,
}

/// A place in a string of the definition. Offsets are bytes of its value.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a Text,
    at: usize,
    within: Within,
    depth: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a Text, within: Within) -> Self {
        Cursor {
            text,
            at: 0,
            within,
            depth: 0,
        }
    }

    pub(crate) fn text(&self) -> &'a Text {
        self.text
    }

    pub(crate) fn whole(&self) -> &'a str {
        &self.text.value
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn within(&self) -> Within {
        self.within
    }

    pub(crate) fn rest(&self) -> &'a str {
        self.text.value.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.value.get(range).unwrap_or_default()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.text.value.len()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The bytes of the next character; at the end, nothing.
    pub(crate) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    pub(crate) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(crate) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Goes past `character` where it is next.
    pub(crate) fn take(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.at += character.len_utf8();
        }
        found
    }

    /// Goes past `word` where it is next.
    pub(crate) fn take_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Whether `character` ends a dotted name.
    pub(crate) fn ends_name(&self, character: char) -> bool {
        matches!(character, '.' | '[' | '(')
            || character.is_whitespace()
            || match self.within {
                Within::String => false,
                Within::Argument => matches!(character, ',' | ')'),
                Within::Filter => {
                    matches!(
                        character,
                        ',' | ')'
                            | ']'
                            | '='
                            | '!'
                            | '<'
                            | '>'
                            | '&'
                            | '|'
                            | '~'
                            | '*'
                            | '\''
                            | '"'
                    )
                }
            }
    }

    /// Goes one level deeper, unless that is deeper than `limit`.
    pub(crate) fn descend(&mut self, limit: usize) -> bool {
        let fits = self.depth < limit;
        self.depth += usize::from(fits);
        fits
    }

    /// Comes back from a level.
    pub(crate) fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads something that stands elsewhere than what surrounds it.
    pub(crate) fn inside<T>(&mut self, within: Within, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.within, within);
        let result = read(self);
        self.within = outer;
        result
    }

    /// A string between `quote`s, decoded: a backslash takes the next character as it is. None where it does not end.
    pub(crate) fn quoted(&mut self, quote: char) -> Option<String> {
        let mut value = String::new();
        self.skip(quote.len_utf8());
        while let Some(character) = self.peek() {
            self.skip(character.len_utf8());
            match character {
                c if c == quote => return Some(value),
                '\\' => {
                    let escaped = self.peek()?;
                    self.skip(escaped.len_utf8());
                    value.push(escaped);
                }
                c => value.push(c),
            }
        }
        None
    }
}
