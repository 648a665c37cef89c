//! Whether a value fits a type as it deserialises.

mod fields;
mod items;
mod one_of;
mod scalar;

pub(super) use self::fields::{Each, each_of_fact, each_of_literal, each_of_place};

use self::fields::{fits_map, fits_struct};
use self::items::{fits_list, fits_tuple};
use self::one_of::fits_one_of;
use self::scalar::fits_scalar;
use super::flattened::{Pick, flattened, several_forms};
use super::place::{Path, Place, Scope, Seen, Side};
use super::problem::{Origin, Taker, Wanted, Wrong};
use super::record::Record;
use super::tally::Tally;
use super::walk::{around, can_be};
use super::{Fact, Kinds, Why, quick, text};
use crate::program::Literal;
use crate::shape::{Node, Text};

/// A value, there and not several things.
#[derive(Clone, Copy)]
pub(super) enum Given<'a> {
    /// Not missing, no leaf and no alternative.
    Fact(&'static Fact),
    Literal(&'static Literal),
    /// A string.
    Word(&'static str),
    /// A value of one of these kinds, of which no more is known.
    Kinds(Kinds, Why),
    Place(Place<'a>),
}

/// What a value has to fit, and where that stands.
#[derive(Clone, Copy)]
pub(super) struct Taken<'a> {
    pub(super) seen: Seen<'a>,
    /// Whose part it is.
    pub(super) taker: Taker,
    /// The way to it in the value.
    pub(super) at: Option<&'a Path<'a>>,
    /// The pairs of named types that are being compared around this.
    pub(super) pairs: Option<&'a Pair<'a>>,
    /// The value may be missing.
    pub(super) optional: bool,
    /// It is flattened into another object: other fields than its own are not its business.
    pub(super) is_part: bool,
    /// The form of an enum to try first.
    pub(super) hint: usize,
    /// It is a type around itself.
    pub(super) came_back: bool,
}

impl<'a> Taken<'a> {
    pub(super) const fn whole(node: &'static Node) -> Taken<'static> {
        Taken {
            seen: Seen::alone(node),
            taker: Taker::Whole,
            at: None,
            pairs: None,
            optional: false,
            is_part: false,
            hint: 0,
            came_back: false,
        }
    }

    pub(super) const fn resolved(self) -> Taken<'a> {
        Taken {
            seen: self.seen.resolved(Side::Takes),
            came_back: self.came_back || self.seen.is_back(),
            ..self
        }
    }

    /// The same value, as another node of the same type.
    const fn seen_as(self, node: &'static Node, scope: &'a Scope<'a>) -> Taken<'a> {
        Taken {
            seen: Seen {
                node,
                scope: Some(scope),
            },
            hint: 0,
            came_back: false,
            ..self
        }
    }

    /// A part of the value.
    const fn down(
        self,
        node: &'static Node,
        scope: Option<&'a Scope<'a>>,
        path: &'a Path<'a>,
    ) -> Taken<'a> {
        let name = self.seen.name();
        Taken {
            seen: Seen { node, scope },
            taker: if name.is_empty() {
                self.taker
            } else {
                Taker::Part(name)
            },
            at: Some(path),
            optional: false,
            is_part: false,
            hint: 0,
            came_back: false,
            ..self
        }
    }

    const fn around(&self) -> Scope<'a> {
        Scope {
            node: self.seen.node,
            outer: self.seen.scope,
        }
    }

    /// Whether it takes any value.
    pub(super) const fn takes_all(&self) -> bool {
        matches!(self.seen.resolved(Side::Takes).node, Node::Any)
    }

    /// Where a value that does not fit stands.
    pub(super) const fn origin<'b>(&'b self, place: Option<Place<'b>>) -> Origin<'b> {
        Origin {
            at: self.at,
            taker: self.taker,
            place,
        }
    }
}

impl<'a> Given<'a> {
    pub(super) const fn place(self) -> Option<Place<'a>> {
        match self {
            Given::Place(place) => Some(place),
            _ => None,
        }
    }

    pub(super) const fn kinds(self) -> Kinds {
        match self {
            Given::Fact(fact) => Kinds::of_fact(fact),
            Given::Literal(literal) => Kinds::of_literal(literal),
            Given::Word(word) => Kinds::of_text(word),
            Given::Kinds(kinds, _) => kinds,
            Given::Place(place) => Kinds::of_node(place.seen.node),
        }
    }
}

