//! The functions a path may end in.
use crate::{program::PathFunction, value::Value};

/// The function as paths spell it.
pub(super) const fn name(function: PathFunction) -> &'static str {
    match function {
        PathFunction::Min => "min",
        PathFunction::Max => "max",
        PathFunction::Avg => "avg",
        PathFunction::Stddev => "stddev",
        PathFunction::Length => "length",
        PathFunction::Sum => "sum",
        PathFunction::Keys => "keys",
        PathFunction::First => "first",
        PathFunction::Last => "last",
    }
}

/// Its value; none where Jayway has nothing to compute on.
pub(super) fn apply(function: PathFunction, node: &Value) -> Option<Value> {
    match function {
        PathFunction::Length => Some(match node.json() {
            Value::Array(items) => count(items.len()),
            Value::Object(fields) => count(fields.len()),
            _ => Value::Null,
        }),
        PathFunction::Keys => Some(match node.json() {
            Value::Object(fields) => fields.keys().cloned().map(Value::String).collect(),
            _ => Value::Null,
        }),
        PathFunction::First => node.as_array()?.first().cloned(),
        PathFunction::Last => node.as_array()?.last().cloned(),
        PathFunction::Min => numbers(node)?.into_iter().reduce(f64::min).map(Value::from),
        PathFunction::Max => numbers(node)?.into_iter().reduce(f64::max).map(Value::from),
        PathFunction::Sum => Some(Value::from(numbers(node)?.iter().sum::<f64>())),
        PathFunction::Avg => {
            let numbers = numbers(node)?;
            Some(Value::from(numbers.iter().sum::<f64>() / len(&numbers)))
        }
        PathFunction::Stddev => {
            let numbers = numbers(node)?;
            let (count, sum) = (len(&numbers), numbers.iter().sum::<f64>());
            let squares: f64 = numbers.iter().map(|number| number * number).sum();
            let variance = squares / count - sum * sum / count / count;
            Some(Value::from(variance.sqrt()))
        }
    }
}

fn count(len: usize) -> Value {
    Value::from(u64::try_from(len).unwrap_or(u64::MAX))
}

#[allow(clippy::cast_precision_loss, reason = "lists are not that long")]
fn len(numbers: &[f64]) -> f64 {
    numbers.len() as f64
}

/// The numbers of a list; none if there are none. Other items do not count.
fn numbers(node: &Value) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = node.as_array()?.iter().filter_map(Value::as_f64).collect();
    (!numbers.is_empty()).then_some(numbers)
}
