//! The functions that AWS adds to JSONata's, and those that the host or a limit must have a word in.
mod amazon;
mod text;

use super::{guard, java::Random, parsed::Parsed};
use crate::{data::Context, host::Splitmix};
use chrono::{DateTime, SecondsFormat, Utc};
use jsonata_core::{
    evaluator::{Evaluator, EvaluatorError},
    value::JValue,
};

type Answer = Result<JValue, EvaluatorError>;

/// Makes them known to an evaluator. What an expression does not name is not prepared for it.
pub(super) fn register(
    evaluator: &mut Evaluator,
    parsed: &Parsed,
    effects: &dyn Context,
) -> Result<(), EvaluatorError> {
    let mut functions = Functions { evaluator, parsed };
    if parsed.has_guards {
        guard::register(functions.evaluator)?;
    }
    if !parsed.may_name_functions() {
        return Ok(());
    }
    functions.add("partition", 2, || amazon::partition)?;
    functions.add("range", 3, || amazon::range)?;
    functions.add("hash", 1, || amazon::hash)?;
    functions.add("parse", 1, || amazon::parse)?;
    functions.add("uuid", 0, || {
        let random = Splitmix::new(effects.random());
        move |arguments: &[JValue]| {
            none(arguments, "uuid")?;
            let made = crate::host::uuid(random.next(), random.next());
            Ok(JValue::string(made))
        }
    })?;
    functions.add("random", 1, || {
        let random = Splitmix::new(effects.random());
        move |arguments: &[JValue]| match arguments {
            [] => Ok(JValue::from(fraction(random.next()))),
            [JValue::Number(seed)] => Ok(JValue::from(Random::seeded(whole(*seed)).next_double())),
            [JValue::Number(_), ..] => Err(signature(2, "random")),
            _ => Err(signature(1, "random")),
        }
    })?;
    functions.add("shuffle", 1, || {
        let random = Splitmix::new(effects.random());
        move |arguments: &[JValue]| shuffle(arguments, &random)
    })?;
    functions.add("millis", 0, || {
        let millis = millis(effects.now());
        move |arguments: &[JValue]| {
            none(arguments, "millis")?;
            Ok(JValue::from(millis))
        }
    })?;
    functions.add("now", 2, || now(effects.now()))?;
    // AWS has no such function.
    functions.add("eval", 2, || |_: &[JValue]| Err(no_function()))?;
    functions.add("pad", 3, || text::pad)?;
    functions.add("base64decode", 1, || text::base64_decode)?;
    functions.add("encodeUrlComponent", 1, || {
        text::encode_url("encodeUrlComponent", text::COMPONENT)
    })?;
    functions.add("encodeUrl", 1, || {
        text::encode_url("encodeUrl", text::WHOLE_URL)
    })?;
    functions.add("formatBase", 2, || text::format_base)
}

struct Functions<'a> {
    evaluator: &'a mut Evaluator,
    parsed: &'a Parsed,
}

impl Functions<'_> {
    /// Registers a function if the expression names it. It is given up to `arity` arguments where `$map` and its kin call
    /// it: those pass the item's place and the list as well.
    fn add<F: Fn(&[JValue]) -> Answer + 'static>(
        &mut self,
        name: &str,
        arity: usize,
        make: impl FnOnce() -> F,
    ) -> Result<(), EvaluatorError> {
        if !self.parsed.names(name) {
            return Ok(());
        }
        let function = make();
        self.evaluator
            .register_fn_override(name, move |arguments: &[JValue]| {
                let is_callback = match arguments {
                    [_, JValue::Number(_) | JValue::String(_), all] => {
                        all.is_array() || all.is_object()
                    }
                    [_, _, JValue::Number(_), all] => all.is_array(),
                    _ => false,
                };
                let taken = if is_callback && arity < arguments.len() {
                    arity
                } else {
                    arguments.len()
                };
                function(arguments.get(..taken).unwrap_or(arguments))
            })
    }
}

/// `$shuffle(array)`, by the host's randomness.
fn shuffle(arguments: &[JValue], random: &Splitmix) -> Answer {
    let [list] = arguments else {
        return Err(signature(1, "shuffle"));
    };
    if list.is_undefined() {
        return Ok(JValue::Undefined);
    }
    let mut items = items(list);
    for last in (1..items.len()).rev() {
        let other = usize::try_from(random.next() % (last as u64 + 1)).unwrap_or(0);
        items.swap(last, other);
    }
    Ok(JValue::array(items))
}

/// The moment of an evaluation is one, whoever asks, and the host's.
#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds fit a double until the year 287396"
)]
fn millis(now: DateTime<Utc>) -> f64 {
    now.timestamp_millis() as f64
}

/// `$now(picture, zone)`.
fn now(now: DateTime<Utc>) -> impl Fn(&[JValue]) -> Answer {
    move |arguments| {
        if arguments.iter().all(JValue::is_undefined) {
            return Ok(JValue::string(
                now.to_rfc3339_opts(SecondsFormat::Millis, true),
            ));
        }
        // A picture and a time zone are `$fromMillis`'s business.
        let mut inner = jsonata_core::evaluator::Context::new();
        inner.bind("at".to_owned(), JValue::from(millis(now)));
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
    }
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
