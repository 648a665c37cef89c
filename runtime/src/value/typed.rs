//! Rust values that are documents without being JSON yet.
use super::{Error, Value};
use serde::Serialize;
use std::{any::Any, fmt, sync::Arc, sync::OnceLock};

/// A shared Rust value that becomes JSON when something reads it as JSON.
#[derive(Clone)]
pub struct Typed(Arc<dyn Shared>);

/// A value of a type no longer known, and its JSON once someone asked for it.
trait Shared: Send + Sync {
    fn json(&self) -> Result<&Value, &Error>;

    /// Whether it has JSON, which is not made for that.
    fn has_json(&self) -> bool;

    /// Moves the value into `slot` if that is an `Option` of its type and nobody else holds it.
    /// A slot rather than a boxed return, so that a move costs no allocation.
    fn take(self: Arc<Self>, slot: &mut dyn Any) -> Option<Arc<dyn Shared>>;

    fn peek(&self) -> &dyn Any;

    /// The items, where it is a list of such values that nobody else holds.
    fn split(self: Arc<Self>) -> Result<Vec<Value>, Arc<dyn Shared>>;

    fn type_name(&self) -> &'static str;
}

struct Cell<T> {
    value: T,
    json: OnceLock<Result<Value, Error>>,
    /// How it comes apart, where it is a list.
    split: Option<fn(T) -> Vec<Value>>,
}

impl<T: Serialize + Send + Sync + 'static> Shared for Cell<T> {
    fn json(&self) -> Result<&Value, &Error> {
        self.json
            .get_or_init(|| super::to_value(&self.value))
            .as_ref()
    }

    fn has_json(&self) -> bool {
        match self.json.get() {
            Some(json) => json.is_ok(),
            None => super::has_json(&self.value),
        }
    }

    fn take(self: Arc<Self>, slot: &mut dyn Any) -> Option<Arc<dyn Shared>> {
        let Some(slot) = slot.downcast_mut::<Option<T>>() else {
            return Some(self);
        };
        match Arc::try_unwrap(self) {
            Ok(cell) => {
                *slot = Some(cell.value);
                None
            }
            Err(shared) => Some(shared),
        }
    }

    fn peek(&self) -> &dyn Any {
        &self.value
    }

    fn split(self: Arc<Self>) -> Result<Vec<Value>, Arc<dyn Shared>> {
        let Some(split) = self.split else {
            return Err(self);
        };
        match Arc::try_unwrap(self) {
            Ok(cell) => Ok(split(cell.value)),
            Err(shared) => Err(shared),
        }
    }

    fn type_name(&self) -> &'static str {
        std::any::type_name::<T>()
    }
}

impl Typed {
    /// Shares a value.
    pub fn new<T: Serialize + Send + Sync + 'static>(value: T) -> Typed {
        Typed(Arc::new(Cell {
            value,
            json: OnceLock::new(),
            split: None,
        }))
    }

    /// Shares a list of values, each of which may be a document of its own.
    pub(super) fn list<T: Serialize + Send + Sync + 'static>(items: Vec<T>) -> Typed {
        Typed(Arc::new(Cell {
            value: items,
            json: OnceLock::new(),
            split: Some(|items| items.into_iter().map(Value::typed).collect()),
        }))
    }

    /// The items of a list that nobody else shares.
    pub(super) fn split(self) -> Result<Vec<Value>, Typed> {
        self.0.split().map_err(Typed)
    }

    /// The value as JSON, made once; never `Value::Typed` itself.
    pub fn json(&self) -> Result<&Value, &Error> {
        self.0.json()
    }

    /// Why it has no JSON form, where it has none. One that has is not made.
    pub(super) fn refusal(&self) -> Option<&Error> {
        if self.0.has_json() {
            return None;
        }
        self.0.json().err()
    }

    /// The value itself, if it is a `T`.
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.0.peek().downcast_ref()
    }

    /// Moves the value out, if it is a `T` and nothing else shares it.
    pub(super) fn take<T: 'static>(self) -> Result<T, Typed> {
        let mut slot: Option<T> = None;
        match (self.0.take(&mut slot), slot) {
            (None, Some(value)) => Ok(value),
            (Some(shared), _) => Err(Typed(shared)),
            (None, None) => unreachable!("a value that was taken is in its slot"),
        }
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}> ", self.0.type_name())?;
        match self.json() {
            Ok(json) => fmt::Debug::fmt(json, f),
            Err(error) => write!(f, "(not JSON: {error})"),
        }
    }
}
