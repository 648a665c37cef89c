//! Filters: `[?(..)]`, with Jayway's rules for comparing values of different kinds.
#[cfg(test)]
mod tests;

use super::evaluate;
use crate::{
    data::{Scope, compare_strings},
    program::{Comparator, Filter, FilterValue, Path, Root},
    value::{Value, compare_numbers},
};
use regex_lite::Regex;
use std::{
    cmp::Ordering,
    collections::HashMap,
    sync::{Arc, OnceLock, RwLock},
};

/// Whether `node` passes. Where Jayway throws (a list operator without a list), nothing passes.
pub(super) fn accepts(filter: &Filter, node: &Value, root: &Value, scope: &Scope) -> bool {
    let test = Test { node, root, scope };
    test.holds(filter).unwrap_or(false)
}

struct Test<'a> {
    /// `@`.
    node: &'a Value,
    /// `$`.
    root: &'a Value,
    scope: &'a Scope<'a>,
}

impl Test<'_> {
    fn holds(&self, filter: &Filter) -> Option<bool> {
        match filter {
            Filter::And(all) => {
                for filter in *all {
                    if !self.holds(filter)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Filter::Or(any) => {
                for filter in *any {
                    if self.holds(filter)? {
                        return Some(true);
                    }
                }
                Some(false)
            }
            Filter::Not(inner) => Some(!self.holds(inner)?),
            Filter::Exists(path) => Some(self.read(path).is_some()),
            Filter::Compare(left, comparator, right) => self.compare(left, *comparator, right),
        }
    }

    fn read(&self, path: &Path) -> Option<Value> {
        let document = match path.root {
            Root::Current => self.node,
            Root::Document => self.root,
            Root::Context | Root::Variable(_) => self.scope.document,
        };
        let scope = Scope {
            document,
            ..*self.scope
        };
        evaluate(path, &scope, |found| {
            found.ok().map(super::Found::into_value)
        })
    }

    /// An operand's value; none where its path leads nowhere, which equals nothing.
    fn operand(&self, operand: &FilterValue) -> Option<Value> {
        match operand {
            FilterValue::Literal(literal) => Some(Value::from_literal(literal)),
            FilterValue::Path(path) => self.read(path),
            FilterValue::Regex { .. } => None,
        }
    }

    fn compare(
        &self,
        left: &FilterValue,
        comparator: Comparator,
        right: &FilterValue,
    ) -> Option<bool> {
        if comparator == Comparator::Matches {
            let (value, pattern, ignore_case) = match (left, right) {
                (FilterValue::Regex { .. }, FilterValue::Regex { .. }) => return Some(false),
                (
                    value,
                    FilterValue::Regex {
                        pattern,
                        ignore_case,
                    },
                )
                | (
                    FilterValue::Regex {
                        pattern,
                        ignore_case,
                    },
                    value,
                ) => (value, *pattern, *ignore_case),
                _ => return Some(false),
            };
            return Some(matches(pattern, ignore_case, self.operand(value).as_ref()));
        }
        let (left, right) = (self.operand(left), self.operand(right));
        relate(left.as_ref(), comparator, right.as_ref())
    }
}

fn relate(left: Option<&Value>, comparator: Comparator, right: Option<&Value>) -> Option<bool> {
    let ordered = |wanted: fn(Ordering) -> bool| {
        let order = left.zip(right).and_then(|(left, right)| order(left, right));
        Some(order.is_some_and(wanted))
    };
    match comparator {
        Comparator::Equal => Some(equal(left, right)),
        Comparator::NotEqual => Some(!equal(left, right)),
        Comparator::Less => ordered(Ordering::is_lt),
        Comparator::LessOrEqual => ordered(Ordering::is_le),
        Comparator::Greater => ordered(Ordering::is_gt),
        Comparator::GreaterOrEqual => ordered(Ordering::is_ge),
        Comparator::Matches => Some(false),
        Comparator::In => Some(list(right)?.is_some_and(|list| contains(list, left))),
        Comparator::NotIn => Some(!list(right)?.is_some_and(|list| contains(list, left))),
        Comparator::SubsetOf => both(left, right, |left, right| {
            left.iter().all(|item| contains(right, Some(item)))
        }),
        Comparator::AnyOf => both(left, right, |left, right| {
            left.iter().any(|item| contains(right, Some(item)))
        }),
        Comparator::NoneOf => both(left, right, |left, right| {
            !left.iter().any(|item| contains(right, Some(item)))
        }),
        Comparator::Size => Some(
            match (left.map(Value::json), right.and_then(Value::as_f64)) {
                (Some(Value::String(text)), Some(size)) => {
                    is_size(text.encode_utf16().count(), size)
                }
                (Some(Value::Array(items)), Some(size)) => is_size(items.len(), size),
                _ => false,
            },
        ),
        Comparator::Empty => {
            let wanted = right.and_then(Value::as_bool)?;
            Some(match left.map(Value::json) {
                Some(Value::String(text)) => text.is_empty() == wanted,
                Some(Value::Array(items)) => items.is_empty() == wanted,
                Some(Value::Object(fields)) => fields.is_empty() == wanted,
                _ => false,
            })
        }
        Comparator::Contains => Some(match (left.map(Value::json), right) {
            (Some(Value::String(text)), Some(part)) => {
                part.as_str().is_some_and(|part| text.contains(part))
            }
            (Some(Value::Array(items)), part) => contains(items, part),
            _ => false,
        }),
    }
}

/// The items of a list operator's operand: outer none where Jayway throws, inner none for an object.
#[allow(
    clippy::option_option,
    reason = "two ways not to be a list, which Jayway treats apart"
)]
fn list(value: Option<&Value>) -> Option<Option<&[Value]>> {
    match value?.json() {
        Value::Array(items) => Some(Some(items)),
        Value::Object(_) => Some(None),
        _ => None,
    }
}

