//! Compact JSON text, and its length without writing it.
use super::Value;
use std::fmt::{self, Write};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print(self, f)
    }
}

pub(super) fn print(value: &Value, out: &mut impl Write) -> fmt::Result {
    match value {
        Value::Null => out.write_str("null"),
        Value::Bool(true) => out.write_str("true"),
        Value::Bool(false) => out.write_str("false"),
        Value::Number(number) => write!(out, "{number}"),
        Value::String(text) => print_string(text, out),
        Value::Array(items) => {
            out.write_char('[')?;
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.write_char(',')?;
                }
                print(item, out)?;
            }
            out.write_char(']')
        }
        Value::Object(fields) => {
            out.write_char('{')?;
            for (at, (key, field)) in fields.iter().enumerate() {
                if at > 0 {
                    out.write_char(',')?;
                }
                print_string(key, out)?;
                out.write_char(':')?;
                print(field, out)?;
            }
            out.write_char('}')
        }
        Value::Typed(_) => print(value.json(), out),
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
