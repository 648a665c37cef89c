//! How an execution ended.

use regex_lite::RegexBuilder;
use serde_json::{Value as Json, json};

use super::{Difference, alike::alike};
use crate::read::Record;

pub(super) fn compare(record: &Record, observed: &Json, differences: &mut Vec<Difference>) {
    let expected = record.get("expected");
    let mut compare = |what: &str, expected: Option<&Json>, actual: Option<&Json>| {
        let same = match (expected, actual) {
            (Some(expected), Some(actual)) => alike(expected, actual),
            (None, None) => true,
            _ => false,
        };
        if !same {
            differences.push(Difference::new(what, expected, actual));
        }
    };
    compare("status", expected.get("status"), observed.get("status"));
    let masked = |output: Option<&Json>| output.map(|output| mask(record, output));
    let outputs = [expected, observed].map(|it| masked(it.get("output")));
    compare("output", outputs[0].as_ref(), outputs[1].as_ref());
    // A null error or cause is absent.
    let there = |of: &Json, field: &str| of.get(field).filter(|it| !it.is_null()).cloned();
    compare(
        "error",
        there(expected, "error").as_ref(),
        there(observed, "error").as_ref(),
    );
    let cause = there(observed, "cause");
    let Some(pattern) = record.get("cause_regex").as_str() else {
        compare("cause", there(expected, "cause").as_ref(), cause.as_ref());
        return;
    };
    // It was compiled when the line was read.
    let pattern_matches = RegexBuilder::new(pattern)
        .dot_matches_new_line(true)
        .build()
        .is_ok_and(|pattern| {
            cause
                .as_ref()
                .and_then(Json::as_str)
                .is_some_and(|cause| pattern.is_match(cause))
        });
    if !pattern_matches {
        differences.push(Difference::new(
            "cause, by its pattern",
            Some(&json!(pattern)),
            cause.as_ref(),
        ));
    }
}

/// An output without what its recording masked.
fn mask(record: &Record, output: &Json) -> Json {
    let mut output = output.clone();
    for pointer in record.list("output_wildcards").filter_map(Json::as_str) {
        if let Some(masked) = output.pointer_mut(pointer) {
            *masked = Json::Null;
        }
    }
    output
}
