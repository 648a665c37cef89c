//! What is known of a value while an expression is evaluated: a fact, or a sequence, or nothing at all.
//!
//! JSONata has sequences: what a path or a function finds, where none is the undefined value and a single item stands for
//! itself. How many there are is mostly unknown; what they are is not, and counts as soon as `[..]` makes a list of them.

use std::ops::Range;

use super::super::fact::{Fact, Leaf, Why};
use super::super::kinds::Kinds;
use super::super::read::{Found, Missing};

/// How many items a sequence has, depends on what is not known.
pub(super) const HOW_MANY: &str = "how many items there are is not known, and one alone is no list";

/// Whether it is there, a type knows that is not known here.
pub(super) const BY_TYPE: &str = "whether it is there, only a Rust type knows";

/// What a part of an expression gives. Where it has neither `one` nor `many`, it gives nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Value {
    /// The value, of a list as a whole.
    pub(super) one: Option<Fact>,
    /// It may also be a sequence of these, of any length.
    pub(super) many: Option<Fact>,
    pub(super) absent: Absent,
}

/// Why there may be no value. Nothing of it where there is one for certain.
#[derive(Clone, Debug, Default)]
pub(super) struct Absent {
    pub(super) missing: Option<Missing>,
    pub(super) open: Option<Why>,
    /// The part of the text to blame.
    pub(super) blame: Option<Range<usize>>,
    /// Parts of Rust values: where one is not there, nothing is.
    pub(super) needs: Vec<(Leaf, Range<usize>)>,
}

impl Absent {
    pub(super) fn open(why: &str) -> Absent {
        Absent {
            open: Some(Why::new(why)),
            ..Absent::default()
        }
    }

    /// Whether the value is there.
    pub(super) fn is_never(&self) -> bool {
        self.missing.is_none() && self.open.is_none() && self.needs.is_empty()
    }

    /// Absent for this reason or for another.
    pub(super) fn or(self, other: Absent) -> Absent {
        let mut needs = self.needs;
        for need in other.needs {
            if !needs.contains(&need) {
                needs.push(need);
            }
        }
        // The part that is certainly missing is the one to blame.
        let (first, second) = if self.missing.is_none() && other.missing.is_some() {
            (other.blame, self.blame)
        } else {
            (self.blame, other.blame)
        };
        Absent {
            missing: self.missing.or(other.missing),
            open: self.open.or(other.open),
            blame: first.or(second),
            needs,
        }
    }

    /// The same where it is not certain that the part is evaluated at all.
    pub(super) fn perhaps(self) -> Absent {
        if self.is_never() {
            return self;
        }
        let why = match (self.open, &self.missing) {
            (Some(open), None) => open,
            _ => Why::new("it depends on a condition, and may have no value"),
        };
        Absent {
            open: Some(why),
            blame: self.blame,
            ..Absent::default()
        }
    }

    pub(super) fn blamed(mut self, at: &Range<usize>) -> Absent {
        if !self.is_never() && self.blame.is_none() {
            self.blame = Some(at.clone());
        }
        self
    }
}

impl Value {
    pub(super) fn there(fact: Fact) -> Value {
        Value::maybe(fact, Absent::default())
    }

    pub(super) fn maybe(fact: Fact, absent: Absent) -> Value {
        Value {
            one: Some(fact),
            many: None,
            absent,
        }
    }

    /// Nothing is known, not even whether it is there.
    pub(super) fn unknown(why: &str) -> Value {
        Value::maybe(Fact::any(why), Absent::open(why))
    }

    /// There is no value.
    pub(super) fn nothing(absent: Absent) -> Value {
        Value {
            absent,
            ..Value::default()
        }
    }

    /// A sequence of any number of these.
    pub(super) fn many(item: Fact) -> Value {
        Value {
            one: None,
            many: Some(item),
            absent: Absent::open(HOW_MANY),
        }
    }

    /// Whether there is certainly no value.
    pub(super) fn is_nothing(&self) -> bool {
        self.one.is_none() && self.many.is_none()
    }

    /// Whether there is certainly a value.
    pub(super) fn is_there(&self) -> bool {
        !self.is_nothing() && self.absent.is_never() && self.leaves().next().is_none()
    }

    /// What is known of the value, where there is one.
    pub(super) fn fact(&self) -> Option<Fact> {
        match (&self.one, &self.many) {
            (one, None) => one.clone(),
            _ => Some(Fact::any(HOW_MANY)),
        }
    }

    /// The kinds that it may be of, where they are known.
    pub(super) fn kinds(&self) -> Option<Kinds> {
        let one = match &self.one {
            Some(one) => one.kinds()?,
            None => Kinds::NONE,
        };
        let many = match &self.many {
            Some(item) => item.kinds()? | Kinds::LIST,
            None => Kinds::NONE,
        };
        Some(one | many)
    }

    /// The Rust values that it may be.
    pub(super) fn leaves(&self) -> impl Iterator<Item = &Leaf> {
        let alternatives = self.one.iter().flat_map(Fact::alternatives);
        alternatives.filter_map(|fact| match fact {
            Fact::Leaf(leaf) => Some(leaf),
            _ => None,
        })
    }

    /// Why something is absent that is made of this value, which stands at `at`.
    pub(super) fn absence(&self, at: &Range<usize>) -> Absent {
        let mut absent = self.absent.clone();
        match &self.one {
            Some(Fact::Leaf(leaf)) if absent.is_never() => {
                absent.needs.push((leaf.clone(), at.clone()));
            }
            _ if self.leaves().next().is_some() => absent = absent.or(Absent::open(BY_TYPE)),
            _ => {}
        }
        absent.blamed(at)
    }

    /// This or that, by a condition of the expression of which it is not known whether it holds.
    pub(super) fn either(self, other: Value) -> Value {
        let is_nothing = self.is_nothing() && other.is_nothing();
        let perhaps = |value: Value| Value {
            absent: value.absent.perhaps(),
            ..value
        };
        if is_nothing {
            self.or(other)
        } else {
            perhaps(self).or(perhaps(other))
        }
    }

    /// This on some ways to the expression, that on others.
    pub(super) fn or(self, other: Value) -> Value {
        let gives_nothing = |it: &Value| it.is_nothing() && it.absent.is_never();
        if gives_nothing(&self) {
            return other;
        }
        if gives_nothing(&other) {
            return self;
        }
        let join = |one: Option<Fact>, two: Option<Fact>| Fact::one_of(one.into_iter().chain(two));
        let is_typed = |it: &Value| it.leaves().next().is_some();
        let was_typed = is_typed(&self) || is_typed(&other);
        let mut value = Value {
            one: join(self.one, other.one),
            many: join(self.many, other.many),
            absent: self.absent.or(other.absent),
        };
        // Whether that one is there, nobody can ask any more.
        if was_typed && (!is_typed(&value) || value.many.is_some()) {
            value.absent = value.absent.or(Absent::open(BY_TYPE));
        }
        value
    }

    /// As what is given in the end.
    pub(super) fn found(&self) -> Found {
        let Absent { missing, open, .. } = self.absent.clone();
        let value = match (self.fact(), &missing, &open) {
            (None, None, Some(why)) => Some(Fact::Any(why.clone())),
            (value, ..) => value,
        };
        Found {
            value,
            missing,
            open,
            ..Found::default()
        }
    }
}

/// Whether a fact may be a list.
pub(super) fn may_be_list(fact: &Fact) -> bool {
    fact.kinds().is_none_or(|kinds| kinds.overlaps(Kinds::LIST))
}
