//! The names of errors: those that AWS reserves, and well-known ones that are easily misspelt.

use crate::errors::Code;
use crate::problem::Problem;
use crate::suggest;
use crate::text::Text;

/// The reserved names, from the specification's Appendix A and the developer guide's page on error handling.
const RESERVED: [&str; 17] = [
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

/// Names of AWS's services that definitions retry and catch most.
const WELL_KNOWN: [&str; 14] = [
    "DynamoDB.ConditionalCheckFailedException",
    "DynamoDB.ProvisionedThroughputExceededException",
    "DynamoDb.ConditionalCheckFailedException",
    "DynamoDb.ProvisionedThroughputExceededException",
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ResourceNotFoundException",
    "Lambda.SdkClientException",
    "Lambda.ServiceException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Sandbox.Timedout",
    "StepFunctions.ExecutionAlreadyExistsException",
    "StepFunctions.ExecutionLimitExceeded",
];

/// What is wrong with an error name of `ErrorEquals`, if it is none of AWS's although it looks like one.
pub fn check_error_name(text: &Text) -> Option<Problem> {
    let name = text.value.as_str();
    if RESERVED.contains(&name)
        || WELL_KNOWN.contains(&name)
        || name.starts_with("States.Http.StatusCode.")
    {
        return None;
    }
    let problem = |code, title: String, label: &str, help: String| {
        Some(Problem {
            code,
            at: 0..name.len(),
            title,
            label: label.to_owned(),
            notes: Vec::new(),
            help: Some(help),
        })
    };
    if name.starts_with("States.") {
        let help = match suggest::similar(name, RESERVED) {
            Some(similar) => format!("a reserved error with a similar name exists: `{similar}`"),
            None => format!("the reserved errors are {}", suggest::list_of(RESERVED)),
        };
        return problem(
            Code::UnknownErrorName,
            format!("error name `{name}` is not one of the reserved `States.*` names"),
            "AWS raises no such error",
            help,
        );
    }
    // A near miss is no more than two characters from the name it misses: an ordinary name of a user is further off.
    let characters: Vec<char> = name.chars().collect();
    let near = RESERVED
        .iter()
        .chain(&WELL_KNOWN)
        .map(|known| (distance(&characters, known), *known))
        .filter(|(distance, known)| *distance <= if known.len() > 12 { 2 } else { 1 })
        .min();
    let (_, known) = near?;
    problem(
        Code::MisspeltErrorName,
        format!("error name `{name}` is a near miss of `{known}`"),
        "names of errors are compared to the letter",
        format!("the well-known error is `{known}`"),
    )
}

/// The distance to a known name; one that differs only in case is as near as can be.
fn distance(name: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let folded = |name: &[char]| {
        name.iter()
            .flat_map(|c| c.to_lowercase())
            .collect::<Vec<_>>()
    };
    suggest::distance(&folded(name), &folded(&known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Option<(Code, Option<String>)> {
        check_error_name(&Text::verbatim(name, 0..name.len() + 2)).map(|p| (p.code, p.help))
    }

    #[test]
    fn names_of_aws_and_of_users_pass() {
        for name in [
            "States.ALL",
            "States.Timeout",
            "States.Http.StatusCode.404",
            "Lambda.ServiceException",
            "Lambda.TooManyRequestsException",
            "CustomError",
            "Timeout",
            "TaskFailed",
            "ServiceException",
            "Exception",
            "Glue.ConcurrentRunsExceededException",
            "",
        ] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_only_look_like_those_of_aws_are_found() {
        for (name, code, similar) in [
            ("States.All", Code::UnknownErrorName, "States.ALL"),
            ("States.Timout", Code::UnknownErrorName, "States.Timeout"),
            (
                "States.TaskFail",
                Code::UnknownErrorName,
                "States.TaskFailed",
            ),
            ("State.ALL", Code::MisspeltErrorName, "States.ALL"),
            (
                "states.TaskFailed",
                Code::MisspeltErrorName,
                "States.TaskFailed",
            ),
            (
                "Lambda.ServiceExeption",
                Code::MisspeltErrorName,
                "Lambda.ServiceException",
            ),
            (
                "Lambda.SDKClientException",
                Code::MisspeltErrorName,
                "Lambda.SdkClientException",
            ),
        ] {
            let (found_code, help) = found(name).unwrap_or_else(|| panic!("{name} passes"));
            assert_eq!(found_code, code, "{name}");
            assert!(
                help.as_deref()
                    .is_some_and(|help| help.contains(&format!("`{similar}`"))),
                "{name}: {help:?}"
            );
        }
    }
}
