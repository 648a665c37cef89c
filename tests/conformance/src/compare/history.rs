//! The events of an execution.

use serde_json::{Map, Value as Json, json};

use super::{Difference, alike::alike};
use crate::read::Record;

pub(super) type Event = Map<String, Json>;

pub(super) fn compare(record: &Record, observed: &Json, differences: &mut Vec<Difference>) {
    if record.get("history").is_null() {
        return;
    }
    let mut recorded = events(record.get("history"));
    let mut actual = events(&observed["history"]);
    let in_any_order = record.needs("event_order_normalised");
    if !in_any_order {
        inherit_states(&recorded, &mut actual);
    }
    for events in [&mut recorded, &mut actual] {
        follow_one_map_run(events);
        for event in events {
            tell_state_once(event, in_any_order);
        }
    }
    if in_any_order {
        unordered(recorded, actual, differences);
    } else {
        in_order(&recorded, &actual, differences);
    }
}

pub(super) fn events(history: &Json) -> Vec<Event> {
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

pub(super) fn kind(event: &Event) -> &str {
    event.get("type").and_then(Json::as_str).unwrap_or_default()
}

/// The recorder lets an event inherit the state that was entered last before it, also the exit of a Map or a Parallel.
fn inherit_states(recorded: &[Event], actual: &mut [Event]) {
    let mut last = None;
    for (recorded, actual) in recorded.iter().zip(actual) {
        if kind(actual).ends_with("StateEntered") {
            last = actual.get("state").cloned();
        } else if recorded.get("state") == last.as_ref()
            && let Some(last) = &last
        {
            actual.insert("state".to_owned(), last.clone());
        } else if recorded.get("state").is_none() {
            // One that names only what is entered says nothing of an exit.
            actual.remove("state");
        }
    }
}

/// Of what is neither entered nor left, the recording says the state by a rule of its own.
fn tell_state_once(event: &mut Event, in_any_order: bool) {
    let is = |what: &str| kind(event).ends_with(what);
    if !is("StateEntered") && (in_any_order || !is("StateExited")) {
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
