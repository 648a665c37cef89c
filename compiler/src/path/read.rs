//! The way of a path: its root, and its steps up to where it ends.

use std::ops::Range;

use crate::cursor::Cursor;
use crate::errors::Code;
use crate::ir::{PathFunction, Root, Step};
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// How deep parentheses, negations, lists and filters may stand in each other.
const DEEPEST: usize = 32;

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

/// Where a path stands, which decides where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is all of its string.
    Field,
    /// Up to the next `,` or `)` of a call.
    Argument,
    /// Up to the next operator, space or `)` of a filter.
    Filter,
}

/// A path that has been read, with the place of each step.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) root: Root,
    pub(super) steps: Vec<(Step, Range<usize>)>,
    pub(super) at: Range<usize>,
}

/// Reads one path and the paths in its filters.
pub(super) struct Reader<'t> {
    pub(super) cursor: Cursor<'t>,
    /// The outermost path, as titles call it.
    pub(super) name: String,
    depth: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(cursor: Cursor<'t>, name: String) -> Self {
        Reader {
            cursor,
            name,
            depth: 0,
        }
    }

    /// A malformed path: its title after the path itself, and what is marked.
    pub(super) fn fault(
        &self,
        at: Range<usize>,
        reason: &str,
        label: impl Into<String>,
    ) -> Problem {
        Problem::new(
            Code::MalformedPath,
            at,
            format!("path {} {reason}", self.name),
            label,
        )
    }

    /// Reads something one level deeper.
    pub(super) fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        if self.depth == DEEPEST {
            return Err(self.fault(
                self.cursor.here(),
                &format!("is nested deeper than {DEEPEST} levels"),
                "one level too many",
            ));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    pub(super) fn path(&mut self, place: Place) -> Result<Way, Problem> {
        let start = self.cursor.at();
        let root = self.root(place)?;
        let mut steps = Vec::new();
        while !self.is_end(place) {
            if let Some((Step::Function(_), at)) = steps.last() {
                let at = Range::clone(at);
                return Err(self
                    .fault(
                        self.cursor.at()..self.cursor.end(),
                        "goes on after a function",
                        "nothing follows a function",
                    )
                    .note(format!(
                        "`{}` computes a value, which ends the path",
                        self.cursor.slice(at)
                    )));
            }
            match self.cursor.peek() {
                Some('.') => self.dot(start, place, &mut steps)?,
                Some('[') => {
                    let at = self.cursor.at();
                    let step = self.bracket()?;
                    steps.push((step, at..self.cursor.at()));
                }
                _ => return Err(self.no_step()),
            }
        }
        let at = start..self.cursor.at();
        Ok(Way { root, steps, at })
    }

    /// `.name`, `.*`, `.length()`, `..name`, and `.[` where Jayway ignores the dot.
    fn dot(
        &mut self,
        path_start: usize,
        place: Place,
        steps: &mut Vec<(Step, Range<usize>)>,
    ) -> Result<(), Problem> {
        let start = self.cursor.at();
        self.cursor.eat(".");
        if self.cursor.eat(".") {
            steps.push((Step::Descend, start..self.cursor.at()));
        }
        let dots = start..self.cursor.at();
        match self.cursor.peek() {
            Some('[') => return Ok(()),
            Some('.') => {
                let many = self.cursor.eat_while(|letter| letter == '.');
                return Err(self
                    .fault(
                        dots.start..many.end,
                        "has too many dots in a row",
                        "expected a name",
                    )
                    .help("`.` goes to a field, `..` searches at any depth"));
            }
            Some('*') => {
                let at = self.cursor.here();
                self.cursor.next();
                steps.push((Step::Wildcard, at));
                return Ok(());
            }
            _ if self.is_end(place) => {
                let reason = if self.cursor.peek().is_none() {
                    "ends with a dot"
                } else {
                    "has no name after a dot"
                };
                let problem = self.fault(dots.clone(), reason, "no name follows");
                return Err(match self.cursor.slice(path_start..dots.start) {
                    "$" => problem.help("the whole document is `$`"),
                    before => problem.help(format!("without the dot it is `{before}`")),
                });
            }
            _ => {}
        }
        let (name, at) = self.name(place)?;
        if self.cursor.peek() == Some('(') && !name.is_empty() {
            let function = self.function(&name, &at)?;
            steps.push((Step::Function(function), at.start..self.cursor.at()));
        } else if name.is_empty() {
            return Err(self.no_step());
        } else {
            steps.push((Step::Field(name), at));
        }
        Ok(())
    }

    /// A name after a dot. The specification lets `\` take the meaning from any character; Jayway takes most
    /// characters as they are anyway.
    fn name(&mut self, place: Place) -> Result<(String, Range<usize>), Problem> {
        let start = self.cursor.at();
        let mut name = String::new();
        while let Some(letter) = self.cursor.peek() {
            match letter {
                '\\' => {
                    let slash = self.cursor.here();
                    self.cursor.next();
                    match self.cursor.next() {
                        Some('u') => name.push(self.unicode_escape(slash.start)?),
                        Some(escaped) => name.push(escaped),
                        None => {
                            return Err(self
                                .fault(slash, "ends with a backslash", "escapes nothing")
                                .help("a backslash in a name is `\\\\`"));
                        }
                    }
                    continue;
                }
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
    fn function(&mut self, name: &str, at: &Range<usize>) -> Result<PathFunction, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("(");
        self.cursor.skip_spaces();
        let closed = self.cursor.eat(")");
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let names = FUNCTIONS.iter().map(|(known, _)| *known);
            let help = match suggest::similar(name, names.clone()) {
                Some(similar) => format!("a function with a similar name exists: `.{similar}()`"),
                None => {
                    let names: Vec<String> = names.map(|name| format!("`.{name}()`")).collect();
                    format!("functions are {}", names.join(", "))
                }
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

    /// Whether the path is over. A `)` or an operator ends it only where something around it goes on.
    pub(super) fn is_end(&self, place: Place) -> bool {
        match (self.cursor.peek(), place) {
            (None, _) => true,
            (Some(_), Place::Field) => false,
            (Some(letter), Place::Argument) => {
                matches!(letter, ',' | ')') || letter.is_whitespace()
            }
            (Some(letter), Place::Filter) => {
                matches!(letter, ')' | '<' | '>' | '=' | '~' | '!') || letter.is_whitespace()
            }
        }
    }

    fn is_logical(&self) -> bool {
        let rest = self.cursor.rest();
        rest.starts_with("&&") || rest.starts_with("||")
    }

    /// Neither `.` nor `[` where a step should start.
    pub(super) fn no_step(&self) -> Problem {
        let at = self.cursor.here();
        match self.cursor.peek() {
            Some(letter) if letter.is_whitespace() => self.space(self.cursor.at()),
            Some(letter) => self.fault(
                at,
                &format!(
                    "has {} where a step starts",
                    quoted_part(&letter.to_string())
                ),
                "expected `.` or `[`",
            ),
            None => self.fault(at, "ends too early", "expected `.` or `[`"),
        }
    }

    /// A space in a name that started at `start`.
    fn space(&self, start: usize) -> Problem {
        let rest = self.cursor.slice(start..self.cursor.end());
        let until = rest
            .find(['.', '[', '(', ')', ',', '\'', '"'])
            .unwrap_or(rest.len());
        let name = rest.get(..until).unwrap_or_default().trim();
        let problem = self.fault(
            self.cursor.here(),
            "has a space outside brackets",
            "a space",
        );
        // What follows an operator or a comma is no part of a name.
        let is_name = name.contains(char::is_whitespace)
            && name.chars().all(|letter| {
                letter.is_alphanumeric() || letter.is_whitespace() || "-_".contains(letter)
            });
        if is_name {
            problem.help(format!(
                "a name with spaces stands in brackets: `['{name}']`"
            ))
        } else {
            problem
        }
    }
}

/// How many bytes an argument that starts with `rest` has, by its brackets and quotes alone.
pub(super) fn argument_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in rest.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match letter {
            '\\' => escaped = true,
            '\'' | '"' if depth > 0 => match quote {
                None => quote = Some(letter),
                Some(open) if open == letter => quote = None,
                Some(_) => {}
            },
            _ if quote.is_some() => {}
            '[' | '(' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            ',' if depth == 0 => return at,
            _ => {}
        }
    }
    rest.len()
}
