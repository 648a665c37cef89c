//! Sets of JSON's kinds.

use std::fmt;
use std::ops::{BitAnd, BitOr, Not};

use crate::ir::Json;
use crate::timestamp;

/// A set of JSON's kinds, as the runtime's `proof::Kinds` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kinds(pub(crate) u8);

impl Kinds {
    pub(crate) const NONE: Kinds = Kinds(0);
    pub(crate) const NULL: Kinds = Kinds(1);
    pub(crate) const BOOL: Kinds = Kinds(2);
    pub(crate) const INTEGER: Kinds = Kinds(4);
    pub(crate) const FRACTION: Kinds = Kinds(8);
    pub(crate) const TIMESTAMP: Kinds = Kinds(16);
    pub(crate) const TEXT: Kinds = Kinds(32);
    pub(crate) const LIST: Kinds = Kinds(64);
    pub(crate) const OBJECT: Kinds = Kinds(128);
    pub(crate) const NUMBER: Kinds = Kinds(4 | 8);
    pub(crate) const STRING: Kinds = Kinds(16 | 32);
    pub(crate) const ALL: Kinds = Kinds(255);

    pub(crate) fn is_empty(self) -> bool {
        self == Kinds::NONE
    }

    pub(crate) fn contains(self, other: Kinds) -> bool {
        self & other == other
    }

    pub(crate) fn overlaps(self, other: Kinds) -> bool {
        !(self & other).is_empty()
    }

    /// The kind of a value.
    pub(crate) fn of(value: &Json) -> Kinds {
        match value {
            Json::Null => Kinds::NULL,
            Json::Bool(_) => Kinds::BOOL,
            Json::Number(written) if is_integer(written) => Kinds::INTEGER,
            Json::Number(_) => Kinds::FRACTION,
            Json::String(text) if timestamp::is_timestamp(text) => Kinds::TIMESTAMP,
            Json::String(_) => Kinds::TEXT,
            Json::Array(_) => Kinds::LIST,
            Json::Object(_) => Kinds::OBJECT,
        }
    }
}

fn is_integer(written: &str) -> bool {
    written.parse::<i128>().is_ok()
}

impl BitOr for Kinds {
    type Output = Kinds;
    fn bitor(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }
}

impl BitAnd for Kinds {
    type Output = Kinds;
    fn bitand(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }
}

impl Not for Kinds {
    type Output = Kinds;
    fn not(self) -> Kinds {
        Kinds(!self.0)
    }
}

/// `a string`, `null or a number`.
impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        for (kinds, word) in [
            (Kinds::STRING, "a string"),
            (Kinds::TIMESTAMP, "a timestamp"),
            (Kinds::NUMBER, "a number"),
            (Kinds::INTEGER, "a whole number"),
            (Kinds::BOOL, "a truth value"),
            (Kinds::LIST, "a list"),
            (Kinds::OBJECT, "an object"),
            (Kinds::NULL, "null"),
        ] {
            let is_wider_said = match kinds {
                Kinds::TIMESTAMP => self.overlaps(Kinds::TEXT),
                Kinds::INTEGER => self.overlaps(Kinds::FRACTION),
                _ => false,
            };
            let is_said = match kinds {
                Kinds::STRING => self.overlaps(Kinds::TEXT),
                Kinds::NUMBER => self.overlaps(Kinds::FRACTION),
                kinds => self.overlaps(kinds),
            };
            if is_said && !is_wider_said {
                words.push(word);
            }
        }
        match words.split_last() {
            None => f.write_str("nothing"),
            Some((last, [])) => f.write_str(last),
            Some((last, before)) => write!(f, "{} or {last}", before.join(", ")),
        }
    }
}
