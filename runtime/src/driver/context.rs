//! Where a state runs: its region, and the context object it sees.
use super::{Execution, Variables};
use crate::{
    data::{Context, Scope},
    program::{State, StateId},
    task::{RegionPath, TaskToken},
    value::{Map, Str, Value},
};
use chrono::{DateTime, SecondsFormat, Utc};
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, AtomicU64, Ordering},
};

/// What a region did last. Read by whoever holds the region when it is cut off.
#[derive(Debug, Default)]
pub(super) struct Position {
    event: AtomicU64,
    /// The state it is in, plus one; 0 between states.
    state: AtomicU32,
}

impl Position {
    pub(super) fn after(event: u64) -> Position {
        Position {
            event: AtomicU64::new(event),
            state: AtomicU32::new(0),
        }
    }

    /// The event that the next one follows from.
    #[inline]
    pub(super) fn last(&self) -> u64 {
        self.event.load(Ordering::Relaxed)
    }

    #[inline]
    pub(super) fn follow(&self, event: u64) {
        self.event.store(event, Ordering::Relaxed);
    }

    #[inline]
    pub(super) fn enter(&self, state: StateId) {
        self.state.store(state + 1, Ordering::Relaxed);
    }

    #[inline]
    pub(super) fn exit(&self) {
        self.state.store(0, Ordering::Relaxed);
    }

    pub(super) fn state(&self) -> Option<StateId> {
        self.state.load(Ordering::Relaxed).checked_sub(1)
    }
}

/// An item of a Map, as `$$.Map.Item` shows it.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) index: usize,
    pub(super) value: Value,
    /// Where a distributed Map has it from.
    pub(super) source: Option<Str>,
}

/// A region being walked.
pub(crate) struct Frame<'a> {
    /// The region of the state whose branch or iteration this is; none for the machine.
    around: Option<Around<'a>>,
    pub(super) position: &'a Position,
    /// Of a Map's iteration, where somebody may ask for it.
    item: Option<Box<Item>>,
    /// Made for the first region inside that asks.
    path: OnceLock<Arc<RegionPath>>,
}

/// Where a branch or an iteration lies.
struct Around<'a> {
    frame: &'a Frame<'a>,
    state: &'static str,
    /// The step at which that state was entered.
    step: u64,
    index: usize,
    /// A distributed Map's child sees nothing of what is around it.
    is_seen: bool,
}

impl<'a> Frame<'a> {
    pub(super) fn machine(position: &'a Position) -> Frame<'a> {
        Frame {
            around: None,
            position,
            item: None,
            path: OnceLock::new(),
        }
    }

    /// A branch or an iteration of the state that `visit` is in.
    pub(super) fn inner(
        visit: &'a Visit<'_>,
        position: &'a Position,
        index: usize,
        item: Option<Item>,
    ) -> Frame<'a> {
        Frame {
            around: Some(Around {
                frame: visit.frame,
                state: visit.state.name,
                step: visit.step,
                index,
                is_seen: true,
            }),
            position,
            item: item.map(Box::new),
            path: OnceLock::new(),
        }
    }

    /// The outermost region of a distributed Map's child, which sees nothing around it.
    pub(super) fn child(
        visit: &'a Visit<'_>,
        position: &'a Position,
        index: usize,
        item: Option<Item>,
    ) -> Frame<'a> {
        let mut frame = Frame::inner(visit, position, index, item);
        if let Some(around) = &mut frame.around {
            around.is_seen = false;
        }
        frame
    }

    /// The way to it from the machine; none for the machine itself.
    pub(super) fn region_path(&self) -> Option<RegionPath> {
        let Around {
            frame,
            state,
            step,
            index,
            ..
        } = *self.around.as_ref()?;
        Some(RegionPath {
            parent: frame.path(),
            state,
            step,
            index,
        })
    }

    fn path(&self) -> Option<Arc<RegionPath>> {
        self.around.as_ref()?;
        if let Some(path) = self.path.get() {
            return Some(path.clone());
        }
        let path = Arc::new(self.region_path()?);
        Some(self.path.get_or_init(|| path).clone())
    }

    /// Whether it is the machine's own region.
    pub(super) fn is_outermost(&self) -> bool {
        self.around.is_none()
    }

    /// The innermost Map's item.
    fn item(&self) -> Option<&Item> {
        match (&self.item, &self.around) {
            (Some(item), _) => Some(item),
            (None, Some(around)) if around.is_seen => around.frame.item(),
            (None, _) => None,
        }
    }
}

/// One state of a region, entered.
pub(super) struct Visit<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) state: &'static State,
    /// The number of the event at which it was entered.
    pub(super) entered: u64,
    /// The number of the event before that.
    pub(super) before: u64,
    /// When; none where nobody can ask.
    pub(super) time: Option<DateTime<Utc>>,
    pub(super) step: u64,
    /// The variables, as they were when it was entered.
    pub(super) variables: &'a Variables,
}

