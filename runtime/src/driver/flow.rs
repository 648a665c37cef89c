//! The data flow around a state's work: InputPath, Parameters, work, ResultSelector, ResultPath, OutputPath.
use super::{
    Execution, Failure,
    context::{View, Visit},
};
use crate::{
    data::{self, Fault},
    program::{Count, Path, Select},
    value::Value,
};

impl Execution<'_> {
    /// `InputPath`. A document that is passed on whole is moved.
    pub(super) fn input(&self, view: &View<'_>, document: Value) -> Result<Value, Failure> {
        self.select(&view.visit.state.input_path, view, document)
    }

    /// `OutputPath`, and the limit of what a state may pass on.
    pub(super) fn output(&self, view: &View<'_>, document: Value) -> Result<Value, Failure> {
        let output = self.select(&view.visit.state.output_path, view, document)?;
        let state = view.visit.state.name;
        if self.is_too_long(&output) {
            return Err(Failure::data_limit(state, state));
        }
        Ok(output)
    }

    /// `Parameters`; without them, the input.
    pub(super) fn parameters(&self, view: &View<'_>, input: Value) -> Result<Value, Failure> {
        match &view.visit.state.parameters {
            None => Ok(input),
            Some(template) => {
                let made = data::template(template, &view.scope(&input));
                made.map_err(|fault| view.visit.fail(fault))
            }
        }
    }

    /// From the work's result to the state's output; `raw` is the state's input where `ResultPath` needs it.
    pub(super) fn finish(
        &self,
        view: &View<'_>,
        raw: Value,
        result: Value,
    ) -> Result<Value, Failure> {
        let state = view.visit.state;
        let selected = match &state.result_selector {
            None => Ok(result),
            Some(template) => data::template(template, &view.scope(&result)),
        };
        let placed = selected.and_then(|result| data::place(&state.result_path, raw, result));
        self.output(view, placed.map_err(|fault| view.visit.fail(fault))?)
    }

    pub(super) fn is_too_long(&self, document: &Value) -> bool {
        let limit = self.info.options().payload_limit;
        limit.is_some_and(|limit| document.json_len(limit) > limit)
    }

    #[allow(clippy::unused_self, reason = "reads like its callers")]
    fn select(
        &self,
        select: &'static Select,
        view: &View<'_>,
        document: Value,
    ) -> Result<Value, Failure> {
        match select {
            Select::Whole => Ok(document),
            select => {
                let selected = data::select(select, &document, &view.scope(&document));
                selected.map_err(|fault| view.visit.fail(fault))
            }
        }
    }
}

impl Visit<'_> {
    /// The state's failure for a data fault.
    pub(super) fn fail(&self, fault: Fault) -> Failure {
        Failure::fault(self.state.name, self.entered, fault)
    }

    /// The same for what only the driver checks.
    pub(super) fn runtime(&self, cause: String) -> Failure {
        self.fail(Fault {
            error: super::failure::RUNTIME,
            cause,
        })
    }
}

impl View<'_> {
    /// The number that `field` gives, as itself or by a path in `document`.
    pub(super) fn count(
        &self,
        count: &'static Count,
        field: &str,
        document: &Value,
    ) -> Result<u64, Failure> {
        let path = match count {
            Count::Literal(number) => return Ok(*number),
            Count::At(path) => path,
        };
        let found = self.at(path, document)?;
        match integer(&found) {
            Some(number) => u64::try_from(number).map_err(|_| self.negative(field, number)),
            None => Err(self.not_a("integer", field, path, &found)),
        }
    }

    /// AWS has its own words for each field.
    fn negative(&self, field: &str, number: i64) -> Failure {
        self.visit.runtime(match field {
            "MaxConcurrency" => {
                format!("Expected non-negative integer for MaxConcurrency, got '{number}' instead.")
            }
            field => format!("{field} cannot be negative."),
        })
    }

    /// The value of a path field.
    pub(super) fn at(&self, path: &'static Path, document: &Value) -> Result<Value, Failure> {
        data::get(path, &self.scope(document)).map_err(|fault| self.visit.fail(fault))
    }

    pub(super) fn not_a(&self, kind: &str, field: &str, path: &Path, found: &Value) -> Failure {
        let (value, path) = (bare(found), path.text);
        self.visit.runtime(format!(
            "The {field}Path field refers to value \"{value}\" which is not a valid {kind}: {path}"
        ))
    }
}

/// A whole number, or text that is one: AWS takes both.
fn integer(value: &Value) -> Option<i64> {
    match value.as_str() {
        Some(text) => text.parse().ok(),
        None => value.as_i64(),
    }
}

/// As AWS quotes values in messages: strings bare, all else as JSON.
pub(super) fn bare(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
