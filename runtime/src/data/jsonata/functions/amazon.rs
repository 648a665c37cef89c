//! The functions that AWS adds to JSONata's.
use super::{
    super::{MAX_SEQUENCE, convert, guard, reads::Part},
    Answer, items, signature, whole,
};
use crate::value::Value;
use jsonata_core::{evaluator::EvaluatorError, value::JValue};

/// `$partition(array, size)`: the items in lists of so many.
pub(super) fn partition(arguments: &[JValue]) -> Answer {
    match arguments {
        [JValue::Undefined, _] => Ok(JValue::Undefined),
        [list, JValue::Number(size)] if *size >= 1.0 => {
            let size = usize::try_from(whole(*size)).unwrap_or(usize::MAX);
            let parts = items(list);
            Ok(JValue::array(
                parts
                    .chunks(size)
                    .map(|part| JValue::array(part.to_vec()))
                    .collect(),
            ))
        }
        [_, _] => Err(signature(2, "partition")),
        _ => Err(signature(arguments.len().min(2) + 1, "partition")),
    }
}

/// `$range(first, last, step)`: numbers up to the last, which is included where the steps meet it.
pub(super) fn range(arguments: &[JValue]) -> Answer {
    let numbers = arguments.iter().map(JValue::as_f64);
    let [Some(first), Some(last), Some(step)] = numbers.collect::<Vec<_>>()[..] else {
        let at = arguments.iter().position(|it| !it.is_number());
        return Err(signature(at.unwrap_or(arguments.len()).min(2) + 1, "range"));
    };
    if step == 0.0 || !step.is_finite() {
        return Err(signature(3, "range"));
    }
    let count = ((last - first) / step).floor();
    if count < 0.0 {
        return Ok(JValue::Undefined);
    }
    #[allow(clippy::cast_precision_loss, reason = "a bound of six digits")]
    if count >= MAX_SEQUENCE as f64 {
        return Err(guard::too_large());
    }
    let made = (0..=whole(count)).map(|index| {
        #[allow(clippy::cast_precision_loss, reason = "below the bound")]
        JValue::from(first + index as f64 * step)
    });
    Ok(JValue::sequence(made.collect()).unwrap_sequence())
}

/// `$hash(data, algorithm)`, in hexadecimal.
pub(super) fn hash(arguments: &[JValue]) -> Answer {
    let (data, algorithm) = match arguments {
        [JValue::Undefined, ..] => return Ok(JValue::Undefined),
        [JValue::String(data)] => (data, "SHA-256"),
        [JValue::String(data), JValue::String(algorithm)] => (data, &**algorithm),
        [JValue::String(_), _] => return Err(signature(2, "hash")),
        _ => return Err(signature(1, "hash")),
    };
    crate::data::intrinsic::digest(algorithm, data.as_bytes())
        .map(JValue::string)
        .ok_or_else(|| signature(2, "hash"))
}

/// `$parse(text)`: the JSON in a string.
pub(super) fn parse(arguments: &[JValue]) -> Answer {
    match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => {
            let value = Value::parse(text).map_err(|error| {
                EvaluatorError::EvaluationError(format!(
                    "The argument of the parse function is not JSON: {error}"
                ))
            })?;
            Ok(convert::to_engine(&value, &Part::Whole))
        }
        _ => Err(signature(1, "parse")),
    }
}
