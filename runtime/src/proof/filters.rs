//! What rules have found out about a place: which filters of a leaf speak of it, and what they leave there.

use super::place::{Place, same_step};
use super::{Filter, Kinds, Leaf, Step, text};

/// How many filters of a leaf are looked at, as many as [`Place::live`] has bits.
pub(super) const MOST_FILTERS: usize = 128;

/// All filters of a leaf, as bits.
pub(super) const fn all_of(leaf: &Leaf) -> u128 {
    match leaf.filters.len() {
        0 => 0,
        count if count < MOST_FILTERS => (1 << count) - 1,
        _ => u128::MAX,
    }
}

impl Place<'_> {
    /// A filter that speaks of this place or of one below it.
    const fn is_live(self, filter: usize) -> bool {
        self.live & (1 << filter) != 0
    }

    /// How many filters there are to look at.
    pub(super) const fn filters(self) -> usize {
        if self.live == 0 {
            0
        } else {
            (u128::BITS - self.live.leading_zeros()) as usize
        }
    }

    /// The filter of that number, where it speaks of this very place.
    pub(super) const fn filter_here(self, number: usize) -> Option<&'static Filter> {
        let filter = &self.leaf.filters[number];
        if self.is_live(number) && filter.steps.len() == self.depth {
            Some(filter)
        } else {
            None
        }
    }

    /// The next step of the filter of that number, where it speaks of a place below this one.
    pub(super) const fn filter_below(self, number: usize) -> Option<Step> {
        let filter = &self.leaf.filters[number];
        if self.is_live(number) && filter.steps.len() > self.depth {
            Some(filter.steps[self.depth])
        } else {
            None
        }
    }

    /// The filters that speak of the place a step below, or of what is below that.
    pub(super) const fn live_below(self, step: Step) -> u128 {
        let mut live = 0;
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(next) = self.filter_below(number)
                && same_step(next, step)
            {
                live |= 1 << number;
            }
            number += 1;
        }
        live
    }

    /// A rule has found something here, or below.
    pub(super) const fn must_be_there(self) -> bool {
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if self.is_live(number) && matches!(self.leaf.filters[number].present, Some(true)) {
                return true;
            }
            number += 1;
        }
        false
    }

    /// A rule has found nothing here.
    pub(super) const fn must_be_missing(self) -> bool {
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(filter) = self.filter_here(number)
                && matches!(filter.present, Some(false))
            {
                return true;
            }
            number += 1;
        }
        false
    }

    /// The kinds that the filters leave.
    pub(super) const fn kinds(self) -> Kinds {
        let (mut kinds, mut truth) = (Kinds::ALL, None);
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(filter) = self.filter_here(number) {
                kinds = kinds.and(filter.kinds);
                if !filter.one_of.is_empty() {
                    kinds = kinds.and(Kinds::STRING);
                }
                if let Some(value) = filter.boolean {
                    kinds = match truth {
                        Some(other) if other != value => kinds.without(Kinds::BOOL),
                        _ => kinds.and(Kinds::BOOL),
                    };
                    truth = Some(value);
                }
            }
            number += 1;
        }
        kinds
    }

    /// Whether the filters leave that truth value.
    pub(super) const fn admits_bool(self, value: bool) -> bool {
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(filter) = self.filter_here(number)
                && let Some(only) = filter.boolean
                && only != value
            {
                return false;
            }
            number += 1;
        }
        true
    }

    /// Whether the filters leave that string.
    pub(super) const fn admits(self, word: &str) -> bool {
        if self.live == 0 {
            return true;
        }
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(filter) = self.filter_here(number)
                && (text::contains(filter.none_of, word)
                    || !(filter.one_of.is_empty() || text::contains(filter.one_of, word)))
            {
                return false;
            }
            number += 1;
        }
        !self.kinds().and(Kinds::of_text(word)).is_empty()
    }

    /// The strings that a filter names as all that can be here; the filters may leave fewer.
    pub(super) const fn words(self) -> Option<&'static [&'static str]> {
        let count = self.filters();
        let mut number = 0;
        while number < count {
            if let Some(filter) = self.filter_here(number)
                && !filter.one_of.is_empty()
            {
                return Some(filter.one_of);
            }
            number += 1;
        }
        None
    }
}
