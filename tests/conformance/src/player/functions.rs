//! The functions of a case, by what they do: the children of a distributed Map call them, and leave no history.

use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::test::Mock;

/// `lambdas` of a recording.
pub(super) struct Functions(Json);

impl Functions {
    pub(super) fn new(lambdas: &Json) -> Functions {
        Functions(lambdas.clone())
    }

    /// What the function that a Task calls does with what it is sent; none where it is not known.
    pub(super) fn mock(&self, resource: &str, sent: &Json) -> Option<Mock> {
        let invoked = resource.contains(":lambda:invoke");
        let (name, payload) = if invoked {
            (
                sent["FunctionName"].as_str()?,
                sent.get("Payload").cloned().unwrap_or_else(|| json!({})),
            )
        } else {
            (resource, sent.clone())
        };
        let function = &self.0[name_of(name)?];
        let seconds = || function["seconds"].as_f64().map(Duration::from_secs_f64);
        Some(match function["kind"].as_str()? {
            "identity" => Mock::returns(payload),
            "sleep_then_echo" => Mock::returns(payload).after(seconds()?),
            "constant" => Mock::returns(
                function
                    .get("value")
                    .or_else(|| function.get("output"))?
                    .clone(),
            ),
            "large_string" => {
                Mock::returns("a".repeat(usize::try_from(function["bytes"].as_u64()?).ok()?))
            }
            "raise" => {
                let error = function["error"].as_str()?.to_owned();
                let cause = cause(&error, &function["message"], invoked);
                Mock::fails(error, cause)
            }
            _ => return None,
        })
    }
}

/// Of an ARN, with or without a version, or of the bare name.
fn name_of(function: &str) -> Option<&str> {
    match function.split_once(":function:") {
        Some((_, name)) => name.split(':').next(),
        None if function.contains(':') => None,
        None => Some(function),
    }
}

/// As Lambda reports an exception: compact where it was invoked, spaced where its ARN is the resource.
fn cause(error: &str, message: &Json, invoked: bool) -> String {
    let cause = json!({ "errorMessage": message, "errorType": error, "requestId": "request-id", "stackTrace": [] });
    let text = cause.to_string();
    if invoked {
        return text;
    }
    let fields = cause.as_object().into_iter().flatten();
    let fields: Vec<String> = fields
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    format!("{{{}}}", fields.join(", "))
}
