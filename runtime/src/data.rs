//! Everything a state computes on documents: paths, templates, intrinsic functions, choices.
mod choice;
mod intrinsic;
mod path;
mod place;
mod template;
mod timestamp;

pub(crate) use self::{
    choice::choose,
    path::{find, get, reference, select},
    place::place,
    template::template,
    timestamp::timestamp,
};

use crate::value::Value;
use std::cmp::Ordering;

/// A failure to compute, named as AWS names it. `cause` is without the prefix "An error occurred while executing the
/// state ..", which the driver adds where AWS has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) error: &'static str,
    pub(crate) cause: String,
}

impl Fault {
    /// `States.Runtime`, which nothing catches.
    fn runtime(cause: String) -> Fault {
        Fault {
            error: "States.Runtime",
            cause,
        }
    }
}

/// What paths and functions read.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// `$`.
    pub(crate) document: &'a Value,
    /// `$$`, variables, and the effects that functions need.
    pub(crate) context: &'a dyn Context,
}

/// What lies outside of the document.
pub(crate) trait Context {
    /// The whole context object, `$$`.
    fn object(&self) -> Value;

    /// A variable's value.
    fn variable(&self, name: &str) -> Option<Value>;

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
