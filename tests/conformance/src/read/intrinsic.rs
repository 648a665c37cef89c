//! An intrinsic function and its result, as an execution.

use serde_json::{Map, Value as Json, json};

use super::Missing;

/// Where the result of the recorded machines goes.
const RESULT: &str = "FunctionResult";

/// A Pass state with the expressions, in the query language that they are written in.
pub(super) fn execution(line: &Json) -> Result<Json, String> {
    let mut missing = Missing::default();
    missing.fields(
        line,
        &["test", "expressions", "input", "status", "expected"],
    );
    let expressions: Option<Vec<&str>> = line["expressions"]
        .as_array()
        .and_then(|all| all.iter().map(Json::as_str).collect());
    let expressions = expressions.unwrap_or_default();
    missing.check(
        !expressions.is_empty(),
        "`expressions` is no list of expressions",
    );
    missing.finish()?;

    let is_jsonata = expressions[0].starts_with("{%");
    let succeeded = line["status"] == "SUCCEEDED";
    let fields = fields(line, &expressions, succeeded)?;
    let mut state = json!({ "Type": "Pass" });
    if is_jsonata {
        state["QueryLanguage"] = json!("JSONata");
        state["Output"] = match fields {
            Some(fields) => assemble(&fields, &expressions, ""),
            None => json!(expressions[0]),
        };
    } else {
        let fields = fields.unwrap_or_else(|| vec![RESULT.to_owned()]);
        state["Parameters"] = assemble(&fields, &expressions, ".$");
    }
    state["End"] = json!(true);
    let mut expected = json!({ "status": line["status"] });
    if succeeded {
        expected["output"] = line["expected"].clone();
    } else {
        for field in ["error", "cause"] {
            expected[field] = line["expected"][field].clone();
        }
    }
    Ok(json!({
        "id": line["test"],
        "definition": { "StartAt": "State_0", "States": { "State_0": state } },
        "input": line["input"],
        "expected": expected,
        "output_wildcards": line["wildcards"],
        "tags": ["intrinsics", if is_jsonata { "ql_jsonata" } else { "ql_jsonpath" }],
        "tier": "A",
    }))
}

/// The names of the output's fields, one an expression; none where the one result is the output. The line does not say
/// them: those of a success are in its output, that of a failure in its cause.
fn fields(
    line: &Json,
    expressions: &[&str],
    succeeded: bool,
) -> Result<Option<Vec<String>>, String> {
    let one = expressions.len() == 1;
    if !succeeded {
        let cause = line["expected"]["cause"].as_str().unwrap_or_default();
        let field = cause
            .split_once("for the field 'Output/")
            .and_then(|(_, rest)| rest.split_once('\''));
        return match field {
            Some((field, _)) if one => Ok(Some(vec![field.to_owned()])),
            _ if one => Ok(None),
            _ => Err("several `expressions` that failed do not say which".to_owned()),
        };
    }
    match line["expected"].as_object() {
        Some(output) if one && output.contains_key(RESULT) => Ok(Some(vec![RESULT.to_owned()])),
        Some(output) if !one && output.len() == expressions.len() => {
            Ok(Some(output.keys().cloned().collect()))
        }
        _ if one => Ok(None),
        _ => Err(format!(
            "`expected` has no field for each of the {} `expressions`",
            expressions.len()
        )),
    }
}

fn assemble(fields: &[String], expressions: &[&str], suffix: &str) -> Json {
    let mut object = json!(Map::new());
    for (field, expression) in fields.iter().zip(expressions) {
        // A location is a path: `a/b` is the field `b` of the object in `a`.
        let place = field
            .split('/')
            .fold(&mut object, |at, step| &mut at[format!("{step}{suffix}")]);
        *place = json!(expression);
    }
    object
}
