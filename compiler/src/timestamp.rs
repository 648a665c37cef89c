//! Timestamps.
use crate::problem::Problem;
use crate::text::Text;

/// A literal timestamp.
pub fn check_timestamp(text: &Text) -> Result<(), Problem> {
    let _ = text;
    Ok(())
}
