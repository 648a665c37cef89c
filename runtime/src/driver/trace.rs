//! Spans and events, behind the feature `tracing`.
use super::Failure;
use crate::{execution::ExecutionError, program::State, task::ExecutionInfo};
use std::time::Duration;

#[cfg(feature = "tracing")]
pub(crate) use on::*;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;

#[cfg(feature = "tracing")]
mod on {
    use super::{Duration, ExecutionError, ExecutionInfo, Failure, State};
    use std::{
        future::{Future, poll_fn},
        pin::Pin,
    };
    use tracing::span::Entered;

    /// In a box, and only where somebody looks: futures hold it.
    pub(in crate::driver) struct Span(Option<Box<tracing::Span>>);

    impl Span {
        fn of(span: tracing::Span) -> Span {
            Span((!span.is_disabled()).then(|| Box::new(span)))
        }

        pub(in crate::driver) fn enter(&self) -> Option<Entered<'_>> {
            self.0.as_ref().map(|span| span.enter())
        }

        /// What a future does is done within it.
        pub(in crate::driver) fn around<'f, T>(
            &'f self,
            mut future: Pin<&'f mut (impl Future<Output = T> + Send)>,
        ) -> impl Future<Output = T> + Send {
            poll_fn(move |cx| {
                let _entered = self.enter();
                future.as_mut().poll(cx)
            })
        }
    }

    /// Whether a subscriber wants any of it.
    #[inline]
    pub(crate) fn is_on() -> bool {
        tracing::level_filters::LevelFilter::current() != tracing::level_filters::LevelFilter::OFF
    }

    pub(in crate::driver) fn execution(info: &ExecutionInfo) -> Span {
        Span::of(tracing::info_span!(
            "execution",
            machine = info.machine_name(),
            name = info.name()
        ))
    }

    pub(in crate::driver) fn state(state: &State) -> Span {
        Span::of(tracing::info_span!(
            "state",
            name = state.name,
            kind = state.kind.name()
        ))
    }

    #[inline]
    pub(in crate::driver) fn entered(state: &State) {
        tracing::debug!(
            state = state.name,
            kind = state.kind.name(),
            "state entered"
        );
    }

    pub(in crate::driver) fn retrying(failure: &Failure, delay: Duration) {
        let cause = failure.cause.as_deref();
        tracing::info!(error = %failure.error, cause, ?delay, "retrying");
    }

    pub(in crate::driver) fn caught(failure: &Failure) {
        tracing::info!(error = %failure.error, cause = failure.cause.as_deref(), "caught");
    }

    pub(in crate::driver) fn succeeded() {
        tracing::debug!("execution succeeded");
    }

    pub(in crate::driver) fn stopped(stopped: &ExecutionError) {
        let ExecutionError { error, cause, .. } = stopped;
        tracing::warn!(%error, cause = cause.as_deref(), "execution stopped");
    }

    pub(in crate::driver) fn failed(failure: &Failure) {
        let cause = failure.cause.as_deref();
        tracing::warn!(error = %failure.error, cause, state = failure.state, "execution failed");
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use super::{Duration, ExecutionError, ExecutionInfo, Failure, State};
    use std::pin::Pin;

    pub(in crate::driver) struct Span;

    impl Span {
        #[allow(clippy::unused_self, reason = "as where there are spans")]
        pub(in crate::driver) fn enter(&self) -> Option<()> {
            None
        }

        pub(in crate::driver) fn around<'f, F>(&'f self, future: Pin<&'f mut F>) -> Pin<&'f mut F> {
            future
        }
    }

    #[inline]
    pub(crate) fn is_on() -> bool {
        false
    }

    pub(in crate::driver) fn execution(_: &ExecutionInfo) -> Span {
        Span
    }

    pub(in crate::driver) fn state(_: &State) -> Span {
        Span
    }

    pub(in crate::driver) fn entered(_: &State) {}

    pub(in crate::driver) fn retrying(_: &Failure, _: Duration) {}

    pub(in crate::driver) fn caught(_: &Failure) {}

    pub(in crate::driver) fn succeeded() {}

    pub(in crate::driver) fn stopped(_: &ExecutionError) {}

    pub(in crate::driver) fn failed(_: &Failure) {}
}
