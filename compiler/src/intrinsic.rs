//! Intrinsic functions: the value of a `.$` field, parsed and checked as far as its literals go.

mod signature;

use std::ops::Range;

use crate::errors::Code;
use crate::ir::{Argument, ArgumentValue, Call, Intrinsic, Json, Query};
use crate::path::{Cursor, Within, is_number, parse_path, shown};
use crate::problem::Problem;
use crate::text::Text;

/// How deep calls may nest on AWS.
const DEEPEST: usize = 10;

/// The value of a `.$` field, of `ErrorPath` or of `CausePath`: a path, or a call of an intrinsic function.
///
/// All that is wrong inside a call is reported at once.
pub fn parse_query(text: &Text) -> Result<Query, Vec<Problem>> {
    let value = text.value.as_str();
    if value.starts_with('$') {
        return parse_path(text)
            .map(Query::Path)
            .map_err(|problem| vec![problem]);
    }
    if !looks_like_call(value) {
        // An empty string and a bare word are more likely paths than calls.
        return match parse_path(text) {
            Ok(path) => Ok(Query::Path(path)),
            Err(problem) => Err(vec![problem]),
        };
    }
    let mut parser = Parser {
        cursor: Cursor::new(text, Within::Argument),
        problems: Vec::new(),
    };
    let call = parser.call();
    match call {
        Ok(call) => {
            parser.cursor.blanks();
            if !parser.cursor.is_done() {
                let at = parser.cursor.at()..value.len();
                let problem = parser.malformed(at, "goes on after its end", "not part of the call");
                parser.problems.push(problem);
            }
            if parser.problems.is_empty() {
                Ok(Query::Call(call))
            } else {
                Err(parser.problems)
            }
        }
        Err(problem) => {
            parser.problems.push(problem);
            Err(parser.problems)
        }
    }
}

