//! What the order processor's services take and give, as far as it looks at it.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, include_workflow};

include_workflow! {
    pub mod order_processor = "OrderProcessor.asl.json",
    input: Order,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    detail: Detail,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    order_id: String,
    user_id: String,
    bucket: Bucket,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Bucket {
    event_id: String,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub struct Text {
    s: String,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub struct Number {
    n: String,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub struct Flag {
    bool: bool,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct GetItem {
    table_name: String,
    key: BTreeMap<String, Text>,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Configuration {
    item: Shop,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Shop {
    store_open: Flag,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct ListExecutions {
    state_machine_arn: String,
    max_results: u32,
    status_filter: String,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct ListExecutionsOutput {
    executions: Vec<ExecutionListItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct ExecutionListItem {
    execution_arn: String,
    name: String,
    status: String,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateItem {
    table_name: String,
    key: BTreeMap<String, Text>,
    update_expression: String,
    expression_attribute_values: BTreeMap<String, Number>,
    return_values: String,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct UpdatedItem {
    attributes: Count,
}

#[derive(Serialize, Shape)]
pub struct Count {
    #[serde(rename = "IDvalue")]
    id_value: Number,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct PutEvents<T> {
    entries: Vec<Event<T>>,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Event<T> {
    detail: T,
    detail_type: String,
    event_bus_name: String,
    source: String,
}

/// An order that somebody has to do something about.
#[derive(Deserialize, Shape)]
pub struct Awaited {
    #[serde(rename = "Message")]
    message: String,
    #[serde(rename = "TaskToken")]
    task_token: String,
    #[serde(rename = "orderId")]
    order_id: String,
    #[serde(rename = "orderNumber")]
    order_number: Option<String>,
    #[serde(rename = "userId")]
    user_id: String,
    #[serde(rename = "eventId")]
    event_id: String,
}

/// An order that has come to its end.
#[derive(Deserialize, Shape)]
pub struct Ended {
    #[serde(rename = "Message")]
    message: String,
    #[serde(rename = "orderId")]
    order_id: Option<String>,
    #[serde(rename = "userId")]
    user_id: String,
    #[serde(rename = "eventId")]
    event_id: String,
    cause: Option<String>,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct PutResult {
    failed_entry_count: u32,
}

pub struct Services;

#[stepwright::handlers(order_processor)]
impl Services {
    async fn dynamo_db_get_shop_status(&self, _it: GetItem) -> Result<Configuration, Infallible> {
        answer()
    }

    async fn list_executions(
        &self,
        _it: ListExecutions,
    ) -> Result<ListExecutionsOutput, Infallible> {
        answer()
    }

    async fn emit_workflow_started_tt(
        &self,
        _it: PutEvents<Awaited>,
    ) -> Result<PutResult, Infallible> {
        answer()
    }

    async fn emit_error_timeout(&self, _it: PutEvents<Ended>) -> Result<PutResult, Infallible> {
        answer()
    }

    async fn generate_order_number(&self, _it: UpdateItem) -> Result<UpdatedItem, Infallible> {
        answer()
    }

    async fn emit_awaiting_completion_tt(
        &self,
        _it: PutEvents<Awaited>,
    ) -> Result<PutResult, Infallible> {
        answer()
    }

    async fn event_bridge_put_events(
        &self,
        _it: PutEvents<Ended>,
    ) -> Result<PutResult, Infallible> {
        answer()
    }

    async fn emit_order_finished(&self, _it: PutEvents<Ended>) -> Result<PutResult, Infallible> {
        answer()
    }
}

/// The package is checked and never run: what counts is what the handlers take and give.
fn answer<T>() -> T {
    unreachable!()
}

fn main() {}
