//! Intrinsic functions.

use crate::ir;
use crate::path::parse_path;
use crate::problem::Problem;
use crate::text::Text;

/// The value of a `.$` field.
pub fn parse_query(text: &Text) -> Result<ir::Query, Vec<Problem>> {
    if text.value.starts_with("States.") {
        return Ok(ir::Query::Call(ir::Call {
            function: ir::Intrinsic::UUID,
            arguments: vec![],
            text: text.value.clone(),
            site: text.site.clone(),
        }));
    }
    parse_path(text).map(ir::Query::Path).map_err(|p| vec![p])
}
