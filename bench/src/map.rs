//! A handler for each item of a list, forty at once, against `buffered` by hand.

use std::convert::Infallible;
use std::hint::black_box;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use stepwright::{ExecutionOptions, Value};

use crate::measure::{Contest, Goal};
use crate::runtime;

stepwright::include_workflow!("workflows/map.asl.json");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) number: u64,
    pub(crate) name: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Done {
    number: u64,
}

pub(crate) struct Workers;

#[stepwright::handlers(map)]
impl Workers {
    async fn work(&self, item: Item) -> Result<Done, Infallible> {
        // A service is waited for.
        tokio::task::yield_now().await;
        Ok(Done {
            number: item.number + item.name.len() as u64,
        })
    }
}

async fn by_hand(items: Vec<Item>) -> Result<Vec<Done>, Infallible> {
    let work = |item| Workers.work(item);
    stream::iter(items)
        .map(work)
        .buffered(40)
        .try_collect()
        .await
}

pub(crate) fn items(count: u64) -> Vec<Item> {
    (0..count)
        .map(|number| Item {
            number,
            name: format!("item {number}"),
        })
        .collect()
}

/// The items as a document whose items are typed.
pub(crate) fn document(items: Vec<Item>) -> Value {
    Value::from(items.into_iter().map(Value::typed).collect::<Vec<_>>())
}

pub(crate) fn workflow() -> map::Workflow<Workers> {
    map::Workflow::new(Workers).with_options(ExecutionOptions {
        history_limit: None,
        ..ExecutionOptions::default()
    })
}

/// An item each.
pub(crate) fn contests() -> Vec<Contest> {
    let runtime = runtime();
    let ours = runtime.block_on(workflow().run_value(document(items(100))));
    let ours: Vec<Done> = ours.expect("all items are done").take().expect("a list");
    let rival = runtime.block_on(by_hand(items(100)));
    assert_eq!(Ok(ours), rival, "both do the same");
    let contest = |name, count: u32| {
        let (first, second) = (runtime.clone(), runtime.clone());
        let workflow = workflow();
        Contest {
            name,
            unit: "item",
            units: count,
            goal: Goal::Times(1.2),
            ours: Box::new(move || {
                let document = document(items(count.into()));
                let run = first.block_on(workflow.run_value(document));
                black_box(run.is_ok());
            }),
            rival: Box::new(move || {
                black_box(second.block_on(by_hand(items(count.into()))).is_ok());
            }),
        }
    };
    vec![
        contest("Map over 10 items", 10),
        contest("Map over 10,000 items", 10_000),
        contest("Map over 1,000,000 items", 1_000_000),
    ]
}
