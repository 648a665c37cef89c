//! AWS's answers about executions, and its errors; fields are sorted as AWS sorts them.
use super::child::{Birth, Death};
use crate::{
    execution::Status,
    task::TaskFailure,
    value::{Map, Value},
};
use chrono::{DateTime, SecondsFormat, Utc};

/// Which of AWS's two ways to one API a Task takes: they differ in their dates and in their errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Api {
    /// `arn:aws:states:::states:..`
    Optimised,
    /// `arn:aws:states:::aws-sdk:sfn:..`
    Sdk,
}

impl Api {
    fn date(self, time: DateTime<Utc>) -> Value {
        match self {
            Api::Optimised => Value::from(time.timestamp_millis()),
            Api::Sdk => Value::from(time.to_rfc3339_opts(SecondsFormat::Millis, true)),
        }
    }
}

/// How much text a document is in an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Documents {
    Text,
    Json,
}

/// The answer of `StartExecution`.
pub(super) fn started(api: Api, birth: &Birth, request: String) -> Value {
    let mut fields = Map::with_capacity(4);
    fields.insert("ExecutionArn", birth.id.clone());
    if api == Api::Optimised {
        let http = Map::from_iter([
            ("AllHttpHeaders", Value::object()),
            ("HttpHeaders", Value::object()),
            ("HttpStatusCode", Value::from(200_u64)),
        ]);
        fields.insert("SdkHttpMetadata", http);
        let response = Map::from_iter([("RequestId", Value::from(request))]);
        fields.insert("SdkResponseMetadata", response);
    }
    fields.insert("StartDate", api.date(birth.start));
    Value::from(fields)
}

/// The answer of `DescribeExecution` once it has ended.
pub(super) fn ended(api: Api, documents: Documents, birth: &Birth, death: &Death) -> Value {
    let document = |value: &Value| match documents {
        Documents::Text => Value::from(value.to_string()),
        Documents::Json => value.clone(),
    };
    let included = || Map::from_iter([("Included", Value::from(true))]);
    let status = death.status();
    let mut fields = Map::with_capacity(14);
    if let Err(error) = &death.result {
        if let Some(cause) = &error.cause {
            fields.insert("Cause", shortened(cause));
        }
        if !error.error.is_empty() {
            fields.insert("Error", error.error.clone());
        }
    }
    fields.insert("ExecutionArn", birth.id.clone());
    fields.insert("Input", document(&birth.input));
    fields.insert("InputDetails", included());
    fields.insert("Name", birth.name.clone());
    if let Ok(output) = &death.result {
        fields.insert("Output", document(output));
        fields.insert("OutputDetails", included());
    }
    if api == Api::Optimised {
        fields.insert("RedriveCount", 0_u64);
        if status == Status::Succeeded {
            fields.insert("RedriveStatus", "NOT_REDRIVABLE");
            let reason = "Execution is SUCCEEDED and cannot be redriven";
            fields.insert("RedriveStatusReason", reason);
        } else {
            fields.insert("RedriveStatus", "REDRIVABLE");
        }
    }
    fields.insert("StartDate", api.date(birth.start));
    fields.insert("StateMachineArn", birth.machine.clone());
    fields.insert("Status", status.to_string());
    fields.insert("StopDate", api.date(death.stop));
    Value::from(fields)
}

/// AWS's limit for a cause. Nested failures quote one another, and each quotation doubles what it escapes.
const LONGEST_CAUSE: usize = 32_768;

fn shortened(cause: &str) -> String {
    cause.chars().take(LONGEST_CAUSE).collect()
}

/// A refusal of the service: `error` is its name without prefix and suffix.
pub(super) fn refusal(api: Api, error: &'static str, message: &str, request: &str) -> TaskFailure {
    let (service, details) = match api {
        Api::Optimised => (
            "StepFunctions",
            format!(
                "Service: AWSStepFunctions; Status Code: 400; Error Code: {error}; Request ID: {request}; Proxy: null"
            ),
        ),
        Api::Sdk => (
            "Sfn",
            format!("Service: Sfn, Status Code: 400, Request ID: {request}"),
        ),
    };
    TaskFailure::new(
        format!("{service}.{error}Exception"),
        format!("{message} ({details})"),
    )
}
