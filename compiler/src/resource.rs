//! What a `Resource` is, read off its ARN.

use crate::ir::{Integration, Pattern};

/// The integration a resource names. What is no ARN of a function, an activity or a service integration (such as an
/// unbound `${Name}`) is [`Integration::Other`].
pub fn integration(resource: &str) -> Integration {
    let parts = split(resource);
    let mut parts = parts.iter().copied();
    if parts.next() != Some("arn") || !parts.next().is_some_and(is_partition) {
        return Integration::Other;
    }
    let service = parts.next();
    // The region and the account, which `arn:aws:states:::` leaves empty.
    let (Some(_), Some(_)) = (parts.next(), parts.next()) else {
        return Integration::Other;
    };
    let rest: Vec<&str> = parts.collect();
    match (service, rest.as_slice()) {
        (Some("lambda"), ["function", name, ..]) if !name.is_empty() => Integration::Function,
        (Some("states"), ["activity", name]) if !name.is_empty() => Integration::Activity,
        (Some("states"), ["aws-sdk", service, action @ ..]) => {
            service_integration(format!("aws-sdk:{service}"), action)
        }
        (Some("states"), [service, action @ ..]) => {
            service_integration((*service).to_owned(), action)
        }
        _ => Integration::Other,
    }
}

fn service_integration(service: String, action: &[&str]) -> Integration {
    // `.sync:2` has a colon of its own.
    let action = action.join(":");
    let (action, pattern) = [
        (".sync:2", Pattern::Sync2),
        (".sync", Pattern::Sync),
        (".waitForTaskToken", Pattern::WaitForTaskToken),
    ]
    .into_iter()
    .find_map(|(suffix, pattern)| Some((action.strip_suffix(suffix)?, pattern)))
    .unwrap_or((&action, Pattern::RequestResponse));
    if action.is_empty() || service.is_empty() || service == "aws-sdk:" || service == "activity" {
        return Integration::Other;
    }
    Integration::Service {
        service,
        action: action.to_owned(),
        pattern,
    }
}

/// `aws`, `aws-cn`, `aws-us-gov`, or a substitution that stands for one.
fn is_partition(part: &str) -> bool {
    part == "aws" || part.starts_with("aws-") || part.starts_with("${")
}

/// The parts between colons, of which a `${AWS::Partition}` has none.
fn split(resource: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut inside = false;
    let mut last = ' ';
    for (at, letter) in resource.char_indices() {
        match letter {
            '{' if last == '$' => inside = true,
            '}' => inside = false,
            ':' if !inside => {
                parts.push(resource.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
        last = letter;
    }
    parts.push(resource.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::integration;
    use crate::ir::{Integration, Pattern};

    fn service(service: &str, action: &str, pattern: Pattern) -> Integration {
        Integration::Service {
            service: service.to_owned(),
            action: action.to_owned(),
            pattern,
        }
    }

    #[test]
    fn functions_and_activities_are_told_apart() {
        for function in [
            "arn:aws:lambda:us-east-1:123456789012:function:ship",
            "arn:aws:lambda:us-east-1:123456789012:function:ship:7",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:ship",
            "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:ship:$LATEST",
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:ship",
            "arn:aws:lambda:::function:${name}",
        ] {
            assert_eq!(integration(function), Integration::Function, "{function}");
        }
        assert_eq!(
            integration("arn:aws:states:us-east-1:123456789012:activity:pack"),
            Integration::Activity
        );
    }

    #[test]
    fn service_integrations_have_an_action_and_a_pattern() {
        let cases = [
            (
                "lambda:invoke",
                service("lambda", "invoke", Pattern::RequestResponse),
            ),
            (
                "http:invoke",
                service("http", "invoke", Pattern::RequestResponse),
            ),
            (
                "sqs:sendMessage.waitForTaskToken",
                service("sqs", "sendMessage", Pattern::WaitForTaskToken),
            ),
            (
                "batch:submitJob.sync",
                service("batch", "submitJob", Pattern::Sync),
            ),
            (
                "states:startExecution.sync:2",
                service("states", "startExecution", Pattern::Sync2),
            ),
            (
                "aws-sdk:s3:putObject",
                service("aws-sdk:s3", "putObject", Pattern::RequestResponse),
            ),
            (
                "aws-sdk:dynamodb:putItem.waitForTaskToken",
                service("aws-sdk:dynamodb", "putItem", Pattern::WaitForTaskToken),
            ),
        ];
        for (resource, expected) in cases {
            for start in [
                "arn:aws:states:::",
                "arn:aws-cn:states:::",
                "arn:${AWS::Partition}:states:::",
                "arn:aws:states:us-east-1:123456789012:",
            ] {
                assert_eq!(
                    integration(&format!("{start}{resource}")),
                    expected,
                    "{start}{resource}"
                );
            }
        }
    }

    #[test]
    fn everything_else_is_other() {
        for other in [
            "",
            "r",
            "foo:bar",
            "${ShipFunctionArn}",
            "arn:aws:states:::",
            "arn:aws:states:::lambda",
            "arn:aws:states:::lambda:",
            "arn:aws:states:::aws-sdk:s3",
            "arn:aws:states:::.sync",
            "arn:aws:states:us-east-1:123456789012:activity:",
            "arn:aws:lambda:us-east-1:123456789012:layer:x",
            "arn:aws:swf:us-east-1:123456789012:task:X",
            "arn:google:lambda:us-east-1:123456789012:function:ship",
            "arn",
            "arn:${",
        ] {
            assert_eq!(integration(other), Integration::Other, "{other}");
        }
    }
}
