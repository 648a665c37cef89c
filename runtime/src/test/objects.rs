//! The objects of a test: while a store is at work the clock stands still, as it does for a handler.
use super::clock::{Handler, VirtualClock};
use crate::{
    machine::BoxFuture,
    objects::{
        ObjectBody, ObjectError, ObjectListing, ObjectSink, ObjectStore, ObjectSummary, Opened,
    },
};
use std::sync::Arc;

/// A store, or a part of one, that the clock waits for.
pub(super) struct Watched<T> {
    inner: T,
    clock: Arc<VirtualClock>,
}

impl<T> Watched<T> {
    pub(super) fn new(inner: T, clock: Arc<VirtualClock>) -> Watched<T> {
        Watched { inner, clock }
    }
}

fn watched<'a, T: 'a>(
    clock: Arc<VirtualClock>,
    work: impl Future<Output = T> + Send + 'a,
) -> BoxFuture<'a, T> {
    Box::pin(async move {
        let handler = Handler::begin(clock);
        let done = work.await;
        drop(handler);
        done
    })
}

impl<T: ObjectStore> ObjectStore for Watched<T> {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody> {
        watched(self.clock.clone(), async move {
            let inner = self.inner.get(bucket, key).await?;
            let body: Box<dyn ObjectBody> = Box::new(Watched::new(inner, self.clock.clone()));
            Ok(body)
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing> {
        watched(self.clock.clone(), async move {
            let inner = self.inner.list(bucket, prefix).await?;
            let listing: Box<dyn ObjectListing> = Box::new(Watched::new(inner, self.clock.clone()));
            Ok(listing)
        })
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink> {
        watched(self.clock.clone(), async move {
            let inner = self.inner.put(bucket, key).await?;
            let sink: Box<dyn ObjectSink> = Box::new(Watched::new(inner, self.clock.clone()));
            Ok(sink)
        })
    }
}

impl ObjectBody for Watched<Box<dyn ObjectBody>> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        watched(self.clock.clone(), self.inner.chunk())
    }
}

impl ObjectListing for Watched<Box<dyn ObjectListing>> {
    fn page(&mut self) -> BoxFuture<'_, Result<Option<Vec<ObjectSummary>>, ObjectError>> {
        watched(self.clock.clone(), self.inner.page())
    }
}

impl ObjectSink for Watched<Box<dyn ObjectSink>> {
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>> {
        watched(self.clock.clone(), self.inner.write(bytes))
    }

    fn finish(self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>> {
        watched(self.clock.clone(), self.inner.finish())
    }
}
