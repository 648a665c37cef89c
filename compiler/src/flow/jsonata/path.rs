//! Paths: each step from the items that the one before gives.

use std::ops::Range;

use super::super::fact::Fact;
use super::super::read::Within;
use super::assume::assume;
use super::items::Items;
use super::roots::here;
use super::scope::Scope;
use super::select::select;
use super::sequence::{all_of, kept, lookup, loosened, made_empty, missing, sorted_items};
use super::steps::{
    base, binds_items, ends_with_array, index, is_name, keeps_list, predicates, steps,
};
use super::value::{Value, may_be_list};
use super::walk::Walk;
use crate::ir::{ExpressionRoot, ExpressionStep};
use crate::jsonata::is_function;
use crate::jsonata::tree::{Kind, Node};

/// How far a path has been read.
struct Read {
    value: Value,
    /// How it is written so far, while it has nothing but names and indices.
    plain: Option<(ExpressionRoot, Vec<ExpressionStep>)>,
    /// It starts from what the expression reads, rather than from what it makes.
    is_of_sources: bool,
    /// How many steps have been made.
    steps: usize,
    at: Range<usize>,
}

impl<'t> Walk<'t, '_> {
    /// A path, or a single step of one.
    pub(super) fn path(&mut self, node: &'t Node, scope: &mut Scope<'t>) -> Value {
        let steps = steps(node);
        if steps.iter().any(|step| binds_items(step)) {
            return Value::unknown("what `@` and `#` bind is not followed");
        }
        let Some((first, mut rest)) = steps.split_first() else {
            return Value::default();
        };
        if !rest.is_empty() && ends_with_array(first) {
            return Value::unknown("a path goes on from lists that another one makes");
        }
        let mut read = self.start(first, &mut rest, scope);
        let is_empty = made_empty(first, &read.value);
        for (number, step) in rest.iter().enumerate() {
            if read.value.is_nothing() {
                break;
            }
            read.at.end = step.at.end;
            let is_last = number + 1 == rest.len();
            self.step(&mut read, step, is_last, scope);
        }
        let value = match is_empty {
            Some(true) if !rest.is_empty() => return Value::there(Fact::tuple(Vec::new())),
            None if !rest.is_empty() => read.value.or(Value::there(Fact::tuple(Vec::new()))),
            _ => read.value,
        };
        let is_of_sources = read.is_of_sources && rest.iter().all(|it| is_name(it));
        let is_read = !rest.is_empty() || is_name(first);
        let value = if self.keeps_lists && is_read && !is_of_sources {
            loosened(value)
        } else {
            value
        };
        if !steps.iter().any(|step| keeps_list(step)) {
            return value;
        }
        // Only what is found by a name is a sequence that can be kept.
        let is_sequence = steps.len() > 1 || matches!(base(first).kind, Kind::Name(_));
        kept(value, is_sequence, &read.at)
    }

    /// The first step, and the second where both say a part of `$states`.
    fn start(&mut self, first: &'t Node, rest: &mut &[&'t Node], scope: &mut Scope<'t>) -> Read {
        let mut read = Read {
            value: Value::default(),
            plain: None,
            is_of_sources: false,
            steps: 0,
            at: first.at.clone(),
        };
        let base = base(first);
        match &base.kind {
            Kind::Name(_) => {
                read.value = here(scope);
                self.step(&mut read, first, rest.is_empty(), scope);
                return read;
            }
            Kind::String(_) if !rest.is_empty() => {
                read.value = here(scope);
                self.step(&mut read, first, false, scope);
                return read;
            }
            Kind::Variable(name) => {
                if std::ptr::eq(base, first)
                    && name == "states"
                    && scope.bound(name).is_none()
                    && let Some((second, others)) = rest.split_first()
                    && let Some((root, fact)) = self.part_of_states(second)
                {
                    *rest = others;
                    read.at.end = second.at.end;
                    read.plain = Some((root, Vec::new()));
                    read.is_of_sources = true;
                    read.value = match fact {
                        Some(fact) => Value::there(fact.clone()),
                        None => self.not_in_states(&read.at),
                    };
                    assume(&mut read.value, read.plain.as_ref(), scope, &self.sources);
                    self.predicates(&mut read, second, scope);
                    return read;
                }
                read.value = self.variable(name, scope);
                read.is_of_sources = scope.bound(name).is_none() && !self.is_bound_elsewhere(name);
                if !matches!(name.as_str(), "" | "$" | "states") && !is_function(name) {
                    read.plain = Some((ExpressionRoot::Variable(name.clone()), Vec::new()));
                }
                let absent = std::mem::take(&mut read.value.absent);
                read.value.absent = absent.blamed(&base.at);
                assume(&mut read.value, read.plain.as_ref(), scope, &self.sources);
            }
            Kind::Wildcard(_) => {
                read.value = Value::unknown("what a wildcard finds is not followed");
            }
            Kind::Sort(left, _) => {
                let sorted = self.value(left, scope);
                read.value = sorted_items(&sorted);
            }
            Kind::Group(left, _) => {
                self.value(left, scope);
                read.value = Value::there(super::make::open_object("it is grouped by keys"));
            }
            _ => read.value = self.value(base, scope),
        }
        self.predicates(&mut read, first, scope);
        read
    }

    /// One more step.
    fn step(&mut self, read: &mut Read, node: &'t Node, is_last: bool, scope: &Scope<'t>) {
        let base = base(node);
        let before = std::mem::take(&mut read.value.absent);
        let name = match &base.kind {
            Kind::Name(name) | Kind::String(name) => Some(name),
            _ => None,
        };
        let items = match (name, &read.value) {
            // Nothing has to be told apart for a name: it is read of each item of a list just so.
            (
                Some(_),
                Value {
                    one: Some(one),
                    many: None,
                    ..
                },
            ) if !is_list(one) => Items::Exactly(vec![one.clone()]),
            (_, value) => Items::of(value),
        };
        if let (Some(name), Items::Exactly(only)) = (name, &items)
            && let [only] = only.as_slice()
        {
            read.value = lookup(only, name, read.steps);
            read.plain = read.plain.take().map(|(root, mut steps)| {
                steps.push(ExpressionStep::Field(name.clone()));
                (root, steps)
            });
            read.steps += 1;
            blame(&mut read.value, &read.at);
            assume(&mut read.value, read.plain.as_ref(), scope, &self.sources);
            self.predicates(read, node, scope);
        } else {
            read.value = self.each(&items, node, is_last, read, scope, before.is_never());
            read.plain = read.plain.take().and_then(|(root, mut steps)| {
                steps.push(ExpressionStep::Field(name?.clone()));
                match predicates(node).as_slice() {
                    [] => {}
                    [predicate] => steps.push(ExpressionStep::Index(index((*predicate)?)?)),
                    _ => return None,
                }
                Some((root, steps))
            });
            read.steps += 1 + predicates(node).len();
            blame(&mut read.value, &read.at);
            assume(&mut read.value, read.plain.as_ref(), scope, &self.sources);
        }
        let absent = std::mem::take(&mut read.value.absent);
        read.value.absent = before.or(absent);
    }

    /// A step from each of several items, or one that is no name.
    fn each(
        &mut self,
        items: &Items,
        node: &'t Node,
        is_last: bool,
        read: &Read,
        scope: &Scope<'t>,
        is_certain: bool,
    ) -> Value {
        let is_made = matches!(base(node).kind, Kind::Array(_)) && predicates(node).is_empty();
        let from = |walk: &mut Self, item: &Fact| {
            let mut value = walk.at_item(item, node, read.steps, scope);
            blame(&mut value, &read.at);
            value
        };
        if is_made && !is_last {
            return Value::unknown("a step goes on from the lists that one before it makes");
        }
        let list = match items {
            Items::Exactly(items) => items,
            Items::Any(item) => {
                let value = self.perhaps(|walk| from(walk, item));
                return all_of(&[value], false, is_made, is_last);
            }
        };
        if list.is_empty() {
            return Value::nothing(missing(read.steps, Within::List(0)).blamed(&read.at));
        }
        let from_all = |walk: &mut Self| {
            let values = list.iter().map(|item| from(walk, item));
            values.collect::<Vec<_>>()
        };
        let mut values = if is_certain {
            from_all(self)
        } else {
            self.perhaps(from_all)
        };
        if values.len() == 1 && is_last {
            return values.pop().unwrap_or_default();
        }
        all_of(&values, true, is_made, is_last)
    }

    /// A step from one item.
    fn at_item(&mut self, item: &Fact, node: &'t Node, number: usize, scope: &Scope<'t>) -> Value {
        match &node.kind {
            Kind::Name(name) | Kind::String(name) => lookup(item, name, number),
            Kind::Predicate(left, predicate) => {
                let value = self.at_item(item, left, number, scope);
                select(value, predicate.as_deref(), number + 1)
            }
            Kind::Wildcard(_) => Value::unknown("what a wildcard finds is not followed"),
            _ => self.value(node, &mut scope.at(item.clone())),
        }
    }

    /// The predicates of a step whose name has been read.
    fn predicates(&mut self, read: &mut Read, node: &'t Node, scope: &Scope<'t>) {
        for (number, predicate) in predicates(node).into_iter().enumerate() {
            let value = std::mem::take(&mut read.value);
            read.value = select(value, predicate, read.steps);
            blame(&mut read.value, &read.at);
            let Some(predicate) = predicate else {
                continue;
            };
            read.steps += 1;
            read.plain = read.plain.take().and_then(|(root, mut steps)| {
                // A second index is not one into what the first one gives.
                let index = index(predicate).filter(|_| number == 0)?;
                steps.push(ExpressionStep::Index(index));
                Some((root, steps))
            });
            assume(&mut read.value, read.plain.as_ref(), scope, &self.sources);
        }
    }
}

/// Whether it is a list, or may be one for all that is known of it. A name is read of a leaf as of a single value.
fn is_list(fact: &Fact) -> bool {
    let mut all = fact.alternatives().iter();
    all.any(|one| !matches!(one, Fact::Leaf(_)) && may_be_list(one))
}

fn blame(value: &mut Value, at: &Range<usize>) {
    let absent = std::mem::take(&mut value.absent);
    value.absent = absent.blamed(at);
}
