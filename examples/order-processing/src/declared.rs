//! The same machine, declared in Rust: `tests/order.rs` compares the two.

use std::convert::Infallible;

use stepwright::workflow;

use super::{Notification, Order, Payment, PaymentError, Rejected, Shipment};

workflow! {
    /// Takes an order from the shop to the customer's door
    pub mod order(Order) -> Notification {
        timeout: 10m,

        task "Validate Order"(Order) -> Result<Order, Rejected>
            = "arn:aws:lambda:eu-central-1:123456789012:function:ValidateOrder";
        task "Process Payment"(Order) -> Result<Payment, PaymentError>
            = "arn:aws:lambda:eu-central-1:123456789012:function:ProcessPayment";
        task "Ship Order"(Payment) -> Result<Shipment, Infallible>
            = "arn:aws:lambda:eu-central-1:123456789012:function:ShipOrder";
        task "Notify Customer"(Shipment) -> Result<Notification, Infallible>
            = "arn:aws:lambda:eu-central-1:123456789012:function:NotifyCustomer";
    }
}
