//! What all samples have in common, place by place: the form that fits each of them, and no more than they show.

use std::collections::BTreeMap;

use super::Document;
use crate::ir::Json;

/// The form of the values at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    /// Some are `null`, which `kind` does not cover.
    pub(super) is_nullable: bool,
    /// What the others are.
    pub(super) kind: Kind,
    /// The first sample that has something there, and not `null` if any has.
    pub(super) file: String,
    /// The first value there that is short enough to be shown.
    pub(super) example: Option<String>,
}

/// The kind of the values at one place, `null` aside.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Values of several kinds, or none at all.
    Any,
    Bool,
    Whole(Range),
    /// Numbers, some with a fraction or an exponent, or too large for an integer.
    Float,
    Text,
    /// Lists, and the form of their items.
    List(Box<Form>),
    /// Objects without any field.
    Map,
    /// Objects, and the fields that they have, in the order in which they are first seen.
    Object(Vec<Member>),
}

/// The Rust integer that all whole numbers of a place fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    I64,
    U64,
    I128,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    pub(super) key: String,
    /// Some samples have the object without the field.
    pub(super) may_be_missing: bool,
    pub(super) form: Form,
}

/// A value, and the sample that it stands in.
#[derive(Clone, Copy)]
struct Seen<'a> {
    file: &'a str,
    value: &'a Json,
}

impl Form {
    /// The form of all samples.
    pub(super) fn of(documents: &[Document]) -> Form {
        let seen = documents.iter().map(|document| Seen {
            file: &document.file,
            value: &document.value,
        });
        Form::union(&seen.collect::<Vec<_>>())
    }

    /// All values of one place at once, so that the order in which they come cannot matter to the result.
    fn union(values: &[Seen<'_>]) -> Form {
        let is_there = |seen: &&Seen<'_>| !matches!(seen.value, Json::Null);
        let there: Vec<Seen<'_>> = values.iter().filter(is_there).copied().collect();
        let kind = Kind::union(&there);
        let file = there.first().or(values.first());
        Form {
            // Where anything may be, `null` is no exception.
            is_nullable: there.len() < values.len() && (there.is_empty() || kind != Kind::Any),
            kind,
            file: file.map(|seen| seen.file.to_owned()).unwrap_or_default(),
            example: there.iter().find_map(|seen| example(seen.value)),
        }
    }
}

impl Kind {
    fn union(there: &[Seen<'_>]) -> Kind {
        let Some(first) = there.first() else {
            return Kind::Any;
        };
        let kind = std::mem::discriminant(first.value);
        if there
            .iter()
            .any(|seen| std::mem::discriminant(seen.value) != kind)
        {
            return Kind::Any;
        }
        match first.value {
            Json::Null => Kind::Any,
            Json::Bool(_) => Kind::Bool,
            Json::Number(_) => numbers(there),
            Json::String(_) => Kind::Text,
            Json::Array(_) => {
                let items = there.iter().flat_map(|seen| {
                    let items = match seen.value {
                        Json::Array(items) => items.as_slice(),
                        _ => &[],
                    };
                    items.iter().map(|value| Seen { value, ..*seen })
                });
                Kind::List(Box::new(Form::union(&items.collect::<Vec<_>>())))
            }
            Json::Object(_) => objects(there),
        }
    }
}

fn numbers(there: &[Seen<'_>]) -> Kind {
    let (mut least, mut most) = (0, 0);
    for seen in there {
        match seen.value {
            Json::Number(written) => match whole(written) {
                Some(number) => {
                    least = number.min(least);
                    most = number.max(most);
                }
                None => return Kind::Float,
            },
            _ => return Kind::Any,
        }
    }
    Kind::Whole(if most <= i128::from(i64::MAX) {
        Range::I64
    } else if least >= 0 {
        Range::U64
    } else {
        Range::I128
    })
}

/// A number that JSON readers take for an integer: written as one, and within 64 bits with or without a sign. `-0` has
/// its sign as a float only.
fn whole(written: &str) -> Option<i128> {
    let number: i128 = written.parse().ok()?;
    let is_integer =
        written != "-0" && number >= i128::from(i64::MIN) && number <= i128::from(u64::MAX);
    is_integer.then_some(number)
}

fn objects(there: &[Seen<'_>]) -> Kind {
    let mut fields: Vec<(&str, Vec<Seen<'_>>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for seen in there {
        let Json::Object(members) = seen.value else {
            continue;
        };
        for (key, value) in members {
            let place = *places.entry(key).or_insert(fields.len());
            let value = Seen { value, ..*seen };
            match fields.get_mut(place) {
                Some((_, values)) => values.push(value),
                None => fields.push((key, vec![value])),
            }
        }
    }
    if fields.is_empty() {
        return Kind::Map;
    }
    let member = |(key, values): (&str, Vec<Seen<'_>>)| Member {
        key: key.to_owned(),
        may_be_missing: values.len() < there.len(),
        form: Form::union(&values),
    };
    Kind::Object(fields.into_iter().map(member).collect())
}

/// The most characters of a value that are shown.
const LONGEST_EXAMPLE: usize = 40;

/// A value as the sample has it, where it is a scalar or a short list of scalars.
fn example(value: &Json) -> Option<String> {
    match value {
        Json::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(scalar).collect();
            let shown = format!("[{}]", items?.join(", "));
            (shown.len() > "[]".len() && shown.chars().count() <= LONGEST_EXAMPLE).then_some(shown)
        }
        scalar_ => scalar(scalar_),
    }
}

fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Null => Some("null".to_owned()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Number(written) => Some(cut(written)),
        Json::String(text) => {
            let mut shown = String::from("\"");
            let cut = cut(text);
            cut.chars()
                .for_each(|character| crate::substitute::push_escaped(&mut shown, character));
            shown.push('"');
            Some(shown)
        }
        Json::Array(_) | Json::Object(_) => None,
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_EXAMPLE) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
