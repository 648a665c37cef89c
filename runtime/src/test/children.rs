//! The child executions of distributed Maps, as a test run recorded them.
use crate::{
    execution::{ChildExecution, Status},
    history::{Event, EventKind},
    host::MapChild,
    value::Value,
};
use std::collections::BTreeMap;

/// The children that have begun.
#[derive(Default)]
pub(super) struct Children {
    all: Vec<ChildExecution>,
    /// Where in `all` each is, by its id.
    places: BTreeMap<String, usize>,
}

impl Children {
    pub(super) fn record(&mut self, child: &MapChild, event: Event) {
        let place = *self
            .places
            .entry(child.id.clone())
            .or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(ChildExecution {
                id: child.id.clone(),
                name: child.name.clone(),
                state_machine: child.state_machine.clone(),
                started_by: child.state,
                map_run: Some(child.map_run.clone()),
                status: Status::Running,
                input: Value::Null,
                output: None,
                error: None,
                cause: None,
                history: Vec::new(),
            });
        }
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

    pub(super) fn take(&mut self) -> Vec<ChildExecution> {
        std::mem::take(self).all
    }
}
