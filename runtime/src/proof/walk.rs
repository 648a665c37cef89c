//! The way down into a Rust value as it serialises, and what is asked at its end.

use super::exists::exists;
use super::fits::{Each, Given, Taken, each_of_place, fits};
use super::flattened::{flattened, flattened_with, given_field};
use super::place::{Path, Place, Scope};
use super::problem::{Origin, Taker, Wanted, Wrong};
use super::record::Record;
use super::tally::Tally;
use super::{Kinds, Step, Why};
use crate::shape::Node;

pub(super) use super::place::Ahead;

/// What is asked of a value.
#[derive(Clone, Copy)]
pub(super) enum Ask<'a> {
    /// It is there.
    There,
    /// It is there, of one of these kinds.
    Kind(Kinds),
    /// It fits a type.
    Fits(&'a Taken<'a>),
    /// Each of its fields is right; it is an object, or the question is settled elsewhere.
    Each(&'a Each<'a>),
    /// It is possible, present or missing.
    Exists,
    /// No question: what it can be is added to [`Record::remains`].
    Remains,
}

/// What a node has at the next step.
enum Found {
    /// This.
    Is(&'static Node),
    /// This, or nothing.
    Maybe(&'static Node, Wrong),
    /// An item of an array whose length is not known.
    Item(&'static Node),
    /// Any of these.
    AnyOf(&'static [&'static Node]),
    /// What is flattened into it at that number has it.
    Within(usize),
    /// Nothing.
    Not(Wrong),
    /// Nothing is known.
    Unknown,
}

/// Goes down the steps ahead from a place and asks there, in every form that the value can have.
pub(super) const fn walk(
    place: Place<'_>,
    ahead: Ahead,
    ask: Ask<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if !record.goes_on(deep) {
        return Tally::OPEN;
    }
    let place = place.resolved();
    let next = ahead.next();
    let scope = around(place);
    if let Node::Never = place.seen.node {
        return Tally::NONE;
    }
    if let Node::OneOf(of) = place.seen.node {
        // The comparison of two types takes both apart together.
        if let (None, Ask::Fits(taken)) = (next, ask) {
            return fits(Given::Place(place), taken, record, deep + 1);
        }
        let was_right = record.first.problem.is_none();
        let mut forms = 0;
        let mut tally = Tally::NONE;
        let mut at = 0;
        while at < of.variants.len() {
            let form = place.seen_as(of.variants[at].node, &scope);
            if of.variants[at].is_given
                && (matches!(ask, Ask::Exists) || can_be(form, record, deep + 1))
            {
                tally = tally.or(walk(form, ahead, ask, record, deep + 1));
                forms += 1;
            }
            at += 1;
        }
        if was_right {
            record.looked_at_forms(forms);
        }
        return tally;
    }
    let Some((step, rest)) = next else {
        return match ask {
            Ask::There => Tally::FINE,
            Ask::Kind(kinds) => is_kind(place, kinds, record),
            Ask::Fits(taken) => fits(Given::Place(place), taken, record, deep + 1),
            Ask::Each(each) => each_of_place(place, each, record, deep + 1),
            Ask::Exists => exists(place, record, deep + 1),
            Ask::Remains => {
                record.remains.add(place);
                Tally::FINE
            }
        };
    };
    let path = Path {
        step,
        outer: place.way,
    };
    let scope = match place.seen.node {
        Node::Struct(_) => Some(&scope),
        _ => place.seen.scope,
    };
    match find(place, step) {
        Found::Is(node) => {
            let child = place.down(node, scope, &path);
            if child.must_be_missing() {
                Tally::NONE
            } else {
                walk(child, rest, ask, record, deep + 1)
            }
        }
        Found::Maybe(node, wrong) => {
            let child = place.down(node, scope, &path);
            let was_right = record.first.problem.is_none();
            let there = if child.must_be_missing() {
                Tally::NONE
            } else {
                walk(child, rest, ask, record, deep + 1)
            };
            let missing = missing(place, child, wrong, ask, record);
            if was_right && !there.is_none() && !missing.is_none() {
                record.looked_at_some();
            }
            there.or(missing)
        }
        Found::Not(wrong) => {
            let child = place.down(&Node::Any, scope, &path);
            missing(place, child, wrong, ask, record)
        }
        Found::AnyOf(nodes) => {
            let mut tally = Tally::NONE;
            let mut at = 0;
            while at < nodes.len() {
                let child = place.down(nodes[at], scope, &path);
                if can_be(child, record, deep + 1) {
                    tally = tally.or(walk(child, rest, ask, record, deep + 1));
                }
                at += 1;
            }
            tally
        }
        Found::Within(index) => {
            let scope = around(place);
            // The object is the same one: no step is taken.
            walk(
                flattened(place, index, &scope),
                ahead,
                ask,
                record,
                deep + 1,
            )
        }
        Found::Item(node) => {
            let child = place.down(node, scope, &path);
            let there = walk(child, rest, ask, record, deep + 1);
            uncertain(place, child, there, Why::ShorterArray, ask, record)
        }
        Found::Unknown => {
            let child = place.down(&Node::Any, scope, &path);
            let there = walk(child, rest, ask, record, deep + 1);
            let why = Why::unknown(place.leaf.source, &record.types);
            uncertain(place, child, there, why, ask, record)
        }
    }
}

/// Whether the filters leave any value at a place.
pub(super) const fn can_be(place: Place<'_>, record: &mut Record, deep: u32) -> bool {
    place.live == 0 || !walk(place, Ahead::HERE, Ask::Exists, record, deep + 1).is_none()
}

/// The scope of what is inside a node.
pub(super) const fn around(place: Place<'_>) -> Scope<'_> {
    Scope {
        node: place.seen.node,
        outer: place.seen.scope,
    }
}

/// What a node has at a step.
const fn find(place: Place<'_>, step: Step) -> Found {
    let step = match (place.seen.node, step) {
        // JSONata takes the field of each item, and what it makes of those depends on how many there are.
        (Node::List(_) | Node::Tuple(_), Step::Member(_)) => return Found::Unknown,
        (_, step) => step,
    };
    match (place.seen.node, step) {
        (Node::Any, _) => Found::Unknown,
        (Node::Struct(of), Step::Field(name) | Step::Member(name)) => {
            if let Some(field) = given_field(of, name) {
                let node = of.fields[field].node;
                return if of.fields[field].may_be_left_out {
                    Found::Maybe(node, Wrong::LeftOut(of, name))
                } else {
                    Found::Is(node)
                };
            }
            match flattened_with(place, of, name) {
                Some(index) => Found::Within(index),
                None => Found::Not(Wrong::NoField(of, name)),
            }
        }
        (Node::Map(item), Step::Field(name) | Step::Member(name)) => {
            Found::Maybe(item, Wrong::NoKey(name))
        }
        // An `Option` that is flattened, and none: its fields are not there.
        (Node::Null, Step::Field(name) | Step::Member(name)) if place.is_part => {
            Found::Not(Wrong::NoKey(name))
        }
        (node, Step::Field(_) | Step::Member(_)) => {
            Found::Not(Wrong::NotObject(Kinds::of_node(node)))
        }
        (Node::List(item), Step::Index(_)) => Found::Item(item),
        (Node::List(item), Step::Item) => Found::Is(item),
        (Node::Tuple(items), Step::Item) => Found::AnyOf(items),
        (Node::Tuple(items), Step::Index(index)) => match nth(items.len(), index) {
            Some(index) => Found::Is(items[index]),
            None => Found::Not(Wrong::TooShort(items.len())),
        },
        (node, Step::Index(_) | Step::Item) => Found::Not(Wrong::NotArray(Kinds::of_node(node))),
    }
}

/// The place of an item, counted from the end where negative.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is cast is no more than a length"
)]
pub(super) const fn nth(len: usize, index: i64) -> Option<usize> {
    let distance = index.unsigned_abs();
    if index < 0 && distance <= len as u64 {
        Some(len - distance as usize)
    } else if index >= 0 && distance < len as u64 {
        Some(distance as usize)
    } else {
        None
    }
}

/// Nothing is at the place `child`, which would be inside `place`.
const fn missing(
    place: Place<'_>,
    child: Place<'_>,
    wrong: Wrong,
    ask: Ask<'_>,
    record: &mut Record,
) -> Tally {
    if child.must_be_there() {
        return Tally::NONE;
    }
    match ask {
        Ask::There | Ask::Kind(_) => record.wrong(looked_at(place), wrong),
        Ask::Fits(taken) if !taken.optional => record.wrong(taken.origin(Some(place)), wrong),
        Ask::Remains => {
            record.remains.can_be_missing = true;
            Tally::FINE
        }
        Ask::Fits(_) | Ask::Each(_) | Ask::Exists => Tally::FINE,
    }
}

/// How it turns out where `child` may be missing for all that is known; `there` is how, where it is there.
const fn uncertain(
    place: Place<'_>,
    child: Place<'_>,
    there: Tally,
    why: Why,
    ask: Ask<'_>,
    record: &mut Record,
) -> Tally {
    if child.must_be_there() {
        return there;
    }
    if child.must_be_missing() {
        return missing(place, child, Wrong::Missing, ask, record);
    }
    match ask {
        Ask::Fits(taken) if taken.optional => there,
        Ask::Exists if matches!(why, Why::ShorterArray) => Tally::FINE,
        Ask::Exists => Tally::OPEN,
        Ask::Remains => {
            record.remains.can_be_missing |= matches!(why, Why::ShorterArray);
            there
        }
        Ask::There | Ask::Kind(_) | Ask::Fits(_) | Ask::Each(_) => {
            if there.is_fine() {
                record.open(why);
            }
            there.at_best_open()
        }
    }
}

/// Whether what is at a place is of one of these kinds.
const fn is_kind(place: Place<'_>, wanted: Kinds, record: &mut Record) -> Tally {
    let node = place.seen.node;
    if let (Node::Any | Node::Text(_), Some(words)) = (node, place.words()) {
        let mut tally = Tally::NONE;
        let mut at = 0;
        while at < words.len() {
            if place.admits(words[at]) {
                let kinds = Kinds::of_text(words[at]);
                tally = tally.or(are_kinds(
                    kinds,
                    wanted,
                    looked_at(place),
                    Why::Value,
                    record,
                ));
            }
            at += 1;
        }
        return tally;
    }
    let kinds = Kinds::of_node(node).and(place.kinds());
    let why = Why::unknown(place.leaf.source, &record.types);
    are_kinds(kinds, wanted, looked_at(place), why, record)
}

/// Whether a value of some of these `kinds`, of which no more is known, is of one of those `wanted`; `why` it is not
/// known more.
pub(super) const fn are_kinds(
    kinds: Kinds,
    wanted: Kinds,
    origin: Origin<'_>,
    why: Why,
    record: &mut Record,
) -> Tally {
    if kinds.is_empty() {
        Tally::NONE
    } else if kinds.is_within(wanted) {
        Tally::FINE
    } else if kinds.and(wanted).is_empty() {
        record.wrong(origin, Wrong::Kind(kinds, Wanted::Kinds(wanted)))
    } else if kinds.is_within(Kinds::STRING) {
        record.open(Why::Timestamp)
    } else if kinds.is_within(Kinds::NUMBER) {
        record.open(Why::Fraction)
    } else {
        record.open(why)
    }
}

const fn looked_at(place: Place<'_>) -> Origin<'_> {
    Origin {
        at: None,
        taker: Taker::Nobody,
        place: Some(place),
    }
}
