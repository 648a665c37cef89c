//! The way through the graph: worlds are carried from state to state until nothing is learnt any more.

use std::collections::BTreeSet;

use super::fact::{Fact, Source};
use super::obligation::{Goal, Obligations, Way, Words};
use super::read::Found;
use super::state::{Exit, Step};
use super::world::{Entry, World};
use crate::errors::Code;
use crate::ir::{Kind, Program, RegionId, State, StateId, Transition};

/// An analysis of a program.
#[derive(Debug)]
pub(super) struct Walk<'p> {
    pub(super) program: &'p Program,
    /// The execution's input.
    pub(super) input: Fact,
    pub(super) is_sampled: bool,
    /// For each state, the worlds in which it is entered.
    pub(super) entries: Vec<Entry>,
    /// For each region, the variables that it or one around it assigns.
    assigned: Vec<BTreeSet<String>>,
    /// For each region, what it may end with.
    pub(super) ends: Vec<Entry>,
    /// The states to look at, by their place in `order`.
    open: BTreeSet<(usize, StateId)>,
    /// For each state, its place in an order in which it comes after what leads to it, but for loops.
    order: Vec<usize>,
    /// For each state, whether it may be entered again after it.
    loops: Vec<bool>,
    /// Every way has been followed, so that what no region has given is never given.
    is_whole: bool,
}

impl<'p> Walk<'p> {
    /// Follows every way from the start to its end.
    pub(super) fn new(program: &'p Program, input: Fact, is_sampled: bool) -> Walk<'p> {
        let order = order(program);
        let mut walk = Walk {
            program,
            entries: vec![Entry::default(); program.states.len()],
            ends: vec![Entry::default(); program.regions.len()],
            open: BTreeSet::new(),
            assigned: assigned(program),
            loops: loops(program, &order),
            order,
            is_whole: false,
            is_sampled,
            input: input.clone(),
        };
        walk.enter_region(RegionId(0), World::new(input));
        walk.run();
        // Of a Map whose iterations never end well, an empty list does.
        walk.is_whole = true;
        for (id, state) in program.states() {
            if matches!(&state.kind, Kind::Map(map) if walk.given(map.processor).is_none()) {
                walk.look_at(id);
            }
        }
        walk.run();
        walk
    }

    /// The variables that a region sees something assign.
    pub(super) fn assigned(&self, region: RegionId) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.assigned.get(region.0 as usize).unwrap_or(&NONE)
    }

    fn run(&mut self) {
        while let Some((_, id)) = self.open.pop_first() {
            self.visit(id);
        }
    }

    fn look_at(&mut self, id: StateId) {
        let place = self.order.get(id.0 as usize).copied();
        self.open.insert((place.unwrap_or(usize::MAX), id));
    }

