//! Regions side by side: as many futures as there are places, polled in the order in which they were woken.
//!
//! `FuturesUnordered` would do, and did. It allocates a node for each future; here a place that is free again takes the next
//! iteration in, so that a Map over a million items allocates as many as run at once. What is woken lies in a queue that others
//! lock, and is taken out of it all at once.
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

/// What runs side by side, each at a place: as an `I` before its turn comes for the first time, then as its future.
pub(super) struct Crowd<I, F> {
    /// How many places there are at most.
    most: usize,
    places: Vec<Place<I, F>>,
    free: Vec<usize>,
    /// The places whose turn it is before the queue is looked at again.
    ready: VecDeque<usize>,
    queue: Arc<Queue>,
}

struct Place<I, F> {
    /// Who has not begun.
    fresh: Option<I>,
    seat: Option<Seat<F>>,
}

/// What a future needs, allocated for the first that comes to a place.
struct Seat<F> {
    future: Pin<Box<Option<F>>>,
    bell: Arc<Bell>,
    /// The bell, as futures take it.
    waker: Waker,
}

/// How something begins.
pub(super) enum Begun<I, F: Future> {
    /// It was over before it waited for anything.
    Ended(F::Output),
    /// It goes on as a future.
    Runs(F),
    /// It is not its turn yet.
    Later(I),
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
    /// Who finds it empty wakes the crowd, which then takes all that is in it.
    fn push(&self, place: usize) {
        let was_empty = {
            let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
            woken.push_back(place);
            woken.len() == 1
        };
        if was_empty {
            self.crowd.wake();
        }
    }

    /// Takes all that is in it; `ready` is empty, and its room is used again.
    fn drain(&self, ready: &mut VecDeque<usize>) {
        let mut woken = self.woken.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut *woken, ready);
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.queue.push(self.place);
        }
    }
}

