//! Definitions that a test makes up as it runs.

#[path = "../../runtime/src/testing_support/convert.rs"]
#[allow(
    dead_code,
    reason = "the tests of the runtime take parts, those of the whole take programs"
)]
mod convert;

use serde_json::Value as Json;
use stepwright::program as target;
use stepwright::program::Program;

/// The program of a definition, leaked. What compiles only where it is allowed is.
pub fn program(definition: &Json) -> &'static Program {
    Box::leak(Box::new(convert::program(&definition.to_string())))
}
