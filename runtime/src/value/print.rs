//! Compact JSON text, and its length without writing it.
use super::{Str, Value};
use std::{
    fmt::{self, Write},
    slice::Iter,
};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print(self, f)
    }
}

/// A list or object that is not at its end, and whether its next part is its first.
enum Open<'v> {
    Items(Iter<'v, Value>, bool),
    Fields(Iter<'v, (Str, Value)>, bool),
}

/// A loop, because a document may be nested deeper than the stack is.
pub(super) fn print(value: &Value, out: &mut impl Write) -> fmt::Result {
    let mut open = Vec::new();
    let mut next = Some(value);
    loop {
        if let Some(value) = next.take() {
            match value.json() {
                Value::Array(items) => {
                    out.write_char('[')?;
                    open.push(Open::Items(items.iter(), true));
                }
                Value::Object(fields) => {
                    out.write_char('{')?;
                    open.push(Open::Fields(fields.entries().iter(), true));
                }
                scalar => print_scalar(scalar, out)?,
            }
        }
        let (part, is_first, end) = match open.last_mut() {
            None => return Ok(()),
            Some(Open::Items(items, is_first)) => {
                (items.next().map(|item| (None, item)), is_first, ']')
            }
            Some(Open::Fields(fields, is_first)) => {
                let field = fields.next().map(|(key, field)| (Some(key), field));
                (field, is_first, '}')
            }
        };
        let Some((key, part)) = part else {
            out.write_char(end)?;
            open.pop();
            continue;
        };
        if !std::mem::take(is_first) {
            out.write_char(',')?;
        }
        if let Some(key) = key {
            print_string(key, out)?;
            out.write_char(':')?;
        }
        next = Some(part);
    }
}

fn print_scalar(value: &Value, out: &mut impl Write) -> fmt::Result {
    match value {
        Value::Bool(true) => out.write_str("true"),
        Value::Bool(false) => out.write_str("false"),
        Value::Number(number) => write!(out, "{number}"),
        Value::String(text) => print_string(text, out),
        // What holds others is not asked here.
        _ => out.write_str("null"),
    }
}

/// How a byte is escaped in a JSON string: `None` as it is, `Some('u')` as `\u00XX`.
const fn escape(byte: u8) -> Option<u8> {
    match byte {
        b'"' => Some(b'"'),
        b'\\' => Some(b'\\'),
        0x08 => Some(b'b'),
        0x0C => Some(b'f'),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        b'\t' => Some(b't'),
        0..=0x1F => Some(b'u'),
        _ => None,
    }
}

fn print_string(text: &str, out: &mut impl Write) -> fmt::Result {
    out.write_char('"')?;
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        let Some(letter) = escape(byte) else { continue };
        out.write_str(&text[rest..at])?;
        rest = at + 1;
        if letter == b'u' {
            write!(out, "\\u{byte:04x}")?;
        } else {
            out.write_char('\\')?;
            out.write_char(char::from(letter))?;
        }
    }
    out.write_str(&text[rest..])?;
    out.write_char('"')
}

/// The bytes of the compact JSON; counting stops once they are more than `limit`.
pub(super) fn length(value: &Value, limit: usize) -> usize {
    let mut counter = Counter { bytes: 0, limit };
    // The only error is the counter's own wish to stop.
    let _ = print(value, &mut counter);
    counter.bytes
}

struct Counter {
    bytes: usize,
    limit: usize,
}

impl Write for Counter {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes += text.len();
        if self.bytes > self.limit {
            return Err(fmt::Error);
        }
        Ok(())
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        self.bytes += c.len_utf8();
        Ok(())
    }
}
