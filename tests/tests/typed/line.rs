//! Plain Tasks in a row: `run` awaits their handlers directly, and does what the driver does.
//!
//! Each case runs twice, on the line and, because somebody observes, through the driver.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use stepwright::{
    ExecutionError, ExecutionOptions, InMemory, Status, TaskContext, TaskError, TaskFailure,
    include_workflow,
};

include_workflow!("workflows/line.asl.json");

/// What goes wrong, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Trouble {
    #[default]
    None,
    Fails(&'static str),
    Unfit,
    Hangs,
}

#[derive(Default)]
struct Depot {
    trouble: Trouble,
    seen: Arc<Mutex<Vec<String>>>,
    at_work: Arc<AtomicUsize>,
}

#[derive(Serialize, Deserialize)]
struct Order {
    id: u32,
}

/// Not what `pick` gives: it gets here as JSON.
#[derive(Deserialize)]
struct Picked {
    id: u32,
    shelf: Option<String>,
}

/// A parcel that is never JSON, but where somebody looks.
#[derive(Deserialize)]
struct Parcel {
    id: u32,
}

impl Serialize for Parcel {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::json!({ "id": self.id }).serialize(serializer)
    }
}

#[derive(Debug, TaskError)]
enum DepotError {
    NotFound {
        id: u32,
    },
    #[task_error(name = "Parcel.TooLarge")]
    TooLarge,
}

impl std::fmt::Display for DepotError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DepotError::NotFound { id } => write!(f, "order {id} is not there"),
            DepotError::TooLarge => f.write_str("no box is large enough"),
        }
    }
}

impl Depot {
    fn look(&self, context: &TaskContext) {
        // A copy may be handed on, to a thread say, and asked first.
        let copy = context.clone();
        let name = copy.execution_name();
        assert_eq!(
            context.execution_name(),
            name,
            "a copy knows the same execution"
        );
        self.seen.lock().unwrap().push(format!(
            "{} {} {} {} {} {:?} {context:?}",
            context.execution_id(),
            context.execution_name(),
            context.state_name(),
            context.attempt(),
            context.idempotency_key(),
            context.token(),
        ));
    }
}

#[stepwright::handlers(line)]
impl Depot {
    async fn pick(
        &self,
        order: Order,
        context: &TaskContext,
    ) -> Result<serde_json::Value, DepotError> {
        self.look(context);
        match self.trouble {
            Trouble::Fails("Pick") => Err(DepotError::NotFound { id: order.id }),
            Trouble::Unfit => Ok(serde_json::json!({ "id": "seven" })),
            _ => Ok(serde_json::json!({ "id": order.id, "shelf": "A" })),
        }
    }

    async fn pack(&self, picked: Picked, context: &TaskContext) -> Result<Parcel, DepotError> {
        struct Count(Arc<AtomicUsize>);
        impl Drop for Count {
            fn drop(&mut self) {
                self.0.fetch_sub(1, Ordering::SeqCst);
            }
        }
        self.look(context);
        self.at_work.fetch_add(1, Ordering::SeqCst);
        let _count = Count(self.at_work.clone());
        if self.trouble == Trouble::Hangs {
            context.sleep(Duration::from_secs(3600)).await;
        }
        match self.trouble {
            Trouble::Fails("Pack") => Err(DepotError::TooLarge),
            _ => Ok(Parcel {
                id: picked.id + picked.shelf.map_or(0, |_| 1),
            }),
        }
    }

    async fn post(&self, parcel: Parcel, context: &TaskContext) -> Result<String, TaskFailure> {
        self.look(context);
        match self.trouble {
            Trouble::Fails("Post") => Err(TaskFailure::named("States.Timeout")),
            _ => Ok(format!("parcel {} is on its way", parcel.id)),
        }
    }
}

type Ending = Result<String, ExecutionError>;

