//! The cancellation of a vehicle order: Pass, Task, Choice, Wait, Parallel, Succeed and Fail, with Retry and Catch.

pub mod declared;

use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskContext, TaskError, include_workflow};

include_workflow! {
    /// Cancels a vehicle order.
    pub mod cancellation = "workflows/vehicle-order-cancellation.asl.json",
    input: CancelOrder,
    // The functions that the definition leaves open are bound here; each Task's handler is a method below.
    substitute: {
        CheckEligibilityFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:CheckEligibility",
        CloseCancellationFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:CloseCancellation",
        ReleaseVehicleFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:ReleaseVehicle",
        ReleaseCreditFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:ReleaseCredit",
        NotifyCustomerFunctionArn: "arn:aws:lambda:eu-central-1:123456789012:function:NotifyCustomer",
    },
}

/// What the workflow is started with.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct CancelOrder {
    /// The order to cancel.
    pub order_id: String,
    /// Whose it is.
    pub customer: Customer,
    /// What was ordered.
    pub vehicle: Vehicle,
    /// Why it is cancelled.
    pub reason: String,
}

/// A customer.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Customer {
    /// The customer's number.
    pub id: String,
    /// Where to write to.
    pub email: String,
}

/// A vehicle on order.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Vehicle {
    /// The model.
    pub model_code: String,
    /// Whether it is being built already.
    pub in_production: bool,
}

/// The cancellation as `OpenCancellation` builds it.
#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Cancellation {
    /// What it is about.
    pub vehicle: Vehicle,
    /// The execution's name.
    pub cancellation_id: String,
}

/// Whether an order may be cancelled.
#[derive(Debug, Serialize, Shape)]
pub struct Eligibility {
    /// It may.
    pub eligible: bool,
}

/// A cancellation that is closed without being carried out.
#[derive(Debug, Deserialize, Shape)]
pub struct Closing {
    /// `REFUSED`.
    pub outcome: String,
}

/// A hold on the customer's credit.
#[derive(Debug, Deserialize, Shape)]
pub struct CreditHold {
    /// The customer's number.
    pub customer: String,
    /// The order and its cancellation.
    pub reference: String,
}

/// A message to the customer.
#[derive(Debug, Deserialize, Shape)]
pub struct Message {
    /// An email address.
    pub to: String,
    /// What it says.
    pub text: String,
}

/// What the eligibility service fails with.
#[derive(Debug, TaskError)]
pub enum EligibilityError {
    /// The service is down.
    ServiceDown,
}

/// What the credit bureau fails with.
#[derive(Debug, TaskError)]
pub enum CreditError {
    /// It has too many callers; the definition tries again after 2 s and 4 s.
    #[task_error(name = "CreditBureauBusy")]
    Busy {
        /// The number of the call that it turned away, from 1.
        call: u32,
    },
}

impl fmt::Display for CreditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CreditError::Busy { call } => write!(f, "call {call} was turned away"),
        }
    }
}

/// The dealer's systems, with what goes wrong in them.
#[derive(Debug, Default)]
pub struct Dealer {
    /// How many calls the credit bureau turns away before it answers one.
    pub busy_calls: u32,
    /// Whether the eligibility service is down.
    pub eligibility_down: bool,
    calls: AtomicU32,
}

impl Dealer {
    /// A dealer whose credit bureau turns that many calls away first.
    pub fn with_busy_bureau(busy_calls: u32) -> Self {
        Dealer {
            busy_calls,
            ..Dealer::default()
        }
    }

    /// A dealer whose eligibility service is down.
    pub fn without_eligibility() -> Self {
        Dealer {
            eligibility_down: true,
            ..Dealer::default()
        }
    }
}

#[stepwright::handlers(cancellation)]
#[stepwright::handlers(declared::cancellation)]
impl Dealer {
    async fn check_eligibility(
        &self,
        cancellation: Cancellation,
    ) -> Result<Eligibility, EligibilityError> {
        if self.eligibility_down {
            return Err(EligibilityError::ServiceDown);
        }
        Ok(Eligibility {
            eligible: !cancellation.vehicle.in_production,
        })
    }

    async fn refuse_cancellation(&self, closing: Closing) -> Result<String, Infallible> {
        Ok(closing.outcome)
    }

    async fn release_vehicle(&self, vehicle: Vehicle) -> Result<String, Infallible> {
        Ok(vehicle.model_code)
    }

    async fn release_credit(
        &self,
        hold: CreditHold,
        context: &TaskContext,
    ) -> Result<String, CreditError> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if call <= self.busy_calls {
            return Err(CreditError::Busy { call });
        }
        Ok(format!(
            "{} released for {} at attempt {}",
            hold.reference,
            hold.customer,
            context.attempt() + 1
        ))
    }

    async fn notify_customer(&self, message: Message) -> Result<usize, Infallible> {
        Ok(message.to.len() + message.text.len())
    }
}
