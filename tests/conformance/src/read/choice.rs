//! A choice operator and the branch it took, as an execution.

use serde_json::{Value as Json, json};

use super::Missing;

/// The machine by which the operators were recorded: `$.Variable` is tested, and a `..Path` operator's value is in
/// `$.Value`.
pub(super) fn execution(line: &Json) -> Result<Json, String> {
    let mut missing = Missing::default();
    missing.fields(
        line,
        &["test", "operator", "rule_value", "variable", "expected"],
    );
    missing.check(line["operator"].is_string(), "`operator` is no string");
    missing.finish()?;
    let operator = line["operator"].as_str().unwrap_or_default();
    let mut rule = json!({ "Variable": "$.Variable" });
    rule[operator] = line["rule_value"].clone();
    rule["Next"] = json!("ConditionTrue");
    let branch =
        |name: &str| json!({ "Type": "Pass", "Result": { "TestResult.$": name }, "End": true });
    let mut input = json!({ "Variable": line["variable"] });
    if let Some(value) = line.get("value") {
        input["Value"] = value.clone();
    }
    Ok(json!({
        "id": line["test"],
        "definition": {
            "Comment": "BASE_TEMPLATE",
            "StartAt": "CheckValues",
            "States": {
                "CheckValues": { "Type": "Choice", "Choices": [rule], "Default": "ConditionFalse" },
                "ConditionTrue": branch("ConditionTrue"),
                "ConditionFalse": branch("ConditionFalse"),
            },
        },
        "input": input,
        "expected": { "status": "SUCCEEDED", "output": line["expected"] },
        "tags": ["choice", operator],
        "tier": "A",
    }))
}
