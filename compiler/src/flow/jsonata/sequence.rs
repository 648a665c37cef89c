//! Sequences: what a step finds in each of several items, put together.

use std::ops::Range;

use super::super::fact::{Fact, Step};
use super::super::kinds::Kinds;
use super::super::read::{self, Missing, Within};
use super::items::Items;
use super::value::{Absent, HOW_MANY, Value, may_be_list};
use crate::jsonata::tree::{Kind, Node};

pub(super) fn missing(step: usize, within: Within) -> Absent {
    Absent {
        missing: Some(Missing { step, within }),
        ..Absent::default()
    }
}

/// A field of a value, or of each item of a list.
pub(super) fn lookup(fact: &Fact, name: &str, number: usize) -> Value {
    match fact {
        Fact::Any(why) => Value::unknown(why.text()),
        Fact::Leaf(leaf) => Value::there(Fact::Leaf(leaf.step(Step::Member(name.into())))),
        Fact::OneOf(all) => {
            let values = all.iter().map(|one| lookup(one, name, number));
            values.reduce(Value::or).unwrap_or_default()
        }
        Fact::Object(_) => {
            let found = read::field(fact, name, number);
            Value {
                one: found.value,
                many: None,
                absent: Absent {
                    missing: found.missing,
                    open: found.open,
                    ..Absent::default()
                },
            }
        }
        Fact::List(item) => all_of(&[lookup(item, name, number)], false, false, false),
        Fact::Tuple(items) if items.is_empty() => Value::nothing(missing(number, Within::List(0))),
        Fact::Tuple(items) => {
            let values: Vec<Value> = items
                .iter()
                .map(|item| lookup(item, name, number))
                .collect();
            all_of(&values, true, false, false)
        }
        Fact::Of(kinds) if kinds.overlaps(Kinds::LIST | Kinds::OBJECT) => {
            Value::unknown("of that value nothing more is known")
        }
        other => {
            let kinds = other.kinds().unwrap_or(Kinds::ALL);
            Value::nothing(missing(number, Within::Kinds(kinds)))
        }
    }
}

/// What a step gives as a whole, of what it gives for each item. `are_all`: the values are those of all items, rather than
/// of any item. What an array constructor gives stays a list among the others.
pub(super) fn all_of(values: &[Value], are_all: bool, is_made: bool, is_last: bool) -> Value {
    let absent = || {
        let absent = values.iter().map(|value| value.absent.clone());
        absent.reduce(Absent::or).unwrap_or_default()
    };
    if values.iter().all(Value::is_nothing) {
        return Value::nothing(absent());
    }
    let flat = |value: &Value| match &value.one {
        Some(one) if is_made => Items::Exactly(vec![one.clone()]),
        _ => Items::of(value),
    };
    let are_certain = are_all
        && values
            .iter()
            .all(|value| value.is_nothing() || value.is_there());
    let given: Vec<&Value> = values.iter().filter(|it| !it.is_nothing()).collect();
    let items = given
        .iter()
        .map(|value| flat(value))
        .reduce(Items::then)
        .unwrap_or_default();
    // A list that is all that the last step gives is given as it is.
    let lists = given
        .iter()
        .filter_map(|value| value.one.as_ref())
        .flat_map(Fact::alternatives)
        .filter(|one| is_last && may_be_list(one));
    if are_certain {
        if let ([only], true) = (given.as_slice(), is_last)
            && only.one.as_ref().is_some_and(may_be_list)
        {
            return (*only).clone();
        }
        return items.sequence(|| {
            let absent = absent();
            if absent.is_never() {
                Absent::open("none of the lists has an item")
            } else {
                absent
            }
        });
    }
    let mut made = match items.item() {
        Some(item) => Value::many(item),
        None => Value::nothing(absent().or(Absent::open("none of the lists has an item"))),
    };
    made.one = Fact::one_of(lists.cloned());
    if !made.is_nothing() {
        // How many there are is the first reason.
        made.absent = Absent {
            blame: absent().blame,
            ..Absent::open(HOW_MANY)
        };
    }
    made
}

/// What a sort gives: the items in any order.
pub(super) fn sorted_items(value: &Value) -> Value {
    let items = match Items::of(value) {
        Items::Exactly(items) if items.len() > 1 => {
            let item = Fact::one_of(items);
            let list = item.map_or_else(|| Fact::tuple(Vec::new()), Fact::list);
            return Value::maybe(list, value.absent.clone());
        }
        items => items,
    };
    let absent = value.absent.clone();
    items.sequence(|| absent.or(Absent::open("there is nothing to sort")))
}

/// `[]`: a single item stays in its list.
pub(super) fn kept(value: Value, is_sequence: bool, at: &Range<usize>) -> Value {
    let absent = value.absence(at);
    let alternatives = value.one.iter().flat_map(Fact::alternatives);
    let mut lists: Vec<Fact> = alternatives
        .map(|one| Items::of(&Value::there(one.clone())).list())
        .collect();
    if let Some(item) = &value.many {
        let flat = Items::Any(item.clone()).flat_item();
        lists.extend(flat.map(Fact::list));
    }
    if !is_sequence {
        lists.extend(value.one);
    }
    Value {
        one: Fact::one_of(lists),
        many: value.many.filter(|_| !is_sequence),
        absent,
    }
}

/// What was kept as a list by a `[]` and is read again, is a sequence again, of which one item is no list.
pub(super) fn loosened(mut value: Value) -> Value {
    let lists = value.one.iter().flat_map(Fact::alternatives);
    let lists =
        lists.filter(|one| may_be_list(one) && !matches!(one, Fact::Any(_) | Fact::Leaf(_)));
    let items = lists.filter_map(|one| Items::of(&Value::there(one.clone())).item());
    value.many = Fact::one_of(items.chain(value.many.take()));
    if value.many.is_some() {
        value.absent = value.absent.or(Absent::open(HOW_MANY));
    }
    value
}

/// Whether an array constructor makes a list without items. A path stops there, and gives that list.
pub(super) fn made_empty(first: &Node, value: &Value) -> Option<bool> {
    match (&first.kind, Items::of(value)) {
        (Kind::Array(_), Items::Exactly(items)) => Some(items.is_empty()),
        (Kind::Array(_), Items::Any(_)) => None,
        _ => Some(false),
    }
}
