//! `Choice`. Its operators are in the recordings, one by one.

use serde_json::json;

use crate::support::{cause, run_alone};

#[test]
fn a_choice_without_a_match_fails_as_on_aws() {
    let state = json!({
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Next"}]
    });
    assert_eq!(run_alone(&state, json!({"n": 1})).states(), ["It", "Next"]);
    assert_eq!(
        cause(&state, json!({"n": 2})),
        "Failed to transition out of the state. The state does not point to a next state."
    );
}
