//! The crate `asl`: a state machine is parsed once, an execution is an iterator over its states.

use asl::asl::execution::{ExecutionStatus, StateExecutionHandler};
use asl::asl::state_machine::StateMachine;
use asl::asl::types::execution::EmptyContext;
use serde_json::Value;

#[path = "../../measure.rs"]
mod measure;
#[path = "../../tasks.rs"]
mod tasks;

struct Tasks;

impl StateExecutionHandler for Tasks {
    type TaskExecutionError = String;

    fn execute_task(
        &self,
        resource: &str,
        input: &Value,
        _: Option<&Value>,
    ) -> Result<Option<Value>, String> {
        tasks::call(resource, input).map(Some)
    }
}

fn main() {
    let plan = measure::plan();
    for case in &plan.cases {
        measure::measure("asl", &plan, case, || {
            let machine = StateMachine::parse(&case.definition)
                .map_err(|error| format!("it does not parse: {error}"))?;
            Ok(move |input: &str| run(&machine, input))
        });
    }
}

fn run(machine: &StateMachine, input: &str) -> Result<String, String> {
    let input = serde_json::from_str(input).map_err(|error| error.to_string())?;
    let mut execution = machine.start(&input, Tasks, EmptyContext {});
    while execution.next().is_some() {}
    match execution.status {
        ExecutionStatus::FinishedWithSuccess(Some(output)) => Ok(output.to_string()),
        ExecutionStatus::FinishedWithSuccess(None) => Err("it ends without an output".to_owned()),
        ExecutionStatus::FinishedWithFailure(failure) => {
            let cause = failure.cause.unwrap_or_default();
            Err(format!("{}: {cause}", failure.error))
        }
        ExecutionStatus::Executing => Err("it stops in the middle".to_owned()),
    }
}
