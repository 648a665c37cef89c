//! The child executions of distributed Maps, as a test run recorded them.
use crate::{
    execution::Status,
    history::{Event, EventKind},
    host::Child,
    value::Value,
};
use std::collections::BTreeMap;

/// A child execution of a distributed Map.
#[derive(Clone, Debug)]
pub struct ChildExecution {
    /// Its names, and which child of which Map run it is.
    pub child: Child,
    /// How it ended. [`Status::Aborted`] where its Map run failed before.
    pub status: Status,
    /// What it was started with.
    pub input: Value,
    /// Its output, if it succeeded.
    pub output: Option<Value>,
    /// The error name, if it failed with one.
    pub error: Option<String>,
    /// The cause, if it failed with one.
    pub cause: Option<String>,
    /// All of its events.
    pub history: Vec<Event>,
}

/// The children that have begun.
#[derive(Default)]
pub(super) struct Children {
    all: Vec<ChildExecution>,
    /// Where in `all` each is, by its id.
    places: BTreeMap<String, usize>,
}

impl Children {
    pub(super) fn record(&mut self, child: &Child, event: Event) {
        let place = match self.places.get(&child.id) {
            Some(place) => *place,
            None => {
                self.places.insert(child.id.clone(), self.all.len());
                self.all.push(ChildExecution {
                    child: child.clone(),
                    status: Status::Running,
                    input: Value::Null,
                    output: None,
                    error: None,
                    cause: None,
                    history: Vec::new(),
                });
                self.all.len() - 1
            }
        };
        let execution = &mut self.all[place];
        match &event.kind {
            EventKind::ExecutionStarted { input, .. } => execution.input = input.clone(),
            EventKind::ExecutionSucceeded { output } => {
                execution.status = Status::Succeeded;
                execution.output = Some(output.clone());
            }
            EventKind::ExecutionFailed { error, cause } => {
                execution.status = Status::Failed;
                execution.error.clone_from(error);
                execution.cause.clone_from(cause);
            }
            EventKind::ExecutionAborted { .. } => execution.status = Status::Aborted,
            _ => {}
        }
        execution.history.push(event);
    }

    pub(super) fn ended(self) -> Vec<ChildExecution> {
        self.all
    }
}
