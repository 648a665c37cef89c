//! The linear order workflow: validate, take the payment, ship, notify.

pub mod declared;

use std::fmt;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, include_workflow};

include_workflow!(pub mod order = "order.asl.json");

/// What a customer asks for.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Order {
    /// The shop's number for it.
    pub order_id: String,
    /// What it costs, in cents.
    pub amount_cents: u64,
    /// The card to charge.
    pub card: String,
}

/// An order that has been paid for.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Payment {
    /// `Payment Processed`.
    pub status: String,
    /// The order it pays for.
    pub order_id: String,
}

/// An order on its way.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Shipment {
    /// `Order Shipped`.
    pub status: String,
    /// The order it carries.
    pub order_id: String,
    /// The carrier's number.
    pub tracking_id: String,
}

/// The end of the story.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, Shape)]
pub struct Notification {
    /// `Customer Notified`.
    pub status: String,
    /// The order it is about.
    pub order_id: String,
}

/// Why an order is not taken. Without `Display`, the cause is the `Debug` form.
#[derive(Debug, TaskError)]
pub enum Rejected {
    /// It costs nothing, so there is nothing in it.
    EmptyOrder,
}

/// Why a payment fails.
#[derive(Debug, TaskError)]
pub enum PaymentError {
    /// The bank says no.
    CardDeclined {
        /// What it says.
        reason: String,
    },
}

impl fmt::Display for PaymentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PaymentError::CardDeclined { reason } => write!(f, "the card was declined: {reason}"),
        }
    }
}

/// The application: in a real one, its database pool and its HTTP clients.
#[derive(Debug, Default)]
pub struct Shop;

/// A handler per Task state, named after the state. Each is a plain method that a plain test can call.
#[stepwright::handlers(order)]
#[stepwright::handlers(declared::order)]
impl Shop {
    async fn validate_order(&self, order: Order) -> Result<Order, Rejected> {
        if order.amount_cents == 0 {
            return Err(Rejected::EmptyOrder);
        }
        Ok(order)
    }

    async fn process_payment(&self, order: Order) -> Result<Payment, PaymentError> {
        if order.card.ends_with("0000") {
            return Err(PaymentError::CardDeclined {
                reason: "insufficient funds".to_owned(),
            });
        }
        Ok(Payment {
            status: "Payment Processed".to_owned(),
            order_id: order.order_id,
        })
    }

    async fn ship_order(&self, payment: Payment) -> Result<Shipment, std::convert::Infallible> {
        let tracking_id = format!("TRAC{}", payment.order_id);
        Ok(Shipment {
            status: "Order Shipped".to_owned(),
            order_id: payment.order_id,
            tracking_id,
        })
    }

    async fn notify_customer(
        &self,
        shipment: Shipment,
    ) -> Result<Notification, std::convert::Infallible> {
        Ok(Notification {
            status: "Customer Notified".to_owned(),
            order_id: shipment.order_id,
        })
    }
}
