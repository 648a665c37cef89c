//! Literals in filters: strings, numbers, words, lists, objects and patterns.

use super::read::Reader;
use crate::ir::{FilterValue, Json};
use crate::problem::{Problem, quoted_part};

impl Reader<'_> {
    pub(super) fn literal(&mut self) -> Result<Json, Problem> {
        match self.cursor.peek() {
            Some('\'' | '"') => Ok(Json::String(self.string()?)),
            Some('[') => self.list(),
            Some('{') => self.object(),
            Some('0'..='9' | '-' | '+' | '.') => self.number(),
            _ => self.word(),
        }
    }

    /// A string in either kind of quotes, with Java's escapes.
    fn string(&mut self) -> Result<String, Problem> {
        let open = self.cursor.at();
        let quote = self.cursor.next();
        let mut string = String::new();
        while let Some(letter) = self.cursor.next() {
            if Some(letter) == quote {
                return Ok(string);
            }
            if letter != '\\' {
                string.push(letter);
                continue;
            }
            match self.cursor.next() {
                Some('b') => string.push('\u{8}'),
                Some('f') => string.push('\u{c}'),
                Some('n') => string.push('\n'),
                Some('r') => string.push('\r'),
                Some('t') => string.push('\t'),
                Some('u') => {
                    let slash = self.cursor.at().saturating_sub(2);
                    string.push(self.unicode_escape(slash)?);
                }
                Some(other) => string.push(other),
                None => break,
            }
        }
        Err(self.fault(
            open..self.cursor.end(),
            "ends inside a string of a filter",
            "this quote is never closed",
        ))
    }

    fn number(&mut self) -> Result<Json, Problem> {
        let at = self
            .cursor
            .eat_while(|letter| letter.is_ascii_alphanumeric() || "+-._".contains(letter));
        let written = self.cursor.slice(at.clone());
        if is_number(written) {
            return Ok(Json::Number(written.to_owned()));
        }
        let problem = self.fault(
            at,
            &format!(
                "has {}, which is neither a number nor in quotes",
                quoted_part(written)
            ),
            "not a number",
        );
        Err(problem.help(format!("text stands in quotes: `'{written}'`")))
    }

    /// `true`, `false`, `null`, or text that lacks its quotes.
    fn word(&mut self) -> Result<Json, Problem> {
        let ends = |letter: char| letter.is_whitespace() || ",()[]{}<>=~&|'\"".contains(letter);
        let at = self.cursor.eat_while(|letter| !ends(letter));
        let written = self.cursor.slice(at.clone());
        match written {
            "true" => return Ok(Json::Bool(true)),
            "false" => return Ok(Json::Bool(false)),
            "null" => return Ok(Json::Null),
            "" => {
                let at = self.cursor.here();
                return Err(match self.cursor.peek() {
                    None => self.fault(at, "ends inside a filter", "expected a literal"),
                    Some(letter) => self.fault(
                        at,
                        &format!(
                            "has {} where a literal stands",
                            quoted_part(&letter.to_string())
                        ),
                        "expected a literal",
                    ),
                });
            }
            _ => {}
        }
        let lower = written.to_lowercase();
        let problem = self.fault(
            at,
            &format!(
                "compares with {}, which is not in quotes",
                quoted_part(written)
            ),
            "not in quotes",
        );
        Err(if ["true", "false", "null"].contains(&lower.as_str()) {
            problem.help(format!("the literal is `{lower}`"))
        } else {
            problem.help(format!("text stands in quotes: `'{written}'`"))
        })
    }

    fn list(&mut self) -> Result<Json, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("[");
        let mut items = Vec::new();
        self.cursor.skip_spaces();
        if self.cursor.eat("]") {
            return Ok(Json::Array(items));
        }
        loop {
            self.cursor.skip_spaces();
            items.push(self.deeper(Self::literal)?);
            if self.ends_item(open, "]")? {
                return Ok(Json::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Json, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("{");
        let mut fields: Vec<(String, Json)> = Vec::new();
        self.cursor.skip_spaces();
        if self.cursor.eat("}") {
            return Ok(Json::Object(fields));
        }
        loop {
            self.cursor.skip_spaces();
            if !matches!(self.cursor.peek(), Some('\'' | '"')) {
                return Err(self.fault(
                    self.cursor.here(),
                    "has an object in a filter with a name that is not in quotes",
                    "expected a name in quotes",
                ));
            }
            let name = self.string()?;
            self.cursor.skip_spaces();
            if !self.cursor.eat(":") {
                return Err(self.fault(
                    self.cursor.here(),
                    "has an object in a filter with a name that has no value",
                    "expected `:`",
                ));
            }
            self.cursor.skip_spaces();
            let value = self.deeper(Self::literal)?;
            // Of two, the last counts.
            fields.retain(|(known, _)| *known != name);
            fields.push((name, value));
            if self.ends_item(open, "}")? {
                return Ok(Json::Object(fields));
            }
        }
    }

    /// Whether a list or object is over after an item.
    fn ends_item(&mut self, open: usize, close: &str) -> Result<bool, Problem> {
        self.cursor.skip_spaces();
        if self.cursor.eat(close) {
            return Ok(true);
        }
        if self.cursor.eat(",") {
            return Ok(false);
        }
        Err(match self.cursor.peek() {
            None => self.fault(
                open..self.cursor.end(),
                "ends inside a literal of a filter",
                "never closed",
            ),
            Some(letter) => self.fault(
                self.cursor.here(),
                &format!(
                    "has {} after an item of a literal",
                    quoted_part(&letter.to_string())
                ),
                format!("expected `,` or `{close}`"),
            ),
        })
    }

    /// `/pattern/flags`.
    pub(super) fn pattern(&mut self) -> Result<FilterValue, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("/");
        let start = self.cursor.at();
        loop {
            match self.cursor.next() {
                Some('/') => break,
                Some('\\') => {
                    self.cursor.next();
                }
                Some(_) => {}
                None => {
                    return Err(self.fault(
                        open..self.cursor.end(),
                        "ends inside a pattern",
                        "this pattern is never closed",
                    ));
                }
            }
        }
        let pattern = self.cursor.slice(start..self.cursor.at() - 1).to_owned();
        let flags = self.cursor.eat_while(char::is_alphanumeric);
        match self.cursor.slice(flags.clone()) {
            "" => Ok(FilterValue::Regex {
                pattern,
                ignore_case: false,
            }),
            "i" => Ok(FilterValue::Regex {
                pattern,
                ignore_case: true,
            }),
            other => Err(self
                .fault(
                    flags,
                    &format!("has a pattern with the flags {}", quoted_part(other)),
                    "not known here",
                )
                .help("the flag `i` ignores case")),
        }
    }
}

/// Whether a text is a number as JSON writes it.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
