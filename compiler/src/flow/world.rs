//! Worlds: what may be known when a state is entered, and by which way.

use std::rc::Rc;

use super::fact::{Fact, Field, Leaf, Source, Step, Why};
use super::filter::{self, Filter, Filters};
use super::tree::Tree;
use crate::ir::StateId;

/// What rules have found out about the values that are of Rust types.
pub(crate) type Known = Tree<Source, Filters>;

/// A way to a state, and what is known at its end.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// `$`, or `$states.input`.
    pub(crate) document: Fact,
    /// The variables; on some ways one may have no value.
    pub(crate) variables: Rc<Tree<String, Field>>,
    /// `$$.Map.Item.Value`.
    pub(crate) item: Option<Fact>,
    pub(crate) known: Known,
    /// The states that were passed.
    pub(crate) trail: Trail,
}

/// The states passed on a way, the last one first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail(Option<Rc<Passed>>);

#[derive(Debug)]
struct Passed {
    state: StateId,
    before: Trail,
    /// How many states there are up to this one.
    length: usize,
}

impl Trail {
    pub(crate) fn then(&self, state: StateId) -> Trail {
        Trail(Some(Rc::new(Passed {
            state,
            before: self.clone(),
            length: self.length() + 1,
        })))
    }

    fn length(&self) -> usize {
        self.0.as_ref().map_or(0, |last| last.length)
    }

    /// The states of two ways without those at the start that are known to be the same, the first one first.
    pub(crate) fn since_parting(&self, other: &Trail) -> (Vec<StateId>, Vec<StateId>) {
        let (mut one, mut two) = (self, other);
        let (mut of_one, mut of_two) = (Vec::new(), Vec::new());
        let step = |trail: &mut &Trail, states: &mut Vec<StateId>| {
            if let Some(last) = &trail.0 {
                states.push(last.state);
                *trail = &last.before;
            }
        };
        while !one.is_same(two) {
            let (length, other_length) = (one.length(), two.length());
            if length >= other_length {
                step(&mut one, &mut of_one);
            }
            if other_length >= length {
                step(&mut two, &mut of_two);
            }
        }
        of_one.reverse();
        of_two.reverse();
        (of_one, of_two)
    }

    fn is_same(&self, other: &Trail) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            _ => false,
        }
    }
}

impl Drop for Trail {
    /// A long way is dropped in a loop, not link by link on the stack.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(link) = next {
            next = match Rc::try_unwrap(link) {
                Ok(mut last) => last.before.0.take(),
                Err(_) => None,
            };
        }
    }
}

impl World {
    pub(crate) fn new(document: Fact) -> World {
        World {
            document,
            variables: Rc::default(),
            item: None,
            known: Known::new(),
            trail: Trail::default(),
        }
    }

    /// What is known of the value that a leaf is a part of.
    pub(crate) fn filters(&self, leaf: &Leaf) -> Filters {
        match &leaf.frozen {
            Some(frozen) => (**frozen).clone(),
            None => self.known.get(&leaf.source).cloned().unwrap_or_default(),
        }
    }

    /// Finds something out about a live leaf; `false` where it cannot be.
    pub(crate) fn learn(&mut self, source: Source, steps: &[Step], filter: &Filter) -> bool {
        let mut filters = self.known.get(&source).cloned().unwrap_or_default();
        let filter = Filter {
            since: self.trail.length(),
            ..filter.clone()
        };
        let can_be = filter::narrow(&mut filters, steps, &filter);
        self.known.insert(source, filters);
        can_be
    }

    /// Whether two worlds differ in nothing but what rules have found out, and the way.
    fn is_alike(&self, other: &World) -> bool {
        self.document == other.document
            && self.variables == other.variables
            && self.item == other.item
    }

    /// What holds in both; for worlds that are alike. Whether anything was lost.
    fn forget(&mut self, other: &World) -> bool {
        if self.known == other.known {
            return false;
        }
        let joined = self.known.join(&other.known, &mut |_, one, two| {
            let filters = filter::join(one?, two?);
            (!filters.is_empty()).then_some(filters)
        });
        let is_less = joined != self.known;
        self.known = joined;
        is_less
    }

    /// What holds in either.
    fn join(&self, other: &World) -> World {
        let mut joined = World {
            document: self.document.join(&other.document),
            variables: Rc::new(join_variables(&self.variables, &other.variables)),
            item: match (&self.item, &other.item) {
                (Some(one), Some(two)) => Some(one.join(two)),
                (one, two) => one.clone().or_else(|| two.clone()),
            },
            ..self.clone()
        };
        joined.forget(other);
        joined
    }

