//! `$merge`: objects laid over each other.

use std::rc::Rc;

use super::super::fact::{Fact, Field, Leaf, Object, Rest, Why};
use super::super::kinds::Kinds;
use super::call::Given;
use super::items::Items;
use super::scope::Scope;
use super::value::Value;
use super::walk::Walk;
use crate::jsonata::tree::{Kind, Node};

const OVER: &str = "what is merged over it may have a field of that name";

impl<'t> Walk<'t, '_> {
    /// `$merge([a, b])`: each of a written list is known by itself.
    pub(super) fn merge_written(&mut self, items: &'t [Node], scope: &mut Scope<'t>) -> Value {
        let mut merged = Object::closed([], self.sources.made.clone());
        for item in items {
            let value = self.value(item, scope);
            let lists = match item.kind {
                Kind::Array(_) => Kinds::NONE,
                _ => Kinds::LIST,
            };
            self.wants(&value, &item.at, Kinds::OBJECT | lists, "`$merge`");
            match &value.one {
                // What is written beside other objects is taken for one.
                Some(leaf @ Fact::Leaf(_)) if value.absent.is_never() && value.many.is_none() => {
                    lay(&mut merged, leaf);
                }
                _ => lay_all(&mut merged, &Items::of(&value)),
            }
        }
        Value::there(Fact::Object(Rc::new(merged)))
    }
}

/// What the objects of a list have together, later ones before earlier ones.
pub(super) fn merge(given: &Given<'_, '_>) -> Value {
    let items = given.value(0).map(Items::of).unwrap_or_default();
    let mut merged = Object::closed([], super::Made::default());
    lay_all(&mut merged, &items);
    given.of(0, Fact::Object(Rc::new(merged)))
}

fn lay_all(merged: &mut Object, layers: &Items) {
    match layers {
        Items::Exactly(layers) => layers.iter().for_each(|layer| lay(merged, layer)),
        Items::Any(layer) => {
            let without = Fact::Object(Rc::new(merged.clone()));
            lay(merged, layer);
            let with = Fact::Object(Rc::new(merged.clone()));
            if let Fact::Object(either) = without.join(&with) {
                *merged = Object::clone(&either);
            }
        }
    }
}

/// Lays an object over another one. What is none makes the call fail.
fn lay(merged: &mut Object, layer: &Fact) {
    match layer {
        Fact::Object(object) => lay_object(merged, object),
        Fact::Leaf(leaf) => lay_leaf(merged, leaf),
        Fact::OneOf(all) => {
            let objects = all.iter().filter(|one| may_be_object(one));
            match objects.collect::<Vec<_>>().as_slice() {
                [] => {}
                [only] => lay(merged, only),
                _ => lay_unknown(merged, &Why::new("one of several is merged")),
            }
        }
        Fact::Any(why) => lay_unknown(merged, why),
        other if may_be_object(other) => {
            lay_unknown(merged, &Why::new("of what is merged nothing more is known"));
        }
        _ => {}
    }
}

fn may_be_object(fact: &Fact) -> bool {
    let kinds = fact.kinds();
    kinds.is_none_or(|kinds| kinds.overlaps(Kinds::OBJECT))
}

/// Any field may be another one.
fn hide(merged: &mut Object, why: &Why) {
    let hidden = merged.fields.iter().map(|(name, field)| {
        // Whether it was there at all, a type knew.
        let mut facts = field.fact.alternatives().iter();
        let may_be_missing =
            field.may_be_missing || facts.any(|fact| matches!(fact, Fact::Leaf(_)));
        let fact = Fact::Any(why.clone());
        (
            name.clone(),
            Field {
                fact,
                may_be_missing,
            },
        )
    });
    merged.fields = hidden.collect();
}

fn lay_unknown(merged: &mut Object, why: &Why) {
    hide(merged, why);
    merged.rest = Rest::Any(why.clone());
}

fn lay_leaf(merged: &mut Object, leaf: &Leaf) {
    hide(merged, &Why::new(OVER));
    merged.rest = match merged.rest {
        Rest::None => Rest::Leaf(leaf.clone()),
        _ => Rest::Any(Why::new("its fields come from several places")),
    };
}

fn lay_object(merged: &mut Object, object: &Object) {
    let before = std::mem::take(&mut merged.fields);
    let rest = std::mem::replace(&mut merged.rest, Rest::None);
    // What the upper one does not list may yet be in it.
    merged.fields = before.clone();
    match &object.rest {
        Rest::None => merged.rest = rest.clone(),
        Rest::Any(why) => {
            merged.rest = rest.clone();
            lay_unknown(merged, why);
        }
        Rest::Leaf(leaf) => {
            merged.rest = rest.clone();
            lay_leaf(merged, leaf);
        }
    }
    for (name, upper) in &object.fields {
        let field = if upper.may_be_missing {
            match before.get(name) {
                Some(lower) => {
                    let fact = lower.fact.join(&upper.fact);
                    let is_lost = matches!(fact, Fact::Any(_));
                    Field {
                        fact,
                        may_be_missing: lower.may_be_missing || is_lost,
                    }
                }
                None if rest == Rest::None => upper.clone(),
                None => Field {
                    fact: Fact::any("it may be that of what it is merged over"),
                    may_be_missing: true,
                },
            }
        } else {
            upper.clone()
        };
        merged.fields.insert(name.clone(), field);
    }
}
