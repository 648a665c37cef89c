//! The driver: walks a program, one region after its cursor, and asks the host for every effect.
//!
//! It is compiled once, here, for all workflows. A region is a loop over its states; only Parallel and Map, which hold
//! regions of their own, box a future.
#![allow(
    clippy::manual_async_fn,
    reason = "what an `async fn` is given, its future holds twice; an execution that waits is to hold little"
)]
mod context;
mod crowd;
mod distributed;
mod ending;
mod failure;
mod flow;
mod holding;
mod inner;
mod map;
mod parallel;
mod quick;
mod readable;
mod retry;
mod task;
mod trace;
mod trial;
mod turns;
mod variables;
mod visit;
mod wait;

pub use self::map::{Each, Iterations, each};
pub use self::trial::{ErrorDetails, Inspection};
pub(crate) use self::{
    context::Frame,
    failure::Failure,
    trace::is_on as is_traced,
    trial::{Ended, Given, Trial, run_trial},
    variables::Variables,
};

use self::{
    context::Position,
    holding::{Apart, Holding},
    map::Tolerance,
    turns::Turns,
};
use crate::{
    execution::{ExecutionError, ExecutionOptions, Status},
    history::{Event, EventKind},
    host::{Host, MapChild, Transition},
    machine::Machine,
    program::{Program, RegionId, State, StateId},
    task::ExecutionInfo,
    value::Value,
};
use chrono::{DateTime, Utc};
use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// Where a region stands: the state to enter next, with its input. A region may start at any.
#[derive(Debug)]
pub(crate) struct Cursor {
    pub(crate) state: StateId,
    pub(crate) document: Value,
    /// How many states of the region were entered before.
    pub(crate) step: u64,
    /// What the region's states see.
    pub(crate) variables: Variables,
}

/// A running execution: what its regions share.
pub(crate) struct Execution<'a> {
    machine: &'a dyn Machine,
    host: &'a dyn Host,
    program: &'static Program,
    info: Arc<ExecutionInfo>,
    recording: bool,
    durable: bool,
    /// For the context object, which few definitions read: none where this one does not.
    origin: Option<Box<(Value, DateTime<Utc>)>>,
    /// The number of the last event. All regions of an execution are polled by one task, one after the other, so
    /// plain loads and stores do.
    events: AtomicU64,
    /// The number that the last event may have.
    most_events: u64,
    /// Whether regions that still run are being dropped, because of what became of others or of the whole.
    cutting: AtomicBool,
    turns: Turns,
    /// Of a distributed Map's child.
    parent: Option<&'a Execution<'a>>,
    /// As a distributed Map's child, where that is recorded.
    child: Option<Box<MapChild>>,
    /// Where one state is tested alone.
    trial: Option<&'a Trial>,
}

/// Runs a workflow from its first state.
///
/// No `async fn`, and there are few of them around: what such a function is given, its future holds twice. An execution that
/// waits is to hold little.
pub(crate) fn run<'a>(
    machine: &'a dyn Machine,
    host: &'a dyn Host,
    options: &Arc<ExecutionOptions>,
    input: Value,
) -> impl Future<Output = Result<Value, ExecutionError>> + Send + use<'a> {
    let execution = Execution::new(machine, host, options.clone(), &input);
    let span = trace::execution(&execution.info);
    // AWS counts this one, but the first state follows from nothing.
    execution.emit(0, || execution.started(&input));
    let mut cursor = execution.start(0, input, Variables::default());
    async move {
        let position = Position::default();
        let ending = {
            let frame = Frame::machine(&position);
            // Pinned where it is: a future that is handed on by value is kept twice.
            let region = pin!(execution.region::<Apart>(&frame, &mut cursor));
            execution.ending(region, &span).await
        };
        let _entered = span.enter();
        execution.end(&position, ending)
    }
}

/// Runs one state alone: its output, and the state that follows.
pub(crate) async fn run_state(
    machine: &dyn Machine,
    host: &dyn Host,
    options: &ExecutionOptions,
    state: StateId,
    input: Value,
) -> Result<(Value, Option<StateId>), ExecutionError> {
    let execution = Execution::new(machine, host, Arc::new(options.clone()), &input);
    let position = Position::default();
    let frame = Frame::machine(&position);
    execution.emit(0, || execution.started(&input));
    let mut cursor = Cursor {
        state,
        document: input,
        step: 0,
        variables: Variables::default(),
    };
    let end = {
        let visit = pin!(execution.visit::<Apart>(&frame, &mut cursor));
        execution.turns.restored(visit).await
    };
    match end {
        Ok(Some(output)) => Ok((output, None)),
        Ok(None) => Ok((cursor.document, Some(cursor.state))),
        Err(failure) => Err(failure.into_error(Status::Failed)),
    }
}

