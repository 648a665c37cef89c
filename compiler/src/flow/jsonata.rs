//! What a JSONata expression gives, from what is known of what it reads.
//!
//! The expression is evaluated over facts as the engine evaluates it over values. What is said holds of every value: a
//! result is one that the fact admits, and is undefined only where that is said. What needs too much knowledge, such as
//! grouping, sorting by a function or a transform, is not followed, and says why.
//!
//! Two things are set aside: numbers beyond 2^53, and the results of arithmetic that are no numbers, such as `1 / 0`.

mod assume;
mod call;
mod higher;
mod items;
mod library;
mod make;
mod merge;
mod narrow;
mod operate;
#[cfg(test)]
mod oracle;
mod path;
mod roots;
mod scope;
mod select;
mod sequence;
mod steps;
#[cfg(test)]
mod tests;
mod truth;
mod value;
mod walk;

use std::ops::Range;

use self::walk::Walk;
use super::fact::{Fact, Field, Leaf, Made};

use super::kinds::Kinds;
use super::read::Found;
use super::tree::Tree;
use super::world::Known;
use crate::jsonata::parse;

#[allow(unused_imports, reason = "the rest of the flow will")]
pub(crate) use self::narrow::{Narrowing, narrow};

/// What an expression reads from.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// `$states.input`.
    pub(crate) input: &'a Fact,
    /// `$states.result`.
    pub(crate) result: Option<&'a Fact>,
    /// `$states.errorOutput`.
    pub(crate) error_output: Option<&'a Fact>,
    /// `$states.context`.
    pub(crate) context: &'a Fact,
    /// The workflow's variables.
    pub(crate) variables: &'a Tree<String, Field>,
    /// What rules have found out about the values that are of Rust types: a branch of the expression adds to it.
    pub(crate) known: &'a Known,
    /// What the objects are made by that the expression makes.
    pub(crate) made: &'a Made,
}

/// What an expression gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    /// The value. An expression that always fails gives nothing, for no reason.
    pub(crate) found: Found,
    /// The part of the text that is to blame where there may be no value, and that text.
    pub(crate) blame: Option<(Range<usize>, String)>,
    /// What certainly makes the evaluation fail: where, and what is wrong.
    pub(crate) faults: Vec<(Range<usize>, String)>,
    /// What has to hold of Rust values besides.
    pub(crate) needs: Vec<Need>,
}

/// What has to hold of a part of a Rust value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Need {
    pub(crate) leaf: Leaf,
    pub(crate) what: Needed,
    /// The part of the text that reads it, and that text.
    pub(crate) at: Range<usize>,
    pub(crate) path: String,
}

/// What has to hold of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Needed {
    /// It is there; else the whole expression has no value.
    There,
    /// Where it is there, it is of one of these kinds; else the evaluation fails.
    Kinds(Kinds),
}

/// What an expression gives, without the marks around it.
pub(crate) fn evaluate(text: &str, sources: &Sources<'_>) -> Given {
    match parse::parse(text) {
        Ok(tree) => Walk::new(text, *sources, &tree).whole(&tree),
        // The mistake has been reported.
        Err(_) => Given {
            found: Found::there(Fact::any("it is no expression")),
            ..Given::default()
        },
    }
}