fn both(
    left: Option<&Value>,
    right: Option<&Value>,
    holds: impl FnOnce(&[Value], &[Value]) -> bool,
) -> Option<bool> {
    let (right, left) = (list(right)?, list(left)?);
    Some(
        left.zip(right)
            .is_some_and(|(left, right)| holds(left, right)),
    )
}

fn contains(items: &[Value], value: Option<&Value>) -> bool {
    items.iter().any(|item| equal(Some(item), value))
}

#[allow(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "sizes are small and whole"
)]
fn is_size(len: usize, size: f64) -> bool {
    len as f64 == size.trunc()
}

/// Jayway compares a number with a string by reading the one as the other; what is not there equals nothing.
fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    match (left.json(), right.json()) {
        (Value::Number(_), Value::String(text)) => serde_json::from_str::<serde_json::Number>(text)
            .is_ok_and(|number| *left == Value::Number(number)),
        (Value::String(text), Value::Number(number)) => number.to_string() == text.as_str(),
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left.json(), right.json()) {
        (Value::Number(left), Value::Number(right)) => compare_numbers(left, right),
        (Value::String(left), Value::String(right)) => Some(compare_strings(left, right)),
        _ => None,
    }
}

/// Whether all of the value, as text, matches; for a list, any of its items.
fn matches(pattern: &'static str, ignore_case: bool, value: Option<&Value>) -> bool {
    let Some(regex) = compiled(pattern, ignore_case) else {
        return false;
    };
    let one = |value: &Value| match value.json() {
        Value::String(text) => regex.is_match(text),
        Value::Number(_) | Value::Bool(_) => regex.is_match(&value.to_string()),
        _ => regex.is_match(""),
    };
    match value.map(Value::json) {
        Some(Value::Array(items)) => items.iter().any(one),
        Some(value) => one(value),
        None => regex.is_match(""),
    }
}

/// Patterns are literals of the program, so each is compiled once. None for one that the engine cannot read (Java's
/// has look-around): it matches nothing.
fn compiled(pattern: &'static str, ignore_case: bool) -> Option<Arc<Regex>> {
    type Cache = HashMap<(&'static str, bool), Option<Arc<Regex>>>;
    static CACHE: OnceLock<RwLock<Cache>> = OnceLock::new();
    let cache = CACHE.get_or_init(RwLock::default);
    if let Ok(cache) = cache.read()
        && let Some(regex) = cache.get(&(pattern, ignore_case))
    {
        return regex.clone();
    }
    let flags = if ignore_case { "(?i)" } else { "" };
    let regex = Regex::new(&format!(r"{flags}\A(?:{pattern})\z"))
        .ok()
        .map(Arc::new);
    if let Ok(mut cache) = cache.write() {
        cache.insert((pattern, ignore_case), regex.clone());
    }
    regex
}
