//! Objects.

use super::{Given, Taken, fits_form, wrong_kind};
use crate::program::Literal;
use crate::proof::facts::{self, ask_fact, ask_literal, part_of};
use crate::proof::flattened::{flattened, is_option};
use crate::proof::place::{Path, Place};
use crate::proof::problem::{Taker, Wrong};
use crate::proof::record::Record;
use crate::proof::tally::Tally;
use crate::proof::walk::{Ahead, Ask, around, walk};
use crate::proof::{Fact, Kinds, Step, Why, text};
use crate::shape::{Node, Struct};

/// The name that stands for all of a map's.
const ANY_NAME: &str = "*";

/// A question to each field of an object.
#[derive(Clone, Copy)]
pub(in crate::proof) struct Each<'a> {
    rule: Rule,
    /// The type of the object.
    taken: &'a Taken<'a>,
    /// Fields that do not count: others stand in their place.
    hidden: &'static [(&'static str, Fact)],
}

#[derive(Clone, Copy)]
enum Rule {
    /// It fits this type.
    Fits(&'static Node),
    /// It fits this type, which is flattened into that struct at that number, unless what stands before takes it.
    Left(&'static Node, &'static Struct, usize),
    /// It is a field of this struct.
    Known(&'static Struct),
}

/// An object with known fields.
pub(super) const fn fits_struct(
    given: Given<'_>,
    of: &'static Struct,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if !given.kinds().is(Kinds::OBJECT) {
        return wrong_kind(given, taken, record);
    }
    let scope = taken.around();
    let mut tally = Tally::FINE;
    let mut at = 0;
    while at < of.fields.len() {
        let field = &of.fields[at];
        if !field.takes.is_empty() {
            let name = name_given(given, field.takes, record, deep + 1);
            let path = Path {
                step: Step::Field(name),
                outer: taken.at,
            };
            let down = Taken {
                optional: field.may_be_missing,
                ..taken.down(field.node, Some(&scope), &path)
            };
            tally = tally.and(field_of(given, name, Ask::Fits(&down), record, deep + 1));
        }
        at += 1;
    }
    let mut at = 0;
    while at < of.flattened.len() {
        let inner = Taken {
            is_part: true,
            taker: Taker::Part(of.name),
            ..taken.seen_as(of.flattened[at], &scope)
        }
        .resolved();
        let part = match inner.seen.node {
            Node::Map(item) => {
                let each = Each {
                    rule: Rule::Left(item, of, at),
                    taken: &inner,
                    hidden: &[],
                };
                each_of(given, &each, record, deep + 1)
            }
            Node::OneOf(one_of) if is_option(one_of) => Tally::FINE,
            _ => fits_form(given, &inner, record, deep + 1),
        };
        tally = tally.and(part);
        at += 1;
    }
    if of.closed && !taken.is_part {
        let each = Each {
            rule: Rule::Known(of),
            taken,
            hidden: &[],
        };
        tally = tally.and(each_of(given, &each, record, deep + 1));
    }
    tally
}

/// An object with any keys.
pub(super) const fn fits_map(
    given: Given<'_>,
    item: &'static Node,
    taken: &Taken<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    if !given.kinds().is(Kinds::OBJECT) {
        return wrong_kind(given, taken, record);
    }
    let each = Each {
        rule: Rule::Fits(item),
        taken,
        hidden: &[],
    };
    each_of(given, &each, record, deep + 1)
}

/// Asks of a field of an object.
pub(super) const fn field_of(
    given: Given<'_>,
    name: &'static str,
    ask: Ask<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let step = Step::Field(name);
    match given {
        Given::Place(place) => walk(place, Ahead::along(&[], Some(step)), ask, record, deep + 1),
        Given::Fact(fact) => ask_fact(fact, Some(step), ask, record, deep + 1),
        Given::Literal(literal) => match part_of(literal, step) {
            Some(part) => ask_literal(part, ask, record, deep + 1),
            None => facts::missing(ask, record),
        },
        Given::Kinds(_, why) => match ask {
            Ask::Fits(taken) if taken.optional && taken.takes_all() => Tally::FINE,
            _ => record.open(why),
        },
        Given::Word(_) => facts::missing(ask, record),
    }
}

/// Whether a field is there, without a trace in the record.
pub(super) const fn quietly_there(
    given: Given<'_>,
    name: &'static str,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let first = record.first;
    let tally = field_of(given, name, Ask::There, record, deep + 1);
    record.first = first;
    tally
}

/// The name under which an object has a field that is taken under several.
const fn name_given(
    given: Given<'_>,
    names: &'static [&'static str],
    record: &mut Record,
    deep: u32,
) -> &'static str {
    let mut at = 0;
    while at < names.len() && names.len() > 1 {
        if !quietly_there(given, names[at], record, deep + 1).is_only_wrong() {
            return names[at];
        }
        at += 1;
    }
    names[0]
}

const fn each_of(given: Given<'_>, each: &Each<'_>, record: &mut Record, deep: u32) -> Tally {
    match given {
        Given::Place(place) => each_of_place(place, each, record, deep + 1),
        Given::Fact(fact) => each_of_fact(fact, each, record, deep + 1),
        Given::Literal(literal) => each_of_literal(literal, each, record, deep + 1),
        Given::Kinds(_, why) => each.of_unknown(why, record),
        Given::Word(_) => Tally::FINE,
    }
}

