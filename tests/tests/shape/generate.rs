//! JSON at random that a description says is taken.

use serde_json::{Map, Number, Value, json};
use stepwright::shape::{Node, Struct, Text};

use crate::conforms::back;

/// Random numbers: splitmix64, from a seed.
pub(crate) struct Random(u64);

impl Random {
    /// Those of a seed.
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    /// One in so many.
    pub(crate) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// One of them.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Whether a description says all: random JSON can be made of it, and what it does not say is not taken.
pub(crate) fn is_exact(node: &'static Node) -> bool {
    match node {
        Node::Any | Node::Back("") | Node::Text(Text::Form(_)) => false,
        Node::Never
        | Node::Null
        | Node::Bool
        | Node::Integer(..)
        | Node::Float
        | Node::Text(_)
        | Node::Word(_)
        | Node::Back(_) => true,
        Node::List(item) | Node::Map(item) => is_exact(item),
        Node::Tuple(items) => items.iter().all(|item| is_exact(item)),
        Node::Struct(object) => {
            object.fields.iter().all(|field| is_exact(field.node))
                && object.flattened.iter().all(|node| is_exact(node))
        }
        Node::OneOf(one) => one
            .variants
            .iter()
            .filter(|variant| variant.is_taken)
            .all(|variant| is_exact(variant.node)),
        Node::Split { takes, .. } => is_exact(takes),
    }
}

/// JSON that deserialising takes; none where there is no such value, or none that is not too deep.
pub(crate) fn generate(node: &'static Node, random: &mut Random) -> Option<Value> {
    Generator {
        random,
        around: Vec::new(),
    }
    .make(node, 0)
}

/// How deep a value is before it takes every way to end.
const DEEP: usize = 5;

struct Generator<'a> {
    random: &'a mut Random,
    around: Vec<&'static Node>,
}

impl Generator<'_> {
    fn make(&mut self, node: &'static Node, depth: usize) -> Option<Value> {
        if depth > 3 * DEEP {
            return None;
        }
        Some(match node {
            Node::Any | Node::Back("") | Node::Never | Node::Text(Text::Form(_)) => return None,
            Node::Null => Value::Null,
            Node::Bool => json!(self.random.one_in(2)),
            Node::Integer(least, most) => self.integer(*least, *most),
            Node::Float => match self.random.below(3) {
                0 => json!(self.random.below(100)),
                1 => json!(-1.5),
                _ => json!(f64::from(u16::MAX) / 8.0),
            },
            Node::Text(Text::Any) => {
                let strings = ["", "a", "A", "ä\n", "2024-01-31T12:00:00Z", "{\"a\": 1}"];
                json!(*self.random.pick(&strings))
            }
            Node::Text(Text::Char) => json!(*self.random.pick(&["a", "ß", "\u{1f980}"])),
            Node::Text(Text::Timestamp) => {
                let timestamps = ["2024-01-31T12:00:00Z", "2024-01-31T12:00:00.125+02:00"];
                json!(*self.random.pick(&timestamps))
            }
            Node::Word(word) => json!(*self.random.pick(word.takes)),
            Node::List(item) => {
                let length = self.length(depth);
                (0..length)
                    .map(|_| self.make(item, depth + 1))
                    .collect::<Option<_>>()?
            }
            Node::Tuple(items) => items
                .iter()
                .map(|item| self.make(item, depth + 1))
                .collect::<Option<_>>()?,
            Node::Map(item) => self.map(item, depth)?.into(),
            Node::Struct(object) => self.object(node, object, depth)?.into(),
            Node::OneOf(one) => {
                let mut variants: Vec<_> = one
                    .variants
                    .iter()
                    .filter(|variant| variant.is_taken)
                    .collect();
                // Deep down, one that ends is found by trying all.
                let first = self.random.below(variants.len().max(1));
                variants.rotate_left(first);
                self.around.push(node);
                let made = variants
                    .iter()
                    .find_map(|variant| self.make(variant.node, depth + 1));
                self.around.pop();
                made?
            }
            Node::Split { takes, .. } => self.make(takes, depth)?,
            Node::Back(name) => {
                let (node, around) = back(&self.around, name);
                let around = around.to_vec();
                Generator {
                    random: self.random,
                    around,
                }
                .make(node, depth + 1)?
            }
        })
    }

    fn length(&mut self, depth: usize) -> usize {
        if depth > DEEP {
            0
        } else {
            self.random.below(4)
        }
    }

    fn integer(&mut self, least: i128, most: i128) -> Value {
        let (least, most) = (least.max(i64::MIN.into()), most.min(u64::MAX.into()));
        let whole = match self.random.below(4) {
            0 => least,
            1 => most,
            _ => i128::from(self.random.next() % 200) - 100,
        };
        let whole = whole.clamp(least, most);
        Value::Number(Number::from_i128(whole).unwrap())
    }

    fn map(&mut self, item: &'static Node, depth: usize) -> Option<Map<String, Value>> {
        let length = self.length(depth);
        (0..length)
            .map(|number| Some((format!("key {number}"), self.make(item, depth + 1)?)))
            .collect()
    }

    fn object(
        &mut self,
        node: &'static Node,
        object: &Struct,
        depth: usize,
    ) -> Option<Map<String, Value>> {
        self.around.push(node);
        let made = self.fields(object, depth);
        self.around.pop();
        let mut made = made?;
        if !object.closed && object.flattened.is_empty() && self.random.one_in(4) {
            made.insert("something else".to_owned(), json!({ "a": 1 }));
        }
        Some(made)
    }

    fn fields(&mut self, object: &Struct, depth: usize) -> Option<Map<String, Value>> {
        let mut fields = Map::new();
        for field in object.fields.iter().filter(|field| !field.takes.is_empty()) {
            if field.may_be_missing && (depth > DEEP || self.random.one_in(3)) {
                continue;
            }
            match self.make(field.node, depth + 1) {
                Some(value) => {
                    let name = *self.random.pick(field.takes);
                    fields.insert(name.to_owned(), value);
                }
                None if field.may_be_missing => {}
                None => return None,
            }
        }
        for node in object.flattened {
            fields.extend(self.flattened(node, depth)?);
        }
        Some(fields)
    }

    fn flattened(&mut self, node: &'static Node, depth: usize) -> Option<Map<String, Value>> {
        match node {
            Node::Null => Some(Map::new()),
            Node::Word(word) => {
                let name = *self.random.pick(word.takes);
                Some(Map::from_iter([(name.to_owned(), Value::Null)]))
            }
            Node::Map(item) => self.map(item, depth),
            Node::Struct(object) => {
                self.around.push(node);
                let made = self.fields(object, depth);
                self.around.pop();
                made
            }
            Node::OneOf(one) => {
                let mut variants: Vec<_> = one
                    .variants
                    .iter()
                    .filter(|variant| variant.is_taken)
                    .collect();
                let first = self.random.below(variants.len().max(1));
                variants.rotate_left(first);
                self.around.push(node);
                let made = variants
                    .iter()
                    .find_map(|variant| self.flattened(variant.node, depth + 1));
                self.around.pop();
                made
            }
            Node::Split { takes, .. } => self.flattened(takes, depth),
            _ => None,
        }
    }
}
