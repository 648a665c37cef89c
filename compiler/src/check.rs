//! Checks of the resolved program: each small, each about one subject, in no particular order.

mod end;
mod error_lists;
mod graph;
mod heartbeat;
mod reachable;
mod variables;

use std::collections::BTreeSet;

use crate::errors::Errors;
use crate::ir::{Program, RegionId};

/// Runs all checks. The shape of `incomplete` regions is not judged: they are not known whole.
pub(crate) fn check(program: &Program, incomplete: &BTreeSet<RegionId>, errors: &mut Errors) {
    for (index, region) in program.regions.iter().enumerate() {
        let id = RegionId(u32::try_from(index).unwrap_or(u32::MAX));
        if !incomplete.contains(&id) {
            reachable::check_reachable(program, region, errors);
            end::check_end(program, region, errors);
        }
    }
    for state in &program.states {
        error_lists::check_states_all(state, errors);
        error_lists::check_shadowed(state, errors);
        heartbeat::check_heartbeat(state, errors);
    }
    variables::check_variables(program, errors);
}
