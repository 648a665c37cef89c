//! What a JSON syntax error says: what was expected at the character, and what stands there instead.

use nojson::JsonParseError;

use super::syntax::scan::{Expected, Scan, scan};
use crate::errors::{Code, Diagnostic};
use crate::source::{Role, Source};

mod scan;

/// The diagnostic of a parser's error. `base` is where the parsed text starts in the source.
pub(super) fn diagnostic(source: &Source, base: usize, error: &JsonParseError) -> Diagnostic {
    let text = source.text().get(base..).unwrap_or("");
    let position = error.position().min(text.len());
    if let JsonParseError::InvalidValue { .. } = error {
        // The parser's only check beyond the grammar is its depth limit.
        let at = base + position;
        return Diagnostic::new(
            Code::TooDeep,
            at..at + 1,
            match source.role() {
                Role::Definition => "the definition nests arrays and objects too deeply",
                Role::Sample => "the sample nests arrays and objects too deeply",
            },
        )
        .label(format!("level {}", nojson::MAX_NESTING_DEPTH + 1))
        .help(format!(
            "at most {} levels are read",
            nojson::MAX_NESTING_DEPTH
        ));
    }
    let scan = scan(text, position);
    let message = Message {
        role: source.role(),
        text,
        base,
        position,
        scan,
    };
    message.diagnostic()
}

struct Message<'a> {
    role: Role,
    text: &'a str,
    base: usize,
    position: usize,
    scan: Scan,
}

impl Message<'_> {
    fn diagnostic(&self) -> Diagnostic {
        match self.scan.token {
            Some(start) if self.text.as_bytes().get(start) == Some(&b'"') => self.in_string(start),
            Some(start) if self.starts_number(start) => self.in_number(start),
            Some(start) => self.outside(start),
            None => self.outside(self.position),
        }
    }

    fn at(&self, at: std::ops::Range<usize>, title: impl Into<String>) -> Diagnostic {
        // At the very end there is no character: point at the last one.
        let start = if at.start >= self.text.len() {
            self.text.trim_end().len().saturating_sub(1)
        } else {
            at.start
        };
        let end = at.end.max(start + 1);
        Diagnostic::new(Code::JsonSyntax, self.base + start..self.base + end, title)
    }

    fn starts_number(&self, at: usize) -> bool {
        self.text
            .as_bytes()
            .get(at)
            .is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
    }

    /// A character between tokens, or a word that is none.
    fn outside(&self, at: usize) -> Diagnostic {
        let found = found(self.text, at);
        let expected = self.scan.expected;
        if self.text.trim().is_empty() {
            return self.at(
                0..1,
                match self.role {
                    Role::Definition => "expected a state machine, found an empty file",
                    Role::Sample => "expected a JSON document, found an empty file",
                },
            );
        }
        let title = format!("expected {}, found {}", expected.describe(), found.what);
        let diagnostic = self.at(at..at + found.length.max(1), title);
        if at >= self.text.len() {
            let diagnostic = diagnostic.label("the file ends here");
            return match self.scan.open.last() {
                Some((bracket, open)) => diagnostic.note_at(
                    self.base + open..self.base + open + 1,
                    format!(
                        "the {} that is still open starts",
                        if *bracket == b'{' { "object" } else { "array" }
                    ),
                ),
                None => diagnostic,
            };
        }
        let rest = self.text.get(at..).unwrap_or("");
        let help = if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            Some(
                match self.role {
                    Role::Definition => {
                        "JSON has no comments; a `Comment` field holds text in most places"
                    }
                    Role::Sample => "JSON has no comments",
                }
                .to_owned(),
            )
        } else if rest.starts_with('\'') {
            Some("JSON strings stand in double quotes".to_owned())
        } else if rest.starts_with("${") || rest.starts_with("{{") {
            Some(
                match self.role {
                    Role::Definition => {
                        "a placeholder is replaced only inside a string: `\"${Name}\"`"
                    }
                    Role::Sample => {
                        "a sample is a document as an execution gets it, without placeholders"
                    }
                }
                .to_owned(),
            )
        } else if expected == Expected::Key && rest.starts_with(|c: char| c.is_alphabetic()) {
            Some(format!(
                "keys stand in double quotes: `\"{}\"`",
                rest.get(..found.length).unwrap_or("")
            ))
        } else if expected == Expected::End && rest.starts_with(['}', ']']) {
            Some("every bracket is closed already".to_owned())
        } else {
            json_word(rest.get(..found.length).unwrap_or(""))
                .map(|word| format!("JSON spells it `{word}`"))
        };
        let diagnostic = match (expected, self.scan.comma) {
            (Expected::Key | Expected::Value, Some(comma)) if rest.starts_with(['}', ']']) => {
                diagnostic
                    .label(if rest.starts_with('}') {
                        "the object ends here"
                    } else {
                        "the array ends here"
                    })
                    .note_at(
                        self.base + comma..self.base + comma + 1,
                        "the last entry is followed by a `,`",
                    )
                    .help("JSON has no trailing commas")
            }
            (Expected::CommaOrBrace | Expected::CommaOrBracket, _) if rest.starts_with('"') => {
                diagnostic.label("a `,` is missing before this")
            }
            (Expected::Colon, _) => diagnostic.label("a `:` is missing before this"),
            _ => diagnostic,
        };
        match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    fn in_string(&self, start: usize) -> Diagnostic {
        let position = self.position;
        let before = self.text.get(start..position).unwrap_or("");
        let Some(character) = self
            .text
            .get(position..)
            .and_then(|rest| rest.chars().next())
        else {
            let line = self
                .text
                .get(start..)
                .and_then(|rest| rest.lines().next())
                .map_or(1, str::len);
            return self
                .at(
                    start..start + line,
                    "expected the closing `\"` of a string, found the end of the file",
                )
                .label("the string starts here");
        };
        if let Some(escape) = before.rfind('\\').filter(|at| before.len() - at <= 12) {
            let at = start + escape;
            let tail = before.get(escape + 1..).unwrap_or("");
            if tail.is_empty() {
                let shown = if character.is_control() {
                    String::new()
                } else {
                    character.to_string()
                };
                let diagnostic = self.at(
                    at..position + character.len_utf8(),
                    format!("expected an escape that JSON has, found `\\{shown}`"),
                );
                return diagnostic
                    .label("not an escape")
                    .help("escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\uXXXX`; a backslash itself is `\\\\`");
            }
            if tail.starts_with('u') {
                let end = self.text.len().min(position + 4);
                let digits = self.text.get(position..end).unwrap_or("");
                return if tail.len() >= 5 || (tail == "u" && is_hex(digits)) {
                    self.at(at..position.max(at + 6), "expected a surrogate pair, found half of one")
                        .label("half a character")
                        .help("a character above U+FFFF is two escapes, `\\ud83d\\ude00`; or the character itself")
                } else {
                    self.at(at..position, "expected four hexadecimal digits after `\\u`")
                        .label("incomplete escape")
                };
            }
        }
        match character {
            '\n' | '\r' => self
                .at(
                    start..position,
                    "expected the closing `\"` of a string, found the end of the line",
                )
                .label("the string starts here")
                .help("a line break inside a string is written `\\n`"),
            '\t' => self
                .at(
                    position..position + 1,
                    "expected `\\t`, found a tab character",
                )
                .label("a tab inside a string"),
            other => self
                .at(
                    position..position + 1,
                    format!(
                        "expected an escape, found the control character U+{:04X}",
                        other as u32
                    ),
                )
                .label("a control character inside a string")
                .help(format!("it is written `\\u{:04x}`", other as u32)),
        }
    }

    fn in_number(&self, start: usize) -> Diagnostic {
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c))
            .unwrap_or(rest.len());
        let number = rest.get(..length).unwrap_or("");
        if number.trim_start_matches('-').starts_with('0')
            && number.len() > 1
            && !number.contains(['.', 'e', 'E'])
        {
            return self
                .at(
                    start..start + length,
                    format!("expected a number without leading zeros, found `{number}`"),
                )
                .label("starts with `0`");
        }
        let found = found(self.text, self.position);
        self.at(
            self.position..self.position + found.length.max(1),
            format!("expected a digit, found {}", found.what),
        )
        .label(format!(
            "the number so far is `{}`",
            self.text.get(start..self.position).unwrap_or("")
        ))
    }
}

