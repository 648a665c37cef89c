//! What the order manager's services take and give, as far as it looks at it.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, include_workflow};

include_workflow! {
    pub mod order_manager = "OrderManager.asl.json",
    input: Order,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    action: String,
    event_id: String,
    order_id: String,
    barista_user_id: String,
    body: Drink,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Drink {
    user_id: String,
    drink: String,
    modifiers: Vec<String>,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub struct Text {
    s: String,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateItem {
    table_name: String,
    key: BTreeMap<String, Text>,
    update_expression: String,
    condition_expression: Option<String>,
    expression_attribute_names: BTreeMap<String, String>,
    expression_attribute_values: BTreeMap<String, Text>,
    return_values: String,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct UpdatedItem {
    attributes: Record,
}

#[derive(Serialize, Shape)]
pub struct Record {
    #[serde(rename = "USERID")]
    user_id: Text,
    #[serde(rename = "ORDERSTATE")]
    order_state: Text,
    #[serde(rename = "baristaUserId")]
    barista_user_id: Text,
    #[serde(rename = "TaskToken")]
    task_token: Text,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct GetItem {
    table_name: String,
    key: BTreeMap<String, Text>,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Item {
    item: Option<BTreeMap<String, Text>>,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct PutEvents {
    entries: Vec<Event>,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Event {
    detail: String,
    detail_type: String,
    event_bus_name: String,
    source: String,
    time: String,
}

#[derive(Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct PutResult {
    failed_entry_count: u32,
}

#[derive(Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct SendTaskSuccess {
    output: String,
    task_token: String,
}

#[derive(Serialize, Shape)]
pub struct Sent {}

pub struct Services;

#[stepwright::handlers(order_manager)]
impl Services {
    async fn dynamo_db_update_order_record(
        &self,
        _it: UpdateItem,
    ) -> Result<UpdatedItem, Infallible> {
        answer()
    }

    async fn emit_completed_cancelled(&self, _it: PutEvents) -> Result<PutResult, Infallible> {
        answer()
    }

    async fn get_menu(&self, _it: GetItem) -> Result<Item, Infallible> {
        answer()
    }

    async fn sanitize_order(&self, _it: Order) -> Result<bool, Infallible> {
        answer()
    }

    async fn update_order(&self, _it: UpdateItem) -> Result<UpdatedItem, Infallible> {
        answer()
    }

    async fn resume_order_processor_barista(
        &self,
        _it: SendTaskSuccess,
    ) -> Result<Sent, Infallible> {
        answer()
    }

    async fn resume_order_processor_customer(
        &self,
        _it: SendTaskSuccess,
    ) -> Result<Sent, Infallible> {
        answer()
    }

    async fn dynamo_db_update_order(&self, _it: UpdateItem) -> Result<UpdatedItem, Infallible> {
        answer()
    }

    async fn event_bridge_emit_making_order(
        &self,
        _it: PutEvents,
    ) -> Result<PutResult, Infallible> {
        answer()
    }
}

/// The package is checked and never run: what counts is what the handlers take and give.
fn answer<T>() -> T {
    unreachable!()
}

fn main() {}
