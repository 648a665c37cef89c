//! The functions that AWS adds to JSONata's, and those that the host or a limit must have a word in.
use super::{MAX_SEQUENCE, MAX_TEXT, convert, guard, java::Random, parsed::Parsed, reads::Part};
use crate::{data::Context, host::Splitmix, value::Value};
use base64::Engine;
use chrono::{DateTime, SecondsFormat, Utc};
use jsonata_core::{
    evaluator::{Evaluator, EvaluatorError},
    value::JValue,
};
use std::fmt::Write;

type Answer = Result<JValue, EvaluatorError>;

/// Makes them known to an evaluator. What an expression does not name is not prepared for it.
pub(super) fn register(
    evaluator: &mut Evaluator,
    parsed: &Parsed,
    effects: &dyn Context,
) -> Result<(), EvaluatorError> {
    let names = |name| parsed.names(name);
    guard::register(evaluator)?;
    if names("partition") {
        evaluator.register_fn("partition", partition)?;
    }
    if names("range") {
        evaluator.register_fn("range", range)?;
    }
    if names("hash") {
        evaluator.register_fn("hash", hash)?;
    }
    if names("parse") {
        evaluator.register_fn("parse", parse)?;
    }
    if names("uuid") {
        let random = Splitmix::new(effects.random());
        evaluator.register_fn("uuid", move |arguments: &[JValue]| {
            none(arguments, "uuid")?;
            Ok(JValue::string(crate::host::uuid(
                random.next(),
                random.next(),
            )))
        })?;
    }
    if names("random") {
        let random = Splitmix::new(effects.random());
        evaluator.register_fn_override("random", move |arguments: &[JValue]| match arguments {
            [] => Ok(JValue::from(fraction(random.next()))),
            [JValue::Number(seed)] => Ok(JValue::from(Random::seeded(whole(*seed)).next_double())),
            _ => Err(signature(1, "random")),
        })?;
    }
    if names("shuffle") {
        let random = Splitmix::new(effects.random());
        evaluator.register_fn_override("shuffle", move |arguments: &[JValue]| {
            let [list] = arguments else {
                return Err(signature(1, "shuffle"));
            };
            let mut items = items(list);
            for last in (1..items.len()).rev() {
                let other = usize::try_from(random.next() % (last as u64 + 1)).unwrap_or(0);
                items.swap(last, other);
            }
            Ok(if list.is_undefined() {
                JValue::Undefined
            } else {
                JValue::array(items)
            })
        })?;
    }
    if names("now") || names("millis") {
        clock(evaluator, effects.now())?;
    }
    if names("pad") {
        evaluator.register_fn_override("pad", pad)?;
    }
    if names("eval") {
        // AWS has no such function.
        evaluator.register_fn_override("eval", |_: &[JValue]| Err(no_function()))?;
    }
    if names("base64decode") {
        evaluator.register_fn_override("base64decode", base64_decode)?;
    }
    if names("encodeUrlComponent") {
        let encode = encode_url("encodeUrlComponent", COMPONENT);
        evaluator.register_fn_override("encodeUrlComponent", encode)?;
    }
    if names("encodeUrl") {
        evaluator.register_fn_override("encodeUrl", encode_url("encodeUrl", WHOLE_URL))?;
    }
    if names("formatBase") {
        evaluator.register_fn_override("formatBase", format_base)?;
    }
    Ok(())
}

/// The moment of an evaluation is one, whoever asks, and the host's.
fn clock(evaluator: &mut Evaluator, now: DateTime<Utc>) -> Result<(), EvaluatorError> {
    #[allow(
        clippy::cast_precision_loss,
        reason = "milliseconds fit a double until the year 287396"
    )]
    let millis = now.timestamp_millis() as f64;
    evaluator.register_fn_override("millis", move |arguments: &[JValue]| {
        none(arguments, "millis")?;
        Ok(JValue::from(millis))
    })?;
    evaluator.register_fn_override("now", move |arguments: &[JValue]| {
        if arguments.iter().all(JValue::is_undefined) {
            return Ok(JValue::string(
                now.to_rfc3339_opts(SecondsFormat::Millis, true),
            ));
        }
        // A picture and a time zone are `$fromMillis`'s business.
        let mut inner = jsonata_core::evaluator::Context::new();
        inner.bind("at".to_owned(), JValue::from(millis));
        let names = ["picture", "zone"];
        for (name, argument) in names.into_iter().zip(arguments) {
            inner.bind(name.to_owned(), argument.clone());
        }
        let call = match arguments.len() {
            1 => "$fromMillis($at, $picture)",
            2 => "$fromMillis($at, $picture, $zone)",
            _ => return Err(signature(3, "now")),
        };
        let call = jsonata_core::parser::parse(call)
            .map_err(|error| EvaluatorError::EvaluationError(error.display_message()))?;
        Evaluator::with_context(inner).evaluate(&call, &JValue::Undefined)
    })
}