fn looks_like_call(value: &str) -> bool {
    value.starts_with("States.") || value.contains('(')
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    /// What is wrong, where parsing goes on all the same.
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn malformed(&self, at: Range<usize>, what: &str, label: &str) -> Problem {
        Problem {
            code: Code::MalformedIntrinsic,
            at,
            title: format!("call `{}` {what}", shown(self.cursor.whole())),
            label: label.to_owned(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// `States.Name(argument, ..)`
    fn call(&mut self) -> Result<Call, Problem> {
        let start = self.cursor.at();
        while self
            .cursor
            .peek()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
        {
            self.cursor.skip(self.cursor.here().len());
        }
        let name_at = start..self.cursor.at();
        let name = self.cursor.slice(name_at.clone()).to_owned();
        let function = match signature::find(&name) {
            Some(function) => Some(function),
            None => {
                self.problems
                    .push(signature::unknown(&name, name_at.clone()));
                None
            }
        };
        self.cursor.blanks();
        if !self.cursor.take('(') {
            let at = self.cursor.here();
            return Err(self
                .malformed(at, "has no parentheses", "expected `(`")
                .with_help(Some(format!(
                    "a function without arguments is called too: `{name}()`"
                ))));
        }
        let mut arguments = Vec::new();
        self.cursor.blanks();
        if !self.cursor.take(')') {
            loop {
                self.cursor.blanks();
                let first = arguments.is_empty();
                let format = first && function == Some(Intrinsic::Format);
                arguments.push(self.argument(format)?);
                self.cursor.blanks();
                if self.cursor.take(',') {
                    continue;
                }
                if self.cursor.take(')') {
                    break;
                }
                let at = self.cursor.here();
                return Err(if self.cursor.is_done() {
                    self.malformed(at, "ends inside its parentheses", "expected `)`")
                } else {
                    self.malformed(
                        at,
                        "has something between its arguments",
                        "expected `,` or `)`",
                    )
                });
            }
        }
        let at = start..self.cursor.at();
        let call = Call {
            // A call of an unknown function is an error; what stands in its place is never run.
            function: function.unwrap_or(Intrinsic::UUID),
            arguments,
            // AWS quotes the outermost call in its errors, also for what goes wrong in a nested one.
            text: self.cursor.whole().to_owned(),
            site: self.cursor.text().locate(at.clone()),
        };
        if function.is_some() {
            signature::check(&call, &name_at, &at, self.cursor.text(), &mut self.problems);
        }
        Ok(call)
    }

    /// A literal, a path or a call. `format` says that it is the template of a `States.Format`.
    fn argument(&mut self, format: bool) -> Result<Argument, Problem> {
        let start = self.cursor.at();
        let value = match self.cursor.peek() {
            Some('\'') => ArgumentValue::Literal(Json::String(self.text(format)?)),
            Some('$') => match self.cursor.path() {
                Ok(path) => ArgumentValue::Path(path),
                Err(problem) => return Err(problem),
            },
            Some('"') => {
                let at = self.cursor.here();
                return Err(self
                    .malformed(at, "quotes a text with `\"`", "expected `'`")
                    .with_help(Some(
                        "a text in a call is written in single quotes: `'text'`".to_owned(),
                    )));
            }
            _ => {
                let rest = self.cursor.rest();
                let word: String = rest
                    .chars()
                    .take_while(|c| !matches!(c, ',' | ')' | '('))
                    .collect();
                if rest
                    .get(word.len()..)
                    .is_some_and(|rest| rest.starts_with('('))
                {
                    let call = self.nested()?;
                    ArgumentValue::Call(call)
                } else {
                    let word = word.trim_end();
                    self.cursor.skip(word.len());
                    match word {
                        "true" => ArgumentValue::Literal(Json::Bool(true)),
                        "false" => ArgumentValue::Literal(Json::Bool(false)),
                        "null" => ArgumentValue::Literal(Json::Null),
                        number if is_number(number) => {
                            ArgumentValue::Literal(Json::Number(number.to_owned()))
                        }
                        "" => {
                            let at = self.cursor.here();
                            return Err(self.malformed(
                                at,
                                "lacks an argument",
                                "expected an argument",
                            ));
                        }
                        word => {
                            let problem = self
                                .malformed(start..self.cursor.at(), "has an argument that is nothing", "expected a path, a call or a literal")
                                .with_help(Some(format!("a text is quoted: `'{word}'`; a field of the input is `$.{word}`")));
                            self.problems.push(problem);
                            ArgumentValue::Literal(Json::Null)
                        }
                    }
                }
            }
        };
        Ok(Argument {
            value,
            site: self.cursor.text().locate(start..self.cursor.at()),
        })
    }

    fn nested(&mut self) -> Result<Call, Problem> {
        let at = self.cursor.here();
        if !self.cursor.descend(DEEPEST) {
            return Err(self.malformed(at, "nests calls too deep", "AWS takes ten levels"));
        }
        let call = self.call();
        self.cursor.ascend();
        call
    }

    /// A text in single quotes. A backslash takes the next character as it is; in a `States.Format` template the
    /// backslash of `\{`, `\}` and `\\` stays, so that the runtime can tell a brace from a placeholder.
    fn text(&mut self, format: bool) -> Result<String, Problem> {
        let start = self.cursor.at();
        self.cursor.skip(1);
        let mut value = String::new();
        while let Some(character) = self.cursor.peek() {
            self.cursor.skip(character.len_utf8());
            match character {
                '\'' => return Ok(value),
                '\\' => {
                    let Some(escaped) = self.cursor.peek() else {
                        break;
                    };
                    self.cursor.skip(escaped.len_utf8());
                    if format && matches!(escaped, '{' | '}' | '\\') {
                        value.push('\\');
                    }
                    value.push(escaped);
                }
                other => value.push(other),
            }
        }
        Err(self.malformed(
            start..self.cursor.at(),
            "has a text that does not end",
            "this quote is not closed",
        ))
    }
}
