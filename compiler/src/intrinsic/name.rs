//! Names that are no intrinsic function's.

use std::ops::Range;

use super::table::FUNCTIONS;
use crate::errors::Code;
use crate::problem::{Problem, quoted};
use crate::suggest;

/// What is said of such a name: the function that was meant, where one is near.
pub(super) fn unknown(name: &str, at: Range<usize>) -> Problem {
    let names = FUNCTIONS.iter().map(|row| row.name);
    let problem = Problem::new(
        Code::UnknownIntrinsic,
        at,
        format!("{} is not an intrinsic function", quoted(name)),
        "no such function",
    );
    let full = format!("States.{name}");
    let exact = names
        .clone()
        .find(|known| suggest::same_letters(known, &full));
    if let Some(known) = exact {
        return problem.help(format!("with its prefix the function is `{known}`"));
    }
    match suggest::similar(name, names.clone()).filter(|known| is_close(name, known)) {
        Some(similar) if suggest::same_letters(similar, name) => {
            problem.help(format!("the function is spelled `{similar}`"))
        }
        Some(similar) => problem.help(format!(
            "a function with a similar name exists: `{similar}`"
        )),
        None => problem.help(format!("functions are {}", suggest::list_of(names))),
    }
}

/// All names share `States.`, so what follows it decides.
fn is_close(name: &str, known: &'static str) -> bool {
    let (name, short) = match name.split_once('.') {
        Some((_, end)) => (end, known.split_once('.').map_or(known, |(_, end)| end)),
        None => (name, known),
    };
    name == short || suggest::similar(name, [short]).is_some()
}
