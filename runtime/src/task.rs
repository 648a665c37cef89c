//! What a Task's handler sees of its execution, and how it fails.
mod context;
mod signals;
mod tokens;

pub use self::{
    context::TaskContext,
    tokens::{TaskToken, TaskTokens, TokenError},
};

pub(crate) use self::{
    context::{ExecutionInfo, Info, RegionPath, TaskContextParts},
    signals::Signals,
    tokens::Registered,
};

use std::{borrow::Cow, convert::Infallible, fmt};

/// A failed attempt of a Task, as `Retry` and `Catch` see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFailure {
    /// The error name. Empty where a callback reported a failure without one.
    pub error: Cow<'static, str>,
    /// What `Cause` says.
    pub cause: Option<String>,
}

impl TaskFailure {
    /// A failure with a cause.
    pub fn new(error: impl Into<Cow<'static, str>>, cause: impl Into<String>) -> TaskFailure {
        TaskFailure {
            error: error.into(),
            cause: Some(cause.into()),
        }
    }

    /// A failure that is only a name.
    pub fn named(error: impl Into<Cow<'static, str>>) -> TaskFailure {
        TaskFailure {
            error: error.into(),
            cause: None,
        }
    }

    /// What a handler's error is to the workflow.
    pub fn of(error: &(impl TaskError + ?Sized)) -> TaskFailure {
        TaskFailure {
            error: Cow::Owned(error.error().into_owned()),
            cause: error.cause(),
        }
    }
}

impl fmt::Display for TaskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = if self.error.is_empty() {
            "unnamed error"
        } else {
            &self.error
        };
        match &self.cause {
            Some(cause) if !cause.is_empty() => write!(f, "{error}: {cause}"),
            _ => f.write_str(error),
        }
    }
}

impl std::error::Error for TaskFailure {}

/// An error that a Task's handler may return. Derive it on an enum: each variant's name is an error name that `Retry`
/// and `Catch` may list, and what `Display` prints is the cause.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no error names that `Retry` and `Catch` could list",
    label = "the handler fails with this type",
    note = "`#[derive(stepwright::TaskError)]` makes each variant of an enum an error name"
)]
pub trait TaskError {
    /// All names that [`TaskError::error`] may return, where that is known.
    const NAMES: &'static [&'static str];

    /// Whether [`TaskError::NAMES`] are all that there are. A `Retry` or `Catch` for any other name is then found while
    /// the workflow is compiled.
    const IS_COMPLETE: bool = !Self::NAMES.is_empty();

    /// The error name.
    fn error(&self) -> Cow<'_, str>;

    /// What `Cause` says.
    fn cause(&self) -> Option<String>;
}

#[diagnostic::do_not_recommend]
impl TaskError for Infallible {
    const NAMES: &'static [&'static str] = &[];
    const IS_COMPLETE: bool = true;

    fn error(&self) -> Cow<'_, str> {
        match *self {}
    }

    fn cause(&self) -> Option<String> {
        match *self {}
    }
}

#[diagnostic::do_not_recommend]
impl TaskError for TaskFailure {
    const NAMES: &'static [&'static str] = &[];

    fn error(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.error)
    }

    fn cause(&self) -> Option<String> {
        self.cause.clone()
    }
}
