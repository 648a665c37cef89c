//! What goes into the evaluation of an expression, and what comes out.
use crate::value::Value;

/// What an expression may read; only what it reads is there.
#[cfg_attr(
    not(feature = "jsonata"),
    allow(dead_code, reason = "the engine's business")
)]
pub(super) struct Bindings<'a> {
    pub(super) input: Option<&'a Value>,
    pub(super) result: Option<&'a Value>,
    pub(super) error_output: Option<&'a Value>,
    pub(super) context: Option<Value>,
    pub(super) variables: Vec<(&'static str, Value)>,
}

/// What an expression makes.
#[derive(Debug, PartialEq)]
#[cfg_attr(
    not(feature = "jsonata"),
    allow(dead_code, reason = "the engine's business")
)]
pub(super) enum Outcome {
    Value(Value),
    Undefined,
    /// A function or another value that JSON has not.
    Unsupported,
}

/// Why an expression cannot be evaluated.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Error {
    /// What AWS says it did, such as "threw an error during evaluation. T1006: ..".
    pub(super) what: String,
}
