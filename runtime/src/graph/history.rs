//! A history becomes an overlay: each time that a state was entered is a visit, and what follows says how it went.

use std::collections::BTreeMap;

use super::Graph;
use crate::history::{Event, EventKind as E};
use crate::program::{Kind, State};
use stepwright_graph::{Mark, Overlay, Status};

/// One time that a state was entered.
struct Visit {
    state: usize,
    /// The visit of the Parallel or Map that it lies in.
    within: Option<usize>,
    /// How many attempts were begun.
    attempts: usize,
    /// Whether the last that is known of it is a failure.
    failed: bool,
    aborted: bool,
    left: bool,
}

/// Where an event leaves its line of events.
#[derive(Clone, Copy)]
enum At {
    /// Before the first state of a region.
    Begin(Option<usize>),
    /// In a visit.
    In(usize),
    /// After a visit.
    After(usize),
}

struct Reader {
    graph: Graph,
    visits: Vec<Visit>,
    /// By an event's number, where it leaves its line.
    at: BTreeMap<u64, At>,
    over: bool,
    overlay: Overlay,
}

pub(super) fn overlay(graph: Graph, history: &[Event]) -> Overlay {
    let mut reader = Reader {
        graph,
        visits: Vec::new(),
        at: BTreeMap::new(),
        over: false,
        overlay: Overlay::new(),
    };
    for event in history {
        let before = reader.at.get(&event.previous).copied();
        let after = reader.read(before.unwrap_or(At::Begin(None)), &event.kind);
        reader.at.insert(event.id, after);
    }
    reader.finish()
}

impl Reader {
    fn read(&mut self, at: At, event: &E) -> At {
        match event {
            E::StateEntered { name, .. } => self.enter(at, name),
            E::StateExited { name, .. } => match self.open(at, |state| state.name == *name) {
                Some(visit) => {
                    self.fail_inside(at, visit);
                    self.visits[visit].left = true;
                    At::After(visit)
                }
                None => at,
            },
            E::StateAborted { name, .. } => {
                if let Some(visit) = self.open(at, |state| state.name == *name) {
                    self.visits[visit].aborted = true;
                }
                at
            }
            E::TaskScheduled { .. } => self.attempt(at, |kind| matches!(kind, Kind::Task(_))),
            E::ParallelStateStarted => self.attempt(at, |kind| matches!(kind, Kind::Parallel(_))),
            E::MapStateStarted { .. } => self.attempt(at, |kind| matches!(kind, Kind::Map(_))),
            E::TaskSucceeded { .. } => {
                self.outcome(at, false, |kind| matches!(kind, Kind::Task(_)))
            }
            E::TaskFailed { .. } | E::TaskTimedOut { .. } => {
                self.outcome(at, true, |kind| matches!(kind, Kind::Task(_)))
            }
            E::ParallelStateSucceeded => {
                self.outcome(at, false, |kind| matches!(kind, Kind::Parallel(_)))
            }
            E::ParallelStateFailed => {
                self.outcome(at, true, |kind| matches!(kind, Kind::Parallel(_)))
            }
            E::MapStateSucceeded => self.outcome(at, false, |kind| matches!(kind, Kind::Map(_))),
            E::MapStateFailed => self.outcome(at, true, |kind| matches!(kind, Kind::Map(_))),
            E::EvaluationFailed { name, .. } => match self.open(at, |state| state.name == *name) {
                Some(visit) => {
                    self.visits[visit].failed = true;
                    At::In(visit)
                }
                None => at,
            },
            E::MapIterationStarted { name, .. } => {
                At::Begin(self.open(at, |state| state.name == *name))
            }
            E::MapIterationFailed { name, .. } => {
                if let Some(map) = self.open(at, |state| state.name == *name) {
                    self.fail_inside(at, map);
                }
                at
            }
            E::ExecutionFailed { .. } => {
                if let At::In(visit) = at {
                    self.visits[visit].failed = true;
                }
                self.over = true;
                at
            }
            E::ExecutionSucceeded { .. }
            | E::ExecutionTimedOut { .. }
            | E::ExecutionAborted { .. } => {
                self.over = true;
                at
            }
            _ => at,
        }
    }

