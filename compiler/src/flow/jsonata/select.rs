//! Predicates: `[0]`, `[price > 10]`.

use super::super::fact::{Fact, Step};
use super::super::kinds::Kinds;
use super::super::read::{self, Within};
use super::items::Items;
use super::sequence::missing;
use super::steps::place;
use super::value::{Absent, Value, may_be_list};
use crate::jsonata::tree::Node;

/// What a predicate selects; `[]` selects all. `number` is that of the step.
pub(super) fn select(value: Value, predicate: Option<&Node>, number: usize) -> Value {
    let Some(predicate) = predicate else {
        return value;
    };
    if value.is_nothing() {
        return value;
    }
    let selected = match place(predicate) {
        Some(index) => at_index(&value, index, number),
        None => by_condition(&value),
    };
    Value {
        absent: value.absent.or(selected.absent),
        ..selected
    }
}

/// The item at an index.
fn at_index(value: &Value, index: i64, number: usize) -> Value {
    let alternatives = value.one.iter().flat_map(Fact::alternatives);
    let of_one = alternatives.map(|one| item(one, index, number));
    // A single item is no list any more, unless it is one itself.
    let of_many = value.many.iter().filter_map(|item| {
        let items = Items::Any(item.clone()).flat_item()?;
        Some(Value::maybe(items, Absent::open(super::value::HOW_MANY)))
    });
    of_one.chain(of_many).reduce(Value::or).unwrap_or_default()
}

fn item(fact: &Fact, index: i64, number: usize) -> Value {
    match fact {
        Fact::Any(why) => Value::unknown(why.text()),
        Fact::Leaf(leaf) => Value::there(Fact::Leaf(leaf.step(Step::Index(index)))),
        Fact::List(item) => Value::maybe(
            (**item).clone(),
            Absent::open("how long the list is, is not known"),
        ),
        Fact::Tuple(items) => {
            let at = read::position(index, items.len());
            match at.and_then(|at| items.get(at)) {
                Some(item) => Value::there(item.clone()),
                None => Value::nothing(missing(number, Within::List(items.len()))),
            }
        }
        Fact::Of(kinds) if kinds.overlaps(Kinds::LIST) => {
            Value::unknown("of that list nothing more is known")
        }
        // What is no list is one of its own item.
        other if matches!(index, 0 | -1) => Value::there(other.clone()),
        _ => Value::nothing(missing(number, Within::List(1))),
    }
}

/// The items for which a condition holds, of which there may be none.
fn by_condition(value: &Value) -> Value {
    let mut selected = Value {
        absent: Absent::open("whether a predicate selects anything is not known"),
        ..Value::default()
    };
    for one in value.one.iter().flat_map(Fact::alternatives) {
        match one {
            Fact::Any(_) => join(&mut selected.one, one.clone()),
            list if may_be_list(list) => {
                let items = Items::of(&Value::there(list.clone()));
                if let Some(item) = items.item() {
                    join(&mut selected.many, item);
                }
            }
            other => join(&mut selected.one, other.clone()),
        }
    }
    if let Some(item) = value
        .many
        .clone()
        .map(Items::Any)
        .and_then(|it| it.flat_item())
    {
        join(&mut selected.many, item);
    }
    selected
}

fn join(facts: &mut Option<Fact>, other: Fact) {
    *facts = Fact::one_of(facts.take().into_iter().chain([other]));
}
