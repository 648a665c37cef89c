//! What each intrinsic function takes, from the specification's Appendix B and the developer guide.

use std::ops::Range;

use crate::errors::Code;
use crate::ir::{ArgumentValue, Call, Intrinsic, Json};
use crate::problem::Problem;
use crate::suggest;
use crate::text::Text;

/// What an argument has to be, where it is a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Anything,
    /// An array or object, which no literal can be.
    Container(&'static str),
    Number,
    String,
    /// A whole number from the given one.
    Whole(i64),
    /// `false`, the only value that AWS takes.
    False,
    /// The name of a hash.
    Algorithm,
}

const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

struct Signature {
    name: &'static str,
    function: Intrinsic,
    takes: &'static [Takes],
    /// How many of them may be left out at the end; none where any number may follow.
    optional: Option<usize>,
}

const fn exactly(name: &'static str, function: Intrinsic, takes: &'static [Takes]) -> Signature {
    Signature {
        name,
        function,
        takes,
        optional: Some(0),
    }
}

const SIGNATURES: [Signature; 18] = [
    Signature {
        name: "States.Array",
        function: Intrinsic::Array,
        takes: &[],
        optional: None,
    },
    exactly(
        "States.ArrayContains",
        Intrinsic::ArrayContains,
        &[Takes::Container("an array"), Takes::Anything],
    ),
    exactly(
        "States.ArrayGetItem",
        Intrinsic::ArrayGetItem,
        &[Takes::Container("an array"), Takes::Whole(0)],
    ),
    exactly(
        "States.ArrayLength",
        Intrinsic::ArrayLength,
        &[Takes::Container("an array")],
    ),
    exactly(
        "States.ArrayPartition",
        Intrinsic::ArrayPartition,
        &[Takes::Container("an array"), Takes::Number],
    ),
    exactly(
        "States.ArrayRange",
        Intrinsic::ArrayRange,
        &[Takes::Number, Takes::Number, Takes::Number],
    ),
    exactly(
        "States.ArrayUnique",
        Intrinsic::ArrayUnique,
        &[Takes::Container("an array")],
    ),
    exactly(
        "States.Base64Decode",
        Intrinsic::Base64Decode,
        &[Takes::String],
    ),
    exactly(
        "States.Base64Encode",
        Intrinsic::Base64Encode,
        &[Takes::String],
    ),
    Signature {
        name: "States.Format",
        function: Intrinsic::Format,
        takes: &[Takes::String],
        optional: None,
    },
    exactly(
        "States.Hash",
        Intrinsic::Hash,
        &[Takes::Anything, Takes::Algorithm],
    ),
    exactly(
        "States.JsonMerge",
        Intrinsic::JsonMerge,
        &[
            Takes::Container("an object"),
            Takes::Container("an object"),
            Takes::False,
        ],
    ),
    exactly(
        "States.JsonToString",
        Intrinsic::JsonToString,
        &[Takes::Anything],
    ),
    exactly(
        "States.MathAdd",
        Intrinsic::MathAdd,
        &[Takes::Number, Takes::Number],
    ),
    Signature {
        name: "States.MathRandom",
        function: Intrinsic::MathRandom,
        takes: &[Takes::Number, Takes::Number, Takes::Number],
        optional: Some(1),
    },
    exactly(
        "States.StringSplit",
        Intrinsic::StringSplit,
        &[Takes::String, Takes::String],
    ),
    exactly(
        "States.StringToJson",
        Intrinsic::StringToJson,
        &[Takes::String],
    ),
    exactly("States.UUID", Intrinsic::UUID, &[]),
];

/// The function of that name.
pub(super) fn find(name: &str) -> Option<Intrinsic> {
    SIGNATURES
        .iter()
        .find(|signature| signature.name == name)
        .map(|signature| signature.function)
}

/// The problem of a name that is no function's.
pub(super) fn unknown(name: &str, at: Range<usize>) -> Problem {
    let names = || SIGNATURES.iter().map(|signature| signature.name);
    // `Format` and `States.format` are meant as much as `States.Fromat`.
    let full = if name.starts_with("States.") {
        name.to_owned()
    } else {
        format!("States.{name}")
    };
    let similar = if names().any(|known| known == full) {
        Some(full.as_str())
    } else {
        suggest::similar(&full, names())
    };
    let help = match similar {
        Some(similar) => format!("a function with a similar name exists: `{similar}`"),
        None => format!("the intrinsic functions are {}", suggest::list_of(names())),
    };
    Problem {
        code: Code::UnknownIntrinsic,
        at,
        title: format!("`{name}` is not an intrinsic function"),
        label: "no such function".to_owned(),
        notes: Vec::new(),
        help: Some(help),
    }
}

