//! Reads a call and the calls in it.

use std::ops::Range;

use super::check;
use super::name::unknown;
use super::string::{self, Literal};
use super::table::Function;
use crate::cursor::Cursor;
use crate::errors::Code;
use crate::ir::{self, Argument, ArgumentValue, Intrinsic, Json};
use crate::path::{literal::is_number, read_argument};
use crate::problem::{Problem, quoted, quoted_part};
use crate::text::Text;

/// How deep AWS lets calls stand in each other.
const DEEPEST: usize = 10;

/// An argument that has been read: its place in the string, and what it is; none where it is itself a mistake that has
/// been reported.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) at: Range<usize>,
    pub(super) value: Option<ArgumentValue>,
    /// Of a string literal.
    pub(super) literal: Option<Literal>,
}

/// Reads a string that is a call.
pub(super) fn read(text: &Text) -> Result<ir::Call, Vec<Problem>> {
    let mut reader = Reader {
        cursor: Cursor::new(text),
        problems: Vec::new(),
    };
    let call = reader.whole();
    let mut problems = reader.problems;
    match call {
        Ok(Some(call)) if problems.is_empty() => Ok(call),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.push(problem);
            Err(problems)
        }
    }
}

struct Reader<'t> {
    cursor: Cursor<'t>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<Option<ir::Call>, Problem> {
        if self.cursor.peek().is_some_and(char::is_whitespace) {
            return Err(malformed(
                self.cursor.here(),
                format!(
                    "call {} starts with a space",
                    quoted(self.cursor.rest().trim_start())
                ),
                "a space",
            )
            .help(format!(
                "without it: {}",
                quoted(self.cursor.rest().trim_start())
            )));
        }
        let call = self.call(1)?;
        if self.cursor.peek().is_some() {
            let rest = self.cursor.at()..self.cursor.end();
            let problem = malformed(
                rest.clone(),
                format!(
                    "{} follows the end of the call",
                    quoted(self.cursor.slice(rest).trim_start())
                ),
                "nothing follows a call",
            );
            return Err(if self.cursor.rest().trim_start().starts_with(')') {
                problem.note("there are more `)` than `(`")
            } else {
                problem
            });
        }
        Ok(call)
    }

    /// `States.Name(..)`.
    fn call(&mut self, depth: usize) -> Result<Option<ir::Call>, Problem> {
        let name_at = self.name();
        let name = self.cursor.slice(name_at.clone());
        if depth > DEEPEST {
            return Err(malformed(
                name_at,
                format!(
                    "call of {} is nested deeper than {DEEPEST} levels",
                    quoted(name)
                ),
                "one level too many",
            ));
        }
        if name.is_empty() {
            let all = name_at.start..self.cursor.end();
            let title = format!("{} is not a call", quoted(self.cursor.slice(all.clone())));
            return Err(malformed(all, title, "expected `States.`, a name and `(`"));
        }
        let row = Function::named(name);
        if row.is_none() && (name.contains('.') || self.cursor.peek() == Some('(')) {
            self.problems.push(unknown(name, name_at.clone()));
        }
        let open = self.cursor.at();
        if !self.cursor.eat("(") {
            return self.no_parenthesis(name, name_at, row);
        }
        let arguments = self.arguments(open, name, row, depth)?;
        let Some(row) = row else {
            return Ok(None);
        };
        let at = name_at.start..self.cursor.at();
        check::check(row, &name_at, &arguments, &self.cursor, &mut self.problems);
        let text = self.cursor.text();
        let mut read = Vec::new();
        for argument in arguments {
            let Some(value) = argument.value else {
                return Ok(None);
            };
            read.push(Argument {
                value,
                site: text.locate(argument.at),
            });
        }
        Ok(Some(ir::Call {
            function: row.id,
            arguments: read,
            text: text.value.clone(),
            site: text.locate(at),
        }))
    }

    fn name(&mut self) -> Range<usize> {
        self.cursor
            .eat_while(|letter| letter.is_alphanumeric() || "._-".contains(letter))
    }

    /// A name without `(`. Where the name is unknown, that has been said.
    fn no_parenthesis(
        &self,
        name: &str,
        name_at: Range<usize>,
        row: Option<&Function>,
    ) -> Result<Option<ir::Call>, Problem> {
        match (row, self.cursor.peek()) {
            (None, _) if !name.contains('.') => Err(malformed(
                0..self.cursor.end(),
                format!(
                    "{} is not a call",
                    quoted(self.cursor.slice(0..self.cursor.end()))
                ),
                "expected `States.`, a name and `(`",
            )),
            (None, _) => Ok(None),
            (Some(row), None) => Err(malformed(
                name_at.clone(),
                format!("`{name}` has no parentheses"),
                "not a call",
            )
            .help(format!("the call is `{name}({})`", row.usage))),
            (Some(row), Some(letter)) => {
                let problem = malformed(
                    self.cursor.here(),
                    format!(
                        "`{name}` has {} where its parentheses open",
                        letter_name(letter)
                    ),
                    "expected `(`",
                );
                Err(if letter.is_whitespace() {
                    problem.help(format!(
                        "the parenthesis follows at once: `{name}({})`",
                        row.usage
                    ))
                } else {
                    problem
                })
            }
        }
    }

    /// What stands up to the `)`, which is read too.
    fn arguments(
        &mut self,
        open: usize,
        name: &str,
        row: Option<&Function>,
        depth: usize,
    ) -> Result<Vec<Read>, Problem> {
        let mut arguments: Vec<Read> = Vec::new();
        self.cursor.skip_spaces();
        if self.cursor.eat(")") {
            return Ok(arguments);
        }
        loop {
            self.cursor.skip_spaces();
            let is_template =
                row.is_some_and(|row| row.id == Intrinsic::Format) && arguments.is_empty();
            let argument = self.argument(open, name, is_template, depth)?;
            arguments.push(argument);
            self.cursor.skip_spaces();
            if self.cursor.eat(")") {
                return Ok(arguments);
            }
            if !self.cursor.eat(",") {
                return Err(self.no_separator(open, name, arguments.last()));
            }
        }
    }

    fn no_separator(&self, open: usize, name: &str, last: Option<&Read>) -> Problem {
        let Some(letter) = self.cursor.peek() else {
            return unclosed(open, name);
        };
        let problem = malformed(
            self.cursor.here(),
            format!(
                "call of {} has {} after an argument",
                quoted(name),
                letter_name(letter)
            ),
            "expected `,` or `)`",
        );
        let at = self.cursor.at();
        if last.is_some_and(|last| last.literal.is_some() && last.at.end == at) {
            problem.help("an apostrophe inside a string is `\\'`, which JSON writes `\\\\'`")
        } else {
            problem.help("arguments are separated by commas")
        }
    }

    fn argument(
        &mut self,
        open: usize,
        name: &str,
        is_template: bool,
        depth: usize,
    ) -> Result<Read, Problem> {
        let start = self.cursor.at();
        let mut literal = None;
        let value = match self.cursor.peek() {
            None => return Err(unclosed(open, name)),
            Some('\'') => {
                let string = string::read(&mut self.cursor, is_template, &mut self.problems)?;
                let value = ArgumentValue::Literal(Json::String(string.value.clone()));
                literal = Some(string);
                Some(value)
            }
            Some('$') => {
                let (path, end) = read_argument(self.cursor.text(), start);
                self.cursor.go_to(end);
                match path {
                    Ok(path) => Some(ArgumentValue::Path(path)),
                    // What is left open in the path leaves the call open too, which is no second mistake.
                    Err(problem) if end == self.cursor.end() => return Err(problem),
                    Err(problem) => {
                        self.problems.push(problem);
                        None
                    }
                }
            }
            Some('0'..='9' | '-' | '+') => Some(self.number(name)?),
            Some(letter) if letter.is_alphabetic() => self.word(depth)?,
            Some(letter) => return Err(self.no_argument(letter, name)),
        };
        Ok(Read {
            at: start..self.cursor.at(),
            value,
            literal,
        })
    }

    fn number(&mut self, name: &str) -> Result<ArgumentValue, Problem> {
        let at = self
            .cursor
            .eat_while(|letter| letter.is_alphanumeric() || "+-._".contains(letter));
        let written = self.cursor.slice(at.clone());
        if is_number(written) {
            return Ok(ArgumentValue::Literal(Json::Number(written.to_owned())));
        }
        Err(malformed(
            at,
            format!(
                "call of {} has the argument {}, which is no number",
                quoted(name),
                quoted_part(written)
            ),
            "not a number as JSON writes it",
        )
        .help(format!("a string stands in single quotes: `'{written}'`")))
    }

    /// `true`, `false`, `null`, a nested call, or a string without its quotes.
    fn word(&mut self, depth: usize) -> Result<Option<ArgumentValue>, Problem> {
        let start = self.cursor.at();
        let at = self.name();
        let word = self.cursor.slice(at.clone());
        let literal = match word {
            "true" => Some(Json::Bool(true)),
            "false" => Some(Json::Bool(false)),
            "null" => Some(Json::Null),
            _ => None,
        };
        if let Some(literal) = literal {
            return Ok(Some(ArgumentValue::Literal(literal)));
        }
        if self.cursor.peek() == Some('(') || word.starts_with("States.") {
            self.cursor.go_to(start);
            let call = self.call(depth + 1)?;
            return Ok(call.map(ArgumentValue::Call));
        }
        let lower = word.to_lowercase();
        let problem = malformed(
            at,
            format!("argument {} is not in quotes", quoted(word)),
            "neither a literal nor a path nor a call",
        );
        Err(if ["true", "false", "null"].contains(&lower.as_str()) {
            problem.help(format!("the literal is `{lower}`"))
        } else {
            problem.help(format!(
                "a string stands in single quotes, `'{word}'`; a field of the document is `$.{word}`"
            ))
        })
    }

    fn no_argument(&self, letter: char, name: &str) -> Problem {
        let at = self.cursor.here();
        let name = quoted(name);
        match letter {
            ',' | ')' => malformed(
                at,
                format!("call of {name} has a comma with no argument beside it"),
                "expected an argument",
            ),
            '"' => malformed(
                at,
                format!("call of {name} has a string in double quotes"),
                "a double quote",
            )
            .help("strings in calls stand in single quotes: `'..'`"),
            '[' => malformed(
                at,
                format!("call of {name} has a list as an argument"),
                "lists are not literals here",
            )
            .help("a list is made by `States.Array(..)`"),
            '{' => malformed(
                at,
                format!("call of {name} has an object as an argument"),
                "objects are not literals here",
            )
            .help("an object comes from a path, or from `States.StringToJson('..')`"),
            '@' => malformed(
                at,
                format!("call of {name} has a path from `@`, which is for filters"),
                "not a path here",
            )
            .help("a path into the document starts with `$`"),
            _ => malformed(
                at,
                format!("call of {name} has {} where an argument starts", letter_name(letter)),
                "expected an argument",
            )
            .note("arguments are strings in single quotes, numbers, `true`, `false`, `null`, paths and calls"),
        }
    }
}

fn malformed(at: Range<usize>, title: String, label: &str) -> Problem {
    Problem::new(Code::MalformedIntrinsic, at, title, label)
}

/// A character as titles call it.
fn letter_name(letter: char) -> String {
    if letter == ' ' {
        "a space".to_owned()
    } else {
        quoted(&letter.to_string())
    }
}

fn unclosed(open: usize, name: &str) -> Problem {
    malformed(
        open..open + 1,
        format!("call of {} has no closing parenthesis", quoted(name)),
        "never closed",
    )
}
