//! Reading: what a path leads to in what is known of a document.

use std::rc::Rc;

use super::fact::{Fact, Made, Object, Rest, Step, Why};
use super::kinds::Kinds;
use crate::ir::{self, PathFunction};

/// What a path leads to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The value, where there may be one.
    pub(crate) value: Option<Fact>,
    /// Why there may be none.
    pub(crate) missing: Option<Missing>,
    /// Why it is not known whether there is one.
    pub(crate) open: Option<Why>,
    /// What makes the evaluation fail.
    pub(crate) fault: Option<String>,
}

/// Why a path leads nowhere.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    /// The number of the step that does not fit.
    pub(crate) step: usize,
    /// What it does not fit.
    pub(crate) within: Within,
}

/// What a step does not fit.
#[derive(Clone, Debug)]
pub(crate) enum Within {
    /// An object without that field; what made it, and the fields that it has.
    Object(Made, Vec<String>),
    /// An object that has that field on some ways only.
    Sometimes,
    /// A list that is too short.
    List(usize),
    /// What has no parts of that sort.
    Kinds(Kinds),
    /// A variable that has no value on some ways.
    Variable,
}

impl Found {
    pub(crate) fn there(value: Fact) -> Found {
        Found {
            value: Some(value),
            ..Found::default()
        }
    }

    fn missing(step: usize, within: Within) -> Found {
        Found {
            missing: Some(Missing { step, within }),
            ..Found::default()
        }
    }

    fn or(self, other: Found) -> Found {
        Found {
            value: Fact::one_of(self.value.into_iter().chain(other.value)),
            missing: self.missing.or(other.missing),
            open: self.open.or(other.open),
            fault: self.fault.or(other.fault),
        }
    }

    /// What is known of the value, where it is there.
    pub(crate) fn fact(&self) -> Fact {
        self.value
            .clone()
            .unwrap_or_else(|| Fact::any("it is not there"))
    }
}

/// What a path of names, indices and the rest of Jayway's steps leads to.
pub(crate) fn follow(fact: &Fact, steps: &[ir::Step]) -> Found {
    go(fact, steps, 0)
}

fn go(fact: &Fact, steps: &[ir::Step], at: usize) -> Found {
    let Some(step) = steps.get(at) else {
        return Found::there(fact.clone());
    };
    match step {
        ir::Step::Field(name) => then(field(fact, name, at), steps, at),
        ir::Step::Index(index) => then(item(fact, *index, at), steps, at),
        ir::Step::Function(function) => Found::there(computed(*function, fact)),
        _ => many(fact, steps, at),
    }
}

fn then(found: Found, steps: &[ir::Step], at: usize) -> Found {
    let Some(value) = &found.value else {
        return found;
    };
    let rest = go(value, steps, at + 1);
    Found {
        value: rest.value,
        missing: found.missing.or(rest.missing),
        open: found.open.or(rest.open),
        fault: None,
    }
}

/// `.name` of a value, at step number `at`.
pub(crate) fn field(fact: &Fact, name: &str, at: usize) -> Found {
    match fact {
        Fact::Any(why) => unknown(why),
        Fact::Leaf(leaf) => Found::there(Fact::Leaf(leaf.step(Step::Field(Rc::from(name))))),
        Fact::OneOf(all) => each(all, |one| field(one, name, at)),
        Fact::Object(object) => field_of(object, name, at),
        Fact::Of(kinds) if kinds.contains(Kinds::OBJECT) => {
            unknown(&Why::new("of that object nothing more is known"))
        }
        other => Found::missing(at, Within::Kinds(other.kinds().unwrap_or(Kinds::ALL))),
    }
}

fn field_of(object: &Object, name: &str, at: usize) -> Found {
    if let Some(field) = object.fields.get(name) {
        let missing = field.may_be_missing.then_some(Missing {
            step: at,
            within: Within::Sometimes,
        });
        return match (&field.fact, missing) {
            (Fact::Any(why), Some(_)) => unknown(why),
            (fact, missing) => Found {
                value: Some(fact.clone()),
                missing,
                ..Found::default()
            },
        };
    }
    match &object.rest {
        Rest::None => {
            let names = object.fields.keys().map(ToString::to_string).collect();
            Found::missing(at, Within::Object(object.made.clone(), names))
        }
        Rest::Any(why) => unknown(why),
        Rest::Leaf(leaf) => Found::there(Fact::Leaf(leaf.step(Step::Field(Rc::from(name))))),
    }
}

/// `[index]` of a value.
fn item(fact: &Fact, index: i64, at: usize) -> Found {
    match fact {
        Fact::Any(why) => unknown(why),
        Fact::Leaf(leaf) => Found::there(Fact::Leaf(leaf.step(Step::Index(index)))),
        Fact::OneOf(all) => each(all, |one| item(one, index, at)),
        Fact::List(item) => Found {
            value: Some((**item).clone()),
            open: Some(Why::new("how long the list is, is not known")),
            ..Found::default()
        },
        Fact::Tuple(items) => match position(index, items.len()).and_then(|at| items.get(at)) {
            Some(item) => Found::there(item.clone()),
            None => Found::missing(at, Within::List(items.len())),
        },
        Fact::Of(kinds) if kinds.contains(Kinds::LIST) => {
            unknown(&Why::new("of that list nothing more is known"))
        }
        other => Found::missing(at, Within::Kinds(other.kinds().unwrap_or(Kinds::ALL))),
    }
}

