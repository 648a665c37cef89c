//! What the types of a handler must be.

use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny};

use crate::program::Program;
use crate::task::{TaskError, TaskFailure};
use crate::value::{Error, Value};

/// The input of a Task's handler: any type that owns its data, is `Send` and implements `serde::Deserialize`.
///
/// Implemented for all of them; nobody implements it by hand. What it needs of serde stands in its implementation
/// alone: rustc reports what a supertrait misses in that trait's words, and these are the ones that help.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the input of a Task",
    label = "not a Task's input",
    note = "a Task's input owns its data, is `Send` and implements `serde::Deserialize`"
)]
pub trait TaskInput: Sized + Send + 'static {
    /// Takes it from a document.
    ///
    /// # Errors
    ///
    /// When the document does not fit the type.
    #[doc(hidden)]
    fn from_document(document: Value) -> Result<Self, Error>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send + 'static> TaskInput for T {
    fn from_document(document: Value) -> Result<Self, Error> {
        document.take()
    }
}

/// The output of a Task's handler: any type that owns its data, is `Send` and `Sync` and implements
/// `serde::Serialize`.
///
/// Implemented for all of them; nobody implements it by hand. `Sync`, because the branches of a Parallel share what
/// came before them. What it needs of serde stands in its implementation alone, as with [`TaskInput`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the output of a Task",
    label = "not a Task's output",
    note = "a Task's output owns its data, is `Send` and `Sync` and implements `serde::Serialize`"
)]
pub trait TaskOutput: Sized + Send + Sync + 'static {
    /// Makes it a document.
    #[doc(hidden)]
    fn into_document(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + Send + Sync + 'static> TaskOutput for T {
    fn into_document(self) -> Value {
        Value::typed(self)
    }
}

/// What a handler returns: `Result<Output, Error>`, under whatever alias.
#[diagnostic::on_unimplemented(
    message = "a handler returns `Result<Output, Error>`, not `{Self}`",
    label = "not a `Result`",
    note = "a handler that cannot fail returns `Result<Output, std::convert::Infallible>`"
)]
pub trait Outcome {
    /// The Task's output.
    type Output;
    /// The Task's error.
    type Error;
    /// The `Result` it is.
    fn into_result(self) -> Result<Self::Output, Self::Error>;
}

#[diagnostic::do_not_recommend]
impl<O, E> Outcome for Result<O, E> {
    type Output = O;
    type Error = E;
    fn into_result(self) -> Result<O, E> {
        self
    }
}

/// The input of a handler that takes none: whatever the Task is given.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoInput;

impl<'de> serde::Deserialize<'de> for NoInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| NoInput)
    }
}

impl Serialize for NoInput {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&serde_json::Map::new(), serializer)
    }
}

/// A workflow's `State` enum: what the types of its states are read from.
pub trait StateEnum: Copy + 'static {
    /// The compiled definition.
    const PROGRAM: &'static Program;
    /// All states, in the order they are written.
    const ALL: &'static [Self];
    /// The states that may follow each of them.
    const NEXT: &'static [&'static [Self]];
}

/// A state of a workflow, as a type. Generated for every state in the module `states` of its workflow.
///
/// Only the number is: each constant of each state would be a body of its own for rustc.
pub trait StateType {
    /// The workflow's `State` enum.
    type State: StateEnum;
    /// Its number among the states of the workflow.
    const INDEX: usize;
    /// The state as a value of the enum.
    const STATE: Self::State = Self::State::ALL[Self::INDEX];
    /// Its name in the definition.
    const NAME: &'static str = Self::State::PROGRAM.states[Self::INDEX].name;
    /// Its `Type`.
    const KIND: &'static str = Self::State::PROGRAM.states[Self::INDEX].kind.name();
    /// The states that may follow, in the order they are written.
    const NEXT: &'static [Self::State] = Self::State::NEXT[Self::INDEX];
}

/// A Task state, with what its handler in `H` takes and gives. `#[handlers]` implements it.
pub trait TaskState<H: ?Sized>: StateType {
    /// What the handler takes: a [`TaskInput`].
    type Input;
    /// What the handler gives: a [`TaskOutput`].
    type Output;
    /// What the handler fails with: a [`TaskError`].
    type Error;
}

