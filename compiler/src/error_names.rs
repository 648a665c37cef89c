//! The names of errors in `ErrorEquals`: the reserved ones, and near misses of those that AWS raises.
//!
//! A name that nothing known is near to is the user's own and never a finding.

use crate::errors::Code;
use crate::problem::{Problem, quoted};
use crate::suggest;
use crate::text::Text;

const RESERVED: &str = "States.";
/// Longer names are near to nothing.
const LONGEST: usize = 100;

const STATUS_CODE: &str = "States.Http.StatusCode.";

/// The names that AWS and the specification's Appendix A define, but for the HTTP status codes.
const STATES: &[&str] = &[
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

/// Prefixes a letter away from `States` that users have for errors of their own.
const WORDS: &[&str] = &["estates", "stats", "status"];

/// Names that integrations raise, by their prefixes. The optimised integration of that database says `DynamoDB`,
/// the SDK's `DynamoDb`.
const SERVICES: &[(&[&str], &[&str])] = &[
    (
        &["Lambda"],
        &[
            "AWSLambdaException",
            "ClientExecutionTimeoutException",
            "ResourceNotFoundException",
            "SdkClientException",
            "ServiceException",
            "TooManyRequestsException",
            "Unknown",
        ],
    ),
    (
        &["DynamoDB", "DynamoDb"],
        &[
            "AmazonDynamoDBException",
            "ConditionalCheckFailedException",
            "DynamoDbException",
            "InternalServerErrorException",
            "ItemCollectionSizeLimitExceededException",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestLimitExceededException",
            "ResourceNotFoundException",
            "SdkClientException",
            "ThrottlingException",
            "TransactionCanceledException",
            "TransactionConflictException",
        ],
    ),
];

/// A finding about a name in `ErrorEquals`: in the reserved space but unknown, or a known one misspelt.
pub fn check_error_name(text: &Text) -> Option<Problem> {
    let name = text.value.as_str();
    if STATES.contains(&name) || is_status_code(name) {
        return None;
    }
    if let Some(rest) = name.strip_prefix(RESERVED) {
        return Some(unknown_reserved(text, rest));
    }
    if name.len() > LONGEST {
        return None;
    }
    let known = near_reserved(name)
        .map(str::to_owned)
        .or_else(|| near_service(name))?;
    Some(
        Problem::new(
            Code::MisspeltErrorName,
            0..name.len(),
            format!("error name {} is nearly the known `{known}`", quoted(name)),
            "matches by exact spelling only",
        )
        .help(format!("the known name is `{known}`")),
    )
}

fn unknown_reserved(text: &Text, rest: &str) -> Problem {
    let name = text.value.as_str();
    let whole = 0..name.len();
    if name.strip_prefix(STATUS_CODE).is_some() {
        return Problem::new(
            Code::UnknownErrorName,
            STATUS_CODE.len()..name.len(),
            format!("error name {} ends in no HTTP status code", quoted(name)),
            "not three digits",
        )
        .help(format!("the name for status 404 is `{STATUS_CODE}404`"));
    }
    let similar = suggest::similar(name, STATES.iter().copied())
        // `States.` is most of a short name, so its end is compared alone.
        .filter(|known| is_near(rest, known.strip_prefix(RESERVED).unwrap_or(known)));
    match similar {
        Some(known) if suggest::same_letters(known, name) => Problem::new(
            Code::MisspeltErrorName,
            whole,
            format!("error name {} is nearly the known `{known}`", quoted(name)),
            "matches by exact spelling only",
        )
        .help(format!("the known name is `{known}`")),
        Some(known) => Problem::new(
            Code::UnknownErrorName,
            whole,
            format!("error name {} does not exist", quoted(name)),
            "no error has this name",
        )
        .help(format!("an error with a similar name exists: `{known}`")),
        None => Problem::new(
            Code::UnknownErrorName,
            whole,
            format!("error name {} is not one that ASL defines", quoted(name)),
            "no error of the language has this name",
        )
        .note("names that start with `States.` are reserved for the language")
        .help("a workflow's own error has a name without `States.`"),
    }
}

fn is_status_code(name: &str) -> bool {
    name.strip_prefix(STATUS_CODE)
        .is_some_and(|code| code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit()))
}

/// `State.ALL`, `states.Timeout`, `States_TaskFailed`.
fn near_reserved(name: &str) -> Option<&'static str> {
    if let Some(known) = STATES
        .iter()
        .find(|known| suggest::same_letters(known, name))
    {
        return Some(known);
    }
    let (space, rest) = name.split_once('.')?;
    let is_word = WORDS.contains(&space.to_lowercase().as_str());
    if is_word || !is_near(space, "States") {
        return None;
    }
    STATES
        .iter()
        .copied()
        .filter(|known| {
            known
                .strip_prefix(RESERVED)
                .is_some_and(|end| is_near(rest, end))
        })
        .min_by_key(|known| edits(rest, known.strip_prefix(RESERVED).unwrap_or(known)))
}

