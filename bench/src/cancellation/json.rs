//! As it is written by who passes a `serde_json::Value` on: each service is given a document and gives one.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::by_hand::execution_id;
use super::{Dealer, ServiceError};

#[derive(Debug)]
pub(super) struct Failed;

/// Calls a service with a document, and tries again while it is down.
async fn call<I, O, F>(
    attempts: u32,
    payload: &Value,
    mut service: impl FnMut(I) -> F,
) -> Result<Value, Failed>
where
    I: DeserializeOwned,
    O: Serialize,
    F: Future<Output = Result<O, ServiceError>>,
{
    let mut delay = Duration::from_secs(2);
    let mut left = attempts;
    loop {
        let input = serde_json::from_value(payload.clone()).map_err(|_| Failed)?;
        match service(input).await {
            Ok(answer) => {
                return Ok(json!({
                    "ExecutedVersion": "$LATEST",
                    "Payload": serde_json::to_value(answer).map_err(|_| Failed)?,
                    "StatusCode": 200,
                }));
            }
            Err(ServiceError::Down) if left == 0 => return Err(Failed),
            Err(ServiceError::Down) => tokio::time::sleep(delay).await,
        }
        left -= 1;
        delay *= 2;
    }
}

pub(super) async fn cancel(dealer: &Dealer, input: Value) -> Result<Value, Failed> {
    let mut order = Map::new();
    for field in [
        "orderId",
        "customerId",
        "dealerId",
        "modelCode",
        "vehiclePrice",
        "trimLevel",
        "color",
        "addOns",
        "homeDelivery",
        "deliveryAddress",
        "orderDate",
        "customer",
        "reason",
    ] {
        let value = input.get(field).ok_or(Failed)?;
        order.insert(field.to_owned(), value.clone());
    }
    order.insert("cancellationId".to_owned(), execution_id().into());
    order.insert("status".to_owned(), "PENDING".into());
    let mut order = Value::Object(order);

    order["eligibility"] = call(3, &order, |order| dealer.check_eligibility(order)).await?;
    let eligible = order.pointer("/eligibility/Payload/eligible");
    if eligible != Some(&Value::Bool(true)) {
        let payload = json!({ "reason": "REFUSED", "order": order });
        let _ = call(0, &payload, |notice| dealer.refuse_cancellation(notice)).await;
        return Err(Failed);
    }
    let mut branches = [order.clone(), order.clone()];
    let [vehicle, credit] = &mut branches;
    tokio::try_join!(
        async {
            vehicle["release"] = call(2, vehicle, |order| dealer.release_vehicle(order)).await?;
            Ok::<_, Failed>(())
        },
        async {
            credit["credit"] = call(2, credit, |order| dealer.reverse_credit(order)).await?;
            Ok(())
        },
    )?;
    order["undone"] = Value::from(branches.to_vec());
    let payload = json!({ "reason": order["reason"], "order": order });
    order["closing"] = call(3, &payload, |notice| dealer.close_cancellation(notice)).await?;
    let payload = json!({ "reason": "ORDER_CANCELLED", "order": order });
    order["notification"] = call(2, &payload, |notice| dealer.notify_customer(notice)).await?;
    Ok(order)
}
