//! Documents that are Rust values become JSON when something reads them. One that has no JSON form (a map whose keys are
//! no strings) would read as `null` deep inside a path or a template: it is refused before.
use super::{Failure, context::Visit};
use crate::{
    program::{Count, Fail, Kind, ResultPath, Select, State, Template, Wait},
    value::{Error, Value},
};

impl Visit<'_> {
    /// The document of a state that reads it as JSON has a JSON form.
    #[inline]
    pub(super) fn check_input(&self, document: &Value) -> Result<(), Failure> {
        if !matches!(document, Value::Typed(_)) || !reads_input(self.state) {
            return Ok(());
        }
        // The items of a Map are its handler's, if they are of its type.
        match self.state.kind {
            Kind::Map(_) => self.check_unread("input", document),
            _ => self.check("input", document),
        }
    }

    /// So has the result of a state that reads that.
    pub(super) fn check_result(&self, result: &Value) -> Result<(), Failure> {
        let state = self.state;
        // A result that is put into the input is looked at there, if ever.
        let is_read = state.result_selector.is_some()
            || !is_whole(&state.output_path)
            || state.output.is_some()
            || !state.assign.is_empty();
        if is_read {
            self.check("result", result)?;
        } else if matches!(state.result_path, ResultPath::At(_)) {
            self.check_unread("result", result)?;
        }
        // What branches and iterations gave lies in one list, and is not looked at by itself again.
        match (&state.kind, result) {
            (Kind::Parallel(_) | Kind::Map(_), Value::Array(items)) => {
                let mut items = items.iter();
                items.try_for_each(|item| self.check_unread("result", item))
            }
            (Kind::Map(_), outputs) => self.check_unread("result", outputs),
            _ => Ok(()),
        }
    }

    /// As `check`, for what nothing reads for now: its JSON may never be made.
    fn check_unread(&self, what: &str, document: &Value) -> Result<(), Failure> {
        match document.refusal() {
            Some(error) => Err(self.refused(what, error)),
            None => Ok(()),
        }
    }

    fn check(&self, what: &str, document: &Value) -> Result<(), Failure> {
        let json = document.try_json();
        json.map(drop).map_err(|error| self.refused(what, error))
    }

    #[cold]
    fn refused(&self, what: &str, error: &Error) -> Failure {
        self.runtime(format!("The state's {what} has no JSON form: {error}"))
    }
}

fn reads_input(state: &State) -> bool {
    let selects = !is_whole(&state.input_path)
        || state.parameters.is_some()
        || matches!(state.result_path, ResultPath::At(_));
    let passes_part =
        !is_whole(&state.output_path) || state.output.is_some() || !state.assign.is_empty();
    selects
        || match &state.kind {
            Kind::Choice(_) | Kind::Parallel(_) | Kind::Map(_) => true,
            Kind::Pass(_) | Kind::Succeed => passes_part,
            Kind::Task(task) => [task.timeout, task.heartbeat]
                .iter()
                .any(|count| matches!(count, Some(Count::At(_) | Count::Expression(_)))),
            Kind::Wait(wait) => {
                passes_part
                    || !matches!(wait, Wait::Seconds(Count::Literal(_)) | Wait::Timestamp(_))
            }
            Kind::Fail(Fail { error, cause }) => [error, cause]
                .iter()
                .any(|text| !matches!(text, None | Some(Template::Literal(_)))),
        }
}

#[inline]
fn is_whole(select: &Select) -> bool {
    matches!(select, Select::Whole)
}
