//! Spans and events for a subscriber; without one, silence.

use std::convert::Infallible;
use std::fmt::{Debug, Write};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{env, io};

use serde_json::{Value as Json, json};
use stepwright::{ExecutionOptions, TaskFailure, include_workflow};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

include_workflow!("workflows/line.asl.json");

struct Depot;

#[stepwright::handlers(line)]
impl Depot {
    async fn pick(&self, order: Json) -> Result<Json, Infallible> {
        Ok(order)
    }

    async fn pack(&self, order: Json) -> Result<Json, Infallible> {
        tracing::info!("packing");
        Ok(order)
    }

    async fn post(&self, order: Json) -> Result<Json, TaskFailure> {
        if order["lost"] == true {
            return Err(TaskFailure::new("Lost", "on the way"));
        }
        Ok(order)
    }
}

/// Writes down which spans are open, and in which of them an event happens.
#[derive(Clone, Default)]
struct Recorder {
    next: Arc<AtomicU64>,
    names: Arc<Mutex<Vec<String>>>,
    open: Arc<Mutex<Vec<u64>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).expect("a string takes all");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() || *metadata.level() <= tracing::Level::INFO
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut name = span.metadata().name().to_owned();
        span.record(&mut Fields(&mut name));
        self.names.lock().unwrap().push(name);
        Id::from_u64(self.next.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = String::new();
        let names = self.names.lock().unwrap();
        for id in self.open.lock().unwrap().iter() {
            let index = usize::try_from(id - 1).expect("few spans");
            write!(line, "[{}] ", names[index]).expect("a string takes all");
        }
        write!(line, "{}:", event.metadata().level()).expect("a string takes all");
        event.record(&mut Fields(&mut line));
        self.lines.lock().unwrap().push(line);
    }

    fn enter(&self, span: &Id) {
        self.open.lock().unwrap().push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let mut open = self.open.lock().unwrap();
        assert_eq!(open.pop(), Some(span.into_u64()), "spans nest");
    }
}

/// Which callsites anybody listens to is one for all threads: a subscriber that begins while another thread meets a
/// callsite for the first time may miss it.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
}

fn recorded(input: Json) -> (Vec<String>, Vec<String>) {
    let _turn = one_at_a_time();
    let recorder = Recorder::default();
    let options = ExecutionOptions {
        name: Some("one".into()),
        ..ExecutionOptions::DEFAULT
    };
    let workflow = line::Workflow::new(Depot).with_options(options);
    tracing::subscriber::with_default(recorder.clone(), || {
        let _ = runtime().block_on(workflow.run(input));
    });
    assert!(recorder.open.lock().unwrap().is_empty());
    let names = recorder.names.lock().unwrap().clone();
    let lines = recorder.lines.lock().unwrap().clone();
    (names, lines)
}

#[test]
fn spans_name_the_execution_and_the_state() {
    let (spans, events) = recorded(json!({}));
    assert_eq!(
        spans,
        [
            r#"execution machine="line" name="one""#,
            r#"state name="Pick" kind="Task""#,
            r#"state name="Pack" kind="Task""#,
            r#"state name="Post" kind="Task""#,
        ],
        "also of a line, which is otherwise awaited directly"
    );
    assert_eq!(
        events,
        [
            r#"[execution machine="line" name="one"] [state name="Pack" kind="Task"] INFO: message=packing"#
        ],
        "a handler's own events are in both"
    );
}

#[test]
fn a_failure_is_a_warning_with_its_error_cause_and_state() {
    let (_, events) = recorded(json!({"lost": true}));
    assert_eq!(
        events[1],
        r#"[execution machine="line" name="one"] WARN: message=execution failed error=Lost cause="on the way" state="Post""#
    );
}

const BEGIN: &str = "<begin>";
const END: &str = "<end>";

/// Also run alone by the test below.
#[test]
fn executions_that_succeed_and_fail() {
    let _turn = one_at_a_time();
    println!("{BEGIN}");
    let workflow = line::Workflow::new(Depot);
    runtime().block_on(workflow.run(json!({}))).unwrap();
    runtime()
        .block_on(workflow.run(json!({"lost": true})))
        .unwrap_err();
    runtime()
        .block_on(workflow.run_value(json!({"lost": true})))
        .unwrap_err();
    println!("{END}");
}

#[test]
fn without_a_subscriber_nothing_is_printed() -> io::Result<()> {
    let output = Command::new(env::current_exe()?)
        .args([
            "executions_that_succeed_and_fail",
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .output()?;
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains(&format!("{BEGIN}\n{END}\n")), "{printed}");
    assert!(output.stderr.is_empty(), "{output:?}");
    Ok(())
}
