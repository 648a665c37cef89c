//! A document of 200 KB: ten states that each add a small field, and a hundred branches that each get it. The rival is the same
//! workflow with a document of 2 KB: what a state costs is not to depend on what its document weighs.

use std::convert::Infallible;
use std::hint::black_box;

use serde::{Deserialize, Serialize};
use stepwright::Value;

use crate::measure::{Contest, Goal};
use crate::runtime;

stepwright::include_workflow! {
    mod large = "workflows/large.asl.json",
    substitute: { Add: "arn:aws:lambda:eu-central-1:123456789012:function:add" },
}
stepwright::include_workflow!("workflows/fan_out.asl.json");

#[derive(Deserialize)]
struct Key {
    key: u64,
}

#[derive(Serialize)]
struct Added {
    key: u64,
}

struct Adder;

impl Adder {
    fn add(key: &Key) -> Added {
        Added { key: key.key + 1 }
    }
}

#[stepwright::handlers(large)]
impl Adder {
    async fn add_0(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_1(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_2(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_3(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_4(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_5(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_6(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_7(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_8(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }

    async fn add_9(&self, key: Key) -> Result<Added, Infallible> {
        Ok(Adder::add(&key))
    }
}

#[stepwright::handlers(fan_out)]
impl Adder {}

/// An object of ten fields, one of which is a list of lines of 50 bytes.
fn document(bytes: usize) -> Value {
    let lines =
        (0..bytes / 50).map(|line| format!("line {line:>8}: forty bytes of text in each line.."));
    let mut document = serde_json::json!({ "key": 7, "lines": lines.collect::<Vec<_>>() });
    for field in 0..8 {
        document[format!("field{field}")] = field.into();
    }
    document.into()
}

/// A state or a branch each.
pub(crate) fn contests() -> Vec<Contest> {
    let runtime = runtime();
    let mut contests = Vec::new();
    let mut contest = |name, unit, units, run: fn(&tokio::runtime::Runtime, Value) -> bool| {
        let side = |bytes| -> Box<dyn FnMut()> {
            let (document, runtime) = (document(bytes), runtime.clone());
            Box::new(move || {
                assert!(black_box(run(&runtime, document.clone())), "it succeeds");
            })
        };
        contests.push(Contest {
            name,
            unit,
            units,
            goal: Goal::Times(1.1),
            ours: side(200_000),
            rival: side(2_000),
        });
    };
    contest(
        "200 KB through 10 states, against 2 KB",
        "state",
        10,
        |runtime, document| {
            let workflow = large::Workflow::new(Adder);
            runtime.block_on(workflow.run_value(document)).is_ok()
        },
    );
    contest(
        "200 KB to 100 branches, against 2 KB",
        "branch",
        100,
        |runtime, document| {
            let workflow = fan_out::Workflow::new(Adder);
            runtime.block_on(workflow.run_value(document)).is_ok()
        },
    );
    contests
}
