//! What generated code calls. Not part of the interface: it changes without notice.

use std::fmt::{Debug, Display};
use std::future::{Future, ready};

pub use std::borrow::Cow;
pub use std::string::String;
pub use std::sync::Arc;
pub use std::vec::Vec;

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use stepwright_macros::{handlers_of, include_workflow, workflow};

use crate::execution::{ExecutionError, ExecutionOptions, Status};
use crate::machine::Machine;
use crate::memory::InMemory;
use crate::program::Program;
use crate::shape::Node;

pub use crate::driver::{Each, Iterations, each};
pub use crate::fields::{NULL, ObjectReader, ObjectWriter, field, some};
pub use crate::handler::{
    ErrorOf, FailsWith, Gives, InputOf, NoInput, Outcome, OutputOf, Takes, TaskInput, TaskOutput,
    TaskState, Unknown,
};
pub use crate::line::{Line, within};
pub use crate::machine::BoxFuture;
pub use crate::proof::{Message, TaskTypes, TypeShape, Types};
pub use crate::shape::probe::{Probe, Unshaped, is_closed, some_of};
pub use crate::task::{TaskContext, TaskError, TaskFailure};
pub use crate::value::Value;

/// The error name of a document that does not fit a Rust type: as AWS names what no Catch can mend.
const UNFIT: &str = "States.Runtime";

/// What a handler gives.
pub type Given<R> = <R as Outcome>::Output;
/// What a handler fails with.
pub type FailedWith<R> = <R as Outcome>::Error;

/// What is known of one handler's types: short to write, because it is written for each.
#[must_use]
pub const fn typed(
    state: &'static str,
    input: (&'static str, &'static Node),
    output: (&'static str, &'static Node),
    error: (&'static str, Option<&'static [&'static str]>),
) -> TaskTypes {
    TaskTypes {
        state,
        input: TypeShape {
            name: input.0,
            node: input.1,
        },
        output: TypeShape {
            name: output.0,
            node: output.1,
        },
        errors: error.1,
        error: error.0,
    }
}

/// What a handler is called with.
#[derive(Debug)]
pub enum CallInput<'a> {
    /// Its input.
    Document(Value),
    /// A Map, each of whose items is one.
    Each(Box<Each<'a>>),
}

/// Calls the handler of a state: its input taken from the document, its output put back as one.
pub fn call<'a, S, const LINE: u32, I, O, E, F>(
    input: CallInput<'a>,
    handler: impl FnOnce(I) -> F,
) -> BoxFuture<'a, Result<Value, TaskFailure>>
where
    I: InputOf<S, LINE>,
    O: OutputOf<S, LINE>,
    E: ErrorOf<S, LINE>,
    F: Future<Output = Result<O, E>> + Send + 'a,
{
    let CallInput::Document(input) = input else {
        unreachable!("only a handler that runs Maps is given one");
    };
    match (I::FROM_DOCUMENT)(input) {
        Ok(input) => {
            let running = handler(input);
            Box::pin(async move {
                match running.await {
                    Ok(output) => Ok((O::INTO_DOCUMENT)(output)),
                    Err(error) => Err((E::FAILURE)(&error)),
                }
            })
        }
        Err(error) => Box::pin(ready(Err(unfit_input::<I>(&error)))),
    }
}

/// The same for a handler that runs a Map as well, each of whose iterations is a call of it.
pub fn call_each<'a, S, const LINE: u32, I, O, E, F>(
    input: CallInput<'a>,
    handler: impl Fn(I) -> F + Send + Sync + 'a,
) -> BoxFuture<'a, Result<Value, TaskFailure>>
where
    I: InputOf<S, LINE>,
    O: OutputOf<S, LINE>,
    E: ErrorOf<S, LINE> + 'a,
    F: Future<Output = Result<O, E>> + Send + 'a,
{
    match input {
        CallInput::Each(map) => each::<S, LINE, I, O, E, F>(*map, handler),
        document @ CallInput::Document(_) => call::<S, LINE, I, O, E, F>(document, handler),
    }
}

/// Lets a handler run a Map, if it is one of those that do; else gives the Map back.
#[allow(clippy::result_large_err, reason = "what is given back is no error")]
pub fn run_map<'a>(
    maps: &[u32],
    handler: u32,
    each: Each<'a>,
    call: impl FnOnce(CallInput<'a>, &'a TaskContext) -> Iterations<'a>,
) -> Result<Iterations<'a>, Each<'a>> {
    if !maps.contains(&handler) {
        return Err(each);
    }
    let nobodys = crate::line::nobodys();
    Ok(call(CallInput::Each(Box::new(each)), nobodys))
}

/// Runs a workflow whose options all its executions share.
pub fn execute<'a>(
    machine: &'a dyn Machine,
    host: &'a InMemory,
    options: &Arc<ExecutionOptions>,
    input: Value,
) -> impl Future<Output = Result<Value, ExecutionError>> + Send + use<'a> {
    crate::driver::run(machine, host, options, input)
}

