//! A workflow that starts another: no handler is needed where a registry has the other.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::{InMemory, Registry, include_workflow};

include_workflow!("workflows/checkout.asl.json");
include_workflow!("workflows/shipping.asl.json");

#[derive(Serialize, Deserialize)]
struct Parcel {
    weight: u64,
}

struct Shop;

#[stepwright::handlers(checkout)]
impl Shop {
    async fn price(&self, parcel: Parcel) -> Result<Parcel, Infallible> {
        Ok(parcel)
    }
}

struct Carrier;

#[stepwright::handlers(shipping)]
impl Carrier {
    async fn ship(&self, parcel: Parcel) -> Result<String, Infallible> {
        Ok(format!("shipped {} kg", parcel.weight))
    }
}

#[tokio::test]
async fn a_registered_workflow_is_started_without_a_handler() {
    let registry = Registry::new().with("shipping", shipping::Workflow::new(Carrier));
    let host = InMemory::new().with_registry(registry);
    let workflow = checkout::Workflow::new(Shop).on(host);
    let output = workflow.run(Parcel { weight: 3 }).await.unwrap();
    assert_eq!(output, json!("shipped 3 kg").into());
}

#[tokio::test]
async fn without_a_registry_the_task_says_what_is_missing() {
    let workflow = checkout::Workflow::new(Shop);
    let error = workflow.run(Parcel { weight: 3 }).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "execution failed in state `Ship order`: States.Runtime: state `Ship order` starts an execution, but its host \
         has no registry of workflows and it has no handler: give the host one (`InMemory::with_registry`), or write \
         `async fn ship_order`"
    );
}

mod handled {
    use serde_json::json;
    use stepwright::{TaskFailure, Value};

    use super::{Infallible, Parcel, checkout};

    struct Shop;

    #[stepwright::handlers(checkout)]
    impl Shop {
        async fn price(&self, parcel: Parcel) -> Result<Parcel, Infallible> {
            Ok(parcel)
        }

        async fn ship_order(&self, order: Value) -> Result<Value, TaskFailure> {
            let weight = order.get("Input").and_then(|input| input.get("weight"));
            Ok(json!({"Output": weight.cloned()}).into())
        }
    }

    #[tokio::test]
    async fn a_handler_of_ones_own_is_called_where_there_is_no_registry() {
        let workflow = checkout::Workflow::new(Shop);
        let output = workflow.run(Parcel { weight: 3 }).await.unwrap();
        assert_eq!(output, 3_u64.into());
    }
}
