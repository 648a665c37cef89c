//! What was recorded beside what happened.

use serde_json::{Value as Json, json};
use stepwright::history::Event;
use stepwright::test::Execution;

pub(super) fn outcome(case: &Json, execution: &Execution) -> Result<(), String> {
    let mut expected = case["expected"].clone();
    let mut actual = json!({ "status": execution.status.to_string() });
    if let Some(output) = &execution.output {
        actual["output"] = output.clone().into();
    } else {
        actual["error"] = json!(execution.error);
        actual["cause"] = json!(execution.cause);
    }
    for pointer in case["output_wildcards"].as_array().into_iter().flatten() {
        let pointer = format!("/output{}", pointer.as_str().unwrap_or_default());
        for side in [&mut expected, &mut actual] {
            if let Some(masked) = side.pointer_mut(&pointer) {
                *masked = Json::Null;
            }
        }
    }
    if let Some(pattern) = case["cause_regex"].as_str() {
        let matches = regex_lite::Regex::new(pattern)
            .is_ok_and(|pattern| pattern.is_match(actual["cause"].as_str().unwrap_or_default()));
        if !matches {
            return Err(format!("cause {}, recorded as {pattern}", actual["cause"]));
        }
        expected["cause"] = Json::Null;
        actual["cause"] = Json::Null;
    }
    if let Some(fields) = actual.as_object_mut() {
        // A null error or cause is absent.
        fields.retain(|name, field| name == "output" || !field.is_null());
    }
    if let Some(fields) = expected.as_object_mut() {
        fields.retain(|name, field| name == "output" || !field.is_null());
    }
    if alike(&expected, &actual) {
        Ok(())
    } else {
        Err(format!("ended as {actual}, recorded {expected}"))
    }
}

pub(super) fn history(case: &Json, execution: &Execution) -> Result<(), String> {
    let Some(recorded) = case["history"].as_array() else {
        return Ok(());
    };
    let mut recorded = recorded.clone();
    let mut events: Vec<Json> = execution.history.iter().map(Event::to_flat_json).collect();
    let needs = |need: &str| {
        let needs = case["needs"].as_array();
        needs.is_some_and(|needs| needs.iter().any(|it| it == need))
    };
    let unordered = needs("event_order_normalised");
    let odd = has_odd_predecessor(&recorded);
    for event in recorded.iter_mut().chain(&mut events) {
        inherits_no_state(event);
        if unordered {
            event["id"] = Json::Null;
        }
        if unordered || odd {
            event["prev"] = Json::Null;
        }
    }
    if unordered {
        return as_a_multiset(&recorded, events);
    }
    for (recorded, event) in recorded.iter().zip(&events) {
        if !alike(recorded, event) {
            return Err(format!("event\n    {event}\n  recorded\n    {recorded}"));
        }
    }
    same_number(&recorded, &events)
}

fn as_a_multiset(recorded: &[Json], mut events: Vec<Json>) -> Result<(), String> {
    same_number(recorded, &events)?;
    for recorded in recorded {
        match events.iter().position(|event| alike(recorded, event)) {
            Some(at) => drop(events.swap_remove(at)),
            None => return Err(format!("no event is as recorded:\n    {recorded}")),
        }
    }
    Ok(())
}

fn same_number(recorded: &[Json], events: &[Json]) -> Result<(), String> {
    if recorded.len() == events.len() {
        return Ok(());
    }
    Err(format!(
        "{} events, recorded {}",
        events.len(),
        recorded.len()
    ))
}

/// The recorder lets every event inherit the state that was entered last before it.
fn inherits_no_state(event: &mut Json) {
    let kind = event["type"].as_str().unwrap_or_default();
    let names_its_state = kind.ends_with("StateEntered");
    if let Some(fields) = event.as_object_mut()
        && !names_its_state
    {
        fields.remove("state");
    }
}

/// Some recordings of distributed Maps let `MapStateExited` follow from `MapRunStarted` rather than from
/// `MapRunSucceeded` as all others do; nothing in them says when.
fn has_odd_predecessor(history: &[Json]) -> bool {
    let started = history
        .iter()
        .find(|event| event["type"] == "MapRunStarted");
    started.is_some_and(|started| {
        let follows =
            |event: &Json| event["type"] == "MapStateExited" && event["prev"] == started["id"];
        history.iter().any(follows)
    })
}

/// What recorders wrote where two runs differ, besides `<..>`.
const MASKS: [&str; 3] = ["date", "map_run_arn", "RandomNumberGenerated"];

/// Equal but for what recordings mask. A recorded context object may be older than `RedriveCount`.
pub(super) fn alike(recorded: &Json, actual: &Json) -> bool {
    match (recorded, actual) {
        (Json::String(recorded), Json::String(actual)) => {
            recorded == actual
                || MASKS.contains(&recorded.as_str())
                || matches_mask(recorded, actual)
        }
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
            }) && actual
                .keys()
                .all(|key| recorded.contains_key(key) || key == "RedriveCount")
        }
        (Json::Number(recorded), Json::Number(actual)) => recorded.as_f64() == actual.as_f64(),
        (Json::String(recorded), Json::Number(_)) => MASKS.contains(&recorded.as_str()),
        _ => recorded == actual,
    }
}

/// Whether `actual` is `recorded` with something for each `<..>` in it.
fn matches_mask(recorded: &str, actual: &str) -> bool {
    let Some((before, rest)) = recorded.split_once('<') else {
        return recorded == actual;
    };
    let Some((_, after)) = rest.split_once('>') else {
        return recorded == actual;
    };
    let Some(actual) = actual.strip_prefix(before) else {
        return false;
    };
    let ends = (0..=actual.len()).filter(|end| actual.is_char_boundary(*end));
    ends.into_iter()
        .any(|end| matches_mask(after, &actual[end..]))
}
