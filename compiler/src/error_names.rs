//! Error names.
use crate::problem::Problem;
use crate::text::Text;

/// An unknown or misspelt error name.
pub fn check_error_name(text: &Text) -> Option<Problem> {
    let _ = text;
    None
}
