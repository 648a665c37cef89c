//! A workflow whose handlers are closures.

use stepwright::program::Program;
use stepwright::{BoxFuture, Machine, TaskContext, TaskFailure, Value};

type Handler =
    Box<dyn Fn(Value, TaskContext) -> BoxFuture<'static, Result<Value, TaskFailure>> + Send + Sync>;

/// A definition with closures for handlers.
pub struct Closures {
    program: &'static Program,
    handlers: Vec<Handler>,
}

impl Closures {
    /// A definition, its handlers to come.
    pub fn new(program: &'static Program) -> Closures {
        Closures {
            program,
            handlers: Vec::new(),
        }
    }

    /// The handler of the next Task, in the order they are written.
    #[must_use]
    pub fn on<F>(
        mut self,
        handler: impl Fn(Value, TaskContext) -> F + Send + Sync + 'static,
    ) -> Closures
    where
        F: Future<Output = Result<Value, TaskFailure>> + Send + 'static,
    {
        self.handlers.push(Box::new(move |input, context| {
            Box::pin(handler(input, context))
        }));
        self
    }
}

impl Machine for Closures {
    fn program(&self) -> &'static Program {
        self.program
    }

    fn call<'a>(
        &'a self,
        handler: u32,
        input: Value,
        context: &'a TaskContext,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        self.handlers[handler as usize](input, context.clone())
    }
}
