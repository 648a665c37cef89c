//! `Catch`.

use serde_json::json;
use stepwright::Status;
use stepwright::test::Mock;

use crate::support::{fails, run_work, work};

#[test]
fn which_names_cover_which_errors() {
    let covers = |name: &str, error: &'static str| {
        let definition = work(&json!({"Catch": [{"ErrorEquals": [name], "Next": "Caught"}]}));
        run_work(&definition, fails(error), json!({})).status == Status::Succeeded
    };
    assert!(covers("Mine", "Mine"));
    assert!(!covers("Mine", "Yours"));
    assert!(covers("States.ALL", "Mine"));
    assert!(covers("States.ALL", "States.Timeout"));
    assert!(covers("States.ALL", "States.DataLimitExceeded"));
    assert!(covers("States.TaskFailed", "Mine"));
    assert!(!covers("States.TaskFailed", "States.Timeout"));
    assert!(covers("States.Timeout", "States.HeartbeatTimeout"));
    assert!(!covers("States.HeartbeatTimeout", "States.Timeout"));
    for name in ["States.ALL", "States.TaskFailed", "States.Runtime"] {
        assert!(!covers(name, "States.Runtime"), "{name}");
    }
}

#[test]
fn a_catcher_puts_the_error_into_the_raw_input() {
    let definition = work(&json!({
        "InputPath": "$.inner",
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Caught"}]
    }));
    let execution = run_work(&definition, fails("Bad"), json!({"inner": {}, "kept": 1}));
    assert_eq!(
        execution.output,
        Some(json!({"inner": {}, "kept": 1, "error": {"Error": "Bad", "Cause": "because"}}).into())
    );
    assert_eq!(execution.states(), ["Work", "Caught"]);
}

#[test]
fn a_result_that_does_not_fit_is_caught() {
    let definition = work(&json!({
        "ResultPath": "$.answer",
        "Catch": [{"ErrorEquals": ["States.ResultPathMatchFailure"], "Next": "Caught"}]
    }));
    let execution = run_work(&definition, Mock::returns(1_u64), json!("no object"));
    assert_eq!(execution.states(), ["Work", "Caught"], "{execution:?}");
}
