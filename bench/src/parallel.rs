//! Branches side by side, against `FuturesUnordered` by hand.

use std::convert::Infallible;
use std::hint::black_box;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::measure::{Contest, Goal};
use crate::runtime;

stepwright::include_workflow!("workflows/parallel_10.asl.json");
stepwright::include_workflow!("workflows/parallel_1000.asl.json");

#[derive(Clone, Serialize, Deserialize)]
struct Job {
    number: u64,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct Done {
    number: u64,
}

struct Workers;

impl Workers {
    async fn work(&self, job: Job, branch: u64) -> Result<Done, Infallible> {
        // A service is waited for.
        tokio::task::yield_now().await;
        Ok(Done {
            number: job.number + branch + job.name.len() as u64,
        })
    }
}

#[stepwright::handlers(parallel_10)]
impl Workers {
    async fn work_0(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 0).await
    }

    async fn work_1(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 1).await
    }

    async fn work_2(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 2).await
    }

    async fn work_3(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 3).await
    }

    async fn work_4(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 4).await
    }

    async fn work_5(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 5).await
    }

    async fn work_6(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 6).await
    }

    async fn work_7(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 7).await
    }

    async fn work_8(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 8).await
    }

    async fn work_9(&self, job: Job) -> Result<Done, Infallible> {
        self.work(job, 9).await
    }
}

#[stepwright::handlers(parallel_1000)]
impl Workers {}

fn job() -> Job {
    Job {
        number: 7,
        name: "a job for everybody".to_owned(),
    }
}

async fn ten_by_hand(job: Job) -> Vec<Done> {
    let branches = 0..10_u64;
    let mut branches: FuturesUnordered<_> = branches
        .map(|branch| {
            let job = job.clone();
            async move { (branch, Workers.work(job, branch).await) }
        })
        .collect();
    let mut done: Vec<Option<Done>> = (0..10).map(|_| None).collect();
    while let Some((branch, Ok(result))) = branches.next().await {
        done[usize::try_from(branch).expect("ten")] = Some(result);
    }
    done.into_iter().flatten().collect()
}

async fn thousand_by_hand(document: Value) -> Vec<Value> {
    let document = &document;
    let mut branches: FuturesUnordered<_> = (0..1000_usize)
        .map(|branch| async move {
            let start = document["start"].as_i64().unwrap_or_default();
            let sum = start + i64::try_from(branch).unwrap_or_default();
            (branch, json!({ "sum": sum }))
        })
        .collect();
    let mut done = vec![Value::Null; 1000];
    while let Some((branch, result)) = branches.next().await {
        done[branch] = result;
    }
    done
}

/// A branch each.
pub(crate) fn contests() -> Vec<Contest> {
    let runtime = runtime();
    let ten = parallel_10::Workflow::new(Workers);
    let thousand = parallel_1000::Workflow::new(Workers);
    let document = json!({ "start": 5 });
    runtime.block_on(async {
        let ours = ten.run(job()).await.expect("all branches end");
        let rival = serde_json::to_value(ten_by_hand(job()).await).expect("it is JSON");
        assert_eq!(serde_json::Value::from(ours), rival, "both do the same");
        let ours = thousand.run_value(document.clone()).await;
        let rival = Value::from(thousand_by_hand(document.clone()).await);
        assert_eq!(
            Value::from(ours.expect("all end")),
            rival,
            "both do the same"
        );
    });
    let all: [_; 3] = std::array::from_fn(|_| runtime.clone());
    let [first, second, third] = all;
    let same = document.clone();
    vec![
        Contest {
            name: "Parallel of 10 Tasks",
            unit: "branch",
            units: 10,
            goal: Goal::Times(1.2),
            ours: Box::new(move || {
                black_box(first.block_on(ten.run(black_box(job()))).is_ok());
            }),
            rival: Box::new(move || {
                black_box(second.block_on(ten_by_hand(black_box(job()))));
            }),
        },
        Contest {
            name: "Parallel of 1,000 branches of a Pass",
            unit: "branch",
            units: 1000,
            goal: Goal::Times(1.2),
            ours: Box::new(move || {
                black_box(third.block_on(thousand.run_value(document.clone())).is_ok());
            }),
            rival: Box::new(move || {
                black_box(runtime.block_on(thousand_by_hand(same.clone())));
            }),
        },
    ]
}
