//! The regions inside of a state: a Parallel's branches, a Map's iterations.
use super::{Cursor, Execution, Failure, Frame, crowd::Begun, holding::Inside};
use crate::value::Value;
use std::future::Future;

/// A branch or an iteration.
pub(super) struct Inner<'f> {
    pub(super) frame: Frame<'f>,
    pub(super) cursor: Cursor,
}

impl Execution<'_> {
    /// Whether a region may begin now: where nobody looks it is walked as soon as it begins, if there are turns.
    pub(super) fn may_begin(&self) -> bool {
        !(self.is_quiet() && self.turns().are_over())
    }
}

impl<'f> Inner<'f> {
    /// Goes on as far as nothing is called or waited for, if nobody looks: one that ends so needs no future.
    pub(super) fn begin<I>(
        mut self,
        execution: &'f Execution<'_>,
    ) -> Begun<I, impl Future<Output = Result<Value, Failure>> + Send> {
        if execution.is_quiet()
            && let Some(end) = self.walk(execution)
        {
            return Begun::Ended(end);
        }
        Begun::Runs(self.run(execution))
    }

    /// How it ends, if it is over before anything is waited for.
    fn walk(&mut self, execution: &Execution<'_>) -> Option<Result<Value, Failure>> {
        let cursor = &mut self.cursor;
        loop {
            // In a region that is walked for long, the executor is given its turns.
            if execution.state(cursor.state).kind.waits() || !execution.turns().take() {
                return None;
            }
            if execution.hurry(&self.frame, cursor).is_some() {
                continue;
            }
            let end = execution.pass_through(&self.frame, cursor);
            let end = end.and_then(|end| execution.check_history().map(|()| end));
            if let Some(end) = end.transpose() {
                return Some(end);
            }
        }
    }

    /// Walks it to its end.
    fn run(
        mut self,
        execution: &'f Execution<'_>,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        // Looked at where they are: what is moved out of here would lie here twice.
        async move {
            execution
                .region::<Inside>(&self.frame, &mut self.cursor)
                .await
        }
    }
}
