//! The order workflow against the same four calls by hand under `tokio::time::timeout`.

use std::convert::Infallible;
use std::hint::black_box;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::measure::{Contest, Goal};
use crate::runtime;

stepwright::include_workflow!("workflows/order.asl.json");

#[derive(Serialize, Deserialize)]
struct Order {
    order_id: String,
    amount_cents: u64,
}

#[derive(Serialize, Deserialize)]
struct Payment {
    order_id: String,
    reference: u64,
}

#[derive(Serialize, Deserialize)]
struct Shipment {
    order_id: String,
    tracking: u64,
}

#[derive(Serialize, Deserialize)]
struct Notice {
    order_id: String,
    text: String,
}

#[derive(Debug, stepwright::TaskError)]
enum Refused {
    Empty,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn validate_order(&self, order: Order) -> Result<Order, Refused> {
        if order.amount_cents == 0 {
            Err(Refused::Empty)
        } else {
            Ok(order)
        }
    }

    async fn process_payment(&self, order: Order) -> Result<Payment, Refused> {
        Ok(Payment {
            order_id: order.order_id,
            reference: order.amount_cents ^ 0x5bd1,
        })
    }

    async fn ship_order(&self, payment: Payment) -> Result<Shipment, Infallible> {
        Ok(Shipment {
            order_id: payment.order_id,
            tracking: payment.reference.rotate_left(7),
        })
    }

    async fn notify_customer(&self, shipment: Shipment) -> Result<Notice, Infallible> {
        Ok(Notice {
            text: shipment.tracking.to_string(),
            order_id: shipment.order_id,
        })
    }
}

fn input() -> Order {
    Order {
        order_id: "1234".to_owned(),
        amount_cents: 4200,
    }
}

/// As a good engineer would write it.
async fn by_hand(shop: &Shop, order: Order) -> Result<Notice, String> {
    let way = async {
        let order = shop
            .validate_order(order)
            .await
            .map_err(|e| format!("{e:?}"))?;
        let payment = shop
            .process_payment(order)
            .await
            .map_err(|e| format!("{e:?}"))?;
        let shipment = shop.ship_order(payment).await.map_err(|e| e.to_string())?;
        shop.notify_customer(shipment)
            .await
            .map_err(|e| e.to_string())
    };
    tokio::time::timeout(Duration::from_secs(600), way)
        .await
        .map_err(|_| "timed out".to_owned())?
}

/// The two, doing the same.
pub(crate) fn contests() -> Vec<Contest> {
    let workflow = order::Workflow::new(Shop);
    let runtime = runtime();
    let (ours, rival) = runtime.block_on(async {
        let ours = workflow.run(input()).await.expect("the order goes through");
        let rival = by_hand(&Shop, input())
            .await
            .expect("the order goes through");
        (ours, rival)
    });
    assert_eq!(
        (ours.order_id, ours.text),
        (rival.order_id, rival.text),
        "both do the same"
    );
    let same = runtime.clone();
    vec![Contest {
        name: "order workflow, 4 tasks",
        unit: "execution",
        units: 1,
        goal: Goal::Times(1.15),
        ours: Box::new(move || {
            black_box(same.block_on(workflow.run(black_box(input()))).is_ok());
        }),
        rival: Box::new(move || {
            black_box(runtime.block_on(by_hand(&Shop, black_box(input()))).is_ok());
        }),
    }]
}
