//! How a state fails.
use crate::{
    data::Fault,
    execution::{ExecutionError, Status},
    task::TaskFailure,
    value::{Map, Value},
};
use std::{borrow::Cow, ops::Deref};

pub(super) const RUNTIME: &str = "States.Runtime";
pub(super) const TIMEOUT: &str = "States.Timeout";
const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";

/// A failure on its way up, until something retries or catches it. In a box: what may fail passes its result on from call to
/// call, and is not to be the larger for what hardly ever happens.
#[derive(Clone, Debug)]
pub(crate) struct Failure(Box<Parts>);

#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// Empty where it has no name.
    pub(super) error: Cow<'static, str>,
    pub(super) cause: Option<String>,
    /// Where it began.
    pub(super) state: Option<&'static str>,
    /// A timeout for want of heartbeats, which answers to one more name.
    heartbeat: bool,
}

impl Deref for Failure {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Failure {
    fn of(parts: Parts) -> Failure {
        Failure(Box::new(parts))
    }

    pub(super) fn new(
        state: &'static str,
        error: impl Into<Cow<'static, str>>,
        cause: Option<String>,
    ) -> Failure {
        Failure::of(Parts {
            error: error.into(),
            cause,
            state: Some(state),
            heartbeat: false,
        })
    }

    pub(super) fn task(state: &'static str, failure: TaskFailure) -> Failure {
        Failure::new(state, failure.error, failure.cause)
    }

    /// AWS puts the state and the event at which it was entered before the cause; a state that is tested alone is not
    /// entered, which is event 0.
    pub(super) fn fault(state: &'static str, entered: u64, fault: Fault) -> Failure {
        let (error, cause) = (fault.error, fault.into_cause());
        let cause = match (entered, cause) {
            (0, cause) => cause,
            (entered, cause) => format!(
                "An error occurred while executing the state '{state}' (entered at the event id #{entered}). {cause}"
            ),
        };
        Failure::new(state, error, Some(cause))
    }

    pub(super) fn timeout(state: Option<&'static str>) -> Failure {
        Failure::of(Parts {
            error: Cow::Borrowed(TIMEOUT),
            cause: None,
            state,
            heartbeat: false,
        })
    }

    pub(super) fn full_history(most: u64) -> Failure {
        let cause = format!("The execution reached the maximum number of history events ({most}).");
        Failure::of(Parts {
            error: Cow::Borrowed(RUNTIME),
            cause: Some(cause),
            state: None,
            heartbeat: false,
        })
    }

    pub(super) fn missed_heartbeat(state: &'static str) -> Failure {
        let mut failure = Failure::timeout(Some(state));
        failure.0.heartbeat = true;
        failure
    }

    pub(super) fn data_limit(state: &'static str, culprit: &str) -> Failure {
        let cause = format!(
            "The state/task '{culprit}' returned a result with a size exceeding the maximum number of bytes service limit."
        );
        Failure::new(state, "States.DataLimitExceeded", Some(cause))
    }

    /// What `Parameters` or `Arguments` make is over AWS's limit. AWS documents the error, not its words.
    pub(super) fn input_limit(state: &'static str) -> Failure {
        let cause = format!(
            "The state '{state}' has an input, after its parameters, with a size exceeding the maximum number of bytes service limit."
        );
        Failure::new(state, "States.DataLimitExceeded", Some(cause))
    }

    /// Nothing retries or catches it, even where it is listed; it ends the execution from any depth.
    pub(super) fn is_fatal(&self) -> bool {
        self.error == RUNTIME
    }

    pub(super) fn is_timeout(&self) -> bool {
        self.error == TIMEOUT
    }

    /// Whether an `ErrorEquals` covers it.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        if self.is_fatal() {
            return false;
        }
        names.iter().any(|name| match *name {
            "States.ALL" => true,
            "States.TaskFailed" => self.error != TIMEOUT && self.error != HEARTBEAT_TIMEOUT,
            TIMEOUT => self.error == TIMEOUT || self.error == HEARTBEAT_TIMEOUT,
            HEARTBEAT_TIMEOUT => self.heartbeat || self.error == HEARTBEAT_TIMEOUT,
            name => self.error == name,
        })
    }

    /// What a Catch hands on. A timeout has no cause, but here it is the empty string.
    pub(super) fn error_output(&self) -> Value {
        let cause = match &self.cause {
            Some(cause) => Value::from(cause.clone()),
            None if self.error == TIMEOUT => Value::from(""),
            None => Value::Null,
        };
        let error = self.error_text().map_or(Value::Null, Value::from);
        Value::from(Map::from_iter([("Error", error), ("Cause", cause)]))
    }

    pub(super) fn error_text(&self) -> Option<String> {
        (!self.error.is_empty()).then(|| self.error.to_string())
    }

    pub(super) fn into_error(self, status: Status) -> ExecutionError {
        ExecutionError {
            status,
            error: self.0.error.into_owned(),
            cause: self.0.cause,
            state: self.0.state,
        }
    }
}
