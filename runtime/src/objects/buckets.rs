//! Objects in S3 and its kin, through the crate `object_store`.
use super::{
    ObjectBody, ObjectError, ObjectListing, ObjectSink, ObjectStore, ObjectSummary, Opened, PAGE,
};
use crate::machine::BoxFuture;
use futures_util::{StreamExt, stream::BoxStream};
use object_store::{Error, ObjectMeta, ObjectStore as Bucket, WriteMultipart, path::Path};
use std::{collections::BTreeMap, fmt, sync::Arc};

/// Buckets, each a store of the crate [`object_store`]: S3, Google Cloud Storage, Azure, files, memory.
#[derive(Clone, Default)]
pub struct Buckets(BTreeMap<String, Arc<dyn Bucket>>);

impl Buckets {
    /// No buckets.
    pub fn new() -> Buckets {
        Buckets::default()
    }

    /// One bucket more, by the name that definitions call it.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bucket: Arc<dyn Bucket>) -> Buckets {
        self.0.insert(name.into(), bucket);
        self
    }

    fn bucket(&self, name: &str) -> Result<&Arc<dyn Bucket>, ObjectError> {
        let bucket = self.0.get(name);
        bucket.ok_or_else(|| ObjectError::NoSuchBucket(name.to_owned()))
    }
}

impl fmt::Debug for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// How many parts of an object are on their way at once.
const PARTS: usize = 4;

impl ObjectStore for Buckets {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody> {
        Box::pin(async move {
            let opened = self.bucket(bucket)?.get(&path(key)?).await;
            let opened = opened.map_err(|error| failed(bucket, key, error))?;
            let body: Box<dyn ObjectBody> = Box::new(Body {
                stream: opened.into_stream(),
                name: (bucket.to_owned(), key.to_owned()),
            });
            Ok(body)
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing> {
        Box::pin(async move {
            // Its prefixes are whole parts of a path; those of S3 end anywhere.
            let above = prefix.rsplit_once('/').map_or("", |(above, _)| above);
            let above = path(above)?;
            let objects = self.bucket(bucket)?.list(Some(&above));
            let listing: Box<dyn ObjectListing> = Box::new(Listing {
                objects,
                bucket: bucket.to_owned(),
                prefix: prefix.to_owned(),
            });
            Ok(listing)
        })
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink> {
        Box::pin(async move {
            let begun = self.bucket(bucket)?.put_multipart(&path(key)?).await;
            let upload = begun.map_err(|error| failed(bucket, key, error))?;
            let sink: Box<dyn ObjectSink> = Box::new(Sink {
                upload: WriteMultipart::new(upload),
                name: (bucket.to_owned(), key.to_owned()),
            });
            Ok(sink)
        })
    }
}

fn path(key: &str) -> Result<Path, ObjectError> {
    Path::parse(key).map_err(|error| ObjectError::Other(error.to_string()))
}

fn failed(bucket: &str, key: &str, error: Error) -> ObjectError {
    match error {
        Error::NotFound { .. } => ObjectError::NoSuchKey {
            bucket: bucket.to_owned(),
            key: key.to_owned(),
        },
        error => ObjectError::Other(format!("{key} in {bucket}: {error}")),
    }
}

struct Body<B> {
    stream: BoxStream<'static, Result<B, Error>>,
    name: (String, String),
}

impl<B: Into<Vec<u8>>> ObjectBody for Body<B> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        Box::pin(async move {
            let next = self.stream.next().await.transpose();
            let next = next.map_err(|error| failed(&self.name.0, &self.name.1, error))?;
            Ok(next.map(Into::into))
        })
    }
}

struct Listing {
    objects: BoxStream<'static, Result<ObjectMeta, Error>>,
    bucket: String,
    prefix: String,
}

impl ObjectListing for Listing {
    fn page(&mut self) -> BoxFuture<'_, Result<Option<Vec<ObjectSummary>>, ObjectError>> {
        Box::pin(async move {
            let mut page = Vec::new();
            while page.len() < PAGE {
                let Some(object) = self.objects.next().await else {
                    break;
                };
                let object = object.map_err(|error| failed(&self.bucket, &self.prefix, error))?;
                let key = object.location.to_string();
                if key.starts_with(&self.prefix) {
                    let etag = object.e_tag.unwrap_or_default();
                    page.push(ObjectSummary {
                        key,
                        size: object.size,
                        last_modified: object.last_modified,
                        etag: etag.trim_matches('"').to_owned(),
                    });
                }
            }
            Ok((!page.is_empty()).then_some(page))
        })
    }
}

struct Sink {
    upload: WriteMultipart,
    name: (String, String),
}

impl ObjectSink for Sink {
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>> {
        Box::pin(async move {
            let room = self.upload.wait_for_capacity(PARTS).await;
            room.map_err(|error| failed(&self.name.0, &self.name.1, error))?;
            self.upload.write(&bytes);
            Ok(())
        })
    }

    fn finish(self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>> {
        Box::pin(async move {
            let Sink { upload, name } = *self;
            let finished = upload.finish().await;
            finished.map_err(|error| failed(&name.0, &name.1, error))?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use object_store::memory::InMemory;

    fn now<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a runtime").block_on(future)
    }

    #[test]
    fn what_is_put_is_listed_and_read() {
        let buckets = Buckets::new().with("b", Arc::new(InMemory::new()));
        let read = async {
            for key in ["in/1", "in/2", "inner", "out"] {
                let mut sink = buckets.put("b", key).await?;
                sink.write(key.as_bytes().to_vec()).await?;
                sink.write(b"!".to_vec()).await?;
                sink.finish().await?;
            }
            let mut keys = Vec::new();
            let mut listing = buckets.list("b", "in").await?;
            while let Some(page) = listing.page().await? {
                keys.extend(page.into_iter().map(|object| (object.key, object.size)));
            }
            let mut body = buckets.get("b", "in/2").await?;
            let mut content = Vec::new();
            while let Some(chunk) = body.chunk().await? {
                content.extend(chunk);
            }
            Ok::<_, ObjectError>((keys, content))
        };
        let (mut keys, content) = now(read).expect("an object");
        keys.sort();
        let expected = [("in/1", 5), ("in/2", 5), ("inner", 6)];
        assert_eq!(keys, expected.map(|(key, size)| (key.to_owned(), size)));
        assert_eq!(content, b"in/2!");
    }

    #[test]
    fn what_is_missing_is_named() {
        let buckets = Buckets::new().with("b", Arc::new(InMemory::new()));
        let missing = now(buckets.get("b", "k")).err();
        let (bucket, key) = ("b".to_owned(), "k".to_owned());
        assert_eq!(missing, Some(ObjectError::NoSuchKey { bucket, key }));
        let nowhere = buckets.get("c", "k").now_or_never().and_then(Result::err);
        assert_eq!(nowhere, Some(ObjectError::NoSuchBucket("c".to_owned())));
    }
}
