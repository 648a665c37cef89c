//! Arrays.

use super::{Given, Taken, wrong_kind};
use crate::program::Literal;
use crate::proof::facts::{ask_fact, ask_literal};
use crate::proof::place::Path;
use crate::proof::problem::Wrong;
use crate::proof::record::Record;
use crate::proof::tally::Tally;
use crate::proof::walk::{Ahead, Ask, nth, walk};
use crate::proof::{Fact, Kinds, Step, Why};
use crate::shape::Node;

/// An array of any length.
pub(super) const fn fits_list(
    given: Given<'_>,
    item: &'static Node,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    match length(given) {
        Length::NoArray => wrong_kind(given, taken, record),
        Length::Any => {
            let path = Path {
                step: Step::Item,
                outer: taken.at,
            };
            let down = taken.down(item, taken.seen.scope, &path);
            let tally = item_fits(given, Step::Item, &down, record, deep + 1);
            // Without items it is empty, which fits.
            if tally.is_none() { Tally::FINE } else { tally }
        }
        Length::Is(length) => {
            let mut tally = Tally::FINE;
            let mut at = 0;
            while at < length {
                let step = index(at);
                let path = Path {
                    step,
                    outer: taken.at,
                };
                let down = taken.down(item, taken.seen.scope, &path);
                tally = tally.and(item_fits(given, step, &down, record, deep + 1));
                at += 1;
            }
            tally
        }
    }
}

/// An array of exactly these items.
pub(super) const fn fits_tuple(
    given: Given<'_>,
    items: &'static [&'static Node],
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let mut tally = Tally::FINE;
    let length = length(given);
    match length {
        Length::NoArray => return wrong_kind(given, taken, record),
        Length::Is(found) if found != items.len() => {
            let wrong = Wrong::Length(found, items.len());
            return record.wrong(taken.origin(given.place()), wrong);
        }
        Length::Is(_) => {}
        Length::Any => tally = record.open(Why::ArrayLength),
    }
    let mut at = 0;
    while at < items.len() {
        let index = index(at);
        let path = Path {
            step: index,
            outer: taken.at,
        };
        let down = taken.down(items[at], taken.seen.scope, &path);
        let step = match length {
            Length::Any => Step::Item,
            _ => index,
        };
        tally = tally.and(item_fits(given, step, &down, record, deep + 1));
        at += 1;
    }
    tally
}

#[derive(Clone, Copy)]
enum Length {
    Is(usize),
    Any,
    NoArray,
}

const fn length(given: Given<'_>) -> Length {
    match given {
        Given::Place(place) => match place.seen.node {
            Node::List(_) => Length::Any,
            Node::Tuple(items) => Length::Is(items.len()),
            _ => Length::NoArray,
        },
        Given::Fact(Fact::List(_)) => Length::Any,
        Given::Fact(Fact::Tuple(items)) => Length::Is(items.len()),
        Given::Literal(Literal::Array(items)) => Length::Is(items.len()),
        Given::Kinds(kinds, _) if kinds.is(Kinds::LIST) => Length::Any,
        _ => Length::NoArray,
    }
}

#[expect(clippy::cast_possible_wrap, reason = "no constant has that many items")]
const fn index(at: usize) -> Step {
    Step::Index(at as i64)
}

/// An item of an array, which is known to be there.
const fn item_fits(
    given: Given<'_>,
    step: Step,
    down: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    match (given, step) {
        (Given::Place(place), _) => walk(
            place,
            Ahead::along(&[], Some(step)),
            Ask::Fits(down),
            record,
            deep + 1,
        ),
        (Given::Fact(fact), _) => ask_fact(fact, Some(step), Ask::Fits(down), record, deep + 1),
        (Given::Literal(Literal::Array(items)), Step::Index(index)) => {
            match nth(items.len(), index) {
                Some(at) => ask_literal(&items[at], Ask::Fits(down), record, deep + 1),
                None => Tally::NONE,
            }
        }
        (Given::Kinds(_, why), _) if !down.takes_all() => record.open(why),
        _ => Tally::FINE,
    }
}
