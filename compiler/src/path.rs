//! Paths: Jayway's `JsonPath`, as AWS uses it.
//!
//! Takes the value of a string, gives an [`ir::Path`] or the one mistake that keeps it from being read. `read` goes
//! the way, `root` and `name` read its plain parts, `bracket` what stands in `[..]`, `filter` the conditions in `[?(..)]`.

mod bracket;
mod filter;
pub(crate) mod literal;
mod name;
mod read;
mod root;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::cursor::Cursor;
use crate::errors::Code;
use crate::ir::{self, Root, Step};
use crate::problem::{Problem, quoted};
use crate::text::Text;
use read::{Reader, Way};

pub(crate) use root::check_variable;

/// Reads any path: `$..`, `$$..` or `$name`.
pub fn parse_path(text: &Text) -> Result<ir::Path, Problem> {
    let way = whole(text)?;
    Ok(into_path(text, text.value.clone(), way))
}

/// Reads the path of `ResultPath`, which says one place of the document: fields and indices from `$` on.
pub fn parse_reference_path(text: &Text) -> Result<ir::Path, Problem> {
    let way = whole(text)?;
    check_reference(text, &way)?;
    Ok(into_path(text, text.value.clone(), way))
}

/// Reads a path that is an argument of an intrinsic function and starts at byte `start`. Also gives the byte where the
/// argument ends, or may be taken to end where the path cannot be read.
pub(crate) fn read_argument(text: &Text, start: usize) -> (Result<ir::Path, Problem>, usize) {
    let mut cursor = Cursor::new(text);
    cursor.go_to(start);
    let guess = start + read::argument_length(cursor.rest());
    let mut reader = Reader::new(
        cursor,
        quoted(text.value.get(start..guess).unwrap_or_default()),
    );
    match reader.path(read::Place::Argument) {
        Ok(way) => {
            let end = way.at.end;
            let written = text.value.get(way.at.clone()).unwrap_or_default();
            let checked = check_context(&way);
            (
                checked.map(|()| into_path(text, written.to_owned(), way)),
                end,
            )
        }
        Err(problem) => (Err(problem), guess),
    }
}

fn whole(text: &Text) -> Result<Way, Problem> {
    let cursor = Cursor::new(text);
    let mut reader = Reader::new(cursor, quoted(text.value.trim_end()));
    let way = reader.path(read::Place::Field)?;
    check_context(&way)?;
    Ok(way)
}

fn check_context(way: &Way) -> Result<(), Problem> {
    if way.root == Root::Context {
        crate::context::check(&way.steps)?;
    }
    Ok(())
}

fn into_path(text: &Text, written: String, way: Way) -> ir::Path {
    ir::Path {
        text: written,
        root: way.root,
        sites: way
            .steps
            .iter()
            .map(|(_, at)| text.locate(at.clone()))
            .collect(),
        steps: way.steps.into_iter().map(|(step, _)| step).collect(),
        site: text.locate(way.at),
    }
}

fn check_reference(text: &Text, way: &Way) -> Result<(), Problem> {
    let name = quoted(text.value.trim_end());
    let not_one = |at: &Range<usize>, title: String, label: &str, help: &str| {
        Err(Problem::new(Code::NotReferencePath, at.clone(), title, label).help(help))
    };
    let root = match &way.root {
        Root::Document | Root::Current => None,
        Root::Context => Some(("the context object", 2)),
        Root::Variable(variable) => Some(("a variable", 1 + variable.len())),
    };
    if let Some((what, length)) = root {
        return not_one(
            &(way.at.start..way.at.start + length),
            format!("path {name} names {what}, not a place of the document"),
            what,
            "a path into the document starts with `$.` or `$[`",
        );
    }
    for (step, at) in &way.steps {
        let (reason, label) = match step {
            Step::Field(_) => continue,
            Step::Index(index) if *index >= 0 => continue,
            Step::Index(_) => ("counts from a list's end", "an index below zero"),
            Step::Fields(_) => ("names several fields", "several fields"),
            Step::Indices(_) => ("names several indices", "several indices"),
            Step::Slice { .. } => ("takes a slice of a list", "a slice"),
            Step::Wildcard => ("has a wildcard", "a wildcard"),
            Step::Descend => ("searches at any depth", "any depth"),
            Step::Filter(_) => ("has a filter", "a filter"),
            Step::Function(_) => ("computes a value", "a function"),
        };
        return not_one(
            at,
            format!("path {name} {reason}, where one place is needed"),
            label,
            "a reference path has names and indices only, such as `$.order.lines[0]`",
        );
    }
    Ok(())
}
