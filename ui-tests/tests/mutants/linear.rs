//! Mutants of the linear order workflows, in which no state but Tasks stands between two handlers.

use crate::mutant::{Base, Mutant};

pub(crate) const ORDER: Base = Base {
    name: "order_processing",
    source: "examples/order-processing/src/lib.rs",
    definition: "examples/order-processing/order.asl.json",
    written: "order.asl.json",
};

pub(crate) const QUICK_START: Base = Base {
    name: "quick_start",
    source: "examples/quick-start/src/main.rs",
    definition: "examples/quick-start/order.asl.json",
    written: "order.asl.json",
};

pub(crate) fn mutants() -> Vec<Mutant> {
    let order = |name| Mutant::of(ORDER, name);
    let quick = |name| Mutant::of(QUICK_START, name);
    vec![
        order("name_of_a_field_between_two_handlers")
            .rust(
                "    /// The order it pays for.\n",
                "    /// The order it pays for.\n    #[serde(rename(serialize = \"orderId\"))]\n",
            )
            .at(r#""Ship Order": {"#)
            .says("state `Ship Order` gives its handler what it cannot take"),
        order("order_of_two_states")
            .definition(r#""Next": "Process Payment""#, r#""Next": "Ship Order""#)
            .definition(
                "function:ProcessPayment\",\n      \"Next\": \"Ship Order\"",
                "function:ProcessPayment\",\n      \"Next\": \"Notify Customer\"",
            )
            .definition(
                "function:ShipOrder\",\n      \"Next\": \"Notify Customer\"",
                "function:ShipOrder\",\n      \"Next\": \"Process Payment\"",
            )
            .at(r#""Ship Order": {"#)
            .says("state `Ship Order` gives its handler what it cannot take"),
        order("handlers_that_are_exchanged")
            .rust("async fn ship_order(&self, payment: Payment)", "async fn notify_customer(&self, payment: Payment)")
            .rust("async fn notify_customer(\n        &self,\n        shipment", "async fn ship_order(\n        &self,\n        shipment")
            .at(r#""Ship Order": {"#)
            .says("state `Ship Order` gives its handler what it cannot take"),
        order("parameters_that_leave_fields_out")
            .definition(
                "function:ProcessPayment\",\n",
                "function:ProcessPayment\",\n      \"Parameters\": { \"order_id.$\": \"$.order_id\" },\n",
            )
            .at(r#""Parameters": {"#)
            .says("state `Process Payment` gives its handler what it cannot take"),
        order("result_beside_the_document")
            .definition(
                "function:ShipOrder\",\n",
                "function:ShipOrder\",\n      \"ResultPath\": \"$.shipment\",\n",
            )
            .at(r#""Notify Customer": {"#)
            .says("state `Notify Customer` gives its handler what it cannot take"),
        quick("retrier_of_a_misspelt_error")
            .definition(r#"["Unreachable"]"#, r#"["Unreachabel"]"#)
            .says("state `Process Payment` retries `Unreachabel`, which its handler never fails with"),
        quick("error_that_is_renamed")
            .rust("    Unreachable,\n}", "    #[task_error(name = \"BankUnreachable\")]\n    Unreachable,\n}")
            .at(r#"["Unreachable"]"#)
            .says("state `Process Payment` retries `Unreachable`, which its handler never fails with"),
        quick("handler_that_gives_another_type")
            .rust(
                "Result<Order, OrderError> {\n        if order.amount_cents == 0 {\n            Err(OrderError::EmptyOrder)\n        } else {\n            Ok(order)\n        }",
                "Result<Payment, OrderError> {\n        Ok(Payment { order_id: order.order_id, status: String::new() })",
            )
            .at(r#""Process Payment": {"#)
            .says("state `Process Payment` gives its handler what it cannot take"),
    ]
}
