//! Names after a dot, their escapes, and the functions they may call.

use std::ops::Range;

use super::read::{Place, Reader};
use crate::ir::PathFunction;
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// The functions a path may end in.
const FUNCTIONS: &[(&str, PathFunction)] = &[
    ("avg", PathFunction::Avg),
    ("first", PathFunction::First),
    ("keys", PathFunction::Keys),
    ("last", PathFunction::Last),
    ("length", PathFunction::Length),
    ("max", PathFunction::Max),
    ("min", PathFunction::Min),
    ("stddev", PathFunction::Stddev),
    ("sum", PathFunction::Sum),
];

impl Reader<'_> {
    /// A name after a dot. The specification lets `\` take the meaning from any character; Jayway takes most
    /// characters as they are anyway.
    pub(super) fn name(&mut self, place: Place) -> Result<(String, Range<usize>), Problem> {
        let start = self.cursor.at();
        let mut name = String::new();
        while let Some(letter) = self.cursor.peek() {
            match letter {
                '\\' => self.escaped(&mut name)?,
                '.' | '[' | '(' => break,
                _ if self.is_end(place) => break,
                _ if letter.is_whitespace() => return Err(self.space(start)),
                ']' | ')' => {
                    return Err(self.fault(
                        self.cursor.here(),
                        &format!("has a `{letter}` that closes nothing"),
                        "closes nothing",
                    ));
                }
                '&' | '|' if place == Place::Filter && self.is_logical() => {
                    let operator = if letter == '&' { "&&" } else { "||" };
                    let at = self.cursor.at()..self.cursor.at() + 2;
                    return Err(self
                        .fault(
                            at,
                            &format!("has `{operator}` in the middle of a name"),
                            "belongs to the name before it",
                        )
                        .help(format!(
                            "an operator after a path has a space before it: ` {operator} `"
                        )));
                }
                _ => {
                    name.push(letter);
                    self.cursor.next();
                }
            }
        }
        Ok((name, start..self.cursor.at()))
    }

    /// A backslash and what it escapes.
    fn escaped(&mut self, name: &mut String) -> Result<(), Problem> {
        let slash = self.cursor.here();
        self.cursor.next();
        match self.cursor.next() {
            Some('u') => name.push(self.unicode_escape(slash.start)?),
            Some(letter) => name.push(letter),
            None => {
                return Err(self
                    .fault(slash, "ends with a backslash", "escapes nothing")
                    .help("a backslash in a name is `\\\\`"));
            }
        }
        Ok(())
    }

    /// The rest of `\uXXXX`, or of two of them that make one character.
    pub(super) fn unicode_escape(&mut self, start: usize) -> Result<char, Problem> {
        let mut units = vec![self.unicode_unit(start)?];
        if units
            .first()
            .is_some_and(|unit| (0xD800..0xDC00).contains(unit))
            && self.cursor.eat("\\u")
        {
            units.push(self.unicode_unit(start)?);
        }
        match char::decode_utf16(units).next() {
            Some(Ok(letter)) => Ok(letter),
            _ => Err(self.fault(
                start..self.cursor.at(),
                "has an escape that is no character",
                "half of a surrogate pair",
            )),
        }
    }

    fn unicode_unit(&mut self, start: usize) -> Result<u16, Problem> {
        let digits: String = self.cursor.rest().chars().take(4).collect();
        match u16::from_str_radix(&digits, 16) {
            Ok(unit) if digits.len() == 4 && !digits.starts_with('+') => {
                self.cursor.eat(&digits);
                Ok(unit)
            }
            _ => Err(self.fault(
                start..self.cursor.at(),
                "has an escape without its four digits",
                "expected four hexadecimal digits",
            )),
        }
    }

    /// `length` before `()`.
    pub(super) fn function(
        &mut self,
        name: &str,
        at: &Range<usize>,
    ) -> Result<PathFunction, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("(");
        self.cursor.skip_spaces();
        let closed = self.cursor.eat(")");
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let names = FUNCTIONS.iter().map(|(known, _)| *known);
            let help = if let Some(similar) = suggest::similar(name, names.clone()) {
                format!("a function with a similar name exists: `.{similar}()`")
            } else {
                let names: Vec<String> = names.map(|name| format!("`.{name}()`")).collect();
                format!("functions are {}", names.join(", "))
            };
            return Err(self
                .fault(
                    at.clone(),
                    &format!("calls {}, which is no function of paths", quoted_part(name)),
                    "no such function",
                )
                .help(help));
        };
        if closed {
            return Ok(*function);
        }
        Err(match self.cursor.peek() {
            None => self.fault(
                open..self.cursor.end(),
                "ends inside parentheses",
                "never closed",
            ),
            Some(_) => self
                .fault(
                    self.cursor.here(),
                    &format!("gives `.{name}()` an argument"),
                    "expected `)`",
                )
                .help(format!("functions of paths take none: `.{name}()`")),
        })
    }

    fn is_logical(&self) -> bool {
        let rest = self.cursor.rest();
        rest.starts_with("&&") || rest.starts_with("||")
    }
}
