//! What stands for something in a part of an expression: the context item, the names that are bound, what conditions have
//! found out.

use std::rc::Rc;

use super::super::fact::Fact;
use super::narrow::Narrowing;
use super::value::Value;
use crate::ir::ExpressionRoot;
use crate::jsonata::tree::Node;

/// What is known where a part of an expression stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'t> {
    /// `$`; none for the undefined value.
    pub(super) here: Option<Fact>,
    /// The names that are bound, innermost last.
    bound: Rc<Vec<(&'t str, Bound<'t>)>>,
    /// What the conditions around it say.
    pub(super) assumed: Rc<Vec<Narrowing>>,
}

/// What a name is bound to.
#[derive(Clone, Debug)]
pub(super) enum Bound<'t> {
    Value(Value),
    Closure(Rc<Closure<'t>>),
}

/// A function that the expression defines.
#[derive(Debug)]
pub(super) struct Closure<'t> {
    /// The name that it is bound to: it may call itself.
    pub(super) name: Option<&'t str>,
    pub(super) parameters: &'t [String],
    /// A signature says what it takes, and may change what it is given.
    pub(super) is_signed: bool,
    pub(super) body: &'t Node,
    /// Where it was defined.
    pub(super) scope: Scope<'t>,
}

impl<'t> Scope<'t> {
    pub(super) fn bind(&mut self, name: &'t str, bound: Bound<'t>) {
        let is_other =
            |it: &Narrowing| !matches!(&it.root, ExpressionRoot::Variable(known) if known == name);
        if !self.assumed.iter().all(is_other) {
            Rc::make_mut(&mut self.assumed).retain(is_other);
        }
        Rc::make_mut(&mut self.bound).push((name, bound));
    }

    pub(super) fn bound(&self, name: &str) -> Option<&Bound<'t>> {
        let mut bound = self.bound.iter().rev();
        bound.find(|(known, _)| *known == name).map(|it| &it.1)
    }

    /// The same for each context item.
    pub(super) fn at(&self, here: Fact) -> Scope<'t> {
        Scope {
            here: Some(here),
            ..self.clone()
        }
    }

    /// The same where besides this is known.
    pub(super) fn assuming(&self, more: Vec<Narrowing>) -> Scope<'t> {
        let mut inner = self.clone();
        if !more.is_empty() {
            Rc::make_mut(&mut inner.assumed).extend(more);
        }
        inner
    }

    /// After a part that is perhaps evaluated: what that binds is perhaps bound.
    pub(super) fn after(&mut self, inner: &Scope<'t>) {
        let new = inner.bound.get(self.bound.len()..).unwrap_or_default();
        for (name, _) in new {
            let value = Value::unknown("whether it is bound depends on a condition");
            self.bind(name, Bound::Value(value));
        }
    }
}