/// [`TaskInput`], said of a state and its line: the message about a type that does not fit names both.
///
/// It stands beside [`TaskInput`], not above it, because rustc would report what a supertrait misses as well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the input of state `{S}`, line {LINE} of its definition",
    label = "not a Task's input",
    note = "a Task's input owns its data, is `Send` and implements `serde::Deserialize`"
)]
pub trait InputOf<S, const LINE: u32>: Sized + Send + 'static {
    /// See [`TaskInput::from_document`]. A constant, because a function would be compiled anew for each state.
    const FROM_DOCUMENT: fn(Value) -> Result<Self, Error>;

    /// The same, called.
    fn from_document(document: Value) -> Result<Self, Error> {
        (Self::FROM_DOCUMENT)(document)
    }

    /// Moves a list of them out of a document, if it is one and nobody else holds it; else gives it back.
    const TAKE_LIST: fn(Value) -> Result<Vec<Self>, Value>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send + 'static, S, const LINE: u32> InputOf<S, LINE> for T {
    const FROM_DOCUMENT: fn(Value) -> Result<Self, Error> = Value::take::<T>;
    const TAKE_LIST: fn(Value) -> Result<Vec<Self>, Value> = Value::take_list::<T>;
}

/// [`TaskOutput`], said of a state and its line.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the output of state `{S}`, line {LINE} of its definition",
    label = "not a Task's output",
    note = "a Task's output owns its data, is `Send` and `Sync` and implements `serde::Serialize`"
)]
pub trait OutputOf<S, const LINE: u32>: Sized + Send + Sync + 'static {
    /// See [`TaskOutput::into_document`] and [`InputOf::FROM_DOCUMENT`].
    const INTO_DOCUMENT: fn(Self) -> Value;

    /// The same, called.
    fn into_document(self) -> Value {
        (Self::INTO_DOCUMENT)(self)
    }

    /// A list of them as a document.
    const INTO_LIST: fn(Vec<Self>) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + Send + Sync + 'static, S, const LINE: u32> OutputOf<S, LINE> for T {
    const INTO_DOCUMENT: fn(Self) -> Value = Value::typed::<T>;
    const INTO_LIST: fn(Vec<Self>) -> Value = Value::typed_list::<T>;
}

/// [`TaskError`], said of a state and its line.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of state `{S}`, line {LINE} of its definition",
    label = "has no error names that `Retry` and `Catch` could list",
    note = "`#[derive(stepwright::TaskError)]` makes each variant of an enum an error name"
)]
pub trait ErrorOf<S, const LINE: u32>: Sized {
    /// What the error is to the workflow.
    const FAILURE: fn(&Self) -> TaskFailure;

    /// The same, called.
    fn failure(&self) -> TaskFailure {
        (Self::FAILURE)(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: TaskError, S, const LINE: u32> ErrorOf<S, LINE> for T {
    const FAILURE: fn(&Self) -> TaskFailure = TaskFailure::of;
}

/// A type that a broken definition leaves open. What generated code names through it has an error in its name, which
/// rustc reports once and never again for what is made of it.
pub trait Unknown {
    /// Whatever it is.
    type Type;
}

/// The input of a handler of a declared Task is the declared type.
#[diagnostic::on_unimplemented(
    message = "the handler of state `{S}` takes `{Self}`, but its Task is declared to take `{T}`",
    label = "not what the Task is declared to take"
)]
pub trait Takes<T, S> {}
impl<T, S> Takes<T, S> for T {}

/// The output of a handler of a declared Task is the declared type.
#[diagnostic::on_unimplemented(
    message = "the handler of state `{S}` gives `{Self}`, but its Task is declared to give `{T}`",
    label = "not what the Task is declared to give"
)]
pub trait Gives<T, S> {}
impl<T, S> Gives<T, S> for T {}

/// The error of a handler of a declared Task is the declared type.
#[diagnostic::on_unimplemented(
    message = "the handler of state `{S}` fails with `{Self}`, but its Task is declared to fail with `{T}`",
    label = "not what the Task is declared to fail with"
)]
pub trait FailsWith<T, S> {}
impl<T, S> FailsWith<T, S> for T {}
