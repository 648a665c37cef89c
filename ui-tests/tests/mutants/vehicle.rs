//! Mutants of the vehicle cancellation.

use crate::mutant::{Base, Mutant};

pub(crate) const BASE: Base = Base {
    name: "vehicle_cancellation",
    source: "examples/vehicle-cancellation/src/lib.rs",
    definition: "examples/vehicle-cancellation/workflows/vehicle-order-cancellation.asl.json",
    written: "workflows/vehicle-order-cancellation.asl.json",
};

/// What a function gets.
fn parameters(function: &str) -> String {
    let state = match function {
        "CloseCancellation" => "RefuseCancellation",
        other => other,
    };
    let indent = if function == "ReleaseVehicle" { 14 } else { 6 };
    let fields = [
        "\"Type\": \"Task\",",
        "\"Resource\": \"arn:aws:states:::lambda:invoke\",",
        "\"Parameters\": {",
    ];
    let fields = fields.map(|field| format!("\n{}{field}", " ".repeat(indent)));
    format!("\"{state}\": {{{}", fields.concat())
}

pub(crate) fn mutants() -> Vec<Mutant> {
    let mutant = |name| Mutant::of(BASE, name);
    vec![
        mutant("path_of_the_first_state")
            .definition(r#""vehicle.$": "$.vehicle""#, r#""vehicle.$": "$.vehicel""#)
            .says("state `OpenCancellation` reads `$.vehicel`, which is not there"),
        mutant("vehicle_that_a_branch_reads")
            .definition("\n        \"vehicle.$\": \"$.vehicle\",", "")
            .at(r#""Payload.$": "$.vehicle""#)
            .says("state `ReleaseVehicle` reads `$.vehicle`, which is not there"),
        mutant("vehicle_that_a_handler_takes")
            .definition("\n        \"vehicle.$\": \"$.vehicle\",", "")
            .at(&parameters("CheckEligibility"))
            .says("state `CheckEligibility` gives its handler what it cannot take"),
        mutant("number_that_a_handler_and_a_branch_read")
            .definition("\n        \"cancellationId.$\": \"$$.Execution.Name\",", "")
            .at("$.cancellationId")
            .says("state `ReleaseCredit` reads `$.cancellationId`, which is not there"),
        mutant("reason_that_the_last_message_gives")
            .definition("\n        \"reason.$\": \"$.reason\",", "")
            .at("$.orderId, $.reason")
            .says("state `NotifyCustomer` reads `$.reason`, which is not there"),
        mutant("eligibility_that_replaces_the_document")
            .definition("\n      \"ResultPath\": \"$.eligibility\",", "")
            .at("$.eligibility.Payload.eligible")
            .says("state `MayBeCancelled` reads `$.eligibility.Payload.eligible`, which is not there"),
        mutant("field_of_the_eligibility")
            .definition("$.eligibility.Payload.eligible", "$.eligibility.Payload.eligable")
            .says("state `MayBeCancelled` reads `$.eligibility.Payload.eligable`, which is not there"),
        mutant("envelope_of_the_eligibility")
            .definition("$.eligibility.Payload.eligible", "$.eligibility.eligible")
            .says("state `MayBeCancelled` reads `$.eligibility.eligible`, which is not there"),
        mutant("field_of_the_customer")
            .definition("$.customer.id", "$.customer.number")
            .says("state `ReleaseCredit` reads `$.customer.number`, which is not there"),
        mutant("argument_of_a_format")
            .definition("$.cancellationId", "$.cancelationId")
            .says("state `ReleaseCredit` reads `$.cancelationId`, which is not there"),
        mutant("error_of_the_bureau")
            .definition(r#"["CreditBureauBusy"]"#, r#"["CreditBureauBussy"]"#)
            .says("state `ReleaseCredit` retries `CreditBureauBussy`, which its handler never fails with"),
        mutant("variant_of_the_bureau")
            .rust("    #[task_error(name = \"CreditBureauBusy\")]\n", "")
            .at(r#"["CreditBureauBusy"]"#)
            .says("state `ReleaseCredit` retries `CreditBureauBusy`, which its handler never fails with"),
        mutant("payload_of_another_kind")
            .definition(r#""Payload.$": "$.vehicle""#, r#""Payload.$": "$.customer""#)
            .at(&parameters("ReleaseVehicle"))
            .says("state `ReleaseVehicle` gives its handler what it cannot take"),
        mutant("results_that_replace_the_document")
            .definition("\n      \"ResultPath\": \"$.undone\",", "")
            .at(r#""to.$": "$.customer.email""#)
            .says("state `NotifyCustomer` reads `$.customer.email`, which is not there"),
        mutant("names_of_the_input_s_fields")
            .rust("#[serde(rename_all = \"camelCase\")]\npub struct CancelOrder", "pub struct CancelOrder")
            .at(r#""orderId.$": "$.orderId""#)
            .says("state `OpenCancellation` reads `$.orderId`, which is not there"),
        mutant("names_of_the_vehicle_s_fields_as_they_are_read")
            .rust("/// The model.\n", "/// The model.\n    #[serde(rename(deserialize = \"model\"))]\n")
            .at(&parameters("ReleaseVehicle"))
            .says("state `ReleaseVehicle` gives its handler what it cannot take"),
        mutant("type_of_the_eligibility")
            .rust("pub eligible: bool", "pub eligible: String")
            .rust("eligible: !cancellation.vehicle.in_production", "eligible: String::new()")
            .at(r#""BooleanEquals": true"#)
            .says("state `MayBeCancelled` tests `$.eligibility.Payload.eligible` with an operator that it can never match"),
        mutant("type_of_the_text")
            .rust("pub text: String", "pub text: u32")
            .rust("message.to.len() + message.text.len()", "message.to.len()")
            .at(&parameters("NotifyCustomer"))
            .says("state `NotifyCustomer` gives its handler what it cannot take"),
        mutant("literal_of_another_kind")
            .definition(r#""outcome": "REFUSED""#, r#""outcome": 7"#)
            .at(&parameters("CloseCancellation"))
            .says("state `RefuseCancellation` gives its handler what it cannot take"),
        mutant("name_of_a_literal")
            .definition(r#""outcome": "REFUSED""#, r#""result": "REFUSED""#)
            .at(&parameters("CloseCancellation"))
            .says("state `RefuseCancellation` gives its handler what it cannot take"),
        mutant("handlers_of_two_branches")
            .rust("release_vehicle(&self, vehicle: Vehicle) -> Result<String, Infallible> {\n        Ok(vehicle.model_code)", "release_vehicle(&self, hold: CreditHold) -> Result<String, Infallible> {\n        Ok(hold.reference)")
            .at(&parameters("ReleaseVehicle"))
            .says("state `ReleaseVehicle` gives its handler what it cannot take"),
    ]
}
