//! Where in the grammar a place is: walks the text before it, which is known to be well-formed, token by token.

/// What the grammar takes at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Value,
    ValueOrBracket,
    Key,
    KeyOrBrace,
    Colon,
    CommaOrBrace,
    CommaOrBracket,
    End,
}

impl Expected {
    pub(super) fn describe(self) -> &'static str {
        match self {
            Expected::Value => "a value",
            Expected::ValueOrBracket => "a value or `]`",
            Expected::Key => "a key in double quotes",
            Expected::KeyOrBrace => "a key in double quotes or `}`",
            Expected::Colon => "`:`",
            Expected::CommaOrBrace => "`,` or `}`",
            Expected::CommaOrBracket => "`,` or `]`",
            Expected::End => "the end of the file",
        }
    }
}

/// What is known at a place.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) expected: Expected,
    /// The start of the token that the place is inside of.
    pub(super) token: Option<usize>,
    /// The brackets that are open, and their places.
    pub(super) open: Vec<(u8, usize)>,
    /// The comma before, where it is the token before.
    pub(super) comma: Option<usize>,
}

/// Walks to `position`.
pub(super) fn scan(text: &str, position: usize) -> Scan {
    let bytes = text.as_bytes();
    let mut scan = Scan {
        expected: Expected::Value,
        token: None,
        open: Vec::new(),
        comma: None,
    };
    let mut at = 0;
    while at < position {
        let Some(byte) = bytes.get(at).copied() else {
            break;
        };
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
            continue;
        }
        let end = token_end(bytes, at);
        if end > position || (end == position && is_open(bytes, at, end)) {
            scan.token = Some(at);
            return scan;
        }
        scan.comma = (byte == b',').then_some(at);
        match byte {
            b'{' => {
                scan.open.push((byte, at));
                scan.expected = Expected::KeyOrBrace;
            }
            b'[' => {
                scan.open.push((byte, at));
                scan.expected = Expected::ValueOrBracket;
            }
            b'}' | b']' => {
                scan.open.pop();
                scan.expected = after_value(&scan.open);
            }
            b',' => {
                scan.expected = if matches!(scan.open.last(), Some((b'{', _))) {
                    Expected::Key
                } else {
                    Expected::Value
                };
            }
            b':' => scan.expected = Expected::Value,
            b'"' if matches!(scan.expected, Expected::Key | Expected::KeyOrBrace) => {
                scan.expected = Expected::Colon;
            }
            _ => scan.expected = after_value(&scan.open),
        }
        at = end;
    }
    scan
}

fn after_value(open: &[(u8, usize)]) -> Expected {
    match open.last() {
        Some((b'{', _)) => Expected::CommaOrBrace,
        Some(_) => Expected::CommaOrBracket,
        None => Expected::End,
    }
}

/// One past the token that starts here; past the end of the text for a string that is not closed.
fn token_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or(&[]);
    let tail = rest.get(1..).unwrap_or(&[]);
    match rest.first() {
        Some(b'"') => {
            let mut escaped = false;
            for (index, byte) in tail.iter().enumerate() {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => return start + index + 2,
                    _ => {}
                }
            }
            bytes.len() + 1
        }
        Some(b'-' | b'0'..=b'9') => {
            start
                + 1
                + tail
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte))
                    .count()
        }
        Some(byte) if byte.is_ascii_alphabetic() => {
            start
                + 1
                + tail
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric())
                    .count()
        }
        _ => start + 1,
    }
}

/// Whether the token is a number or word that breaks off, so that what follows is still about it.
fn is_open(bytes: &[u8], start: usize, end: usize) -> bool {
    match bytes.get(start..end) {
        Some(b"true" | b"false" | b"null") => false,
        Some([first, ..]) if first.is_ascii_alphabetic() => true,
        Some(token @ [b'-' | b'0'..=b'9', ..]) => {
            token.last().is_some_and(|byte| !byte.is_ascii_digit())
        }
        _ => false,
    }
}
