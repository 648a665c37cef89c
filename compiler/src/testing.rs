//! What unit tests share.

#[path = "../tests/random/mod.rs"]
mod random;

use crate::problem::Problem;
use crate::text::Text;

pub(crate) use random::Random;

/// A string written without escapes.
pub(crate) fn text(value: &str) -> Text {
    Text::verbatim(value, 0..value.len() + 2)
}

/// A problem in a line: where, title, label.
pub(crate) fn said(problem: &Problem) -> String {
    format!("{:?} {} ({})", problem.at, problem.title, problem.label)
}

/// A problem below the text it is about, as a user sees it.
pub(crate) fn shown(value: &str, problem: &Problem) -> String {
    let before = value.get(..problem.at.start).expect("between characters");
    let marked = value.get(problem.at.clone()).expect("between characters");
    let mut shown = format!(
        "{value}\n{}{} {}\n{}: {}",
        " ".repeat(before.chars().count()),
        "^".repeat(marked.chars().count().max(1)),
        problem.label,
        problem.code.name(),
        problem.title,
    );
    for note in &problem.notes {
        shown.push_str("\nnote: ");
        shown.push_str(note);
    }
    if let Some(help) = &problem.help {
        shown.push_str("\nhelp: ");
        shown.push_str(help);
    }
    shown
}
