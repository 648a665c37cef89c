//! States that no transition reaches.

use super::graph::Graph;
use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Program, Region};
use crate::resolve::called;

/// `{ "StartAt": "A", "States": { "A": { .., "End": true }, "B": .. } }`: nothing leads to `B`.
pub(super) fn check_reachable(
    program: &Program,
    region: &Region,
    graph: &Graph<'_>,
    errors: &mut Errors,
) {
    // What an unknown name was meant to lead to would all be called unreachable.
    if graph.unknown_target {
        return;
    }
    let reachable = graph.reachable();
    for id in &region.states {
        let Some(state) = graph.state(*id).filter(|_| !reachable.contains(id)) else {
            continue;
        };
        let name = &state.name.value;
        let diagnostic = Diagnostic::new(
            Code::UnreachableState,
            state.name.site.clone(),
            format!("state `{name}` is never reached"),
        )
        .label("no way leads here")
        .state(name);
        errors.push(diagnostic.note_at(
            region.start_at.site.clone(),
            format!(
                "{} starts with `{}`,",
                called(program, region),
                region.start_at.value
            ),
        ));
    }
}
