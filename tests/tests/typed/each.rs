//! A Map whose iterations are one Task each runs with its handler's own types where nobody looks: it comes to the same.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use stepwright::{
    ExecutionError, ExecutionOptions, InMemory, TaskContext, TaskError, Value, include_workflow,
};

include_workflow!("workflows/each.asl.json");
include_workflow!("workflows/each_tolerant.asl.json");
include_workflow!("workflows/each_opaque.asl.json");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Item {
    number: u64,
    #[serde(default)]
    yields: u32,
    #[serde(default)]
    fails: Option<Fails>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TaskError)]
enum Fails {
    Bad,
    Worse,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Done {
    number: u64,
}

type Calls = Arc<Mutex<Vec<String>>>;

#[derive(Clone, Default)]
struct Workers {
    calls: Calls,
}

impl Workers {
    fn called(&self, what: String) {
        self.calls.lock().unwrap().push(what);
    }

    async fn do_work(&self, item: Item) -> Result<Done, Fails> {
        self.called(format!("began {}", item.number));
        for _ in 0..item.yields {
            tokio::task::yield_now().await;
        }
        self.called(format!("ended {}", item.number));
        match item.fails {
            Some(fails) => Err(fails),
            None => Ok(Done {
                number: item.number,
            }),
        }
    }
}

#[stepwright::handlers(each)]
impl Workers {
    async fn work(&self, item: Item) -> Result<Done, Fails> {
        self.do_work(item).await
    }
}

struct Tolerant(Workers);

#[stepwright::handlers(each_tolerant)]
impl Tolerant {
    async fn work(&self, item: Item) -> Result<Done, Fails> {
        self.0.do_work(item).await
    }

    async fn check(&self, done: Done) -> Result<Value, Infallible> {
        self.0.called(format!("checked {}", done.number));
        Ok(Value::from(json!([done.number])))
    }

    // With a context, which is one for each item.
    async fn note(&self, number: Value, context: &TaskContext) -> Result<String, Infallible> {
        self.0.called(context.idempotency_key());
        Ok(number.to_string())
    }
}

type Outcome = (Result<Value, ExecutionError>, Vec<String>);

/// What comes of it where nobody looks, and where somebody does.
macro_rules! both_ways {
    ($module:ident, $handlers:expr, $input:expr, $limit:expr) => {{
        let mut outcomes: Vec<Outcome> = Vec::new();
        for host in [InMemory::new(), InMemory::new().observed(drop)] {
            let workers = Workers::default();
            let calls = workers.calls.clone();
            let workflow = $module::Workflow::new($handlers(workers))
                .on(host)
                .with_options(ExecutionOptions {
                    name: Some("e".into()),
                    history_limit: $limit,
                    ..ExecutionOptions::DEFAULT
                });
            let input: Value = $input;
            let result = workflow.run_value(input).await;
            let calls = calls.lock().unwrap().clone();
            outcomes.push((result, calls));
        }
        let seen = outcomes.pop().expect("two");
        let unseen = outcomes.pop().expect("two");
        assert_eq!(unseen, seen);
        unseen
    }};
}

fn item(number: u64) -> Item {
    Item {
        number,
        yields: u32::try_from(number % 3).unwrap(),
        fails: None,
    }
}

/// Lists with items that fail, fail for good, do not fit, or are none.
fn lists() -> Vec<Json> {
    let good: Vec<Item> = (0..7).map(item).collect();
    let with = |at: usize, bad: Json| {
        let mut items = serde_json::to_value(&good).unwrap();
        items[at] = bad;
        items
    };
    vec![
        json!([]),
        serde_json::to_value(&good).unwrap(),
        with(0, json!({"number": 100, "fails": "Bad"})),
        with(4, json!({"number": 100, "fails": "Bad", "yields": 1})),
        with(6, json!({"number": 100, "fails": "Bad", "yields": 5})),
        with(3, json!({"number": 100, "fails": "Worse"})),
        with(2, json!({"number": "none"})),
        with(5, json!("text")),
        json!({"no": "list"}),
        json!(null),
    ]
}

#[tokio::test]
async fn documents_typed_items_and_typed_lists_come_to_the_same() {
    let mut failed = 0;
    for list in lists() {
        let document = || Value::from(list.clone());
        let (result, calls) = both_ways!(each, |it| it, document(), None);
        failed += usize::from(result.is_err());
        if let Ok(items) = serde_json::from_value::<Vec<Item>>(list.clone()) {
            let typed = || items.iter().cloned().map(Value::typed).collect::<Value>();
            assert_eq!(
                both_ways!(each, |it| it, typed(), None),
                (result.clone(), calls.clone())
            );
            let list = || Value::typed(items.clone());
            assert_eq!(both_ways!(each, |it| it, list(), None), (result, calls));
        }
    }
    assert_eq!(failed, 8);
}

#[tokio::test]
async fn failures_are_tolerated_and_caught_the_same() {
    let (mut succeeded, mut caught) = (0, 0);
    for list in lists() {
        for tolerated in 0..3 {
            let input = || Value::from(json!({"items": list, "tolerated": tolerated}));
            let (result, _) = both_ways!(each_tolerant, Tolerant, input(), Some(25_000));
            match result {
                Ok(document) if document.get("caught").is_some() => caught += 1,
                Ok(_) => succeeded += 1,
                Err(_) => {}
            }
        }
    }
    assert_eq!((succeeded, caught), (14, 4));
}

#[tokio::test]
async fn a_full_history_ends_it_at_the_same_event() {
    let items = || Value::from(serde_json::to_value((0..5).map(item).collect::<Vec<_>>()).unwrap());
    for limit in 1..45 {
        let (result, _) = both_ways!(each, |it| it, items(), Some(limit));
        // Started, the Map's entry, start, success and exit, and the end; seven of each item.
        assert_eq!(result.is_err(), limit < 41, "{limit}");
    }
}

#[tokio::test]
async fn what_it_gives_is_a_list_of_the_handlers_type() {
    let workflow = each::Workflow::new(Workers::default());
    let items: Vec<Item> = (0..100).map(item).collect();
    let output = workflow.run_value(Value::typed(items)).await.unwrap();
    let done: Vec<Done> = output.clone().take().unwrap();
    assert_eq!(done.len(), 100);
    assert_eq!(output.get("0"), None);
    assert_eq!(
        Json::from(output)[99],
        json!({"number": 99}),
        "it is read as any other"
    );
}

/// What cannot be read from a document: only lists that are moved as they are come through.
#[derive(Debug, PartialEq)]
struct Opaque(Box<u32>);

impl Serialize for Opaque {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Opaque {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic!("a document was deserialised")
    }
}

struct Moves;

#[stepwright::handlers(each_opaque)]
impl Moves {
    async fn open(&self, Opaque(number): Opaque) -> Result<Opaque, Infallible> {
        Ok(Opaque(number))
    }

