//! What a Task that starts an execution asks for.
use super::describe::{self, Api};
use crate::{
    program::{Integration, Pattern, Task},
    task::TaskFailure,
    value::Value,
};

/// What a Task's resource asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(super) api: Api,
    pub(super) wait: Wait,
}

/// What of the child the Task's result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// That it has started.
    No,
    /// How it ended, its documents as text.
    Text,
    /// How it ended, its documents as JSON.
    Json,
    /// How it ended, and be it badly.
    Whatever,
}

impl Request {
    /// Of a Task that starts an execution.
    pub(crate) fn of(task: &Task) -> Option<Request> {
        let Integration::Service {
            service,
            action,
            pattern,
        } = task.integration
        else {
            return None;
        };
        let (api, wait) = match (service, action, pattern) {
            ("states", "startExecution" | "startExecution.waitForTaskToken", _) => {
                (Api::Optimised, Wait::No)
            }
            ("states", "startExecution.sync", _) => (Api::Optimised, Wait::Text),
            ("states", "startExecution.sync:2", _) => (Api::Optimised, Wait::Json),
            (
                "aws-sdk:sfn",
                "startExecution" | "startExecution.waitForTaskToken",
                Pattern::RequestResponse | Pattern::WaitForTaskToken,
            ) => (Api::Sdk, Wait::No),
            ("aws-sdk:sfn", "startSyncExecution", Pattern::RequestResponse) => {
                (Api::Sdk, Wait::Whatever)
            }
            _ => return None,
        };
        Some(Request { api, wait })
    }

    /// What the Task's parameters ask for.
    pub(super) fn read(self, parameters: &Value, id: String) -> Result<Order, TaskFailure> {
        let api = self.api;
        let text = |field: &str| {
            let Some(value) = parameters.get(field) else {
                return Ok(None);
            };
            let text = value.as_str().ok_or_else(|| {
                let cause = format!("The field '{field}' must be a string, but it is {value}");
                TaskFailure::new("States.Runtime", cause)
            })?;
            Ok(Some(text.to_owned()))
        };
        let Some(machine) = text("StateMachineArn")? else {
            return Err(TaskFailure::new(
                "States.Runtime",
                "The field 'StateMachineArn' is required, but missing",
            ));
        };
        let name = text("Name")?;
        if let Some(name) = &name
            && !is_name(name)
        {
            let message = format!("Invalid Name: '{name}'");
            return Err(describe::refusal(api, "InvalidName", &message, &id));
        }
        let input = match parameters.get("Input") {
            None => "{}".to_owned(),
            // Text is JSON already.
            Some(input) => match input.as_str() {
                Some(text) => text.to_owned(),
                None if api == Api::Sdk => {
                    let cause =
                        format!("The field 'Input' must be a string of JSON, but it is {input}");
                    return Err(TaskFailure::new("States.Runtime", cause));
                }
                None => input.to_string(),
            },
        };
        let document = Value::parse(&input).map_err(|error| {
            let message = format!("Invalid State Machine Execution Input: '{error}'");
            describe::refusal(api, "InvalidExecutionInput", &message, &id)
        })?;
        Ok(Order {
            request: self,
            machine,
            name,
            document,
            id,
        })
    }
}

/// An execution to be started.
pub(super) struct Order {
    pub(super) request: Request,
    pub(super) machine: String,
    pub(super) name: Option<String>,
    pub(super) document: Value,
    /// The request's own.
    pub(super) id: String,
}

impl Order {
    pub(super) fn refused(&self, error: &'static str, message: &str) -> TaskFailure {
        describe::refusal(self.request.api, error, message, &self.id)
    }
}

/// AWS's rule for an execution's name.
fn is_name(name: &str) -> bool {
    let is_bad = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(letter)
    };
    (1..=80).contains(&name.chars().count()) && !name.contains(is_bad)
}
