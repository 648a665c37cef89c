//! Values without parts.

use super::{Given, Taken, wrong_kind};
use crate::program::Literal;
use crate::proof::problem::Wrong;
use crate::proof::record::Record;
use crate::proof::tally::Tally;
use crate::proof::{Kinds, Why, text};
use crate::shape::{Node, Text, Word};

/// `null`, truth values, numbers and strings.
pub(super) const fn fits_scalar(
    given: Given<'_>,
    node: &'static Node,
    taken: &Taken<'_>,
    record: &mut Record,
) -> Tally {
    let kinds = given.kinds();
    let wanted = match node {
        Node::Null => Kinds::NULL,
        Node::Bool => Kinds::BOOL,
        Node::Float | Node::Integer(..) => Kinds::NUMBER,
        Node::Text(_) | Node::Word(_) => Kinds::STRING,
        _ => Kinds::NONE,
    };
    if !kinds.is_within(wanted) {
        return wrong_kind(given, taken, record);
    }
    match node {
        Node::Integer(least, most) => fits_integer(given, *least, *most, taken, record),
        Node::Text(form) => fits_text(given, *form, record),
        Node::Word(word) => fits_word(given, word, taken, record),
        _ => Tally::FINE,
    }
}

/// A whole number within bounds. serde takes no number with a fraction point for one, even where the fraction is zero.
const fn fits_integer(
    given: Given<'_>,
    least: i128,
    most: i128,
    taken: &Taken<'_>,
    record: &mut Record,
) -> Tally {
    let (from, to) = match given {
        Given::Literal(Literal::Int(number)) => (*number as i128, *number as i128),
        Given::Literal(Literal::UInt(number)) => (*number as i128, *number as i128),
        Given::Kinds(kinds, _) if kinds.is(Kinds::INTEGER) => (i64::MIN as i128, i64::MAX as i128),
        Given::Kinds(kinds, _) if kinds.is(Kinds::NUMBER) => return record.open(Why::Fraction),
        Given::Place(place) => match place.seen.node {
            Node::Integer(from, to) => (*from, *to),
            _ => return wrong_kind(given, taken, record),
        },
        _ => return wrong_kind(given, taken, record),
    };
    if least <= from && to <= most {
        Tally::FINE
    } else if to < least || most < from {
        record.wrong(taken.origin(given.place()), Wrong::Range(least, most))
    } else {
        record.open(Why::Range(least, most))
    }
}

const fn fits_text(given: Given<'_>, form: Text, record: &mut Record) -> Tally {
    let why = match form {
        Text::Any => return Tally::FINE,
        Text::Char => Why::Character,
        Text::Timestamp => Why::Timestamp,
        Text::Form(name) => Why::Form(name),
    };
    let is_of_form = match (known_text(given), form) {
        (Some(known), Text::Char) => text::is_char(known),
        (Some(known), Text::Timestamp) => text::is_timestamp(known),
        (None, _) => match (text_form(given), form) {
            (Text::Char, Text::Char) | (Text::Timestamp, Text::Timestamp) => true,
            (Text::Form(given), Text::Form(taken)) => text::same(given, taken),
            _ => false,
        },
        _ => false,
    };
    if is_of_form {
        Tally::FINE
    } else {
        record.open(why)
    }
}

const fn fits_word(
    given: Given<'_>,
    word: &'static Word,
    taken: &Taken<'_>,
    record: &mut Record,
) -> Tally {
    match known_text(given) {
        Some(known) if text::contains(word.takes, known) => Tally::FINE,
        Some(known) => {
            let wrong = Wrong::Word(known, taken.seen.node);
            record.wrong(taken.origin(given.place()), wrong)
        }
        None => record.open(Why::OtherString),
    }
}

/// The string, where it is known.
pub(super) const fn known_text(given: Given<'_>) -> Option<&'static str> {
    match given {
        Given::Literal(Literal::String(text)) => Some(text),
        Given::Word(word) => Some(word),
        Given::Place(place) => match place.seen.node {
            Node::Word(word) => Some(word.gives),
            _ => None,
        },
        _ => None,
    }
}

/// What is known of a string.
const fn text_form(given: Given<'_>) -> Text {
    match given {
        Given::Kinds(kinds, _) if kinds.is(Kinds::TIMESTAMP) => Text::Timestamp,
        Given::Place(place) => match place.seen.node {
            Node::Text(form) => *form,
            _ => Text::Any,
        },
        _ => Text::Any,
    }
}
