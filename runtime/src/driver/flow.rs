//! The data flow around a state's work: `InputPath`, `Parameters`, the work, `ResultSelector`, `Assign`, `ResultPath`,
//! `OutputPath`; in JSONata `Arguments`, the work, `Assign` and `Output`.
use super::{
    Execution, Failure,
    context::{View, Visit},
    variables::Assigned,
};
use crate::{
    data::{self, Fault, Scope},
    history::EventKind,
    program::{Assign, Count, Kind, Path, QueryLanguage, Select, Template},
    value::Value,
};

impl View<'_> {
    /// `InputPath`. A document that is passed on whole is moved.
    #[inline]
    pub(super) fn input(&self, document: Value) -> Result<Value, Failure> {
        if matches!(self.visit.state.input_path, Select::Whole) && self.execution.trial.is_none() {
            return Ok(document);
        }
        let input = self.select(&self.visit.state.input_path, document)?;
        self.saw_input(&input);
        Ok(input)
    }

    /// `OutputPath`, and the limit of what a state may pass on.
    #[inline]
    pub(super) fn output(&self, document: Value) -> Result<Value, Failure> {
        if !self.may_still_fail() {
            return Ok(document);
        }
        let output = self.select(&self.visit.state.output_path, document)?;
        self.limited(output)
    }

    #[inline]
    fn limited(&self, output: Value) -> Result<Value, Failure> {
        let state = self.visit.state.name;
        if self.execution.is_too_long(&output) {
            return Err(Failure::data_limit(state, state));
        }
        Ok(output)
    }

    /// `Parameters`, or `Arguments`; without them, the input.
    #[inline]
    pub(super) fn parameters(&self, input: Value) -> Result<Value, Failure> {
        if self.visit.state.parameters.is_none() && self.execution.trial.is_none() {
            return Ok(input);
        }
        let parameters = match &self.visit.state.parameters {
            None => input,
            Some(template) => self.made(template, &self.scope(&input))?,
        };
        let state = self.visit.state;
        // A Pass passes them on: as its output they are measured there.
        let is_measured = state.parameters.is_some() && !matches!(state.kind, Kind::Pass(_));
        if is_measured && self.execution.is_too_long(&parameters) {
            return Err(Failure::input_limit(state.name));
        }
        self.saw_parameters(&parameters);
        Ok(parameters)
    }

    /// The `Payload` among a template's fields, all of which have to be there.
    pub(super) fn payload(
        &self,
        fields: &'static [(&'static str, Template)],
        input: &Value,
    ) -> Result<Value, Failure> {
        let payload = data::one_field(fields, "Payload", &self.scope(input));
        let payload = payload.map_err(|fault| self.fail(fault))?;
        Ok(payload.unwrap_or_else(Value::object))
    }

    /// From the work's result to the state's output, and what it assigns; `raw` is the state's input where something
    /// reads that. It is taken out only where nothing can fail any more: a `Retry` or a `Catch` may want it.
    #[inline]
    pub(super) fn finish(
        &self,
        raw: &mut Value,
        result: Value,
    ) -> Result<(Value, Assigned), Failure> {
        let state = self.visit.state;
        self.saw_result(&result);
        if state.language == QueryLanguage::Jsonata {
            let scope = Scope {
                result: Some(&result),
                ..self.scope(raw)
            };
            let (output, assigned) = self.left(state.output.as_ref(), state.assign, &scope)?;
            return Ok((self.limited(output.unwrap_or(result))?, assigned));
        }
        let selected = match &state.result_selector {
            None => result,
            Some(template) => self.made(template, &self.scope(&result))?,
        };
        self.see(|seen| seen.after_result_selector = Some(selected.clone()));
        let assigned = self.assigned(state.assign, &self.scope(&selected))?;
        // Who holds it alone changes it in place.
        let mut placed = if self.may_still_fail() {
            raw.clone()
        } else {
            std::mem::take(raw)
        };
        if let Err(fault) = data::place(&state.result_path, &mut placed, selected) {
            *raw = placed;
            return Err(self.fail(fault));
        }
        self.see(|seen| seen.after_result_path = Some(placed.clone()));
        let output = self.output(placed)?;
        Ok((output, assigned))
    }

    /// Whether a state's output may be refused once its result has a place in it.
    #[inline]
    fn may_still_fail(&self) -> bool {
        !matches!(self.visit.state.output_path, Select::Whole)
            || self.execution.info.options().payload_limit.is_some()
    }

    /// What a state that only looks at its input leaves; in a Choice, `output` and `assign` are those of the rule.
    #[inline]
    pub(super) fn pass_on(
        &self,
        output: Option<&'static Template>,
        assign: Assign,
        input: Value,
    ) -> Result<(Value, Assigned), Failure> {
        if output.is_none() && assign.is_empty() {
            return Ok((self.output(input)?, Assigned::new()));
        }
        let (made, assigned) = self.left(output, assign, &self.scope(&input))?;
        let output = match made {
            Some(output) => self.limited(output)?,
            None => self.output(input)?,
        };
        Ok((output, assigned))
    }

    /// `Output` and `Assign`.
    pub(super) fn left(
        &self,
        output: Option<&'static Template>,
        assign: Assign,
        scope: &Scope,
    ) -> Result<(Option<Value>, Assigned), Failure> {
        let assigned = self.assigned(assign, scope)?;
        let output = output.map(|template| self.made(template, scope));
        Ok((output.transpose()?, assigned))
    }

    #[inline]
    pub(super) fn assigned(&self, assign: Assign, scope: &Scope) -> Result<Assigned, Failure> {
        if assign.is_empty() {
            return Ok(Assigned::new());
        }
        let assigned = assign
            .iter()
            .map(|(name, template)| Ok((*name, self.made(template, scope)?)));
        assigned.collect()
    }

    /// What a template makes.
    #[inline]
    pub(super) fn made(
        &self,
        template: &'static Template,
        scope: &Scope,
    ) -> Result<Value, Failure> {
        data::template(template, scope).map_err(|fault| self.fail(fault))
    }

    #[inline]
    fn select(&self, select: &'static Select, document: Value) -> Result<Value, Failure> {
        match select {
            Select::Whole => Ok(document),
            select => {
                let selected = data::select(select, &document, &self.scope(&document));
                selected.map_err(|fault| self.fail(fault))
            }
        }
    }

    /// The state's failure for a data fault, which the history tells of where it is an evaluation that failed.
    pub(super) fn fail(&self, fault: Fault) -> Failure {
        let visit = self.visit;
        let is_evaluation = fault.is_evaluation();
        let location = fault.location;
        let failure = Failure::fault(visit.state.name, visit.entered, fault);
        if is_evaluation {
            let here = visit.frame.position;
            // What fails as the state is entered belongs beside that, not after it. A Wait has begun by then.
            let begun = matches!(visit.state.kind, Kind::Wait(_)) || here.last() != visit.entered;
            let previous = if begun { here.last() } else { visit.before };
            let event = self
                .execution
                .emit(previous, || EventKind::EvaluationFailed {
                    name: visit.state.name,
                    error: failure.error_text(),
                    cause: failure.cause.clone(),
                    location,
                });
            here.follow(event);
        }
        failure
    }
}

