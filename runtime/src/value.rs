//! The documents that flow through a workflow.
//!
//! A [`Value`] is a JSON document that is cheap to clone and to share: what the definition writes is borrowed from the
//! program, everything else is counted, and a Rust value that a handler returned stays itself until something reads
//! it as JSON.
mod convert;
mod de;
mod list;
mod map;
mod print;
mod ser;
#[cfg(test)]
mod tests;
mod text;
mod typed;

pub use self::{list::List, map::Map, text::Str, typed::Typed};

use crate::program::Step;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Number;
use std::{any::Any, fmt, sync::Arc};

use self::ser::has_json;
pub(crate) use self::ser::to_value;

/// A JSON document, cheap to clone and to share.
#[derive(Clone, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number; whole ones stay exact.
    Number(Number),
    /// A string.
    String(Str),
    /// A list.
    Array(Arc<List>),
    /// An object, its fields in the order they came.
    Object(Arc<Map>),
    /// A Rust value that is not JSON yet.
    Typed(Typed),
}

/// A Rust value that has no JSON form, or a document that is not of the Rust type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<str>);

impl Error {
    fn new(message: impl fmt::Display) -> Error {
        Error(message.to_string().into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

static NULL: Value = Value::Null;

/// Making and unmaking.
impl Value {
    /// Shares a Rust value as a document. It becomes JSON only when something reads it as JSON.
    pub fn typed<T: Serialize + Send + Sync + 'static>(value: T) -> Value {
        let mut slot = Some(value);
        // A document is not wrapped again.
        if let Some(value) = (&mut slot as &mut dyn Any).downcast_mut::<Option<Value>>() {
            return value.take().unwrap_or_default();
        }
        slot.map_or(Value::Null, |value| Value::Typed(Typed::new(value)))
    }

    /// Shares a list of Rust values as a document, which [`Value::listed`] makes a list of documents again.
    pub(crate) fn typed_list<T: Serialize + Send + Sync + 'static>(items: Vec<T>) -> Value {
        let mut slot = Some(items);
        if let Some(items) = (&mut slot as &mut dyn Any).downcast_mut::<Option<Vec<Value>>>() {
            return Value::from(items.take().unwrap_or_default());
        }
        Value::Typed(Typed::list(slot.unwrap_or_default()))
    }

    /// The items of a list of Rust values that nobody else holds, a document each. All else stays as it is.
    pub(crate) fn listed(self) -> Value {
        match self {
            Value::Typed(typed) => typed.split().map_or_else(Value::Typed, Value::from),
            json => json,
        }
    }

    /// Moves a list of Rust values out, if it is one of `T`s and nobody else holds it.
    pub(crate) fn take_list<T: 'static>(self) -> Result<Vec<T>, Value> {
        match self {
            Value::Typed(typed) => typed.take().map_err(Value::Typed),
            json => Err(json),
        }
    }

    /// Makes the document of a Rust value at once.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
        to_value(value)
    }

    /// Reads JSON text.
    pub fn parse(text: &str) -> Result<Value, Error> {
        serde_json::from_str(text).map_err(Error::new)
    }

    /// An object without fields.
    pub fn object() -> Value {
        Value::Object(Arc::new(Map::new()))
    }

    /// The document as a Rust value. One that came from [`Value::typed`], is of the same type and is not shared is
    /// moved out; everything else is read as JSON.
    pub fn take<T: DeserializeOwned + 'static>(self) -> Result<T, Error> {
        let mut slot: Option<T> = None;
        if let Some(slot) = (&mut slot as &mut dyn Any).downcast_mut::<Option<Value>>() {
            *slot = Some(self);
        } else {
            return match self {
                Value::Typed(typed) => match typed.take() {
                    Ok(value) => Ok(value),
                    Err(typed) => T::deserialize(Value::Typed(typed)),
                },
                json => T::deserialize(json),
            };
        }
        slot.ok_or_else(|| Error::new("a document is always a document"))
    }

    /// Puts `value` where `steps` lead, and makes the objects that are missing on the way. Only what lies on the way
    /// and is shared is copied, one level deep. Where a step does not fit, nothing is changed and its number returned.
    pub(crate) fn set(&mut self, steps: &[Step], value: Value) -> Result<(), usize> {
        check_steps(self, steps)?;
        let mut node = self;
        for (at, step) in steps.iter().enumerate() {
            node.unwrap_typed();
            node = match (step, node) {
                (Step::Field(name), Value::Object(fields)) => {
                    let fields = Arc::make_mut(fields);
                    if at + 1 == steps.len() {
                        fields.insert(Str::from_static(name), value);
                        return Ok(());
                    }
                    fields.entry(name, Value::object)
                }
                (Step::Index(index), Value::Array(items)) => {
                    let items = Arc::make_mut(items);
                    let at = position(*index, items.len());
                    match at.and_then(|at| items.get_mut(at)) {
                        Some(item) => item,
                        None => unreachable!("the steps were checked"),
                    }
                }
                _ => unreachable!("the steps were checked"),
            };
        }
        *node = value;
        Ok(())
    }

    /// Replaces a typed value by its JSON, so that its inside can be changed.
    fn unwrap_typed(&mut self) {
        if let Value::Typed(_) = self {
            *self = self.json().clone();
        }
    }
}

