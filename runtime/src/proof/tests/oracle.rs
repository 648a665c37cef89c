//! Verdicts against values: random types, values as the one serialises, and whether the other takes them.

use serde_json::{Map, Value, json};

use super::build::*;
use crate::proof::{Fact, Goal, Verdict};
use crate::shape::{Field, Node, OneOf, Text, Variant};

/// A small generator of numbers: the same types in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn node(&mut self, deep: usize) -> N {
        match self.below(if deep == 0 { 6 } else { 13 }) {
            0 => TEXT,
            1 => BOOL,
            2 => U8,
            3 => F64,
            4 => NULL,
            5 => word(["a", "b"][self.below(2)]),
            6 => list(self.node(deep - 1)),
            7 => map(self.node(deep - 1)),
            8 => option(self.node(deep - 1)),
            9 => tuple([self.node(deep - 1), self.node(deep - 1)]),
            10 => {
                let forms: Vec<Variant> = (0..=self.below(3))
                    .map(|_| Variant {
                        name: "",
                        node: self.node(deep - 1),
                        is_given: self.below(5) > 0,
                        is_taken: self.below(5) > 0,
                    })
                    .collect();
                keep(Node::OneOf(keep(OneOf {
                    name: "E",
                    variants: forms.leak(),
                })))
            }
            _ => self.object(deep - 1),
        }
    }

    fn object(&mut self, deep: usize) -> N {
        let mut fields: Vec<Field> = Vec::new();
        for name in ["a", "b", "c"] {
            if self.below(3) > 0 {
                fields.push(Field {
                    may_be_left_out: self.below(4) == 0,
                    may_be_missing: self.below(3) == 0,
                    ..field(name, self.node(deep))
                });
            }
        }
        match self.below(4) {
            0 => closed("S", fields),
            _ => object("S", fields),
        }
    }

    /// A value as a type serialises; none where there is none.
    fn value(&mut self, node: &Node) -> Option<Value> {
        Some(match node {
            Node::Text(_) => json!(["a", "b", "x"][self.below(3)]),
            Node::Bool => json!(self.below(2) == 0),
            Node::Integer(..) => json!(self.below(256)),
            Node::Float => json!(f64::from(u8::try_from(self.below(256)).unwrap())),
            Node::Null => Value::Null,
            Node::Word(word) => json!(word.gives),
            Node::List(item) => {
                let items = (0..self.below(3)).map(|_| self.value(item));
                Value::Array(items.collect::<Option<Vec<Value>>>().unwrap_or_default())
            }
            Node::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item));
                Value::Array(items.collect::<Option<Vec<Value>>>()?)
            }
            Node::Map(item) => {
                let mut object = Map::new();
                for name in ["a", "b", "d"] {
                    if self.below(2) == 0
                        && let Some(value) = self.value(item)
                    {
                        object.insert(name.to_owned(), value);
                    }
                }
                Value::Object(object)
            }
            Node::OneOf(of) => {
                let given: Vec<&Variant> = of.variants.iter().filter(|one| one.is_given).collect();
                if given.is_empty() {
                    return None;
                }
                let form = self.below(given.len());
                self.value(given[form].node)?
            }
            Node::Struct(of) => {
                let mut object = Map::new();
                for field in of.fields {
                    if field.may_be_left_out && self.below(2) == 0 {
                        continue;
                    }
                    object.insert(field.gives?.to_owned(), self.value(field.node)?);
                }
                Value::Object(object)
            }
            _ => return None,
        })
    }
}

/// Whether a type deserialises from a value.
fn takes(node: &Node, value: &Value) -> bool {
    match (node, value) {
        (Node::Text(Text::Any), Value::String(_))
        | (Node::Bool, Value::Bool(_))
        | (Node::Float, Value::Number(_))
        | (Node::Null, Value::Null) => true,
        (Node::Integer(least, most), Value::Number(number)) => number
            .as_i64()
            .is_some_and(|number| (*least..=*most).contains(&number.into())),
        (Node::Word(word), Value::String(text)) => word.takes.contains(&text.as_str()),
        (Node::List(item), Value::Array(items)) => items.iter().all(|one| takes(item, one)),
        (Node::Tuple(nodes), Value::Array(items)) => {
            nodes.len() == items.len()
                && nodes.iter().zip(items).all(|(node, one)| takes(node, one))
        }
        (Node::Map(item), Value::Object(fields)) => fields.values().all(|one| takes(item, one)),
        (Node::OneOf(of), _) => of
            .variants
            .iter()
            .any(|one| one.is_taken && takes(one.node, value)),
        (Node::Struct(of), Value::Object(fields)) => {
            of.fields
                .iter()
                .all(|field| match fields.get(field.takes[0]) {
                    Some(value) => takes(field.node, value),
                    None => field.may_be_missing,
                })
                && (!of.closed
                    || fields
                        .keys()
                        .all(|name| of.fields.iter().any(|field| field.takes[0] == name)))
        }
        _ => false,
    }
}

#[test]
fn no_value_contradicts_a_verdict() {
    let mut dice = Dice(7);
    let (mut proven, mut never, mut sometimes) = (0, 0, 0);
    for _ in 0..6_000 {
        let given = dice.node(3);
        // Unrelated types seldom fit.
        let taken = match dice.below(3) {
            0 => given,
            _ => dice.node(3),
        };
        let check = check(Goal::Input(0), [way(Fact::Leaf(input("", [])))]);
        let verdict = check.verdict(&types(given, taken));
        assert_eq!(
            check
                .message(&types(given, taken), &verdict)
                .as_str()
                .is_empty(),
            !matches!(verdict, Verdict::Failed(_))
        );
        let values: Vec<Value> = (0..12).filter_map(|_| dice.value(given)).collect();
        for value in &values {
            let fits = takes(taken, value);
            match verdict {
                Verdict::Proven => assert!(fits, "{given:?}\ninto {taken:?}\nat {value}"),
                Verdict::Failed(failure) if !failure.is_sometimes() => {
                    // Of arrays and maps, those with something in them are meant.
                    let empty = value.to_string();
                    let is_empty = empty.contains("[]") || empty.contains("{}");
                    assert!(!fits || is_empty, "{given:?}\ninto {taken:?}\nat {value}");
                }
                Verdict::Failed(_) | Verdict::Open(_) => {}
            }
        }
        match verdict {
            Verdict::Proven => proven += 1,
            Verdict::Failed(failure) if failure.is_sometimes() => sometimes += 1,
            Verdict::Failed(_) => never += 1,
            Verdict::Open(_) => {}
        }
    }
    // All sorts were met.
    assert!(
        proven > 600 && never > 600 && sometimes > 100,
        "{proven} {never} {sometimes}"
    );
}
