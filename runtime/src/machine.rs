//! What generated code is to the driver.
use crate::{
    driver::{Each, Iterations},
    program::Program,
    task::{TaskContext, TaskFailure},
    value::Value,
};
use std::{pin::Pin, sync::Arc};

/// A boxed future that any executor may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A compiled workflow together with its handlers. Generated code implements it; hosts and the driver use it.
pub trait Machine: Send + Sync {
    /// The compiled definition.
    fn program(&self) -> &'static Program;

    /// Calls the handler of a Task, by [`crate::program::Task::handler`].
    fn call<'a>(
        &'a self,
        handler: u32,
        input: Value,
        context: &'a TaskContext,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>>;

    /// Runs a Map whose iterations are calls of this handler and nothing else, with the handler's own types. Gives it back where they
    /// are not known.
    #[doc(hidden)]
    fn each<'a>(&'a self, handler: u32, each: Each<'a>) -> Result<Iterations<'a>, Each<'a>> {
        let _ = handler;
        Err(each)
    }
}

impl<M: Machine + ?Sized> Machine for Arc<M> {
    fn program(&self) -> &'static Program {
        (**self).program()
    }

    fn call<'a>(
        &'a self,
        handler: u32,
        input: Value,
        context: &'a TaskContext,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        (**self).call(handler, input, context)
    }

    fn each<'a>(&'a self, handler: u32, each: Each<'a>) -> Result<Iterations<'a>, Each<'a>> {
        (**self).each(handler, each)
    }
}
