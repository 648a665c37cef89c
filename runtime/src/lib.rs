// The README's program is compiled as `examples/quick-start`; its other snippets are parts of one.
#![cfg_attr(not(doctest), doc = include_str!("../README.md"))]

mod activity;
pub mod program;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod data;
mod driver;
mod execution;
mod fields;
pub mod graph;
mod handler;
pub mod history;
pub mod host;
mod line;
mod machine;
mod memory;
pub mod objects;
pub mod proof;
mod registry;
pub mod shape;
mod stop;
pub mod task;
pub mod test;
#[cfg(test)]
mod testing_support;
pub mod value;

pub use self::{
    activity::{Activity, ActivityTask},
    execution::{
        ChildExecution, ExecutionError, ExecutionOptions, HISTORY_LIMIT, PAYLOAD_LIMIT, Status,
        execute,
    },
    handler::{NoInput, Outcome, StateType, TaskInput, TaskOutput, TaskState},
    host::Host,
    machine::{BoxFuture, Machine},
    memory::InMemory,
    registry::Registry,
    stop::StopHandle,
    task::{TaskContext, TaskError, TaskFailure, TaskToken, TaskTokens, TokenError},
    value::Value,
};
pub use stepwright_macros::{TaskError, handlers};

/// Compiles an Amazon States Language definition into a module.
///
/// The short form takes a path and makes a private module named after the file: `order.asl.json` becomes `order`.
///
/// ```text
/// include_workflow!("order.asl.json");
/// ```
///
/// The long form says what the short form infers; every entry after the path may be left out.
///
/// ```text
/// include_workflow! {
///     /// Cancels a vehicle order.
///     pub mod cancellation = "workflows/vehicle-order-cancellation.asl.json",
///     input: CancelOrder,
///     output: Receipt,
///     rename: { "Confirm!" => confirm },
///     substitute: { TableName: "orders" },
///     allow: { unreachable_state: ["Old state"] },
/// }
/// ```
///
/// - The path is looked for from the package's root, then beside the file that includes it. An edit of the definition
///   rebuilds the crate.
/// - `input` and `output` are the types of [`run`](crate::execute)'s input and output. Without them, they are the types of
///   the handler that takes the input as it is and of the one whose result is the output as it is; else any
///   [`TaskOutput`] and a [`Value`].
/// - `rename` gives states other Rust names than their own, folded to Rust's case.
/// - `substitute` gives `${Name}`s in the definition's strings their values. Those without one stay; a `Resource` that is
///   left open is a Task with a handler like any other.
/// - `allow` lists findings that are fine, by code, for all states or for those named. One that allows nothing is an error.
///
/// # What it makes
///
/// A module with the definition's text as `ASL`, its compiled form as `PROGRAM`, its graph as `GRAPH`; the `State` enum and
/// a type per state in `states`, each a [`StateType`] and a Task's also a [`TaskState`]; the trait `Handlers`, which
/// [`handlers`](macro@handlers) implements; and `Workflow<H>`, which runs it.
///
/// # Errors
///
/// Whatever is wrong with the definition is an error of compilation at the path's literal, with the definition's own line and
/// a caret under the character. Everything is reported at once.
#[macro_export]
macro_rules! include_workflow {
    ($($invocation:tt)*) => {
        $crate::__private::include_workflow! { [$crate] $($invocation)* }
    };
}
