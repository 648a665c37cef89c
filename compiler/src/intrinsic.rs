//! Intrinsic functions, and the strings that hold a path or a call of one.
//!
//! Takes the value of a string, gives an [`Query`] or all mistakes in it. A mistake in what is written ends the
//! reading; mistakes in what is meant (a name, a number of arguments, a literal) are all reported. `call` reads,
//! `table` says what functions there are, `check` compares a call with the table.

mod call;
mod check;
mod format;
mod name;
mod string;
mod table;
#[cfg(test)]
mod tests;

use crate::errors::Code;
use crate::ir::Query;
use crate::path::parse_path;
use crate::problem::{Problem, quoted};
use crate::text::Text;

/// Reads the value of a `.$` field, of `ErrorPath` or of `CausePath`: a path or a call.
pub fn parse_query(text: &Text) -> Result<Query, Vec<Problem>> {
    let value = text.value.as_str();
    if value.trim_start().starts_with('$') {
        return parse_path(text)
            .map(Query::Path)
            .map_err(|problem| vec![problem]);
    }
    if !value.contains('(') && !value.trim_start().starts_with("States.") {
        return Err(vec![neither(value)]);
    }
    call::read(text).map(Query::Call)
}

fn neither(value: &str) -> Problem {
    let subject = if value.trim().is_empty() {
        "an empty string".to_owned()
    } else {
        quoted(value)
    };
    let problem = Problem::new(
        Code::MalformedPath,
        0..value.len(),
        format!("{subject} is neither a path nor an intrinsic function"),
        "expected a path or an intrinsic function",
    )
    .note("a path starts with `$`, an intrinsic function with `States.`");
    let plain = value.trim();
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-.[]".contains(letter);
    if plain.starts_with(char::is_alphabetic) && plain.chars().all(is_plain) {
        problem.help(format!("from the document it is `$.{plain}`"))
    } else {
        problem
    }
}

/// A function's name, as users write it.
pub(crate) fn name_of(function: crate::ir::Intrinsic) -> &'static str {
    table::Function::of(function).map_or("", |row| row.name)
}
