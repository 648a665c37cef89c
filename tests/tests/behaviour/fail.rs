//! `Fail`.

use serde_json::json;

use crate::support::run_alone;

#[test]
fn a_fail_state_names_its_error_by_path() {
    let state = json!({"Type": "Fail", "ErrorPath": "$.e", "CausePath": "$.c"});
    let execution = run_alone(&state, json!({"e": "Mine", "c": "Why"}));
    assert_eq!(
        (execution.error.as_deref(), execution.cause.as_deref()),
        (Some("Mine"), Some("Why"))
    );
    assert_eq!(
        run_alone(&state, json!({"e": 1, "c": ""})).error.as_deref(),
        Some("States.Runtime")
    );
    let execution = run_alone(&json!({"Type": "Fail"}), json!({}));
    assert_eq!((execution.error, execution.cause), (None, None));
}
