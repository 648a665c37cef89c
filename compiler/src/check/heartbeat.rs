//! A heartbeat has to be below the timeout, or it never fires.

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Count, Kind, State};

/// `"TimeoutSeconds": 60, "HeartbeatSeconds": 60`: the timeout always comes first.
pub(super) fn check_heartbeat(state: &State, errors: &mut Errors) {
    let Kind::Task(task) = &state.kind else {
        return;
    };
    let (Some(heartbeat), Some(timeout)) = (&task.heartbeat, &task.timeout) else {
        return;
    };
    let (Count::Literal(beat), Count::Literal(limit)) = (&heartbeat.value, &timeout.value) else {
        return;
    };
    if beat >= limit {
        errors.push(
            Diagnostic::new(
                Code::HeartbeatNotBelowTimeout,
                heartbeat.site.clone(),
                format!(
                    "`HeartbeatSeconds` of state `{}` is {beat} and not below its timeout",
                    state.name.value
                ),
            )
            .label("never missed before the timeout")
            .note_at(
                timeout.site.clone(),
                format!("`TimeoutSeconds` is {limit},"),
            )
            .state(&state.name.value),
        );
    }
}
