//! Documents that are equal but for what a recording masked.

use serde_json::{Number, Value as Json};

/// What recorders wrote for a time.
const TIMES: [&str; 7] = [
    "date",
    "datetime",
    "timestamp",
    "start-date",
    "stop-date",
    "start-time",
    "entered-time",
];

/// Whether a document is as recorded. A recorded context object may be older than `RedriveCount`.
pub(crate) fn alike(recorded: &Json, actual: &Json) -> bool {
    match (recorded, actual) {
        (Json::Array(recorded), Json::Array(actual)) => {
            let mut pairs = recorded.iter().zip(actual);
            recorded.len() == actual.len()
                && pairs.all(|(recorded, actual)| alike(recorded, actual))
        }
        (Json::Object(recorded), Json::Object(actual)) => {
            let mut fields = recorded.iter();
            fields.all(|(key, recorded)| {
                actual
                    .get(key)
                    .is_some_and(|actual| alike(recorded, actual))
            }) && actual.iter().all(|(key, actual)| {
                // Nothing here is ever redriven.
                let newer = key == "RedriveCount" && *actual == 0 && recorded.contains_key("Id");
                newer || recorded.contains_key(key)
            })
        }
        (Json::Number(recorded), Json::Number(actual)) => same_number(recorded, actual),
        (Json::String(recorded), actual) => recorded == actual || is_masked(recorded, actual),
        _ => recorded == actual,
    }
}

/// 1 is 1.0, and integers are compared as such where a float would round them.
fn same_number(recorded: &Number, actual: &Number) -> bool {
    recorded == actual
        || (recorded.as_f64() == actual.as_f64() && (recorded.is_f64() || actual.is_f64()))
}

fn is_masked(recorded: &str, actual: &Json) -> bool {
    match (recorded, actual) {
        ("RandomNumberGenerated", actual) => actual.is_number(),
        ("generated-uuid", Json::String(actual)) => is_uuid(actual),
        ("map_run_arn", Json::String(actual)) => actual.contains(":mapRun:"),
        (time, Json::Number(_)) => TIMES.contains(&time) || mask(time) == Some(("", "")),
        (time, Json::String(actual)) if TIMES.contains(&time) => is_time(actual),
        (recorded, Json::String(actual)) => matches_mask(recorded, actual),
        _ => false,
    }
}

/// `2012-10-09T19:00:55Z` or `Tue, 09 Oct 2012 19:00:55 GMT`
fn is_time(text: &str) -> bool {
    let is_date = text.get(..10).is_some_and(|date| {
        date.bytes().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
    });
    is_date || text.ends_with(" GMT")
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if [8, 13, 18, 23].contains(&at) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

/// What stands before and after the first `<..>`; masks may stand in masks.
fn mask(recorded: &str) -> Option<(&str, &str)> {
    let (before, rest) = recorded.split_once('<')?;
    let mut depth = 1;
    for (at, letter) in rest.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((before, &rest[at + 1..]));
        }
    }
    None
}

/// Whether `actual` is `recorded` with something for each `<..>` in it.
fn matches_mask(recorded: &str, actual: &str) -> bool {
    let mut literals = Vec::new();
    let mut last = recorded;
    while let Some((literal, rest)) = mask(last) {
        literals.push(literal);
        last = rest;
    }
    let Some((first, between)) = literals.split_first() else {
        return recorded == actual;
    };
    let Some(mut rest) = actual.strip_prefix(first) else {
        return false;
    };
    // The earliest place of a literal leaves most for those after it.
    for literal in between {
        let Some(at) = after_something(rest).and_then(|rest| rest.split_once(literal)) else {
            return false;
        };
        rest = at.1;
    }
    after_something(rest).is_some_and(|rest| rest.ends_with(last))
}

/// What a mask stands for has at least one character.
fn after_something(text: &str) -> Option<&str> {
    let mut characters = text.chars();
    characters.next()?;
    Some(characters.as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn masks_stand_for_what_they_say() {
        for (recorded, actual) in [
            (json!("arn:<resource:1>:x"), json!("arn:b:x")),
            (json!("<a><b>"), json!("xy")),
            (json!("<<token>:1>"), json!("xy")),
            (json!("<date>"), json!(1_735_689_600)),
            (json!("entered-time"), json!("2024-11-06T09:42:03.000Z")),
            (
                json!("generated-uuid"),
                json!("e220a839-7b1d-4daf-ae78-9e6aa1b965f4"),
            ),
            (json!("<a>b<c>b"), json!("bbbb")),
            (json!("<literal>"), json!("<literal>")),
            (json!("date"), json!("2024-11-06T09:42:03Z")),
            (json!("date"), json!("date")),
            (json!("stop-date"), json!(1_735_689_600_000_i64)),
            (json!("RandomNumberGenerated"), json!(5)),
            (
                json!("map_run_arn"),
                json!("arn:aws:states:us-east-1:1:mapRun:m/a:b"),
            ),
            (json!(1), json!(1.0)),
            (json!({ "Id": 1 }), json!({ "Id": 1, "RedriveCount": 0 })),
        ] {
            assert!(alike(&recorded, &actual), "{recorded} {actual}");
        }
    }

    #[test]
    fn nothing_else_is_alike() {
        for (recorded, actual) in [
            (json!("arn:<resource:1>:x"), json!("arn::x")),
            (json!("arn:<resource:1>:x"), json!("arn:b:y")),
            (json!("<a"), json!("b")),
            (json!("<<a>"), json!("b")),
            (json!("a<date>"), json!(5)),
            (json!("generated-uuid"), json!("e220a839")),
            (json!("<a><b>"), json!("x")),
            (json!("<a>b<c>b"), json!("bbb")),
            (json!("date"), json!("today")),
            (json!("date"), json!(null)),
            (json!("RandomNumberGenerated"), json!("5")),
            (json!("map_run_arn"), json!("arn")),
            (
                json!(9_007_199_254_740_993_u64),
                json!(9_007_199_254_740_992_u64),
            ),
            (json!(1), json!("1")),
            (json!([1, 2]), json!([1])),
            (json!([1, 2]), json!([2, 1])),
            (json!({ "a": 1 }), json!({})),
            (json!({}), json!({ "a": 1 })),
            (json!({}), json!({ "RedriveCount": 0 })),
            (json!({ "Id": 1 }), json!({ "Id": 1, "RedriveCount": 1 })),
        ] {
            assert!(!alike(&recorded, &actual), "{recorded} {actual}");
        }
    }
}