    fn enter(&mut self, at: At, name: &str) -> At {
        let states = self.graph.program.states;
        let Some(state) = states.iter().position(|state| state.name == name) else {
            return at;
        };
        let region = states[state].region;
        let mut within = None;
        match at {
            At::Begin(visit) => within = visit,
            At::After(before) if states[self.visits[before].state].region == region => {
                within = self.visits[before].within;
                self.take(before, state);
            }
            // An iteration's line may begin at another's end.
            At::In(_) | At::After(_) => {}
        }
        let owner = self.graph.program.regions[region as usize].owner;
        let is_owner = |visit: &Visit| Some(visit.state) == owner.map(|owner| owner as usize);
        if !within.is_some_and(|visit| is_owner(&self.visits[visit])) {
            within = self
                .visits
                .iter()
                .rposition(|visit| is_owner(visit) && !visit.left);
        }
        self.visits.push(Visit {
            state,
            within,
            attempts: 0,
            failed: matches!(states[state].kind, Kind::Fail(_)),
            aborted: false,
            left: false,
        });
        At::In(self.visits.len() - 1)
    }

    /// Notes the way from a visit to the next state. Not every failure has an event of its own: where only a catcher leads
    /// there, one was caught.
    fn take(&mut self, before: usize, to: usize) {
        let from = self.visits[before].state;
        let state = &self.graph.program.states[from];
        let is_to = |id: u32| id as usize == to;
        let caught = state.catch.iter().any(|catcher| is_to(catcher.next));
        let plain = match &state.kind {
            Kind::Choice(choice) => {
                choice.rules.iter().any(|rule| is_to(rule.next))
                    || choice.default.is_some_and(is_to)
            }
            _ => state.next.is_some_and(is_to),
        };
        let visit = &mut self.visits[before];
        visit.failed = caught && (visit.failed || !plain);
        self.overlay.take(from, to, visit.failed);
    }

    /// The visit that an event is about: the one its line is in, or the nearest around it, that is of such a state and open.
    fn open(&self, at: At, is_it: impl Fn(&State) -> bool) -> Option<usize> {
        let states = self.graph.program.states;
        let fits =
            |visit: usize| !self.visits[visit].left && is_it(&states[self.visits[visit].state]);
        let mut around = match at {
            At::Begin(visit) => visit,
            At::In(visit) | At::After(visit) => Some(visit),
        };
        while let Some(visit) = around {
            if fits(visit) {
                return Some(visit);
            }
            around = self.visits[visit].within;
        }
        (0..self.visits.len()).rev().find(|visit| fits(*visit))
    }

    fn attempt(&mut self, at: At, is_it: impl Fn(&Kind) -> bool) -> At {
        match self.open(at, |state| is_it(&state.kind)) {
            Some(visit) => {
                self.fail_inside(at, visit);
                self.visits[visit].attempts += 1;
                self.visits[visit].failed = false;
                match self.graph.program.states[self.visits[visit].state].kind {
                    Kind::Task(_) => At::In(visit),
                    _ => At::Begin(Some(visit)),
                }
            }
            None => at,
        }
    }

    fn outcome(&mut self, at: At, failed: bool, is_it: impl Fn(&Kind) -> bool) -> At {
        match self.open(at, |state| is_it(&state.kind)) {
            Some(visit) => {
                self.fail_inside(at, visit);
                self.visits[visit].failed = failed;
                At::In(visit)
            }
            None => at,
        }
    }

    /// What is open inside a Parallel or Map where its line ends is what it failed by.
    fn fail_inside(&mut self, at: At, owner: usize) {
        if let At::In(visit) = at
            && visit != owner
        {
            self.visits[visit].failed = true;
        }
    }

    fn finish(mut self) -> Overlay {
        for number in 0..self.visits.len() {
            let visit = &self.visits[number];
            let around = visit.within.map(|within| &self.visits[within]);
            let cut_off = self.over || around.is_some_and(|around| around.left || around.failed);
            let status = match (visit.left, visit.failed) {
                (true, false) => Status::Succeeded,
                (true, true) => Status::Caught,
                (false, true) => Status::Failed,
                (false, false) if visit.aborted || cut_off => Status::Aborted,
                (false, false) => Status::Running,
            };
            let mark = Mark::new(status).retried(visit.attempts.saturating_sub(1));
            self.overlay.add(visit.state, mark);
        }
        self.overlay
    }
}
