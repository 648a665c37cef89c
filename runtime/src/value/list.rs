//! Lists: items in their order.
use super::{Map, Value};
use std::{
    cell::Cell,
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};

/// The items of a list. It is read and changed as the `Vec` it holds.
#[derive(Clone, Default, PartialEq)]
pub struct List(Vec<Value>);

impl List {
    pub(crate) fn into_items(mut self) -> Vec<Value> {
        std::mem::take(&mut self.0)
    }
}

impl From<Vec<Value>> for List {
    fn from(items: Vec<Value>) -> List {
        List(items)
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> List {
        List(items.into_iter().collect())
    }
}

impl Deref for List {
    type Target = Vec<Value>;

    fn deref(&self) -> &Vec<Value> {
        &self.0
    }
}

impl DerefMut for List {
    fn deref_mut(&mut self) -> &mut Vec<Value> {
        &mut self.0
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Drop for List {
    fn drop(&mut self) {
        drop_all(&mut self.0, |item| item);
    }
}

/// How deep documents are dropped one inside the other.
const DEEP: u32 = 64;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Drops what an object or a list holds. A loop may nest a document thousands of levels deep: what lies too deep is dropped one
/// by one, not one inside the other, which would take a stack as deep.
#[inline]
pub(super) fn drop_all<T>(values: &mut Vec<T>, value: impl Fn(&mut T) -> &mut Value) {
    let depth = DEPTH.get();
    if depth < DEEP {
        DEPTH.set(depth + 1);
        values.clear();
        DEPTH.set(depth);
    } else {
        drop_flat(values.iter_mut().map(value));
    }
}

fn drop_flat<'a>(values: impl Iterator<Item = &'a mut Value>) {
    let mut open = Vec::new();
    take_open(values, &mut open);
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(mut fields) = Arc::into_inner(fields) {
                    take_open(Map::values_mut(&mut fields), &mut open);
                }
            }
            Value::Array(items) => {
                if let Some(mut items) = Arc::into_inner(items) {
                    take_open(items.0.iter_mut(), &mut open);
                }
            }
            _ => {}
        }
    }
}

/// Moves out what holds more values and would be dropped with its parent.
fn take_open<'a>(values: impl Iterator<Item = &'a mut Value>, open: &mut Vec<Value>) {
    for value in values {
        let is_open = match value {
            Value::Object(fields) => Arc::strong_count(fields) == 1 && !fields.is_empty(),
            Value::Array(items) => Arc::strong_count(items) == 1 && !items.is_empty(),
            _ => false,
        };
        if is_open {
            open.push(std::mem::take(value));
        }
    }
}
