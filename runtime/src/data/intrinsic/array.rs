//! Lists.
use super::{Arguments, Failure, refuse};
use crate::value::{Str, Value};
use std::collections::HashMap;

/// The longest list that `States.ArrayRange` makes.
const LONGEST_RANGE: i128 = 1000;

pub(super) fn contains(arguments: &Arguments) -> Result<Value, Failure> {
    let (items, wanted) = (arguments.list(0)?, arguments.value(1)?);
    Ok(Value::Bool(items.contains(wanted)))
}

pub(super) fn item(arguments: &Arguments) -> Result<Value, Failure> {
    let (items, index) = (arguments.list(0)?, arguments.integer(1)?);
    let item = usize::try_from(index).ok().and_then(|at| items.get(at));
    match item {
        Some(item) => Ok(item.clone()),
        None => refuse(format!(
            "Index {index} out of bounds for length {}",
            items.len()
        )),
    }
}

pub(super) fn length(arguments: &Arguments) -> Result<Value, Failure> {
    let len = arguments.list(0)?.len();
    Ok(Value::from(u64::try_from(len).unwrap_or(u64::MAX)))
}

pub(super) fn partition(arguments: &Arguments) -> Result<Value, Failure> {
    let (items, size) = (arguments.list(0)?, arguments.integer(1)?);
    match usize::try_from(size) {
        Ok(size) if size > 0 => Ok(items
            .chunks(size)
            .map(|chunk| Value::from(chunk.to_vec()))
            .collect()),
        _ => refuse("The second argument must be a positive integer"),
    }
}

/// From the first to the second number, both included.
pub(super) fn range(arguments: &Arguments) -> Result<Value, Failure> {
    let (first, last) = (arguments.integer(0)?, arguments.integer(1)?);
    let step = arguments.integer(2)?;
    if step == 0 {
        return refuse("The third argument must not be zero");
    }
    let steps = (i128::from(last) - i128::from(first)).div_euclid(i128::from(step).abs());
    let steps = if step < 0 {
        (i128::from(first) - i128::from(last)).div_euclid(i128::from(step).abs())
    } else {
        steps
    };
    if steps + 1 > LONGEST_RANGE {
        return refuse(format!(
            "The array must not contain more than {LONGEST_RANGE} elements"
        ));
    }
    let mut items = Vec::new();
    let mut at = first;
    for _ in 0..=steps {
        items.push(Value::from(at));
        at = at.wrapping_add(step);
    }
    Ok(Value::from(items))
}

/// The items without those that equal an earlier one.
pub(super) fn unique(arguments: &Arguments) -> Result<Value, Failure> {
    let items = arguments.list(0)?;
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    // Strings are what long lists are made of; the rest is compared one by one.
    let mut strings: HashMap<Str, ()> = HashMap::new();
    let mut others: Vec<&Value> = Vec::new();
    for item in items {
        let new = match item.json() {
            Value::String(text) => strings.insert(text.clone(), ()).is_none(),
            other if others.contains(&other) => false,
            other => {
                others.push(other);
                true
            }
        };
        if new {
            kept.push(item.clone());
        }
    }
    Ok(Value::from(kept))
}
