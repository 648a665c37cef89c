//! What an expression is made of.

use std::ops::Range;

/// A part of an expression, and where it stands in it.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) at: Range<usize>,
    /// How many levels it has, itself included.
    pub(super) height: usize,
}

impl Node {
    /// Shows the parts that it is made of.
    pub(crate) fn parts<'n>(&'n self, show: &mut dyn FnMut(&'n Node)) {
        match &self.kind {
            Kind::String(_)
            | Kind::Number(_)
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Regex
            | Kind::Name(_)
            | Kind::Variable(_)
            | Kind::Wildcard(_) => {}
            Kind::Negative(of)
            | Kind::Bound(of, _)
            | Kind::Bind(_, of)
            | Kind::Lambda(_, _, of) => {
                show(of);
            }
            Kind::Binary(_, left, right) | Kind::Chain(left, right) | Kind::Path(left, right) => {
                show(left);
                show(right);
            }
            Kind::Predicate(left, predicate) => {
                show(left);
                if let Some(predicate) = predicate {
                    show(predicate);
                }
            }
            Kind::Group(left, pairs) => {
                show(left);
                for (key, value) in pairs {
                    show(key);
                    show(value);
                }
            }
            Kind::Object(pairs) => {
                for (key, value) in pairs {
                    show(key);
                    show(value);
                }
            }
            Kind::Sort(left, terms) => {
                show(left);
                terms.iter().for_each(show);
            }
            Kind::Array(parts) | Kind::Block(parts) | Kind::Transform(parts) => {
                parts.iter().for_each(show);
            }
            Kind::Condition(test, then, otherwise) => {
                show(test);
                show(then);
                if let Some(otherwise) = otherwise {
                    show(otherwise);
                }
            }
            Kind::Call(function, arguments) => {
                show(function);
                arguments.iter().flatten().for_each(show);
            }
        }
    }
}

/// What a part is. The names are those of JSONata's documentation.
#[derive(Debug)]
pub(crate) enum Kind {
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
    Binary(Operator, Box<Node>, Box<Node>),
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
    /// `function($a){ b }`; whether a signature says what it takes.
    Lambda(Vec<String>, bool, Box<Node>),
    /// `|a|b, c|`.
    Transform(Vec<Node>),
}

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    /// `&`.
    Concatenate,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    In,
    And,
    Or,
    /// `?:`.
    Otherwise,
    /// `??`.
    Default,
    /// `..`.
    Range,
}

impl Operator {
    /// How each is written.
    const WRITTEN: [(&'static str, Operator); 18] = [
        ("+", Operator::Add),
        ("-", Operator::Subtract),
        ("*", Operator::Multiply),
        ("/", Operator::Divide),
        ("%", Operator::Remainder),
        ("&", Operator::Concatenate),
        ("=", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("in", Operator::In),
        ("and", Operator::And),
        ("or", Operator::Or),
        ("?:", Operator::Otherwise),
        ("??", Operator::Default),
        ("..", Operator::Range),
    ];

    /// The operator that is written so.
    pub(super) fn written(symbol: &str) -> Option<Operator> {
        let mut all = Operator::WRITTEN.into_iter();
        all.find(|(written, _)| *written == symbol).map(|it| it.1)
    }

    /// How it is written.
    pub(crate) fn sign(self) -> &'static str {
        let mut all = Operator::WRITTEN.into_iter();
        all.find(|(_, it)| *it == self).map_or("", |it| it.0)
    }
}