/// Asks each field of a Rust value in one form.
pub(in crate::proof) const fn each_of_place(
    place: Place<'_>,
    each: &Each<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let given = Given::Place(place);
    match place.seen.node {
        Node::Struct(of) => {
            let mut tally = Tally::FINE;
            let mut at = 0;
            while at < of.fields.len() {
                if let Some(name) = of.fields[at].gives {
                    tally = tally.and(each.of_field(given, name, record, deep + 1));
                }
                at += 1;
            }
            let mut at = 0;
            while at < of.flattened.len() {
                let scope = around(place);
                let inner = flattened(place, at, &scope);
                let part = walk(inner, Ahead::HERE, Ask::Each(each), record, deep + 1);
                tally = tally.and(part);
                at += 1;
            }
            tally
        }
        Node::Map(item) => each.of_value(place, item, record, deep + 1),
        Node::Any => each.of_unknown(Why::unknown(place.leaf.source, &record.types), record),
        _ => Tally::FINE,
    }
}

/// Asks each field of a value that the compiler knows.
pub(in crate::proof) const fn each_of_fact(
    fact: &'static Fact,
    each: &Each<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let Fact::Object { fields, rest } = fact else {
        return match fact {
            Fact::Literal(literal) => each_of_literal(literal, each, record, deep + 1),
            _ if Kinds::of_fact(fact).and(Kinds::OBJECT).is_empty() => Tally::FINE,
            _ => each.of_unknown(Why::Value, record),
        };
    };
    let mut tally = Tally::FINE;
    let mut at = 0;
    while at < fields.len() {
        tally = tally.and(each.of_field(Given::Fact(fact), fields[at].0, record, deep + 1));
        at += 1;
    }
    match rest {
        Some(rest) => {
            let others = Each {
                hidden: fields,
                ..*each
            };
            tally.and(ask_fact(rest, None, Ask::Each(&others), record, deep + 1))
        }
        None => tally,
    }
}

/// Asks each field of a literal.
pub(in crate::proof) const fn each_of_literal(
    literal: &'static Literal,
    each: &Each<'_>,
    record: &mut Record,
    deep: u32,
) -> Tally {
    let Literal::Object(fields) = literal else {
        return Tally::FINE;
    };
    let mut tally = Tally::FINE;
    let mut at = 0;
    while at < fields.len() {
        tally = tally.and(each.of_field(Given::Literal(literal), fields[at].0, record, deep + 1));
        at += 1;
    }
    tally
}

impl Each<'_> {
    const fn of_field(
        &self,
        given: Given<'_>,
        name: &'static str,
        record: &mut Record,
        deep: u32,
    ) -> Tally {
        let mut at = 0;
        while at < self.hidden.len() {
            if text::same(self.hidden[at].0, name) {
                return Tally::FINE;
            }
            at += 1;
        }
        let path = Path {
            step: Step::Field(name),
            outer: self.taken.at,
        };
        match self.rule {
            Rule::Left(_, of, part) if takes_before(of, part, name) => Tally::FINE,
            Rule::Fits(item) | Rule::Left(item, ..) => {
                let down = Taken {
                    optional: true,
                    ..self.taken.down(item, self.taken.seen.scope, &path)
                };
                field_of(given, name, Ask::Fits(&down), record, deep + 1)
            }
            Rule::Known(of) if takes(of, name) => Tally::FINE,
            Rule::Known(_) => {
                let there = quietly_there(given, name, record, deep + 1);
                if there.is_none() || there.is_only_wrong() {
                    return Tally::FINE;
                }
                let was_right = record.first.problem.is_none();
                let down = self.taken.down(&Node::Never, None, &path);
                let wrong = record.wrong(down.origin(given.place()), Wrong::Superfluous);
                if there.is_only_fine() {
                    return wrong;
                }
                if was_right {
                    record.looked_at_some();
                }
                wrong.or(Tally::FINE)
            }
        }
    }

    /// Of all fields of a map.
    const fn of_value(
        &self,
        place: Place<'_>,
        node: &'static Node,
        record: &mut Record,
        deep: u32,
    ) -> Tally {
        let (Rule::Fits(item) | Rule::Left(item, ..)) = self.rule else {
            return record.open(Why::OtherFields);
        };
        let step = Step::Field(ANY_NAME);
        let at = Path {
            step,
            outer: self.taken.at,
        };
        let way = Path {
            step,
            outer: place.way,
        };
        let down = self.taken.down(item, self.taken.seen.scope, &at);
        let value = place.down(node, place.seen.scope, &way);
        let tally = walk(value, Ahead::HERE, Ask::Fits(&down), record, deep + 1);
        // Without fields it is empty, which fits.
        if tally.is_none() { Tally::FINE } else { tally }
    }

    /// Of an object of which nothing is known.
    const fn of_unknown(&self, why: Why, record: &mut Record) -> Tally {
        match self.rule {
            Rule::Fits(Node::Any) | Rule::Left(Node::Any, ..) => Tally::FINE,
            _ => record.open(why),
        }
    }
}

/// Whether a struct takes a field of that name.
const fn takes(of: &Struct, name: &str) -> bool {
    let mut at = 0;
    while at < of.fields.len() {
        if text::contains(of.fields[at].takes, name) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a struct takes a field of that name before what is flattened into it at a number does. Of several forms, each
/// may.
const fn takes_before(of: &Struct, part: usize, name: &str) -> bool {
    if takes(of, name) {
        return true;
    }
    let mut at = 0;
    while at < part {
        if part_takes(of.flattened[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn part_takes(node: &Node, name: &str) -> bool {
    match node {
        Node::Struct(of) => takes_before(of, of.flattened.len(), name),
        Node::Split { takes, .. } => part_takes(takes, name),
        Node::OneOf(of) => {
            let mut variants = of.variants;
            while let [variant, rest @ ..] = variants {
                if part_takes(variant.node, name) {
                    return true;
                }
                variants = rest;
            }
            false
        }
        _ => false,
    }
}
