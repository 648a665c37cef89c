//! JSONata: what an expression reads and how it is evaluated. Not parsed yet: the definition is refused before.

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
    roots: Vec<(ExpressionRoot, Range<usize>)>,
}

/// Parses an expression.
pub fn parse(text: &str) -> Result<Expression, Vec<Problem>> {
    Ok(Expression {
        form: Form::Query,
        roots: roots(text),
    })
}

impl Expression {
    /// What is wrong with it where it stands.
    pub fn check(&self, _available: Available) -> Vec<Problem> {
        Vec::new()
    }

    /// What it reads.
    pub fn roots(&self) -> Vec<(ExpressionRoot, Range<usize>)> {
        self.roots.clone()
    }
}

/// What an expression reads of `$states`.
fn roots(text: &str) -> Vec<(ExpressionRoot, Range<usize>)> {
    let fields = [
        ("input", ExpressionRoot::Input),
        ("result", ExpressionRoot::Result),
        ("errorOutput", ExpressionRoot::ErrorOutput),
        ("context", ExpressionRoot::Context),
    ];
    let read = fields
        .into_iter()
        .filter(|(name, _)| text.contains(&format!("$states.{name}")));
    read.map(|(_, root)| (root, 0..text.len())).collect()
}