/// `Lambda.ServiceExeption`, `lambda.ServiceException`.
fn near_service(name: &str) -> Option<String> {
    let (space, rest) = name.split_once('.')?;
    for (spaces, names) in SERVICES {
        // The prefix as written where it is right, else the one that was meant.
        let Some(meant) = spaces
            .iter()
            .find(|known| **known == space)
            .or_else(|| spaces.iter().find(|known| is_near(space, known)))
        else {
            continue;
        };
        if names.contains(&rest) {
            return (*meant != space).then(|| format!("{meant}.{rest}"));
        }
        return names
            .iter()
            .filter(|known| known.len() > 7 && is_near(rest, known))
            .min_by_key(|known| edits(rest, known))
            .map(|known| format!("{meant}.{known}"));
    }
    None
}

/// Whether a name is another one but for case, or for a slip of one or two letters in a longer name.
fn is_near(name: &str, known: &str) -> bool {
    edits(name, known).is_some()
}

/// How near, if it is.
fn edits(name: &str, known: &str) -> Option<usize> {
    if suggest::same_letters(name, known) {
        return Some(0);
    }
    let most = match known.len() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    let lower = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    suggest::distance(&lower(name), &lower(known), most)
}

#[cfg(test)]
mod tests {
    use super::check_error_name;
    use crate::testing::{said, text};

    #[test]
    fn known_names_and_users_own_are_fine() {
        for name in [
            "States.ALL",
            "States.Http.StatusCode.404",
            "States.Http.Socket",
            "Lambda.ServiceException",
            "Lambda.Unknown",
            "Lambda.Unknowable",
            "DynamoDB.ConditionalCheckFailedException",
            "DynamoDb.ConditionalCheckFailedException",
            "SQS.SdkClientException",
            "OrderRejected",
            "Stats.ALL",
            "Status.Timeout",
            "State.NotFound",
            "Statistics.Timeout",
            "Timeout",
            "ALL",
            "TaskFailed",
            "Lambda.QuotaReached",
            "Lambda",
            "",
        ] {
            let found = check_error_name(&text(name)).map(|problem| said(&problem));
            assert_eq!(found, None, "{name}");
        }
    }

    #[test]
    fn near_misses_name_what_was_meant() {
        let cases = [
            ("States.Timout", "unknown_error_name", "`States.Timeout`"),
            (
                "States.TaskFailled",
                "unknown_error_name",
                "`States.TaskFailed`",
            ),
            ("States.All", "misspelt_error_name", "`States.ALL`"),
            ("States.timeout", "misspelt_error_name", "`States.Timeout`"),
            ("State.ALL", "misspelt_error_name", "`States.ALL`"),
            (
                "states.TaskFailed",
                "misspelt_error_name",
                "`States.TaskFailed`",
            ),
            (
                "States_TaskFailed",
                "misspelt_error_name",
                "`States.TaskFailed`",
            ),
            (
                "Lambda.ServiceExeption",
                "misspelt_error_name",
                "`Lambda.ServiceException`",
            ),
            (
                "lambda.ServiceException",
                "misspelt_error_name",
                "`Lambda.ServiceException`",
            ),
            (
                "Lambda.TooManyRequestException",
                "misspelt_error_name",
                "`Lambda.TooManyRequestsException`",
            ),
            ("Lamda.Unknown", "misspelt_error_name", "`Lambda.Unknown`"),
            (
                "Dynamodb.ThrottlingException",
                "misspelt_error_name",
                "`DynamoDB.ThrottlingException`",
            ),
            (
                "DynamoDb.ThrotlingException",
                "misspelt_error_name",
                "`DynamoDb.ThrottlingException`",
            ),
        ];
        for (name, code, meant) in cases {
            let problem = check_error_name(&text(name)).expect(name);
            assert_eq!(problem.code.name(), code, "{name}");
            assert!(
                problem.help.is_some_and(|help| help.ends_with(meant)),
                "{name}"
            );
        }
    }

    #[test]
    fn the_reserved_space_is_closed() {
        for name in [
            "States.QuorumMet",
            "States.",
            "States.Http.StatusCode.4x4",
            "States.Throttled",
        ] {
            let problem = check_error_name(&text(name)).expect(name);
            assert_eq!(problem.code.name(), "unknown_error_name", "{name}");
        }
    }
}
