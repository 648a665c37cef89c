//! Objects in buckets: where a distributed Map reads its items and writes its results.
//!
//! AWS reads and writes S3. Here a host has an [`ObjectStore`]: [`DirectoryStore`] keeps objects as files, [`MemoryStore`]
//! in memory, and `Buckets` (feature `object-store`) in S3 and its kin.
#[cfg(feature = "object-store")]
mod buckets;
mod directory;
mod memory;
pub(crate) mod read;

#[cfg(feature = "object-store")]
pub use self::buckets::Buckets;
pub use self::{directory::DirectoryStore, memory::MemoryStore};

use crate::machine::BoxFuture;
use chrono::{DateTime, Utc};
use std::fmt;

/// Where objects are, by bucket and key. Bodies come and go in chunks, so that none needs to be in memory as a whole.
pub trait ObjectStore: Send + Sync {
    /// Opens an object (`s3:getObject`).
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody>;

    /// Begins to list the objects whose keys begin with `prefix`, best in the order of their keys (`s3:listObjectsV2`).
    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing>;

    /// Begins an object (`s3:putObject`). It is there, or replaces what was, once its [`ObjectSink::finish`] returns.
    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink>;
}

/// An object that is about to be open.
pub type Opened<'a, T> = BoxFuture<'a, Result<Box<T>, ObjectError>>;

/// A list of objects.
pub trait ObjectListing: Send {
    /// The next objects, as many as are at hand; none at the end.
    fn page(&mut self) -> BoxFuture<'_, Result<Option<Vec<ObjectSummary>>, ObjectError>>;
}

/// An object's content.
pub trait ObjectBody: Send {
    /// The next bytes, as many as are at hand; none at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>>;
}

/// An object that is being written.
pub trait ObjectSink: Send {
    /// Adds bytes.
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>>;

    /// Ends the object. Without it nothing is kept.
    fn finish(self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>>;
}

/// What a listing says of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectSummary {
    /// Its key.
    pub key: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was last written.
    pub last_modified: DateTime<Utc>,
    /// Its entity tag, without quotation marks.
    pub etag: String,
}

/// Why an object cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectError {
    /// There is no such bucket.
    NoSuchBucket(String),
    /// There is no such object.
    NoSuchKey {
        /// Where it was looked for.
        bucket: String,
        /// Its key.
        key: String,
    },
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for ObjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ObjectError::NoSuchBucket(bucket) => {
                write!(f, "The specified bucket does not exist: {bucket}")
            }
            ObjectError::NoSuchKey { bucket, key } => {
                write!(
                    f,
                    "The specified key does not exist: {key} in the bucket {bucket}"
                )
            }
            ObjectError::Other(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for ObjectError {}

/// How many bytes a chunk has at most, and how many objects a page of a listing.
const CHUNK: usize = 65_536;
const PAGE: usize = 1_000;

/// A future that is done.
fn ready<'a, T: Send + 'a>(value: T) -> BoxFuture<'a, T> {
    Box::pin(std::future::ready(value))
}
