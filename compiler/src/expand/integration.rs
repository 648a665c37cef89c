//! What AWS's services answer, as far as it documents that: the form of a Task's result where its handler's type says
//! nothing.
//!
//! Source: the API references of the services; the optimised integrations of Step Functions answer the same.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Integration, Pattern, Task};

/// The form of a part of an answer.
enum Part {
    Text,
    Timestamp,
    Integer,
    /// Anything at all.
    Any,
    List(&'static Part),
    Object(&'static [(&'static str, Often, Part)]),
}

/// Whether a field is always there. Of what is there at times only, nothing is claimed.
#[derive(PartialEq)]
enum Often {
    Always,
    Maybe,
}

use Often::{Always, Maybe};

const EXECUTION: Part = Part::Object(&[
    ("ExecutionArn", Always, Part::Text),
    ("StartDate", Always, Part::Any),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const DESCRIBED: Part = Part::Object(&[
    ("ExecutionArn", Always, Part::Text),
    ("Input", Always, Part::Any),
    ("Name", Always, Part::Text),
    ("Output", Always, Part::Any),
    ("StartDate", Always, Part::Any),
    ("StateMachineArn", Always, Part::Text),
    ("Status", Always, Part::Text),
    ("StopDate", Always, Part::Any),
    ("InputDetails", Maybe, Part::Any),
    ("OutputDetails", Maybe, Part::Any),
    ("RedriveCount", Maybe, Part::Any),
    ("RedriveStatus", Maybe, Part::Any),
    ("RedriveStatusReason", Maybe, Part::Any),
    ("TraceHeader", Maybe, Part::Any),
    ("StateMachineAliasArn", Maybe, Part::Any),
    ("StateMachineVersionArn", Maybe, Part::Any),
    ("MapRunArn", Maybe, Part::Any),
]);

const GOT_ITEM: Part = Part::Object(&[
    ("Item", Maybe, Part::Any),
    ("ConsumedCapacity", Maybe, Part::Any),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const CHANGED_ITEM: Part = Part::Object(&[
    ("Attributes", Maybe, Part::Any),
    ("ConsumedCapacity", Maybe, Part::Any),
    ("ItemCollectionMetrics", Maybe, Part::Any),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const FOUND_ITEMS: Part = Part::Object(&[
    ("Items", Always, Part::List(&Part::Any)),
    ("Count", Always, Part::Integer),
    ("ScannedCount", Always, Part::Integer),
    ("LastEvaluatedKey", Maybe, Part::Any),
    ("ConsumedCapacity", Maybe, Part::Any),
]);

const PUBLISHED: Part = Part::Object(&[
    ("MessageId", Always, Part::Text),
    ("SequenceNumber", Maybe, Part::Any),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const SENT: Part = Part::Object(&[
    ("MessageId", Always, Part::Text),
    ("MD5OfMessageBody", Always, Part::Text),
    ("MD5OfMessageAttributes", Maybe, Part::Any),
    ("MD5OfMessageSystemAttributes", Maybe, Part::Any),
    ("SequenceNumber", Maybe, Part::Any),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const PUT_EVENTS: Part = Part::Object(&[
    ("Entries", Always, Part::List(&Part::Any)),
    ("FailedEntryCount", Always, Part::Integer),
    ("SdkHttpMetadata", Maybe, Part::Any),
    ("SdkResponseMetadata", Maybe, Part::Any),
]);

const LISTED_EXECUTIONS: Part = Part::Object(&[
    (
        "Executions",
        Always,
        Part::List(&Part::Object(&[
            ("ExecutionArn", Always, Part::Text),
            ("Name", Always, Part::Text),
            ("StateMachineArn", Always, Part::Text),
            ("StartDate", Always, Part::Timestamp),
            ("Status", Always, Part::Text),
            ("StopDate", Maybe, Part::Any),
            ("ItemCount", Maybe, Part::Any),
            ("MapRunArn", Maybe, Part::Any),
            ("RedriveCount", Maybe, Part::Any),
            ("RedriveDate", Maybe, Part::Any),
            ("StateMachineAliasArn", Maybe, Part::Any),
            ("StateMachineVersionArn", Maybe, Part::Any),
        ])),
    ),
    ("NextToken", Maybe, Part::Any),
]);

/// What a Task's service answers, as a `shape::Node`; none where that is not documented as one thing.
pub(super) fn result(krate: &TokenStream, task: &Task) -> Option<TokenStream> {
    let Integration::Service {
        service,
        action,
        pattern,
    } = &task.integration
    else {
        return None;
    };
    let part = match (service.as_str(), action.as_str(), pattern) {
        ("states", "startExecution", Pattern::Sync | Pattern::Sync2) => &DESCRIBED,
        (_, _, Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken) => return None,
        ("states" | "aws-sdk:sfn", "startExecution", _) => &EXECUTION,
        ("aws-sdk:sfn", "listExecutions", _) => &LISTED_EXECUTIONS,
        ("dynamodb" | "aws-sdk:dynamodb", "getItem", _) => &GOT_ITEM,
        ("dynamodb" | "aws-sdk:dynamodb", "putItem" | "updateItem" | "deleteItem", _) => {
            &CHANGED_ITEM
        }
        ("aws-sdk:dynamodb", "query" | "scan", _) => &FOUND_ITEMS,
        ("sns" | "aws-sdk:sns", "publish", _) => &PUBLISHED,
        ("sqs" | "aws-sdk:sqs", "sendMessage", _) => &SENT,
        ("events" | "aws-sdk:eventbridge", "putEvents", _) => &PUT_EVENTS,
        _ => return None,
    };
    Some(node(krate, part))
}

fn node(krate: &TokenStream, part: &Part) -> TokenStream {
    let shape = quote!(#krate::shape);
    match part {
        Part::Any => quote!(#shape::Node::Any),
        Part::Integer => quote!(#shape::Node::Integer(0, 9_223_372_036_854_775_807)),
        Part::Text => quote!(#shape::Node::Text(#shape::Text::Any)),
        Part::Timestamp => quote!(#shape::Node::Text(#shape::Text::Timestamp)),
        Part::List(item) => {
            let item = node(krate, item);
            quote!(#shape::Node::List(&#item))
        }
        Part::Object(fields) => {
            let fields = fields.iter().map(|(name, often, part)| {
                let part = node(krate, part);
                let maybe = *often == Maybe;
                quote! {
                    #shape::Field {
                        gives: ::core::option::Option::Some(#name),
                        may_be_left_out: #maybe,
                        takes: &[#name],
                        may_be_missing: #maybe,
                        node: &#part,
                    }
                }
            });
            quote! {
                #shape::Node::Struct(&#shape::Struct {
                    name: "",
                    fields: &[#(#fields),*],
                    flattened: &[],
                    closed: false,
                })
            }
        }
    }
}
