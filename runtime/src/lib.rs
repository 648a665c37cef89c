//! Amazon States Language workflows, compiled.
pub mod program;

mod data;
mod driver;
mod execution;
pub mod graph;
mod handler;
pub mod history;
pub mod host;
mod machine;
mod memory;
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod task;
#[cfg(test)]
mod testing_support;
pub mod value;

pub use self::{
    execution::{ExecutionError, ExecutionOptions, PAYLOAD_LIMIT, Status, execute},
    handler::{NoInput, Outcome, StateType, TaskInput, TaskOutput, TaskState},
    host::Host,
    machine::{BoxFuture, Machine},
    memory::InMemory,
    task::{TaskContext, TaskError, TaskFailure, TaskToken, TaskTokens},
    value::Value,
};
pub use stepwright_macros::{TaskError, handlers};

/// Compiles an Amazon States Language definition into a module.
#[macro_export]
macro_rules! include_workflow {
    ($($invocation:tt)*) => {
        $crate::__private::include_workflow! { [$crate] $($invocation)* }
    };
}