impl Execution<'_> {
    #[inline]
    pub(super) fn is_too_long(&self, document: &Value) -> bool {
        let limit = self.info.options().payload_limit;
        limit.is_some_and(|limit| document.json_len(limit) > limit)
    }
}

impl Visit<'_> {
    /// `States.Runtime`, for what only the driver checks.
    pub(super) fn runtime(&self, cause: String) -> Failure {
        Failure::fault(self.state.name, self.entered, Fault::runtime(cause))
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
        let number = self.integer(count, field, document)?;
        number.map_err(|negative| self.negative(field, negative))
    }

    /// As `count`, but what a negative number means is left to the caller.
    pub(super) fn integer(
        &self,
        count: &'static Count,
        field: &str,
        document: &Value,
    ) -> Result<Result<u64, i64>, Failure> {
        let number = match count {
            Count::Literal(number) => return Ok(Ok(*number)),
            Count::At(path) => {
                let found = self.at(path, document)?;
                integer(&found).ok_or_else(|| self.not_a("integer", field, path, &found))?
            }
            Count::Expression(expression) => {
                let found = data::count(expression, &self.scope(document));
                found.map_err(|fault| self.fail(fault))?
            }
        };
        Ok(u64::try_from(number).map_err(|_| number))
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
        data::get(path, &self.scope(document)).map_err(|fault| self.fail(fault))
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
