//! Resources.
use crate::ir;

/// What kind of resource an ARN names.
pub fn integration(resource: &str) -> ir::Integration {
    let _ = resource;
    ir::Integration::Other
}
