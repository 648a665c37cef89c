//! Values at random, and facts that hold of them.

use crate::flow::tree::Tree;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::flow::fact::{Fact, Field, Leaf, Made, Object, Rest, Source, Step, Why};
use crate::flow::kinds::Kinds;
use crate::ir::Json;
use crate::testing::Random;

/// A document of the fields that the expressions read, each of which may be of another kind.
pub(super) fn document(random: &mut Random, is_input: bool) -> Value {
    if random.below(30) == 0 {
        return any(random, 2);
    }
    let mut fields = Map::new();
    let mut add = |random: &mut Random, name: &str, value: Value| match random.below(8) {
        0 => {}
        1 => {
            let value = any(random, 2);
            fields.insert(name.to_owned(), value);
        }
        _ => {
            fields.insert(name.to_owned(), value);
        }
    };
    let value = number(random);
    add(random, "n", value);
    let value = text(random);
    add(random, "s", value);
    let value = Value::Bool(random.below(2) == 0);
    add(random, "t", value);
    let value = json!(["x", "y", "z"][random.below(3)]);
    add(random, "kind", value);
    let value = json!({"n": number(random), "c": {"n": number(random), "s": text(random)}});
    add(random, "a", value);
    let value = list(random, 0);
    add(random, "list", value);
    if is_input {
        let value = texts(random);
        add(random, "names", value);
        let value = (0..random.below(4)).map(|_| number(random)).collect();
        add(random, "nums", value);
        let value = (0..random.below(3)).map(|_| list(random, 1)).collect();
        add(random, "nest", value);
        let value = json!({"list": list(random, 1), "n": text(random)});
        add(random, "deep", value);
        let value = json!("2026-03-14T01:59:00Z");
        add(random, "at", value);
    }
    Value::Object(fields)
}

/// A list of objects.
pub(super) fn list(random: &mut Random, depth: usize) -> Value {
    let mut items = Vec::new();
    for _ in 0..random.below(4) {
        let mut item = json!({"n": number(random), "s": text(random), "t": random.below(2) == 0});
        if depth == 0 && random.below(2) == 0 {
            item["tags"] = texts(random);
        }
        if depth == 0 && random.below(3) == 0 {
            item["list"] = list(random, 1);
        }
        if random.below(4) == 0
            && let Some(item) = item.as_object_mut()
        {
            item.remove("n");
        }
        items.push(item);
    }
    Value::Array(items)
}

fn texts(random: &mut Random) -> Value {
    (0..random.below(4)).map(|_| text(random)).collect()
}

fn text(random: &mut Random) -> Value {
    json!(["x", "y", "", "12", "abc", "2026-03-14T01:59:00Z"][random.below(6)])
}

fn number(random: &mut Random) -> Value {
    match random.below(5) {
        0 => json!(1.5),
        1 => json!(0),
        2 => json!(-2),
        other => json!(other),
    }
}

fn any(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => Value::Bool(random.below(2) == 0),
        2 => number(random),
        3 | 4 => text(random),
        5 | 6 => {
            let count = random.below(3);
            (0..count).map(|_| any(random, depth - 1)).collect()
        }
        _ => {
            let mut fields = Map::new();
            for name in ["n", "s", "list"] {
                if random.below(2) == 0 {
                    fields.insert(name.to_owned(), any(random, depth - 1));
                }
            }
            Value::Object(fields)
        }
    }
}

/// Makes facts that hold of values.
pub(super) struct Known<'r> {
    random: &'r mut Random,
    may_have_leaves: bool,
    /// How rarely less is known than could be.
    rarely: usize,
}

impl<'r> Known<'r> {
    pub(super) fn new(random: &'r mut Random, may_have_leaves: bool) -> Self {
        let rarely = [2, 6, 20, 1000][random.below(4)];
        Known {
            random,
            may_have_leaves,
            rarely,
        }
    }

    pub(super) fn of(&mut self, value: &Value) -> Fact {
        self.fact(value, &Leaf::new(Source::Input))
    }

    fn fact(&mut self, value: &Value, leaf: &Leaf) -> Fact {
        if self.random.below(self.rarely) > 0 {
            return self.exact(value, leaf);
        }
        match self.random.below(6) {
            0 => Fact::any("chosen"),
            1 if self.may_have_leaves => Fact::Leaf(leaf.clone()),
            2 | 3 => {
                let other = any(self.random, 2);
                let other = Known {
                    random: &mut *self.random,
                    may_have_leaves: false,
                    rarely: 20,
                }
                .of(&other);
                self.exact(value, leaf).join(&other)
            }
            4 => match value {
                // What an example says of a fraction is that it is one.
                Value::Array(_) | Value::Object(_) => self.exact(value, leaf),
                scalar => Fact::Example(json_of(scalar)),
            },
            _ => {
                let kinds = Kinds::of(&json_of(value));
                Fact::Of(match self.random.below(3) {
                    0 => kinds | Kinds::NULL,
                    1 => kinds | Kinds::STRING,
                    _ => kinds,
                })
            }
        }
    }

    fn exact(&mut self, value: &Value, leaf: &Leaf) -> Fact {
        match value {
            Value::Array(items) => {
                let facts: Vec<Fact> = items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let index = i64::try_from(index).expect("few");
                        self.fact(item, &leaf.step(Step::Index(index)))
                    })
                    .collect();
                if self.random.below(2) == 0 {
                    return Fact::tuple(facts);
                }
                let item = Fact::one_of(facts);
                Fact::list(item.unwrap_or_else(|| {
                    let item = any(self.random, 1);
                    let known = self.exact(&item, leaf);
                    known.map(&mut |fact| match fact {
                        Fact::Leaf(_) => Some(Fact::any("of nothing")),
                        _ => None,
                    })
                }))
            }
            Value::Object(fields) => self.object(fields, leaf),
            scalar => Fact::Value(json_of(scalar)),
        }
    }

    fn object(&mut self, fields: &Map<String, Value>, leaf: &Leaf) -> Fact {
        let mut known = Tree::new();
        let mut rest = Rest::None;
        for (name, value) in fields {
            if self.random.below(self.rarely * 2) == 0 {
                rest = Rest::Any(Why::new("chosen"));
                continue;
            }
            let step = Step::Member(name.as_str().into());
            let fact = self.fact(value, &leaf.step(step));
            let may_be_missing = self.random.below(self.rarely * 2) == 0;
            known.insert(
                Rc::from(name.as_str()),
                Field {
                    fact,
                    may_be_missing,
                },
            );
        }
        for name in ["n", "s", "list", "tags"] {
            if !fields.contains_key(name) && self.random.below(self.rarely) == 0 {
                let fact = Fact::Of(Kinds::STRING);
                let field = Field {
                    fact,
                    may_be_missing: true,
                };
                if !known.contains_key(name) {
                    known.insert(Rc::from(name), field);
                }
            }
        }
        Fact::Object(Rc::new(Object {
            fields: known,
            rest,
            made: Made::default(),
        }))
    }
}

pub(super) fn json_of(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => Json::Array(items.iter().map(json_of).collect()),
        Value::Object(fields) => Json::Object(
            fields
                .iter()
                .map(|(name, field)| (name.clone(), json_of(field)))
                .collect(),
        ),
    }
}
