//! JSONata: expressions that need the engine.
//!
//! The engine is `jsonata-core`; this wraps it: what an expression may read, AWS's own functions, limits, and the words
//! that AWS has for what goes wrong. Its values cannot leave a thread, so an evaluation is one synchronous call.
mod convert;
mod direct;
mod functions;
mod guard;
mod java;
mod parsed;
#[cfg(test)]
mod pruned;
mod reads;
#[cfg(test)]
mod tests;
mod walk;
mod wording;

use self::{
    parsed::{Parsed, parsed},
    reads::Part,
};
use super::{
    Context,
    evaluation::{Bindings, Error, Outcome},
};
use jsonata_core::{
    evaluator::{Context as Names, Evaluator, EvaluatorOptions},
    value::JValue,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

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
    let parsed = parsed(text)?;
    // A panic of the engine must not take the execution with it. Nothing of ours is left half done: the evaluator and
    // all its values are made here and dropped with it.
    catch_unwind(AssertUnwindSafe(|| run(parsed, bindings, effects)))
        .unwrap_or_else(|_| Err(wording::internal()))
}

fn run(parsed: &Parsed, bindings: &Bindings<'_>, effects: &dyn Context) -> Result<Outcome, Error> {
    let options = || EvaluatorOptions {
        timeout_ms: Some(MAX_MILLIS),
        max_stack_depth: Some(MAX_DEPTH),
        max_sequence_length: Some(MAX_SEQUENCE),
        ..EvaluatorOptions::default()
    };
    if let Some(direct) = &parsed.direct
        && let Some(names) = direct.names(bindings)
        && let Ok(made) = Evaluator::with_options(names, options())
            .evaluate(&direct.expression, &JValue::Undefined)
        && guard::is_within_bounds(&made)
    {
        return Ok(convert::from_engine(&made.unwrap_sequence()));
    }
    let mut evaluator = Evaluator::with_options(names(parsed, bindings), options());
    let made = functions::register(&mut evaluator, parsed, effects)
        .and_then(|()| evaluator.evaluate(&parsed.expression, &JValue::Undefined))
        .and_then(|made| {
            if guard::is_within_bounds(&made) {
                Ok(made)
            } else {
                Err(guard::too_large())
            }
        })
        .map_err(|error| wording::of(&error, &parsed.expression))?;
    Ok(convert::from_engine(&made.unwrap_sequence()))
}

/// `$states` and the variables, as much of them as is read.
fn names(parsed: &Parsed, bindings: &Bindings<'_>) -> Names {
    let mut names = Names::new();
    if let Some(read) = parsed.reads.get("states") {
        let parts = [
            ("input", bindings.input),
            ("result", bindings.result),
            ("errorOutput", bindings.error_output),
            ("context", bindings.context.as_ref()),
        ];
        let parts = parts.into_iter().filter_map(|(name, value)| {
            Some((
                name.to_owned(),
                convert::to_engine(value?, read.field(name)?),
            ))
        });
        names.bind("states".to_owned(), JValue::object(parts.collect()));
    }
    if parsed.reads.contains_key("distinct") {
        let guarded = JValue::builtin(guard::DISTINCT);
        names.bind("distinct".to_owned(), guarded);
    }
    for (name, value) in &bindings.variables {
        let part = parsed.reads.get(*name).unwrap_or(&Part::Whole);
        names.bind((*name).to_owned(), convert::to_engine(value, part));
    }
    names
}
