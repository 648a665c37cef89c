//! The items of lists, and of what counts as one.

use super::super::fact::{Fact, Step};
use super::super::kinds::Kinds;
use super::value::{Absent, Value, may_be_list};

/// Lists of more items than this are known by what any of them is.
const MOST_ITEMS: usize = 256;

/// The items of a list, or of what counts as one.
#[derive(Clone, Debug)]
pub(super) enum Items {
    Exactly(Vec<Fact>),
    /// Any number of these.
    Any(Fact),
}

impl Default for Items {
    fn default() -> Items {
        Items::Exactly(Vec::new())
    }
}

impl Items {
    /// The items of a value. What is no list is one of its own item, nothing is one without any.
    pub(super) fn of(value: &Value) -> Items {
        let facts = value.one.iter().flat_map(Fact::alternatives);
        let all = facts.map(Items::of_fact).reduce(Items::either);
        let mut all = all.unwrap_or_default();
        if let Some(item) = &value.many {
            // A single one stands for itself, and may be a list.
            let item = Items::Any(item.clone()).flat_item();
            let items = item.map_or_else(Items::default, Items::Any);
            all = if value.one.is_some() {
                all.either(items)
            } else {
                items
            };
        }
        if value.absent.is_never() || value.is_nothing() {
            all
        } else {
            all.either(Items::default())
        }
    }

    fn of_fact(fact: &Fact) -> Items {
        match fact {
            Fact::Tuple(items) => Items::Exactly(items.to_vec()),
            Fact::List(item) => Items::Any((**item).clone()),
            Fact::Any(why) => Items::Any(Fact::Any(why.clone())),
            Fact::Leaf(leaf) => Items::Any(Fact::Leaf(leaf.step(Step::Item))),
            Fact::Of(kinds) if kinds.overlaps(Kinds::LIST) => {
                Items::Any(Fact::any("of the items of that list nothing is known"))
            }
            other => Items::Exactly(vec![other.clone()]),
        }
    }

    /// Of very many it is not known which is where.
    fn bounded(self) -> Items {
        match self {
            Items::Exactly(items) if items.len() > MOST_ITEMS => {
                Fact::one_of(items).map_or_else(Items::default, Items::Any)
            }
            items => items,
        }
    }

    /// These items or those.
    fn either(self, other: Items) -> Items {
        match (self, other) {
            (Items::Exactly(one), Items::Exactly(two)) if one.len() == two.len() => {
                let items = one.iter().zip(&two).map(|(one, two)| one.join(two));
                Items::Exactly(items.collect())
            }
            (one, two) => match (one.item(), two.item()) {
                (Some(one), Some(two)) => Items::Any(one.join(&two)),
                (Some(item), None) | (None, Some(item)) => Items::Any(item),
                (None, None) => Items::Exactly(Vec::new()),
            },
        }
    }

    /// These items, then those.
    pub(super) fn then(self, other: Items) -> Items {
        match (self, other) {
            (Items::Exactly(mut one), Items::Exactly(two)) => {
                one.extend(two);
                Items::Exactly(one).bounded()
            }
            (one, two) => one.either(two),
        }
    }

    /// What any of them is; nothing where there are none.
    pub(super) fn item(&self) -> Option<Fact> {
        match self {
            Items::Exactly(items) => Fact::one_of(items.iter().cloned()),
            Items::Any(item) => Some(item.clone()),
        }
    }

    /// What any of them is, those that are lists also as what those hold.
    pub(super) fn flat_item(&self) -> Option<Fact> {
        let item = self.item()?;
        let inner = item.alternatives().iter().filter(|fact| may_be_list(fact));
        let inner = inner.filter_map(|fact| Items::of_fact(fact).item());
        Fact::one_of(inner.chain([item.clone()]))
    }

    /// As a list.
    pub(super) fn list(self) -> Fact {
        match self {
            Items::Exactly(items) => Fact::tuple(items),
            Items::Any(item) => Fact::list(item),
        }
    }

    /// As a sequence; `absent` says why there is none.
    pub(super) fn sequence(self, absent: impl FnOnce() -> Absent) -> Value {
        match self {
            Items::Exactly(mut items) => match items.len() {
                0 => Value::nothing(absent()),
                1 => items.pop().map_or_else(Value::default, Value::there),
                _ => Value::there(Fact::tuple(items)),
            },
            Items::Any(item) => Value::many(item),
        }
    }
}
