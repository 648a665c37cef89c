//! JSONata: expressions that need the engine.
//!
//! The engine is `jsonata-core`; this wraps it: what an expression may read, AWS's own functions, limits, and the words
//! that AWS has for what goes wrong. Its values cannot leave a thread, so an evaluation is one synchronous call.
mod convert;
mod functions;
mod guard;
mod java;
#[cfg(test)]
mod tests;
mod wording;

use super::Context;
use crate::value::{Map, Value};
use jsonata_core::{
    ast::AstNode,
    evaluator::{Context as Bindings_, Evaluator, EvaluatorOptions},
    parser,
    value::JValue,
};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

/// What an expression may read; only what it reads is there.
pub(super) struct Bindings<'a> {
    pub(super) input: Option<&'a Value>,
    pub(super) result: Option<&'a Value>,
    pub(super) error_output: Option<&'a Value>,
    pub(super) context: Option<Value>,
    pub(super) variables: Vec<(&'static str, Value)>,
}

/// What an expression makes.
#[derive(Debug, PartialEq)]
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

/// The bounds that AWS was seen to have: nested evaluations, items of a sequence, characters of a string. The time is
/// the default of the engine that AWS uses.
const MAX_DEPTH: usize = 100;
const MAX_SEQUENCE: usize = 873_782;
const MAX_TEXT: usize = 4_194_304;
const MAX_MILLIS: u64 = 5_000;

pub(super) fn evaluate(
    text: &'static str,
    bindings: &Bindings<'_>,
    effects: &dyn Context,
) -> Result<Outcome, Error> {
    let expression = parsed(text)?;
    // A panic of the engine must not take the execution with it. Nothing of ours is left half done: the evaluator and
    // all its values are made here and dropped with it.
    catch_unwind(AssertUnwindSafe(|| {
        run(text, &expression, bindings, effects)
    }))
    .unwrap_or_else(|_| Err(wording::internal()))
}

fn run(
    text: &str,
    expression: &AstNode,
    bindings: &Bindings<'_>,
    effects: &dyn Context,
) -> Result<Outcome, Error> {
    let Bindings {
        input,
        result,
        error_output,
        context,
        variables,
    } = bindings;
    let parts = [
        ("input", *input),
        ("result", *result),
        ("errorOutput", *error_output),
        ("context", context.as_ref()),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, part)| Some((name, part?.clone())))
        .collect::<Map>();
    let states = Value::from(parts);
    let mut names = Bindings_::new();
    names.bind("states".to_owned(), convert::to_engine(&states));
    for (name, value) in variables {
        names.bind((*name).to_owned(), convert::to_engine(value));
    }
    let options = EvaluatorOptions {
        timeout_ms: Some(MAX_MILLIS),
        max_stack_depth: Some(MAX_DEPTH),
        max_sequence_length: Some(MAX_SEQUENCE),
        ..EvaluatorOptions::default()
    };
    let mut evaluator = Evaluator::with_options(names, options);
    functions::register(&mut evaluator, text, effects)
        .map_err(|error| wording::of(&error, expression))?;
    let made = evaluator
        .evaluate(expression, &JValue::Undefined)
        .map_err(|error| wording::of(&error, expression))?;
    Ok(convert::from_engine(&made.unwrap_sequence()))
}

/// An expression, parsed once in the life of the process: the definitions that hold them are constants.
fn parsed(text: &'static str) -> Result<Arc<AstNode>, Error> {
    static PARSED: OnceLock<RwLock<HashMap<&'static str, Arc<AstNode>>>> = OnceLock::new();
    let all = PARSED.get_or_init(RwLock::default);
    if let Some(known) = all.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return Ok(known.clone());
    }
    let parsed = match parser::parse(text) {
        Ok(parsed) => Arc::new(guard::guarded(parsed)),
        Err(error) => return Err(wording::plain(&error.display_message())),
    };
    all.write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(text, parsed.clone());
    Ok(parsed)
}