/// Refuses, while compiling, a workflow whose expressions need the JSONata engine where that is not there.
#[allow(
    clippy::assertions_on_constants,
    reason = "it is the feature that is asserted"
)]
pub const fn needs_jsonata() {
    assert!(
        cfg!(feature = "jsonata"),
        "this workflow has JSONata expressions that need the engine: turn on the feature `jsonata` of the crate `stepwright`"
    );
}

/// A future in a box.
pub fn boxed<'a, T>(future: impl Future<Output = T> + Send + 'a) -> BoxFuture<'a, T> {
    Box::pin(future)
}

/// The failure of a Task whose input is not what its handler takes.
pub(crate) fn unfit_input<I>(error: &crate::value::Error) -> TaskFailure {
    let ty = std::any::type_name::<I>();
    TaskFailure::new(
        UNFIT,
        format!("the Task's input does not fit `{ty}`, which its handler takes: {error}"),
    )
}

/// The failure of a Task that starts an execution where nothing does.
pub fn no_registry(state: &str, method: &str) -> TaskFailure {
    TaskFailure::new(
        UNFIT,
        format!(
            "state `{state}` starts an execution, but its host has no registry of workflows and it has no handler: \
             give the host one (`InMemory::with_registry`), or write `async fn {method}`"
        ),
    )
}

/// A Task that starts an execution, where nothing does.
pub fn left_to_registry<'a>(
    state: &str,
    method: &str,
) -> BoxFuture<'a, Result<Value, TaskFailure>> {
    Box::pin(ready(Err(no_registry(state, method))))
}

/// A handler's number that the machine does not have; the driver takes numbers from the machine's own program.
pub fn no_such_handler(
    handler: u32,
    _: CallInput<'_>,
) -> BoxFuture<'_, Result<Value, TaskFailure>> {
    unreachable!("the program has no handler {handler}")
}

/// The execution's output as the type that `run` promises.
pub fn output<T: TaskInput>(program: &Program, output: Value) -> Result<T, ExecutionError> {
    T::from_document(output).map_err(|error| ExecutionError {
        status: Status::Succeeded,
        error: UNFIT.to_owned(),
        cause: Some(format!(
            "the execution of `{}` succeeded, but its output does not fit `{}`: {error}",
            program.name,
            std::any::type_name::<T>(),
        )),
        state: None,
    })
}

/// The number of the state of that name.
pub fn state_named(program: &Program, name: &str) -> Option<usize> {
    program.states.iter().position(|state| state.name == name)
}

/// The cause of an error: by `Display`, else by `Debug`, else none. Autoref picks the first that the type has.
#[derive(Debug)]
pub struct CauseOf<'a, T>(pub &'a T);

/// See [`CauseOf`].
pub trait ViaDisplay {
    /// The cause.
    fn cause(&self) -> Option<String>;
}

impl<T: Display> ViaDisplay for &&CauseOf<'_, T> {
    fn cause(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// See [`CauseOf`].
pub trait ViaDebug {
    /// The cause.
    fn cause(&self) -> Option<String>;
}

impl<T: Debug> ViaDebug for &CauseOf<'_, T> {
    fn cause(&self) -> Option<String> {
        Some(format!("{:?}", self.0))
    }
}

/// See [`CauseOf`].
pub trait ViaNothing {
    /// The cause.
    fn cause(&self) -> Option<String>;
}

impl<T> ViaNothing for CauseOf<'_, T> {
    fn cause(&self) -> Option<String> {
        None
    }
}

/// What an invocation declares of types.
pub trait Declared {
    /// The execution's input.
    const INPUT: TypeShape = TypeShape::unknown("");
    /// The execution's output.
    const OUTPUT: TypeShape = TypeShape::unknown("");
    /// What the Tasks are declared with, in their order; empty where they are not.
    const TASKS: &'static [TaskTypes] = &[];
}

/// The types of a workflow: those that its invocation declares, and its handlers'.
pub const fn types<D: Declared>(tasks: &'static [TaskTypes]) -> Types {
    Types {
        input: D::INPUT,
        output: D::OUTPUT,
        tasks: if tasks.is_empty() { D::TASKS } else { tasks },
    }
}

/// The names of an error type, where they are all known; what is no error type is said elsewhere.
#[derive(Debug)]
pub struct ErrorProbe<E>(std::marker::PhantomData<E>);

impl<E: TaskError> ErrorProbe<E> {
    /// All names.
    pub const NAMES: Option<&'static [&'static str]> =
        if E::IS_COMPLETE { Some(E::NAMES) } else { None };
}

/// See [`ErrorProbe`].
pub trait NoErrors {
    /// Not known.
    const NAMES: Option<&'static [&'static str]> = None;
}

impl<E> NoErrors for ErrorProbe<E> {}
