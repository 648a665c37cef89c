//! A call against the table: how many arguments, and literals of which kinds and values.

use std::ops::Range;

use super::call::Read;
use super::format;
use super::table::{Function, Kind, Takes};
use crate::cursor::Cursor;
use crate::errors::Code;
use crate::ir::{ArgumentValue, Intrinsic, Json};
use crate::problem::{Problem, quoted_part};
use crate::suggest;

const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// The most characters that the encodings take.
const LONGEST_TEXT: usize = 10_000;

/// The longest list that `States.ArrayRange` makes.
const LONGEST_RANGE: f64 = 1000.0;

pub(super) fn check(
    row: &Function,
    name_at: &Range<usize>,
    arguments: &[Read],
    cursor: &Cursor<'_>,
    problems: &mut Vec<Problem>,
) {
    if let Some(problem) = arity(row, name_at, arguments) {
        problems.push(problem);
        return;
    }
    let before = problems.len();
    for (number, argument) in arguments.iter().enumerate() {
        let takes = row.takes.get(number).or(row.takes.last());
        if let (Some(takes), Some(value)) = (takes, &argument.value) {
            let written = cursor.slice(argument.at.clone());
            let wrong = wrong_kind(*takes, value).or_else(|| wrong_value(*takes, value));
            problems.extend(wrong.map(|wrong| wrong.problem(row, number, argument, written)));
        }
    }
    if problems.len() == before {
        problems.extend(numbers(row, arguments));
    }
    if let (Intrinsic::Format, [template, rest @ ..]) = (row.id, arguments)
        && let Some(literal) = &template.literal
    {
        let rest: Vec<Range<usize>> = rest.iter().map(|argument| argument.at.clone()).collect();
        format::check(&literal.braces, &template.at, &rest, problems);
    }
}

fn arity(row: &Function, name_at: &Range<usize>, arguments: &[Read]) -> Option<Problem> {
    let count = arguments.len();
    let too_many = row.most.is_some_and(|most| count > most);
    if count >= row.least && !too_many {
        return None;
    }
    let wanted = match (row.least, row.most) {
        (0, Some(0)) => "no arguments".to_owned(),
        (1, Some(1)) => "1 argument".to_owned(),
        (1, None) => "at least 1 argument".to_owned(),
        (least, None) => format!("at least {least} arguments"),
        (least, Some(most)) if least == most => format!("{least} arguments"),
        (least, Some(most)) => format!("{least} to {most} arguments"),
    };
    let (at, label) = match (
        row.most.and_then(|most| arguments.get(most)),
        arguments.last(),
    ) {
        (Some(first), Some(last)) => (first.at.start..last.at.end, "too many"),
        _ => (name_at.clone(), "too few arguments"),
    };
    Some(
        Problem::new(
            Code::IntrinsicArity,
            at,
            format!("`{}` takes {wanted}, not {count}", row.name),
            label,
        )
        .help(format!("the call is `{}({})`", row.name, row.usage)),
    )
}

/// Why an argument does not fit.
struct Wrong {
    wanted: &'static str,
    help: Option<String>,
}

impl Wrong {
    fn problem(self, row: &Function, number: usize, argument: &Read, written: &str) -> Problem {
        let problem = Problem::new(
            Code::IntrinsicArgument,
            argument.at.clone(),
            format!(
                "`{}` takes {} as its {} argument, not {}",
                row.name,
                self.wanted,
                ordinal(number),
                quoted_part(written)
            ),
            format!("expected {}", self.wanted),
        );
        match self.help {
            Some(help) => problem.help(help),
            None => problem,
        }
    }
}

fn ordinal(number: usize) -> &'static str {
    match number {
        0 => "first",
        1 => "second",
        _ => "third",
    }
}

/// What an argument is, where it is certain before there is a document.
fn kind(value: &ArgumentValue) -> Kind {
    match value {
        ArgumentValue::Literal(Json::String(_)) => Kind::String,
        ArgumentValue::Literal(Json::Number(_)) => Kind::Number,
        ArgumentValue::Literal(Json::Bool(_)) => Kind::Boolean,
        ArgumentValue::Literal(Json::Null) => Kind::Null,
        ArgumentValue::Literal(Json::Array(_)) => Kind::List,
        ArgumentValue::Literal(Json::Object(_)) | ArgumentValue::Path(_) => Kind::Any,
        ArgumentValue::Call(call) => Function::of(call.function).map_or(Kind::Any, |row| row.gives),
    }
}

