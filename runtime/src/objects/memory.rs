//! Objects in memory, for tests.
use super::{
    CHUNK, ObjectBody, ObjectError, ObjectListing, ObjectSink, ObjectStore, ObjectSummary, Opened,
    PAGE, ready,
};
use crate::machine::BoxFuture;
use chrono::DateTime;
use md5::{Digest, Md5};
use std::{
    collections::BTreeMap,
    fmt::Write,
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

type Objects = BTreeMap<(String, String), Arc<[u8]>>;

/// Objects in memory. Clones share them: a test keeps one to look at what was written. Every bucket exists.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Mutex<Objects>>);

impl MemoryStore {
    /// A store without objects.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// The store with one object more.
    #[must_use]
    pub fn with(self, bucket: &str, key: &str, content: impl Into<Vec<u8>>) -> MemoryStore {
        self.insert(bucket, key, content);
        self
    }

    /// Adds an object, or replaces it.
    pub fn insert(&self, bucket: &str, key: &str, content: impl Into<Vec<u8>>) {
        let content: Vec<u8> = content.into();
        let name = (bucket.to_owned(), key.to_owned());
        self.objects().insert(name, content.into());
    }

    /// An object's content.
    pub fn content(&self, bucket: &str, key: &str) -> Option<Vec<u8>> {
        let name = (bucket.to_owned(), key.to_owned());
        Some(self.objects().get(&name)?.to_vec())
    }

    /// The keys of a bucket, sorted.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        let objects = self.objects();
        let keys = objects.keys().filter(|(of, _)| of == bucket);
        keys.map(|(_, key)| key.clone()).collect()
    }

    fn objects(&self) -> MutexGuard<'_, Objects> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ObjectStore for MemoryStore {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody> {
        let name = (bucket.to_owned(), key.to_owned());
        ready(match self.objects().get(&name) {
            Some(content) => Ok(Box::new(Body {
                content: content.clone(),
                at: 0,
            }) as Box<dyn ObjectBody>),
            None => Err(ObjectError::NoSuchKey {
                bucket: name.0,
                key: name.1,
            }),
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing> {
        ready(Ok(Box::new(Listing {
            store: self.clone(),
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            last: String::new(),
        })))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink> {
        ready(Ok(Box::new(Sink {
            store: self.clone(),
            name: (bucket.to_owned(), key.to_owned()),
            content: Vec::new(),
        })))
    }
}

fn etag(content: &[u8]) -> String {
    let mut text = String::new();
    for byte in Md5::digest(content) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

struct Listing {
    store: MemoryStore,
    bucket: String,
    prefix: String,
    /// The key that was listed last.
    last: String,
}

impl ObjectListing for Listing {
    fn page(&mut self) -> BoxFuture<'_, Result<Option<Vec<ObjectSummary>>, ObjectError>> {
        let from = Bound::Excluded((self.bucket.clone(), self.last.clone()));
        let objects = self.store.objects();
        let page = objects
            .range((from, Bound::Unbounded))
            .take_while(|((bucket, _), _)| *bucket == self.bucket)
            .filter(|((_, key), _)| key.starts_with(&self.prefix))
            .take(PAGE)
            .map(|((_, key), content)| ObjectSummary {
                key: key.clone(),
                size: content.len() as u64,
                last_modified: DateTime::UNIX_EPOCH,
                etag: etag(content),
            });
        let page: Vec<ObjectSummary> = page.collect();
        drop(objects);
        let Some(last) = page.last() else {
            return ready(Ok(None));
        };
        self.last.clone_from(&last.key);
        ready(Ok(Some(page)))
    }
}

struct Body {
    content: Arc<[u8]>,
    at: usize,
}

impl ObjectBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        let rest = &self.content[self.at..];
        let chunk = &rest[..rest.len().min(CHUNK)];
        self.at += chunk.len();
        ready(Ok((!chunk.is_empty()).then(|| chunk.to_vec())))
    }
}

struct Sink {
    store: MemoryStore,
    name: (String, String),
    content: Vec<u8>,
}

impl ObjectSink for Sink {
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>> {
        self.content.extend(bytes);
        ready(Ok(()))
    }

    fn finish(self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>> {
        let (bucket, key) = &self.name;
        self.store.insert(bucket, key, self.content);
        ready(Ok(()))
    }
}
