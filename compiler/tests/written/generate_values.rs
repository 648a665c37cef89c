//! The conditions, templates and literals of random definitions.

use serde_json::{Map, Value, json};

use super::generate::{Fields, Generator};
use super::pools::{PATHS, TEXTS};

impl Generator {
    pub(crate) fn choice(&mut self, fields: &mut Fields, names: &[String]) {
        let count = 1 + self.random.below(3);
        let mut rules = Vec::new();
        for _ in 0..count {
            let mut rule = if !self.is_jsonata {
                self.condition(3)
            } else if self.one_in(4) {
                json!({ "Condition": true })
            } else {
                json!({ "Condition": self.expression() })
            };
            let members = rule.as_object_mut().expect("an object");
            members.insert("Next".to_owned(), json!(self.target(names)));
            self.comment(members);
            if self.one_in(4) {
                members.insert("Assign".to_owned(), json!({ "v": 1 }));
            }
            rules.push(rule);
        }
        fields.insert("Choices".to_owned(), Value::Array(rules));
        if self.one_in(2) {
            fields.insert("Default".to_owned(), json!(self.target(names)));
        }
    }

    pub(crate) fn condition(&mut self, depth: usize) -> Value {
        if depth > 0 && self.one_in(2) {
            if self.one_in(3) {
                return json!({ "Not": self.condition(depth - 1) });
            }
            let count = 1 + self.random.below(3);
            let parts: Vec<Value> = (0..count).map(|_| self.condition(depth - 1)).collect();
            let field = self.pick(&["And", "Or"]);
            return json!({ field: parts });
        }
        let path = self.pick(&PATHS);
        let sign = self.pick(&[
            "LessThan",
            "LessThanEquals",
            "GreaterThan",
            "GreaterThanEquals",
            "Equals",
        ]);
        let (operator, value) = match self.random.below(7) {
            0 => ("StringMatches".to_owned(), json!("a*\"b\\*")),
            1 => {
                let kind = self.pick(&[
                    "Present",
                    "Null",
                    "String",
                    "Numeric",
                    "Boolean",
                    "Timestamp",
                ]);
                (format!("Is{kind}"), json!(self.one_in(2)))
            }
            2 => (format!("String{sign}"), json!(self.pick(&TEXTS))),
            3 => (
                format!("Numeric{sign}"),
                json!(self.pick(&[0.0, -1.5, 1e21, 3.0])),
            ),
            4 => (format!("Timestamp{sign}"), json!("2026-01-01T00:00:00Z")),
            5 => ("BooleanEquals".to_owned(), json!(self.one_in(2))),
            _ => {
                let family = self.pick(&["String", "Numeric", "Timestamp"]);
                (format!("{family}{sign}Path"), json!(self.pick(&PATHS)))
            }
        };
        json!({ "Variable": path, operator: value })
    }

    pub(crate) fn template(&mut self, depth: usize) -> Value {
        let mut fields = Map::new();
        for key in ["a", "b c", "type", "_", "path", "$x"] {
            match self.random.below(4) {
                0 if self.is_jsonata => {
                    let expression = self.expression();
                    fields.insert(key.to_owned(), expression);
                }
                0 => {
                    let query = self.query();
                    fields.insert(format!("{key}.$"), query);
                }
                1 if depth > 0 => {
                    let inner = self.template(depth - 1);
                    let inner = if self.one_in(2) {
                        inner
                    } else {
                        json!([inner, 1])
                    };
                    fields.insert(key.to_owned(), inner);
                }
                2 => {
                    let value = self.json(depth, false);
                    fields.insert(key.to_owned(), value);
                }
                _ => {}
            }
        }
        Value::Object(fields)
    }

    pub(crate) fn json(&mut self, depth: usize, has_marks: bool) -> Value {
        match self.random.below(if depth == 0 { 4 } else { 6 }) {
            0 => json!(self.pick(&TEXTS)),
            1 => json!(self.pick(&[0.0, -0.5, 1e300, 1e-7])),
            2 => json!(self.pick(&[i64::MIN, -1, 0, 7])),
            3 => self
                .pick(&[Some(true), Some(false), None])
                .map_or(Value::Null, Value::Bool),
            4 => {
                let count = self.random.below(4);
                (0..count)
                    .map(|_| self.json(depth - 1, has_marks))
                    .collect()
            }
            _ => {
                let mut fields = Map::new();
                for key in ["a", "\"", "false", "r#x", "x.$"] {
                    if self.one_in(2) && (has_marks || key != "x.$") {
                        let value = self.json(depth - 1, has_marks);
                        fields.insert(key.to_owned(), value);
                    }
                }
                Value::Object(fields)
            }
        }
    }
}
