//! Checks of the resolved program: each small, each about one subject, in no particular order.

mod end;
mod error_lists;
mod graph;
mod heartbeat;
mod reachable;
mod variables;

use crate::asl::Lowered;
use crate::errors::Errors;
use crate::ir::RegionId;
use graph::Graph;

/// Runs all checks. The shape of incomplete regions is not judged: they are not known whole.
pub(crate) fn check(lowered: &Lowered, errors: &mut Errors) {
    let program = &lowered.program;
    for (index, region) in program.regions.iter().enumerate() {
        let id = RegionId(u32::try_from(index).unwrap_or(u32::MAX));
        if !lowered.incomplete.contains(&id) {
            let graph = Graph::new(program, region);
            reachable::check_reachable(program, region, &graph, errors);
            end::check_end(program, region, &graph, errors);
        }
    }
    for state in &program.states {
        error_lists::check_names(program, state, errors);
        error_lists::check_states_all(state, errors);
        error_lists::check_shadowed(state, errors);
        heartbeat::check_heartbeat(state, errors);
    }
    variables::check_variables(lowered, errors);
}
