//! What rules have found out about a Rust value.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::fact::Step;
use super::kinds::Kinds;
use super::tree::Tree;

/// What is known of the parts of one Rust value, each by its way from the whole.
pub(crate) type Filters = Tree<Rc<[Step]>, Rc<Filter>>;

/// What is known of one part.
#[derive(Clone, Debug)]
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
    /// How many states had been passed when the last of this was found out. It takes no part in comparing.
    pub(crate) since: usize,
}

impl PartialEq for Filter {
    fn eq(&self, other: &Filter) -> bool {
        self.present == other.present
            && self.kinds == other.kinds
            && self.one_of == other.one_of
            && self.none_of == other.none_of
            && self.boolean == other.boolean
    }
}

impl Eq for Filter {}

impl Filter {
    /// Nothing is known.
    pub(crate) const ALL: Filter = Filter {
        present: None,
        kinds: Kinds::ALL,
        one_of: BTreeSet::new(),
        none_of: BTreeSet::new(),
        boolean: None,
        since: 0,
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
            since: self.since.max(other.since),
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
            since: self.since.max(other.since),
        }
    }
}

/// What holds whichever of the two holds.
pub(crate) fn join(one: &Filters, two: &Filters) -> Filters {
    one.join(two, &mut |_, filter, other| {
        let (filter, other) = (filter?, other?);
        if filter == other {
            return Some(filter.clone());
        }
        let filter = filter.join(other);
        (!filter.says_nothing()).then(|| Rc::new(filter))
    })
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
        let beyond = filters.beyond(steps);
        let mut below = beyond.take_while(|(known, _)| known.starts_with(steps));
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
