//! The price list on the test host, in memory and in a folder.

use std::{env, fs, process};

use bulk_pricing::{
    Increase, Pricing, Published, Shelves, host, price_list, publish_prices, registry, set_up,
};
use serde_json::json;
use stepwright::objects::DirectoryStore;
use stepwright::test::{Execution, Mock, TestRun, TestState, TestStatus};
use stepwright::{Registry, Status, Value};

fn increase() -> Increase {
    Increase {
        list: "spring".to_owned(),
        percent: 10.0,
    }
}

#[tokio::test]
async fn a_list_in_a_folder_is_priced_and_published() {
    let root = env::temp_dir().join(format!("bulk-pricing-test-{}", process::id()));
    set_up(&root).unwrap();
    let published = Published {
        list: "spring".to_owned(),
        articles: 4,
        left_out: 1,
        dearest: "WHL-300".to_owned(),
    };

    let in_memory = price_list::Workflow::new(Pricing).on(host(&root));
    assert_eq!(in_memory.run(increase()).await.unwrap(), published);

    let workflow = price_list::Workflow::new(Pricing);
    let run = TestRun::new(&workflow)
        .registry(registry(&root))
        .objects(DirectoryStore::new(&root))
        .run(increase())
        .await;
    fs::remove_dir_all(&root).unwrap();
    assert_eq!(run.states(), ["Set Out", "Price Articles", "Publish"]);
    assert_eq!(run.output, Some(json!(published).into()));
    let (of_the_map, nested): (Vec<_>, Vec<_>) =
        (run.children.iter()).partition(|child| child.started_by == "Price Articles");
    assert_eq!(of_the_map.len(), 5);
    assert_eq!(
        of_the_map[0].output,
        Some(json!({"sku": "BRK-100", "cents": 9295}).into())
    );
    assert_eq!(of_the_map[3].error.as_deref(), Some("NoPrice"));
    assert_eq!(nested[0].status, Status::Succeeded);
}

/// Nothing is read and nothing written: what the Map's reader would read and its handler would answer is made up.
async fn publish(prices: &serde_json::Value) -> Execution {
    TestRun::mocked(&publish_prices::PROGRAM)
        .mock(
            "Read Prices",
            Mock::returns(json!({"prices": prices, "articles": prices.as_array().unwrap().len(), "left_out": 2})),
        )
        .run(
            json!({"list": "spring", "manifest": {"Bucket": "new-prices", "Key": "manifest.json"}}),
        )
        .await
}

#[tokio::test]
async fn a_list_without_prices_is_not_published() {
    let run = publish(&json!([])).await;
    assert_eq!(run.error.as_deref(), Some("EmptyPriceList"));
    assert_eq!(
        run.cause.as_deref(),
        Some("no article of spring has a price")
    );
}

#[tokio::test]
async fn one_price_is_the_dearest() {
    let run = publish(&json!([{"sku": "A", "cents": 5}])).await;
    let published = json!({"list": "spring", "articles": 1, "left_out": 2, "dearest": "A"});
    assert_eq!(run.output, Some(published.into()));
}

#[tokio::test]
async fn two_articles_are_the_dearest() {
    let prices =
        json!([{"sku": "A", "cents": 5}, {"sku": "B", "cents": 9}, {"sku": "C", "cents": 9}]);
    let run = publish(&prices).await;
    let published = json!({"list": "spring", "articles": 3, "left_out": 2, "dearest": "B, C"});
    assert_eq!(run.output, Some(published.into()));
}

#[tokio::test]
async fn the_factor_is_a_variable_that_every_article_gets() {
    let workflow = price_list::Workflow::new(Pricing);
    let test = TestState::of("Set Out").input(json!({"list": "spring", "percent": 25}));
    let test = TestRun::new(&workflow).test_state(test).await.unwrap();
    assert_eq!(test.status, TestStatus::Succeeded);
    let variables = json!({"list": "spring", "factor": 1.25});
    assert_eq!(test.inspection.variables, Some(Value::from(variables)));

    let article = TestState::of("Price Article")
        .input(json!({"sku": "BRK-100", "price": "84.50", "factor": 1.25}));
    let article = TestRun::new(&workflow).test_state(article).await.unwrap();
    let priced = json!({"sku": "BRK-100", "cents": 10_563});
    assert_eq!(article.output, Some(priced.into()));
}

#[tokio::test]
async fn a_workflow_that_is_not_registered_does_not_exist() {
    let root = env::temp_dir().join(format!("bulk-pricing-unregistered-{}", process::id()));
    set_up(&root).unwrap();
    let workflow = price_list::Workflow::new(Pricing);
    let run = TestRun::new(&workflow)
        .registry(Registry::new())
        .objects(DirectoryStore::new(&root))
        .run(increase())
        .await;
    fs::remove_dir_all(&root).unwrap();
    let missing = "StepFunctions.StateMachineDoesNotExistException";
    assert_eq!(run.error.as_deref(), Some(missing));
}

#[test]
fn everything_is_proven_while_it_compiles() {
    let proofs = [
        price_list::Workflow::<Pricing>::PROOF,
        publish_prices::Workflow::<Shelves>::PROOF,
    ];
    for proof in proofs {
        assert_eq!(proof.open().count(), 0, "{proof}");
    }
}
