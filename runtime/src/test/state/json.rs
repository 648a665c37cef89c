//! A tested state as AWS's `TestState` answers.
use super::{InspectionLevel, StateTest, TestStatus};
use crate::{
    driver::{ErrorDetails, Inspection},
    value::Value,
};
use serde_json::{Map, Value as Json, json};

impl TestStatus {
    /// As AWS spells it.
    pub const fn name(self) -> &'static str {
        match self {
            TestStatus::Succeeded => "SUCCEEDED",
            TestStatus::Failed => "FAILED",
            TestStatus::Retriable => "RETRIABLE",
            TestStatus::CaughtError => "CAUGHT_ERROR",
        }
    }
}

impl StateTest {
    /// The response of AWS's `TestState`: documents are JSON text. `inspectionData` is there from
    /// [`InspectionLevel::Debug`] on.
    pub fn to_json(&self) -> Json {
        let mut object = Map::new();
        object.insert("status".to_owned(), self.status.name().into());
        let texts = [("error", &self.error), ("cause", &self.cause)];
        for (name, text) in texts {
            if let Some(text) = text {
                object.insert(name.to_owned(), text.as_str().into());
            }
        }
        if let Some(output) = &self.output {
            object.insert("output".to_owned(), output.to_string().into());
        }
        if let Some(next) = self.next_state {
            object.insert("nextState".to_owned(), next.into());
        }
        if self.level != InspectionLevel::Info {
            object.insert("inspectionData".to_owned(), self.inspection.to_json());
        }
        Json::Object(object)
    }
}

impl Inspection {
    /// AWS's `InspectionData`: documents are JSON text, stages that the state did not come to are absent.
    pub fn to_json(&self) -> Json {
        let documents: [(&str, &Option<Value>); 12] = [
            ("input", &self.input),
            ("afterArguments", &self.after_arguments),
            ("afterInputPath", &self.after_input_path),
            ("afterParameters", &self.after_parameters),
            ("afterItemsPath", &self.after_items_path),
            ("afterItemsPointer", &self.after_items_pointer),
            ("afterItemSelector", &self.after_item_selector),
            ("afterItemBatcher", &self.after_item_batcher),
            ("result", &self.result),
            ("afterResultSelector", &self.after_result_selector),
            ("afterResultPath", &self.after_result_path),
            ("variables", &self.variables),
        ];
        let mut object = Map::new();
        for (name, document) in documents {
            if let Some(document) = document {
                object.insert(name.to_owned(), document.to_string().into());
            }
        }
        let numbers = [
            ("maxConcurrency", self.max_concurrency.map(Json::from)),
            (
                "toleratedFailureCount",
                self.tolerated_failure_count.map(Json::from),
            ),
            (
                "toleratedFailurePercentage",
                self.tolerated_failure_percentage.map(Json::from),
            ),
            (
                "errorDetails",
                self.error_details.map(ErrorDetails::to_json),
            ),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                object.insert(name.to_owned(), number);
            }
        }
        Json::Object(object)
    }
}

impl ErrorDetails {
    fn to_json(self) -> Json {
        let mut object = json!({});
        let fields = [
            ("catchIndex", self.catch_index.map(Json::from)),
            ("retryIndex", self.retry_index.map(Json::from)),
            (
                "retryBackoffIntervalSeconds",
                self.retry_backoff_interval_seconds.map(Json::from),
            ),
        ];
        for (name, number) in fields {
            if let Some(number) = number {
                object[name] = number;
            }
        }
        object
    }
}
