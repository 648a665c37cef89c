//! What the compiler finds in a definition when the recorded input is its sample, beside how the execution ended: what it
//! predicts, and where it is wrong.

use serde_json::{Value as Json, json};
use stepwright_compiler::errors::Code;
use stepwright_compiler::{Allow, Options, Rendered, Sample, examine};

use crate::read::Record;

/// What the compiler found of a case, and what that was worth.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// Found in the definition, with the recorded input as its sample.
    pub findings: Vec<Rendered>,
    /// The state that failed, where the recording says which.
    pub failed: Option<String>,
    /// Beside what happened.
    pub outcome: Outcome,
}

/// What was found beside what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded, and the proof finds nothing.
    Quiet,
    /// It succeeded, and the proof finds something.
    FalseAlarm,
    /// It failed for a reason in its data or paths, and something of the kind is found in the state that failed.
    Predicted,
    /// It failed for such a reason, and nothing is found there.
    NotPredicted,
    /// Nothing is found there either, but a Task had answered before, which may have decided it.
    AfterATask,
    /// It ended in another way, which neither a definition nor an input tells.
    Other,
}

/// What the proof of the data that flows may say.
const PROOF: &[Code] = &[
    Code::MissingPath,
    Code::ValueKind,
    Code::ArgumentKind,
    Code::FailingExpression,
    Code::ResultPathConflict,
    Code::ImpossibleTest,
    Code::ImpossibleRule,
    Code::UncoveredChoice,
    Code::HandlerInput,
    Code::UnraisedError,
    Code::OutputType,
];

/// Findings by which a state fails as soon as it reads what they are about.
const FAILS: &[Code] = &[
    Code::MissingPath,
    Code::ValueKind,
    Code::ArgumentKind,
    Code::FailingExpression,
    Code::ResultPathConflict,
    Code::UncoveredChoice,
    Code::UnknownContextField,
    Code::UnknownFunction,
    Code::FunctionArguments,
    Code::UnknownStatesField,
    Code::NoInputDocument,
    Code::UnknownVariable,
    Code::UnassignedVariable,
    Code::UnknownIntrinsic,
    Code::IntrinsicArity,
    Code::IntrinsicArgument,
];

/// The errors that a state raises by itself when its data or its paths are not as it reads them.
const BY_DATA: [&str; 7] = [
    "States.Runtime",
    "States.QueryEvaluationError",
    "States.IntrinsicFailure",
    "States.ParameterPathFailure",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
    "States.NoChoiceMatched",
];

impl Prediction {
    /// Of a recording. `text` is its definition; what is allowed is not found.
    pub(crate) fn of(record: &Record, text: &str, allow: &[Allow]) -> Prediction {
        let options = Options {
            samples: vec![Sample {
                file: "input.json".to_owned(),
                text: record.get("input").to_string(),
            }],
            ..Options::default()
        };
        let mut findings = examine("definition.asl.json", text, &options).errors;
        findings.retain(|finding| {
            let state = finding.state.as_deref();
            // Names in Rust are no matter of executions.
            !matches!(finding.code, Code::NameCollision | Code::UnnamableState)
                && !allow.iter().any(|allow| allow.covers(finding.code, state))
        });
        let failed = failed_state(record);
        let outcome = outcome(record, failed.as_deref(), &findings);
        Prediction {
            findings,
            failed,
            outcome,
        }
    }

    /// Of a line that is no case.
    pub(crate) fn none() -> Prediction {
        Prediction {
            findings: Vec::new(),
            failed: None,
            outcome: Outcome::Other,
        }
    }

    pub(crate) fn to_json(&self) -> Json {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "code": finding.code.name(),
                "state": finding.state,
                "line": finding.line,
                "column": finding.column,
                "message": finding.message,
            })
        });
        json!({
            "outcome": self.outcome.name(),
            "failedState": self.failed,
            "findings": findings.collect::<Vec<_>>(),
        })
    }
}

impl Outcome {
    /// As the report has it.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Quiet => "quiet",
            Outcome::FalseAlarm => "falseAlarm",
            Outcome::Predicted => "predicted",
            Outcome::NotPredicted => "notPredicted",
            Outcome::AfterATask => "afterATask",
            Outcome::Other => "other",
        }
    }
}

/// Whether the proof says so.
pub(crate) fn is_proof(finding: &Rendered) -> bool {
    PROOF.contains(&finding.code)
}

fn outcome(record: &Record, failed: Option<&str>, findings: &[Rendered]) -> Outcome {
    let expected = record.get("expected");
    let error = expected["error"].as_str().unwrap_or_default();
    match expected["status"].as_str() {
        Some("SUCCEEDED") if findings.iter().any(is_proof) => Outcome::FalseAlarm,
        Some("SUCCEEDED") => Outcome::Quiet,
        Some("FAILED") if BY_DATA.contains(&error) => {
            let foretells = |finding: &Rendered| {
                FAILS.contains(&finding.code)
                    && failed.is_some()
                    && finding.state.as_deref() == failed
            };
            if findings.iter().any(foretells) {
                Outcome::Predicted
            } else if record.has_answers() {
                Outcome::AfterATask
            } else {
                Outcome::NotPredicted
            }
        }
        _ => Outcome::Other,
    }
}

/// The state that failed: AWS names it in the cause; where it does not, it is the one that was entered last.
fn failed_state(record: &Record) -> Option<String> {
    let expected = record.get("expected");
    if expected["status"] != "FAILED" {
        return None;
    }
    let cause = expected["cause"].as_str().unwrap_or_default();
    let named = cause
        .split_once("the state '")
        .and_then(|(_, rest)| rest.split_once("' (entered at the event id #"));
    if let Some((name, _)) = named {
        return Some(name.to_owned());
    }
    if record.needs("event_order_normalised") {
        return None;
    }
    let entered = record.list("history").filter(|event| {
        let kind = event["type"].as_str();
        kind.is_some_and(|kind| kind.ends_with("StateEntered"))
    });
    entered.last()?["state"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests;