    /// Whether nothing more will be found.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn state(&self, id: StateId) -> Option<&'p State> {
        self.program.states.get(id.0 as usize)
    }

    fn visit(&mut self, id: StateId) {
        let Some(state) = self.state(id) else { return };
        let worlds = self.worlds(id);
        for world in &worlds {
            let step = Step::of(self, id, state, world);
            let (inner, exits) = (step.inner(&mut None), step.exits(&mut None));
            for (region, inner) in inner {
                self.enter_region(region, inner);
            }
            for (exit, mut left) in exits {
                left.trail = world.trail.then(id);
                match exit {
                    Exit::To(next) => self.enter(next, left),
                    Exit::End => self.end(state.region, left),
                }
            }
        }
    }

    pub(super) fn worlds(&self, id: StateId) -> Vec<World> {
        let entry = self.entries.get(id.0 as usize);
        entry.map(|entry| entry.worlds.clone()).unwrap_or_default()
    }

    fn enter_region(&mut self, region: RegionId, world: World) {
        let start = self.program.regions.get(region.0 as usize);
        if let Some(start) = start.and_then(|region| region.start) {
            self.enter(start, world);
        }
    }

    fn enter(&mut self, id: StateId, world: World) {
        let Some(entry) = self.entries.get_mut(id.0 as usize) else {
            return;
        };
        if entry.add(world) {
            self.look_at(id);
        }
    }

    /// A region has ended: what its owner makes of it has to be looked at again.
    fn end(&mut self, region: RegionId, world: World) {
        let Some(end) = self.ends.get_mut(region.0 as usize) else {
            return;
        };
        let is_new = end.add(world);
        let owner = self.program.regions.get(region.0 as usize);
        if let (true, Some(owner)) = (is_new, owner.and_then(|region| region.owner)) {
            self.look_at(owner);
        }
    }

    /// Everything that has to hold, on all the ways that were found; also that the execution gives the output that is
    /// declared, if one is.
    pub(super) fn obligations(&self, has_output: bool) -> Obligations {
        let mut obligations = Obligations::default();
        for (id, state) in self.program.states() {
            for world in &self.worlds(id) {
                let step = Step::of(self, id, state, world);
                let mut record = Some(&mut obligations);
                step.inner(&mut record);
                for (exit, left) in step.exits(&mut record) {
                    if let (Exit::End, RegionId(0), true) = (exit, state.region, has_output) {
                        gives(id, state, &left, &mut obligations);
                    }
                }
            }
        }
        obligations
    }

    /// What a region gives to the state around it; none where it never ends well.
    pub(super) fn given(&self, region: RegionId) -> Option<Fact> {
        let is_map = self
            .program
            .regions
            .get(region.0 as usize)
            .and_then(|region| self.state(region.owner?))
            .is_some_and(|owner| matches!(owner.kind, Kind::Map(_)));
        let ends = self.ends.get(region.0 as usize)?;
        Fact::one_of(ends.worlds.iter().map(|world| {
            // Of an iteration there are many: what one has found out is not known of the others. What a branch has
            // called may be called again.
            world.frozen(&world.document, &|leaf| {
                is_map
                    || match leaf.source {
                        Source::Input => false,
                        Source::Output(state) => self.is_inside(state, region),
                    }
            })
        }))
    }

    /// Whether an execution may come to a state again after it.
    pub(super) fn is_repeated(&self, id: StateId) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            if self.loops.get(id.0 as usize).is_none_or(|loops| *loops) {
                return true;
            }
            let region = self.state(id).map(|state| state.region);
            let region = region.and_then(|region| self.program.regions.get(region.0 as usize));
            at = region.and_then(|region| region.owner);
        }
        false
    }

    /// Whether a state stands within another.
    pub(super) fn is_within(&self, id: StateId, around: StateId) -> bool {
        let regions = (0..).map(RegionId).zip(&self.program.regions);
        let mut inner = regions.filter(|(_, region)| region.owner == Some(around));
        inner.any(|(region, _)| self.is_inside(id, region))
    }

    /// Whether a state belongs to a region, or to one within it.
    fn is_inside(&self, id: StateId, region: RegionId) -> bool {
        let mut at = self.state(id).map(|state| state.region);
        while let Some(inner) = at {
            if inner == region {
                return true;
            }
            let owner = self.program.regions.get(inner.0 as usize);
            at = owner
                .and_then(|region| self.state(region.owner?))
                .map(|state| state.region);
        }
        false
    }
}

/// The execution ends with what is declared.
fn gives(id: StateId, state: &State, left: &World, obligations: &mut Obligations) {
    let site = match &state.next {
        Some(Transition::End(site)) => site,
        _ => &state.name.site,
    };
    let name = &state.name.value;
    obligations.add(
        (id, Code::OutputType, site),
        Goal::Output,
        Some(Way::new(Found::there(left.document.clone()), left)),
        || Words {
            what: "what it ends with is of the declared type".to_owned(),
            never: format!(
                "state `{name}` ends the execution with what is not of its declared type"
            ),
            sometimes: format!(
                "state `{name}` ends the execution with what is not always of its declared type"
            ),
            label: "ends the execution".to_owned(),
            subject: "$".to_owned(),
            ..Words::default()
        },
    );
}

