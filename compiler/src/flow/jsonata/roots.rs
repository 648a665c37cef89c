//! What paths start from: `$states`, variables, the context item.

use std::ops::Range;

use super::super::fact::{Fact, Field};
use super::super::read::Within;
use super::scope::{Bound, Scope};
use super::sequence::missing;
use super::steps::base;
use super::value::{Absent, Value};
use super::walk::{A_FUNCTION, Walk};
use crate::ir::ExpressionRoot;
use crate::jsonata::is_function;
use crate::jsonata::tree::{Kind, Node};

impl<'t, 's> Walk<'t, 's> {
    /// Which part of `$states` a step says, and what is known of it.
    pub(super) fn part_of_states(&self, step: &Node) -> Option<(ExpressionRoot, Option<&'s Fact>)> {
        let (Kind::Name(name) | Kind::String(name)) = &base(step).kind else {
            return None;
        };
        let sources = &self.sources;
        Some(match name.as_str() {
            "input" => (ExpressionRoot::Input, Some(sources.input)),
            "result" => (ExpressionRoot::Result, sources.result),
            "errorOutput" => (ExpressionRoot::ErrorOutput, sources.error_output),
            "context" => (ExpressionRoot::Context, Some(sources.context)),
            _ => return None,
        })
    }

    /// `$states` as a whole.
    pub(super) fn states(&self) -> Fact {
        let sources = &self.sources;
        let parts = [
            ("input", Some(sources.input)),
            ("result", sources.result),
            ("errorOutput", sources.error_output),
            ("context", Some(sources.context)),
        ];
        Fact::object(
            parts
                .into_iter()
                .filter_map(|(name, fact)| Some((name, fact?.clone()))),
        )
    }

    pub(super) fn not_in_states(&self, at: &Range<usize>) -> Value {
        let names = match self.states() {
            Fact::Object(object) => object.fields.keys().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let within = Within::Object(super::Made::default(), names);
        Value::nothing(missing(0, within).blamed(at))
    }

    /// What a variable stands for.
    pub(super) fn variable(&mut self, name: &str, scope: &Scope<'t>) -> Value {
        match name {
            "" => return here(scope),
            "$" => return no_document(),
            _ => {}
        }
        match scope.bound(name) {
            Some(Bound::Value(value)) => return value.clone(),
            Some(Bound::Closure(_)) => return Value::there(Fact::any(A_FUNCTION)),
            None if self.is_bound_elsewhere(name) => {
                return Value::unknown("it is bound elsewhere in the expression");
            }
            None if name == "states" => return Value::there(self.states()),
            None => {}
        }
        match self.sources.variables.get(name) {
            Some(Field {
                fact,
                may_be_missing: false,
            }) => Value::there(fact.clone()),
            Some(Field {
                fact: Fact::Any(why),
                ..
            }) => Value::unknown(why.text()),
            Some(Field { fact, .. }) => Value::maybe(fact.clone(), missing(0, Within::Variable)),
            None if is_function(name) => Value::there(Fact::any(A_FUNCTION)),
            None => Value::nothing(missing(0, Within::Variable)),
        }
    }
}

/// The context item.
pub(super) fn here(scope: &Scope<'_>) -> Value {
    match &scope.here {
        Some(Fact::Any(why)) => Value::unknown(why.text()),
        Some(here) => Value::there(here.clone()),
        None => no_document(),
    }
}

pub(super) fn no_document() -> Value {
    Value::nothing(Absent::open("there is no document to read"))
}
