//! `TimeoutSeconds` and `HeartbeatSeconds`.
use crate::{host::Host, machine::BoxFuture, task::Signals};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    future::poll_fn,
    pin::pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

/// Which limit was passed.
pub(super) enum Expired {
    Timeout,
    Heartbeat,
}

/// The limits of one attempt, whatever it waits for in turn.
pub(super) struct Limits<'a> {
    host: &'a dyn Host,
    timeout: Option<BoxFuture<'static, ()>>,
    heartbeat: Option<Box<Heartbeat>>,
}

struct Heartbeat {
    interval: TimeDelta,
    signals: Arc<Signals>,
    started: DateTime<Utc>,
    /// Until the interval would be over, had there been no heartbeat since it was set.
    sleep: BoxFuture<'static, ()>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(
        host: &'a dyn Host,
        timeout: Option<u64>,
        heartbeat: Option<u64>,
        signals: Option<Arc<Signals>>,
    ) -> Limits<'a> {
        Limits {
            host,
            timeout: timeout.map(|seconds| host.sleep(Duration::from_secs(seconds))),
            heartbeat: heartbeat.zip(signals).map(|(seconds, signals)| {
                let interval = Duration::from_secs(seconds);
                Box::new(Heartbeat {
                    interval: TimeDelta::from_std(interval).unwrap_or(TimeDelta::MAX),
                    signals,
                    started: host.now(),
                    sleep: host.sleep(interval),
                })
            }),
        }
    }

    /// The future's result, unless a limit passes first. Dropping the future then is what stops the work.
    pub(super) async fn within<T>(
        &mut self,
        future: impl Future<Output = T>,
    ) -> Result<T, Expired> {
        if self.timeout.is_none() && self.heartbeat.is_none() {
            return Ok(future.await);
        }
        let mut future = pin!(future);
        poll_fn(|cx| match future.as_mut().poll(cx) {
            Poll::Ready(result) => Poll::Ready(Ok(result)),
            Poll::Pending => self.poll_expired(cx).map(Err),
        })
        .await
    }

    fn poll_expired(&mut self, cx: &mut Context<'_>) -> Poll<Expired> {
        if let Some(timeout) = &mut self.timeout
            && timeout.as_mut().poll(cx).is_ready()
        {
            return Poll::Ready(Expired::Timeout);
        }
        let Some(heartbeat) = &mut self.heartbeat else {
            return Poll::Pending;
        };
        while heartbeat.sleep.as_mut().poll(cx).is_ready() {
            let last = heartbeat
                .signals
                .last_heartbeat()
                .unwrap_or(heartbeat.started);
            let silent = self.host.now() - last;
            match (heartbeat.interval - silent).to_std() {
                Ok(left) if !left.is_zero() => heartbeat.sleep = self.host.sleep(left),
                _ => return Poll::Ready(Expired::Heartbeat),
            }
        }
        Poll::Pending
    }
}
