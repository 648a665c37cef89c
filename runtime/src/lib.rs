//! Amazon States Language workflows, compiled.
pub mod program;

mod data;
mod driver;
mod execution;
pub mod history;
pub mod host;
mod machine;
mod memory;
pub mod task;
pub mod test;
#[cfg(test)]
mod testing_support;
pub mod value;

pub use self::{
    execution::{ExecutionError, ExecutionOptions, PAYLOAD_LIMIT, Status, execute},
    host::Host,
    machine::{BoxFuture, Machine},
    memory::InMemory,
    task::{TaskContext, TaskError, TaskFailure, TaskToken, TaskTokens},
    value::Value,
};
