//! `ResultPath`: a result goes into what is known of the input.

use std::rc::Rc;

use super::fact::{Fact, Field, Made, Object, Rest};
use super::read::position;
use super::tree::Tree;
use crate::ir::Step;

/// The document with a value at a place.
pub(super) fn set(document: &Fact, steps: &[Step], value: &Fact) -> Fact {
    let Some((step, rest)) = steps.split_first() else {
        return value.clone();
    };
    match (document, step) {
        (Fact::OneOf(all), _) => Fact::one_of(all.iter().map(|one| set(one, steps, value)))
            .unwrap_or_else(|| document.clone()),
        (_, Step::Field(name)) => {
            let mut object = match document {
                Fact::Object(object) => Object::clone(object),
                Fact::Leaf(leaf) => with_rest(Rest::Leaf(leaf.clone())),
                Fact::Any(why) => with_rest(Rest::Any(why.clone())),
                // What is no object has no room for it, which is said where the path is.
                _ => with_rest(Rest::None),
            };
            let fact = match object.side(name) {
                // Only a deeper place asks what was there.
                _ if rest.is_empty() => value.clone(),
                Some(field) => {
                    let there = set(&field.fact, rest, value);
                    if field.may_be_missing {
                        there.join(&set(&empty(), rest, value))
                    } else {
                        there
                    }
                }
                None => set(&empty(), rest, value),
            };
            object
                .fields
                .insert(Rc::from(name.as_str()), Field::there(fact));
            Fact::Object(Rc::new(object))
        }
        (Fact::Tuple(items), Step::Index(index)) => {
            let mut made = items.to_vec();
            let at = position(*index, made.len());
            match at.and_then(|at| made.get_mut(at)) {
                Some(item) => {
                    *item = set(item, rest, value);
                    Fact::tuple(made)
                }
                None => Fact::any("a result was put beyond a list's end"),
            }
        }
        _ => Fact::any("a result was put into a list"),
    }
}

fn empty() -> Fact {
    Fact::Object(Rc::new(with_rest(Rest::None)))
}

fn with_rest(rest: Rest) -> Object {
    Object {
        fields: Tree::new(),
        rest,
        made: Made::default(),
    }
}
