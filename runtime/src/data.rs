//! Everything a state computes on documents: paths, templates, intrinsic functions, choices.
mod choice;
mod evaluation;
mod expression;
mod intrinsic;
#[cfg(feature = "jsonata")]
mod jsonata;
#[cfg(not(feature = "jsonata"))]
#[path = "data/no_jsonata.rs"]
mod jsonata;
mod path;
mod place;
mod template;
mod timestamp;

pub(crate) use self::{
    choice::choose,
    expression::{count, expect, float, text},
    path::{find, get, in_field, reference, select},
    place::place,
    template::{fill, one_field, template},
    timestamp::timestamp,
};

use crate::value::Value;
use chrono::{DateTime, Utc};
use std::{cmp::Ordering, ops::Deref};

/// A failure to compute, named as AWS names it. `cause` is without the prefix "An error occurred while executing the
/// state ..", which the driver adds where AWS has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) error: &'static str,
    pub(crate) cause: String,
    /// The field of a failed evaluation.
    pub(crate) location: Option<&'static str>,
}

impl Deref for Fault {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Fault {
    #[cold]
    pub(crate) fn new(error: &'static str, cause: String) -> Fault {
        Fault(Box::new(Parts {
            error,
            cause,
            location: None,
        }))
    }

    pub(crate) fn into_cause(self) -> String {
        self.0.cause
    }

    /// `States.Runtime`, which nothing catches.
    pub(crate) fn runtime(cause: String) -> Fault {
        Fault::new("States.Runtime", cause)
    }

    /// What JSONata states fail with. `location` is the field, where it is one.
    pub(crate) fn evaluation(location: Option<&'static str>, cause: String) -> Fault {
        let mut fault = Fault::new(EVALUATION, cause);
        fault.0.location = location;
        fault
    }

    pub(crate) fn is_evaluation(&self) -> bool {
        self.error == EVALUATION
    }
}

const EVALUATION: &str = "States.QueryEvaluationError";

/// What paths and functions read.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// `$`; in JSONata `$states.input`.
    pub(crate) document: &'a Value,
    /// `$states.result`, where there is one.
    pub(crate) result: Option<&'a Value>,
    /// `$states.errorOutput`, where there is one.
    pub(crate) error_output: Option<&'a Value>,
    /// `$$`, variables, and the effects that functions need.
    pub(crate) context: &'a dyn Context,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(document: &'a Value, context: &'a dyn Context) -> Scope<'a> {
        Scope {
            document,
            result: None,
            error_output: None,
            context,
        }
    }
}

/// What lies outside of the document.
pub(crate) trait Context {
    /// The whole context object, `$$`.
    fn object(&self) -> Value;

    /// `$$.object.field`, without making the whole, where that is possible and the field is there.
    fn field(&self, object: &str, field: &str) -> Option<Value> {
        let _ = (object, field);
        None
    }

    /// A variable's value.
    fn variable(&self, name: &str) -> Option<Value>;

    /// The time.
    #[cfg_attr(
        not(feature = "jsonata"),
        allow(dead_code, reason = "the engine's business")
    )]
    fn now(&self) -> DateTime<Utc>;

    /// 64 random bits.
    fn random(&self) -> u64;

    /// A random UUID, version 4, in lower case.
    fn uuid(&self) -> String;
}

/// By UTF-16 units, as Java's `compareTo`, which differs from UTF-8 order only beyond the basic plane.
fn compare_strings(left: &str, right: &str) -> Ordering {
    if left.is_ascii() || right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}
