//! The events of an execution.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{Difference, alike::alike};
use crate::read::Record;

type Event = Map<String, Json>;

pub(super) fn compare(record: &Record, observed: &Json, differences: &mut Vec<Difference>) {
    if record.get("history").is_null() {
        limits(record, observed, differences);
        return;
    }
    let mut recorded = events(record.get("history"));
    let mut actual = events(&observed["history"]);
    for events in [&mut recorded, &mut actual] {
        follow_one_map_run(events);
        events.iter_mut().for_each(inherits_no_state);
    }
    if record.needs("event_order_normalised") {
        unordered(recorded, actual, differences);
    } else {
        in_order(&recorded, &actual, differences);
    }
}

fn events(history: &Json) -> Vec<Event> {
    let events = history.as_array().into_iter().flatten();
    events
        .filter_map(|event| event.as_object().cloned())
        .collect()
}

/// The first event that differs, with all that differs in it: what follows mostly follows from it.
fn in_order(recorded: &[Event], actual: &[Event], differences: &mut Vec<Difference>) {
    for index in 0..recorded.len().max(actual.len()) {
        let at = format!("event {}", index + 1);
        match (recorded.get(index), actual.get(index)) {
            (Some(recorded), Some(actual)) if kind(recorded) == kind(actual) => {
                let before = differences.len();
                fields(
                    &format!("{at} ({})", kind(recorded)),
                    recorded,
                    actual,
                    differences,
                );
                if differences.len() == before {
                    continue;
                }
            }
            (recorded, actual) => {
                let whole = |event: Option<&Event>| event.map(|event| Json::Object(event.clone()));
                differences.push(Difference::new(
                    at,
                    whole(recorded).as_ref(),
                    whole(actual).as_ref(),
                ));
            }
        }
        break;
    }
    if recorded.len() != actual.len() {
        let [recorded, actual] = [recorded.len(), actual.len()].map(|length| json!(length));
        differences.push(Difference::new(
            "number of events",
            Some(&recorded),
            Some(&actual),
        ));
    }
}

fn fields(at: &str, recorded: &Event, actual: &Event, differences: &mut Vec<Difference>) {
    for (name, value) in recorded {
        // A null is absent.
        let same = match actual.get(name) {
            Some(actual) => alike(value, actual),
            None => value.is_null(),
        };
        if !same {
            differences.push(Difference::new(
                format!("{at}, `{name}`"),
                Some(value),
                actual.get(name),
            ));
        }
    }
    for (name, value) in actual {
        if !recorded.contains_key(name) && !value.is_null() {
            differences.push(Difference::new(
                format!("{at}, `{name}`"),
                None,
                Some(value),
            ));
        }
    }
}

fn unordered(mut recorded: Vec<Event>, mut actual: Vec<Event>, differences: &mut Vec<Difference>) {
    // Such recordings lost how a Parallel ended, and where one stands in another, that it was left.
    const LOST: [&str; 3] = [
        "ParallelStateSucceeded",
        "ParallelStateFailed",
        "ParallelStateExited",
    ];
    for event in recorded.iter_mut().chain(&mut actual) {
        event.remove("id");
        event.remove("prev");
    }
    for event in recorded {
        let same = actual.iter().position(|actual| {
            let mut differ = Vec::new();
            fields("", &event, actual, &mut differ);
            differ.is_empty()
        });
        match same {
            Some(at) => drop(actual.swap_remove(at)),
            None => differences.push(Difference::new(
                "an event, wherever it is",
                Some(&Json::Object(event)),
                None,
            )),
        }
    }
    actual.retain(|event| !LOST.contains(&kind(event)));
    for event in actual {
        differences.push(Difference::new(
            "an event, wherever it is",
            None,
            Some(&Json::Object(event)),
        ));
    }
}

/// The timeouts of the tasks, which the events say where there are any.
fn limits(record: &Record, observed: &Json, differences: &mut Vec<Difference>) {
    const LIMITS: [&str; 2] = ["timeoutInSeconds", "heartbeatInSeconds"];
    let mut scheduled: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut state = String::new();
    for event in events(&observed["history"]) {
        if kind(&event) == "TaskStateEntered" {
            let entered = event.get("state").and_then(Json::as_str);
            entered.unwrap_or_default().clone_into(&mut state);
        } else if kind(&event).ends_with("Scheduled") {
            scheduled.entry(state.clone()).or_default().push(event);
        }
    }
    for mock in record.list("mocks") {
        if LIMITS.iter().all(|limit| mock.get(limit).is_none()) {
            continue;
        }
        let state = mock["state"].as_str().unwrap_or_default();
        let events = scheduled.get(state).map_or(&[] as &[Event], Vec::as_slice);
        for limit in LIMITS {
            let expected = mock.get(limit);
            if !events.iter().any(|event| event.get(limit) == expected) {
                let actual = events.first().and_then(|event| event.get(limit));
                differences.push(Difference::new(
                    format!("`{limit}` of `{state}`"),
                    expected,
                    actual,
                ));
            }
        }
    }
}

fn kind(event: &Event) -> &str {
    event.get("type").and_then(Json::as_str).unwrap_or_default()
}

/// The recorder lets every event inherit the state that was entered last before it.
fn inherits_no_state(event: &mut Event) {
    if !kind(event).ends_with("StateEntered") {
        event.remove("state");
    }
}

/// AWS let the exit of a distributed Map follow from the end of its run until November 2024, and from the start of the
/// run since. Here both follow from the start.
fn follow_one_map_run(events: &mut [Event]) {
    let mut started = Json::Null;
    let mut runs: Vec<(Json, Json)> = Vec::new();
    for event in events {
        let id = event.get("id").cloned().unwrap_or_default();
        match kind(event) {
            "MapRunStarted" => started = id,
            "MapRunSucceeded" | "MapRunFailed" => runs.push((id, started.clone())),
            "MapStateExited" => {
                let prev = event.get("prev").cloned().unwrap_or_default();
                if let Some((_, started)) = runs
                    .iter()
                    .find(|(ended, _)| *ended == prev && !prev.is_null())
                {
                    event.insert("prev".to_owned(), started.clone());
                }
            }
            _ => {}
        }
    }
}
