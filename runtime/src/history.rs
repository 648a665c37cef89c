//! The history of an execution: AWS's events, by AWS's names.
mod json;

use crate::value::Value;
use chrono::{DateTime, Utc};

/// One event of a history.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its number, from 1.
    pub id: u64,
    /// The event it follows from; 0 for the first of an execution.
    pub previous: u64,
    /// When it happened.
    pub timestamp: DateTime<Utc>,
    /// What happened.
    pub kind: EventKind,
}

impl Event {
    /// The event's type as AWS names it, such as `PassStateEntered`.
    pub fn event_type(&self) -> &'static str {
        self.kind.name()
    }

    /// The state that was entered, exited or aborted here.
    pub fn state(&self) -> Option<&'static str> {
        match &self.kind {
            EventKind::StateEntered { name, .. }
            | EventKind::StateExited { name, .. }
            | EventKind::StateAborted { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The event as AWS's `GetExecutionHistory` gives it: documents are strings of JSON in a field such as
    /// `stateEnteredEventDetails`.
    pub fn to_json(&self) -> serde_json::Value {
        json::detailed(self)
    }

    /// The event as one flat object with `type`, `id`, `prev` and what its details say, documents decoded.
    pub fn to_flat_json(&self) -> serde_json::Value {
        json::flat(self)
    }
}

/// The `Type` of a state, as part of an event's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the `Type` of that name")]
pub enum StateType {
    Pass,
    Task,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// What kind of work a Task is, as part of an event's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskFamily {
    /// A service integration: `TaskScheduled`, ..
    Service,
    /// A function's ARN: `LambdaFunctionScheduled`, ..
    Function,
    /// An activity's ARN: `ActivityScheduled`, ..
    Activity,
}

/// The resource of a Task's events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskResource {
    /// What kind of work it is.
    pub family: TaskFamily,
    /// `sendMessage.waitForTaskToken`, or an ARN.
    pub resource: &'static str,
    /// `sqs`; empty for ARNs.
    pub resource_type: &'static str,
}

/// What happened. Names that share their fields share a variant.
#[derive(Clone, Debug)]
#[allow(
    missing_docs,
    reason = "each variant is the event of that name, its fields are those of AWS's details"
)]
pub enum EventKind {
    ExecutionStarted {
        input: Value,
        role_arn: String,
    },
    ExecutionSucceeded {
        output: Value,
    },
    ExecutionFailed {
        error: Option<String>,
        cause: Option<String>,
    },
    ExecutionTimedOut {
        error: Option<String>,
        cause: Option<String>,
    },
    ExecutionAborted {
        error: Option<String>,
        cause: Option<String>,
    },
    /// `PassStateEntered`, ..
    StateEntered {
        state: StateType,
        name: &'static str,
        input: Value,
    },
    /// `PassStateExited`, ..
    StateExited {
        state: StateType,
        name: &'static str,
        output: Value,
        /// The variables that got a value.
        assigned: Vec<(&'static str, Value)>,
    },
    EvaluationFailed {
        /// The state's name.
        name: &'static str,
        error: Option<String>,
        cause: Option<String>,
        /// The field, where it is one.
        location: Option<&'static str>,
    },
    /// `TaskStateAborted`, `WaitStateAborted`, `ParallelStateAborted`, `MapStateAborted`.
    StateAborted {
        state: StateType,
        name: &'static str,
    },
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    MapStateStarted {
        length: usize,
    },
    MapStateSucceeded,
    MapStateFailed,
    MapIterationStarted {
        name: &'static str,
        index: usize,
    },
    MapIterationSucceeded {
        name: &'static str,
        index: usize,
    },
    MapIterationFailed {
        name: &'static str,
        index: usize,
    },
    MapIterationAborted {
        name: &'static str,
        index: usize,
    },
    MapRunStarted {
        arn: String,
    },
    MapRunSucceeded,
    MapRunFailed {
        error: Option<String>,
        cause: Option<String>,
    },
    /// `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`.
    TaskScheduled {
        task: TaskResource,
        /// The account's region, which AWS adds to service integrations.
        region: String,
        parameters: Value,
        timeout_seconds: Option<u64>,
        heartbeat_seconds: Option<u64>,
    },
    TaskStarted {
        task: TaskResource,
        /// Of an activity.
        worker: Option<String>,
    },
    TaskSubmitted {
        task: TaskResource,
        output: Value,
    },
    TaskSucceeded {
        task: TaskResource,
        output: Value,
    },
    TaskFailed {
        task: TaskResource,
        error: Option<String>,
        cause: Option<String>,
    },
    TaskTimedOut {
        task: TaskResource,
        error: Option<String>,
        cause: Option<String>,
    },
}

impl EventKind {
    /// The event's type as AWS names it.
    pub fn name(&self) -> &'static str {
        use EventKind as E;
        match self {
            E::ExecutionStarted { .. } => "ExecutionStarted",
            E::ExecutionSucceeded { .. } => "ExecutionSucceeded",
            E::ExecutionFailed { .. } => "ExecutionFailed",
            E::ExecutionTimedOut { .. } => "ExecutionTimedOut",
            E::ExecutionAborted { .. } => "ExecutionAborted",
            E::StateEntered { state, .. } => state.entered(),
            E::StateExited { state, .. } => state.exited(),
            E::StateAborted { state, .. } => state.aborted(),
            E::EvaluationFailed { .. } => "EvaluationFailed",
            E::ParallelStateStarted => "ParallelStateStarted",
            E::ParallelStateSucceeded => "ParallelStateSucceeded",
            E::ParallelStateFailed => "ParallelStateFailed",
            E::MapStateStarted { .. } => "MapStateStarted",
            E::MapStateSucceeded => "MapStateSucceeded",
            E::MapStateFailed => "MapStateFailed",
            E::MapIterationStarted { .. } => "MapIterationStarted",
            E::MapIterationSucceeded { .. } => "MapIterationSucceeded",
            E::MapIterationFailed { .. } => "MapIterationFailed",
            E::MapIterationAborted { .. } => "MapIterationAborted",
            E::MapRunStarted { .. } => "MapRunStarted",
            E::MapRunSucceeded => "MapRunSucceeded",
            E::MapRunFailed { .. } => "MapRunFailed",
            E::TaskScheduled { task, .. } => task.family.names()[0],
            E::TaskStarted { task, .. } => task.family.names()[1],
            E::TaskSubmitted { .. } => "TaskSubmitted",
            E::TaskSucceeded { task, .. } => task.family.names()[2],
            E::TaskFailed { task, .. } => task.family.names()[3],
            E::TaskTimedOut { task, .. } => task.family.names()[4],
        }
    }
}