/// The number of the first step that does not fit.
fn check_steps(root: &Value, steps: &[Step]) -> Result<(), usize> {
    let mut node = Some(root);
    for (at, step) in steps.iter().enumerate() {
        node = match (step, node.map(Value::json)) {
            (Step::Field(name), Some(Value::Object(fields))) => fields.get(name),
            (Step::Field(_), None) => None,
            (Step::Index(index), Some(Value::Array(items))) => {
                match position(*index, items.len()) {
                    Some(at) => items.get(at),
                    None => return Err(at),
                }
            }
            _ => return Err(at),
        };
    }
    Ok(())
}

/// The place an index names; negative ones count from the end.
#[inline]
pub(crate) fn position(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 {
        len.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?
    } else {
        usize::try_from(index).ok()?
    };
    (at < len).then_some(at)
}

/// Reading.
impl Value {
    /// The document as JSON: never `Typed` at its top. A Rust value that has no JSON form (a map with keys that are no
    /// strings) reads as `null`; [`Value::try_json`] says so instead.
    #[inline]
    pub fn json(&self) -> &Value {
        self.try_json().unwrap_or(&NULL)
    }

    /// The document as JSON: never `Typed` at its top.
    #[inline]
    pub fn try_json(&self) -> Result<&Value, &Error> {
        match self {
            Value::Typed(typed) => typed.json(),
            json => Ok(json),
        }
    }

    /// Why it has no JSON form, where it has none: what [`Value::try_json`] says, without making any.
    #[inline]
    pub(crate) fn refusal(&self) -> Option<&Error> {
        match self {
            Value::Typed(typed) => typed.refusal(),
            _ => None,
        }
    }

    /// A field of an object.
    #[inline]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self.json() {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self.json() {
            Value::Number(number) => number.as_f64(),
            _ => None,
        }
    }

    /// The number, if it is whole and fits; `2.0` is not whole here.
    pub fn as_i64(&self) -> Option<i64> {
        match self.json() {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The number, if it is whole, not negative and fits.
    pub fn as_u64(&self) -> Option<u64> {
        match self.json() {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The flag, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.json() {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self.json() {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The fields, if it is an object.
    #[inline]
    pub fn as_object(&self) -> Option<&Map> {
        match self.json() {
            Value::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.json(), Value::Null)
    }

    /// How many bytes the compact JSON has, counted without building it. Counting stops past `limit`, so that any
    /// result above `limit` only says that it is longer.
    pub fn json_len(&self, limit: usize) -> usize {
        print::length(self, limit)
    }
}

/// JSON equality: object fields in any order, numbers by what they are worth (`1` is `1.0`).
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self.json(), other.json()) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => {
                compare_numbers(a, b) == Some(std::cmp::Ordering::Equal)
            }
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => Arc::ptr_eq(a, b) || a == b,
            (Value::Object(a), Value::Object(b)) => Arc::ptr_eq(a, b) || a == b,
            _ => false,
        }
    }
}

/// Whole numbers exactly, all others as floats.
#[inline]
pub(crate) fn compare_numbers(a: &Number, b: &Number) -> Option<std::cmp::Ordering> {
    if let (Some(a), Some(b)) = (a.as_i64(), b.as_i64()) {
        return Some(a.cmp(&b));
    }
    if let (Some(a), Some(b)) = (a.as_i128(), b.as_i128()) {
        return Some(a.cmp(&b));
    }
    a.as_f64()?.partial_cmp(&b.as_f64()?)
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Array(items) => f.debug_list().entries(items.iter()).finish(),
            Value::Object(fields) => fmt::Debug::fmt(fields, f),
            Value::Typed(typed) => fmt::Debug::fmt(typed, f),
            scalar => print::print(scalar, f),
        }
    }
}
