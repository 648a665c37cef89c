//! The Tasks of the definitions, for contestants whose Tasks take a JSON document and give one.

use serde_json::{Value, json};

/// Calls the function that an ARN names.
pub(crate) fn call(resource: &str, input: &Value) -> Result<Value, String> {
    let name = resource.rsplit(':').next().unwrap_or(resource);
    let number = |key: &str| {
        input[key]
            .as_u64()
            .ok_or_else(|| format!("`{key}` is no number"))
    };
    Ok(match name {
        "ValidateOrder" => json!({
            "order_id": input["order_id"],
            "amount_cents": number("amount_cents")?,
        }),
        "ProcessPayment" => json!({
            "order_id": input["order_id"],
            "reference": number("amount_cents")? ^ 0x5bd1,
        }),
        "ShipOrder" => json!({
            "order_id": input["order_id"],
            "tracking": number("reference")? + 7000,
        }),
        "NotifyCustomer" => json!({
            "order_id": input["order_id"],
            "text": number("tracking")?.to_string(),
        }),
        "CheckEligibility" => json!({ "eligible": input["vehicle"]["inProduction"] == false }),
        "ReleaseVehicle" | "ReleaseCredit" => json!({ "released": true }),
        "WriteToCustomer" => json!({ "sent": input["text"].is_string() }),
        "Assess" => json!({ "kind": "damage", "cents": number("cents")?, "expert": false }),
        _ => return Err(format!("there is no function `{name}`")),
    })
}
