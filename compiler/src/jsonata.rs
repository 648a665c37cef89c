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
}

/// Parses an expression.
pub fn parse(_text: &str) -> Result<Expression, Vec<Problem>> {
    Ok(Expression { form: Form::Query })
}

impl Expression {
    /// What is wrong with it where it stands.
    pub fn check(&self, _available: Available) -> Vec<Problem> {
        Vec::new()
    }

    /// What it reads.
    pub fn roots(&self) -> Vec<(ExpressionRoot, Range<usize>)> {
        Vec::new()
    }
}
