//! `ResultPath`: a result goes into the raw input.
use super::Fault;
use crate::{
    program::{ResultPath, Step},
    value::Value,
};

/// Combines a state's raw input with its result. Both are moved; what only this call holds is changed in place.
pub(crate) fn place(path: &ResultPath, input: Value, result: Value) -> Result<Value, Fault> {
    match path {
        ResultPath::Whole => Ok(result),
        ResultPath::Discard => Ok(input),
        ResultPath::At(path) => {
            let mut output = input;
            match output.set(path.steps, result) {
                Ok(()) => Ok(output),
                Err(step) => Err(conflict(path.text, path.steps.get(step), &output)),
            }
        }
    }
}

/// AWS words it differently for an input that is no container at all.
fn conflict(path: &str, step: Option<&Step>, input: &Value) -> Fault {
    match (input.json(), step) {
        (Value::Object(_) | Value::Array(_), Some(step)) => unfit(step, input),
        _ => Fault::new(
            "States.ResultPathMatchFailure",
            format!("Unable to apply ReferencePath {path} to input {input}"),
        ),
    }
}

/// A reference path's step that does not fit its document.
pub(super) fn unfit(step: &Step, input: &Value) -> Fault {
    let cause = match step {
        Step::Field(name) => format!("Unable to apply step \"{name}\" to input {input}"),
        Step::Index(index) => format!("Unable to apply step \"{index}\" to input {input}"),
        other => format!("Unable to apply step \"{other:?}\" to input {input}"),
    };
    Fault::new("States.ReferencePathConflict", cause)
}
