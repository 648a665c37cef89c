//! What is asked of a value that the compiler knows in part.

use super::filters::{MOST_FILTERS, all_of};
use super::fits::{Given, each_of_fact, each_of_literal, fits};
use super::place::{Ahead, Place};
use super::problem::{Origin, Wrong};
use super::record::Record;
use super::tally::Tally;
use super::walk::{Ask, are_kinds, can_be, nth, walk};
use super::{Fact, Kinds, Leaf, Step, Why, text};
use crate::program::Literal;

/// Asks of a value, or of a part of it that is a step away.
pub(super) const fn ask_fact(
    fact: &'static Fact,
    step: Option<Step>,
    ask: Ask<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if !record.goes_on(deep) {
        return Tally::OPEN;
    }
    match fact {
        Fact::Leaf(leaf) => return ask_leaf(leaf, step, ask, record, deep + 1),
        Fact::Missing => return missing(ask, record),
        Fact::Maybe(fact) => {
            let was_right = record.first.problem.is_none();
            let there = ask_fact(fact, step, ask, record, deep + 1);
            let missing = missing(ask, record);
            if was_right && !there.is_none() {
                record.looked_at_some();
            }
            return there.or(missing);
        }
        Fact::OneOf(facts) => {
            let was_right = record.first.problem.is_none();
            let mut tally = Tally::NONE;
            let mut at = 0;
            while at < facts.len() {
                tally = tally.or(ask_fact(&facts[at], step, ask, record, deep + 1));
                at += 1;
            }
            if was_right && facts.len() > 1 {
                record.looked_at_some();
            }
            return tally;
        }
        _ => {}
    }
    let Some(step) = step else {
        return match ask {
            Ask::Fits(taken) => fits(Given::Fact(fact), taken, record, deep + 1),
            Ask::Each(each) => each_of_fact(fact, each, record, deep + 1),
            Ask::There if matches!(fact, Fact::Any) => record.open(Why::Value),
            Ask::There | Ask::Exists | Ask::Remains => Tally::FINE,
            Ask::Kind(wanted) => {
                let kinds = Kinds::of_fact(fact);
                are_kinds(kinds, wanted, Origin::UNSEEN, Why::Value, record)
            }
        };
    };
    match (fact, step) {
        (Fact::Any, _) => unknown(ask, record),
        (Fact::Of(kinds), Step::Field(_) | Step::Member(_))
            if !kinds.and(Kinds::OBJECT).is_empty() =>
        {
            unknown(ask, record)
        }
        (Fact::Of(kinds), Step::Index(_) | Step::Item) if !kinds.and(Kinds::LIST).is_empty() => {
            unknown(ask, record)
        }
        (Fact::Object { fields, rest }, Step::Field(name) | Step::Member(name)) => {
            let mut at = 0;
            while at < fields.len() {
                if text::same(fields[at].0, name) {
                    return ask_fact(&fields[at].1, None, ask, record, deep + 1);
                }
                at += 1;
            }
            match rest {
                Some(rest) => ask_fact(rest, Some(step), ask, record, deep + 1),
                None => missing(ask, record),
            }
        }
        (Fact::Literal(literal), _) => match part_of(literal, step) {
            Some(part) => ask_literal(part, ask, record, deep + 1),
            None => missing(ask, record),
        },
        (Fact::List(item), Step::Item) => ask_fact(item, None, ask, record, deep + 1),
        (Fact::List(item), Step::Index(_)) => {
            let there = ask_fact(item, None, ask, record, deep + 1);
            if there.is_fine() {
                record.open(Why::ShorterArray);
            }
            there.at_best_open()
        }
        (Fact::Tuple(items), Step::Index(index)) => match nth(items.len(), index) {
            Some(index) => ask_fact(&items[index], None, ask, record, deep + 1),
            None => missing(ask, record),
        },
        (Fact::Tuple(items), Step::Item) => {
            let mut tally = Tally::NONE;
            let mut at = 0;
            while at < items.len() {
                tally = tally.or(ask_fact(&items[at], None, ask, record, deep + 1));
                at += 1;
            }
            tally
        }
        _ => missing(ask, record),
    }
}

/// Asks of a part of a Rust value, or of what is a step further.
const fn ask_leaf(
    leaf: &'static Leaf,
    step: Option<Step>,
    ask: Ask<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let root = Place::root(leaf, record.types.given(leaf.source), all_of(leaf));
    if leaf.filters.len() > MOST_FILTERS {
        return record.open(Why::TooLarge);
    }
    if !can_be(root, record, deep + 1) {
        return Tally::NONE;
    }
    walk(root, Ahead::along(leaf.steps, step), ask, record, deep + 1)
}

/// Asks of a literal.
pub(super) const fn ask_literal(
    literal: &'static Literal,
    ask: Ask<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    match ask {
        Ask::Fits(taken) => fits(Given::Literal(literal), taken, record, deep + 1),
        Ask::Each(each) => each_of_literal(literal, each, record, deep + 1),
        Ask::Kind(wanted) => {
            let kinds = Kinds::of_literal(literal);
            are_kinds(kinds, wanted, Origin::UNSEEN, Why::Value, record)
        }
        Ask::There | Ask::Exists | Ask::Remains => Tally::FINE,
    }
}

/// A part of a literal.
pub(super) const fn part_of(literal: &'static Literal, step: Step) -> Option<&'static Literal> {
    match (literal, step) {
        (Literal::Object(fields), Step::Field(name) | Step::Member(name)) => {
            let mut at = 0;
            while at < fields.len() {
                if text::same(fields[at].0, name) {
                    return Some(&fields[at].1);
                }
                at += 1;
            }
            None
        }
        (Literal::Array(items), Step::Index(index)) => match nth(items.len(), index) {
            Some(index) => Some(&items[index]),
            None => None,
        },
        _ => None,
    }
}

/// The value is missing, as the compiler knows.
pub(super) const fn missing(ask: Ask<'_>, record: &mut Record) -> Tally {
    match ask {
        Ask::There | Ask::Kind(_) => record.wrong(Origin::UNSEEN, Wrong::Missing),
        Ask::Fits(taken) if !taken.optional => record.wrong(taken.origin(None), Wrong::Missing),
        Ask::Fits(_) | Ask::Each(_) | Ask::Exists | Ask::Remains => Tally::FINE,
    }
}

/// Nothing is known, not even whether it is there.
const fn unknown(ask: Ask<'_>, record: &mut Record) -> Tally {
    match ask {
        Ask::Fits(taken) if taken.optional && taken.takes_all() => Tally::FINE,
        _ => record.open(Why::Value),
    }
}
