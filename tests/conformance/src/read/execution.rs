//! What a recorded execution must have.

use regex_lite::Regex;
use serde_json::Value as Json;

use super::Missing;

const STATUSES: [&str; 5] = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING"];

const RESULTS: [&str; 4] = ["output", "error", "timeout", "pending"];

/// Says everything that is missing. What `FORMAT.md` lets be null or empty may be left out.
pub(super) fn check(line: &Json) -> Result<(), String> {
    let mut missing = Missing::default();
    missing.fields(line, &["id", "definition", "input", "expected"]);
    let is = |field: &str, holds: fn(&Json) -> bool| line.get(field).is_none_or(holds);
    missing.check(is("id", Json::is_string), "`id` is no string");
    missing.check(
        is("definition", Json::is_object),
        "`definition` is no object",
    );
    missing.check(is("expected", Json::is_object), "`expected` is no object");
    for field in [
        "mocks",
        "s3_objects",
        "history",
        "output_wildcards",
        "needs",
        "tags",
    ] {
        let holds = is(field, |it| it.is_null() || it.is_array());
        missing.check(holds, format!("`{field}` is no array"));
    }
    missing.check(
        is("lambdas", |it| it.is_null() || it.is_object()),
        "`lambdas` is no object",
    );
    if line["expected"].is_object() {
        expected(&line["expected"], &mut missing);
    }
    for (index, mock) in list(&line["mocks"]) {
        missing.check(
            mock["state"].is_string(),
            format!("`mocks[{index}]` has no `state`"),
        );
        let result = &mock["result"];
        missing.check(
            result.is_object(),
            format!("`mocks[{index}]` has no `result`"),
        );
        let says = RESULTS.iter().any(|field| result.get(field).is_some());
        missing.check(
            says || !result.is_object(),
            format!("`mocks[{index}].result` has none of {}", RESULTS.join(", ")),
        );
    }
    for (index, object) in list(&line["s3_objects"]) {
        for field in ["Bucket", "Key", "Body"] {
            missing.check(
                object.get(field).is_some(),
                format!("`s3_objects[{index}]` has no `{field}`"),
            );
        }
    }
    for (index, event) in list(&line["history"]) {
        missing.check(
            event["type"].is_string(),
            format!("`history[{index}]` has no `type`"),
        );
    }
    for (index, pointer) in list(&line["output_wildcards"]) {
        let is_pointer = pointer
            .as_str()
            .is_some_and(|it| it.is_empty() || it.starts_with('/'));
        missing.check(
            is_pointer,
            format!("`output_wildcards[{index}]` is no JSON pointer"),
        );
    }
    match &line["cause_regex"] {
        Json::Null => {}
        Json::String(pattern) => {
            if let Err(error) = Regex::new(pattern) {
                missing.check(
                    false,
                    format!("`cause_regex` is no regular expression: {error}"),
                );
            }
        }
        _ => missing.check(false, "`cause_regex` is no string"),
    }
    missing.finish()
}

fn expected(expected: &Json, missing: &mut Missing) {
    match expected["status"].as_str() {
        None => missing.check(false, "it has no `expected.status`"),
        Some("SUCCEEDED") => {
            missing.check(
                expected.get("output").is_some(),
                "it succeeded and has no `expected.output`",
            );
        }
        Some(status) => missing.check(
            STATUSES.contains(&status),
            format!(
                "`expected.status` is `{status}`, which is none of {}",
                STATUSES.join(", ")
            ),
        ),
    }
}

fn list(field: &Json) -> impl Iterator<Item = (usize, &Json)> {
    field.as_array().into_iter().flatten().enumerate()
}
