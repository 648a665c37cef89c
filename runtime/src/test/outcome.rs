//! What a test run says afterwards.
use crate::{
    execution::{ChildExecution, ExecutionError, Status},
    history::Event,
    task::TaskToken,
    value::Value,
};
use chrono::{DateTime, Utc};
use std::time::Duration;

/// An execution that ended, or that waits for something that cannot come ([`Status::Running`]).
#[derive(Clone, Debug)]
pub struct Execution {
    /// How it ended.
    pub status: Status,
    /// Its output, if it succeeded.
    pub output: Option<Value>,
    /// The error name, if it failed with one.
    pub error: Option<String>,
    /// The cause, if it failed with one.
    pub cause: Option<String>,
    /// The state that failed, if one did.
    pub failed_state: Option<&'static str>,
    /// All events.
    pub history: Vec<Event>,
    /// All calls of Tasks, mocked or not.
    pub calls: Vec<TaskCall>,
    /// The executions it started, and those which these started, in that order; then the children of its distributed Maps.
    pub children: Vec<ChildExecution>,
    /// How much virtual time it took.
    pub elapsed: Duration,
}

impl Execution {
    /// The names of the states in the order they were entered.
    pub fn states(&self) -> Vec<&'static str> {
        states(&self.history)
    }

    /// The types of the history's events.
    pub fn event_types(&self) -> Vec<&'static str> {
        self.history.iter().map(Event::event_type).collect()
    }

    /// The calls of one state.
    pub fn calls_of(&self, state: &str) -> Vec<&TaskCall> {
        self.calls
            .iter()
            .filter(|call| call.state == state)
            .collect()
    }

    /// The output, or how it failed.
    pub fn result(&self) -> Result<Value, ExecutionError> {
        match (&self.output, self.status) {
            (Some(output), Status::Succeeded) => Ok(output.clone()),
            _ => Err(ExecutionError {
                status: self.status,
                error: self.error.clone().unwrap_or_default(),
                cause: self.cause.clone(),
                state: self.failed_state,
            }),
        }
    }
}

/// One state that ran alone.
#[derive(Clone, Debug)]
pub struct StateRun {
    /// Its output, or how it failed.
    pub result: Result<Value, ExecutionError>,
    /// The state that would follow; none where it ends its region or failed.
    pub next: Option<&'static str>,
    /// Its events.
    pub history: Vec<Event>,
    /// All calls of Tasks, mocked or not.
    pub calls: Vec<TaskCall>,
    /// How much virtual time it took.
    pub elapsed: Duration,
}

/// A call of a Task's handler, or of what stands in for it.
#[derive(Clone, Debug)]
pub struct TaskCall {
    /// The state.
    pub state: &'static str,
    /// 0 in the first attempt.
    pub attempt: u64,
    /// What the handler got.
    pub input: Value,
    /// What the service would have got: as `input`, except where a service wraps it (`lambda:invoke`).
    pub parameters: Value,
    /// The token, where the Task has one.
    pub token: Option<TaskToken>,
    /// When.
    pub time: DateTime<Utc>,
}

fn states(history: &[Event]) -> Vec<&'static str> {
    let entered = history
        .iter()
        .filter(|event| event.event_type().ends_with("StateEntered"));
    entered.filter_map(Event::state).collect()
}