impl<I, F: Future> Crowd<I, F> {
    pub(super) fn with_capacity(places: usize) -> Crowd<I, F> {
        Crowd {
            most: places,
            places: Vec::new(),
            free: Vec::new(),
            ready: VecDeque::new(),
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

    /// Lets one in.
    pub(super) fn push(&mut self, fresh: I) {
        if self.places.capacity() == 0 {
            self.make_room();
        }
        let at = self.next_place();
        if self.free.pop().is_some() {
            self.places[at].fresh = Some(fresh);
        } else {
            self.places.push(Place {
                fresh: Some(fresh),
                seat: None,
            });
        }
        self.ready.push_back(at);
    }

    /// Once one is let in: where none is, nothing is allocated.
    #[cold]
    fn make_room(&mut self) {
        self.places.reserve(self.most);
        self.free.reserve(self.most);
        self.ready.reserve(self.most);
    }

    /// The next that ends, with its place; none where none runs. Whose turn has come begins at its place.
    pub(super) async fn next(
        &mut self,
        mut begin: impl FnMut(usize, I) -> Begun<I, F>,
    ) -> Option<(usize, F::Output)> {
        poll_fn(|cx| self.poll_next(cx, &mut begin)).await
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        begin: &mut impl FnMut(usize, I) -> Begun<I, F>,
    ) -> Poll<Option<(usize, F::Output)>> {
        let running = self.len();
        if running == 0 {
            return Poll::Ready(None);
        }
        // Who wakes itself whenever it is polled is not to keep the executor from all others.
        for _ in 0..=running {
            if self.ready.is_empty() {
                // In this order: who rings after the queue is empty finds whom to wake.
                self.queue.crowd.register(cx.waker());
                self.queue.drain(&mut self.ready);
            }
            let Some(at) = self.ready.pop_front() else {
                return Poll::Pending;
            };
            let place = &mut self.places[at];
            let ended = match place.fresh.take() {
                None => place.seat.as_mut().and_then(Seat::poll),
                Some(fresh) => match begin(at, fresh) {
                    Begun::Ended(output) => Some(output),
                    Begun::Runs(future) => place.seat(at, future, &self.queue).poll(),
                    Begun::Later(fresh) => {
                        place.fresh = Some(fresh);
                        self.ready.push_front(at);
                        break;
                    }
                },
            };
            if let Some(output) = ended {
                self.free.push(at);
                return Poll::Ready(Some((at, output)));
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl<I, F: Future> Place<I, F> {
    /// Seats a future, where another may have been before.
    fn seat(&mut self, at: usize, future: F, queue: &Arc<Queue>) -> &mut Seat<F> {
        if let Some(seat) = &mut self.seat {
            seat.future.set(Some(future));
        } else {
            let bell = Arc::new(Bell {
                place: at,
                rung: AtomicBool::new(false),
                queue: queue.clone(),
            });
            self.seat = Some(Seat {
                future: Box::pin(Some(future)),
                waker: Waker::from(bell.clone()),
                bell,
            });
        }
        let Some(seat) = &mut self.seat else {
            unreachable!("it was seated");
        };
        seat
    }
}

impl<F: Future> Seat<F> {
    /// Its output, if it ends now.
    fn poll(&mut self) -> Option<F::Output> {
        // Not a plain store, which the future's own reads might overtake: who rang meanwhile would be missed.
        self.bell.rung.swap(false, Ordering::AcqRel);
        // Somebody may ring for a future that has ended.
        let future = self.future.as_mut().as_pin_mut()?;
        match future.poll(&mut Context::from_waker(&self.waker)) {
            Poll::Ready(output) => {
                self.future.set(None);
                Some(output)
            }
            Poll::Pending => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, Crowd};
    use std::{
        future::{Future, poll_fn},
        pin::{Pin, pin},
        sync::{
            Arc, Mutex,
            atomic::{AtomicBool, AtomicUsize, Ordering},
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

    /// A future, or what is over at once, or what may begin once the flag is set.
    enum Comer {
        Future(Boxed),
        Still(u32),
        Late(u32, Arc<AtomicBool>),
    }

    fn begin(_: usize, comer: Comer) -> Begun<Comer, Boxed> {
        match comer {
            Comer::Future(future) => Begun::Runs(future),
            Comer::Still(number) => Begun::Ended(number),
            Comer::Late(number, may) if may.load(Ordering::Relaxed) => Begun::Ended(number),
            late @ Comer::Late(..) => Begun::Later(late),
        }
    }

    fn poll(crowd: &mut Crowd<Comer, Boxed>, waker: &Waker) -> Poll<Option<(usize, u32)>> {
        pin!(crowd.next(begin)).poll(&mut Context::from_waker(waker))
    }

    #[test]
    fn they_end_in_the_order_in_which_they_are_woken_and_leave_their_places() {
        let counter = Arc::<Counter>::default();
        let waker = Waker::from(counter.clone());
        let gates: [Gate; 3] = Default::default();
        let mut crowd = Crowd::with_capacity(3);
        for (number, gate) in (0..).zip(&gates) {
            crowd.push(Comer::Future(gate.wait(number)));
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
        crowd.push(Comer::Future(next.wait(9)));
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
        let mut crowd = Crowd::with_capacity(1);
        crowd.push(Comer::Future(Box::pin(poll_fn(move |cx| {
            polled.fetch_add(1, Ordering::Relaxed);
            cx.waker().wake_by_ref();
            Poll::Pending
        }))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Pending);
        let polls = polls.load(Ordering::Relaxed);
        assert!((1..=2).contains(&polls), "{polls}");
        assert!(counter.0.load(Ordering::Relaxed) > 0, "it goes on later");
    }

    #[test]
    fn what_is_over_at_once_needs_no_future_and_keeps_the_order() {
        let may = Arc::<AtomicBool>::default();
        let gate = Gate::default();
        let mut crowd = Crowd::with_capacity(4);
        crowd.push(Comer::Still(0));
        crowd.push(Comer::Future(gate.wait(1)));
        crowd.push(Comer::Late(2, may.clone()));
        crowd.push(Comer::Still(3));
        let counter = Arc::<Counter>::default();
        let waker = Waker::from(counter.clone());
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((0, 0))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Pending);
        assert_eq!(counter.0.load(Ordering::Relaxed), 1, "it asks to go on");
        gate.open();
        may.store(true, Ordering::Relaxed);
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((2, 2))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((3, 3))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(Some((1, 1))));
        assert_eq!(poll(&mut crowd, &waker), Poll::Ready(None));
        let seats = crowd.places.iter().filter(|place| place.seat.is_some());
        assert_eq!(seats.count(), 1);
    }

    #[test]
    fn what_is_left_is_dropped_with_it() {
        let held = Arc::new(());
        let mut crowd = Crowd::with_capacity(2);
        for number in 0..2 {
            let held = held.clone();
            crowd.push(Comer::Future(Box::pin(async move {
                std::future::pending::<()>().await;
                drop(held);
                number
            })));
        }
        assert_eq!(poll(&mut crowd, Waker::noop()), Poll::Pending);
        assert_eq!(Arc::strong_count(&held), 3);
        drop(crowd);
        assert_eq!(Arc::strong_count(&held), 1);
    }
}
