//! One execution: what it is told, how it ends.
use crate::{driver, history::Event, host::Host, machine::Machine, stop::StopHandle, value::Value};
use std::{borrow::Cow, fmt, sync::Arc};

/// AWS's limit for what a state passes on: 256 KiB.
pub const PAYLOAD_LIMIT: usize = 262_144;

/// AWS's limit for the events of a standard execution's history.
pub const HISTORY_LIMIT: u64 = 25_000;

/// What an execution may be told.
#[derive(Clone, Debug)]
pub struct ExecutionOptions {
    /// Its name; a random UUID where none is given.
    pub name: Option<Cow<'static, str>>,
    /// The state machine's name; the workflow's module where none is given.
    pub state_machine_name: Option<Cow<'static, str>>,
    /// `$$.Execution.RoleArn`; made up from the account where none is given.
    pub role_arn: Option<Cow<'static, str>>,
    /// The account in ARNs.
    pub account: Cow<'static, str>,
    /// The region in ARNs.
    pub region: Cow<'static, str>,
    /// How many bytes of JSON a task or state may be given by its parameters or pass on ([`PAYLOAD_LIMIT`] on AWS); no limit where none is given.
    pub payload_limit: Option<usize>,
    /// How many events the execution may have, recorded or not: [`HISTORY_LIMIT`], as for a standard workflow on AWS. One
    /// that reaches it without having succeeded fails with `States.Runtime`, which nothing catches. No limit where none is
    /// given, as for an express workflow.
    pub history_limit: Option<u64>,
    /// Through which the execution can be stopped from outside.
    pub stop: Option<StopHandle>,
}

impl ExecutionOptions {
    /// The defaults.
    pub const DEFAULT: ExecutionOptions = ExecutionOptions {
        name: None,
        state_machine_name: None,
        role_arn: None,
        account: Cow::Borrowed("000000000000"),
        region: Cow::Borrowed("us-east-1"),
        payload_limit: None,
        history_limit: Some(HISTORY_LIMIT),
        stop: None,
    };
}

impl Default for ExecutionOptions {
    fn default() -> ExecutionOptions {
        ExecutionOptions::DEFAULT
    }
}

/// Where an execution stands, spelled as AWS does when displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It goes on, or waits for something that has not come.
    Running,
    /// It ended well.
    Succeeded,
    /// A state failed and nothing caught it.
    Failed,
    /// The machine's `TimeoutSeconds` passed.
    TimedOut,
    /// It was stopped from outside.
    Aborted,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Running => "RUNNING",
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::TimedOut => "TIMED_OUT",
            Status::Aborted => "ABORTED",
        })
    }
}

/// How an execution ended that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionError {
    /// Failed, timed out or aborted.
    pub status: Status,
    /// The error name, empty where a Fail state or a callback gave none.
    pub error: String,
    /// What `Cause` says.
    pub cause: Option<String>,
    /// The state that failed, innermost where states nest.
    pub state: Option<&'static str>,
}

impl fmt::Display for ExecutionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.status {
            Status::TimedOut => "execution timed out",
            Status::Aborted => "execution aborted",
            _ => "execution failed",
        })?;
        if let Some(state) = self.state {
            write!(f, " in state `{state}`")?;
        }
        if !self.error.is_empty() {
            write!(f, ": {}", self.error)?;
        }
        match &self.cause {
            Some(cause) if !cause.is_empty() => write!(f, ": {cause}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for ExecutionError {}

/// An execution that another one started, as it stood when its parent's run was over: a nested one, or a distributed
/// Map's child.
#[derive(Clone, Debug)]
pub struct ChildExecution {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state machine's ARN.
    pub state_machine: String,
    /// The state that started it, of whichever execution that was.
    pub started_by: &'static str,
    /// Of a distributed Map's child, the ARN of its Map run.
    pub map_run: Option<String>,
    /// How it ended; [`Status::Running`] where it had not.
    pub status: Status,
    /// Its input.
    pub input: Value,
    /// Its output, if it succeeded.
    pub output: Option<Value>,
    /// The error name, if it failed with one.
    pub error: Option<String>,
    /// The cause, if it failed with one.
    pub cause: Option<String>,
    /// Its own events.
    pub history: Vec<Event>,
}

/// Runs a workflow on a host, from its first state to an end. Dropping the future cancels the execution.
pub async fn execute(
    machine: &dyn Machine,
    host: &dyn Host,
    options: &ExecutionOptions,
    input: Value,
) -> Result<Value, ExecutionError> {
    driver::run(machine, host, &Arc::new(options.clone()), input).await
}
