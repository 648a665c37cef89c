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

#[cfg(test)]
mod tests {
    use super::Crowd;
    use std::{
        future::{Future, poll_fn},
        pin::{Pin, pin},
        sync::{
            Arc, Mutex,
            atomic::{AtomicUsize, Ordering},
        },
        task::{Context, Poll, Wake, Waker},
    };

    type Boxed = Pin<Box<dyn Future<Output = u32> + Send>>;

    /// Counts how often it is woken.
    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Ready with the number once somebody has taken its waker and opened it.
    #[derive(Clone, Default)]
    struct Gate(Arc<Mutex<(bool, Option<Waker>)>>);

    impl Gate {
        fn wait(&self, number: u32) -> Boxed {
            let gate = self.0.clone();
            Box::pin(poll_fn(move |cx| {
                let mut gate = gate.lock().unwrap();
                if gate.0 {
                    return Poll::Ready(number);
                }
                gate.1 = Some(cx.waker().clone());
                Poll::Pending
            }))
        }

        fn open(&self) -> Waker {
            let mut gate = self.0.lock().unwrap();
            gate.0 = true;
            let waker = gate.1.clone().expect("it was polled");
            waker.wake_by_ref();
            waker
        }
    }

    fn poll(crowd: &mut Crowd<Boxed>, waker: &Waker) -> Poll<Option<(usize, u32)>> {
        pin!(crowd.next()).poll(&mut Context::from_waker(waker))
    }

    #[test]
    fn they_end_in_the_order_in_which_they_are_woken_and_leave_their_places() {
        let counter = Arc::<Counter>::default();
        let waker = Waker::from(counter.clone());
        let gates: [Gate; 3] = Default::default();
        let mut crowd = Crowd::with_capacity(3);
        for (number, gate) in (0..).zip(&gates) {
            crowd.push(gate.wait(number));
        }
        assert_eq!(poll(&mut crowd, &waker), Poll::Pending);
        gates[2].open();
        let late = gates[0].open();
        assert!(counter.0.load(Ordering::Relaxed) > 0, "the crowd is woken");
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((2, 2))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((0, 0))));
        assert_eq!((crowd.len(), crowd.next_place()), (1, 0));
        // One that takes a place does not mind that its predecessor is woken late.
        late.wake();
        let next = Gate::default();
        crowd.push(next.wait(9));
        assert_eq!(poll(&mut crowd, &waker), Poll::Pending);
        next.open();
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((0, 9))));
        gates[1].open();
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((1, 1))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(None));
        assert_eq!(crowd.places.len(), 3, "four futures had three places");
    }

    #[test]
    fn one_that_wakes_itself_leaves_the_executor_its_turn() {
        let counter = Arc::<Counter>::default();
        let waker = Waker::from(counter.clone());
        let polls = Arc::new(AtomicUsize::new(0));
        let polled = polls.clone();
        let mut crowd: Crowd<Boxed> = Crowd::with_capacity(1);
        crowd.push(Box::pin(poll_fn(move |cx| {
            polled.fetch_add(1, Ordering::Relaxed);
            cx.waker().wake_by_ref();
            Poll::Pending
        })));
        assert_eq!(poll(&mut crowd, &waker), Poll::Pending);
        let polls = polls.load(Ordering::Relaxed);
        assert!((1..=2).contains(&polls), "{polls}");
        assert!(counter.0.load(Ordering::Relaxed) > 0, "it goes on later");
    }

    #[test]
    fn what_is_left_is_dropped_with_it() {
        let held = Arc::new(());
        let mut crowd: Crowd<Boxed> = Crowd::with_capacity(2);
        for number in 0..2 {
            let held = held.clone();
            crowd.push(Box::pin(async move {
                std::future::pending::<()>().await;
                drop(held);
                number
            }));
        }
        assert_eq!(poll(&mut crowd, Waker::noop()), Poll::Pending);
        assert_eq!(Arc::strong_count(&held), 3);
        drop(crowd);
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
