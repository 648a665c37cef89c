//! The long form: `input`, `output`, `rename`, `substitute`, `allow`.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::include_workflow;
use stepwright::program::Kind;

include_workflow! {
    /// Confirms twice.
    mod confirming = "workflows/invocation.asl.json",
    input: Request,
    output: Told,
    rename: { "Confirm!" => confirm_loudly },
    substitute: {
        ConfirmFunction: "arn:aws:lambda:eu-central-1:123456789012:function:confirm",
        Region: "eu-central-1",
    },
    allow: { unreachable_state: ["Never"] },
}

#[derive(Serialize, Deserialize)]
struct Request {
    to: String,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Told {
    told: String,
}

#[derive(Deserialize)]
struct Note {
    note: String,
    to: String,
}

struct Office;

#[stepwright::handlers(confirming)]
impl Office {
    async fn confirm(&self) -> Result<u8, Infallible> {
        Ok(1)
    }

    async fn confirm_loudly(&self, note: Note) -> Result<String, Infallible> {
        Ok(format!("{} to {}", note.note, note.to))
    }
}

#[tokio::test]
async fn input_and_output_are_of_the_types_that_are_declared() {
    let workflow = confirming::Workflow::new(Office);
    let told: Told = workflow
        .run(Request {
            to: "Ada".to_owned(),
        })
        .await
        .unwrap();
    assert_eq!(told.told, "sent from eu-central-1 to Ada by eu-central-1");
}

#[test]
fn substitutions_are_made_wherever_a_string_has_them() {
    let resource = |state: confirming::State| match &confirming::PROGRAM.states[state as usize].kind
    {
        Kind::Task(task) => task.resource,
        other => panic!("a Task is a {}", other.name()),
    };
    let function = "arn:aws:lambda:eu-central-1:123456789012:function:confirm";
    assert_eq!(resource(confirming::State::Confirm), function);
    assert_eq!(resource(confirming::State::ConfirmLoudly), function);
    assert!(!confirming::ASL.contains("${"), "{}", confirming::ASL);
}

#[test]
fn a_renamed_state_keeps_its_name_in_the_workflow() {
    assert_eq!(confirming::State::ConfirmLoudly.name(), "Confirm!");
    assert_eq!(confirming::State::Confirm.name(), "Confirm?");
    assert_eq!(
        confirming::State::from_name("Confirm!"),
        Some(confirming::State::ConfirmLoudly)
    );
    assert_eq!(confirming::State::from_name("ConfirmLoudly"), None);
}

#[test]
fn an_allowed_state_is_there_though_nothing_leads_to_it() {
    assert_eq!(confirming::State::Never.kind(), "Succeed");
}
