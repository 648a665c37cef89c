//! Regions, and loops in them, that never end.

use std::collections::BTreeSet;

use super::graph::{Graph, is_terminal};
use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Program, Region, StateId};
use crate::resolve::called;
use crate::suggest;

/// `{ "A": { .., "Next": "B" }, "B": { .., "Next": "A" } }`: nothing ends it.
pub(super) fn check_end(
    program: &Program,
    region: &Region,
    graph: &Graph<'_>,
    errors: &mut Errors,
) {
    let reachable = graph.reachable();
    // With an unknown target, its state may be the end.
    if graph.guessed || reachable.is_empty() {
        return;
    }
    let is_end = |id: &StateId| graph.state(*id).is_some_and(is_terminal);
    let ends: BTreeSet<StateId> = reachable.iter().copied().filter(is_end).collect();
    let owner = region
        .owner
        .and_then(|owner| graph.state(owner))
        .map(|owner| owner.name.value.clone());
    if ends.is_empty() {
        let mut diagnostic = Diagnostic::new(
            Code::NoEnd,
            // Its opening bracket stands for all of it.
            region.site.start..region.site.start + 1,
            format!("{} never ends", called(program, region)),
        )
        .label("no state that is reached ends it")
        .help("a state with `\"End\": true`, a Succeed or a Fail ends it");
        diagnostic.state = owner;
        errors.push(diagnostic);
        return;
    }
    let alive = graph.leading_to(ends);
    let mut told: BTreeSet<StateId> = BTreeSet::new();
    for id in &region.states {
        if !reachable.contains(id) || alive.contains(id) || told.contains(id) {
            continue;
        }
        let Some(state) = graph.state(*id) else {
            continue;
        };
        let loop_states = graph.reachable_from(*id);
        let others = loop_states
            .iter()
            .filter(|other| *other != id)
            .filter_map(|other| graph.state(*other));
        let others: Vec<&str> = others.map(|other| other.name.value.as_str()).collect();
        let name = &state.name.value;
        let diagnostic = Diagnostic::new(
            Code::NoEnd,
            state.name.site.clone(),
            format!("state `{name}` leads to no end"),
        )
        .label("once here, the workflow never ends")
        .note(if others.is_empty() {
            "it only leads to itself".to_owned()
        } else {
            format!("it only leads to {}", suggest::list_of(others))
        })
        .help("a Choice or a `Catch` can lead out of a loop")
        .state(name);
        errors.push(diagnostic);
        told.extend(loop_states);
    }
}
