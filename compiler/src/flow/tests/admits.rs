//! Whether a value is one of those that a fact allows.

use crate::flow::kinds::Kinds;
use crate::flow::{Fact, Rest};
use crate::ir::Json;

pub(super) fn admits(fact: &Fact, value: &Json) -> bool {
    match (fact, value) {
        (Fact::Any(_) | Fact::Leaf(_), _) => true,
        (Fact::Of(kinds), _) => kinds.overlaps(Kinds::of(value)),
        (Fact::Value(known), _) => known == value || is_same_number(known, value),
        (Fact::Example(example), _) => Kinds::of(example) == Kinds::of(value),
        (Fact::List(item), Json::Array(items)) => items.iter().all(|it| admits(item, it)),
        (Fact::Tuple(facts), Json::Array(items)) => {
            facts.len() == items.len()
                && facts
                    .iter()
                    .zip(items)
                    .all(|(fact, item)| admits(fact, item))
        }
        (Fact::Object(object), Json::Object(fields)) => {
            let has = |name: &str| fields.iter().any(|(it, _)| it == name);
            let all_there = object
                .fields
                .iter()
                .all(|(name, field)| field.may_be_missing || has(name));
            all_there
                && fields
                    .iter()
                    .all(|(name, value)| match object.fields.get(name.as_str()) {
                        Some(field) => admits(&field.fact, value),
                        None => object.rest != Rest::None,
                    })
        }
        (Fact::OneOf(all), _) => all.iter().any(|one| admits(one, value)),
        _ => false,
    }
}

/// `1.0` and `1` are one number.
fn is_same_number(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => {
            one.parse::<f64>().ok() == other.parse::<f64>().ok()
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(a, b)| a == b || is_same_number(a, b))
        }
        _ => false,
    }
}
