//! The host: every effect an execution has.
use crate::{
    driver::{Each, Iterations},
    history::Event,
    machine::{BoxFuture, Machine},
    objects::ObjectStore,
    program::{State, StateId, Task},
    task::{TaskContext, TaskFailure, TaskTokens},
    value::Value,
};
use chrono::{DateTime, Utc};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// A host's clock, which handlers and callbacks share.
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> DateTime<Utc>;

    /// Returns when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// A Task's handler about to be called.
pub struct Call<'a> {
    /// The workflow with its handlers.
    pub machine: &'a dyn Machine,
    /// The Task's state.
    pub state: &'static State,
    /// The Task.
    pub task: &'static Task,
    /// What the handler gets.
    pub input: Value,
    /// Where a service wraps that (`lambda:invoke`), what the service would get; only for hosts that record.
    pub envelope: Option<&'a Value>,
    /// Whether `TimeoutSeconds` or `HeartbeatSeconds` limit the attempt.
    pub limited: bool,
    /// What the handler may know.
    pub context: &'a TaskContext,
}

impl Call<'_> {
    /// What the service would get.
    pub fn parameters(&self) -> &Value {
        self.envelope.unwrap_or(&self.input)
    }
}

/// A handler's answer to come.
pub struct Answer<'a> {
    /// The answer.
    pub future: BoxFuture<'a, Result<Value, TaskFailure>>,
    /// The service's whole answer, rather than a handler's output that the driver wraps as the service would.
    pub raw: bool,
    /// When the work of an activity's Task begins; of no other.
    pub begins: Begins,
}

/// When the work of an activity's Task begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begins {
    /// At once, by that worker; a handler has no name.
    Now(Option<String>),
    /// When a worker takes it.
    WhenTaken,
}

impl<'a> Answer<'a> {
    /// The handler's.
    pub fn of_handler(call: Call<'a>) -> Answer<'a> {
        Answer {
            future: call
                .machine
                .call(call.task.handler, call.input, call.context),
            raw: false,
            begins: Begins::Now(None),
        }
    }
}

/// A region leaves a state: what a durable host writes down before the execution goes on.
pub struct Transition<'a> {
    /// Where the region lies (empty for the machine itself), such as `/Ship All#3[0]`.
    pub region: String,
    /// The state that was left.
    pub from: &'static State,
    /// The state that follows; none where the region ends.
    pub to: Option<StateId>,
    /// Its input.
    pub document: &'a Value,
}

/// A child execution of a distributed Map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapChild {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state machine's ARN.
    pub state_machine: String,
    /// The ARN of the Map run that started it.
    pub map_run: String,
    /// The Map's state.
    pub state: &'static str,
    /// Which of the run's children it is, in the order of the items.
    pub index: usize,
}

/// Where executions run: every effect goes through it.
pub trait Host: Send + Sync {
    /// The clock, shared with handlers.
    fn clock(&self) -> &Arc<dyn Clock>;

    /// 64 random bits.
    fn random(&self) -> u64;

    /// The tokens of Tasks that wait for a callback.
    fn tokens(&self) -> &TaskTokens;

    /// The time.
    fn now(&self) -> DateTime<Utc> {
        self.clock().now()
    }

    /// Returns when `duration` has passed.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.clock().sleep(duration)
    }

    /// A random UUID, version 4, in lower case.
    fn uuid(&self) -> String {
        uuid(self.random(), self.random())
    }

    /// Calls a Task's handler.
    fn call<'a>(&'a self, call: Call<'a>) -> Answer<'a> {
        Answer::of_handler(call)
    }

    /// Lets a machine run a Map whose iterations are calls of one handler, where the host has nothing to do for each of them.
    #[doc(hidden)]
    fn each<'a>(
        &'a self,
        machine: &'a dyn Machine,
        handler: u32,
        each: Each<'a>,
    ) -> Result<Iterations<'a>, Each<'a>> {
        let _ = (machine, handler);
        Err(each)
    }

    /// Whether [`Host::record`] wants the history's events. Asked once per execution.
    fn recording(&self) -> bool {
        false
    }

    /// An event of the history.
    fn record(&self, event: Event) {
        drop(event);
    }

    /// Whether [`Host::record_child`] wants the histories of a distributed Map's children. Asked once per child.
    fn recording_children(&self) -> bool {
        false
    }

    /// An event of the history of a distributed Map's child. The first is `ExecutionStarted`; the last says how it ended.
    fn record_child(&self, child: &MapChild, event: Event) {
        let _ = child;
        drop(event);
    }

    /// The objects that a distributed Map reads and writes; none where there are none.
    fn objects(&self) -> Option<&dyn ObjectStore> {
        None
    }

    /// Whether [`Host::transition`] wants to know. Asked once per execution.
    fn durable(&self) -> bool {
        false
    }

    /// A region is about to go on to its next state, once this returns.
    fn transition<'a>(&'a self, transition: Transition<'a>) -> BoxFuture<'a, ()> {
        drop(transition);
        Box::pin(std::future::ready(()))
    }
}

/// A version 4 UUID of 128 random bits.
pub(crate) fn uuid(high: u64, low: u64) -> String {
    let high = high & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    let mut text = String::with_capacity(36);
    let digits = (0..16).map(|at| high >> (60 - 4 * at));
    let digits = digits.chain((0..16).map(|at| low >> (60 - 4 * at)));
    for (at, digit) in digits.enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(char::from(b"0123456789abcdef"[(digit & 0xf) as usize]));
    }
    text
}

/// 64 random bits that no host counts: the standard library's own source.
pub(crate) fn entropy() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0)
}

/// Random numbers that a host hands out: splitmix64, whose state is a counter in steps of its constant.
#[derive(Debug)]
pub(crate) struct Splitmix(AtomicU64);

impl Splitmix {
    pub(crate) fn new(seed: u64) -> Splitmix {
        Splitmix(AtomicU64::new(seed))
    }

    pub(crate) fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(STEP, Ordering::Relaxed);
        let mut z = state.wrapping_add(STEP);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }
}
