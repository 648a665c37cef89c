//! What is noted while a check is settled: how much work is left, and the first thing that is open or wrong.

use super::problem::{Origin, Problem, Wrong};
use super::quick::Look;
use super::remains::Remains;
use super::tally::Tally;
use super::{Types, Why};

/// How many places a check may look at, so that rustc never calls a constant long-running.
const PLACES: u32 = 12_000;
/// How deep calls may nest. rustc stops a constant at 128 frames, of which the functions around and below need some.
const DEEPEST: u32 = 100;

pub(super) struct Record {
    pub(super) types: Types,
    /// Problems are kept, for a message.
    pub(super) loud: bool,
    /// Why it is open whether a type takes a value, where nothing is known of that.
    pub(super) taken: Why,
    places: u32,
    pub(super) look: Look,
    /// The work was too much: whatever has come out is not certain.
    pub(super) is_spent: bool,
    pub(super) first: First,
    /// Why a value may not be possible for all that is known.
    pub(super) doubt: Option<Why>,
    pub(super) remains: Remains,
}

/// The first thing of each sort that was found.
#[derive(Clone, Copy)]
pub(super) struct First {
    pub(super) why: Option<Why>,
    pub(super) problem: Option<Problem>,
}

impl First {
    const NOTHING: First = First {
        why: None,
        problem: None,
    };
}

impl Record {
    pub(super) const fn new(types: &Types, loud: bool) -> Record {
        Record {
            types: *types,
            loud,
            taken: Why::Output,
            places: PLACES,
            look: Look::new(),
            is_spent: false,
            first: First::NOTHING,
            doubt: None,
            remains: Remains::NOTHING,
        }
    }

    /// Counts a place; false once the work is too much.
    pub(super) const fn goes_on(&mut self, deep: u32) -> bool {
        if self.places == 0 || deep > DEEPEST {
            self.is_spent = true;
        } else {
            self.places -= 1;
        }
        !self.is_spent
    }

    pub(super) const fn open(&mut self, why: Why) -> Tally {
        if self.first.why.is_none() {
            self.first.why = Some(why);
        }
        Tally::OPEN
    }

    pub(super) const fn wrong(&mut self, origin: Origin<'_>, wrong: Wrong) -> Tally {
        if self.loud {
            let problem = Problem::new(origin, wrong);
            match &mut self.first.problem {
                Some(first) => first.join(&problem),
                None => self.first.problem = Some(problem),
            }
        }
        Tally::WRONG
    }

    /// A value of several forms was looked at, with nothing wrong before: what is wrong now is so for some of them.
    pub(super) const fn looked_at_forms(&mut self, forms: u32) {
        if let Some(problem) = &mut self.first.problem
            && problem.forms < forms
        {
            problem.sometimes = true;
            problem.in_one_form = true;
        }
    }

    /// A value that may also be otherwise was looked at, with nothing wrong before.
    pub(super) const fn looked_at_some(&mut self) {
        if let Some(problem) = &mut self.first.problem {
            problem.sometimes = true;
        }
    }

    pub(super) const fn doubt(&mut self, why: Why) -> Tally {
        if self.doubt.is_none() {
            self.doubt = Some(why);
        }
        Tally::OPEN
    }
}
