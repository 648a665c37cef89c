//! What is wrong, and where: in the value at the end of a way, and in the Rust type that it comes from.

use super::place::{Path, Place, same_step};
use super::{Kinds, Source, Step};
use crate::shape::{Node, Struct};

/// The most steps that a message shows of a way into a value.
const MOST_STEPS: usize = 12;

/// Something wrong at a place.
#[derive(Clone, Copy)]
pub(super) struct Problem {
    /// The way to it in the value.
    pub(super) at: Steps,
    /// Who takes the value.
    pub(super) taker: Taker,
    /// The Rust value that it comes from, and the way to it there; the node of a missing field is around that.
    pub(super) source: Option<(Source, Steps)>,
    pub(super) wrong: Wrong,
    /// It is not so for every value.
    pub(super) sometimes: bool,
    /// How many forms of the value are like that; fewer than it has where [`Problem::in_one_form`].
    pub(super) forms: u32,
    /// It is so in one of several forms of the value.
    pub(super) in_one_form: bool,
}

/// Who takes a value that is wrong.
#[derive(Clone, Copy)]
pub(super) enum Taker {
    /// Nobody: it is looked at.
    Nobody,
    /// The handler or the output as a whole.
    Whole,
    /// A part of its type: the struct or enum of that name.
    Part(&'static str),
}

/// What is wrong.
#[derive(Clone, Copy)]
pub(super) enum Wrong {
    /// The compiler knows that it is missing, or may be.
    Missing,
    /// A struct has no field of that name.
    NoField(&'static Struct, &'static str),
    /// A struct may leave out its field of that name.
    LeftOut(&'static Struct, &'static str),
    /// A map may have no field of that name.
    NoKey(&'static str),
    /// What has no fields is asked for one.
    NotObject(Kinds),
    /// What has no items is asked for one.
    NotArray(Kinds),
    /// It has only that many items.
    TooShort(usize),
    /// It is of a kind that is not wanted.
    Kind(Kinds, Wanted),
    /// It is a string that the type of that form does not take.
    Word(&'static str, &'static Node),
    /// It is a whole number outside the bounds.
    Range(i128, i128),
    /// It has another number of items than wanted.
    Length(usize, usize),
    /// It is there, and the struct takes no other fields than its own.
    Superfluous,
}

/// What is wanted instead.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Kinds(Kinds),
    Node(&'static Node),
}

/// Where a problem is.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) at: Option<&'a Path<'a>>,
    pub(super) taker: Taker,
    pub(super) place: Option<Place<'a>>,
}

impl Origin<'_> {
    /// A value that is looked at, and comes from no Rust value.
    pub(super) const UNSEEN: Origin<'static> = Origin {
        at: None,
        taker: Taker::Nobody,
        place: None,
    };
}

impl Problem {
    pub(super) const fn new(origin: Origin<'_>, wrong: Wrong) -> Problem {
        Problem {
            at: Steps::of(origin.at),
            taker: origin.taker,
            source: match origin.place {
                Some(place) => Some((place.leaf.source, Steps::of(place.way))),
                None => None,
            },
            wrong,
            sometimes: false,
            forms: 1,
            in_one_form: false,
        }
    }

    /// Takes in another problem of the same value. Of two kinds at one place both are told, and a misfit of what is there
    /// tells more than that of a `null`.
    pub(super) const fn join(&mut self, other: &Problem) {
        if let (Wrong::Kind(these, wanted), Wrong::Kind(those, _)) = (self.wrong, other.wrong)
            && self.at.is(&other.at)
        {
            self.wrong = Wrong::Kind(these.or(those), wanted);
            self.forms += 1;
        } else if self.is_of_null() && !other.is_of_null() {
            *self = *other;
        }
    }

    const fn is_of_null(&self) -> bool {
        match self.wrong {
            Wrong::Kind(kinds, _) | Wrong::NotObject(kinds) | Wrong::NotArray(kinds) => {
                kinds.is(Kinds::NULL)
            }
            _ => false,
        }
    }
}

/// The first steps of a way.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    steps: [Step; MOST_STEPS],
    /// How many there are, more than are kept maybe.
    pub(super) len: usize,
}

impl Steps {
    pub(super) const fn along(way: &[Step]) -> Steps {
        let mut steps = [Step::Item; MOST_STEPS];
        let mut at = 0;
        while at < way.len() && at < MOST_STEPS {
            steps[at] = way[at];
            at += 1;
        }
        Steps {
            steps,
            len: way.len(),
        }
    }

    const fn of(path: Option<&Path<'_>>) -> Steps {
        let mut len = 0;
        let mut rest = path;
        while let Some(one) = rest {
            len += 1;
            rest = one.outer;
        }
        let mut steps = [Step::Item; MOST_STEPS];
        let mut at = len;
        let mut rest = path;
        while let Some(one) = rest {
            at -= 1;
            if at < MOST_STEPS {
                steps[at] = one.step;
            }
            rest = one.outer;
        }
        Steps { steps, len }
    }

    const fn is(&self, other: &Steps) -> bool {
        if self.len != other.len {
            return false;
        }
        let mut at = 0;
        while let (Some(one), Some(other)) = (self.get(at), other.get(at)) {
            if !same_step(one, other) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// The step of that number; none after the last, and where steps are not kept.
    pub(super) const fn get(&self, number: usize) -> Option<Step> {
        if number < self.len && number < MOST_STEPS {
            Some(self.steps[number])
        } else {
            None
        }
    }
}
