//! The types and handlers of `dispatch.asl.json`.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, include_workflow};

include_workflow! {
    pub mod dispatch = "dispatch.asl.json",
    input: Order,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    pub speed: Speed,
    pub gather_seconds: u32,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub enum Speed {
    Express,
    Standard,
    Economy,
}

pub struct Ramp;

#[stepwright::handlers(dispatch)]
impl Ramp {
    async fn dispatch(&self, order: Order) -> Result<bool, Infallible> {
        Ok(matches!(order.speed, Speed::Express))
    }
}
