//! Plays one case on the test host, and tells what happened.

mod functions;
mod script;

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::history::Event;
use stepwright::objects::MemoryStore;
use stepwright::program::{Kind, Program};
use stepwright::test::{Execution, TestRun};

use crate::read::Record;
use script::Script;

/// What happened: `{status, output?, error?, cause?, history, calls}`, where `calls` lists what the tasks were sent
/// otherwise than recorded.
pub(crate) fn play(record: &Record, program: &'static Program) -> Json {
    let script = Script::new(record);
    let stop = (record.get("expected")["status"] == "ABORTED").then(|| stop_time(record, program));
    let execution = execute(record, program, &script, stop);
    let history: Vec<Json> = execution.history.iter().map(Event::to_flat_json).collect();
    let mut observed = json!({
        "status": execution.status.to_string(),
        "error": execution.error,
        "cause": execution.cause,
        "history": history,
        "calls": script.differences(),
    });
    if let Some(output) = execution.output {
        observed["output"] = output.into();
    }
    observed
}

fn execute(
    record: &Record,
    program: &'static Program,
    script: &Script,
    stop: Option<Duration>,
) -> Execution {
    let mut run = TestRun::mocked(program);
    if let Some(time) = stop {
        let text = |field: &str| record.get("expected")[field].as_str();
        run = run.stop_after(time, text("error"), text("cause"));
    }
    if record.get("type") == "EXPRESS" {
        run = run.history_limit(None);
    }
    for state in program.states {
        if let Kind::Task(task) = state.kind {
            run = run.mock(state.name, script.mock(state.name, task.resource));
        }
    }
    // The names that the recordings use.
    let run = run
        .account("111111111111")
        .region("us-east-1")
        .state_machine_name("ArnPart_0idx")
        .execution_name("ExecArnPart_0idx")
        .role_arn("arn:aws:iam::111111111111:role/sfn-role")
        .payload_limit(true)
        .objects(objects(record));
    wait(run.run(record.get("input").clone()))
}

/// When an execution was stopped. The recording says after which event, and a run to the end when the next one is.
fn stop_time(record: &Record, program: &'static Program) -> Duration {
    const NOTHING_FOLLOWS: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let free = execute(record, program, &Script::new(record), None).history;
    let recorded = record
        .list("history")
        .position(|event| event["type"] == "ExecutionAborted");
    let next = recorded.unwrap_or(free.len().saturating_sub(1));
    let time = free.get(next).zip(free.first());
    let time = time.and_then(|(next, start)| (next.timestamp - start.timestamp).to_std().ok());
    time.unwrap_or(NOTHING_FOLLOWS)
}

/// What was in S3. A body that is no text is JSON.
fn objects(record: &Record) -> MemoryStore {
    let objects = MemoryStore::new();
    for object in record.get("s3_objects").as_array().into_iter().flatten() {
        let [bucket, key] = ["Bucket", "Key"].map(|field| object[field].as_str());
        let body = match &object["Body"] {
            Json::String(body) => body.clone(),
            body => body.to_string(),
        };
        objects.insert(bucket.unwrap_or_default(), key.unwrap_or_default(), body);
    }
    objects
}

/// Runs a future to its end. One that never ends is ended with the process.
fn wait<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}
