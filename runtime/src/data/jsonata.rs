//! JSONata: expressions that need the engine, which is not there yet: no definition in JSONata compiles before.
use super::Context;
use crate::value::Value;

/// What an expression may read; only what it reads is there.
#[allow(dead_code, reason = "read by the engine")]
pub(super) struct Bindings<'a> {
    pub(super) input: Option<&'a Value>,
    pub(super) result: Option<&'a Value>,
    pub(super) error_output: Option<&'a Value>,
    pub(super) context: Option<Value>,
    pub(super) variables: Vec<(&'static str, Value)>,
}

/// What an expression makes.
#[allow(dead_code, reason = "made by the engine")]
pub(super) enum Outcome {
    Value(Value),
    Undefined,
    /// A function or another value that JSON has not.
    Unsupported,
}

/// Why an expression cannot be evaluated.
pub(super) struct Error {
    /// What follows "threw an error during evaluation".
    pub(super) message: String,
}

pub(super) fn evaluate(
    _text: &'static str,
    _bindings: &Bindings<'_>,
    _effects: &dyn Context,
) -> Result<Outcome, Error> {
    Err(Error {
        message: ".".to_owned(),
    })
}
