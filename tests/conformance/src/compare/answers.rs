//! What the recorded answers say of their Tasks besides what was sent: the resource and the timeouts.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value as Json;

use super::history::{Event, events, kind};
use super::{Difference, alike::alike};
use crate::read::Record;

const LIMITS: [&str; 2] = ["timeoutInSeconds", "heartbeatInSeconds"];

/// A Task in the child of a distributed Map leaves no event, and is not looked for.
pub(super) fn compare(record: &Record, observed: &Json, differences: &mut Vec<Difference>) {
    let scheduled = scheduled(&events(&observed["history"]));
    for mock in record.list("mocks") {
        let state = mock["state"].as_str().unwrap_or_default();
        let Some(events) = scheduled.get(state) else {
            continue;
        };
        for field in fields(mock) {
            let expected = mock.get(field);
            let same = |event: &Event| match (expected, event.get(field)) {
                (Some(expected), Some(actual)) => alike(expected, actual),
                // The events of functions and activities have no type; a recorder may make one up.
                (_, None) if field == "resourceType" => true,
                (expected, actual) => expected == actual,
            };
            if !events.iter().any(same) {
                let actual = events.first().and_then(|event| event.get(field));
                differences.push(Difference::new(
                    format!("`{field}` of `{state}`"),
                    expected,
                    actual,
                ));
            }
        }
    }
}

/// What is compared. An answer without any limit may be one whose recorder did not note them.
fn fields(mock: &Json) -> impl Iterator<Item = &'static str> {
    let named = ["resource", "resourceType"]
        .into_iter()
        .filter(|field| mock.get(field).is_some());
    let limited = LIMITS.iter().any(|limit| mock.get(limit).is_some());
    named.chain(LIMITS.into_iter().filter(move |_| limited))
}

/// The events that scheduled a Task, by the state that they lead back to.
fn scheduled(history: &[Event]) -> BTreeMap<String, Vec<Event>> {
    let mut states: HashMap<u64, String> = HashMap::new();
    let mut scheduled: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for event in history {
        let number = |field: &str| event.get(field).and_then(Json::as_u64).unwrap_or_default();
        let state = if kind(event).ends_with("StateEntered") {
            event.get("state").and_then(Json::as_str).map(str::to_owned)
        } else {
            states.get(&number("prev")).cloned()
        };
        let Some(state) = state else { continue };
        if kind(event).ends_with("Scheduled") {
            scheduled
                .entry(state.clone())
                .or_default()
                .push(event.clone());
        }
        states.insert(number("id"), state);
    }
    scheduled
}
