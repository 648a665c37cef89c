//! The virtual clock: time passes only when nothing else can happen.
use crate::{host::Clock, machine::BoxFuture};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

/// When a timer fires, and in which order of those that fire together.
type Due = (DateTime<Utc>, u64);

pub(super) struct VirtualClock(Mutex<State>);

struct State {
    now: DateTime<Utc>,
    timers: BTreeMap<Due, Timer>,
    /// Handlers at work, each with the number of its pending sleeps on this clock.
    handlers: BTreeMap<u64, usize>,
    /// Numbers timers and handlers.
    next: u64,
}

enum Timer {
    Wake { waker: Waker, handler: Option<u64> },
    Act(Box<dyn FnOnce() + Send>),
}

impl VirtualClock {
    pub(super) fn starting(now: DateTime<Utc>) -> VirtualClock {
        VirtualClock(Mutex::new(State {
            now,
            timers: BTreeMap::new(),
            handlers: BTreeMap::new(),
            next: 0,
        }))
    }

    /// Before anything runs.
    pub(super) fn set(&self, now: DateTime<Utc>) {
        self.state().now = now;
    }

    /// Does something when `duration` has passed.
    pub(super) fn schedule(&self, duration: Duration, act: impl FnOnce() + Send + 'static) {
        let mut state = self.state();
        let due = (later(state.now, duration), state.number());
        state.timers.insert(due, Timer::Act(Box::new(act)));
    }

    /// Whether a handler does something else than sleep on this clock, so that time must not jump.
    pub(super) fn is_busy(&self) -> bool {
        self.state().handlers.values().any(|sleeps| *sleeps == 0)
    }

    /// Jumps to the next timer and fires it. Whether there was one.
    pub(super) fn jump(&self) -> bool {
        let timer = {
            let mut state = self.state();
            let Some(((time, _), timer)) = state.timers.pop_first() else {
                return false;
            };
            state.now = state.now.max(time);
            if let Timer::Wake { handler, .. } = &timer {
                state.awake(*handler);
            }
            timer
        };
        // Outside of the lock: both may come back to this clock.
        match timer {
            Timer::Wake { waker, .. } => waker.wake(),
            Timer::Act(act) => act(),
        }
        true
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn awake(&mut self, handler: Option<u64>) {
        if let Some(sleeps) = handler.and_then(|handler| self.handlers.get_mut(&handler)) {
            *sleeps = sleeps.saturating_sub(1);
        }
    }
}

fn later(now: DateTime<Utc>, duration: Duration) -> DateTime<Utc> {
    let delta = TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX);
    now.checked_add_signed(delta)
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The clock as one user of it sees it: the driver, or a handler, whose sleeps are counted.
#[derive(Clone)]
pub(super) struct Watch {
    clock: Arc<VirtualClock>,
    handler: Option<u64>,
}

impl Watch {
    pub(super) fn new(clock: Arc<VirtualClock>) -> Watch {
        Watch {
            clock,
            handler: None,
        }
    }
}

impl Clock for Watch {
    fn now(&self) -> DateTime<Utc> {
        self.clock.state().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep {
            due: later(self.now(), duration),
            watch: self.clone(),
            timer: None,
        })
    }
}

/// A handler at work, until dropped.
pub(super) struct Handler {
    clock: Arc<VirtualClock>,
    number: u64,
}

impl Handler {
    pub(super) fn begin(clock: Arc<VirtualClock>) -> Handler {
        let number = {
            let mut state = clock.state();
            let number = state.number();
            state.handlers.insert(number, 0);
            number
        };
        Handler { clock, number }
    }

    pub(super) fn watch(&self) -> Watch {
        Watch {
            clock: self.clock.clone(),
            handler: Some(self.number),
        }
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        self.clock.state().handlers.remove(&self.number);
    }
}

struct Sleep {
    watch: Watch,
    due: DateTime<Utc>,
    timer: Option<Due>,
}

impl Sleep {
    fn cancel(&mut self, state: &mut State) {
        let timer = self
            .timer
            .take()
            .and_then(|timer| state.timers.remove(&timer));
        // One that fired has been taken off the count already.
        if timer.is_some() {
            state.awake(self.watch.handler);
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = self.watch.clock.clone();
        let mut state = clock.state();
        self.cancel(&mut state);
        if state.now >= self.due {
            return Poll::Ready(());
        }
        let timer = (self.due, state.number());
        let handler = self.watch.handler;
        let waker = cx.waker().clone();
        state.timers.insert(timer, Timer::Wake { waker, handler });
        if let Some(sleeps) = handler.and_then(|handler| state.handlers.get_mut(&handler)) {
            *sleeps += 1;
        }
        self.timer = Some(timer);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let clock = self.watch.clock.clone();
        let mut state = clock.state();
        self.cancel(&mut state);
    }
}
