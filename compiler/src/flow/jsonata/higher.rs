//! Functions that take functions.

use super::super::fact::Fact;
use super::super::kinds::Kinds;
use super::call::{Argument, Callee, Given};
use super::items::Items;
use super::value::{Absent, Value};
use super::walk::Walk;

impl<'t> Walk<'t, '_> {
    /// What a function gives that takes a function.
    pub(super) fn higher(&mut self, given: &Given<'t, '_>) -> Option<Value> {
        let first = given.value(0)?;
        let items = Items::of(first);
        let absent = given.absence(0);
        if first.is_nothing() {
            return matches!(
                given.name,
                "map" | "filter" | "single" | "reduce" | "each" | "sift"
            )
            .then(|| Value::nothing(absent));
        }
        Some(match given.name {
            "map" => self.map(given, items, absent),
            "filter" => match items.item() {
                Some(item) => Value {
                    absent: absent.or(Absent::open(
                        "whether the filter lets anything through is not known",
                    )),
                    ..Value::many(item)
                },
                None => Value::nothing(Absent::open("the list has no items")),
            },
            "single" => match items.item() {
                Some(item) => Value::maybe(item, absent),
                None => Value::default(),
            },
            "reduce" => Value::unknown("what is reduced to is not followed"),
            "each" => {
                let callee = self.function(given, 1);
                let arguments = [
                    Value::there(Fact::any("it is a field of an object")),
                    Value::there(Fact::string()),
                ];
                let item = self.perhaps(|walk| walk.apply(&callee, &arguments, given));
                match item.fact() {
                    Some(item) => Value::many(item),
                    None => Value::nothing(item.absent),
                }
            }
            "sift" => Value::maybe(
                super::make::open_object("it has some of the fields of an object"),
                Absent::open("whether any field is left is not known"),
            ),
            _ => return None,
        })
    }

    fn map(&mut self, given: &Given<'t, '_>, items: Items, absent: Absent) -> Value {
        let callee = self.function(given, 1);
        let is_sure = absent.is_never();
        let index = Value::there(Fact::Of(Kinds::INTEGER));
        let list = Value::there(match items.item() {
            Some(item) => Fact::list(item),
            None => Fact::tuple(Vec::new()),
        });
        let each = |walk: &mut Self, item: Fact| {
            let arguments = [Value::there(item), index.clone(), list.clone()];
            walk.apply(&callee, &arguments, given)
        };
        let values: Vec<Value> = match items {
            Items::Exactly(items) if is_sure => {
                items.into_iter().map(|item| each(self, item)).collect()
            }
            items => match items.item() {
                Some(item) => vec![self.perhaps(|walk| each(walk, item)).either(Value::nothing(
                    absent.clone().or(Absent::open(super::value::HOW_MANY)),
                ))],
                None => Vec::new(),
            },
        };
        let reasons = values.iter().map(|value| value.absent.clone());
        let reason = reasons.fold(absent, Absent::or);
        let facts = values.iter().filter_map(Value::fact);
        let are_certain = values.iter().all(|it| it.is_nothing() || it.is_there());
        let made = if are_certain {
            Items::Exactly(facts.collect())
        } else {
            Fact::one_of(facts).map_or_else(Items::default, Items::Any)
        };
        let mut made = made.sequence(|| reason.clone().or(Absent::open("nothing is mapped")));
        if made.many.is_some() {
            made.absent.blame = made.absent.blame.or(reason.blame);
        }
        made
    }

    /// The function that an argument is.
    fn function(&mut self, given: &Given<'t, '_>, number: usize) -> Callee<'t> {
        let argument = given.arguments.get(number).and_then(|it| it.node);
        argument.map_or(Callee::Unknown, |node| self.callee(node, given.scope))
    }

    /// What a function gives for an item, with what it may be told besides.
    fn apply(&mut self, callee: &Callee<'t>, arguments: &[Value], given: &Given<'t, '_>) -> Value {
        match callee {
            Callee::Closure(closure) => self.invoke(closure, arguments.iter().cloned()),
            // Others are told more than the item.
            Callee::Builtin(name, function)
                if function.letters(1).is_none() && function.letters(0).is_some() =>
            {
                let at = given.arguments.first().map_or(0..0, |it| it.at.clone());
                let arguments = arguments.first().map(|value| Argument {
                    value: value.clone(),
                    node: None,
                    at,
                });
                let inner = Given {
                    name,
                    arguments: arguments.into_iter().collect(),
                    scope: given.scope,
                };
                self.perhaps(|walk| walk.library(&inner))
            }
            _ => Value::unknown("what the function gives is not known"),
        }
    }
}
