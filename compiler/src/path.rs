//! Paths: Jayway's JsonPath as AWS uses it, from a string of the definition to an [`ir::Path`].
//!
//! Three places hold paths: a whole string, an argument of an intrinsic function, a filter. They differ only in what ends
//! a dotted name.

mod brackets;
mod cursor;
mod filter;

use std::ops::Range;

pub(crate) use cursor::{Cursor, Within};
pub(crate) use filter::is_number;

use crate::errors::Code;
use crate::ir::{Path, PathFunction, Root, Step};
use crate::problem::Problem;
use crate::text::Text;
use crate::{context, suggest};

/// How deep filters may nest; deeper is no filter a person wrote, and would only exhaust the stack.
pub(crate) const DEEPEST: usize = 32;

const FUNCTIONS: [(&str, PathFunction); 9] = [
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

/// Any path: `$..`, `$$..`, `$name..`.
pub fn parse_path(text: &Text) -> Result<Path, Problem> {
    let mut cursor = Cursor::new(text, Within::String);
    // Jayway trims a path before it reads it.
    cursor.blanks();
    let path = cursor.path()?;
    if !cursor.rest().trim().is_empty() {
        let at = cursor.here();
        return Err(cursor
            .malformed(at, "goes on after its end", "expected `.`, `[` or the end")
            .with_help(blank_help(cursor.rest())));
    }
    Ok(path)
}

/// A reference path, which names one place that can be written: fields and indices of the document.
pub fn parse_reference_path(text: &Text) -> Result<Path, Problem> {
    let path = parse_path(text)?;
    let problem = |what: &str, help: Option<&str>| Problem {
        code: Code::NotReferencePath,
        at: 0..text.value.len(),
        title: format!("`{}` is not a reference path: {what}", shown(&text.value)),
        label: "does not name one place in the document".to_owned(),
        notes: vec![
            "a reference path has only fields and indices, such as `$.order.lines[0]`".to_owned(),
        ],
        help: help.map(ToOwned::to_owned),
    };
    match &path.root {
        Root::Document => {}
        Root::Context => return Err(problem("the context object cannot be written", None)),
        Root::Variable(_) | Root::Current => {
            return Err(problem(
                "a variable is written by `Assign`",
                Some("a reference path begins with `$.`"),
            ));
        }
    }
    for step in &path.steps {
        let what = match step {
            Step::Field(_) => continue,
            Step::Index(index) if *index >= 0 => continue,
            Step::Index(_) => "an index counts from the start",
            Step::Fields(_) | Step::Indices(_) => "it selects several places",
            Step::Slice { .. } => "it selects a slice",
            Step::Wildcard => "it selects everything with `*`",
            Step::Descend => "it searches with `..`",
            Step::Filter(_) => "it filters",
            Step::Function(_) => "it ends in a function",
        };
        return Err(problem(what, None));
    }
    Ok(path)
}

/// Jayway wants names with blanks in brackets.
fn blank_help(rest: &str) -> Option<String> {
    rest.starts_with(char::is_whitespace).then(|| {
        "a field whose name has a blank is written in brackets: `['first name']`".to_owned()
    })
}

/// A long path is quoted in part.
pub(crate) fn shown(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(48).collect();
    if characters.next().is_some() {
        format!("{start}..")
    } else {
        start
    }
}

impl Cursor<'_> {
    /// A path that begins here.
    pub(crate) fn path(&mut self) -> Result<Path, Problem> {
        let start = self.at();
        let root = self.root()?;
        let mut steps = Vec::new();
        while let Some(next) = self.peek() {
            match next {
                '.' => self.dotted(&mut steps)?,
                '[' => self.brackets(&mut steps)?,
                _ => break,
            }
            if let Some(Step::Function(_)) = steps.last()
                && matches!(self.peek(), Some('.' | '['))
            {
                let at = self.here();
                return Err(self.malformed(
                    at,
                    "goes on after a function",
                    "a function ends its path",
                ));
            }
        }
        let path = Path {
            text: self.slice(start..self.at()).to_owned(),
            root,
            steps,
            site: self.text().locate(start..self.at()),
        };
        context::check(self.text(), start, &path)?;
        Ok(path)
    }

    fn root(&mut self) -> Result<Root, Problem> {
        let start = self.at();
        if self.within() == Within::Filter && self.take('@') {
            return Ok(Root::Current);
        }
        if !self.take('$') {
            let rest = self.rest();
            let help = if rest.is_empty() {
                "a path begins with `$`".to_owned()
            } else if rest.starts_with('.') || rest.starts_with('[') {
                format!("a path begins with `$`: `${}`", shown(rest))
            } else {
                format!("a path begins with `$`: `$.{}`", shown(rest))
            };
            let at = self.here();
            return Err(self
                .malformed(at, "does not begin with `$`", "expected `$`")
                .with_help(Some(help)));
        }
        if self.take('$') {
            return Ok(Root::Context);
        }
        let name: String = self
            .rest()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if name.is_empty() {
            return Ok(Root::Document);
        }
        self.skip(name.len());
        let at = start..self.at();
        if name.starts_with(char::is_numeric) {
            return Err(self.malformed(
                at,
                "names a variable that begins with a digit",
                "expected a letter after `$`",
            ));
        }
        if name == "states" {
            return Err(self
                .malformed(
                    at,
                    "reads `$states`, which only JSONata has",
                    "a reserved name",
                )
                .with_help(Some(
                    "in JSONPath the input is `$` and the context object is `$$`".to_owned(),
                )));
        }
        Ok(Root::Variable(name))
    }

    /// `.name`, `.*`, `..name`, `.length()`
    fn dotted(&mut self, steps: &mut Vec<Step>) -> Result<(), Problem> {
        let start = self.at();
        self.skip(1);
        if self.take('.') {
            steps.push(Step::Descend);
            if self.peek() == Some('[') {
                return self.brackets(steps);
            }
        }
        if self.take('*') {
            steps.push(Step::Wildcard);
            return Ok(());
        }
        // Jayway takes `$.[0]` for `$[0]`, and so do definitions that run.
        if self.peek() == Some('[') && !matches!(steps.last(), Some(Step::Descend)) {
            return self.brackets(steps);
        }
        let name_start = self.at();
        while let Some(next) = self.peek().filter(|next| !self.ends_name(*next)) {
            self.skip(next.len_utf8());
        }
        let name = self.slice(name_start..self.at()).to_owned();
        if name.is_empty() {
            let at = start..self.here().end;
            let what = match self.peek() {
                None => "ends in a dot",
                Some('.') => "has a dot too many",
                Some(_) => "has no name after a dot",
            };
            let problem = self.malformed(at, what, "expected a field's name after the dot");
            return Err(problem.with_help(blank_help(self.rest())));
        }
        if self.peek() == Some('(') {
            steps.push(self.function(&name, name_start)?);
        } else {
            steps.push(Step::Field(name));
        }
        Ok(())
    }

    fn function(&mut self, name: &str, start: usize) -> Result<Step, Problem> {
        let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
            let names = || FUNCTIONS.iter().map(|(known, _)| *known);
            let help = suggest::similar(name, names()).map_or_else(
                || format!("the functions of a path are {}", suggest::list_of(names())),
                |similar| format!("a function with a similar name exists: `{similar}()`"),
            );
            let at = start..self.at();
            return Err(self
                .malformed(
                    at,
                    &format!("calls `{name}()`, which is no function of a path"),
                    "no such function",
                )
                .with_help(Some(help)));
        };
        self.skip(1);
        self.blanks();
        if !self.take(')') {
            let at = self.here();
            return Err(self.malformed(
                at,
                &format!("gives `{name}()` an argument"),
                "expected `)`",
            ));
        }
        Ok(Step::Function(*function))
    }

    /// A problem of the path at the cursor.
    pub(crate) fn malformed(&self, at: Range<usize>, what: &str, label: &str) -> Problem {
        Problem {
            code: Code::MalformedPath,
            at,
            title: format!("path `{}` {what}", shown(self.whole())),
            label: label.to_owned(),
            notes: Vec::new(),
            help: None,
        }
    }
}
