//! Paths.

use crate::errors::Code;
use crate::ir;
use crate::problem::Problem;
use crate::text::Text;

/// Any path.
pub fn parse_path(text: &Text) -> Result<ir::Path, Problem> {
    let (root, rest) = if let Some(rest) = text.value.strip_prefix("$$") {
        (ir::Root::Context, rest)
    } else if let Some(rest) = text.value.strip_prefix('$') {
        (ir::Root::Document, rest)
    } else {
        return Err(Problem {
            code: Code::MalformedPath,
            at: 0..text.value.len(),
            title: format!("`{}` is not a path", text.value),
            label: "expected `$`".into(),
            notes: vec![],
            help: None,
        });
    };
    let steps = rest
        .split('.')
        .filter(|s| !s.is_empty())
        .map(|s| ir::Step::Field(s.to_owned()))
        .collect();
    Ok(ir::Path {
        text: text.value.clone(),
        root,
        steps,
        site: text.site.clone(),
    })
}

/// `ResultPath`.
pub fn parse_reference_path(text: &Text) -> Result<ir::Path, Problem> {
    parse_path(text)
}
