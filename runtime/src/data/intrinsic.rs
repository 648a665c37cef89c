//! The intrinsic functions.
mod array;
mod math;
#[cfg(test)]
mod tests;
mod text;

use super::{Fault, Scope, path};
use crate::{
    program::{Call, Intrinsic, Literal, Template},
    value::{Map, Value},
};

#[cfg(feature = "jsonata")]
pub(super) use self::text::digest;
pub(super) use self::text::java;

/// The value of a call. AWS names the outermost call in every cause, so that is what nested ones carry as their text.
#[inline]
pub(super) fn call(call: &Call, scope: &Scope) -> Result<Value, Fault> {
    compute(call, scope).map_err(|failure| match failure {
        Failure::Fault(fault) => fault,
        Failure::Cause(cause) => Fault::new(
            "States.IntrinsicFailure",
            format!(
                "The function '{}' had the following error: {cause}",
                call.text
            ),
        ),
    })
}

enum Failure {
    /// An argument's path leads nowhere.
    Fault(Fault),
    /// The function refuses its arguments.
    Cause(String),
}

fn refuse<T>(cause: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Cause(cause.into()))
}

/// The arguments of a call, by their places.
struct Arguments {
    name: Intrinsic,
    values: Vec<Value>,
}

fn compute(call: &Call, scope: &Scope) -> Result<Value, Failure> {
    // What every loop counts with.
    if let (Intrinsic::MathAdd, [left, right]) = (call.function, call.arguments) {
        let both = integer(left, scope).zip(integer(right, scope));
        if let Some(sum) = both.and_then(|(left, right)| left.checked_add(right)) {
            return Ok(Value::from(sum));
        }
    }
    let mut values = Vec::with_capacity(call.arguments.len());
    for part in call.arguments {
        values.push(argument(part, call, scope)?);
    }
    let arguments = Arguments {
        name: call.function,
        values,
    };
    arguments.check_count()?;
    match call.function {
        Intrinsic::Array => Ok(Value::from(arguments.values)),
        Intrinsic::ArrayContains => array::contains(&arguments),
        Intrinsic::ArrayGetItem => array::item(&arguments),
        Intrinsic::ArrayLength => array::length(&arguments),
        Intrinsic::ArrayPartition => array::partition(&arguments),
        Intrinsic::ArrayRange => array::range(&arguments),
        Intrinsic::ArrayUnique => array::unique(&arguments),
        Intrinsic::Base64Decode => text::decode(&arguments),
        Intrinsic::Base64Encode => text::encode(&arguments),
        Intrinsic::Format => {
            // Escapes stay in the template only where the compiler saw it, as a literal.
            let escaped = matches!(call.arguments.first(), Some(Template::Literal(_)));
            text::format(&arguments, escaped)
        }
        Intrinsic::Hash => text::hash(&arguments),
        Intrinsic::JsonMerge => merge(&arguments),
        Intrinsic::JsonToString => Ok(Value::from(arguments.value(0)?.to_string())),
        Intrinsic::MathAdd => math::add(&arguments),
        Intrinsic::MathRandom => math::random(&arguments, scope.context),
        Intrinsic::StringSplit => text::split(&arguments),
        Intrinsic::StringToJson => text::parse(&arguments),
        Intrinsic::UUID => Ok(Value::from(scope.context.uuid())),
    }
}

/// An argument that is simply a whole number.
#[inline]
fn integer(argument: &Template, scope: &Scope) -> Option<i64> {
    match argument {
        Template::Literal(Literal::Int(number)) => Some(*number),
        Template::Path(path) => match path::peek(path, scope)? {
            Value::Number(number) => number.as_i64(),
            _ => None,
        },
        _ => None,
    }
}

