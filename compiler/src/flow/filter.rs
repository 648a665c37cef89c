//! What rules have found out about a Rust value.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::rc::Rc;

use super::fact::Step;
use super::kinds::Kinds;

/// What is known of the parts of one Rust value, each by its way from the whole.
pub(crate) type Filters = BTreeMap<Rc<[Step]>, Rc<Filter>>;

/// What is known of one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// It is there, or is not.
    pub(crate) present: Option<bool>,
    /// It is of one of these kinds, where it is there.
    pub(crate) kinds: Kinds,
    /// It is one of these strings; where empty, that is not known.
    pub(crate) one_of: BTreeSet<String>,
    /// It is none of these strings.
    pub(crate) none_of: BTreeSet<String>,
    /// It is that truth value.
    pub(crate) boolean: Option<bool>,
}

impl Filter {
    /// Nothing is known.
    pub(crate) const ALL: Filter = Filter {
        present: None,
        kinds: Kinds::ALL,
        one_of: BTreeSet::new(),
        none_of: BTreeSet::new(),
        boolean: None,
    };

    /// Whether this says nothing.
    fn says_nothing(&self) -> bool {
        *self == Filter::ALL
    }

    /// Both hold; none where they cannot.
    pub(crate) fn meet(&self, other: &Filter) -> Option<Filter> {
        let same = |one: Option<bool>, two: Option<bool>| match (one, two) {
            (Some(one), Some(two)) if one != two => Err(()),
            (one, two) => Ok(one.or(two)),
        };
        let present = same(self.present, other.present).ok()?;
        let boolean = same(self.boolean, other.boolean).ok()?;
        let kinds = self.kinds & other.kinds;
        if kinds.is_empty() && present != Some(false) {
            return None;
        }
        let none_of: BTreeSet<String> = &self.none_of | &other.none_of;
        let one_of = match (self.one_of.is_empty(), other.one_of.is_empty()) {
            (true, _) => other.one_of.clone(),
            (_, true) => self.one_of.clone(),
            _ => &self.one_of & &other.one_of,
        };
        let was_known = !self.one_of.is_empty() || !other.one_of.is_empty();
        let one_of: BTreeSet<String> = &one_of - &none_of;
        if was_known && one_of.is_empty() {
            return None;
        }
        Some(Filter {
            present,
            kinds,
            one_of,
            none_of,
            boolean,
        })
    }

    /// One of the two holds.
    pub(crate) fn join(&self, other: &Filter) -> Filter {
        let same = |one: Option<bool>, two: Option<bool>| if one == two { one } else { None };
        let is_known = !self.one_of.is_empty() && !other.one_of.is_empty();
        Filter {
            present: same(self.present, other.present),
            kinds: self.kinds | other.kinds,
            one_of: if is_known {
                &self.one_of | &other.one_of
            } else {
                BTreeSet::new()
            },
            none_of: &self.none_of & &other.none_of,
            boolean: same(self.boolean, other.boolean),
        }
    }
}

/// What holds whichever of the two holds.
pub(crate) fn join(one: &Filters, two: &Filters) -> Filters {
    let mut joined = Filters::new();
    for (steps, filter) in one {
        let Some(other) = two.get(steps) else {
            continue;
        };
        if Rc::ptr_eq(filter, other) {
            joined.insert(steps.clone(), filter.clone());
            continue;
        }
        let filter = filter.join(other);
        if !filter.says_nothing() {
            joined.insert(steps.clone(), Rc::new(filter));
        }
    }
    joined
}

/// Adds what is found out; `false` where it cannot be.
pub(crate) fn narrow(filters: &mut Filters, steps: &[Step], filter: &Filter) -> bool {
    let met = match filters.get(steps) {
        Some(known) => known.meet(filter),
        None => Some(filter.clone()),
    };
    let Some(met) = met else {
        return false;
    };
    if met.present == Some(false) {
        let mut below = filters
            .range::<[Step], _>((Bound::Excluded(steps), Bound::Unbounded))
            .take_while(|(known, _)| known.starts_with(steps));
        if below.any(|(_, it)| it.present == Some(true)) {
            return false;
        }
    }
    if met.present == Some(true) {
        let mut above = (0..steps.len()).filter_map(|length| filters.get(steps.get(..length)?));
        if above.any(|it| it.present == Some(false)) {
            return false;
        }
    }
    filters.insert(Rc::from(steps), Rc::new(met));
    true
}
