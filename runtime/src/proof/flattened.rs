//! Objects that are flattened into others.

use super::place::{Place, Scope, Seen, Side};
use super::{Step, text};
use crate::shape::{Node, OneOf, Struct};

/// How far flattened types are followed in search of a field.
const DEEPEST: u32 = 8;

/// The form of something of several forms that is flattened into an object.
pub(super) struct Pick<'a> {
    /// Its number among what is flattened.
    pub(super) part: usize,
    pub(super) form: Seen<'a>,
    pub(super) outer: Option<&'a Pick<'a>>,
}

/// The form that was picked.
const fn picked<'a>(picks: Option<&'a Pick<'a>>, part: usize) -> Option<Seen<'a>> {
    let mut picks = picks;
    while let Some(pick) = picks {
        if pick.part == part {
            return Some(pick.form);
        }
        picks = pick.outer;
    }
    None
}

/// What is flattened into a struct and has several forms, of which none is picked yet. An `Option` is left alone: it is
/// one object, whose fields may be missing.
pub(super) const fn several_forms(place: Place<'_>, of: &Struct) -> Option<usize> {
    let scope = Scope {
        node: place.seen.node,
        outer: place.seen.scope,
    };
    let mut part = 0;
    while part < of.flattened.len() {
        let seen = Seen {
            node: of.flattened[part],
            scope: Some(&scope),
        };
        if let Node::OneOf(of) = seen.resolved(Side::Gives).node
            && !is_option(of)
            && picked(place.picks, part).is_none()
        {
            return Some(part);
        }
        part += 1;
    }
    None
}

/// Whether it is an `Option`: flattened, it takes any object.
pub(super) const fn is_option(of: &OneOf) -> bool {
    let mut at = 0;
    while at < of.variants.len() {
        if of.name.is_empty() && matches!(of.variants[at].node, Node::Null) {
            return true;
        }
        at += 1;
    }
    false
}

/// The object of a struct, as a part that is flattened into it. Filters that speak of fields that are not that part's
/// are dropped.
pub(super) const fn flattened<'a>(
    place: Place<'a>,
    part: usize,
    scope: &'a Scope<'a>,
) -> Place<'a> {
    let Node::Struct(of) = place.seen.node else {
        return place;
    };
    let inner = match picked(place.picks, part) {
        Some(form) => Place {
            seen: form,
            came_back: false,
            picks: None,
            ..place
        },
        None => place.seen_as(of.flattened[part], scope),
    };
    let mut live = 0;
    let mut number = 0;
    while number < place.filters() {
        if let Some(Step::Field(name) | Step::Member(name)) = place.filter_below(number)
            && given_field(of, name).is_none()
            && !matches!(presence(inner.seen, name, DEEPEST), Presence::Never)
        {
            live |= 1 << number;
        }
        number += 1;
    }
    Place {
        live,
        is_part: true,
        ..inner
    }
}

/// The part that most likely gives a field.
pub(super) const fn flattened_with(place: Place<'_>, of: &Struct, name: &str) -> Option<usize> {
    match part_with(of, place.seen, place.picks, name, DEEPEST) {
        Some((part, _)) => Some(part),
        None => None,
    }
}

/// Whether serialising gives an object that has a field.
#[derive(Clone, Copy)]
enum Presence {
    Never,
    Maybe,
    Always,
}

const fn presence(seen: Seen<'_>, name: &str, deep: u32) -> Presence {
    let seen = seen.resolved(Side::Gives);
    match seen.node {
        Node::Struct(of) => match given_field(of, name) {
            Some(field) if of.fields[field].may_be_left_out => Presence::Maybe,
            Some(_) => Presence::Always,
            None => match part_with(of, seen, None, name, deep) {
                Some((_, presence)) => presence,
                None => Presence::Never,
            },
        },
        Node::OneOf(of) if deep > 0 => {
            let scope = Scope {
                node: seen.node,
                outer: seen.scope,
            };
            let (mut in_some, mut in_all) = (false, true);
            let mut at = 0;
            while at < of.variants.len() {
                let form = Seen {
                    node: of.variants[at].node,
                    scope: Some(&scope),
                };
                if of.variants[at].is_given {
                    match presence(form, name, deep - 1) {
                        Presence::Never => in_all = false,
                        Presence::Maybe => (in_some, in_all) = (true, false),
                        Presence::Always => in_some = true,
                    }
                }
                at += 1;
            }
            match (in_some, in_all) {
                (true, true) => Presence::Always,
                (true, false) => Presence::Maybe,
                (false, _) => Presence::Never,
            }
        }
        Node::Any | Node::Map(_) | Node::OneOf(_) => Presence::Maybe,
        _ => Presence::Never,
    }
}

const fn part_with(
    of: &Struct,
    seen: Seen<'_>,
    picks: Option<&Pick<'_>>,
    name: &str,
    deep: u32,
) -> Option<(usize, Presence)> {
    if of.flattened.is_empty() {
        return None;
    }
    if deep == 0 {
        return Some((0, Presence::Maybe));
    }
    let scope = Scope {
        node: seen.node,
        outer: seen.scope,
    };
    let mut found = None;
    let mut part = 0;
    while part < of.flattened.len() {
        let inner = match picked(picks, part) {
            Some(form) => form,
            None => Seen {
                node: of.flattened[part],
                scope: Some(&scope),
            },
        };
        match presence(inner, name, deep - 1) {
            Presence::Always => return Some((part, Presence::Always)),
            Presence::Maybe if found.is_none() => found = Some((part, Presence::Maybe)),
            Presence::Maybe | Presence::Never => {}
        }
        part += 1;
    }
    found
}

/// The number of the field that serialises under a name.
pub(super) const fn given_field(of: &Struct, name: &str) -> Option<usize> {
    let mut fields = of.fields;
    let mut at = 0;
    let name = name.as_bytes();
    while let [field, rest @ ..] = fields {
        if let Some(gives) = field.gives {
            let gives = gives.as_bytes();
            // The first letter tells most apart, and costs no call.
            let is_it = match (gives, name) {
                ([first, ..], [begins, ..]) => *first == *begins && text::same_bytes(gives, name),
                ([], []) => true,
                _ => false,
            };
            if is_it {
                return Some(at);
            }
        }
        fields = rest;
        at += 1;
    }
    None
}
