//! What `TestState` shows of a state's data flow.
use crate::value::Value;

/// The stages of a state's data flow, as far as the state came: AWS's `InspectionData`. Where a stage fails, those
/// before it are there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// The raw input: `input`.
    pub input: Option<Value>,
    /// After `Arguments` (JSONata): `afterArguments`.
    pub after_arguments: Option<Value>,
    /// After `InputPath`: `afterInputPath`.
    pub after_input_path: Option<Value>,
    /// After `Parameters`: `afterParameters`.
    pub after_parameters: Option<Value>,
    /// What a Task's handler answered, or a Pass's `Result`: `result`.
    pub result: Option<Value>,
    /// After `ResultSelector`: `afterResultSelector`.
    pub after_result_selector: Option<Value>,
    /// After `ResultPath`: `afterResultPath`.
    pub after_result_path: Option<Value>,
    /// The items of a Map after `ItemsPath`: `afterItemsPath`.
    pub after_items_path: Option<Value>,
    /// What `ItemsPointer` selects of what the reader read: `afterItemsPointer`.
    pub after_items_pointer: Option<Value>,
    /// The input of each iteration of a Map with an `ItemSelector`: `afterItemSelector`.
    pub after_item_selector: Option<Value>,
    /// The batches of a Map with an `ItemBatcher`: `afterItemBatcher`.
    pub after_item_batcher: Option<Value>,
    /// `MaxConcurrency` of a Map, 0 where not given: `maxConcurrency`.
    pub max_concurrency: Option<u64>,
    /// `ToleratedFailureCount` of a Map, where given: `toleratedFailureCount`.
    pub tolerated_failure_count: Option<u64>,
    /// `ToleratedFailurePercentage` of a Map, where given: `toleratedFailurePercentage`.
    pub tolerated_failure_percentage: Option<f64>,
    /// The variables after the state, where there are any: `variables`.
    pub variables: Option<Value>,
    /// What `Retry` and `Catch` make of the error: `errorDetails`.
    pub error_details: Option<ErrorDetails>,
}

/// What `Retry` and `Catch` make of an error: AWS's `InspectionErrorDetails`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErrorDetails {
    /// The number of the catcher that covers it, from 0: `catchIndex`.
    pub catch_index: Option<usize>,
    /// The number of the retrier that covers it, from 0, even if that is used up: `retryIndex`.
    pub retry_index: Option<usize>,
    /// How long that retrier waits, in whole seconds; none where it is used up: `retryBackoffIntervalSeconds`.
    pub retry_backoff_interval_seconds: Option<u64>,
}

impl Inspection {
    /// Nothing was computed on the way in that AWS would show.
    pub(super) fn forget_way_in(&mut self) {
        self.after_arguments = None;
        self.after_input_path = None;
        self.after_parameters = None;
    }
}
