//! Types of several forms: enums and `Option`s.

use super::fields::{field_of, quietly_there};
use super::scalar::known_text;
use super::{Given, Taken, fits_form, wrong_kind};
use crate::proof::place::Path;
use crate::proof::problem::Wrong;
use crate::proof::record::Record;
use crate::proof::tally::Tally;
use crate::proof::walk::Ask;
use crate::proof::{Kinds, Step, Why};
use crate::shape::{Node, OneOf, Struct};

/// A value fits a type of several forms if it fits one of them.
///
/// What does not fit is reported as a misfit of the form that was most likely meant: the one whose tag agrees.
pub(super) const fn fits_one_of(
    given: Given<'_>,
    of: &'static OneOf,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let scope = taken.around();
    let before = record.first;
    let mut best = before;
    let mut best_tally = Tally::WRONG;
    let mut best_rank = 0;
    let mut in_part = 0;
    let mut turn = 0;
    while turn < of.variants.len() {
        let variant = &of.variants[in_turn(turn, taken.hint, of.variants.len())];
        turn += 1;
        if !variant.is_taken {
            continue;
        }
        record.first = before;
        let form = taken.seen_as(variant.node, &scope);
        let tally = fits_form(given, &form, record, deep + 1);
        if tally.is_only_fine() {
            record.first = before;
            return tally;
        }
        if tally.is_wrong() && !tally.is_only_wrong() {
            in_part += 1;
        }
        let mut rank = rank(tally);
        if record.loud {
            let first = record.first;
            rank += likeness(given, &form, record, deep + 1);
            record.first = first;
        }
        if rank >= best_rank {
            best = record.first;
            best_tally = tally;
            best_rank = rank;
        }
    }
    record.first = best;
    if best_tally.is_wrong() && in_part > 1 {
        // Some values fit one form and the others maybe another.
        record.first = before;
        return record.open(Why::Forms);
    }
    if best_tally.is_only_wrong() && is_words(of) {
        record.first = before;
        let wrong = match known_text(given) {
            Some(word) => Wrong::Word(word, taken.seen.node),
            None => return wrong_kind(given, taken, record),
        };
        return record.wrong(taken.origin(given.place()), wrong);
    }
    best_tally
}

/// All numbers below `count`, that of the hint first.
const fn in_turn(turn: usize, hint: usize, count: usize) -> usize {
    if hint >= count || turn > hint {
        turn
    } else if turn == 0 {
        hint
    } else {
        turn - 1
    }
}

/// What fits in part is nearer than what does not, and what may fit nearer still; [`likeness`] decides among equals.
const fn rank(tally: Tally) -> u32 {
    if tally.is_only_wrong() {
        10
    } else if tally.is_wrong() {
        20
    } else {
        30
    }
}

/// How likely a form is the one that was meant, from 0 to 4.
const fn likeness(given: Given<'_>, form: &Taken<'_>, record: &mut Record, deep: u32) -> u32 {
    let form = form.resolved();
    let kinds = given.kinds().and(Kinds::of_node(form.seen.node));
    match form.seen.node {
        Node::Null => 0,
        _ if kinds.is_empty() => 1,
        Node::Struct(of) => match tag_of(of) {
            Some((name, node)) => {
                let path = Path {
                    step: Step::Field(name),
                    outer: form.at,
                };
                let scope = form.around();
                let down = form.down(node, Some(&scope), &path);
                let tag = field_of(given, name, Ask::Fits(&down), record, deep + 1);
                if tag.is_wrong() { 2 } else { 4 }
            }
            None => match first_name(of) {
                Some(name) if quietly_there(given, name, record, deep + 1).is_only_wrong() => 2,
                _ => 3,
            },
        },
        _ => 3,
    }
}

/// A field that is one word only, as the tag of an enum is.
const fn tag_of(of: &'static Struct) -> Option<(&'static str, &'static Node)> {
    let mut at = 0;
    while at < of.fields.len() {
        let field = &of.fields[at];
        if let (Node::Word(_), false) = (field.node, field.takes.is_empty()) {
            return Some((field.takes[0], field.node));
        }
        at += 1;
    }
    None
}

const fn first_name(of: &'static Struct) -> Option<&'static str> {
    if of.fields.is_empty() || of.fields[0].takes.is_empty() {
        None
    } else {
        Some(of.fields[0].takes[0])
    }
}

/// Whether all forms are words.
const fn is_words(of: &OneOf) -> bool {
    let mut at = 0;
    while at < of.variants.len() {
        if !matches!(of.variants[at].node, Node::Word(_)) {
            return false;
        }
        at += 1;
    }
    at > 0
}
