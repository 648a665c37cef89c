//! Whether a value is one that is said.

use serde_json::Value;

use super::known::json_of;
use crate::flow::fact::{Fact, Leaf, Object, Rest, Source, Step};
use crate::flow::filter::Filter;
use crate::flow::jsonata::{Given, Need, Needed};
use crate::flow::kinds::Kinds;
use crate::ir::Json;

/// By the input that leaves are parts of.
pub(super) struct Admit<'a> {
    pub(super) input: &'a Value,
}

/// What a leaf leads to.
#[derive(Debug, Default)]
struct Led {
    /// A name was read of a list: what that gives is for the types to say.
    is_open: bool,
    /// Any of these.
    values: Vec<Value>,
    may_be_missing: bool,
}

impl Admit<'_> {
    fn lead(&self, leaf: &Leaf) -> Led {
        assert_eq!(leaf.source, Source::Input);
        let mut led = Led {
            values: vec![self.input.clone()],
            ..Led::default()
        };
        for step in leaf.steps.iter() {
            let before = std::mem::take(&mut led.values);
            for value in before {
                match (step, &value) {
                    (Step::Field(_) | Step::Member(_), Value::Array(_)) => led.is_open = true,
                    (Step::Field(name) | Step::Member(name), value) => match value.get(&**name) {
                        Some(field) => led.values.push(field.clone()),
                        None => led.may_be_missing = true,
                    },
                    (Step::Index(index), Value::Array(items)) => {
                        let at = crate::flow::read::position(*index, items.len());
                        match at.and_then(|at| items.get(at)) {
                            Some(item) => led.values.push(item.clone()),
                            None => led.may_be_missing = true,
                        }
                    }
                    (Step::Index(0 | -1), value) => led.values.push(value.clone()),
                    (Step::Index(_), _) => led.may_be_missing = true,
                    (Step::Item, Value::Array(items)) => {
                        led.values.extend(items.iter().cloned());
                    }
                    (Step::Item, value) => led.values.push(value.clone()),
                }
            }
        }
        led
    }

    /// Whether what is found out about a leaf is so.
    fn is_so(&self, leaf: &Leaf) -> bool {
        let Some(filters) = &leaf.frozen else {
            return true;
        };
        filters.iter().all(|(steps, filter)| {
            let part = Leaf {
                source: leaf.source,
                steps: steps.clone(),
                frozen: None,
            };
            let led = self.lead(&part);
            led.is_open
                || match led.values.as_slice() {
                    [] => holds(filter, None),
                    all => all.iter().any(|value| holds(filter, Some(value))),
                }
        })
    }

    pub(super) fn value(&self, fact: &Fact, value: &Value) -> bool {
        match fact {
            Fact::Any(_) => true,
            Fact::Of(kinds) => kinds.contains(Kinds::of(&json_of(value))),
            Fact::Value(json) => is_same(json, value),
            Fact::Example(json) => {
                let kinds = |it: &Json| Kinds::of(it);
                kinds(json) == kinds(&json_of(value))
            }
            Fact::List(item) => value
                .as_array()
                .is_some_and(|items| items.iter().all(|it| self.value(item, it))),
            Fact::Tuple(facts) => value.as_array().is_some_and(|items| {
                items.len() == facts.len()
                    && items
                        .iter()
                        .zip(facts.iter())
                        .all(|(it, fact)| self.value(fact, it))
            }),
            Fact::Object(object) => value
                .as_object()
                .is_some_and(|fields| self.object(object, fields)),
            Fact::OneOf(all) => all.iter().any(|one| self.value(one, value)),
            Fact::Leaf(leaf) => {
                let led = self.lead(leaf);
                // As a context, a list of one item stands for that item.
                let is = |it: &Value| it == value || *it == Value::Array(vec![value.clone()]);
                self.is_so(leaf) && (led.is_open || led.values.iter().any(is))
            }
        }
    }

    fn object(&self, object: &Object, fields: &serde_json::Map<String, Value>) -> bool {
        let are_listed = object
            .fields
            .iter()
            .all(|(name, field)| match fields.get(&**name) {
                Some(value) => self.value(&field.fact, value),
                None => field.may_be_missing || self.may_be_nothing(&field.fact),
            });
        let others = fields
            .iter()
            .filter(|(name, _)| !object.fields.contains_key(name.as_str()));
        let are_others = match &object.rest {
            Rest::None => others.count() == 0,
            Rest::Any(_) => true,
            Rest::Leaf(leaf) => {
                let part = |name: &str| leaf.step(Step::Field(name.into()));
                let whole = self.lead(leaf);
                let is_list = whole.is_open || whole.values.iter().any(Value::is_array);
                let all_there = whole
                    .values
                    .iter()
                    .filter_map(Value::as_object)
                    .all(|all| all.keys().all(|name| fields.contains_key(name)));
                is_list
                    || all_there
                        && others
                            .into_iter()
                            .all(|(name, value)| self.value(&Fact::Leaf(part(name)), value))
            }
        };
        are_listed && are_others
    }

    /// Whether only types know that it is there, and it is not.
    fn may_be_nothing(&self, fact: &Fact) -> bool {
        fact.alternatives().iter().any(|one| match one {
            Fact::Leaf(leaf) => self.is_absent(leaf),
            _ => false,
        })
    }

    fn is_absent(&self, leaf: &Leaf) -> bool {
        let led = self.lead(leaf);
        let is_there = leaf.frozen.as_ref().is_some_and(|known| {
            known
                .get(leaf.steps.as_ref())
                .is_some_and(|filter| filter.present == Some(true))
        });
        // Of a list without items there is none to be missing.
        let is_empty = led.values.contains(&Value::Array(Vec::new()));
        led.is_open || !is_there && (led.may_be_missing || led.values.is_empty() || is_empty)
    }

    pub(super) fn may_be_undefined(&self, given: &Given) -> bool {
        let found = &given.found;
        let is_said = found.missing.is_some() || found.open.is_some();
        let needs = given
            .needs
            .iter()
            .any(|need| need.what == Needed::There && self.is_absent(&need.leaf));
        is_said
            || needs
            || found
                .value
                .as_ref()
                .is_some_and(|fact| self.may_be_nothing(fact))
    }

    /// Whether a leaf is of kinds with which the evaluation is said to fail.
    pub(super) fn is_unmet(&self, need: &Need) -> bool {
        let Needed::Kinds(kinds) = need.what else {
            return false;
        };
        let led = self.lead(&need.leaf);
        let is_certain = !led.is_open
            && !led.may_be_missing
            && led.values.len() == 1
            && !need.leaf.steps.contains(&Step::Item);
        is_certain
            && led
                .values
                .iter()
                .all(|value| !kinds.overlaps(Kinds::of(&json_of(value))))
    }
}

/// Whether what is said of a value is so.
pub(super) fn holds(filter: &Filter, value: Option<&Value>) -> bool {
    let Some(value) = value else {
        return filter.present != Some(true);
    };
    let kinds = Kinds::of(&json_of(value));
    filter.present != Some(false)
        && filter.kinds.contains(kinds)
        && (filter.one_of.is_empty()
            || value
                .as_str()
                .is_some_and(|text| filter.one_of.contains(text)))
        && value
            .as_str()
            .is_none_or(|text| !filter.none_of.contains(text))
        && filter
            .boolean
            .is_none_or(|wanted| value.as_bool().is_none_or(|it| it == wanted))
}

fn is_same(json: &Json, value: &Value) -> bool {
    match (json, value) {
        (Json::Number(written), Value::Number(number)) => {
            written.parse::<f64>().ok() == number.as_f64()
        }
        (json, value) => *json == json_of(value),
    }
}
