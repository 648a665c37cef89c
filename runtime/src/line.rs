//! The straight line: a workflow of plain Tasks in a row, each taking what the one before it gave.
//!
//! Nothing such a workflow does needs JSON, a history or a choice, so its module awaits its handlers one after the other
//! and moves each output into the next input. What a line does is what the driver would do, as far as anyone can see: who
//! records, limits payloads or traces gets the driver.

use std::any::Any;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::__private::unfit_input;
use crate::driver::is_traced;
use crate::execution::{ExecutionError, ExecutionOptions, Status};
use crate::handler::{ErrorOf, InputOf, OutputOf};
use crate::host::Host;
use crate::memory::InMemory;
use crate::program::Program;
use crate::task::{Info, TaskContext, TaskContextParts, TaskFailure};
use crate::value::Value;

/// An execution on a straight line.
#[derive(Debug)]
pub struct Line {
    program: &'static Program,
    /// The number of the state that it is in.
    state: usize,
    /// None where no handler takes it; in a box, so that a line without one is small.
    context: Option<Box<TaskContext>>,
}

impl Line {
    /// A line, where nobody looks at what lies between its states.
    #[inline]
    pub fn open(
        program: &'static Program,
        host: &InMemory,
        options: &Arc<ExecutionOptions>,
        takes_context: bool,
    ) -> Option<Line> {
        if host.recording()
            || options.payload_limit.is_some()
            || options.stop.is_some()
            || is_traced()
        {
            return None;
        }
        Some(Line {
            program,
            state: 0,
            context: takes_context.then(|| Box::new(context(program.name, options))),
        })
    }

    /// The context of the state of that number.
    #[inline]
    pub fn enter(&mut self, state: usize, step: u64) -> &TaskContext {
        self.state = state;
        match &mut self.context {
            Some(context) => {
                context.enter(self.program.states[state].name, step);
                context
            }
            None => nobodys(),
        }
    }

    /// What a handler gave, or the end of the execution.
    #[inline]
    pub fn left<S, const LINE: u32, O, E: ErrorOf<S, LINE>>(
        &self,
        result: Result<O, E>,
    ) -> Result<O, Box<ExecutionError>> {
        result.map_err(|error| self.failed(error.failure()))
    }

    /// The output of one Task as the input of the next: moved where the types are the same, else by way of JSON.
    #[inline]
    pub fn pass<S, const LINE: u32, O, T, const NEXT_LINE: u32, I>(
        &mut self,
        output: O,
        next: usize,
    ) -> Result<I, Box<ExecutionError>>
    where
        O: OutputOf<S, LINE>,
        I: InputOf<T, NEXT_LINE>,
    {
        let mut output = Some(output);
        if let Some(same) = (&mut output as &mut dyn Any).downcast_mut::<Option<I>>()
            && let Some(input) = same.take()
        {
            return Ok(input);
        }
        let document = output.map_or(Value::Null, OutputOf::into_document);
        I::from_document(document).map_err(|error| {
            self.state = next;
            self.failed(unfit_input::<I>(&error))
        })
    }

    #[cold]
    #[allow(
        clippy::unnecessary_box_returns,
        reason = "what every step's result has room for is small"
    )]
    fn failed(&self, failure: TaskFailure) -> Box<ExecutionError> {
        Box::new(ExecutionError {
            status: Status::Failed,
            error: failure.error.into_owned(),
            cause: failure.cause,
            state: Some(self.program.states[self.state].name),
        })
    }
}

fn context(machine: &'static str, options: &Arc<ExecutionOptions>) -> TaskContext {
    TaskContext::new(TaskContextParts {
        info: Info::Later {
            options: options.clone(),
            default_machine: machine,
            made: OnceLock::new(),
        },
        clock: None,
        state: "",
        attempt: 0,
        region: None,
        step: 0,
        token: None,
        signals: None,
    })
}

/// What handlers are given that do not look at it.
pub(crate) fn nobodys() -> &'static TaskContext {
    static NOBODYS: OnceLock<TaskContext> = OnceLock::new();
    NOBODYS.get_or_init(|| context("", &Arc::default()))
}

/// Goes the line under the machine's `TimeoutSeconds`.
#[inline]
pub async fn within<T>(
    program: &'static Program,
    way: std::pin::Pin<&mut impl Future<Output = Result<T, Box<ExecutionError>>>>,
) -> Result<T, ExecutionError> {
    let Some(seconds) = program.timeout_seconds else {
        return way.await.map_err(|error| *error);
    };
    match tokio::time::timeout(Duration::from_secs(seconds), way).await {
        Ok(ended) => ended.map_err(|error| *error),
        Err(_) => Err(ExecutionError {
            status: Status::TimedOut,
            error: "States.Timeout".to_owned(),
            cause: None,
            state: None,
        }),
    }
}
