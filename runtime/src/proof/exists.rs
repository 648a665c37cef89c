//! Whether a place can have a value that all filters allow.

use super::place::Place;
use super::record::Record;
use super::tally::Tally;
use super::walk::{Ahead, Ask, walk};
use super::{Kinds, Why, text};
use crate::shape::{Node, Text};

/// Whether a value that the filters allow can be at a place: fine where it can, open where that rests on nothing being
/// known, none where it cannot. The place's node is resolved and no [`Node::OneOf`].
pub(super) const fn exists(place: Place<'_>, record: &mut Record, deep: u32) -> Tally {
    if place.live == 0 {
        return Tally::FINE;
    }
    let mut tally = exists_here(place, record);
    let mut number = 0;
    while number < place.filters() && !tally.is_none() {
        if let Some(step) = place.filter_below(number)
            && is_first_of_its_step(place, number)
        {
            let below = walk(
                place,
                Ahead::along(&[], Some(step)),
                Ask::Exists,
                record,
                deep + 1,
            );
            tally = tally.and(if below.is_fine() { Tally::FINE } else { below });
        }
        number += 1;
    }
    tally
}

/// Whether no filter before this one goes the same way: one walk settles them all.
const fn is_first_of_its_step(place: Place<'_>, number: usize) -> bool {
    match place.filter_below(number) {
        Some(step) => place.live_below(step).trailing_zeros() as usize == number,
        None => false,
    }
}

/// The filters of the place itself.
const fn exists_here(place: Place<'_>, record: &mut Record) -> Tally {
    if place.must_be_missing() {
        return Tally::NONE;
    }
    let kinds = place.kinds().and(Kinds::of_node(place.seen.node));
    if kinds.is_empty() {
        return Tally::NONE;
    }
    match place.seen.node {
        Node::Word(word) => {
            if place.admits(word.gives) {
                Tally::FINE
            } else {
                Tally::NONE
            }
        }
        Node::Text(form) => match place.words() {
            Some(words) => any_word(place, words, *form, record),
            None => Tally::FINE,
        },
        Node::Any => match place.words() {
            Some(words) if any_word(place, words, Text::Any, record).is_none() => Tally::NONE,
            _ => record.doubt(Why::unknown(place.leaf.source, &record.types)),
        },
        _ => Tally::FINE,
    }
}

/// Whether one of these strings is left, and of that form.
const fn any_word(place: Place<'_>, words: &[&str], form: Text, record: &mut Record) -> Tally {
    let mut tally = Tally::NONE;
    let mut at = 0;
    while at < words.len() && !tally.is_fine() {
        if place.admits(words[at]) {
            tally = match form {
                Text::Any => Tally::FINE,
                Text::Char if text::is_char(words[at]) => Tally::FINE,
                Text::Timestamp if text::is_timestamp(words[at]) => Tally::FINE,
                Text::Char | Text::Timestamp => tally,
                Text::Form(name) => record.doubt(Why::Form(name)),
            };
        }
        at += 1;
    }
    tally
}
