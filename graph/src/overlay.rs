//! What an execution did, to be drawn onto a picture.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How a state stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It was left by its `Next`, a rule, or its end.
    Succeeded,
    /// It was cut off, because something beside it failed or the execution was stopped.
    Aborted,
    /// It failed, and a catcher took over.
    Caught,
    /// It failed.
    Failed,
    /// It was entered and has not been left.
    Running,
}

impl Status {
    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Succeeded => "succeeded",
            Status::Aborted => "aborted",
            Status::Caught => "caught",
            Status::Failed => "failed",
            Status::Running => "running",
        }
    }
}

/// What is drawn onto a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How it stands; of several times, the worst.
    pub status: Status,
    /// How often it was entered.
    pub entered: usize,
    /// How often that ended as `status` says.
    pub times: usize,
    /// How many attempts were made again.
    pub retried: usize,
}

impl Mark {
    /// The mark of a state that was entered once.
    pub const fn new(status: Status) -> Mark {
        Mark {
            status,
            entered: 1,
            times: 1,
            retried: 0,
        }
    }

    /// The mark with attempts that were made again.
    #[must_use]
    pub const fn retried(mut self, attempts: usize) -> Mark {
        self.retried = attempts;
        self
    }

    /// One mark for both.
    #[must_use]
    pub fn and(self, other: Mark) -> Mark {
        let status = self.status.max(other.status);
        let times = |mark: Mark| {
            if mark.status == status { mark.times } else { 0 }
        };
        Mark {
            status,
            entered: self.entered + other.entered,
            times: times(self) + times(other),
            retried: self.retried + other.retried,
        }
    }

    /// What of the words a colour does not say: nothing of a state that was entered once and succeeded at once.
    pub(crate) fn note(self) -> Option<String> {
        let is_plain = self.status == Status::Succeeded && self.entered == 1;
        match self.retried {
            0 if is_plain => None,
            1 if is_plain => Some("1 retry".to_owned()),
            retries if is_plain => Some(format!("{retries} retries")),
            _ => Some(self.words()),
        }
    }

    /// The mark in words: `3 of 5 failed`, `succeeded 2 times, 1 retry`.
    pub fn words(self) -> String {
        let mut words = if self.times < self.entered {
            format!("{} of {} {}", self.times, self.entered, self.status.name())
        } else if self.entered > 1 {
            format!("{} {} times", self.status.name(), self.entered)
        } else {
            self.status.name().to_owned()
        };
        match self.retried {
            0 => {}
            1 => words.push_str(", 1 retry"),
            retries => {
                let _ = write!(words, ", {retries} retries");
            }
        }
        words
    }
}

/// What an execution did: how its states stand and which transitions it took. A state without a mark was not entered.
///
/// ```
/// use stepwright_graph::{Mark, Overlay, Status};
///
/// let mut overlay = Overlay::new();
/// overlay.add(0, Mark::new(Status::Succeeded).retried(2));
/// overlay.add(0, Mark::new(Status::Failed));
/// overlay.take(0, 1, true);
/// assert_eq!(overlay.mark(0).unwrap().words(), "1 of 2 failed, 2 retries");
/// assert_eq!(overlay.taken(0, 1, true), 1);
/// assert_eq!(overlay.mark(1), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    marks: BTreeMap<usize, Mark>,
    taken: BTreeMap<(usize, usize, bool), usize>,
}

impl Overlay {
    /// Nothing was entered.
    pub const fn new() -> Overlay {
        Overlay {
            marks: BTreeMap::new(),
            taken: BTreeMap::new(),
        }
    }

    /// Marks the state of that number, in place of the mark it had.
    pub fn set(&mut self, state: usize, mark: Mark) {
        self.marks.insert(state, mark);
    }

    /// Adds to the mark of the state of that number.
    pub fn add(&mut self, state: usize, mark: Mark) {
        let had = self.marks.get(&state).copied();
        self.set(state, had.map_or(mark, |had| had.and(mark)));
    }

    /// Notes that the way from a state to another was taken, by a catcher or not.
    pub fn take(&mut self, from: usize, to: usize, caught: bool) {
        *self.taken.entry((from, to, caught)).or_default() += 1;
    }

    /// What both did, put together.
    #[must_use]
    pub fn and(mut self, other: Overlay) -> Overlay {
        for (state, mark) in other.marks {
            self.add(state, mark);
        }
        for (way, times) in other.taken {
            *self.taken.entry(way).or_default() += times;
        }
        self
    }

    /// The mark of a state, if it was entered.
    pub fn mark(&self, state: usize) -> Option<Mark> {
        self.marks.get(&state).copied()
    }

    /// How often the way from a state to another was taken, by a catcher or not.
    pub fn taken(&self, from: usize, to: usize, caught: bool) -> usize {
        self.taken.get(&(from, to, caught)).copied().unwrap_or(0)
    }
}
