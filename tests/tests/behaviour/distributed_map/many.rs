//! A million items: what is alive at once does not grow with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::json;
use stepwright::objects::{
    ObjectBody, ObjectError, ObjectListing, ObjectSink, ObjectStore, Opened,
};
use stepwright::{BoxFuture, ExecutionOptions, InMemory, Value, execute};
use stepwright_tests::{Closures, program};

use super::{distributed, reader};
use crate::support::{branch, task, with};

const ITEMS: u64 = 1_000_000;
const CONCURRENCY: u64 = 50;

/// How many lines a chunk has: those of one are parsed but not yet items.
const LINES: u64 = 100;

/// What was made, what is done, and the most that were between.
#[derive(Default)]
struct Count {
    made: AtomicU64,
    done: AtomicU64,
    most_alive: AtomicU64,
    written: AtomicU64,
    longest_write: AtomicU64,
}

/// An object of a million lines that are made as they are read, and one that forgets what is written to it.
#[derive(Clone)]
struct Endless(Arc<Count>);

fn ready<'a, T: Send + 'a>(value: T) -> BoxFuture<'a, T> {
    Box::pin(std::future::ready(value))
}

impl ObjectStore for Endless {
    fn get<'a>(&'a self, _: &'a str, _: &'a str) -> Opened<'a, dyn ObjectBody> {
        ready(Ok(Box::new(self.clone())))
    }

    fn list<'a>(&'a self, _: &'a str, _: &'a str) -> Opened<'a, dyn ObjectListing> {
        ready(Err(ObjectError::Other("nothing is listed".to_owned())))
    }

    fn put<'a>(&'a self, _: &'a str, _: &'a str) -> Opened<'a, dyn ObjectSink> {
        ready(Ok(Box::new(self.clone())))
    }
}

impl ObjectBody for Endless {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        let made = self.0.made.load(Ordering::Relaxed);
        if made == ITEMS {
            return ready(Ok(None));
        }
        let lines: Vec<String> = (made..made + LINES).map(|n| format!("{n}\n")).collect();
        let made = self.0.made.fetch_add(LINES, Ordering::Relaxed) + LINES;
        let alive = made - self.0.done.load(Ordering::Relaxed);
        self.0.most_alive.fetch_max(alive, Ordering::Relaxed);
        ready(Ok(Some(lines.concat().into_bytes())))
    }
}

impl ObjectSink for Endless {
    fn write(&mut self, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectError>> {
        let length = bytes.len() as u64;
        self.0.written.fetch_add(length, Ordering::Relaxed);
        self.0.longest_write.fetch_max(length, Ordering::Relaxed);
        ready(Ok(()))
    }

    fn finish(self: Box<Self>) -> BoxFuture<'static, Result<(), ObjectError>> {
        ready(Ok(()))
    }
}

#[tokio::test]
async fn a_million_items_are_never_in_memory_together() {
    let mut definition = distributed(&json!({
        "ItemReader": reader(&json!({"InputType": "JSONL"})),
        "MaxConcurrency": CONCURRENCY,
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "b", "Prefix": "p"},
            "WriterConfig": {"OutputType": "JSONL", "Transformation": "COMPACT"}
        }
    }));
    let processor = &mut definition["States"]["Each"]["ItemProcessor"];
    let config = processor["ProcessorConfig"].take();
    *processor = with(branch("Work", &task()), &json!({"ProcessorConfig": config}));
    let count = Arc::new(Count::default());
    let done = count.clone();
    let workflow = Closures::new(program(&definition)).on(move |item, _| {
        done.done.fetch_add(1, Ordering::Relaxed);
        async move { Ok(item) }
    });
    let host = InMemory::new().with_objects(Endless(count.clone()));
    let ended = execute(
        &workflow,
        &host,
        &ExecutionOptions::DEFAULT,
        Value::object(),
    )
    .await;
    let output = ended.expect("a result");
    assert!(output.get("ResultWriterDetails").is_some(), "{output}");
    assert_eq!(count.done.load(Ordering::Relaxed), ITEMS);
    let most = count.most_alive.load(Ordering::Relaxed);
    assert!(most <= CONCURRENCY + LINES, "{most} items were alive");
    // All results, a line each, and the manifest; never more than a buffer of them at once.
    let written = count.written.load(Ordering::Relaxed);
    let lines: u64 = (0..ITEMS).map(|n| n.to_string().len() as u64 + 1).sum();
    assert!(written > lines && written < lines + 1_000, "{written}");
    assert!(count.longest_write.load(Ordering::Relaxed) < 70_000);
}