/// Checks the arguments of a call: how many, and what the literals among them are.
pub(super) fn check(
    call: &Call,
    name_at: &Range<usize>,
    at: &Range<usize>,
    text: &Text,
    problems: &mut Vec<Problem>,
) {
    let Some(signature) = SIGNATURES
        .iter()
        .find(|signature| signature.function == call.function)
    else {
        return;
    };
    let name = signature.name;
    let given = call.arguments.len();
    let most = signature.takes.len();
    let (least, fits) = match signature.optional {
        Some(optional) => (most - optional, (most - optional..=most).contains(&given)),
        None => (most, given >= most),
    };
    if !fits {
        let expected = match signature.optional {
            Some(0) => plural(most),
            Some(_) => format!("{least} or {}", plural(most)),
            None => format!("at least {}", plural(least)),
        };
        problems.push(Problem {
            code: Code::IntrinsicArity,
            at: at.clone(),
            title: format!("`{name}` takes {expected}, not {given}"),
            label: format!("{} here", plural(given)),
            notes: Vec::new(),
            help: None,
        });
    }
    for (number, (argument, takes)) in call.arguments.iter().zip(signature.takes).enumerate() {
        let ArgumentValue::Literal(literal) = &argument.value else {
            continue;
        };
        if let Some((expected, help)) = wrong(literal, *takes) {
            // The site of an argument is in the file; its range in the text is found from there.
            problems.push(Problem {
                code: Code::IntrinsicArgument,
                at: range_of(text, &argument.site).unwrap_or_else(|| name_at.clone()),
                title: format!(
                    "argument {} of `{name}` is {}, not {expected}",
                    number + 1,
                    kind(literal)
                ),
                label: format!("expected {expected}"),
                notes: Vec::new(),
                help,
            });
        }
    }
    if call.function == Intrinsic::Format
        && let Some(ArgumentValue::Literal(Json::String(template))) =
            call.arguments.first().map(|a| &a.value)
    {
        let placeholders = placeholders(template);
        if placeholders != given.saturating_sub(1) {
            let template_at = call.arguments.first().and_then(|a| range_of(text, &a.site));
            problems.push(Problem {
                code: Code::FormatPlaceholders,
                at: template_at.unwrap_or_else(|| at.clone()),
                title: format!(
                    "`States.Format` has {placeholders} placeholder{} for {}",
                    if placeholders == 1 { "" } else { "s" },
                    plural(given.saturating_sub(1)),
                ),
                label: format!("{placeholders} `{{}}` here"),
                notes: Vec::new(),
                help: Some(
                    "each `{}` takes one argument; a brace that is meant as text is written `\\{`"
                        .to_owned(),
                ),
            });
        }
    }
}

/// The unescaped `{}` of a template.
fn placeholders(template: &str) -> usize {
    let mut count = 0;
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '{' if characters.peek() == Some(&'}') => {
                characters.next();
                count += 1;
            }
            _ => {}
        }
    }
    count
}

/// The bytes of the text's value that a site in the file stands for.
fn range_of(text: &Text, site: &Range<usize>) -> Option<Range<usize>> {
    let boundaries = || {
        text.value
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.value.len()])
    };
    let start = boundaries().find(|at| text.locate(*at..*at).start == site.start)?;
    let end = boundaries().find(|end| *end > start && text.locate(start..*end).end == site.end)?;
    Some(start..end)
}

/// What is expected instead of a literal that does not fit, and a remedy.
fn wrong(literal: &Json, takes: Takes) -> Option<(String, Option<String>)> {
    let fits = match takes {
        Takes::Anything => true,
        Takes::Container(_) => false,
        Takes::Number => matches!(literal, Json::Number(_)),
        Takes::String => matches!(literal, Json::String(_)),
        Takes::Whole(least) => match literal {
            Json::Number(number) => number.parse::<i64>().is_ok_and(|number| number >= least),
            _ => false,
        },
        Takes::False => *literal == Json::Bool(false),
        Takes::Algorithm => {
            matches!(literal, Json::String(name) if ALGORITHMS.contains(&name.as_str()))
        }
    };
    if fits {
        return None;
    }
    Some(match takes {
        Takes::Anything | Takes::Container("an array") => (
            "an array".to_owned(),
            Some("a path or a call gives an array, such as `$.items`".to_owned()),
        ),
        Takes::Container(what) => (
            what.to_owned(),
            Some(format!("a path gives {what}, such as `$.order`")),
        ),
        Takes::Number => ("a number".to_owned(), None),
        Takes::String => ("a text".to_owned(), None),
        Takes::Whole(least) => (format!("a whole number from {least}"), None),
        Takes::False => (
            "`false`".to_owned(),
            Some("AWS merges shallowly only, and wants that said".to_owned()),
        ),
        Takes::Algorithm => (
            "the name of a hash".to_owned(),
            Some(format!("the hashes are {}", suggest::list_of(ALGORITHMS))),
        ),
    })
}

fn kind(literal: &Json) -> String {
    match literal {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => format!("`{value}`"),
        Json::Number(number) => format!("the number {number}"),
        Json::String(text) => format!("the text `{}`", crate::path::shown(text)),
        Json::Array(_) | Json::Object(_) => "a container".to_owned(),
    }
}

fn plural(count: usize) -> String {
    if count == 1 {
        "1 argument".to_owned()
    } else {
        format!("{count} arguments")
    }
}