    async fn close(&self, opaque: Opaque) -> Result<Opaque, Infallible> {
        Ok(Opaque(Box::new(*opaque.0 + 1)))
    }
}

#[tokio::test]
async fn items_are_moved_from_one_map_to_the_next() {
    let workflow = each_opaque::Workflow::new(Moves);
    let items: Vec<Opaque> = (0..3).map(|number| Opaque(Box::new(number))).collect();
    let output = workflow.run_value(Value::typed(items)).await.unwrap();
    let output: Vec<Opaque> = output.take().unwrap();
    assert_eq!(output, [1, 2, 3].map(|number| Opaque(Box::new(number))));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Keyed(#[serde(skip_deserializing)] BTreeMap<Vec<u32>, u32>);

struct NoJson;

#[stepwright::handlers(each_opaque)]
impl NoJson {
    async fn open(&self, _: u32) -> Result<Keyed, Infallible> {
        Ok(Keyed(BTreeMap::from([(vec![1], 1)])))
    }

    async fn close(&self, _: Keyed) -> Result<u32, Infallible> {
        unreachable!("what the Map before gives has no JSON form")
    }
}

#[tokio::test]
async fn outputs_without_a_json_form_fail_the_map() {
    for host in [InMemory::new(), InMemory::new().observed(drop)] {
        let workflow = each_opaque::Workflow::new(NoJson).on(host);
        let error = workflow.run_value(json!([1, 2])).await.unwrap_err();
        assert_eq!(
            (error.error.as_str(), error.state),
            ("States.Runtime", Some("Each"))
        );
        let cause = error.cause.unwrap();
        assert!(
            cause.contains("has no JSON form: key must be a string"),
            "{cause}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn items_that_wait_for_nothing_leave_room_for_a_timeout() {
    let workflow = each::Workflow::new(Workers::default());
    let items: Vec<Item> = (0..100_000)
        .map(|number| Item {
            yields: 0,
            ..item(number)
        })
        .collect();
    let run = workflow.run_value(Value::typed(items));
    let ended = tokio::time::timeout(Duration::from_nanos(1), async {
        tokio::select! {
            biased;
            result = run => result.is_ok(),
            () = tokio::task::yield_now() => false,
        }
    });
    assert_eq!(ended.await, Ok(false), "another task had its turn first");
}
