//! The text of a message, of a fixed size.

use std::fmt;

/// The most bytes of a message.
const SIZE: usize = 4096;
/// What ends a message that is longer.
const CUT: &str = "..";

/// A message, made in a constant.
#[derive(Clone, Copy)]
pub struct Message {
    bytes: [u8; SIZE],
    len: usize,
    is_cut: bool,
}

impl Message {
    pub(super) const fn new() -> Message {
        Message {
            bytes: [0; SIZE],
            len: 0,
            is_cut: false,
        }
    }

    /// Its text: title, place and notes; empty where there is nothing to say.
    pub const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            // Only whole characters are pushed.
            Err(_) => "",
        }
    }

    /// Adds text; what does not fit is cut off between two characters, and said to be.
    pub(super) const fn push(&mut self, text: &str) {
        if self.is_cut {
            return;
        }
        let text = text.as_bytes();
        let room = SIZE - CUT.len() - self.len;
        if text.len() <= room {
            self.copy(text);
            return;
        }
        let mut end = room;
        while end > 0 && text[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        self.copy(text.split_at(end).0);
        self.copy(CUT.as_bytes());
        self.is_cut = true;
    }

    const fn copy(&mut self, text: &[u8]) {
        let (_, room) = self.bytes.split_at_mut(self.len);
        let (room, _) = room.split_at_mut(text.len());
        room.copy_from_slice(text);
        self.len += text.len();
    }

    /// Adds text in backticks.
    pub(super) const fn push_name(&mut self, name: &str) {
        self.push("`");
        self.push(name);
        self.push("`");
    }

    /// Adds a string in quotes and backticks.
    pub(super) const fn push_word(&mut self, word: &str) {
        self.push("`\"");
        self.push(word);
        self.push("\"`");
    }

    pub(super) const fn push_number(&mut self, number: i128) {
        let mut digits = [0; 40];
        let mut from = digits.len();
        let mut rest = number.unsigned_abs();
        loop {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            from -= 1;
            digits[from] = b'-';
        }
        if let Ok(text) = str::from_utf8(digits.split_at(from).1) {
            self.push(text);
        }
    }

    /// Ends the line, unless a new one has begun.
    pub(super) const fn end_line(&mut self) {
        if self.len > 0 && self.bytes[self.len - 1] != b'\n' {
            self.push("\n");
        }
    }

    /// Begins a line such as `   = note: `.
    pub(super) const fn begin(&mut self, indent: u8, label: &str) {
        self.end_line();
        let mut at = 0;
        while at < indent {
            self.push(" ");
            at += 1;
        }
        self.push("= ");
        self.push(label);
        self.push(": ");
    }

    /// Takes the line's end from the last line.
    pub(super) const fn trim(&mut self) {
        while self.len > 0 && self.bytes[self.len - 1] == b'\n' {
            self.len -= 1;
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

/// A list in a sentence: ``a`, `b` and 2 more``.
pub(super) struct List {
    count: usize,
    /// How many there are, where the last one is set off by "or".
    total: Option<usize>,
}

impl List {
    /// The most entries that are shown.
    pub(super) const MOST: usize = 8;

    /// Of things that all are.
    pub(super) const fn all() -> List {
        List {
            count: 0,
            total: None,
        }
    }

    /// Of that many things, one of which is.
    pub(super) const fn either(total: usize) -> List {
        List {
            count: 0,
            total: Some(total),
        }
    }

    /// Whether the next entry is shown; if so, what separates it from the last one is added.
    pub(super) const fn next(&mut self, message: &mut Message) -> bool {
        self.count += 1;
        if self.count > List::MOST {
            return false;
        }
        if self.count > 1 {
            let is_last = matches!(self.total, Some(total) if total == self.count);
            message.push(if is_last { " or " } else { ", " });
        }
        true
    }

    /// Counts entries that are not shown.
    pub(super) const fn skip(&mut self, count: usize) {
        self.count += count;
    }

    /// Says how many were not shown.
    pub(super) const fn end(&self, message: &mut Message) {
        if self.count > List::MOST {
            message.push(match self.total {
                Some(_) => " or one of ",
                None => " and ",
            });
            message.push_number((self.count - List::MOST) as i128);
            message.push(" more");
        }
    }
}