/// The places of the states in a depth-first order of the graph, turned round.
fn order(program: &Program) -> Vec<usize> {
    let mut order = vec![usize::MAX; program.states.len()];
    let mut seen = vec![false; program.states.len()];
    let mut next = program.states.len();
    let start = program.regions.first().and_then(|region| region.start);
    let mut open: Vec<(StateId, bool)> = start.map(|start| (start, false)).into_iter().collect();
    while let Some((id, is_done)) = open.pop() {
        if is_done {
            next -= 1;
            if let Some(place) = order.get_mut(id.0 as usize) {
                *place = next;
            }
            continue;
        }
        match seen.get_mut(id.0 as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.push((id, true));
        let Some(state) = program.state(id) else {
            continue;
        };
        // What is pushed last is gone into first, and comes after the others in the order: what follows a Parallel or
        // Map comes after what is within it.
        let inner: Vec<RegionId> = match &state.kind {
            Kind::Parallel(regions) => regions.clone(),
            Kind::Map(map) => vec![map.processor],
            _ => Vec::new(),
        };
        let inner = inner
            .into_iter()
            .filter_map(|region| program.regions.get(region.0 as usize)?.start);
        open.extend(inner.chain(state.targets()).map(|id| (id, false)));
    }
    order
}

/// The variables that each region sees. One inside of another stands after it.
fn assigned(program: &Program) -> Vec<BTreeSet<String>> {
    let mut all: Vec<BTreeSet<String>> = Vec::new();
    for region in &program.regions {
        let owner = region.owner.and_then(|owner| program.state(owner));
        let mut names = match owner {
            // A child execution sees nothing of what is around it.
            Some(state) if state.is_distributed() => BTreeSet::new(),
            Some(state) => all
                .get(state.region.0 as usize)
                .cloned()
                .unwrap_or_default(),
            None => BTreeSet::new(),
        };
        let states = region.states.iter().filter_map(|id| program.state(*id));
        let assigns = states.flat_map(State::assigns).flatten();
        names.extend(assigns.map(|(name, _)| name.value.clone()));
        all.push(names);
    }
    all
}

/// The states that may be on a circle: all that a way back spans in the order, for on a circle each state is left for later
/// ones only until a way leads back to it or beyond.
fn loops(program: &Program, order: &[usize]) -> Vec<bool> {
    let place = |id: StateId| order.get(id.0 as usize).copied();
    // For each place, how many ways back begin to span there, and how many cease behind it.
    let mut spans = vec![(0_usize, 0_usize); program.states.len()];
    for (id, state) in program.states() {
        for target in state.targets() {
            if let (Some(from), Some(to)) = (place(id), place(target))
                && to <= from
            {
                spans.get_mut(to).into_iter().for_each(|it| it.0 += 1);
                spans.get_mut(from).into_iter().for_each(|it| it.1 += 1);
            }
        }
    }
    let mut open = 0;
    let mut is_spanned = Vec::with_capacity(spans.len());
    for (begin, cease) in spans {
        open += begin;
        is_spanned.push(open > 0);
        open -= cease;
    }
    let is = |place: &usize| is_spanned.get(*place).copied().unwrap_or(false);
    order.iter().map(is).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Random;
    use crate::{Options, examine};

    /// What can be reached from each state, in one step or more.
    fn reached(program: &Program, from: StateId) -> BTreeSet<StateId> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(state) = open.pop().and_then(|id| program.state(id)) {
            let next = state.targets().filter(|next| reached.insert(*next));
            open.extend(next);
        }
        reached
    }

    #[test]
    fn a_state_that_leads_back_to_itself_is_repeated() {
        let mut random = Random(7);
        let mut once = 0;
        for _ in 0..500 {
            let states: Vec<String> = (0..8)
                .map(|name| {
                    let (back, on) = (random.below(8), (name + 1).min(7));
                    format!(
                        r#""{name}": {{ "Type": "Choice", "Default": "{on}", "Choices": [
                            {{ "Variable": "$.x", "IsNull": true, "Next": "{back}" }}] }}"#
                    )
                })
                .collect();
            let definition = format!(
                r#"{{ "StartAt": "0", "States": {{ {} }} }}"#,
                states.join(", ")
            );
            let analysis = examine("random.asl.json", &definition, &Options::default());
            let program = analysis.program.expect("it can be read");
            let walk = Walk::new(&program, Fact::any("nothing is known"), false);
            let start = StateId(0);
            let seen = reached(&program, start);
            for (id, _) in program.states().filter(|(id, _)| seen.contains(id)) {
                let is_circle = reached(&program, id).contains(&id);
                assert!(walk.is_repeated(id) || !is_circle, "{id:?} of {definition}");
                once += usize::from(!walk.is_repeated(id));
            }
        }
        assert!(once > 100, "some are not: {once}");
    }

    #[test]
    fn what_is_within_a_repeated_state_is_repeated() {
        let definition = r#"{ "StartAt": "Ask", "States": {
            "Ask": { "Type": "Pass", "Next": "Each" },
            "Each": { "Type": "Map", "Next": "Again",
                "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } },
            "Again": { "Type": "Choice", "Choices": [{ "Variable": "$", "IsNull": true, "Next": "Each" }], "Default": "Done" },
            "Done": { "Type": "Pass", "End": true }
        } }"#;
        let analysis = examine("loop.asl.json", definition, &Options::default());
        let program = analysis.program.expect("it can be read");
        let walk = Walk::new(&program, Fact::any("nothing is known"), false);
        let repeated: Vec<&str> = program
            .states()
            .filter(|(id, _)| walk.is_repeated(*id))
            .map(|(_, state)| state.name.value.as_str())
            .collect();
        assert_eq!(repeated, ["Each", "One", "Again"]);
    }
}
