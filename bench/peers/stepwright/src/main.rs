//! Stepwright, on its host in memory, which keeps nothing, and on the one for tests, which keeps AWS's whole history.

use std::convert::Infallible;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use stepwright::test::TestRun;
use stepwright::{ExecutionError, TaskError, Value, include_workflow};

#[path = "../../measure.rs"]
mod measure;

use measure::measure;

include_workflow!("../definitions/booking.asl.json");
include_workflow!("../definitions/branches.asl.json");
include_workflow!("../definitions/cancellation.asl.json");
include_workflow!("../definitions/counting.asl.json");
include_workflow!("../definitions/counting_jsonata.asl.json");
include_workflow!("../definitions/order.asl.json");
include_workflow!("../definitions/refusal.asl.json");
include_workflow!("../definitions/triage.asl.json");

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

#[derive(Debug, TaskError)]
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

    async fn process_payment(&self, order: Order) -> Result<Payment, Infallible> {
        Ok(Payment {
            order_id: order.order_id,
            reference: order.amount_cents ^ 0x5bd1,
        })
    }

    async fn ship_order(&self, payment: Payment) -> Result<Shipment, Infallible> {
        Ok(Shipment {
            order_id: payment.order_id,
            tracking: payment.reference + 7000,
        })
    }

    async fn notify_customer(&self, shipment: Shipment) -> Result<Notice, Infallible> {
        Ok(Notice {
            text: shipment.tracking.to_string(),
            order_id: shipment.order_id,
        })
    }
}

#[derive(Deserialize)]
struct Cancellation {
    vehicle: Vehicle,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vehicle {
    in_production: bool,
}

#[derive(Serialize)]
struct Eligibility {
    eligible: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "the handler has no vehicles to release")]
struct Release {
    model: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "the handler has no credit to release")]
struct CreditHold {
    customer: String,
    reference: String,
}

#[derive(Serialize)]
struct Released {
    released: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "the handler sends nothing")]
struct Message {
    to: String,
    text: String,
}

#[derive(Serialize)]
struct Sent {
    sent: bool,
}

#[derive(Debug, TaskError)]
enum CreditError {
    #[task_error(name = "CreditBureauBusy")]
    #[allow(dead_code, reason = "the definition retries it")]
    Busy,
}

struct Dealer;

#[stepwright::handlers(cancellation)]
impl Dealer {
    async fn check_eligibility(&self, cancellation: Cancellation) -> Result<Eligibility, Refused> {
        Ok(Eligibility {
            eligible: !cancellation.vehicle.in_production,
        })
    }

    async fn release_vehicle(&self, _: Release) -> Result<Released, Infallible> {
        Ok(Released { released: true })
    }

    async fn release_credit(&self, _: CreditHold) -> Result<Released, CreditError> {
        Ok(Released { released: true })
    }

    async fn notify_customer(&self, message: Message) -> Result<Sent, Infallible> {
        Ok(Sent {
            sent: !message.text.is_empty(),
        })
    }
}

#[derive(Deserialize)]
struct Claim {
    cents: u64,
}

#[derive(Serialize)]
struct Verdict {
    kind: &'static str,
    cents: u64,
    expert: bool,
}

struct Insurer;

#[stepwright::handlers(triage)]
impl Insurer {
    async fn assess(&self, claim: Claim) -> Result<Verdict, Refused> {
        Ok(Verdict {
            kind: "damage",
            cents: claim.cents,
            expert: false,
        })
    }
}

struct NoTasks;

#[stepwright::handlers(booking)]
#[stepwright::handlers(branches)]
#[stepwright::handlers(counting)]
#[stepwright::handlers(counting_jsonata)]
#[stepwright::handlers(refusal)]
impl NoTasks {}

fn main() {
    let plan = measure::plan();
    let runtime = &tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime starts");
    // Each workflow is a type of its own.
    macro_rules! workflow {
        ($module:ident, $handlers:expr, $run:ident($input:ty), $case:expr) => {{
            measure("stepwright", &plan, $case, || {
                let workflow = $module::Workflow::new($handlers);
                Ok(move |input: &str| {
                    from_text(input, |input: $input| {
                        runtime.block_on(workflow.$run(input))
                    })
                })
            });
            measure("stepwright, test host", &plan, $case, || {
                let workflow = $module::Workflow::new($handlers);
                Ok(move |input: &str| {
                    from_text(input, |input: Value| {
                        let run = TestRun::new(&workflow).run(input);
                        runtime.block_on(run).result()
                    })
                })
            });
        }};
    }
    for case in &plan.cases {
        match case.name.as_str() {
            "booking" => workflow!(booking, NoTasks, run_value(Value), case),
            "branches" => workflow!(branches, NoTasks, run_value(Value), case),
            "cancellation" => workflow!(cancellation, Dealer, run_value(Value), case),
            "counting" => workflow!(counting, NoTasks, run_value(Value), case),
            "counting_jsonata" => workflow!(counting_jsonata, NoTasks, run_value(Value), case),
            "order" => workflow!(order, Shop, run(Order), case),
            "refusal" => workflow!(refusal, NoTasks, run_value(Value), case),
            "triage" => workflow!(triage, Insurer, run_value(Value), case),
            name => eprintln!("`{name}` is not compiled"),
        }
    }
}

/// An execution from JSON text to JSON text.
fn from_text<I: DeserializeOwned, O: Serialize>(
    input: &str,
    run: impl FnOnce(I) -> Result<O, ExecutionError>,
) -> Result<String, String> {
    let input = serde_json::from_str(input).map_err(|error| error.to_string())?;
    let output = run(input).map_err(|error| error.to_string())?;
    serde_json::to_string(&output).map_err(|error| error.to_string())
}