/// Whether a value fits, in every form that it can have.
pub(super) const fn fits(
    given: Given<'_>,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if !record.goes_on(deep) {
        return Tally::OPEN;
    }
    let mut taken = taken.resolved();
    if let Node::Any = taken.seen.node {
        return Tally::FINE;
    }
    let place = match given {
        Given::Place(place) => {
            let place = place.resolved();
            if quick::fits(place.seen.node, taken.seen.node, &mut record.look) {
                return Tally::FINE;
            }
            place
        }
        Given::Fact(Fact::Any) => return record.open(Why::Value),
        Given::Fact(Fact::Literal(literal)) => {
            return fits_form(Given::Literal(literal), &taken, record, deep + 1);
        }
        Given::Fact(Fact::Of(kinds)) => {
            return fits_kinds(*kinds, Why::Value, &taken, record, deep + 1);
        }
        _ => return fits_form(given, &taken, record, deep + 1),
    };
    match place.seen.node {
        Node::Never => Tally::NONE,
        Node::OneOf(of) => {
            let pair = Pair::of(place, &taken);
            if pair.is_settled(place, &taken) {
                return Tally::FINE;
            }
            if pair.counts(place) {
                taken.pairs = Some(&pair);
            }
            let scope = around(place);
            let was_right = record.first.problem.is_none();
            let mut forms = 0;
            let mut tally = Tally::NONE;
            let mut at = 0;
            while at < of.variants.len() {
                let form = place.seen_as(of.variants[at].node, &scope);
                if of.variants[at].is_given && can_be(form, record, deep + 1) {
                    taken.hint = at;
                    tally = tally.or(fits(Given::Place(form), &taken, record, deep + 1));
                    forms += 1;
                }
                at += 1;
            }
            if was_right {
                record.looked_at_forms(forms);
            }
            tally
        }
        Node::Struct(of) => match several_forms(place, of) {
            Some(part) => fits_each_part(place, part, &taken, record, deep + 1),
            None => fits_form(Given::Place(place), &taken, record, deep + 1),
        },
        _ => fits_filtered(place, &taken, record, deep + 1),
    }
}

/// An object into which something of several forms is flattened: each is an object of its own.
const fn fits_each_part(
    place: Place<'_>,
    part: usize,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let scope = around(place);
    let whole = flattened(place, part, &scope).resolved();
    let Node::OneOf(of) = whole.seen.node else {
        return Tally::NONE;
    };
    let scope = around(whole);
    let was_right = record.first.problem.is_none();
    let mut forms = 0;
    let mut tally = Tally::NONE;
    let mut at = 0;
    while at < of.variants.len() {
        let form = whole.seen_as(of.variants[at].node, &scope);
        if of.variants[at].is_given && can_be(form, record, deep + 1) {
            let pick = Pick {
                part,
                form: form.seen,
                outer: place.picks,
            };
            let picked = Place {
                picks: Some(&pick),
                ..place
            };
            tally = tally.or(fits(Given::Place(picked), taken, record, deep + 1));
            forms += 1;
        }
        at += 1;
    }
    if was_right {
        record.looked_at_forms(forms);
    }
    tally
}

/// What the filters leave of a Rust value in one form.
const fn fits_filtered(
    place: Place<'_>,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let node = place.seen.node;
    let kinds = place.kinds().and(Kinds::of_node(node));
    if kinds.is_empty() {
        return Tally::NONE;
    }
    match (node, place.words()) {
        (Node::Any | Node::Text(_), Some(words)) => {
            let mut tally = Tally::NONE;
            let mut at = 0;
            while at < words.len() {
                if place.admits(words[at]) {
                    let word = Given::Word(words[at]);
                    tally = tally.or(fits_form(word, taken, record, deep + 1));
                }
                at += 1;
            }
            tally
        }
        (Node::Any, None) => {
            let why = Why::unknown(place.leaf.source, &record.types);
            fits_kinds(kinds, why, taken, record, deep + 1)
        }
        (Node::Text(Text::Any), None) if kinds.is(Kinds::TIMESTAMP) => {
            fits_form(Given::Kinds(kinds, Why::Timestamp), taken, record, deep + 1)
        }
        (Node::Word(word), _) if !place.admits(word.gives) => Tally::NONE,
        _ => fits_form(Given::Place(place), taken, record, deep + 1),
    }
}

