//! The way of a path: its root, and its steps up to where it ends.

use std::ops::Range;

use crate::cursor::Cursor;
use crate::errors::Code;
use crate::ir::{Root, Step};
use crate::problem::{Problem, quoted_part};

/// How deep parentheses, negations, lists and filters may stand in each other.
const DEEPEST: usize = 32;

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
    pub(super) fn space(&self, start: usize) -> Problem {
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
            _ if quote == Some(letter) => quote = None,
            _ if quote.is_some() => {}
            '\'' | '"' if depth > 0 => quote = Some(letter),
            '[' | '(' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ')' | ',' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}
