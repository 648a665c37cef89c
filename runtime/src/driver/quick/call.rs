//! The short way through a Task that is a call and its answer: what it is given is its handler's input, and the handler's output is
//! what it leaves.
use super::has_no_fields;
use crate::{
    driver::{
        Cursor, Execution, Failure, Frame,
        context::Visit,
        retry::catcher,
        task::{is_invocation, is_plain},
        trace,
        visit::reads_raw,
    },
    host::{Answer, Call},
    program::{Kind, State, Task},
    task::TaskContext,
    value::Value,
};
use std::{future::Future, pin::pin};

/// The events of a call: entered, scheduled, started, ended, exited.
const EVENTS: u64 = 5;

impl Execution<'_> {
    /// The Task at the cursor, if there is a short way through it.
    #[inline]
    pub(in crate::driver) fn quick_call(&self, cursor: &Cursor) -> Option<&'static Task> {
        let state = self.state(cursor.state);
        match &state.kind {
            Kind::Task(task) if is_quick(state, task) => {
                // Whose history would be full on the way takes the long one.
                (self.last_event() + EVENTS < self.most_events).then_some(task)
            }
            _ => None,
        }
    }

    /// What [`Execution::visit`] does.
    pub(in crate::driver) fn call_quickly<'f>(
        &'f self,
        frame: &'f Frame<'_>,
        cursor: &'f mut Cursor,
        task: &'static Task,
    ) -> impl Future<Output = Result<Option<Value>, Failure>> + Send {
        async move {
            let state = self.state(cursor.state);
            let before = frame.position.last();
            let entered = self.last_event() + 1;
            self.count(frame, 3);
            frame.position.enter(cursor.state);
            trace::entered(state);
            let input = std::mem::take(&mut cursor.document);
            let answer = {
                let span = trace::state(state);
                let context = self.handler_context(frame, state, cursor.step, 0);
                let context = TaskContext::new(context);
                let Answer { future, .. } = self.host.call(Call {
                    machine: self.machine,
                    state,
                    task,
                    input,
                    envelope: None,
                    limited: false,
                    context: &context,
                });
                span.around(pin!(future)).await
            };
            match answer {
                Ok(output) => {
                    self.count(frame, 2);
                    frame.position.exit();
                    let Some(next) = state.next else {
                        return Ok(Some(output));
                    };
                    cursor.state = next;
                    cursor.document = output;
                    cursor.step += 1;
                    Ok(None)
                }
                Err(failure) => {
                    let visit = Visit {
                        frame,
                        state,
                        entered,
                        before,
                        time: None,
                        step: cursor.step,
                        variables: &cursor.variables,
                    };
                    self.count(frame, 1);
                    let failure = Failure::task(state.name, failure);
                    let catcher = catcher(state.catch, &failure);
                    let Some(catcher) = catcher.filter(|_| !failure.is_fatal()) else {
                        return Err(failure);
                    };
                    let exit = self.catch(&visit, 0, catcher, Value::Null, &failure)?;
                    Ok(self.leave(frame, cursor, exit))
                }
            }
        }
    }
}

/// Whether a Task has none of the fields that would have anything done before its handler is called or after it succeeded.
#[inline]
pub(in crate::driver) fn is_quick(state: &State, task: &Task) -> bool {
    has_no_fields(state)
        && state.parameters.is_none()
        && state.output.is_none()
        && state.retry.is_empty()
        && is_plain(task)
        && !is_invocation(task)
        && !state.catch.iter().any(reads_raw)
}
