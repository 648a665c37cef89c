//! `ResultWriter`: the results go to objects, as they come, and are not kept.
use super::{
    MapRun,
    child::ChildRun,
    parameter,
    results::{pending, record, transformed},
    store,
};
use crate::{
    driver::{Failure, context::View},
    objects::{ObjectError, ObjectSink, ObjectStore},
    program::ResultWriter,
    value::{Map, Value},
};

const FAILED: &str = "States.ResultWriterFailed";

/// How many bytes are gathered before they are written.
const BUFFER: usize = 65_536;

/// The objects of a Map run's results.
pub(super) struct Export<'a> {
    store: Option<&'a dyn ObjectStore>,
    writer: &'static ResultWriter,
    state: &'static str,
    map_run: String,
    bucket: String,
    /// What all keys begin with, to the slash.
    folder: String,
    succeeded: Results,
    failed: Results,
    pending: Results,
}

/// An object of results; not there without any.
struct Results {
    key: String,
    json_lines: bool,
    sink: Option<Box<dyn ObjectSink>>,
    buffer: Vec<u8>,
    size: u64,
}

impl<'a> Export<'a> {
    pub(super) fn new(
        view: &View<'_>,
        writer: &'static ResultWriter,
        input: &Value,
        run: &MapRun,
        store: Option<&'a dyn ObjectStore>,
    ) -> Result<Export<'a>, Failure> {
        let parameters = match &writer.parameters {
            Some(template) => view.made(template, &view.scope(input))?,
            None => Value::object(),
        };
        let of = |name| parameter(&parameters, name).unwrap_or_default();
        let prefix = of("Prefix");
        let folder = match prefix.strip_suffix('/').unwrap_or(&prefix) {
            "" => format!("{}/", run.id),
            prefix => format!("{prefix}/{}/", run.id),
        };
        let results = |status: &str| Results::new(&folder, status, writer.json_lines);
        Ok(Export {
            store,
            writer,
            state: view.visit.state.name,
            map_run: run.arn.clone(),
            bucket: of("Bucket"),
            succeeded: results("SUCCEEDED"),
            failed: results("FAILED"),
            pending: results("PENDING"),
            folder,
        })
    }

    pub(super) async fn ended(
        &mut self,
        child: &ChildRun<'_>,
        result: Result<Value, Failure>,
    ) -> Result<(), Failure> {
        let (results, entries) = match result {
            Ok(output) => (
                &mut self.succeeded,
                transformed(child, output, self.writer.transformation),
            ),
            // `Transformation` is only for what succeeded.
            Err(failure) => (&mut self.failed, vec![record(child, Err(&failure))]),
        };
        let store = store(self.store, self.state, FAILED)?;
        for entry in entries {
            let added = results.add(store, &self.bucket, &entry).await;
            added.map_err(|error| failed(self.state, &error))?;
        }
        Ok(())
    }

    pub(super) async fn cut_off(&mut self, child: &ChildRun<'_>) -> Result<(), Failure> {
        let store = store(self.store, self.state, FAILED)?;
        let entry = pending(child);
        let added = self.pending.add(store, &self.bucket, &entry).await;
        added.map_err(|error| failed(self.state, &error))
    }

    /// Ends the objects and writes the manifest; the state's result says where that is.
    pub(super) async fn finish(self) -> Result<Value, Failure> {
        let Export {
            state,
            map_run,
            bucket,
            folder,
            ..
        } = self;
        let store = store(self.store, state, FAILED)?;
        if bucket.is_empty() {
            let cause = "The parameters of the ResultWriter name no Bucket.";
            return Err(Failure::new(state, FAILED, Some(cause.to_owned())));
        }
        let mut files = Map::new();
        for (status, results) in [
            ("FAILED", self.failed),
            ("PENDING", self.pending),
            ("SUCCEEDED", self.succeeded),
        ] {
            let listed = results.finish().await;
            files.insert(status, listed.map_err(|error| failed(state, &error))?);
        }
        let manifest = Value::from(Map::from_iter([
            ("DestinationBucket", Value::from(bucket.clone())),
            ("MapRunArn", Value::from(map_run.clone())),
            ("ResultFiles", Value::from(files)),
        ]));
        let key = format!("{folder}manifest.json");
        let written = async {
            let mut sink = store.put(&bucket, &key).await?;
            sink.write(manifest.to_string().into_bytes()).await?;
            sink.finish().await
        };
        written.await.map_err(|error| failed(state, &error))?;
        let place = Map::from_iter([("Bucket", bucket), ("Key", key)]);
        Ok(Value::from(Map::from_iter([
            ("MapRunArn", Value::from(map_run)),
            ("ResultWriterDetails", Value::from(place)),
        ])))
    }
}

fn failed(state: &'static str, error: &ObjectError) -> Failure {
    Failure::new(state, FAILED, Some(error.to_string()))
}

impl Results {
    fn new(folder: &str, status: &str, json_lines: bool) -> Results {
        let extension = if json_lines { "jsonl" } else { "json" };
        Results {
            key: format!("{folder}{status}_0.{extension}"),
            json_lines,
            sink: None,
            buffer: Vec::new(),
            size: 0,
        }
    }

    async fn add(
        &mut self,
        store: &dyn ObjectStore,
        bucket: &str,
        entry: &Value,
    ) -> Result<(), ObjectError> {
        let is_first = self.sink.is_none();
        if is_first {
            self.sink = Some(store.put(bucket, &self.key).await?);
        }
        if !self.json_lines {
            self.buffer.push(if is_first { b'[' } else { b',' });
        }
        self.buffer.extend(entry.to_string().into_bytes());
        if self.json_lines {
            self.buffer.push(b'\n');
        }
        if self.buffer.len() >= BUFFER {
            self.flush().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), ObjectError> {
        if let Some(sink) = &mut self.sink {
            self.size += self.buffer.len() as u64;
            sink.write(std::mem::take(&mut self.buffer)).await?;
        }
        Ok(())
    }

    /// The manifest's list of it.
    async fn finish(mut self) -> Result<Value, ObjectError> {
        if self.sink.is_some() && !self.json_lines {
            self.buffer.push(b']');
        }
        self.flush().await?;
        let Some(sink) = self.sink else {
            return Ok(Value::from(Vec::new()));
        };
        sink.finish().await?;
        let file = Map::from_iter([
            ("Key", Value::from(self.key)),
            ("Size", Value::from(self.size)),
        ]);
        Ok(Value::from(vec![Value::from(file)]))
    }
}
