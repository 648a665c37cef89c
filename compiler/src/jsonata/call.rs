//! A call of a function against its signature.

use std::ops::Range;

use super::functions::{self, Argument, Function};
use super::tree::Node;
use crate::errors::Code;
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// No function has this name.
pub(super) fn unknown(name: &str, at: &Range<usize>) -> Problem {
    let problem =
        |title| Problem::new(Code::UnknownFunction, at.clone(), title, "no such function");
    if name == "eval" {
        return problem("`$eval` is not a function of Step Functions".to_owned())
            .note("JSONata has it; AWS leaves it out, and a call fails with `States.QueryEvaluationError`")
            .help("`$parse` makes a value of JSON text");
    }
    let problem = problem(format!(
        "{} is not a function",
        quoted_part(&format!("${name}"))
    ));
    match suggest::similar(name, functions::names()) {
        Some(similar) => problem.help(format!(
            "a function with a similar name exists: `${similar}`"
        )),
        None => problem.note("a call of it fails with `States.QueryEvaluationError`"),
    }
}

/// A function that is called by its bare name.
pub(super) fn without_dollar(name: &str, at: &Range<usize>) -> Problem {
    let title = format!("`{name}` is a field's name, and is called as a function");
    Problem::new(Code::UnknownFunction, at.clone(), title, "not a function")
        .help(format!("the function is `${name}`"))
}

/// What is wrong with the arguments; in a chain, what stands before the `~>` is the first.
pub(super) fn check(
    function: Function,
    name: &str,
    call: &Node,
    is_chained: bool,
    given: &[&Node],
) -> Option<Problem> {
    let before = usize::from(is_chained);
    let mut kinds: Vec<Argument> = vec![None; before];
    kinds.extend(given.iter().map(|node| functions::argument(node)));
    if function.takes(&kinds) {
        return None;
    }
    let problem = |at, title, label| {
        let problem = Problem::new(Code::FunctionArguments, at, title, label)
            .help(format!("the call is `{}`", function.usage()));
        if is_chained {
            problem.note("what stands before `~>` is the first argument")
        } else {
            problem
        }
    };
    let (least, most) = function.count();
    if kinds.len() < least || most.is_some_and(|most| kinds.len() > most) {
        let wanted = match (least, most) {
            (0, Some(0)) => "no arguments".to_owned(),
            (1, Some(1)) => "1 argument".to_owned(),
            (0, Some(1)) => "at most 1 argument".to_owned(),
            (0, Some(most)) => format!("at most {most} arguments"),
            (1, None) => "at least 1 argument".to_owned(),
            (least, None) => format!("at least {least} arguments"),
            (least, Some(most)) if least == most => format!("{least} arguments"),
            (least, Some(most)) => format!("{least} to {most} arguments"),
        };
        let title = format!("`${name}` takes {wanted}, not {}", kinds.len());
        let label = if kinds.len() < least {
            "too few arguments"
        } else {
            "too many arguments"
        };
        return Some(problem(call.at.clone(), title, label.to_owned()));
    }
    // Where one argument of another kind would make the call right, that argument is the wrong one.
    for (number, node) in given.iter().enumerate() {
        let mut other = kinds.clone();
        if let Some(kind) = other.get_mut(before + number) {
            *kind = None;
        }
        if function.takes(&other) {
            let title = format!(
                "`${name}` does not take {} as its {} argument",
                kind(node),
                ordinal(before + number)
            );
            let label = format!("this is {}", kind(node));
            return Some(problem(node.at.clone(), title, label));
        }
    }
    let title = format!("`${name}` does not take these arguments");
    let label = "fails when it is evaluated".to_owned();
    Some(problem(call.at.clone(), title, label))
}

fn ordinal(number: usize) -> &'static str {
    match number {
        0 => "first",
        1 => "second",
        2 => "third",
        _ => "fourth",
    }
}

fn kind(node: &Node) -> &'static str {
    match functions::argument(node) {
        Some('s') => "a string",
        Some('n') => "a number",
        Some('b') => "a boolean",
        Some('l') => "null",
        Some('a') => "an array",
        Some('o') => "an object",
        _ => "a function",
    }
}
