//! `ResultPath`: a result goes into the raw input.
use super::Fault;
use crate::{
    program::{ResultPath, Step},
    value::Value,
};

/// Puts a state's result into its raw input. What nobody else holds is changed in place; a fault leaves it as it was.
#[inline]
pub(crate) fn place(path: &ResultPath, document: &mut Value, result: Value) -> Result<(), Fault> {
    match path {
        ResultPath::Whole => {
            *document = result;
            Ok(())
        }
        ResultPath::Discard => Ok(()),
        ResultPath::At(path) => document
            .set(path.steps, result)
            .map_err(|step| conflict(path.text, path.steps.get(step), document)),
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
