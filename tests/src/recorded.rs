//! Executions recorded on AWS, run again on the virtual clock.

mod compare;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value as Json;
use stepwright::program::{Kind, Program};
use stepwright::test::{Execution, Mock, TestRun};

use crate::now;

/// One recorded execution; `FORMAT.md` beside the recordings says what is in it.
pub struct Case(Json);

/// The recordings, or a word about their absence.
///
/// # Panics
///
/// Where they are there but cannot be read.
pub fn cases() -> Option<Vec<Case>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/executions.jsonl");
    if !file.exists() {
        crate::say("skipped: no recordings at ../shared/corpus/executions.jsonl");
        return None;
    }
    let text = std::fs::read_to_string(file).expect("readable recordings");
    let line = |line| Case(serde_json::from_str(line).expect("a recording is a line of JSON"));
    Some(text.lines().map(line).collect())
}

impl Case {
    /// Its name.
    pub fn id(&self) -> &str {
        self.0["id"].as_str().unwrap_or_default()
    }

    /// Whether it needs nothing but itself.
    pub fn is_tier_a(&self) -> bool {
        self.0["tier"] == "A"
    }

    /// Whether its queries are `JSONPath` throughout.
    pub fn is_jsonpath(&self) -> bool {
        !self.definition().contains("\"JSONata\"")
    }

    /// What it uses that the compiler refuses until it is supported.
    pub fn waits_for(&self) -> Option<&'static str> {
        if self.is_jsonpath() {
            self.definition()
                .contains("\"Assign\"")
                .then_some("variables")
        } else {
            Some("JSONata")
        }
    }

    /// The definition, by which `executions::PROGRAMS` lists its program.
    pub fn definition(&self) -> String {
        self.0["definition"].to_string()
    }

    /// Runs it with what its tasks answered on AWS, and says where it went another way than there.
    ///
    /// # Errors
    ///
    /// The first difference in the calls, the outcome or the history.
    pub fn replay(&self, program: &'static Program) -> Result<(), String> {
        let script = Script::new(&self.0["mocks"]);
        let execution = self.run(program, &script);
        script.check()?;
        compare::outcome(&self.0, &execution)?;
        compare::history(&self.0, &execution)
    }

    fn run(&self, program: &'static Program, script: &Script) -> Execution {
        let mut run = TestRun::mocked(program);
        for state in program.states {
            if let Kind::Task(task) = state.kind {
                let mock = match function(&self.0["lambdas"], task.resource) {
                    Some(mock) if !script.knows(state.name) => mock,
                    _ => script.mock(state.name),
                };
                run = run.mock(state.name, mock);
            }
        }
        // The names that the recordings use.
        let run = run
            .account("111111111111")
            .region("us-east-1")
            .state_machine_name("ArnPart_0idx")
            .execution_name("ExecArnPart_0idx")
            .role_arn("arn:aws:iam::111111111111:role/sfn-role")
            .payload_limit(true);
        now(run.run(self.0["input"].clone()))
    }
}

/// What the tasks of one case answered, each to be given once.
#[derive(Clone)]
struct Script(Arc<Mutex<Left>>);

struct Left {
    answers: BTreeMap<String, Vec<Json>>,
    differences: Vec<String>,
}

impl Script {
    fn new(mocks: &Json) -> Script {
        let mut answers: BTreeMap<String, Vec<Json>> = BTreeMap::new();
        for mock in mocks.as_array().into_iter().flatten() {
            let state = mock["state"].as_str().expect("a mock has its state");
            answers
                .entry(state.to_owned())
                .or_default()
                .push(mock.clone());
        }
        Script(Arc::new(Mutex::new(Left {
            answers,
            differences: Vec::new(),
        })))
    }

    fn with<R>(&self, use_it: impl FnOnce(&mut Left) -> R) -> R {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn knows(&self, state: &str) -> bool {
        self.with(|left| left.answers.contains_key(state))
    }

    /// Iterations and branches call in another order than AWS did: what a call is sent decides first, then the order.
    fn mock(&self, state: &'static str) -> Mock {
        let script = self.clone();
        Mock::by(move |sent, _| {
            let sent = Json::from(sent.clone());
            script.with(|left| {
                let answers = left.answers.entry(state.to_owned()).or_default();
                let at = answers
                    .iter()
                    .position(|answer| compare::alike(parameters(answer), &sent));
                if at.is_none() {
                    let difference = match answers.first() {
                        Some(answer) => format!("{sent}, recorded {}", parameters(answer)),
                        None => format!("{sent}, once more than recorded"),
                    };
                    left.differences
                        .push(format!("`{state}` was sent {difference}"));
                }
                if answers.is_empty() {
                    Mock::hangs()
                } else {
                    played(&answers.remove(at.unwrap_or(0)))
                }
            })
        })
    }

    fn check(&self) -> Result<(), String> {
        self.with(|left| {
            let unused = left.answers.values().flatten();
            let unused =
                unused.map(|answer| format!("{} was not called: {answer}", answer["state"]));
            left.differences.extend(unused);
            match left.differences.first() {
                Some(difference) => Err(difference.clone()),
                None => Ok(()),
            }
        })
    }
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
    if let Some(submitted) = mock.get("submitted") {
        let submitted = Mock::submits_raw(submitted.clone());
        return match output {
            Some(output) => submitted.then_succeeds_after(LATER, output.clone()),
            None if timed_out || result.get("pending").is_some() => submitted,
            None => submitted.then_fails_after(LATER, text("error"), text("cause")),
        };
    }
    match output {
        Some(output) => Mock::returns_raw(output.clone()),
        None if timed_out => Mock::times_out(),
        None if result.get("pending").is_some() => Mock::hangs(),
        None => Mock::fails(
            text("error").unwrap_or_default().to_owned(),
            text("cause").unwrap_or_default(),
        ),
    }
}

/// Stands in for the function that the children of a distributed Map call, of which no history tells.
fn function(functions: &Json, resource: &str) -> Option<Mock> {
    let functions = functions.as_object()?;
    let (_, only) = functions.iter().next().filter(|_| functions.len() == 1)?;
    let invoked = resource.ends_with("lambda:invoke");
    match only["kind"].as_str()? {
        "identity" => Some(Mock::by(move |sent, _| {
            let payload = if invoked {
                sent.get("Payload")
            } else {
                Some(sent)
            };
            Mock::returns(payload.cloned().unwrap_or_default())
        })),
        _ => None,
    }
}
