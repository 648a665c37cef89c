//! What makes lists and objects: `[..]`, `{..}`.

use crate::flow::tree::Tree;
use std::rc::Rc;

use super::super::fact::{Fact, Field, Object, Rest, Why};
use super::super::kinds::Kinds;
use super::items::Items;
use super::scope::Scope;
use super::value::{BY_TYPE, Value, may_be_list};
use super::walk::Walk;
use crate::ir::Json;
use crate::jsonata::tree::{Kind, Node};

/// An object of which nothing is known.
pub(super) fn open_object(why: &str) -> Fact {
    Fact::Object(Rc::new(Object {
        fields: Tree::new(),
        rest: Rest::Any(Why::new(why)),
        made: super::Made::default(),
    }))
}

impl<'t> Walk<'t, '_> {
    /// `[a, b]`: what has no value is left out, and the items of a list stand among the others.
    pub(super) fn array(&mut self, items: &'t [Node], scope: &mut Scope<'t>) -> Value {
        let items = items.iter().map(|item| self.items(item, scope));
        let items = items.reduce(Items::then).unwrap_or_default();
        Value::there(items.list())
    }

    /// The items that a part of an array constructor adds.
    pub(super) fn items(&mut self, item: &'t Node, scope: &mut Scope<'t>) -> Items {
        let value = self.value(item, scope);
        match (&item.kind, &value.one) {
            // Only a list that is written as one stays one.
            (Kind::Array(_), Some(list)) => Items::Exactly(vec![list.clone()]),
            _ => Items::of(&value),
        }
    }

    /// `{k: v}`: what has no value is left out.
    pub(super) fn object(&mut self, pairs: &'t [(Node, Node)], scope: &mut Scope<'t>) -> Value {
        let mut object = Object {
            fields: Tree::new(),
            rest: Rest::None,
            made: self.sources.made.clone(),
        };
        let mut inner;
        let scope = match &scope.here {
            // Of a list, what has the same key is put together first.
            Some(here) if !matches!(here, Fact::Leaf(_)) && may_be_list(here) => {
                inner = scope.at(Fact::any("it is made of the items of a list"));
                &mut inner
            }
            _ => scope,
        };
        for (key, value) in pairs {
            let name = self.value(key, scope);
            self.wants(&name, &key.at, Kinds::STRING, "a field's name");
            let value = self.value(value, scope);
            let Some(field) = field(&value) else {
                continue;
            };
            match name.one {
                Some(Fact::Value(Json::String(name_))) if name.absent.is_never() => {
                    object.fields.insert(Rc::from(name_.as_str()), field);
                }
                None if name.many.is_none() => {}
                _ => {
                    object.rest = Rest::Any(Why::new("it has a field whose name is computed"));
                }
            }
        }
        Value::there(Fact::Object(Rc::new(object)))
    }
}

/// A field with a value; none where there is none.
fn field(value: &Value) -> Option<Field> {
    let fact = value.fact()?;
    let absent = &value.absent;
    let may_be_missing = !absent.is_never();
    // A fact with a field that may be missing says that it is, on some ways.
    let why = match (&absent.missing, &absent.open) {
        (_, Some(open)) => Some(open.clone()),
        (None, None) if may_be_missing => Some(Why::new(BY_TYPE)),
        _ => None,
    };
    Some(Field {
        fact: why.map_or(fact, Fact::Any),
        may_be_missing,
    })
}