/// Whether a value of one form fits.
const fn fits_form(given: Given<'_>, taken: &Taken<'_>, record: &mut Record, deep: u32) -> Tally {
    if !record.goes_on(deep) {
        return Tally::OPEN;
    }
    let mut taken = taken.resolved();
    let pair;
    if let Given::Place(place) = given {
        pair = Pair::of(place, &taken);
        if pair.is_settled(place, &taken) {
            return Tally::FINE;
        }
        if pair.counts(place) {
            taken.pairs = Some(&pair);
        }
    }
    match taken.seen.node {
        Node::Any => Tally::FINE,
        Node::Back(_) => record.open(record.taken),
        Node::OneOf(of) => fits_one_of(given, of, &taken, record, deep + 1),
        Node::Struct(of) => fits_struct(given, of, &taken, record, deep + 1),
        Node::Map(item) => fits_map(given, item, &taken, record, deep + 1),
        Node::List(item) => fits_list(given, item, &taken, record, deep + 1),
        Node::Tuple(items) => fits_tuple(given, items, &taken, record, deep + 1),
        node => fits_scalar(given, node, &taken, record),
    }
}

/// Two named types that are being compared, and those around them: two types that contain themselves fit if they do as
/// far as they were followed once.
pub(super) struct Pair<'a> {
    given: &'static str,
    taken: &'static str,
    outer: Option<&'a Pair<'a>>,
}

impl<'a> Pair<'a> {
    const fn of(place: Place<'_>, taken: &Taken<'a>) -> Pair<'a> {
        Pair {
            given: place.seen.name(),
            taken: taken.seen.name(),
            outer: taken.pairs,
        }
    }

    /// Both are named, and the whole type is compared: what filters have left of a value says nothing of others of its
    /// type.
    const fn counts(&self, place: Place<'_>) -> bool {
        place.live == 0 && !self.given.is_empty() && !self.taken.is_empty()
    }

    /// One of the types is inside itself, and the comparison is the one around it. Names alone would not do: two types
    /// may have one name.
    const fn is_settled(&self, place: Place<'_>, taken: &Taken<'_>) -> bool {
        if !self.counts(place) || !(place.came_back || taken.came_back) {
            return false;
        }
        let mut pairs = self.outer;
        while let Some(one) = pairs {
            if text::same(one.given, self.given) && text::same(one.taken, self.taken) {
                return true;
            }
            pairs = one.outer;
        }
        false
    }
}

/// The kinds that the comparison tells apart.
const ONE_BY_ONE: [Kinds; 6] = [
    Kinds::NULL,
    Kinds::BOOL,
    Kinds::NUMBER,
    Kinds::STRING,
    Kinds::LIST,
    Kinds::OBJECT,
];

/// A value of one of several kinds. That not all of them fit is no mistake: nobody says that it can be each.
const fn fits_kinds(
    kinds: Kinds,
    why: Why,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if kinds.is(Kinds::ALL) {
        return record.open(why);
    }
    let first = record.first;
    let mut tally = Tally::NONE;
    let mut at = 0;
    while at < ONE_BY_ONE.len() {
        let one = kinds.and(ONE_BY_ONE[at]);
        if !one.is_empty() {
            tally = tally.or(fits_form(Given::Kinds(one, why), taken, record, deep + 1));
        }
        at += 1;
    }
    if tally.is_wrong() && !tally.is_only_wrong() {
        record.first = first;
        return record.open(why);
    }
    tally
}

/// A value of a kind that the type does not take.
const fn wrong_kind(given: Given<'_>, taken: &Taken<'_>, record: &mut Record) -> Tally {
    let wrong = Wrong::Kind(given.kinds(), Wanted::Node(taken.seen.node));
    record.wrong(taken.origin(given.place()), wrong)
}
