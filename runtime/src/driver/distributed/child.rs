//! The child executions of a distributed Map: each has its own name, ids and history.
use super::batch::Unit;
use crate::{
    driver::{
        Execution, Failure, Frame, Variables,
        context::{Position, Visit},
        holding::Inside,
        trace,
        turns::Turns,
    },
    execution::ExecutionOptions,
    history::EventKind,
    host::MapChild,
    program::{Map, MapMode},
    task::ExecutionInfo,
    value::Value,
};
use chrono::{DateTime, Utc};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64},
    },
};

/// What the children of a Map run share.
pub(super) struct MapRun {
    pub(super) map: &'static Map,
    /// The last part of its ARN.
    pub(super) id: String,
    pub(super) arn: String,
    /// `machine/label`, by which AWS names the children's state machine.
    machine: String,
    state: &'static str,
}

impl MapRun {
    pub(super) fn new(execution: &Execution<'_>, map: &'static Map, state: &'static str) -> MapRun {
        let label = map
            .label
            .map_or_else(|| execution.host.uuid(), str::to_owned);
        let id = execution.host.uuid();
        let machine = format!("{}/{label}", execution.info.machine_name());
        MapRun {
            map,
            arn: execution.info.arn(&format!("mapRun:{machine}:{id}")),
            id,
            machine,
            state,
        }
    }
}

/// A child that has begun.
pub(super) struct ChildRun<'a> {
    pub(super) execution: Execution<'a>,
    pub(super) unit: Unit,
    pub(super) started: DateTime<Utc>,
    position: Position,
}

impl<'a> ChildRun<'a> {
    pub(super) fn new(parent: &'a Execution<'_>, run: &MapRun, unit: Unit) -> ChildRun<'a> {
        let host = parent.host;
        let mut options = ExecutionOptions::clone(parent.info.options());
        options.name = None;
        options.state_machine_name = Some(Cow::Owned(run.machine.clone()));
        let seed = (host.random(), host.random());
        let mut info = ExecutionInfo::new(
            Arc::new(options),
            parent.program.name,
            host.clock().clone(),
            seed,
        );
        if run.map.mode == (MapMode::Distributed { express: true }) {
            info = info.express();
        }
        let recording = host.recording_children();
        let child = recording.then(|| {
            Box::new(MapChild {
                id: info.id(),
                name: info.name().to_owned(),
                state_machine: info.machine_id(),
                map_run: run.arn.clone(),
                state: run.state,
                index: unit.index,
            })
        });
        let started = host.now();
        let origin = parent.origin.as_ref();
        let execution = Execution {
            machine: parent.machine,
            host,
            program: parent.program,
            info: Arc::new(info),
            recording,
            child,
            durable: false,
            origin: origin.map(|_| Box::new((unit.input.clone(), started))),
            events: AtomicU64::new(0),
            most_events: parent.most_events,
            cutting: AtomicBool::new(false),
            turns: Turns::default(),
            parent: Some(parent),
            trial: None,
        };
        ChildRun {
            execution,
            unit,
            started,
            position: Position::default(),
        }
    }

    /// Runs it; its number and what became of it.
    pub(super) async fn run(
        self: Arc<Self>,
        visit: &Visit<'_>,
        map: &'static Map,
    ) -> (usize, Result<Value, Failure>) {
        let ChildRun {
            execution,
            unit,
            position,
            ..
        } = &*self;
        execution.emit(0, || execution.started(&unit.input));
        let frame = Frame::child(visit, position, unit.index, unit.item.clone());
        // It sees no variables from outside.
        let mut start = execution.start(map.processor, unit.input.clone(), Variables::default());
        let span = trace::execution(&execution.info);
        let result = {
            let region = pin!(execution.region::<Inside>(&frame, &mut start));
            span.around(region).await
        };
        execution.last(position.last(), || match &result {
            Ok(output) => EventKind::ExecutionSucceeded {
                output: output.clone(),
            },
            Err(failure) => EventKind::ExecutionFailed {
                error: failure.error_text(),
                cause: failure.cause.clone(),
            },
        });
        (unit.index, result)
    }

    /// It is cut off.
    pub(super) fn abort(&self) {
        self.execution.last(0, || EventKind::ExecutionAborted {
            error: None,
            cause: None,
        });
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.execution.host.now()
    }
}

/// The children that are running, by their numbers. What cuts off the state around them ends them too; an execution
/// that its host drops ends without a word, and so do its children.
#[derive(Default)]
pub(super) struct Open<'a>(pub(super) BTreeMap<usize, Arc<ChildRun<'a>>>);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        for child in self.0.values() {
            if child.execution.is_being_cut_off() {
                child.abort();
            }
        }
    }
}
