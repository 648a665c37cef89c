//! The graph of one region: which states may follow which.

use std::collections::BTreeSet;

use crate::ir::{Kind, Program, Region, State, StateId, Target, Transition};
use crate::suggest;

/// Each guess compares all names. Where more targets are unknown, the region's shape is not judged.
const MOST_GUESSES: usize = 20;

/// The transitions of a region's states.
pub(super) struct Graph<'a> {
    program: &'a Program,
    region: &'a Region,
    /// Whether some target is unknown and no similar name says what was meant.
    pub(super) unknown_target: bool,
    /// Whether some target is unknown at all.
    pub(super) guessed: bool,
    guesses: usize,
    edges: Vec<(StateId, StateId)>,
    start: Option<StateId>,
}

impl<'a> Graph<'a> {
    /// Builds it. An unknown target counts as the state with a similar name, so that one typo makes one error.
    pub(super) fn new(program: &'a Program, region: &'a Region) -> Self {
        let mut graph = Graph {
            program,
            region,
            unknown_target: false,
            guessed: false,
            guesses: 0,
            edges: Vec::new(),
            start: region.start,
        };
        if graph.start.is_none() {
            graph.start = graph.guess(&region.start_at.value);
        }
        for id in &region.states {
            let Some(state) = graph.state(*id) else {
                continue;
            };
            for target in targets(state) {
                let to = target.state.or_else(|| graph.guess(&target.name.value));
                graph.edges.extend(to.map(|to| (*id, to)));
            }
        }
        graph
    }

    fn guess(&mut self, name: &str) -> Option<StateId> {
        self.guessed = true;
        self.guesses += 1;
        if self.guesses > MOST_GUESSES {
            self.unknown_target = true;
            return None;
        }
        let names = self
            .region
            .states
            .iter()
            .filter_map(|id| self.state(*id))
            .map(|state| state.name.value.as_str());
        let similar = suggest::similar(name, names);
        let found = similar.and_then(|similar| {
            self.region
                .states
                .iter()
                .copied()
                .find(|id| self.state(*id).is_some_and(|it| it.name.value == similar))
        });
        self.unknown_target |= found.is_none();
        found
    }

    /// A state by its id.
    pub(super) fn state(&self, id: StateId) -> Option<&'a State> {
        self.program.states.get(id.0 as usize)
    }

    /// The states that can be reached from the start.
    pub(super) fn reachable(&self) -> BTreeSet<StateId> {
        self.start
            .map(|start| self.reachable_from(start))
            .unwrap_or_default()
    }

    /// The states that can be reached from one, itself included.
    pub(super) fn reachable_from(&self, start: StateId) -> BTreeSet<StateId> {
        let mut open = vec![start];
        let mut seen = BTreeSet::from([start]);
        while let Some(from) = open.pop() {
            let range = self.edges.partition_point(|(id, _)| *id < from)..;
            for (id, to) in self.edges.get(range).unwrap_or_default() {
                if *id != from {
                    break;
                }
                if seen.insert(*to) {
                    open.push(*to);
                }
            }
        }
        seen
    }

    /// The states from which one of the given can be reached, those included.
    pub(super) fn leading_to(&self, ends: BTreeSet<StateId>) -> BTreeSet<StateId> {
        let mut back: Vec<(StateId, StateId)> =
            self.edges.iter().map(|(from, to)| (*to, *from)).collect();
        back.sort_unstable();
        let reversed = Graph {
            edges: back,
            ..*self
        };
        ends.into_iter()
            .flat_map(|end| reversed.reachable_from(end))
            .collect()
    }
}

/// Whether a state ends its region.
pub(super) fn is_terminal(state: &State) -> bool {
    matches!(state.next, Some(Transition::End(_)))
        || matches!(state.kind, Kind::Succeed | Kind::Fail(_))
}

/// Everything a state may go to.
fn targets(state: &State) -> Vec<&Target> {
    let mut targets: Vec<&Target> = Vec::new();
    if let Some(Transition::Next(target)) = &state.next {
        targets.push(target);
    }
    if let Kind::Choice(choice) = &state.kind {
        targets.extend(choice.rules.iter().map(|rule| &rule.next));
        targets.extend(&choice.default);
    }
    targets.extend(state.catch.iter().map(|catcher| &catcher.next));
    targets
}
