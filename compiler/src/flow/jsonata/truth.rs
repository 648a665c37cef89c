//! Truth: whether a value counts as true, equals another one, is in a list, where that is known.

use super::super::fact::Fact;
use super::super::kinds::Kinds;
use super::items::Items;
use super::value::Value;
use crate::ir::Json;

/// A truth value that may be known.
pub(super) fn truth(known: Option<bool>) -> Value {
    Value::there(match known {
        Some(known) => Fact::Value(Json::Bool(known)),
        None => Fact::Of(Kinds::BOOL),
    })
}

/// Whether a value counts as true, where that is known. Nothing counts as false.
pub(super) fn is_true(value: &Value) -> Option<bool> {
    if value.is_nothing() {
        return Some(false);
    }
    if value.many.is_some() {
        return None;
    }
    let alternatives = value.one.iter().flat_map(Fact::alternatives);
    let mut known = alternatives.map(|fact| match fact {
        Fact::Value(Json::Bool(value)) => Some(*value),
        Fact::Value(Json::Null) | Fact::Of(Kinds::NULL) => Some(false),
        Fact::Value(Json::String(text)) => Some(!text.is_empty()),
        Fact::Value(Json::Number(written)) => {
            written.parse::<f64>().ok().map(|number| number != 0.0)
        }
        Fact::Object(object) => {
            let mut fields = object.fields.values();
            fields
                .any(|field| !field.may_be_missing && !has_leaf(&field.fact))
                .then_some(true)
        }
        _ => None,
    });
    let first = known.next()??;
    let are_same = known.all(|other| other == Some(first));
    (are_same && (!first || value.is_there())).then_some(first)
}

/// Whether only a type knows if it is there.
fn has_leaf(fact: &Fact) -> bool {
    let mut all = fact.alternatives().iter();
    all.any(|one| matches!(one, Fact::Leaf(_)))
}

/// Whether two values are equal, where that is known. Nothing equals nothing.
pub(super) fn equal(one: &Value, two: &Value) -> Option<bool> {
    if one.is_nothing() || two.is_nothing() {
        return Some(false);
    }
    let coarse = |value: &Value| {
        let kinds = value.kinds()?;
        let mut all = kinds;
        for family in [Kinds::NUMBER, Kinds::STRING] {
            if kinds.overlaps(family) {
                all = all | family;
            }
        }
        Some(all)
    };
    if let (Some(one), Some(two)) = (coarse(one), coarse(two))
        && !one.overlaps(two)
    {
        return Some(false);
    }
    if one.many.is_some() || two.many.is_some() {
        return None;
    }
    let is_same = same_fact(one.one.as_ref()?, two.one.as_ref()?)?;
    (!is_same || one.is_there() && two.is_there()).then_some(is_same)
}

fn same_fact(one: &Fact, two: &Fact) -> Option<bool> {
    let mut pairs = one.alternatives().iter().flat_map(|one| {
        let others = two.alternatives().iter();
        others.map(move |two| match (one, two) {
            (Fact::Value(one), Fact::Value(two)) => same(one, two),
            _ => None,
        })
    });
    let first = pairs.next()??;
    pairs.all(|other| other == Some(first)).then_some(first)
}

fn same(one: &Json, two: &Json) -> Option<bool> {
    Some(match (one, two) {
        (Json::Number(one), Json::Number(two)) => {
            let (one, two) = (one.parse::<f64>().ok()?, two.parse::<f64>().ok()?);
            one.partial_cmp(&two)?.is_eq()
        }
        (Json::Array(_) | Json::Object(_), _) | (_, Json::Array(_) | Json::Object(_)) => {
            return None;
        }
        (one, two) => one == two,
    })
}

/// Whether a value is in a list, where that is known.
pub(super) fn within(one: &Value, list: &Value) -> Option<bool> {
    if one.is_nothing() || list.is_nothing() {
        return Some(false);
    }
    let Items::Exactly(items) = Items::of(list) else {
        return None;
    };
    let is_in = |one: Value| {
        let known = items
            .iter()
            .map(|item| equal(&one, &Value::there(item.clone())));
        let known: Vec<Option<bool>> = known.collect();
        let is_none = known.iter().all(|it| *it == Some(false));
        let is_some = known.contains(&Some(true));
        (is_some || is_none).then_some(is_some)
    };
    if one.many.is_some() {
        return is_in(one.clone()).filter(|is_in| !is_in);
    }
    let alternatives = one.one.iter().flat_map(Fact::alternatives);
    let mut known = alternatives.map(|fact| is_in(Value::there(fact.clone())));
    let first = known.next()??;
    let are_same = known.all(|other| other == Some(first));
    (are_same && (!first || one.is_there() && list.is_there())).then_some(first)
}