struct Found {
    what: String,
    length: usize,
}

/// What stands at a place, as a message names it.
fn found(text: &str, at: usize) -> Found {
    let rest = text.get(at..).unwrap_or("");
    let Some(first) = rest.chars().next() else {
        return Found {
            what: "the end of the file".to_owned(),
            length: 0,
        };
    };
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || c == '-';
    let length = if first == '"' {
        let inner = rest.get(1..).unwrap_or("");
        inner.find(['"', '\n']).map_or(rest.len(), |end| {
            if inner.get(end..=end) == Some("\"") {
                end + 2
            } else {
                1
            }
        })
    } else if word(first) {
        rest.find(|c| !word(c)).unwrap_or(rest.len())
    } else if rest.starts_with("${") {
        rest.find(['}', '\n', '"']).map_or(2, |end| {
            if rest.get(end..=end) == Some("}") {
                end + 1
            } else {
                2
            }
        })
    } else if rest.starts_with("//") || rest.starts_with("/*") {
        2
    } else {
        first.len_utf8()
    };
    let shown = rest.get(..length).unwrap_or("");
    let what = if first == '\n' || first == '\r' {
        "the end of the line".to_owned()
    } else if first.is_control() {
        format!("the control character U+{:04X}", first as u32)
    } else if first == ' ' {
        "a space".to_owned()
    } else if first.is_whitespace() {
        format!("the space character U+{:04X}", first as u32)
    } else if shown.chars().count() > 40 {
        format!("`{}..`", shown.chars().take(38).collect::<String>())
    } else {
        format!("`{shown}`")
    };
    Found { what, length }
}

fn is_hex(digits: &str) -> bool {
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// JSON's spelling of a word of other languages.
fn json_word(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" => Some("true"),
        "false" | "no" => Some("false"),
        "null" | "none" | "nil" | "undefined" | "nan" => Some("null"),
        _ => None,
    }
}
