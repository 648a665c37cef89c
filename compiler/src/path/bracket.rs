//! What stands in brackets: names, indices, slices, the wildcard; filters are in `filter`.

use std::ops::Range;

use super::read::Reader;
use crate::ir::Step;
use crate::problem::{Problem, quoted_part};

impl Reader<'_> {
    /// Reads `[..]`.
    pub(super) fn bracket(&mut self) -> Result<Step, Problem> {
        let open = self.cursor.at();
        self.cursor.eat("[");
        self.cursor.skip_spaces();
        let step = match self.cursor.peek() {
            None => return Err(self.unclosed(open)),
            Some('\'' | '"') => self.names(open)?,
            Some('*') => {
                self.cursor.next();
                Step::Wildcard
            }
            Some('?') => Step::Filter(self.filter(open)?),
            Some('0'..='9' | '-' | ':') => self.indices(open)?,
            Some(']') => {
                return Err(self
                    .fault(
                        open..self.cursor.at() + 1,
                        "has empty brackets",
                        "nothing stands in them",
                    )
                    .help("all items are `[*]`, the first is `[0]`"));
            }
            Some(',') => {
                return Err(self.fault(
                    self.cursor.here(),
                    "has a comma with nothing before it",
                    "expected a name or an index",
                ));
            }
            Some('(') => {
                return Err(self
                    .fault(
                        open..self.cursor.end(),
                        "has a script in brackets",
                        "scripts are not part of paths here",
                    )
                    .help("the last item is `[-1]`, a condition is `[?(..)]`"));
            }
            Some(_) => return Err(self.bare_name(open)),
        };
        self.close(open)?;
        Ok(step)
    }

    /// The `]` that ends what started at `open`.
    fn close(&mut self, open: usize) -> Result<(), Problem> {
        self.cursor.skip_spaces();
        if self.cursor.eat("]") {
            return Ok(());
        }
        Err(match self.cursor.peek() {
            None => self.unclosed(open),
            Some(letter) => self.fault(
                self.cursor.here(),
                &format!(
                    "has {} where its brackets end",
                    quoted_part(&letter.to_string())
                ),
                "expected `]`",
            ),
        })
    }

    pub(super) fn unclosed(&self, open: usize) -> Problem {
        let all = open..self.cursor.end();
        let written = self.cursor.slice(all.clone());
        let problem = self.fault(all, "ends inside brackets", "never closed");
        if written.ends_with(['\'', '"', '*'])
            || written.ends_with(|last: char| last.is_ascii_digit())
        {
            problem.help(format!("closed it is `{written}]`"))
        } else {
            problem
        }
    }

    /// `'a'`, `"a"`, `'a','b'`.
    fn names(&mut self, open: usize) -> Result<Step, Problem> {
        let mut names = Vec::new();
        let quote = self.cursor.peek();
        loop {
            match self.cursor.peek() {
                Some('\'' | '"') if self.cursor.peek() == quote => names.push(self.quoted_name()?),
                Some('\'' | '"') => {
                    return Err(self
                        .fault(
                            self.cursor.here(),
                            "has both kinds of quotes in one pair of brackets",
                            "the other kind of quote",
                        )
                        .help("all names in brackets have the same quotes: `['a','b']`"));
                }
                Some(']' | ',') => {
                    return Err(self.fault(
                        self.cursor.here(),
                        "has a comma with no name after it",
                        "expected a name in quotes",
                    ));
                }
                None => return Err(self.unclosed(open)),
                Some(_) => return Err(self.bare_name(open)),
            }
            self.cursor.skip_spaces();
            if !self.cursor.eat(",") {
                break;
            }
            self.cursor.skip_spaces();
        }
        match self.cursor.peek() {
            None | Some(']') => {}
            Some(_) => {
                return Err(self
                    .fault(
                        self.cursor.here(),
                        "goes on after a name's closing quote",
                        "expected `]` or `,`",
                    )
                    .help("a quote inside a name is `\\'`, which JSON writes `\\\\'`"));
            }
        }
        Ok(match names.len() {
            1 => Step::Field(names.pop().unwrap_or_default()),
            _ => Step::Fields(names),
        })
    }

    /// A name in quotes. A backslash takes the meaning from the quote and from another backslash only: AWS finds the
    /// field `a\"b` with `['a\"b']`.
    fn quoted_name(&mut self) -> Result<String, Problem> {
        let open = self.cursor.at();
        let quote = self.cursor.next();
        let mut name = String::new();
        while let Some(letter) = self.cursor.next() {
            if Some(letter) == quote {
                return Ok(name);
            }
            let escaped = self
                .cursor
                .peek()
                .filter(|next| *next == '\\' || Some(*next) == quote);
            match escaped {
                Some(escaped) if letter == '\\' => {
                    self.cursor.next();
                    name.push(escaped);
                }
                _ => name.push(letter),
            }
        }
        Err(self.fault(
            open..self.cursor.end(),
            "ends inside a name in quotes",
            "this quote is never closed",
        ))
    }

    /// `0`, `-1`, `0,2`, `1:`, `:2`, `0:4:2`.
    fn indices(&mut self, open: usize) -> Result<Step, Problem> {
        let start = self.cursor.at();
        let belongs = |letter: char| letter.is_ascii_digit() || "-:, ".contains(letter);
        let at = self.cursor.eat_while(belongs);
        match self.cursor.peek() {
            None => return Err(self.unclosed(open)),
            Some(']') => {}
            Some(letter) => {
                return Err(self.fault(
                    self.cursor.here(),
                    &format!("has {} in an index", quoted_part(&letter.to_string())),
                    "expected a number, `:`, `,` or `]`",
                ));
            }
        }
        let written = self.cursor.slice(at.clone());
        if written.contains(':') {
            if let Some(comma) = written.find(',') {
                return Err(self.fault(
                    start + comma..start + comma + 1,
                    "mixes a slice and a list of indices",
                    "no part of a slice",
                ));
            }
            return self.slice(written, &at);
        }
        let mut indices = Vec::new();
        for (index, at) in parts(written, start, ',') {
            if index.is_empty() {
                return Err(self.fault(
                    at,
                    "has a comma with no index beside it",
                    "expected a number",
                ));
            }
            indices.push(self.index(index, at)?);
        }
        Ok(match indices.as_slice() {
            [index] => Step::Index(*index),
            _ => Step::Indices(indices),
        })
    }

    fn slice(&self, written: &str, at: &Range<usize>) -> Result<Step, Problem> {
        let mut bounds = Vec::new();
        for (bound, at) in parts(written, at.start, ':') {
            bounds.push(if bound.is_empty() {
                None
            } else {
                Some((self.index(bound, at.clone())?, at))
            });
        }
        if bounds.len() > 3 {
            return Err(self.fault(
                at.clone(),
                "has a slice of more than three parts",
                "too many colons",
            ));
        }
        let mut bounds = bounds.into_iter();
        let mut next = || bounds.next().flatten();
        let (from, to, step) = (next(), next(), next());
        if from.is_none() && to.is_none() {
            return Err(self
                .fault(
                    at.clone(),
                    "has a slice without bounds",
                    "neither a start nor an end",
                )
                .help("all items are `[*]`"));
        }
        if let Some((..=0, at)) = step {
            return Err(self.fault(
                at,
                "has a slice whose step is not above zero",
                "not above zero",
            ));
        }
        let value = |bound: Option<(i64, Range<usize>)>| bound.map(|(index, _)| index);
        Ok(Step::Slice {
            from: value(from),
            to: value(to),
            step: value(step),
        })
    }

    /// One index. AWS reads it as Java's `int`.
    fn index(&self, written: &str, at: Range<usize>) -> Result<i64, Problem> {
        let digits = written.strip_prefix('-').unwrap_or(written);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(self.fault(
                at,
                "has an index that is no whole number",
                "not a whole number",
            ));
        }
        match written.parse::<i32>() {
            Ok(index) => Ok(i64::from(index)),
            Err(_) => Err(self.fault(at, "has an index that is too large", "beyond 2147483647")),
        }
    }

    /// `[name]`.
    fn bare_name(&self, open: usize) -> Problem {
        let start = self.cursor.at();
        let rest = self.cursor.rest();
        let end = rest.find([']', ',', '[', '\'', '"']).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim_end();
        if rest.get(end..).is_none_or(str::is_empty) {
            return self.unclosed(open);
        }
        let at = start..start + name.len();
        if name.starts_with(['$', '@']) {
            return self
                .fault(at, "has a path in brackets", "a path")
                .note("what stands in brackets is literal, so a path there is not read");
        }
        let problem = self.fault(
            at,
            "has a name in brackets that is not in quotes",
            "not in quotes",
        );
        problem.help(format!("a field's name stands in quotes: `['{name}']`"))
    }
}

/// The parts between marks, without spaces around them, and where they stand.
fn parts(written: &str, start: usize, mark: char) -> Vec<(&str, Range<usize>)> {
    let mut parts = Vec::new();
    let mut at = start;
    for part in written.split(mark) {
        let first = at + (part.len() - part.trim_start().len());
        let trimmed = part.trim();
        parts.push((trimmed, first..first + trimmed.len()));
        at += part.len() + mark.len_utf8();
    }
    parts
}
