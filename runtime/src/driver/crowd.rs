//! Regions side by side: as many futures as there are places, polled in the order in which they were woken.
//!
//! `FuturesUnordered` would do, and did. It allocates a node for each future; here a place that is free again takes the next
//! iteration in, so that a Map over a million items allocates as many as run at once.
use futures_util::task::AtomicWaker;
use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// Futures that run side by side, each at a place.
pub(super) struct Crowd<F> {
    places: Vec<Place<F>>,
    free: Vec<usize>,
    queue: Arc<Queue>,
}

struct Place<F> {
    future: Pin<Box<Option<F>>>,
    bell: Arc<Bell>,
    /// The bell, as futures take it.
    waker: Waker,
}

/// The places whose futures want to be polled.
#[derive(Default)]
struct Queue {
    woken: Mutex<VecDeque<usize>>,
    crowd: AtomicWaker,
}

/// Wakes one place.
struct Bell {
    place: usize,
    /// It has been rung since the future was polled.
    rung: AtomicBool,
    queue: Arc<Queue>,
}

impl Queue {
    fn push(&self, place: usize) {
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        woken.push_back(place);
    }

    fn pop(&self) -> Option<usize> {
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        woken.pop_front()
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.queue.push(self.place);
            self.queue.crowd.wake();
        }
    }
}

impl<F: Future> Crowd<F> {
    pub(super) fn with_capacity(places: usize) -> Crowd<F> {
        Crowd {
            places: Vec::with_capacity(places),
            free: Vec::new(),
            queue: Arc::default(),
        }
    }

    /// How many run.
    pub(super) fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// The place that the next future will have.
    pub(super) fn next_place(&self) -> usize {
        self.free.last().copied().unwrap_or(self.places.len())
    }

    /// Lets a future in.
    pub(super) fn push(&mut self, future: F) {
        let at = self.next_place();
        if self.free.pop().is_some() {
            self.places[at].future.set(Some(future));
        } else {
            let bell = Arc::new(Bell {
                place: at,
                rung: AtomicBool::new(false),
                queue: self.queue.clone(),
            });
            self.places.push(Place {
                future: Box::pin(Some(future)),
                waker: Waker::from(bell.clone()),
                bell,
            });
        }
        // What its predecessor left behind may have rung already.
        if !self.places[at].bell.rung.swap(true, Ordering::AcqRel) {
            self.queue.push(at);
        }
    }

    /// The next that ends, with its place; none where none runs.
    pub(super) async fn next(&mut self) -> Option<(usize, F::Output)> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<(usize, F::Output)>> {
        let running = self.len();
        if running == 0 {
            return Poll::Ready(None);
        }
        self.queue.crowd.register(cx.waker());
        // Who wakes itself whenever it is polled is not to keep the executor from all others.
        for _ in 0..=running {
            let Some(at) = self.queue.pop() else {
                return Poll::Pending;
            };
            let place = &mut self.places[at];
            place.bell.rung.store(false, Ordering::Release);
            let Some(future) = place.future.as_mut().as_pin_mut() else {
                continue;
            };
            let mut inner = Context::from_waker(&place.waker);
            if let Poll::Ready(output) = future.poll(&mut inner) {
                place.future.set(None);
                self.free.push(at);
                return Poll::Ready(Some((at, output)));
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
