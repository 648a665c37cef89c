//! Letters to tokens.

use std::ops::Range;

use crate::errors::Code;
use crate::problem::{Problem, quoted_part};

/// What separates names, besides white space.
const SYMBOLS: &str = ".[]{}(),@#;:?+-*/%|=<>^&!~";

/// Symbols of two letters.
const DOUBLES: [&str; 9] = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];

/// A token, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    End,
    String(String),
    Number(String),
    Regex,
    Bool(bool),
    Null,
    /// `name`; also `and`, `or` and `in`, which are operators after an operand.
    Name(String),
    /// A name in backquotes.
    Quoted(String),
    /// `$name`, without the `$`.
    Variable(String),
    Symbol(&'static str),
}

/// Reads tokens.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scanner { text, at: 0 }
    }

    /// The next token. After an operand, a `/` divides; elsewhere it opens a regular expression.
    pub(super) fn next(&mut self, after_operand: bool) -> Result<Token, Problem> {
        self.space()?;
        let start = self.at;
        let token = |kind, scanner: &Self| {
            Ok(Token {
                kind,
                at: start..scanner.at,
            })
        };
        let Some(letter) = self.peek() else {
            return token(TokenKind::End, self);
        };
        if letter == '/' && !after_operand {
            self.regex()?;
            return token(TokenKind::Regex, self);
        }
        if let Some(double) = DOUBLES
            .into_iter()
            .find(|double| self.rest().starts_with(double))
        {
            self.at += 2;
            return token(TokenKind::Symbol(double), self);
        }
        if let Some(symbol) = symbol(letter) {
            self.at += 1;
            return token(TokenKind::Symbol(symbol), self);
        }
        match letter {
            '"' | '\'' => {
                let value = self.string(letter)?;
                token(TokenKind::String(value), self)
            }
            '`' => {
                let name = self.quoted()?;
                token(TokenKind::Quoted(name), self)
            }
            '0'..='9' => {
                let number = self.number()?;
                token(TokenKind::Number(number), self)
            }
            _ => {
                let kind = self.name()?;
                token(kind, self)
            }
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// White space and comments.
    fn space(&mut self) -> Result<(), Problem> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(is_space);
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with("/*") {
                return Ok(());
            }
            let Some(end) = trimmed.get(2..).and_then(|comment| comment.find("*/")) else {
                return Err(malformed(
                    self.at..self.at + 2,
                    "comment has no end",
                    "opens a comment",
                )
                .help("a comment ends with `*/`"));
            };
            self.at += end + 4;
        }
    }

    fn regex(&mut self) -> Result<(), Problem> {
        let start = self.at;
        let mut depth = 0_usize;
        let mut escaped = false;
        let mut end = None;
        for (offset, letter) in self.rest().char_indices().skip(1) {
            if escaped {
                escaped = false;
                continue;
            }
            match letter {
                '\\' => escaped = true,
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                '/' if depth == 0 => {
                    end = Some(offset);
                    break;
                }
                // The reference implementation takes it, the engine at run time ends the expression there.
                '/' => {
                    let at = start + offset;
                    return Err(malformed(
                        at..at + 1,
                        "regular expression has a `/` inside of brackets",
                        "would end it",
                    )
                    .help("escaped it is `\\/`"));
                }
                _ => {}
            }
        }
        let Some(end) = end else {
            return Err(malformed(
                start..start + 1,
                "regular expression has no end",
                "opens a regular expression",
            )
            .note("a `/` that divides stands after an operand")
            .help("a regular expression ends with `/`, outside of brackets"));
        };
        if end == 1 {
            return Err(malformed(
                start..start + 2,
                "regular expression is empty",
                "nothing to match",
            ));
        }
        self.at = start + end + 1;
        while self.peek().is_some_and(|letter| "im".contains(letter)) {
            self.at += 1;
        }
        match self.peek() {
            Some(flag) if flag.is_alphabetic() => Err(malformed(
                self.at..self.at + flag.len_utf8(),
                format!("`{flag}` is no flag of a regular expression"),
                "no such flag",
            )
            .help("the flags are `i`, which ignores case, and `m`, by which `^` and `$` match at lines")),
            _ => Ok(()),
        }
    }

    fn string(&mut self, quote: char) -> Result<String, Problem> {
        let start = self.at;
        let mut value = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((offset, letter)) = letters.next() {
            let at = start + offset;
            if letter == quote {
                self.at = at + 1;
                return Ok(value);
            }
            if letter != '\\' {
                value.push(letter);
                continue;
            }
            let Some((_, escaped)) = letters.next() else {
                break;
            };
            value.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = self.text.get(at + 2..at + 6);
                    let code = digits
                        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                        .and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    let Some(code) = code else {
                        return Err(malformed(
                            at..at + 2,
                            "`\\u` is not followed by four hexadecimal digits",
                            "not an escape",
                        ));
                    };
                    letters.nth(3);
                    if let Some(letter) = self.pair(code, at + 6) {
                        letters.nth(5);
                        letter
                    } else {
                        // Half of a pair has no letter of its own.
                        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                }
                other => {
                    let end = at + 1 + other.len_utf8();
                    let problem = malformed(
                        at..end,
                        format!("{} is not an escape of JSONata", quoted_part(&format!("\\{other}"))),
                        "not an escape",
                    );
                    return Err(if other == '\'' {
                        problem.help("a string with a single quote in it stands in double quotes")
                    } else {
                        problem.note("inside the definition's JSON, a backslash of the expression is written `\\\\`")
                            .help("the escapes are `\\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u0000`")
                    });
                }
            });
        }
        Err(
            malformed(start..start + 1, "string has no end", "opens a string")
                .help(format!("the string ends with `{quote}`")),
        )
    }

    /// The letter of two escapes: `code`, and the one at `second`.
    fn pair(&self, code: u32, second: usize) -> Option<char> {
        let escape = self.text.get(second..second + 6)?.strip_prefix("\\u")?;
        let low = u16::from_str_radix(escape, 16).ok()?;
        char::decode_utf16([u16::try_from(code).ok()?, low])
            .next()?
            .ok()
            .filter(|letter| *letter > '\u{ffff}')
    }

    fn quoted(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let name = self.rest().get(1..).unwrap_or_default();
        let Some(end) = name.find('`') else {
            return Err(
                malformed(start..start + 1, "quoted name has no end", "opens a name")
                    .help("a quoted name ends with a backquote"),
            );
        };
        self.at = start + end + 2;
        Ok(name.get(..end).unwrap_or_default().to_owned())
    }

    /// `1`, `1.5`, `1e3`; a dot that no digit follows is not part of it.
    fn number(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| {
            bytes
                .get(from..)
                .unwrap_or_default()
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let mut end = if bytes.first() == Some(&b'0') {
            1
        } else {
            digits(0)
        };
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if digits(end + 1 + sign) > 0 {
                end += 1 + sign + digits(end + 1 + sign);
            }
        }
        self.at = start + end;
        let written = self.text.get(start..self.at).unwrap_or_default();
        if written.parse::<f64>().is_ok_and(f64::is_finite) {
            Ok(written.to_owned())
        } else {
            Err(malformed(
                start..self.at,
                "number is out of range",
                "too large",
            ))
        }
    }

    fn name(&mut self) -> Result<TokenKind, Problem> {
        let start = self.at;
        let rest = self.rest();
        let end = rest
            .find(|letter| is_space(letter) || symbol(letter).is_some())
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        self.at += end;
        // The reference implementation takes any letter, the engine at run time does not.
        let is_part = |letter: char| letter.is_alphanumeric() || "_$".contains(letter);
        if let Some(offset) = name.find(|letter| !is_part(letter)) {
            let letter = name.get(offset..).and_then(|rest| rest.chars().next());
            let letter = letter.unwrap_or_default();
            let at = start + offset;
            return Err(malformed(
                at..at + letter.len_utf8(),
                format!("{} stands in a name", quoted_part(&letter.to_string())),
                "not a letter of a name",
            )
            .help("a name with other signs than letters, digits and `_` stands in backquotes"));
        }
        Ok(match name {
            "true" => TokenKind::Bool(true),
            "false" => TokenKind::Bool(false),
            "null" => TokenKind::Null,
            name => match name.strip_prefix('$') {
                Some(variable) => TokenKind::Variable(variable.to_owned()),
                None => TokenKind::Name(name.to_owned()),
            },
        })
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}

fn symbol(letter: char) -> Option<&'static str> {
    let at = SYMBOLS.find(letter)?;
    SYMBOLS.get(at..at + 1)
}

pub(super) fn malformed(
    at: Range<usize>,
    title: impl Into<String>,
    label: impl Into<String>,
) -> Problem {
    Problem::new(Code::MalformedExpression, at, title, label)
}
