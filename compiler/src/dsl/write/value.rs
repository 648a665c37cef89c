//! The values of fields.

use super::super::fields::{Takes, snake, takes, twin_of};
use super::layout::Piece;
use super::{query, word};
use crate::asl::fields::Table;
use crate::ir::QueryLanguage;
use crate::json::{Member, Node, Value};

/// Fields whose strings are words of ASL's.
const WORDS: [&str; 8] = [
    "CSVDelimiter",
    "CSVHeaderLocation",
    "InputType",
    "JitterStrategy",
    "ManifestType",
    "OutputType",
    "QueryLanguage",
    "Transformation",
];

/// A field as it is written: its name in snake case, which a path twin shares, and its value.
pub(super) fn field(table: &Table, language: QueryLanguage, member: &Member) -> (String, Piece) {
    let written = member.key.value.as_str();
    let base = twin_of(table, written).unwrap_or(written);
    let is_query = base != written;
    let value = &member.value;
    let piece = match takes(base) {
        _ if is_query => query_of(value),
        Takes::Path => match &value.value {
            Value::String(text) => Piece::atom(query::path(&text.value)),
            _ => Piece::atom("null"),
        },
        Takes::Duration => match &value.value {
            Value::Number(seconds) => Piece::Atom(word::duration(seconds)),
            _ => template(value, language),
        },
        Takes::Template => template(value, language),
        Takes::Json => json(value),
        Takes::Fields(table) => object(table, language, super::members(value)),
        Takes::Scalar => match &value.value {
            Value::String(text) if WORDS.contains(&base) => Piece::atom(&*text.value),
            _ => template(value, language),
        },
    };
    (snake(base), piece)
}

/// Several fields in braces.
pub(super) fn object<'a>(
    table: &Table,
    language: QueryLanguage,
    members: impl IntoIterator<Item = &'a Member>,
) -> Piece {
    let fields = members.into_iter();
    Piece::Object(
        fields
            .map(|member| field(table, language, member))
            .collect(),
    )
}

/// A path or a call in a string.
pub(super) fn query_of(node: &Node) -> Piece {
    match &node.value {
        Value::String(text) => query::query(&text.value),
        _ => json(node),
    }
}

/// A payload template, or in JSONata JSON with expressions in it.
pub(super) fn template(node: &Node, language: QueryLanguage) -> Piece {
    match &node.value {
        Value::String(text) if language == QueryLanguage::Jsonata => {
            let expression = query::expression(&text.value);
            Piece::Atom(expression.unwrap_or_else(|| word::string(&text.value)))
        }
        Value::Array(items) => {
            Piece::List(items.iter().map(|item| template(item, language)).collect())
        }
        Value::Object(members) => {
            let fields = members.iter().map(|member| {
                let key = member.key.value.as_str();
                match key.strip_suffix(".$") {
                    Some(name) if language == QueryLanguage::JsonPath => {
                        (word::key(name), query_of(&member.value))
                    }
                    _ => (word::key(key), template(&member.value, language)),
                }
            });
            Piece::Object(fields.collect())
        }
        _ => json(node),
    }
}

/// JSON that stands for itself.
pub(super) fn json(node: &Node) -> Piece {
    match &node.value {
        Value::Null => Piece::atom("null"),
        Value::Bool(value) => Piece::Atom(value.to_string()),
        Value::Number(number) => Piece::atom(number),
        Value::String(text) => Piece::Atom(word::string(&text.value)),
        Value::Array(items) => Piece::List(items.iter().map(json).collect()),
        Value::Object(members) => Piece::Object(
            members
                .iter()
                .map(|member| (word::key(&member.key.value), json(&member.value)))
                .collect(),
        ),
    }
}
