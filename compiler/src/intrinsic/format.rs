//! The template of `States.Format` against its arguments.

use std::ops::Range;

use super::string::Brace;
use crate::errors::Code;
use crate::problem::Problem;

/// Compares a literal template at `template` with what follows it: the place of each argument.
pub(super) fn check(
    braces: &[Brace],
    template: &Range<usize>,
    arguments: &[Range<usize>],
    problems: &mut Vec<Problem>,
) {
    let mut strays = braces.iter().filter_map(|brace| match brace {
        Brace::Stray(at) => Some(at),
        Brace::Placeholder(_) => None,
    });
    if let Some(stray) = strays.next() {
        problems.push(
            Problem::new(
                Code::FormatPlaceholders,
                stray.clone(),
                "template of `States.Format` has a brace that is no part of `{}`",
                "no placeholder",
            )
            .help("a brace that stays has a backslash, `\\{` and `\\}`; JSON writes it `\\\\{` and `\\\\}`"),
        );
        // The count would only repeat it.
        return;
    }
    let places = braces.len();
    let count = arguments.len();
    if places == count {
        return;
    }
    let title = format!(
        "template of `States.Format` has {}, and {} it",
        counted(places, "placeholder"),
        match count {
            0 => "no argument follows".to_owned(),
            1 => "1 argument follows".to_owned(),
            _ => format!("{count} arguments follow"),
        }
    );
    let (at, label) = if places > count {
        let missing = braces.get(count).map(|brace| match brace {
            Brace::Placeholder(at) | Brace::Stray(at) => at.clone(),
        });
        (
            missing.unwrap_or_else(|| template.clone()),
            "no argument for this",
        )
    } else {
        let surplus = arguments.get(places).cloned();
        (
            surplus.unwrap_or_else(|| template.clone()),
            "no placeholder for this",
        )
    };
    problems.push(
        Problem::new(Code::FormatPlaceholders, at, title, label)
            .help("each `{}` of the template takes one argument, in order"),
    );
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
