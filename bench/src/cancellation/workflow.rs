//! The workflow's module, away from what is written by hand.

stepwright::include_workflow! {
    /// Cancels a vehicle order.
    pub(super) mod cancellation = "workflows/cancellation.asl.json",
    input: super::CancelOrder,
}