/// The place of an index, from the end where it is negative.
pub(crate) fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let at = if index < 0 { index + length } else { index };
    usize::try_from(at).ok()
}

fn each(all: &[Fact], read: impl Fn(&Fact) -> Found) -> Found {
    all.iter().map(read).reduce(Found::or).unwrap_or_default()
}

fn unknown(why: &Why) -> Found {
    Found {
        value: Some(Fact::Any(why.clone())),
        open: Some(why.clone()),
        ..Found::default()
    }
}

/// From the first indefinite step on: all matches, of which there may be none.
fn many(fact: &Fact, steps: &[ir::Step], at: usize) -> Found {
    let rest = steps.get(at..).unwrap_or_default();
    let (rest, function) = match rest.split_last() {
        Some((ir::Step::Function(function), before)) => (before, Some(*function)),
        _ => (rest, None),
    };
    // The first one must suit its node.
    if let (Some(kinds), Some(wanted)) = (fact.kinds(), rest.first().map(suits))
        && !kinds.overlaps(wanted)
    {
        return Found::missing(at, Within::Kinds(kinds));
    }
    let matched = matches(fact, rest);
    Found::there(match (function, matched) {
        (None, Some(item)) => Fact::list(item),
        (None, None) => Fact::tuple(Vec::new()),
        (Some(_), _) => Fact::any("it is computed from all that a path matches"),
    })
}

/// The kinds that have parts for a step.
fn suits(step: &ir::Step) -> Kinds {
    match step {
        ir::Step::Indices(_) | ir::Step::Slice { .. } => Kinds::LIST,
        ir::Step::Fields(_) => Kinds::OBJECT,
        ir::Step::Filter(_) => Kinds::LIST | Kinds::OBJECT,
        _ => Kinds::ALL,
    }
}

/// What each match is; nothing where nothing can match.
fn matches(fact: &Fact, steps: &[ir::Step]) -> Option<Fact> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(fact.clone());
    };
    if let Fact::OneOf(all) = fact {
        return Fact::one_of(all.iter().filter_map(|one| matches(one, steps)));
    }
    let parts: Vec<Fact> = match step {
        ir::Step::Field(name) => field(fact, name, 0).value.into_iter().collect(),
        ir::Step::Index(index) => item(fact, *index, 0).value.into_iter().collect(),
        ir::Step::Wildcard => parts(fact, true),
        ir::Step::Filter(_) if matches!(fact, Fact::Object(_)) => vec![fact.clone()],
        ir::Step::Indices(_) | ir::Step::Slice { .. } | ir::Step::Filter(_) => parts(fact, false),
        ir::Step::Fields(_) | ir::Step::Descend | ir::Step::Function(_) => {
            vec![Fact::any("a path may match many things")]
        }
    };
    let rest = if matches!(step, ir::Step::Descend) {
        &[]
    } else {
        rest
    };
    Fact::one_of(parts.iter().filter_map(|part| matches(part, rest)))
}

/// The items of a list, and the values of an object's fields where those count too.
fn parts(fact: &Fact, of_objects: bool) -> Vec<Fact> {
    match fact {
        Fact::List(_) | Fact::Tuple(_) => fact.items(),
        Fact::Object(object) if of_objects => {
            let fields = object.fields.values().map(|field| field.fact.clone());
            let rest = match &object.rest {
                Rest::None => None,
                Rest::Any(why) => Some(Fact::Any(why.clone())),
                Rest::Leaf(_) => Some(Fact::any("an object has fields of many types")),
            };
            fields.chain(rest).collect()
        }
        Fact::Leaf(leaf) if !of_objects => vec![Fact::Leaf(leaf.step(Step::Item))],
        Fact::Leaf(_) => vec![Fact::any("a wildcard goes into a Rust type")],
        Fact::Any(why) => vec![Fact::Any(why.clone())],
        Fact::Of(kinds) if kinds.overlaps(Kinds::LIST | Kinds::OBJECT) => {
            vec![Fact::any("of those parts nothing is known")]
        }
        _ => Vec::new(),
    }
}

fn computed(function: PathFunction, fact: &Fact) -> Fact {
    match function {
        PathFunction::Length => Fact::Of(Kinds::INTEGER),
        PathFunction::Min
        | PathFunction::Max
        | PathFunction::Avg
        | PathFunction::Stddev
        | PathFunction::Sum => Fact::Of(Kinds::NUMBER),
        PathFunction::Keys => Fact::list(Fact::string()),
        PathFunction::First | PathFunction::Last => {
            Fact::one_of(fact.items()).unwrap_or_else(|| Fact::any("it is an item of a list"))
        }
    }
}
