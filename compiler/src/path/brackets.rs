//! `[..]`: names, indices, slices, `*` and filters.

use super::{Cursor, Within};
use crate::ir::Step;
use crate::problem::Problem;

impl Cursor<'_> {
    pub(super) fn brackets(&mut self, steps: &mut Vec<Step>) -> Result<(), Problem> {
        let start = self.at();
        self.skip(1);
        self.blanks();
        let step = match self.peek() {
            Some('\'' | '"') => self.names(start)?,
            Some('*') => {
                self.skip(1);
                Step::Wildcard
            }
            Some('?') => {
                self.skip(1);
                self.blanks();
                if self.peek() != Some('(') {
                    let at = self.here();
                    return Err(self
                        .malformed(at, "has a filter without parentheses", "expected `(`")
                        .with_help(Some("a filter is written `[?(@.price < 10)]`".to_owned())));
                }
                self.skip(1);
                let filter = self.inside(Within::Filter, |cursor| cursor.filter())?;
                self.blanks();
                if !self.take(')') {
                    let at = self.here();
                    return Err(self.malformed(
                        at,
                        "has a filter that does not end",
                        "expected `)`",
                    ));
                }
                Step::Filter(filter)
            }
            Some(c) if c.is_ascii_digit() || c == '-' || c == ':' => self.numbers()?,
            Some(']') => {
                let at = start..self.at() + 1;
                return Err(self.malformed(
                    at,
                    "has empty brackets",
                    "expected a name, an index or `*`",
                ));
            }
            None => {
                let at = start..self.at();
                return Err(self.malformed(
                    at,
                    "ends inside brackets",
                    "these brackets do not end",
                ));
            }
            Some(_) => {
                let rest = self.rest();
                let word: String = rest
                    .chars()
                    .take_while(|c| *c != ']' && *c != '[')
                    .collect();
                let at = self.at()..self.at() + word.len();
                return Err(self
                    .malformed(
                        at,
                        "has brackets around neither a name nor an index",
                        "expected a quote, a digit or `*`",
                    )
                    .with_help(
                        (!word.is_empty())
                            .then(|| format!("a field's name is quoted: `['{}']`", word.trim())),
                    ));
            }
        };
        self.blanks();
        if !self.take(']') {
            let problem = if self.is_done() {
                self.malformed(
                    start..self.at(),
                    "ends inside brackets",
                    "these brackets do not end",
                )
            } else {
                self.malformed(
                    self.here(),
                    "has brackets that do not end",
                    "expected `]` or `,`",
                )
            };
            return Err(problem);
        }
        steps.push(step);
        Ok(())
    }

    /// `'a'` or `'a', 'b'`
    fn names(&mut self, start: usize) -> Result<Step, Problem> {
        let mut names = Vec::new();
        loop {
            let quote_start = self.at();
            let name = match self.peek() {
                Some(quote @ ('\'' | '"')) => self.quoted(quote),
                _ => {
                    let at = self.here();
                    return Err(self.malformed(
                        at,
                        "mixes names with something else",
                        "expected a quoted name",
                    ));
                }
            };
            let Some(name) = name else {
                let at = quote_start..self.at();
                return Err(self.malformed(
                    at,
                    "has a quoted name that does not end",
                    "this quote is not closed",
                ));
            };
            names.push(name);
            self.blanks();
            if !self.take(',') {
                break;
            }
            self.blanks();
        }
        match (names.pop(), names.is_empty()) {
            (Some(name), true) => Ok(Step::Field(name)),
            (Some(name), false) => {
                names.push(name);
                Ok(Step::Fields(names))
            }
            (None, _) => {
                Err(self.malformed(start..self.at(), "has empty brackets", "expected a name"))
            }
        }
    }

    /// `0`, `-1`, `0,2`, `1:3`, `::2`
    fn numbers(&mut self) -> Result<Step, Problem> {
        let first = self.number()?;
        self.blanks();
        if self.peek() == Some(':') {
            let mut bounds = [first, None, None];
            for bound in bounds.iter_mut().skip(1) {
                if !self.take(':') {
                    break;
                }
                self.blanks();
                *bound = self.number()?;
                self.blanks();
            }
            let [from, to, step] = bounds;
            if step.is_some_and(|step| step < 1) {
                let at = self.here();
                return Err(self.malformed(
                    at,
                    "has a slice that does not go forward",
                    "expected a step of 1 or more",
                ));
            }
            return Ok(Step::Slice { from, to, step });
        }
        let mut indices = Vec::new();
        indices.extend(first);
        while self.take(',') {
            self.blanks();
            match self.number()? {
                Some(index) => indices.push(index),
                None => {
                    let at = self.here();
                    return Err(self.malformed(
                        at,
                        "mixes indices with something else",
                        "expected an index",
                    ));
                }
            }
            self.blanks();
        }
        match indices.as_slice() {
            [index] => Ok(Step::Index(*index)),
            _ => Ok(Step::Indices(indices)),
        }
    }

    /// An optional whole number.
    fn number(&mut self) -> Result<Option<i64>, Problem> {
        let start = self.at();
        self.take('-');
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.skip(1);
        }
        let digits = self.slice(start..self.at());
        match digits {
            "" => Ok(None),
            _ => digits.parse().map(Some).map_err(|_| {
                let label = if digits == "-" {
                    "expected digits after `-`"
                } else {
                    "too large"
                };
                self.malformed(start..self.at(), "has an index that is not a number", label)
            }),
        }
    }
}