impl<'a> Execution<'a> {
    pub(crate) fn new(
        machine: &'a dyn Machine,
        host: &'a dyn Host,
        options: Arc<ExecutionOptions>,
        input: &Value,
    ) -> Execution<'a> {
        let program = machine.program();
        let recording = host.recording();
        let most_events = options.history_limit.unwrap_or(u64::MAX);
        let seed = match options.name {
            Some(_) => (0, 0),
            None => (host.random(), host.random()),
        };
        Execution {
            machine,
            host,
            program,
            info: Arc::new(ExecutionInfo::new(
                options,
                program.name,
                host.clock().clone(),
                seed,
            )),
            recording,
            durable: host.durable(),
            origin: program
                .reads_context
                .then(|| Box::new((input.clone(), host.now()))),
            events: AtomicU64::new(0),
            most_events,
            cutting: AtomicBool::new(false),
            turns: Turns::default(),
            parent: None,
            child: None,
            trial: None,
        }
    }

    fn started(&self, input: &Value) -> EventKind {
        EventKind::ExecutionStarted {
            input: input.clone(),
            role_arn: self.info.role_arn(),
        }
    }

    /// The cursor of a region that has not begun; `variables` are those around it.
    fn start(&self, region: RegionId, document: Value, variables: Variables) -> Cursor {
        Cursor {
            state: self.program.regions[region as usize].start,
            document,
            step: 0,
            variables,
        }
    }

    #[inline]
    fn state(&self, id: StateId) -> &'static State {
        &self.program.states[id as usize]
    }

    /// Walks a region from a cursor to its end.
    fn region<'f, H: Holding>(
        &'f self,
        frame: &'f Frame<'_>,
        cursor: &'f mut Cursor,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        async move {
            let is_quiet = self.is_quiet();
            loop {
                if !self.turns().take() {
                    self.turns().next().await;
                }
                if is_quiet && self.hurry(frame, cursor).is_some() {
                    continue;
                }
                let from = cursor.state;
                let quick_call = is_quiet.then(|| self.quick_call(cursor)).flatten();
                let end = if let Some(task) = quick_call {
                    H::hold(self.call_quickly(frame, cursor, task)).await?
                } else if self.state(from).kind.waits() {
                    self.visit::<H>(frame, cursor).await?
                } else {
                    self.pass_through(frame, cursor)?
                };
                self.check_history()?;
                if self.durable {
                    self.transition(frame, from, cursor, end.as_ref()).await;
                }
                if let Some(output) = end {
                    return Ok(output);
                }
            }
        }
    }

    async fn transition(
        &self,
        frame: &Frame<'_>,
        from: StateId,
        cursor: &Cursor,
        end: Option<&Value>,
    ) {
        let (to, document) = match end {
            None => (Some(cursor.state), &cursor.document),
            Some(output) => (None, output),
        };
        let region = frame
            .region_path()
            .map_or_else(String::new, |it| it.to_string());
        let from = self.state(from);
        self.host
            .transition(Transition {
                region,
                from,
                to,
                document,
            })
            .await;
    }

    /// The execution's; its children take theirs from the same.
    #[inline]
    fn turns(&self) -> &Turns {
        match self.parent {
            None => &self.turns,
            Some(parent) => parent.turns_outside(),
        }
    }

    #[cold]
    fn turns_outside(&self) -> &Turns {
        self.parent.map_or(&self.turns, Execution::turns_outside)
    }

    /// Whether anybody looks at what lies between a state's fields.
    fn is_watched(&self) -> bool {
        self.recording || self.trial.is_some() || self.info.options().payload_limit.is_some()
    }

    #[inline]
    fn last_event(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// Counts an event and records it if anyone looks; its number.
    #[inline]
    fn emit(&self, previous: u64, kind: impl FnOnce() -> EventKind) -> u64 {
        let id = self.last_event() + 1;
        if id >= self.most_events {
            // The last place is the end's; who asks next finds the history full.
            self.events.store(self.most_events, Ordering::Relaxed);
            return self.most_events;
        }
        self.append(id, previous, kind)
    }

    #[inline]
    fn append(&self, id: u64, previous: u64, kind: impl FnOnce() -> EventKind) -> u64 {
        self.events.store(id, Ordering::Relaxed);
        if self.recording {
            let event = Event {
                id,
                previous,
                timestamp: self.host.now(),
                kind: kind(),
            };
            match &self.child {
                None => self.host.record(event),
                Some(child) => self.host.record_child(child, event),
            }
        }
        id
    }

    /// An event of a region, from which its next one follows.
    #[inline]
    fn step(&self, position: &Position, kind: impl FnOnce() -> EventKind) -> u64 {
        let id = self.emit(position.last(), kind);
        position.follow(id);
        id
    }
}
