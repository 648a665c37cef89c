//! How an execution ends: its region's end, or what cuts that off.
use super::{Execution, Failure, context::Position, trace};
use crate::{
    execution::{ExecutionError, Status},
    history::EventKind,
    stop::{Request, StopHandle},
    value::Value,
};
use std::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::Ordering,
    task::{Context, Poll},
    time::Duration,
};

pub(super) enum Ending {
    Region(Result<Value, Failure>),
    TimedOut,
    Stopped(Request),
}

impl Execution<'_> {
    /// The region's end, unless the execution is stopped, its time passes or its history is full before.
    pub(super) fn ending<'f>(
        &'f self,
        mut region: Pin<&'f mut (impl Future<Output = Result<Value, Failure>> + Send)>,
        span: &'f trace::Span,
    ) -> impl Future<Output = Ending> + Send {
        let seconds = self.program.timeout_seconds;
        let mut limit = seconds.map(|seconds| self.host.sleep(Duration::from_secs(seconds)));
        let stop = self.info.options().stop.as_ref().map(StopHandle::watch);
        let mut ending = move |cx: &mut Context<'_>| {
            let _entered = span.enter();
            if let Some(stop) = &stop
                && let Poll::Ready(request) = stop.poll(cx)
            {
                return Poll::Ready(Ending::Stopped(request));
            }
            self.turns.restore();
            let polled = region.as_mut().poll(cx);
            if let Err(failure) = self.check_history() {
                return Poll::Ready(Ending::Region(Err(failure)));
            }
            if let Poll::Ready(result) = polled {
                return Poll::Ready(Ending::Region(result));
            }
            match &mut limit {
                Some(limit) => limit.as_mut().poll(cx).map(|()| Ending::TimedOut),
                None => Poll::Pending,
            }
        };
        poll_fn(move |cx| {
            let polled = ending(cx);
            if polled.is_ready() {
                // What of the region still runs is dropped with it.
                self.cutting.store(true, Ordering::Relaxed);
            }
            polled
        })
    }

    /// Drops regions that are not to go on. The host may also drop an execution as a whole, which is no end of it.
    pub(super) fn cut_off<T>(&self, regions: T) {
        self.cutting.store(true, Ordering::Relaxed);
        drop(regions);
        self.cutting.store(false, Ordering::Relaxed);
    }

    /// Whether it, or what it is a child of, is being cut off.
    pub(super) fn is_being_cut_off(&self) -> bool {
        self.cutting.load(Ordering::Relaxed) || self.parent.is_some_and(Execution::is_being_cut_off)
    }

    /// The last event, and the result.
    pub(super) fn end(&self, here: &Position, ending: Ending) -> Result<Value, ExecutionError> {
        match ending {
            Ending::Region(Ok(output)) => {
                self.last(here.last(), || EventKind::ExecutionSucceeded {
                    output: output.clone(),
                });
                trace::succeeded();
                Ok(output)
            }
            Ending::Region(Err(failure)) => {
                self.last(here.last(), || EventKind::ExecutionFailed {
                    error: failure.error_text(),
                    cause: failure.cause.clone(),
                });
                trace::failed(&failure);
                Err(failure.into_error(Status::Failed))
            }
            // These two follow from nothing that the execution did.
            Ending::TimedOut => {
                let failure = Failure::timeout(None);
                self.last(0, || EventKind::ExecutionTimedOut {
                    error: failure.error_text(),
                    cause: None,
                });
                trace::failed(&failure);
                Err(failure.into_error(Status::TimedOut))
            }
            Ending::Stopped(Request { error, cause }) => {
                self.last(0, || EventKind::ExecutionAborted {
                    error: error.clone(),
                    cause: cause.clone(),
                });
                let error = ExecutionError {
                    status: Status::Aborted,
                    error: error.unwrap_or_default(),
                    cause,
                    state: None,
                };
                trace::stopped(&error);
                Err(error)
            }
        }
    }

    /// The history has a place for the execution's end whatever was before.
    pub(super) fn last(&self, previous: u64, kind: impl FnOnce() -> EventKind) {
        let id = (self.last_event() + 1).min(self.most_events);
        self.append(id, previous.min(id - 1), kind);
    }

    /// Fails where an event has found no place in the history any more.
    #[inline]
    pub(super) fn check_history(&self) -> Result<(), Failure> {
        if self.events.load(Ordering::Relaxed) < self.most_events {
            return Ok(());
        }
        Err(Failure::full_history(self.most_events))
    }
}
