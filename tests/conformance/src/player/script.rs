//! What the tasks of one case answered, each to be given once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::test::Mock;

use super::functions::Functions;
use crate::compare::alike;
use crate::read::Record;

#[derive(Clone)]
pub(super) struct Script {
    left: Arc<Mutex<Left>>,
    functions: Arc<Functions>,
}

struct Left {
    /// Those left, by state; a state that was never answered has no entry.
    answers: BTreeMap<String, Vec<Json>>,
    /// Who fetched the Tasks of activities, in this order; none where there is no history to say.
    workers: Option<VecDeque<Json>>,
    /// `{what, expected, actual}`
    differences: Vec<Json>,
}

impl Script {
    pub(super) fn new(record: &Record) -> Script {
        let mut answers: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for mock in answered(record) {
            let state = mock["state"].as_str().unwrap_or_default().to_owned();
            answers.entry(state).or_default().push(mock);
        }
        Script {
            left: Arc::new(Mutex::new(Left {
                answers,
                workers: record
                    .get("history")
                    .is_array()
                    .then(|| workers(record).collect()),
                differences: Vec::new(),
            })),
            functions: Arc::new(Functions::new(record.get("lambdas"))),
        }
    }

    /// Iterations and branches call in another order than AWS did: what a call is sent decides first, then the order.
    pub(super) fn mock(&self, state: &'static str, resource: &'static str) -> Mock {
        let script = self.clone();
        Mock::by(move |sent, _| {
            let sent = Json::from(sent.clone());
            script.with(|left| {
                // A function stands in where no answer of the state was recorded, not where they have run out.
                if !left.answers.contains_key(state)
                    && let Some(mock) = script.functions.mock(resource, &sent)
                {
                    return mock;
                }
                let answers = left.answers.entry(state.to_owned()).or_default();
                let at = answers.iter().position(|answer| is_sent(answer, &sent));
                if at.is_none() {
                    let expected = answers.first().map(|answer| parameters(answer).clone());
                    let what = match expected {
                        Some(_) => format!("what `{state}` was sent"),
                        None => format!("`{state}` was called once more than recorded, and sent"),
                    };
                    left.differences
                        .push(json!({ "what": what, "expected": expected, "actual": sent }));
                }
                if answers.is_empty() {
                    Mock::hangs()
                } else {
                    let mock = played(&answers.remove(at.unwrap_or(0)));
                    if resource.contains(":activity:") {
                        fetched(mock, left.workers.as_mut())
                    } else {
                        mock
                    }
                }
            })
        })
    }

    /// What was sent otherwise than recorded, and what was not sent at all.
    pub(super) fn differences(&self) -> Vec<Json> {
        self.with(|left| {
            let mut differences = left.differences.clone();
            for answer in left.answers.values().flatten() {
                let what = format!("{} was not called", answer["state"]);
                differences
                    .push(json!({ "what": what, "expected": parameters(answer), "actual": null }));
            }
            differences
        })
    }

    fn with<R>(&self, use_it: impl FnOnce(&mut Left) -> R) -> R {
        use_it(&mut self.left.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The mocks of a case. Where its events lost their order, so did the recorder the answers, and calls them pending: they
/// stand in the history alone.
fn answered(record: &Record) -> Vec<Json> {
    let mut mocks: Vec<Json> = record.list("mocks").cloned().collect();
    if !record.needs("event_order_normalised") {
        return mocks;
    }
    let is_pending = |mock: &Json| mock["result"].get("pending").is_some();
    let known = mocks.iter().filter(|mock| !is_pending(mock)).count();
    let answers = record.list("history").filter_map(answer).skip(known);
    let pending = mocks.iter_mut().filter(|mock| is_pending(mock));
    for (mock, answer) in pending.zip(answers) {
        mock["result"] = answer;
    }
    mocks
}

fn answer(event: &Json) -> Option<Json> {
    let kind = event["type"].as_str()?;
    let is = |suffix: &str| {
        ["Task", "LambdaFunction", "Activity"]
            .iter()
            .any(|family| kind == format!("{family}{suffix}"))
    };
    if is("Succeeded") {
        Some(json!({ "output": event["output"] }))
    } else if is("Failed") {
        Some(json!({ "error": event["error"], "cause": event["cause"] }))
    } else if is("TimedOut") {
        Some(json!({ "timeout": event["error"], "cause": event["cause"] }))
    } else {
        None
    }
}

fn workers(record: &Record) -> impl Iterator<Item = Json> {
    let started = |event: &&Json| event["type"] == "ActivityStarted";
    let events = record.list("history").filter(started);
    events.map(|event| event["workerName"].clone())
}

/// An activity's Task, by the worker that fetched it, if one did.
fn fetched(mock: Mock, workers: Option<&mut VecDeque<Json>>) -> Mock {
    match workers.map(VecDeque::pop_front) {
        Some(None) => Mock::is_not_taken(),
        Some(Some(Json::String(name))) => mock.by_worker(name),
        // Nobody says who fetched it.
        None | Some(Some(_)) => mock,
    }
}

/// A mock that does not say what was sent takes all.
fn is_sent(mock: &Json, sent: &Json) -> bool {
    let says = mock.get("parameters").is_some() || mock.get("input").is_some();
    !says || alike(parameters(mock), sent)
}

fn parameters(mock: &Json) -> &Json {
    mock.get("parameters").unwrap_or(&mock["input"])
}

fn played(mock: &Json) -> Mock {
    // The recordings say in which order things happened, not when.
    const LATER: Duration = Duration::from_secs(1);
    let result = &mock["result"];
    let text = |field: &str| result[field].as_str();
    let (output, timed_out) = (result.get("output"), result.get("timeout").is_some());
    let pending = result.get("pending").is_some();
    if let Some(submitted) = mock.get("submitted").filter(|it| !it.is_null()) {
        let submitted = Mock::submits_raw(submitted.clone());
        return match output {
            Some(output) => submitted.then_succeeds_after(LATER, output.clone()),
            None if timed_out || pending => submitted,
            None => submitted.then_fails_after(LATER, text("error"), text("cause")),
        };
    }
    match output {
        Some(output) => Mock::returns_raw(output.clone()),
        None if timed_out => Mock::times_out(),
        None if pending => Mock::hangs(),
        None => Mock::fails(
            text("error").unwrap_or_default().to_owned(),
            text("cause").unwrap_or_default(),
        ),
    }
}
