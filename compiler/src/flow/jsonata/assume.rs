//! What the conditions around a part say of what it reads.

use std::rc::Rc;

use super::super::fact::{Fact, Leaf, Made, Step};
use super::super::filter::{self, Filter};
use super::super::kinds::Kinds;
use super::Sources;
use super::scope::Scope;
use super::value::{Absent, Value};
use crate::ir::{ExpressionRoot, ExpressionStep, Json};

/// So many alternatives are told apart.
const FEW: usize = 8;

/// Adds to what a plain path gives what is assumed of it, and of its parts where it is a Rust value.
pub(super) fn assume(
    value: &mut Value,
    path: Option<&(ExpressionRoot, Vec<ExpressionStep>)>,
    scope: &Scope<'_>,
    sources: &Sources<'_>,
) {
    let Some((root, steps)) = path else {
        return;
    };
    for known in scope.assumed.iter().filter(|it| it.root == *root) {
        let Some(below) = known.steps.strip_prefix(steps.as_slice()) else {
            continue;
        };
        if below.is_empty() {
            *value = narrowed(std::mem::take(value), &known.filter);
        } else if known.filter.present == Some(true) {
            // What is read of it is there, and so is it.
            *value = narrowed(
                std::mem::take(value),
                &Filter {
                    present: Some(true),
                    ..Filter::ALL
                },
            );
        }
        learn(value, below, &known.filter, sources);
    }
}

/// What is there, of what may be.
pub(super) fn present(value: Value, sources: &Sources<'_>) -> Value {
    let filter = Filter {
        present: Some(true),
        ..Filter::ALL
    };
    let mut value = narrowed(value, &filter);
    learn(&mut value, &[], &filter, sources);
    value
}

/// What counts as true, of what may be there.
pub(super) fn truthy(value: Value) -> Value {
    let filter = Filter {
        kinds: !Kinds::NULL,
        ..Filter::ALL
    };
    let mut value = narrowed(value, &filter);
    let is_false = |fact: &Fact| matches!(fact, Fact::Value(Json::Bool(false)));
    retain(&mut value, |fact| !is_false(fact));
    value
}

fn narrowed(mut value: Value, filter: &Filter) -> Value {
    match filter.present {
        Some(true) if !value.is_nothing() => value.absent = Absent::default(),
        Some(false) => return Value::nothing(Absent::open("by a condition it is not there")),
        _ => {}
    }
    let of_kind = |fact: &Fact| {
        let kinds = fact.kinds();
        kinds.is_none_or(|kinds| kinds.overlaps(filter.kinds))
    };
    retain(&mut value, of_kind);
    let is_possible = |fact: &Fact| match fact {
        Fact::Value(Json::String(text)) => {
            !filter.none_of.contains(text)
                && (filter.one_of.is_empty() || filter.one_of.contains(text))
        }
        Fact::Value(Json::Bool(value)) => filter.boolean.is_none_or(|wanted| wanted == *value),
        _ => true,
    };
    retain(&mut value, is_possible);
    let exact = |fact: &Fact| match fact {
        Fact::Of(kinds) if kinds.overlaps(filter.kinds) => {
            exactly(*kinds & filter.kinds, filter).unwrap_or(Fact::Of(*kinds & filter.kinds))
        }
        other => other.clone(),
    };
    if let Some(one) = &value.one {
        value.one = Fact::one_of(one.alternatives().iter().map(exact));
    }
    value
}

/// The values that are left of some kinds.
fn exactly(kinds: Kinds, filter: &Filter) -> Option<Fact> {
    let constant = |json: &Json| Fact::value(json, &Made::default());
    if let (Kinds::BOOL, Some(value)) = (kinds, filter.boolean) {
        return Some(constant(&Json::Bool(value)));
    }
    let is_text = !kinds.is_empty() && Kinds::STRING.contains(kinds);
    if !is_text || filter.one_of.is_empty() || filter.one_of.len() > FEW {
        return None;
    }
    let texts = filter.one_of.difference(&filter.none_of);
    Fact::one_of(texts.map(|text| constant(&Json::String(text.clone()))))
}

/// Keeps the alternatives for which that holds. Where it holds for none, the part is never evaluated.
fn retain(value: &mut Value, holds: impl Fn(&Fact) -> bool) {
    let Some(one) = &value.one else {
        return;
    };
    let left = one.alternatives().iter().filter(|fact| holds(fact));
    if let Some(left) = Fact::one_of(left.cloned()) {
        value.one = Some(left);
    }
}

/// Adds it to what is known of the Rust values that it may be, `below` them.
fn learn(value: &mut Value, below: &[ExpressionStep], filter: &Filter, sources: &Sources<'_>) {
    if value.leaves().next().is_none() {
        return;
    }
    let Some(one) = &value.one else {
        return;
    };
    value.one = Some(one.map(&mut |fact| match fact {
        Fact::OneOf(_) => None,
        Fact::Leaf(leaf) => Some(Fact::Leaf(learned(leaf, below, filter, sources))),
        other => Some(other.clone()),
    }));
}

fn learned(leaf: &Leaf, below: &[ExpressionStep], filter: &Filter, sources: &Sources<'_>) -> Leaf {
    let mut known = match &leaf.frozen {
        Some(frozen) => (**frozen).clone(),
        None => sources.known.get(&leaf.source).cloned().unwrap_or_default(),
    };
    let steps = below.iter().map(|step| match step {
        ExpressionStep::Field(name) => Step::Member(name.as_str().into()),
        ExpressionStep::Index(index) => Step::Index(*index),
    });
    let steps: Vec<Step> = leaf.steps.iter().cloned().chain(steps).collect();
    // What contradicts is never evaluated.
    if !filter::narrow(&mut known, &steps, filter) {
        return leaf.clone();
    }
    Leaf {
        frozen: Some(Rc::new(known)),
        ..leaf.clone()
    }
}
