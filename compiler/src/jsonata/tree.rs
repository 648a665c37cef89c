//! What an expression is made of.

use std::ops::Range;

/// A part of an expression, and where it stands in it.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
    /// How many levels it has, itself included.
    pub(super) height: usize,
}

/// What a part is. The names are those of JSONata's documentation.
#[derive(Debug)]
pub(super) enum Kind {
    /// `"text"`.
    String(String),
    /// `1.5`, as written.
    Number(String),
    Bool(bool),
    Null,
    /// `/pattern/i`.
    Regex,
    /// `name`, `` `a name` ``.
    Name(String),
    /// `$name`; empty for `$`, `$` for `$$`.
    Variable(String),
    /// `*`, `**`, `%`: what they give depends on where they stand, as for a name.
    Wildcard(&'static str),
    /// `-a`.
    Negative(Box<Node>),
    /// `a + b` and its like: both sides are evaluated where the whole stands.
    Binary(Box<Node>, Box<Node>),
    /// `a ~> b`.
    Chain(Box<Node>, Box<Node>),
    /// `a.b`.
    Path(Box<Node>, Box<Node>),
    /// `a[b]`, `a[]`.
    Predicate(Box<Node>, Option<Box<Node>>),
    /// `a{k: v}`.
    Group(Box<Node>, Vec<(Node, Node)>),
    /// `a^(<b, >c)`.
    Sort(Box<Node>, Vec<Node>),
    /// `a@$v`, `a#$i`.
    Bound(Box<Node>, String),
    /// `[a, b..c]`; a range is a [`Kind::Binary`].
    Array(Vec<Node>),
    /// `{k: v}`.
    Object(Vec<(Node, Node)>),
    /// `(a; b)`.
    Block(Vec<Node>),
    /// `a ? b : c`.
    Condition(Box<Node>, Box<Node>, Option<Box<Node>>),
    /// `$name := a`.
    Bind(String, Box<Node>),
    /// `f(a, ?)`; none for `?`.
    Call(Box<Node>, Vec<Option<Node>>),
    /// `function($a){ b }`.
    Lambda(Vec<String>, Box<Node>),
    /// `|a|b, c|`.
    Transform(Vec<Node>),
}
