//! Whether a JSON value is what a description says: an oracle that reads descriptions as their documentation has them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use stepwright::shape::{Node, Struct, Text};

/// Which of the two that a description describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// What serialising gives.
    Gives,
    /// What deserialising takes.
    Takes,
}

/// Whether the value is what the description says of this side.
pub(crate) fn conforms(value: &Value, node: &'static Node, side: Side) -> bool {
    Oracle {
        side,
        around: Vec::new(),
    }
    .is(value, node)
}

/// The description that `Node::Back` leads to, and what is around that.
pub(crate) fn back<'a>(
    around: &'a [&'static Node],
    name: &str,
) -> (&'static Node, &'a [&'static Node]) {
    let position = around
        .iter()
        .rposition(|node| match node {
            Node::Struct(object) => object.name == name,
            Node::OneOf(one) => one.name == name,
            _ => false,
        })
        .unwrap_or_else(|| panic!("`{name}` is nowhere around"));
    (around[position], &around[..position])
}

struct Oracle {
    side: Side,
    around: Vec<&'static Node>,
}

impl Oracle {
    fn is(&mut self, value: &Value, node: &'static Node) -> bool {
        match node {
            Node::Any | Node::Back("") => true,
            Node::Never => false,
            Node::Null => value.is_null(),
            Node::Bool => value.is_boolean(),
            Node::Integer(least, most) => {
                let whole = value
                    .as_i64()
                    .map(i128::from)
                    .or(value.as_u64().map(i128::from));
                whole.is_some_and(|whole| (*least..=*most).contains(&whole))
            }
            Node::Float => value.is_number(),
            Node::Text(text) => value.as_str().is_some_and(|string| is_text(string, *text)),
            Node::Word(word) => value.as_str().is_some_and(|string| match self.side {
                Side::Gives => string == word.gives,
                Side::Takes => word.takes.contains(&string),
            }),
            Node::List(item) => value
                .as_array()
                .is_some_and(|items| items.iter().all(|value| self.is(value, item))),
            Node::Tuple(nodes) => value.as_array().is_some_and(|items| {
                items.len() == nodes.len()
                    && items
                        .iter()
                        .zip(*nodes)
                        .all(|(value, node)| self.is(value, node))
            }),
            Node::Map(item) => value
                .as_object()
                .is_some_and(|fields| fields.values().all(|value| self.is(value, item))),
            Node::Struct(object) => value.as_object().is_some_and(|fields| {
                self.within(node, |oracle| {
                    oracle.fields(fields, object).is_some_and(|claimed| {
                        let is_closed = object.closed || oracle.side == Side::Gives;
                        !is_closed || claimed.len() == fields.len()
                    })
                })
            }),
            Node::OneOf(one) => self.within(node, |oracle| {
                let side = oracle.side;
                one.variants
                    .iter()
                    .filter(|variant| match side {
                        Side::Gives => variant.is_given,
                        Side::Takes => variant.is_taken,
                    })
                    .any(|variant| oracle.is(value, variant.node))
            }),
            Node::Split { gives, takes } => match self.side {
                Side::Gives => self.is(value, gives),
                Side::Takes => self.is(value, takes),
            },
            Node::Back(name) => self.back(name, |oracle, node| oracle.is(value, node)),
        }
    }

    fn within<T>(&mut self, node: &'static Node, run: impl FnOnce(&mut Oracle) -> T) -> T {
        self.around.push(node);
        let found = run(self);
        self.around.pop();
        found
    }

    fn back<T>(&mut self, name: &str, run: impl FnOnce(&mut Oracle, &'static Node) -> T) -> T {
        let (node, around) = back(&self.around, name);
        let mut oracle = Oracle {
            side: self.side,
            around: around.to_vec(),
        };
        run(&mut oracle, node)
    }

    /// The fields that the object has a place for; none where one does not fit or is missing.
    fn fields(&mut self, fields: &Map<String, Value>, object: &Struct) -> Option<BTreeSet<String>> {
        let mut claimed = BTreeSet::new();
        for field in object.fields {
            let (names, may_be_missing) = match self.side {
                Side::Gives => (field.gives.as_slice(), field.may_be_left_out),
                Side::Takes => (field.takes, field.may_be_missing),
            };
            let mut found = names
                .iter()
                .filter_map(|name| Some((*name, fields.get(*name)?)));
            match (found.next(), found.next()) {
                (Some((name, value)), None) => {
                    if !self.is(value, field.node) {
                        return None;
                    }
                    claimed.insert(name.to_owned());
                }
                (None, _) if may_be_missing || names.is_empty() => {}
                // A field that is not there, or is twice, under two of its names.
                _ => return None,
            }
        }
        // What takes all the rest comes last where it is only looked at.
        let mut flattened: Vec<_> = object.flattened.to_vec();
        if self.side == Side::Gives {
            flattened.sort_by_key(|node| matches!(node, Node::Map(_) | Node::Any | Node::Back("")));
        }
        for node in flattened {
            let mut rest = fields.clone();
            rest.retain(|name, _| !claimed.contains(name));
            claimed.extend(self.flattened(&rest, node)?);
        }
        Some(claimed)
    }

    /// The fields that a flattened value has a place for.
    fn flattened(
        &mut self,
        rest: &Map<String, Value>,
        node: &'static Node,
    ) -> Option<BTreeSet<String>> {
        match node {
            Node::Any | Node::Back("") => Some(rest.keys().cloned().collect()),
            Node::Null => Some(BTreeSet::new()),
            Node::Word(word) => {
                let names = match self.side {
                    Side::Gives => &[word.gives],
                    Side::Takes => word.takes,
                };
                let name = names.iter().find(|name| rest.contains_key(**name))?;
                rest[*name].is_null().then(|| [(*name).to_owned()].into())
            }
            Node::Map(item) => rest
                .values()
                .all(|value| self.is(value, item))
                .then(|| rest.keys().cloned().collect()),
            Node::Struct(object) => self.within(node, |oracle| oracle.fields(rest, object)),
            Node::OneOf(one) => self.within(node, |oracle| {
                let side = oracle.side;
                one.variants
                    .iter()
                    .filter(|variant| match side {
                        Side::Gives => variant.is_given,
                        Side::Takes => variant.is_taken,
                    })
                    .filter_map(|variant| oracle.flattened(rest, variant.node))
                    .max_by_key(BTreeSet::len)
            }),
            Node::Split { gives, takes } => match self.side {
                Side::Gives => self.flattened(rest, gives),
                Side::Takes => self.flattened(rest, takes),
            },
            Node::Back(name) => self.back(name, |oracle, node| oracle.flattened(rest, node)),
            _ => None,
        }
    }
}

fn is_text(string: &str, text: Text) -> bool {
    match text {
        Text::Any | Text::Form(_) => true,
        Text::Char => string.chars().count() == 1,
        Text::Timestamp => {
            chrono::DateTime::parse_from_rfc3339(string).is_ok()
                && string.as_bytes().get(10) == Some(&b'T')
        }
    }
}
