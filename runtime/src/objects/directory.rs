//! Objects as files: a folder per bucket, a path per key.
use super::{
    CHUNK, ObjectBody, ObjectError, ObjectListing, ObjectSink, ObjectStore, ObjectSummary, Opened,
    PAGE, ready,
};
use crate::machine::BoxFuture;
use chrono::{DateTime, Utc};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, ErrorKind, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::UNIX_EPOCH,
};

/// Objects as files: a folder per bucket below one folder, a path per key below that. Files are read and written in
/// place, in chunks of 64 KiB, so that a wait is as short as the disk's.
///
/// A key that a file system would take for another file (with `..`, an empty part or a backslash in it) is an error.
#[derive(Clone, Debug)]
pub struct DirectoryStore {
    root: PathBuf,
}

impl DirectoryStore {
    /// The store in a folder whose subfolders are the buckets. A bucket that is written to is made where it is missing.
    pub fn new(root: impl Into<PathBuf>) -> DirectoryStore {
        DirectoryStore { root: root.into() }
    }

    fn bucket(&self, bucket: &str) -> Result<PathBuf, ObjectError> {
        if is_part(bucket) && !bucket.contains('/') {
            return Ok(self.root.join(bucket));
        }
        Err(ObjectError::Other(format!(
            "`{bucket}` cannot be the name of a bucket that is a folder"
        )))
    }

    fn file(&self, bucket: &str, key: &str) -> Result<PathBuf, ObjectError> {
        let folder = self.bucket(bucket)?;
        if key.split('/').all(is_part) {
            return Ok(folder.join(key));
        }
        Err(ObjectError::Other(format!(
            "`{key}` cannot be the key of an object that is a file"
        )))
    }

    fn open(&self, bucket: &str, key: &str) -> Result<Box<dyn ObjectBody>, ObjectError> {
        let path = self.file(bucket, key)?;
        let opened = File::open(&path).and_then(|file| {
            if file.metadata()?.is_dir() {
                return Err(ErrorKind::NotFound.into());
            }
            Ok(file)
        });
        match opened {
            Ok(file) => Ok(Box::new(Body(file))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let bucket = bucket.to_owned();
                if !self.bucket(&bucket)?.is_dir() {
                    return Err(ObjectError::NoSuchBucket(bucket));
                }
                let key = key.to_owned();
                Err(ObjectError::NoSuchKey { bucket, key })
            }
            Err(error) => Err(failed(bucket, key, &error)),
        }
    }

    fn listing(&self, bucket: &str, prefix: &str) -> Result<Box<dyn ObjectListing>, ObjectError> {
        let folder = self.bucket(bucket)?;
        if !folder.is_dir() {
            return Err(ObjectError::NoSuchBucket(bucket.to_owned()));
        }
        Ok(Box::new(Listing {
            folder,
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            last: String::new(),
        }))
    }

    fn begin(&self, bucket: &str, key: &str) -> Result<Box<dyn ObjectSink>, ObjectError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let path = self.file(bucket, key)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let part = format!("{PART}{}-{number}-{name}", std::process::id());
        let part = path.with_file_name(part);
        let folder = path.parent().unwrap_or(&self.root);
        let file = fs::create_dir_all(folder).and_then(|()| File::create(&part));
        let file = file.map_err(|error| failed(bucket, key, &error))?;
        Ok(Box::new(Sink {
            file: Some(file),
            part,
            path,
            name: (bucket.to_owned(), key.to_owned()),
        }))
    }
}

/// What the names of unfinished files begin with, which no listing shows.
const PART: &str = ".part-";

/// Whether it names something in its folder.
fn is_part(part: &str) -> bool {
    !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0'])
}

fn failed(bucket: &str, key: &str, error: &io::Error) -> ObjectError {
    ObjectError::Other(format!("{key} in {bucket}: {error}"))
}

/// The first files of a page, by their keys.
fn walk(
    folder: &Path,
    above: &str,
    prefix: &str,
    after: &str,
    found: &mut BTreeMap<String, ObjectSummary>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with(PART)) else {
            continue;
        };
        let key = format!("{above}{name}");
        let data = fs::metadata(entry.path())?;
        if data.is_dir() {
            let below = format!("{key}/");
            let fits = below.starts_with(prefix) || prefix.starts_with(&below);
            if fits {
                walk(&entry.path(), &below, prefix, after, found)?;
            }
        } else if key.starts_with(prefix) && key.as_str() > after {
            let last_modified = modified(&data);
            let summary = ObjectSummary {
                etag: format!("{:x}-{:x}", last_modified.timestamp_micros(), data.len()),
                key: key.clone(),
                size: data.len(),
                last_modified,
            };
            found.insert(key, summary);
            if found.len() > PAGE {
                found.pop_last();
            }
        }
    }
    Ok(())
}

fn modified(data: &fs::Metadata) -> DateTime<Utc> {
    let time = data.modified().unwrap_or(UNIX_EPOCH);
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, since.subsec_nanos()).unwrap_or_default()
}

impl ObjectStore for DirectoryStore {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody> {
        ready(self.open(bucket, key))
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing> {
        ready(self.listing(bucket, prefix))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink> {
        ready(self.begin(bucket, key))
    }
}

struct Listing {
    folder: PathBuf,
    bucket: String,
    prefix: String,
    /// The key that was listed last.
    last: String,
}

impl ObjectListing for Listing {
    fn page(&mut self) -> BoxFuture<'_, Result<Option<Vec<ObjectSummary>>, ObjectError>> {
        let mut found = BTreeMap::new();
        if let Err(error) = walk(&self.folder, "", &self.prefix, &self.last, &mut found) {
            return ready(Err(failed(&self.bucket, &self.prefix, &error)));
        }
        let Some((last, _)) = found.last_key_value() else {
            return ready(Ok(None));
        };
        self.last.clone_from(last);
        ready(Ok(Some(found.into_values().collect())))
    }
}

struct Body(File);

impl ObjectBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        let mut chunk = vec![0; CHUNK];
        ready(match self.0.read(&mut chunk) {
            Ok(0) => Ok(None),
            Ok(length) => {
                chunk.truncate(length);
                Ok(Some(chunk))
            }
            Err(error) => Err(ObjectError::Other(error.to_string())),
        })
    }
}

struct Sink {
    /// Until it is finished.
    file: Option<File>,
    part: PathBuf,
    path: PathBuf,
    name: (String, String),
}

impl Sink {
    fn failed(&self, error: &io::Error) -> ObjectError {
        failed(&self.name.0, &self.name.1, error)
    }
}

impl ObjectSink for Sink {
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>> {
        let written = match &mut self.file {
            Some(file) => file.write_all(&bytes),
            None => Ok(()),
        };
        ready(written.map_err(|error| self.failed(&error)))
    }

    fn finish(mut self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>> {
        self.file = None;
        let renamed = fs::rename(&self.part, &self.path);
        ready(renamed.map_err(|error| self.failed(&error)))
    }
}

/// What was not finished leaves nothing.
impl Drop for Sink {
    fn drop(&mut self) {
        // After a rename there is nothing to remove.
        let _ = fs::remove_file(&self.part);
    }
}
