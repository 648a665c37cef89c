//! `$states`: which of its parts an expression reads, and whether they are there.

use std::ops::Range;

use super::Available;
use crate::errors::Code;
use crate::ir::ExpressionRoot;
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// The fields of `$states`.
const STATES: [&str; 4] = ["input", "result", "errorOutput", "context"];

/// A part of `$states` that is read, by its name; none for `$states` whole.
#[derive(Debug)]
pub(super) struct StatesRead {
    name: Option<String>,
    at: Range<usize>,
}

impl StatesRead {
    pub(super) fn new(name: Option<String>, at: Range<usize>) -> Self {
        StatesRead { name, at }
    }

    /// The parts that this reads.
    pub(super) fn roots(&self) -> Vec<ExpressionRoot> {
        let names = STATES
            .into_iter()
            .filter(|name| self.name.as_deref().is_none_or(|read| read == *name));
        names.filter_map(states_root).collect()
    }

    pub(super) fn at(&self) -> Range<usize> {
        self.at.clone()
    }

    /// What is wrong with it where it stands.
    pub(super) fn check(&self, available: Available) -> Option<Problem> {
        let name = self.name.as_deref()?;
        let problem =
            |title, label| Problem::new(Code::UnknownStatesField, self.at(), title, label);
        match name {
            "input" | "context" => None,
            "result" if available.result => None,
            "result" => Some(
                problem(
                    "`$states.result` is read where there is no result".to_owned(),
                    "has no value here",
                )
                .note("`Output` and `Assign` of a Task, Parallel or Map read its result"),
            ),
            "errorOutput" if available.error_output => None,
            "errorOutput" => Some(
                problem(
                    "`$states.errorOutput` is read where there is no error".to_owned(),
                    "has no value here",
                )
                .note("`Output` and `Assign` of a `Catch` read the error"),
            ),
            name => {
                let problem = problem(
                    format!("{} is no field of `$states`", quoted_part(name)),
                    "no such field",
                );
                Some(match suggest::similar(name, STATES) {
                    Some(similar) => {
                        problem.help(format!("a field with a similar name exists: `{similar}`"))
                    }
                    None if available.result || available.error_output => problem
                        .help("a field of the state's input is `$states.input.` and its name"),
                    None => problem.help(format!(
                        "the fields are {}; one of the state's input is `$states.input.{name}`",
                        suggest::list_of(STATES)
                    )),
                })
            }
        }
    }
}

/// The part of this name.
pub(super) fn states_root(name: &str) -> Option<ExpressionRoot> {
    Some(match name {
        "input" => ExpressionRoot::Input,
        "result" => ExpressionRoot::Result,
        "errorOutput" => ExpressionRoot::ErrorOutput,
        "context" => ExpressionRoot::Context,
        _ => return None,
    })
}
