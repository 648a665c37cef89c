//! JSON's kinds as sets, and which of them a type, a string or a literal can be of.

use super::{Fact, Kinds, text};
use crate::program::Literal;
use crate::shape::{Node, Text};

impl Kinds {
    /// No kind.
    pub const NONE: Kinds = Kinds(0);

    /// The kinds in both.
    #[must_use]
    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    /// The kinds in either.
    #[must_use]
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The kinds in this set and not in `other`.
    #[must_use]
    pub const fn without(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// No kind is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Every kind of this set is in `other`.
    pub const fn is_within(self, other: Kinds) -> bool {
        self.without(other).is_empty()
    }

    /// Both are the same set.
    pub(super) const fn is(self, other: Kinds) -> bool {
        self.0 == other.0
    }

    /// The kinds that values of a type have, apart from the forms of a [`Node::OneOf`].
    pub(super) const fn of_node(node: &Node) -> Kinds {
        match node {
            Node::Never => Kinds::NONE,
            Node::Null => Kinds::NULL,
            Node::Bool => Kinds::BOOL,
            Node::Integer(..) => Kinds::INTEGER,
            Node::Float => Kinds::NUMBER,
            Node::Text(Text::Any) => Kinds::STRING,
            Node::Text(Text::Timestamp) => Kinds::TIMESTAMP,
            Node::Text(Text::Char | Text::Form(_)) => Kinds::TEXT,
            Node::Word(word) => Kinds::of_text(word.gives),
            Node::List(_) | Node::Tuple(_) => Kinds::LIST,
            Node::Map(_) | Node::Struct(_) => Kinds::OBJECT,
            Node::Any | Node::OneOf(_) | Node::Split { .. } | Node::Back(_) => Kinds::ALL,
        }
    }

    pub(super) const fn of_text(text: &str) -> Kinds {
        if text::is_timestamp(text) {
            Kinds::TIMESTAMP
        } else {
            Kinds::TEXT
        }
    }

    pub(super) const fn of_literal(literal: &Literal) -> Kinds {
        match literal {
            Literal::Null => Kinds::NULL,
            Literal::Bool(_) => Kinds::BOOL,
            Literal::Int(_) | Literal::UInt(_) => Kinds::INTEGER,
            Literal::Float(_) => Kinds::FRACTION,
            Literal::String(text) => Kinds::of_text(text),
            Literal::Array(_) => Kinds::LIST,
            Literal::Object(_) => Kinds::OBJECT,
        }
    }

    /// Of a fact that is there and is no alternative.
    pub(super) const fn of_fact(fact: &Fact) -> Kinds {
        match fact {
            Fact::Of(kinds) => *kinds,
            Fact::Literal(literal) => Kinds::of_literal(literal),
            Fact::List(_) | Fact::Tuple(_) => Kinds::LIST,
            Fact::Object { .. } => Kinds::OBJECT,
            Fact::Any | Fact::Missing | Fact::Maybe(_) | Fact::OneOf(_) | Fact::Leaf(_) => {
                Kinds::ALL
            }
        }
    }

    /// A set in words.
    pub(super) const fn describe(self) -> &'static str {
        if self.is(Kinds::NULL) {
            "`null`"
        } else if self.is(Kinds::BOOL) {
            "a boolean"
        } else if self.is(Kinds::INTEGER) {
            "a whole number"
        } else if self.is(Kinds::FRACTION) {
            "a number with a fraction"
        } else if self.is_within(Kinds::NUMBER) {
            "a number"
        } else if self.is(Kinds::TIMESTAMP) {
            "a timestamp"
        } else if self.is_within(Kinds::STRING) {
            "a string"
        } else if self.is(Kinds::LIST) {
            "an array"
        } else if self.is(Kinds::OBJECT) {
            "an object"
        } else {
            "of another kind"
        }
    }
}
