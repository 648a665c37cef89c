//! The cancellation of a vehicle order (`Parameters`, `ResultPath`, a Choice, a Parallel, `Retry` and `Catch`) against the same by hand,
//! twice: with a struct for each thing, and with a `serde_json::Value` between the calls.
//!
//! The definition is that of the example without its Wait, which would only measure tokio's timer on all sides.

mod by_hand;
mod json;
mod workflow;

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use stepwright::TaskError;

use crate::measure::{Contest, Goal};
use crate::runtime;
use workflow::cancellation;

/// What the workflow is started with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CancelOrder {
    order_id: String,
    customer_id: String,
    dealer_id: String,
    model_code: String,
    vehicle_price: f64,
    trim_level: String,
    color: String,
    add_ons: Vec<String>,
    home_delivery: bool,
    delivery_address: String,
    order_date: String,
    customer: Customer,
    reason: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Customer {
    name: String,
    email: String,
}

/// The order as the services take it.
#[allow(clippy::struct_field_names, reason = "what the document calls it")]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cancellation {
    order_id: String,
    customer_id: String,
    dealer_id: String,
    model_code: String,
    vehicle_price: f64,
    trim_level: String,
    color: String,
    add_ons: Vec<String>,
    home_delivery: bool,
    delivery_address: String,
    order_date: String,
    customer: Customer,
    reason: String,
    cancellation_id: String,
    status: String,
}

/// What a service takes that is told why.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Notice {
    reason: String,
    order: Cancellation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Eligibility {
    eligible: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Release {
    model_code: String,
    released: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Credit {
    amount: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Closing {
    reason: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Notification {
    characters: usize,
}

/// What the services fail with.
#[derive(Debug, TaskError)]
enum ServiceError {
    #[task_error(name = "Lambda.ServiceException")]
    Down,
}

/// The dealer's services: each takes what it is given as its own.
#[derive(Clone, Copy)]
struct Dealer;

#[stepwright::handlers(cancellation)]
impl Dealer {
    async fn check_eligibility(&self, order: Cancellation) -> Result<Eligibility, ServiceError> {
        if order.order_id.is_empty() {
            return Err(ServiceError::Down);
        }
        Ok(Eligibility {
            eligible: order.home_delivery || order.add_ons.len() < 5,
        })
    }

    async fn release_vehicle(&self, order: Cancellation) -> Result<Release, ServiceError> {
        Ok(Release {
            released: order.color != order.trim_level,
            model_code: order.model_code,
        })
    }

    async fn reverse_credit(&self, order: Cancellation) -> Result<Credit, ServiceError> {
        Ok(Credit {
            amount: order.vehicle_price,
        })
    }

    async fn refuse_cancellation(&self, notice: Notice) -> Result<Closing, ServiceError> {
        Ok(Closing {
            reason: notice.reason,
        })
    }

    async fn close_cancellation(&self, notice: Notice) -> Result<Closing, ServiceError> {
        Ok(Closing {
            reason: notice.reason,
        })
    }

    async fn notify_customer(&self, notice: Notice) -> Result<Notification, ServiceError> {
        Ok(Notification {
            characters: notice.reason.len() + notice.order.customer.email.len(),
        })
    }
}

fn input() -> CancelOrder {
    CancelOrder {
        order_id: "V-1001".to_owned(),
        customer_id: "C-7".to_owned(),
        dealer_id: "D-12".to_owned(),
        model_code: "GT-AWD".to_owned(),
        vehicle_price: 48_950.0,
        trim_level: "touring".to_owned(),
        color: "midnight blue".to_owned(),
        add_ons: vec![
            "tow bar".to_owned(),
            "roof rack".to_owned(),
            "heated seats".to_owned(),
        ],
        home_delivery: true,
        delivery_address: "12 Harbour Street, Port Town".to_owned(),
        order_date: "2026-10-01T08:30:00Z".to_owned(),
        customer: Customer {
            name: "A. Customer".to_owned(),
            email: "a.customer@example.com".to_owned(),
        },
        reason: "moved abroad".to_owned(),
    }
}

/// Ours against each of the two.
pub(crate) fn contests() -> Vec<Contest> {
    check();
    let ours = || -> Box<dyn FnMut()> {
        let workflow = cancellation::Workflow::new(Dealer);
        let runtime = runtime();
        let input = input();
        Box::new(move || {
            black_box(
                runtime
                    .block_on(workflow.run(black_box(input.clone())))
                    .is_ok(),
            );
        })
    };
    let (typed, json) = (runtime(), runtime());
    let order = input();
    let document = serde_json::to_value(&order).expect("an order is JSON");
    vec![
        Contest {
            name: "vehicle cancellation, typed structs by hand",
            unit: "execution",
            units: 1,
            goal: Goal::Times(3.0),
            ours: ours(),
            rival: Box::new(move || {
                let input = black_box(order.clone());
                black_box(typed.block_on(by_hand::cancel(&Dealer, input)).is_ok());
            }),
        },
        Contest {
            name: "vehicle cancellation, serde_json by hand",
            unit: "execution",
            units: 1,
            goal: Goal::Times(1.0),
            ours: ours(),
            rival: Box::new(move || {
                let input = black_box(document.clone());
                black_box(json.block_on(json::cancel(&Dealer, input)).is_ok());
            }),
        },
    ]
}

/// All three make the same of an order, but for the execution's id.
fn check() {
    let runtime = runtime();
    let workflow = cancellation::Workflow::new(Dealer);
    let ours = runtime.block_on(workflow.run(input()));
    let mut ours: serde_json::Value = ours.expect("it is cancelled").into();
    let document = serde_json::to_value(input()).expect("it is JSON");
    let json = runtime.block_on(json::cancel(&Dealer, document));
    let mut json = json.expect("it is cancelled");
    let typed = runtime.block_on(by_hand::cancel(&Dealer, input()));
    let typed = serde_json::to_value(typed.expect("it is cancelled")).expect("it is JSON");
    for output in [&mut ours, &mut json] {
        for id in [
            "/cancellationId",
            "/undone/0/cancellationId",
            "/undone/1/cancellationId",
        ] {
            output.pointer_mut(id).expect("it has an id").take();
        }
    }
    assert_eq!(ours, json, "JSON by hand does the same");
    for (field, place) in [
        ("orderId", "/orderId"),
        ("addOns", "/addOns"),
        ("customer", "/customer"),
        ("eligibility", "/eligibility/Payload"),
        ("release", "/undone/0/release/Payload"),
        ("credit", "/undone/1/credit/Payload"),
        ("closing", "/closing/Payload"),
        ("notification", "/notification/Payload"),
    ] {
        assert_eq!(
            ours.pointer(place),
            typed.get(field),
            "{field} by hand is the same"
        );
    }
}