    /// As much of it as is followed.
    fn bounded(mut self) -> World {
        self.document = self.document.bounded();
        self.item = self.item.map(|item| item.bounded());
        let variables = self.variables.map(&mut |_, field| {
            let fact = field.fact.bounded();
            Some(Field { fact, ..*field })
        });
        self.variables = Rc::new(variables);
        self
    }

    /// A handler has answered once more: what is known of its last answer is not known of this one.
    pub(crate) fn renew(&mut self, source: Source) {
        self.freeze(&|leaf| leaf.source == source);
        self.known.remove(&source);
    }

    /// Leaves behind the leaves for which that holds: what is found out later is not about them.
    pub(crate) fn freeze(&mut self, is: &dyn Fn(&Leaf) -> bool) {
        let has = |fact: &Fact| fact.has_leaf(&|leaf| leaf.frozen.is_none() && is(leaf));
        if has(&self.document) {
            self.document = self.frozen(&self.document, is);
        }
        if self.variables.values().any(|field| has(&field.fact)) {
            let frozen = self.variables.map(&mut |_, field| {
                let fact = self.frozen(&field.fact, is);
                Some(Field { fact, ..*field })
            });
            self.variables = Rc::new(frozen);
        }
        if let Some(item) = self.item.as_ref().filter(|item| has(item)) {
            self.item = Some(self.frozen(item, is));
        }
    }

    /// A fact that outlives this world, with what is known in it.
    pub(crate) fn frozen(&self, fact: &Fact, is: &dyn Fn(&Leaf) -> bool) -> Fact {
        fact.map(&mut |part| match part {
            Fact::Leaf(leaf) if leaf.frozen.is_none() && is(leaf) => {
                let frozen = Some(Rc::new(self.filters(leaf)));
                Some(Fact::Leaf(Leaf {
                    frozen,
                    ..leaf.clone()
                }))
            }
            _ => None,
        })
    }
}

fn join_variables(one: &Tree<String, Field>, two: &Tree<String, Field>) -> Tree<String, Field> {
    one.join(two, &mut |_, one, two| match (one, two) {
        (Some(one), Some(two)) => Some(Field {
            fact: one.fact.join(&two.fact),
            may_be_missing: one.may_be_missing || two.may_be_missing,
        }),
        (one, two) => one.or(two).map(|field| Field {
            fact: field.fact.clone(),
            may_be_missing: true,
        }),
    })
}

/// More worlds than this at one state become one.
const MOST_WORLDS: usize = 4;

/// After so many changes a state's worlds lose the values of scalars, then all that they know.
const WIDEN: usize = 12;
const GIVE_UP: usize = 32;

/// The worlds in which a state is entered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) worlds: Vec<World>,
    is_joined: bool,
    changes: usize,
}

impl Entry {
    /// Adds worlds.
    pub(crate) fn extend(&mut self, worlds: impl IntoIterator<Item = World>) {
        for world in worlds {
            self.add(world);
        }
    }

    /// Adds a world. Whether it brings anything new.
    pub(crate) fn add(&mut self, world: World) -> bool {
        let mut world = world.bounded();
        if self.changes > WIDEN {
            world.document = world.document.widened();
        }
        if self.changes > GIVE_UP {
            world = give_up(&world);
        }
        if let Some(alike) = self.worlds.iter_mut().find(|known| known.is_alike(&world)) {
            let is_new = alike.forget(&world);
            self.changes += usize::from(is_new);
            return is_new;
        }
        if self.is_joined
            && let Some(one) = self.worlds.first_mut()
        {
            let mut joined = one.join(&world).bounded();
            if self.changes > WIDEN {
                joined.document = joined.document.widened();
            }
            if self.changes > GIVE_UP {
                joined = give_up(&joined);
            }
            let is_new = !joined.is_alike(one) || joined.known != one.known;
            *one = joined;
            self.changes += usize::from(is_new);
            return is_new;
        }
        self.changes += 1;
        self.worlds.push(world);
        if self.worlds.len() > MOST_WORLDS {
            self.is_joined = true;
            let all = std::mem::take(&mut self.worlds);
            self.worlds = all
                .into_iter()
                .reduce(|one, two| one.join(&two))
                .into_iter()
                .collect();
        }
        true
    }
}

fn give_up(world: &World) -> World {
    const WHY: &str = "a loop changes it in too many ways";
    let variables = world.variables.map(&mut |_, field| {
        let fact = Fact::Any(Why::new(WHY));
        Some(Field { fact, ..*field })
    });
    World {
        document: Fact::any(WHY),
        variables: Rc::new(variables),
        item: world.item.as_ref().map(|_| Fact::any(WHY)),
        known: Known::new(),
        trail: world.trail.clone(),
    }
}
