//! A child: an execution that another started, and how those who wait for it learn of its end.
use super::nested::Nested;
use crate::{
    driver,
    execution::{ExecutionError, ExecutionOptions, Status},
    host::Host,
    machine::Machine,
    stop::StopHandle,
    value::Value,
};
use chrono::{DateTime, Utc};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// A child about to run. Dropped before its end, it counts as aborted.
pub(crate) struct Child {
    pub(super) machine: Arc<dyn Machine>,
    pub(super) options: Arc<ExecutionOptions>,
    pub(super) birth: Arc<Birth>,
    pub(super) life: Arc<Life>,
    pub(super) nested: Arc<Nested>,
    /// How many executions wait for it, one for the other.
    pub(super) depth: u32,
}

/// What is known of a child from its start.
pub(crate) struct Birth {
    /// The ARN.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The state machine's ARN.
    pub(crate) machine: String,
    pub(crate) machine_name: String,
    /// The Task that started it.
    pub(crate) state: &'static str,
    pub(crate) input: Value,
    pub(super) start: DateTime<Utc>,
}

/// How a child ended.
#[derive(Clone)]
pub(super) struct Death {
    pub(super) result: Result<Value, ExecutionError>,
    pub(super) stop: DateTime<Utc>,
}

impl Death {
    pub(super) fn status(&self) -> Status {
        match &self.result {
            Ok(_) => Status::Succeeded,
            Err(error) => error.status,
        }
    }
}

impl Child {
    pub(crate) fn birth(&self) -> &Arc<Birth> {
        &self.birth
    }

    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// Runs it to its end, on a host of its own.
    pub(crate) async fn live(self, host: &dyn Host) -> Result<Value, ExecutionError> {
        let input = self.birth.input.clone();
        let result = driver::run(&*self.machine, host, &self.options, input).await;
        self.end(result.clone(), host.now());
        result
    }

    fn end(&self, result: Result<Value, ExecutionError>, stop: DateTime<Utc>) {
        self.nested.ended(&self.birth.id);
        self.life.end(Death { result, stop });
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // A handler that panicked, or a runtime that was shut down. After its end this says nothing new.
        let error = ExecutionError {
            status: Status::Aborted,
            error: "States.Runtime".to_owned(),
            cause: Some(
                "The execution was dropped before its end: a handler panicked, or its runtime was shut down."
                    .to_owned(),
            ),
            state: None,
        };
        self.end(Err(error), self.birth.start);
    }
}

/// What a child shares with those who wait for it or stop it.
#[derive(Default)]
pub(super) struct Life {
    pub(super) stop: StopHandle,
    end: Mutex<End>,
}

#[derive(Default)]
struct End {
    death: Option<Death>,
    wakers: Vec<Waker>,
}

impl Life {
    /// The first end counts.
    fn end(&self, death: Death) {
        let wakers = {
            let mut end = self.lock();
            end.death.get_or_insert(death);
            std::mem::take(&mut end.wakers)
        };
        wakers.into_iter().for_each(Waker::wake);
    }

    pub(super) fn poll_end(&self, cx: &mut Context<'_>) -> Poll<Death> {
        let mut end = self.lock();
        if let Some(death) = &end.death {
            return Poll::Ready(death.clone());
        }
        if !end.wakers.iter().any(|waker| waker.will_wake(cx.waker())) {
            end.wakers.push(cx.waker().clone());
        }
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, End> {
        self.end.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who waits for a child: dropped before its end, it stops the child.
pub(super) struct Waiting(pub(super) Arc<Life>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.stop.stop(None, None);
    }
}
