//! The fields of the context object `$$`.
//!
//! Its shape is fixed but for `Execution.Input` and `Map.Item.Value`, so a field that it lacks is found here.

use std::ops::Range;

use crate::errors::Code;
use crate::ir::Step;
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// What a part of the context object holds.
enum Part {
    /// An object of these fields.
    Object(&'static [(&'static str, Part)]),
    /// A string or a number.
    Scalar(&'static str),
    /// Whatever the user put there.
    Any,
}

const STRING: Part = Part::Scalar("a string");
const NUMBER: Part = Part::Scalar("a number");

const CONTEXT: Part = Part::Object(&[
    (
        "Execution",
        Part::Object(&[
            ("Id", STRING),
            ("Input", Part::Any),
            ("Name", STRING),
            ("RedriveCount", NUMBER),
            ("RedriveTime", STRING),
            ("RoleArn", STRING),
            ("StartTime", STRING),
        ]),
    ),
    (
        "Map",
        Part::Object(&[(
            "Item",
            Part::Object(&[
                ("Index", NUMBER),
                ("Key", STRING),
                ("Source", STRING),
                ("Value", Part::Any),
            ]),
        )]),
    ),
    (
        "State",
        Part::Object(&[
            ("EnteredTime", STRING),
            ("Name", STRING),
            ("RetryCount", NUMBER),
        ]),
    ),
    (
        "StateMachine",
        Part::Object(&[("Id", STRING), ("Name", STRING)]),
    ),
    ("Task", Part::Object(&[("Token", STRING)])),
]);

/// Follows the steps of a path that starts at `$$`, each with its place, as far as it is a plain way.
pub(crate) fn check(steps: &[(Step, Range<usize>)]) -> Result<(), Problem> {
    let mut part = &CONTEXT;
    let mut so_far = String::from("$$");
    for (step, at) in steps {
        let name = match step {
            Step::Field(name) => name,
            Step::Index(_) if !matches!(part, Part::Any) => {
                return Err(Problem::new(
                    Code::UnknownContextField,
                    at.clone(),
                    format!("`{so_far}` of the context object is no list"),
                    "an index",
                ));
            }
            _ => return Ok(()),
        };
        part = match part {
            Part::Any => return Ok(()),
            Part::Scalar(kind) => {
                return Err(Problem::new(
                    Code::UnknownContextField,
                    at.clone(),
                    format!("`{so_far}` of the context object is {kind} and has no fields"),
                    "nothing is below it",
                ));
            }
            Part::Object(fields) => match fields.iter().find(|(known, _)| known == name) {
                Some((_, inner)) => inner,
                None => return Err(unknown(&so_far, name, fields, at.clone())),
            },
        };
        so_far.push('.');
        so_far.push_str(name);
    }
    Ok(())
}

fn unknown(
    so_far: &str,
    name: &str,
    fields: &'static [(&'static str, Part)],
    at: Range<usize>,
) -> Problem {
    let title = if so_far == "$$" {
        format!("the context object has no field {}", quoted_part(name))
    } else {
        format!(
            "`{so_far}` of the context object has no field {}",
            quoted_part(name)
        )
    };
    let names = fields.iter().map(|(known, _)| *known);
    let help = match suggest::similar(name, names.clone()) {
        Some(similar) => format!("a field with a similar name exists: `{similar}`"),
        None if so_far == "$$" && name == "Input" => {
            "the execution's input is `$$.Execution.Input`".to_owned()
        }
        None => format!("its fields are {}", suggest::list_of(names)),
    };
    Problem::new(Code::UnknownContextField, at, title, "no such field").help(help)
}

#[cfg(test)]
mod tests {
    use crate::path::parse_path;
    use crate::testing::{said, text};

    #[test]
    fn the_whole_context_object_is_known() {
        for path in [
            "$$",
            "$$.Execution",
            "$$.Execution.Id",
            "$$.Execution.Input.order.lines[0]",
            "$$.Execution['Name']",
            "$$.Execution.RoleArn",
            "$$.Execution.StartTime",
            "$$.Execution.RedriveCount",
            "$$.Execution.RedriveTime",
            "$$.State.EnteredTime",
            "$$.State.Name",
            "$$.State.RetryCount",
            "$$.StateMachine.Id",
            "$$.StateMachine.Name",
            "$$.Task.Token",
            "$$.Map.Item.Index",
            "$$.Map.Item.Value.sku[1]",
            "$$.Map.Item.Value[0]",
            "$$.Map.Item.Key",
            "$$.Map.Item.Source",
            "$$..Name",
            "$$.*",
            "$$['Execution','State']",
            "$$.Execution.keys()",
        ] {
            assert!(parse_path(&text(path)).is_ok(), "{path}");
        }
    }

    #[test]
    fn an_unknown_field_is_shown_with_a_similar_one() {
        let cases = [
            (
                "$$.Execution.ID",
                "13..15 `$$.Execution` of the context object has no field `ID` (no such field)",
                "a field with a similar name exists: `Id`",
            ),
            (
                "$$['Exekution'].Id",
                "2..15 the context object has no field `Exekution` (no such field)",
                "a field with a similar name exists: `Execution`",
            ),
            (
                "$$.Map.Value",
                "7..12 `$$.Map` of the context object has no field `Value` (no such field)",
                "its fields are `Item`",
            ),
            (
                "$$.Input",
                "3..8 the context object has no field `Input` (no such field)",
                "the execution's input is `$$.Execution.Input`",
            ),
            (
                "$$.Task.Token.Id",
                "14..16 `$$.Task.Token` of the context object is a string and has no fields (nothing is below it)",
                "",
            ),
            (
                "$$.Execution[0]",
                "12..15 `$$.Execution` of the context object is no list (an index)",
                "",
            ),
        ];
        for (path, expected, help) in cases {
            let problem = parse_path(&text(path)).expect_err(path);
            assert_eq!(said(&problem), expected);
            assert_eq!(problem.help.unwrap_or_default(), help, "{path}");
        }
    }
}
