//! The intrinsic functions: what they take and what they give.

use crate::ir::Intrinsic;

/// One row of the table.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) id: Intrinsic,
    /// As users write it.
    pub(super) name: &'static str,
    /// The fewest arguments.
    pub(super) least: usize,
    /// The most arguments; none where there is no limit.
    pub(super) most: Option<usize>,
    /// What each argument must be; those after the last are like the last.
    pub(super) takes: &'static [Takes],
    /// The parameters, for messages.
    pub(super) usage: &'static str,
    pub(super) gives: Kind,
}

/// The kind of a value, as far as it is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    String,
    Number,
    Boolean,
    Null,
    List,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Any,
    String,
    List,
    Object,
    /// A number, which is rounded.
    Number,
    /// A whole number from 0.
    Index,
    /// A whole number from 1.
    Size,
    /// A number that is not 0.
    Step,
    /// `false`.
    False,
    /// The name of a hash algorithm.
    Algorithm,
    /// At most 10,000 characters.
    ShortString,
}

const fn row(
    id: Intrinsic,
    name: &'static str,
    (least, most): (usize, Option<usize>),
    takes: &'static [Takes],
    usage: &'static str,
    gives: Kind,
) -> Function {
    Function {
        id,
        name,
        least,
        most,
        takes,
        usage,
        gives,
    }
}

const fn exactly(count: usize) -> (usize, Option<usize>) {
    (count, Some(count))
}

/// All of them, by name.
pub(super) const FUNCTIONS: &[Function] = &[
    row(
        Intrinsic::Array,
        "States.Array",
        (0, None),
        &[Takes::Any],
        "value, ..",
        Kind::List,
    ),
    row(
        Intrinsic::ArrayContains,
        "States.ArrayContains",
        exactly(2),
        &[Takes::List, Takes::Any],
        "list, value",
        Kind::Boolean,
    ),
    row(
        Intrinsic::ArrayGetItem,
        "States.ArrayGetItem",
        exactly(2),
        &[Takes::List, Takes::Index],
        "list, index",
        Kind::Any,
    ),
    row(
        Intrinsic::ArrayLength,
        "States.ArrayLength",
        exactly(1),
        &[Takes::List],
        "list",
        Kind::Number,
    ),
    row(
        Intrinsic::ArrayPartition,
        "States.ArrayPartition",
        exactly(2),
        &[Takes::List, Takes::Size],
        "list, size",
        Kind::List,
    ),
    row(
        Intrinsic::ArrayRange,
        "States.ArrayRange",
        exactly(3),
        &[Takes::Number, Takes::Number, Takes::Step],
        "first, last, step",
        Kind::List,
    ),
    row(
        Intrinsic::ArrayUnique,
        "States.ArrayUnique",
        exactly(1),
        &[Takes::List],
        "list",
        Kind::List,
    ),
    row(
        Intrinsic::Base64Decode,
        "States.Base64Decode",
        exactly(1),
        &[Takes::ShortString],
        "text",
        Kind::String,
    ),
    row(
        Intrinsic::Base64Encode,
        "States.Base64Encode",
        exactly(1),
        &[Takes::ShortString],
        "text",
        Kind::String,
    ),
    row(
        Intrinsic::Format,
        "States.Format",
        (1, None),
        &[Takes::String, Takes::Any],
        "template, value, ..",
        Kind::String,
    ),
    row(
        Intrinsic::Hash,
        "States.Hash",
        exactly(2),
        &[Takes::Any, Takes::Algorithm],
        "data, algorithm",
        Kind::String,
    ),
    row(
        Intrinsic::JsonMerge,
        "States.JsonMerge",
        exactly(3),
        &[Takes::Object, Takes::Object, Takes::False],
        "object, object, false",
        Kind::Any,
    ),
    row(
        Intrinsic::JsonToString,
        "States.JsonToString",
        exactly(1),
        &[Takes::Any],
        "value",
        Kind::String,
    ),
    row(
        Intrinsic::MathAdd,
        "States.MathAdd",
        exactly(2),
        &[Takes::Number, Takes::Number],
        "number, number",
        Kind::Number,
    ),
    row(
        Intrinsic::MathRandom,
        "States.MathRandom",
        (2, Some(3)),
        &[Takes::Number, Takes::Number, Takes::Number],
        "start, end[, seed]",
        Kind::Number,
    ),
    row(
        Intrinsic::StringSplit,
        "States.StringSplit",
        exactly(2),
        &[Takes::String, Takes::String],
        "text, delimiters",
        Kind::List,
    ),
    row(
        Intrinsic::StringToJson,
        "States.StringToJson",
        exactly(1),
        &[Takes::String],
        "text",
        Kind::Any,
    ),
    row(
        Intrinsic::UUID,
        "States.UUID",
        exactly(0),
        &[],
        "",
        Kind::String,
    ),
];

impl Function {
    /// The row of a name, spelled exactly.
    pub(super) fn named(name: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|row| row.name == name)
    }

    /// The row of a function.
    pub(super) fn of(function: Intrinsic) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|row| row.id == function)
    }
}
