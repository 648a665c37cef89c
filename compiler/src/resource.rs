//! What a Task's `Resource` is, read off its ARN.

use crate::ir::{Integration, Pattern};

/// Reads a resource; anything that is no ARN of a known form is [`Integration::Other`].
pub fn integration(resource: &str) -> Integration {
    let mut parts = resource.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, region, _account, rest) =
        (next(), next(), next(), next(), next(), next());
    if arn != "arn" || !partition.starts_with("aws") {
        return Integration::Other;
    }
    match service {
        "lambda" if rest.starts_with("function:") => Integration::Function,
        "states" if rest.starts_with("activity:") => Integration::Activity,
        // `arn:aws:states:::sqs:sendMessage.waitForTaskToken`
        "states" if region.is_empty() => {
            let (rest, pattern) = [
                (".sync:2", Pattern::Sync2),
                (".sync", Pattern::Sync),
                (".waitForTaskToken", Pattern::WaitForTaskToken),
            ]
            .iter()
            .find_map(|(suffix, pattern)| Some((rest.strip_suffix(suffix)?, *pattern)))
            .unwrap_or((rest, Pattern::RequestResponse));
            match rest.rsplit_once(':') {
                Some((service, action)) if !service.is_empty() && !action.is_empty() => {
                    Integration::Service {
                        service: service.to_owned(),
                        action: action.to_owned(),
                        pattern,
                    }
                }
                _ => Integration::Other,
            }
        }
        _ => Integration::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_say_what_they_are() {
        let service = |service: &str, action: &str, pattern| Integration::Service {
            service: service.to_owned(),
            action: action.to_owned(),
            pattern,
        };
        for (resource, expected) in [
            (
                "arn:aws:lambda:us-east-1:111111111111:function:f",
                Integration::Function,
            ),
            (
                "arn:aws-cn:lambda:cn-north-1:111111111111:function:f:PROD",
                Integration::Function,
            ),
            (
                "arn:aws:states:us-east-1:111111111111:activity:a",
                Integration::Activity,
            ),
            (
                "arn:aws:states:::lambda:invoke",
                service("lambda", "invoke", Pattern::RequestResponse),
            ),
            (
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                service("sqs", "sendMessage", Pattern::WaitForTaskToken),
            ),
            (
                "arn:aws:states:::aws-sdk:s3:putObject",
                service("aws-sdk:s3", "putObject", Pattern::RequestResponse),
            ),
            (
                "arn:aws:states:::states:startExecution.sync:2",
                service("states", "startExecution", Pattern::Sync2),
            ),
            (
                "arn:aws:states:::glue:startJobRun.sync",
                service("glue", "startJobRun", Pattern::Sync),
            ),
            ("arn:aws:states:::lambda", Integration::Other),
            ("${Function}", Integration::Other),
            ("", Integration::Other),
        ] {
            assert_eq!(integration(resource), expected, "{resource}");
        }
    }
}
