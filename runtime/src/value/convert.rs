//! From what the definition writes, from `serde_json` and from plain values.
use super::{Map, Str, Value};
use crate::program::Literal;
use serde_json::Number;
use std::sync::Arc;

impl From<&'static Literal> for Value {
    fn from(literal: &'static Literal) -> Value {
        Value::from_literal(literal)
    }
}

impl Value {
    /// A value that the definition writes; its strings are not copied.
    pub(crate) fn from_literal(literal: &Literal) -> Value {
        match literal {
            Literal::Null => Value::Null,
            Literal::Bool(flag) => Value::Bool(*flag),
            Literal::Int(number) => Value::from(*number),
            Literal::UInt(number) => Value::Number((*number).into()),
            Literal::Float(number) => Value::from(*number),
            Literal::String(text) => Value::String(Str::from_static(text)),
            Literal::Array(items) => items.iter().map(Value::from_literal).collect(),
            Literal::Object(fields) => {
                let fields = fields.iter();
                Value::Object(Arc::new(
                    fields
                        .map(|(key, field)| (*key, Value::from_literal(field)))
                        .collect(),
                ))
            }
        }
    }
}

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(flag),
            serde_json::Value::Number(number) => Value::Number(number),
            serde_json::Value::String(text) => Value::String(text.into()),
            serde_json::Value::Array(items) => items.into_iter().map(Value::from).collect(),
            serde_json::Value::Object(fields) => {
                Value::Object(Arc::new(fields.into_iter().collect()))
            }
        }
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => serde_json::Value::Bool(flag),
            Value::Number(number) => serde_json::Value::Number(number),
            Value::String(text) => serde_json::Value::String(text.as_str().to_owned()),
            Value::Array(items) => Arc::unwrap_or_clone(items)
                .into_items()
                .into_iter()
                .collect(),
            Value::Object(fields) => {
                let fields = Arc::unwrap_or_clone(fields).into_entries().into_iter();
                fields
                    .map(|(key, field)| (key.as_str().to_owned(), field))
                    .collect()
            }
            Value::Typed(_) => value.json().clone().into(),
        }
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Value {
        Value::Bool(flag)
    }
}

impl From<i64> for Value {
    #[inline]
    fn from(number: i64) -> Value {
        Value::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::from(i64::from(value))
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Value {
        Value::from(u64::from(value))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(number.into())
    }
}

/// `null` for what JSON cannot write: infinities and NaN.
impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

impl From<Str> for Value {
    fn from(text: Str) -> Value {
        Value::String(text)
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Value {
        Value::String(Str::from_static(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text.into())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::Array(Arc::new(items.into()))
    }
}

impl From<Map> for Value {
    fn from(fields: Map) -> Value {
        Value::Object(Arc::new(fields))
    }
}

impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Value {
        Value::Array(Arc::new(items.into_iter().collect()))
    }
}