/// `$partition(array, size)`: the items in lists of so many.
fn partition(arguments: &[JValue]) -> Answer {
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
fn range(arguments: &[JValue]) -> Answer {
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
fn hash(arguments: &[JValue]) -> Answer {
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
fn parse(arguments: &[JValue]) -> Answer {
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

/// `$pad(text, width, filling)`, bounded.
fn pad(arguments: &[JValue]) -> Answer {
    let (text, width, filling) = match arguments {
        [JValue::Undefined, ..] => return Ok(JValue::Undefined),
        [JValue::String(text), JValue::Number(width)]
        | [
            JValue::String(text),
            JValue::Number(width),
            JValue::Undefined,
        ] => (text, *width, " "),
        [
            JValue::String(text),
            JValue::Number(width),
            JValue::String(filling),
        ] => (text, *width, &**filling),
        [JValue::String(_), JValue::Number(_), _] => return Err(signature(3, "pad")),
        [JValue::String(_), _] => return Err(signature(2, "pad")),
        _ => return Err(signature(1, "pad")),
    };
    let filling = if filling.is_empty() { " " } else { filling };
    let wanted = usize::try_from(whole(width.abs())).unwrap_or(usize::MAX);
    let missing = wanted.saturating_sub(text.chars().count());
    if missing > MAX_TEXT {
        return Err(guard::too_large());
    }
    let padding: String = filling.chars().cycle().take(missing).collect();
    Ok(JValue::string(if width < 0.0 {
        padding + text
    } else {
        text.to_string() + &padding
    }))
}

/// `$base64decode(text)`: what is not base64 is an error, as on AWS.
fn base64_decode(arguments: &[JValue]) -> Answer {
    match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(text.as_bytes());
            match bytes {
                Ok(bytes) => Ok(JValue::string(String::from_utf8_lossy(&bytes).into_owned())),
                Err(_) => Err(EvaluatorError::EvaluationError(
                    super::wording::INTERNAL.to_owned(),
                )),
            }
        }
        _ => Err(signature(1, "base64decode")),
    }
}

/// What JavaScript's `encodeURIComponent` and `encodeURI` leave as it is, besides letters and digits. The engine encodes
/// too much by the one and too little by the other.
const COMPONENT: &[u8] = b"-_.!~*'()";
const WHOLE_URL: &[u8] = b"-_.!~*'();,/?:@&=+$#";

fn encode_url(name: &'static str, kept: &'static [u8]) -> impl Fn(&[JValue]) -> Answer {
    move |arguments| match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => {
            let mut encoded = String::with_capacity(text.len());
            for byte in text.bytes() {
                if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
                    encoded.push(char::from(byte));
                } else {
                    // Writing to a string does not fail.
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
            Ok(JValue::string(encoded))
        }
        _ => Err(signature(1, name)),
    }
}

/// `$formatBase(number, radix)`: the engine forgets the sign's rounding; JavaScript rounds first.
fn format_base(arguments: &[JValue]) -> Answer {
    let (number, radix) = match arguments {
        [JValue::Undefined, ..] => return Ok(JValue::Undefined),
        [JValue::Number(number)] | [JValue::Number(number), JValue::Undefined] => (*number, 10.0),
        [JValue::Number(number), JValue::Number(radix)] => (*number, *radix),
        [JValue::Number(_), _] => return Err(signature(2, "formatBase")),
        _ => return Err(signature(1, "formatBase")),
    };
    let radix = radix.round();
    if !(2.0..=36.0).contains(&radix) {
        let cause = format!(
            "D3100: The radix of the formatBase function must be between 2 and 36.  It was given {radix}"
        );
        return Err(EvaluatorError::EvaluationError(cause));
    }
    // Half to even, as `$round`.
    let number = whole(number.round_ties_even());
    let radix = u64::try_from(whole(radix)).unwrap_or(10);
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(left % radix).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        left /= radix;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        digits.push('-');
    }
    Ok(JValue::string(digits.into_iter().rev().collect::<String>()))
}

/// A list's items; what is no list is one of its own.
fn items(value: &JValue) -> Vec<JValue> {
    match value {
        JValue::Array(items) => items.to_vec(),
        JValue::Undefined => Vec::new(),
        other => vec![other.clone()],
    }
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "saturates, as Java's conversion does"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

/// 53 random bits: a fraction in [0, 1).
#[allow(clippy::cast_precision_loss, reason = "53 bits fit a double")]
fn fraction(random: u64) -> f64 {
    (random >> 11) as f64 / (1_u64 << 53) as f64
}

fn none(arguments: &[JValue], function: &str) -> Result<(), EvaluatorError> {
    if arguments.is_empty() {
        Ok(())
    } else {
        Err(signature(1, function))
    }
}

fn signature(argument: usize, function: &str) -> EvaluatorError {
    EvaluatorError::TypeError(format!(
        "T0410: Argument {argument} of function \"{function}\" does not match function signature"
    ))
}

fn no_function() -> EvaluatorError {
    EvaluatorError::EvaluationError("T1006: Attempted to invoke a non-function".to_owned())
}