/// The context object as a state sees it at some moment.
pub(super) struct View<'a> {
    pub(super) execution: &'a Execution<'a>,
    pub(super) visit: &'a Visit<'a>,
    /// How often it was retried; none for states that cannot be.
    pub(super) retry: Option<u64>,
    pub(super) token: Option<&'a TaskToken>,
    /// The item about to be iterated over, for an `ItemSelector`.
    pub(super) item: Option<&'a Item>,
}

impl<'a> View<'a> {
    #[inline]
    pub(super) fn new(execution: &'a Execution<'a>, visit: &'a Visit<'a>) -> View<'a> {
        View {
            execution,
            visit,
            retry: None,
            token: None,
            item: None,
        }
    }

    #[inline]
    pub(super) fn scope<'s>(&'s self, document: &'s Value) -> Scope<'s> {
        Scope::new(document, self)
    }
}

impl View<'_> {
    /// `$$.Map.Item`.
    fn map_item(&self) -> Option<Value> {
        let item = self.item.or_else(|| self.visit.frame.item())?;
        let mut fields = Map::from_iter([
            ("Index", Value::from(item.index as u64)),
            ("Value", item.value.clone()),
        ]);
        if let Some(source) = &item.source {
            fields.insert("Source", Value::String(source.clone()));
        }
        Some(Value::from(fields))
    }

    /// The context object with what only a place in the workflow knows: the item, the token.
    fn with_place(&self, mut object: Map) -> Value {
        if let Some(item) = self.map_item() {
            object.insert("Map", Map::from_iter([("Item", item)]));
        }
        // A state under test may be given its token.
        if let Some(token) = self.token
            && !object.contains_key("Task")
        {
            let token = Value::from(token.to_string());
            object.insert("Task", Map::from_iter([("Token", token)]));
        }
        Value::from(object)
    }
}

impl Context for View<'_> {
    fn field(&self, object: &str, field: &str) -> Option<Value> {
        // A state under test may be given its own.
        if self.execution.trial.is_some() {
            return None;
        }
        let Execution { info, origin, .. } = self.execution;
        Some(match (object, field) {
            ("Execution", "Id") => Value::from(info.id()),
            ("Execution", "Name") => Value::from(info.name().to_owned()),
            ("Execution", "Input") => origin.as_ref()?.0.clone(),
            ("Execution", "StartTime") => time(origin.as_ref()?.1),
            ("Execution", "RoleArn") => Value::from(info.role_arn()),
            ("StateMachine", "Id") => Value::from(info.machine_id()),
            ("StateMachine", "Name") => Value::from(info.machine_name().to_owned()),
            ("State", "Name") => Value::from(self.visit.state.name),
            ("State", "EnteredTime") => time(self.visit.time?),
            ("State", "RetryCount") => Value::from(self.retry?),
            ("Task", "Token") => Value::from(self.token?.to_string()),
            ("Map", "Item") => self.map_item()?,
            _ => return None,
        })
    }

    fn object(&self) -> Value {
        if let Some(given) = self.given_context() {
            return self.with_place(given);
        }
        let Execution { info, origin, .. } = self.execution;
        let (input, start) = match origin.as_deref() {
            Some((input, start)) => (input.clone(), time(*start)),
            None => (Value::Null, Value::Null),
        };
        let mut execution = Map::from_iter([
            ("Id", Value::from(info.id())),
            ("Input", input),
            ("StartTime", start),
            ("Name", Value::from(info.name().to_owned())),
            ("RoleArn", Value::from(info.role_arn())),
        ]);
        // AWS's `TestState` has none: nothing there is ever redriven.
        if self.execution.trial.is_none() {
            execution.insert("RedriveCount", 0_u64);
        }
        let machine = Map::from_iter([
            ("Id", info.machine_id()),
            ("Name", info.machine_name().to_owned()),
        ]);
        let mut state = Map::from_iter([
            ("Name", Value::from(self.visit.state.name)),
            ("EnteredTime", self.visit.time.map_or(Value::Null, time)),
        ]);
        if let Some(retry) = self.retry {
            state.insert("RetryCount", retry);
        }
        self.with_place(Map::from_iter([
            ("Execution", execution),
            ("StateMachine", machine),
            ("State", state),
        ]))
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.visit.variables.get(name).cloned()
    }

    fn now(&self) -> DateTime<Utc> {
        self.execution.host.now()
    }

    fn random(&self) -> u64 {
        self.execution.host.random()
    }

    fn uuid(&self) -> String {
        self.execution.host.uuid()
    }
}

fn time(time: DateTime<Utc>) -> Value {
    Value::from(time.to_rfc3339_opts(SecondsFormat::Millis, true))
}
