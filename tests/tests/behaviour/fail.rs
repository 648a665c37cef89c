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

/// AWS's words.
#[test]
fn an_error_s_path_that_leads_nowhere_is_named_with_its_field() {
    for (field, path) in [("ErrorPath", "$.e"), ("CausePath", "$.c.d")] {
        let mut state = json!({"Type": "Fail"});
        state[field] = json!(path);
        let execution = run_alone(&state, json!({"a": 1}));
        assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
        assert_eq!(
            execution.cause.unwrap(),
            format!(
                "An error occurred while executing the state 'It' (entered at the event id #2). The JSONPath '{path}' \
                 specified for the field '{field}' could not be found in the input '{{\"a\":1}}'"
            )
        );
    }
}
