//! A hundred thousand executions that wait, in a Wait or for a token: what each holds, and how long it takes to wake them all.
//!
//! The rival is a task that sleeps, or waits for a `tokio::sync::oneshot`, and holds the document.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use stepwright::{InMemory, TaskContext, Value};
use tokio::sync::oneshot;

use crate::counting_allocator;
use crate::measure::{Effort, Goal, Report, Row};

stepwright::include_workflow!("workflows/wait.asl.json");
stepwright::include_workflow!("workflows/token.asl.json");

#[derive(Deserialize)]
struct Question {}

#[derive(Clone, Default)]
struct Asked {
    tokens: Arc<Mutex<Vec<String>>>,
}

#[stepwright::handlers(wait)]
impl Asked {}

#[stepwright::handlers(token)]
impl Asked {
    async fn ask(&self, _: Question, context: &TaskContext) -> Result<(), Infallible> {
        let token = context.token().expect("it waits for a token").to_string();
        self.tokens.lock().expect("nobody panics").push(token);
        Ok(())
    }
}

pub(crate) fn rows(effort: Effort, report: &mut Report) {
    let count: u32 = if effort.quick { 10_000 } else { 100_000 };
    let (ours, rival) = (in_a_wait(count), asleep(count));
    push(report, "in a Wait", &ours, &rival);
    let (ours, rival) = (at_a_token(count), at_a_channel(count));
    push(report, "at a task token", &ours, &rival);
}

fn push(report: &mut Report, what: &str, ours: &Waiting, rival: &Waiting) {
    let held = Row::counted(
        &format!("{what}, above the document"),
        "bytes/execution",
        ours.bytes,
        Some(rival.bytes),
    );
    report.row(&held.with_goal(Goal::AtMost(1024.0)));
    let name = format!("{what}, woken and ended");
    report.row(&Row::counted(
        &name,
        "ns/execution",
        ours.wake,
        Some(rival.wake),
    ));
}

/// What a waiting one holds, and what it takes to go on to its end, in nanoseconds.
struct Waiting {
    bytes: f64,
    wake: f64,
}

/// Starts them all, lets them come to where they wait, wakes them, sees them end. `wake` returns when the first may go on.
fn measure<T>(
    count: u32,
    start: impl Fn() -> T,
    wake: impl AsyncFnOnce(Vec<T>) -> Instant,
    ended: impl Fn() -> bool,
) -> Waiting {
    let runtime = crate::runtime();
    let _entered = runtime.enter();
    let mut started = Vec::with_capacity(count as usize);
    let held = counting_allocator::count(|| {
        started.extend((0..count).map(|_| start()));
        runtime.block_on(async {
            // A task a turn: all of them have had one by then.
            for _ in 0..=count / 16 {
                tokio::task::yield_now().await;
            }
        });
    });
    let woken = runtime.block_on(async {
        let before = wake(started).await;
        while !ended() {
            tokio::task::yield_now().await;
        }
        before.elapsed()
    });
    #[allow(clippy::cast_precision_loss, reason = "some megabytes")]
    let bytes = held.bytes as f64;
    let count = f64::from(count);
    Waiting {
        bytes: bytes / count,
        wake: woken.as_secs_f64() * 1e9 / count,
    }
}

/// A moment by which all have been started, as a Wait takes it and as tokio does.
fn moment(count: u32) -> (String, Instant) {
    let until = Instant::now() + Duration::from_millis(1500) + Duration::from_micros(10) * count;
    let wall = std::time::SystemTime::now() + (until - Instant::now());
    let text = chrono::DateTime::<chrono::Utc>::from(wall)
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    (text, until)
}

async fn at(until: Instant) -> Instant {
    tokio::time::sleep_until(until.into()).await;
    until
}

fn in_a_wait(count: u32) -> Waiting {
    let workflow = Arc::new(wait::Workflow::new(Asked::default()));
    let (text, until) = moment(count);
    // All wait with the same document: what is counted is what each holds besides.
    let document = Value::from(json!({ "until": text }));
    let running = Arc::new(());
    measure(
        count,
        || {
            let (workflow, document) = (workflow.clone(), document.clone());
            let running = running.clone();
            tokio::spawn(async move {
                let ended = workflow.run_value(document).await.is_ok();
                drop(running);
                ended
            })
        },
        async |_| at(until).await,
        || Arc::strong_count(&running) == 1,
    )
}

fn asleep(count: u32) -> Waiting {
    let (text, until) = moment(count);
    let document = Arc::new(json!({ "until": text }));
    let running = Arc::new(());
    measure(
        count,
        || {
            let (document, running) = (document.clone(), running.clone());
            tokio::spawn(async move {
                tokio::time::sleep_until(until.into()).await;
                drop(running);
                document.is_object()
            })
        },
        async |_| at(until).await,
        || Arc::strong_count(&running) == 1,
    )
}

fn at_a_token(count: u32) -> Waiting {
    let asked = Asked::default();
    asked
        .tokens
        .lock()
        .expect("nobody panics")
        .reserve(count as usize);
    let host = InMemory::new();
    let tokens = host.task_tokens();
    let workflow = Arc::new(token::Workflow::new(asked.clone()).on(host));
    let document = Value::from(json!({ "order": 7 }));
    let running = Arc::new(());
    let mut waiting = measure(
        count,
        || {
            let (workflow, document, running) =
                (workflow.clone(), document.clone(), running.clone());
            tokio::spawn(async move {
                let ended = workflow.run_value(document).await.is_ok();
                drop(running);
                ended
            })
        },
        async |_| {
            let now = Instant::now();
            for token in asked.tokens.lock().expect("nobody panics").drain(..) {
                tokens.succeed(&token, "yes").expect("it waits");
            }
            now
        },
        || Arc::strong_count(&running) == 1,
    );
    // The measure's own list of tokens.
    waiting.bytes -= token_length(&asked);
    waiting
}

/// The bytes of a token's text, which the handler has kept a copy of.
fn token_length(asked: &Asked) -> f64 {
    let workflow = token::Workflow::new(asked.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let run = workflow.run_value(json!({}));
        let _ = tokio::time::timeout(Duration::from_millis(1), run).await;
    });
    let tokens = asked.tokens.lock().expect("nobody panics");
    #[allow(clippy::cast_precision_loss, reason = "some tens")]
    let length = tokens.last().map_or(0, String::len) as f64;
    length
}

fn at_a_channel(count: u32) -> Waiting {
    let document = Arc::new(json!({ "order": 7 }));
    let running = Arc::new(());
    measure(
        count,
        || {
            let (document, running) = (document.clone(), running.clone());
            let (sender, receiver) = oneshot::channel::<&'static str>();
            tokio::spawn(async move {
                let answered = receiver.await.is_ok();
                drop(running);
                document.is_object() && answered
            });
            sender
        },
        async |senders| {
            let now = Instant::now();
            for sender in senders {
                sender.send("yes").expect("it waits");
            }
            now
        },
        || Arc::strong_count(&running) == 1,
    )
}
