//! Where the future of a Task, Parallel or Map lies while its region waits for it.
use std::{future::Future, pin::Pin};

pub(super) trait Holding {
    fn hold<'f, F: Future + Send + 'f>(future: F) -> impl Future<Output = F::Output> + Send + 'f;
}

/// In a box: a machine that waits for nothing but time is not to have room for it.
pub(super) struct Apart;

/// In the region's own future: a branch or an iteration takes the place of the one before it.
pub(super) struct Inside;

impl Holding for Apart {
    fn hold<'f, F: Future + Send + 'f>(future: F) -> impl Future<Output = F::Output> + Send + 'f {
        let boxed: Pin<Box<F>> = Box::pin(future);
        boxed
    }
}

impl Holding for Inside {
    fn hold<'f, F: Future + Send + 'f>(future: F) -> impl Future<Output = F::Output> + Send + 'f {
        future
    }
}
