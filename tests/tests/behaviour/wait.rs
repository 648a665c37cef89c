//! `Wait`.

use std::time::Duration;

use serde_json::json;
use stepwright::Status;

use crate::support::{cause, run_alone};

#[test]
fn waits_take_no_time_in_tests() {
    let year = 365 * 24 * 3600;
    let execution = run_alone(
        &json!({"Type": "Wait", "Seconds": year, "Next": "Next"}),
        json!({}),
    );
    assert_eq!(execution.elapsed, Duration::from_secs(year));
    let state = json!({"Type": "Wait", "TimestampPath": "$.at", "Next": "Next"});
    let execution = run_alone(&state, json!({"at": "2025-01-01T01:00:00+00:30"}));
    assert_eq!(execution.elapsed, Duration::from_secs(1800));
    let execution = run_alone(&state, json!({"at": "1999-01-01T00:00:00Z"}));
    assert_eq!(
        (execution.status, execution.elapsed),
        (Status::Succeeded, Duration::ZERO)
    );
}

#[test]
fn a_wait_that_makes_no_sense_is_a_runtime_error() {
    let seconds = json!({"Type": "Wait", "SecondsPath": "$.n", "End": true});
    for (input, expected) in [
        (
            json!({"n": -1}),
            "The SecondsPath parameter references a negative value: $.n == -1",
        ),
        (
            json!({"n": 1.5}),
            "The SecondsPath parameter cannot be parsed as a long value: $.n == 1.5",
        ),
        (
            json!({"n": "x"}),
            "The SecondsPath parameter cannot be parsed as a long value: $.n == x",
        ),
        (
            json!({"n": 100_000_000}),
            "The SecondsPath parameter references a value above 99999999: $.n == 100000000",
        ),
        (
            json!({}),
            "The SecondsPath parameter does not reference an input value: $.n",
        ),
    ] {
        assert_eq!(cause(&seconds, input), expected);
    }
    let timestamp = json!({"Type": "Wait", "TimestampPath": "$.at", "End": true});
    assert_eq!(
        cause(&timestamp, json!({"at": "2025-01-01 00:00:00Z"})),
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: \
         $.at == 2025-01-01 00:00:00Z"
    );
}