fn wrong_kind(takes: Takes, value: &ArgumentValue) -> Option<Wrong> {
    let (fits, wanted) = match takes {
        Takes::Any => return None,
        Takes::String | Takes::ShortString => (Kind::String, "a string"),
        Takes::List => (Kind::List, "a list"),
        // No literal and no function but `States.StringToJson` and its like gives one.
        Takes::Object => (Kind::Any, "an object"),
        Takes::Number => (Kind::Number, "a number"),
        Takes::Index => (Kind::Number, "a whole number from 0"),
        Takes::Size => (Kind::Number, "a number above 0"),
        Takes::Step => (Kind::Number, "a number other than 0"),
        Takes::False => (Kind::Boolean, "`false`"),
        Takes::Algorithm => (Kind::String, "the name of a hash algorithm"),
    };
    let kind = kind(value);
    if kind == Kind::Any || kind == fits {
        return None;
    }
    let help = match (takes, kind, value) {
        (
            Takes::Number | Takes::Index | Takes::Size | Takes::Step,
            Kind::String,
            ArgumentValue::Literal(Json::String(text)),
        ) if crate::path::literal::is_number(text) => {
            Some(format!("without quotes it is a number: `{text}`"))
        }
        (Takes::Object, Kind::String, ArgumentValue::Literal(_)) => {
            Some("an object in text is read by `States.StringToJson('..')`".to_owned())
        }
        (Takes::List, Kind::String | Kind::Number, ArgumentValue::Literal(_)) => {
            Some("a list is made by `States.Array(..)`".to_owned())
        }
        (Takes::Algorithm, ..) => Some(format!("algorithms are {}", suggest::list_of(ALGORITHMS))),
        (
            Takes::String | Takes::ShortString,
            Kind::Number,
            ArgumentValue::Literal(Json::Number(number)),
        ) => Some(format!("a string stands in single quotes: `'{number}'`")),
        _ => None,
    };
    Some(Wrong { wanted, help })
}

/// A literal of the right kind that the function refuses nevertheless.
fn wrong_value(takes: Takes, value: &ArgumentValue) -> Option<Wrong> {
    let number = match value {
        ArgumentValue::Literal(Json::Number(number)) => number.parse::<f64>().ok(),
        _ => None,
    };
    let wrong = |wanted| Some(Wrong { wanted, help: None });
    match (takes, value, number) {
        (Takes::Index, _, Some(index)) if index < 0.0 || index.fract() != 0.0 => {
            wrong("a whole number from 0")
        }
        // AWS rounds half up, so that 0.5 is 1.
        (Takes::Size, _, Some(size)) if size < 0.5 => wrong("a number above 0"),
        (Takes::Step, _, Some(step)) if (-0.5..0.5).contains(&step) => {
            wrong("a number other than 0")
        }
        (Takes::False, ArgumentValue::Literal(Json::Bool(true)), _) => Some(Wrong {
            wanted: "`false`",
            help: Some("AWS merges one level deep only, which `false` says".to_owned()),
        }),
        (Takes::ShortString, ArgumentValue::Literal(Json::String(text)), _)
            if text.chars().count() > LONGEST_TEXT =>
        {
            wrong("a string of at most 10,000 characters")
        }
        (Takes::Algorithm, ArgumentValue::Literal(Json::String(name)), _)
            if !ALGORITHMS.contains(&name.as_str()) =>
        {
            Some(Wrong {
                wanted: "the name of a hash algorithm",
                help: Some(
                    match suggest::similar(name, ALGORITHMS)
                        .filter(|known| suggest::same_letters(known, name))
                    {
                        Some(known) => format!("the algorithm is spelled `{known}`"),
                        None => format!("algorithms are {}", suggest::list_of(ALGORITHMS)),
                    },
                ),
            })
        }
        _ => None,
    }
}

/// What two literal numbers say together.
fn numbers(row: &Function, arguments: &[Read]) -> Option<Problem> {
    let literal = |number: usize| match &arguments.get(number)?.value {
        // Half up, as AWS rounds.
        Some(ArgumentValue::Literal(Json::Number(text))) => text
            .parse::<f64>()
            .ok()
            .map(|number| (number + 0.5).floor()),
        _ => None,
    };
    let (first, last) = (literal(0)?, literal(1)?);
    let at = arguments.first()?.at.start..arguments.get(1)?.at.end;
    match row.id {
        Intrinsic::MathRandom if first >= last => Some(
            Problem::new(
                Code::IntrinsicArgument,
                at,
                format!("`{}` has a start that is not below its end", row.name),
                "no number lies between",
            )
            .note("the start is one of the numbers, the end is not"),
        ),
        Intrinsic::ArrayRange => {
            let step = literal(2)?;
            let count = ((last - first) / step).floor() + 1.0;
            (count > LONGEST_RANGE).then(|| {
                Problem::new(
                    Code::IntrinsicArgument,
                    at,
                    format!("`{}` makes a list of more than 1,000 numbers", row.name),
                    format!("{count} numbers"),
                )
            })
        }
        _ => None,
    }
}