async fn both_ways(trouble: Trouble) -> [(Ending, Vec<String>, Duration); 2] {
    let mut ends = Vec::new();
    for host in [InMemory::new(), InMemory::new().observed(drop)] {
        let depot = Depot {
            trouble,
            ..Depot::default()
        };
        let seen = depot.seen.clone();
        let options = ExecutionOptions {
            name: Some("one".into()),
            ..ExecutionOptions::DEFAULT
        };
        let workflow = line::Workflow::new(depot).on(host).with_options(options);
        let started = tokio::time::Instant::now();
        let ending = workflow.run(Order { id: 7 }).await;
        let seen = std::mem::take(&mut *seen.lock().unwrap());
        ends.push((ending, seen, started.elapsed()));
    }
    ends.try_into().unwrap_or_else(|_| unreachable!("two ways"))
}

#[tokio::test(start_paused = true)]
async fn a_line_gives_what_the_driver_gives() {
    let [line, driver] = both_ways(Trouble::None).await;
    assert_eq!(line.0.as_deref(), Ok("parcel 8 is on its way"));
    assert_eq!(line, driver);
    let id = "arn:aws:states:us-east-1:000000000000:execution:line:one";
    assert_eq!(line.1.len(), 3);
    assert!(
        line.1[1].starts_with(&format!("{id} one Pack 0 {id}/Pack#1 None")),
        "{}",
        line.1[1]
    );
}

#[tokio::test(start_paused = true)]
async fn an_error_on_a_line_is_the_drivers() {
    for (state, error, cause) in [
        ("Pick", "NotFound", Some("order 7 is not there")),
        ("Pack", "Parcel.TooLarge", Some("no box is large enough")),
        ("Post", "States.Timeout", None),
    ] {
        let [line, driver] = both_ways(Trouble::Fails(state)).await;
        let expected = ExecutionError {
            status: Status::Failed,
            error: error.to_owned(),
            cause: cause.map(str::to_owned),
            state: Some(state),
        };
        assert_eq!(line.0, Err(expected));
        assert_eq!(line, driver);
    }
}

#[tokio::test(start_paused = true)]
async fn a_document_that_does_not_fit_is_refused_alike() {
    let [line, driver] = both_ways(Trouble::Unfit).await;
    let error = line.0.clone().unwrap_err();
    assert_eq!(
        (error.error.as_str(), error.state),
        ("States.Runtime", Some("Pack"))
    );
    assert!(error.cause.unwrap().contains("Picked"));
    assert_eq!(line, driver);
}

#[tokio::test(start_paused = true)]
async fn the_machines_timeout_cuts_a_line_off() {
    let [line, driver] = both_ways(Trouble::Hangs).await;
    let error = line.0.clone().unwrap_err();
    assert_eq!(
        (error.status, error.error.as_str()),
        (Status::TimedOut, "States.Timeout")
    );
    assert_eq!((error.cause, error.state), (None, None));
    assert_eq!(line.2, Duration::from_secs(60));
    assert_eq!(line, driver);
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_of_run_drops_the_handler() {
    for host in [InMemory::new(), InMemory::new().observed(drop)] {
        let depot = Depot {
            trouble: Trouble::Hangs,
            ..Depot::default()
        };
        let at_work = depot.at_work.clone();
        let workflow = line::Workflow::new(depot).on(host);
        let running = workflow.run(Order { id: 7 });
        let cut = tokio::time::timeout(Duration::from_secs(5), running).await;
        assert!(cut.is_err());
        assert_eq!(
            workflow.handlers().seen.lock().unwrap().len(),
            2,
            "`pack` was called"
        );
        assert_eq!(at_work.load(Ordering::SeqCst), 0, "and is no more");
    }
}

#[tokio::test(start_paused = true)]
async fn executions_without_a_name_get_one_each() {
    let workflow = line::Workflow::new(Depot::default());
    for _ in 0..2 {
        workflow.run(Order { id: 7 }).await.unwrap();
    }
    let seen = workflow.handlers().seen.lock().unwrap();
    let names: Vec<_> = seen
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        (names[0], names[3]),
        (names[2], names[5]),
        "one name for one execution"
    );
    assert_ne!(names[0], names[3]);
    assert_eq!(names[0].len(), 36);
}