#[inline]
fn argument(argument: &Template, call: &Call, scope: &Scope) -> Result<Value, Failure> {
    match argument {
        Template::Literal(literal) => Ok(Value::from_literal(literal)),
        Template::Path(path) => path::in_call(path, call.text, scope).map_err(Failure::Fault),
        Template::Call(inner) => compute(inner, scope),
        Template::Object(_) | Template::Array(_) | Template::Expression(_) => {
            refuse("An argument must be a literal, a path or a function")
        }
    }
}

/// The fields of both objects; where both have one, the second's. AWS merges one level deep only.
fn merge(arguments: &Arguments) -> Result<Value, Failure> {
    let (Some(left), Some(right)) = (
        arguments.value(0)?.as_object(),
        arguments.value(1)?.as_object(),
    ) else {
        return refuse("The first and second arguments must be JSON objects");
    };
    match arguments.value(2)?.as_bool() {
        Some(false) => {}
        Some(true) => {
            return refuse("Deep merging is not supported: the third argument must be false");
        }
        None => return refuse("The third argument must be a boolean"),
    }
    let mut merged: Map = left.clone();
    for (key, value) in right.iter() {
        merged.insert(key.clone(), value.clone());
    }
    Ok(Value::from(merged))
}

impl Arguments {
    fn check_count(&self) -> Result<(), Failure> {
        let (least, most) = match self.name {
            Intrinsic::UUID => (0, 0),
            Intrinsic::Array => (0, usize::MAX),
            Intrinsic::Format => (1, usize::MAX),
            Intrinsic::ArrayLength
            | Intrinsic::ArrayUnique
            | Intrinsic::Base64Decode
            | Intrinsic::Base64Encode
            | Intrinsic::JsonToString
            | Intrinsic::StringToJson => (1, 1),
            Intrinsic::ArrayContains
            | Intrinsic::ArrayGetItem
            | Intrinsic::ArrayPartition
            | Intrinsic::Hash
            | Intrinsic::MathAdd
            | Intrinsic::StringSplit => (2, 2),
            Intrinsic::MathRandom => (2, 3),
            Intrinsic::ArrayRange | Intrinsic::JsonMerge => (3, 3),
        };
        let count = self.values.len();
        if (least..=most).contains(&count) {
            return Ok(());
        }
        refuse(format!("Invalid number of arguments: {count}"))
    }

    fn value(&self, at: usize) -> Result<&Value, Failure> {
        match self.values.get(at) {
            Some(value) => Ok(value),
            None => refuse(format!(
                "Invalid number of arguments: {}",
                self.values.len()
            )),
        }
    }

    fn string(&self, at: usize) -> Result<&str, Failure> {
        match self.value(at)?.as_str() {
            Some(text) => Ok(text),
            None => refuse(format!("The {} must be a string", ordinal(at))),
        }
    }

    fn list(&self, at: usize) -> Result<&[Value], Failure> {
        match self.value(at)?.as_array() {
            Some(items) => Ok(items),
            None => refuse(format!("The {} must be an array", ordinal(at))),
        }
    }

    /// A whole number.
    fn exact(&self, at: usize) -> Result<i64, Failure> {
        let whole = self
            .value(at)?
            .as_f64()
            .is_some_and(|number| number.fract() == 0.0);
        if whole {
            return self.integer(at);
        }
        refuse(format!("The {} must be an integer", ordinal(at)))
    }

    /// A whole number; others are rounded half up, as AWS does it.
    fn integer(&self, at: usize) -> Result<i64, Failure> {
        let value = self.value(at)?;
        if let Some(number) = value.as_i64() {
            return Ok(number);
        }
        match value.as_f64().and_then(math::round) {
            Some(number) => Ok(number),
            None => refuse(format!("The {} must be an integer", ordinal(at))),
        }
    }
}

fn ordinal(at: usize) -> String {
    match at {
        0 => "first argument".to_owned(),
        1 => "second argument".to_owned(),
        2 => "third argument".to_owned(),
        _ => format!("argument {}", at + 1),
    }
}
