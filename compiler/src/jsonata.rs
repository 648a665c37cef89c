//! JSONata: an expression is parsed while compiling, so that a mistake is shown at its character, and so that it is known
//! what the expression reads and whether it needs the engine.
//!
//! The grammar is that of JSONata 2; what differs in Step Functions is in the developer guide, "Transforming data with
//! JSONata". Evaluating is the runtime's.

mod call;
mod check;
pub(crate) mod form;
pub(crate) mod functions;
pub(crate) mod parse;
mod scan;
mod states;
pub(crate) mod tree;

use std::ops::Range;

use crate::ir::{ExpressionRoot, Form};
use crate::problem::Problem;

/// What of `$states` can be read besides `input` and `context`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Available {
    /// `$states.result`.
    pub result: bool,
    /// `$states.errorOutput`.
    pub error_output: bool,
}

/// An expression.
#[derive(Debug)]
pub struct Expression {
    /// How it is evaluated.
    pub form: Form,
    /// The variables that it reads.
    roots: Vec<(ExpressionRoot, Range<usize>)>,
    /// The parts of `$states` that it reads.
    states: Vec<states::StatesRead>,
    /// What is wrong with it wherever it stands.
    problems: Vec<Problem>,
}

/// Parses an expression, without the marks around it.
pub fn parse(text: &str) -> Result<Expression, Vec<Problem>> {
    let tree = parse::parse(text).map_err(|problem| vec![problem])?;
    let form = form::form(&tree);
    Ok(check::read(&tree, form))
}

impl Expression {
    /// What is wrong with it where it stands.
    pub fn check(&self, available: Available) -> Vec<Problem> {
        let of_states = self.states.iter().filter_map(|read| read.check(available));
        of_states.chain(self.problems.iter().cloned()).collect()
    }

    /// What it reads, each at its first place.
    pub fn roots(&self) -> Vec<(ExpressionRoot, Range<usize>)> {
        let of_states = self
            .states
            .iter()
            .flat_map(|read| read.roots().into_iter().map(|root| (root, read.at())));
        let mut all: Vec<(ExpressionRoot, Range<usize>)> =
            of_states.chain(self.roots.iter().cloned()).collect();
        all.sort_by_key(|(_, at)| at.start);
        let mut first: Vec<(ExpressionRoot, Range<usize>)> = Vec::new();
        for (root, at) in all {
            if !first.iter().any(|(known, _)| *known == root) {
                first.push((root, at));
            }
        }
        first
    }
}

/// Whether a function has this name. A variable of the same name is read as a variable.
pub(crate) fn is_function(name: &str) -> bool {
    functions::Function::named(name).is_some()
}