impl StateType {
    const fn entered(self) -> &'static str {
        match self {
            StateType::Pass => "PassStateEntered",
            StateType::Task => "TaskStateEntered",
            StateType::Choice => "ChoiceStateEntered",
            StateType::Wait => "WaitStateEntered",
            StateType::Succeed => "SucceedStateEntered",
            StateType::Fail => "FailStateEntered",
            StateType::Parallel => "ParallelStateEntered",
            StateType::Map => "MapStateEntered",
        }
    }

    const fn exited(self) -> &'static str {
        match self {
            StateType::Pass => "PassStateExited",
            StateType::Task => "TaskStateExited",
            StateType::Choice => "ChoiceStateExited",
            StateType::Wait => "WaitStateExited",
            StateType::Succeed => "SucceedStateExited",
            StateType::Fail => "FailStateExited",
            StateType::Parallel => "ParallelStateExited",
            StateType::Map => "MapStateExited",
        }
    }

    const fn aborted(self) -> &'static str {
        match self {
            StateType::Pass => "PassStateAborted",
            StateType::Task => "TaskStateAborted",
            StateType::Choice => "ChoiceStateAborted",
            StateType::Wait => "WaitStateAborted",
            StateType::Succeed => "SucceedStateAborted",
            StateType::Fail => "FailStateAborted",
            StateType::Parallel => "ParallelStateAborted",
            StateType::Map => "MapStateAborted",
        }
    }
}

impl TaskFamily {
    /// Scheduled, started, succeeded, failed, timed out.
    const fn names(self) -> [&'static str; 5] {
        match self {
            TaskFamily::Service => [
                "TaskScheduled",
                "TaskStarted",
                "TaskSucceeded",
                "TaskFailed",
                "TaskTimedOut",
            ],
            TaskFamily::Function => [
                "LambdaFunctionScheduled",
                "LambdaFunctionStarted",
                "LambdaFunctionSucceeded",
                "LambdaFunctionFailed",
                "LambdaFunctionTimedOut",
            ],
            TaskFamily::Activity => [
                "ActivityScheduled",
                "ActivityStarted",
                "ActivitySucceeded",
                "ActivityFailed",
                "ActivityTimedOut",
            ],
        }
    }
}
