//! Definitions at random: all types of states, nested, in both query languages, with what is hard to write as tokens.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::pools::{CALLS, ERRORS, EXPRESSIONS, NAMES, PATHS, PLACES, TEXTS};
use crate::random::Random;

pub(crate) struct Generator {
    pub(crate) random: Random,
    used: BTreeSet<String>,
    pub(crate) is_jsonata: bool,
}

pub(crate) type Fields = Map<String, Value>;

impl Generator {
    pub(crate) fn new(seed: u64) -> Generator {
        Generator {
            random: Random(seed * 2 + 1),
            used: BTreeSet::new(),
            is_jsonata: false,
        }
    }

    pub(crate) fn definition(&mut self) -> Value {
        let is_jsonata = self.one_in(3);
        self.is_jsonata = is_jsonata;
        let mut machine = self.region(3);
        if is_jsonata {
            machine.insert("QueryLanguage".to_owned(), json!("JSONata"));
        }
        if self.one_in(3) {
            machine.insert("Version".to_owned(), json!("1.0"));
        }
        if self.one_in(3) {
            machine.insert("TimeoutSeconds".to_owned(), self.seconds());
        }
        Value::Object(machine)
    }

    pub(crate) fn one_in(&mut self, count: usize) -> bool {
        self.random.below(count) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.random.below(all.len())]
    }

    fn seconds(&mut self) -> Value {
        json!(self.pick(&[1, 59, 60, 90, 3600, 7200, 86_400, 99_999_999]))
    }

    fn name(&mut self) -> String {
        let name = self.pick(&NAMES).to_owned();
        let mut unique = name.clone();
        while !self.used.insert(unique.clone()) {
            unique = format!("{name}{}", self.used.len());
        }
        unique
    }

    fn region(&mut self, depth: usize) -> Fields {
        let count = 1 + self.random.below(4);
        let names: Vec<String> = (0..count).map(|_| self.name()).collect();
        let states: Vec<(String, Value)> = names
            .iter()
            .map(|name| (name.clone(), self.state(&names, depth)))
            .collect();
        let mut region = Map::new();
        self.comment(&mut region);
        region.insert("StartAt".to_owned(), json!(self.target(&names)));
        region.insert(
            "States".to_owned(),
            Value::Object(states.into_iter().collect()),
        );
        region
    }

    pub(crate) fn target(&mut self, names: &[String]) -> String {
        names[self.random.below(names.len())].clone()
    }

    pub(crate) fn comment(&mut self, fields: &mut Fields) {
        if self.one_in(4) {
            let long = "word ".repeat(40);
            let texts = [
                "why",
                "two\nlines",
                "a\n\nb",
                " spaces  within ",
                "",
                &long,
                "/ * `x` */",
            ];
            let text = texts[self.random.below(texts.len())];
            fields.insert("Comment".to_owned(), json!(text));
        }
    }

    fn state(&mut self, names: &[String], depth: usize) -> Value {
        let around = self.is_jsonata;
        let mut fields = Map::new();
        if !around && self.one_in(6) {
            self.is_jsonata = true;
            fields.insert("QueryLanguage".to_owned(), json!("JSONata"));
        }
        let kinds = [
            "Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map",
        ];
        let kind = kinds[self.random.below(if depth == 0 { 6 } else { 8 })];
        fields.insert("Type".to_owned(), json!(kind));
        self.comment(&mut fields);
        let own = self.is_jsonata;
        // What is inside is in the machine's language.
        match kind {
            "Parallel" => {
                self.is_jsonata = around;
                let branches = 1 + self.random.below(2);
                let branches = (0..branches).map(|_| Value::Object(self.region(depth - 1)));
                fields.insert("Branches".to_owned(), branches.collect());
                self.is_jsonata = own;
            }
            "Map" => {
                self.is_jsonata = around;
                let mut processor = self.region(depth - 1);
                self.is_jsonata = own;
                self.map(&mut fields, &mut processor);
                let field = if self.one_in(4) {
                    "Iterator"
                } else {
                    "ItemProcessor"
                };
                fields.insert(field.to_owned(), Value::Object(processor));
            }
            "Task" => self.task(&mut fields),
            "Choice" => self.choice(&mut fields, names),
            "Wait" => {
                let timestamp = json!("2026-01-01T00:00:00Z");
                let (field, value) = match (self.random.below(4), own) {
                    (0, _) => ("Seconds", self.seconds()),
                    (1, _) => ("Timestamp", timestamp),
                    (2, false) => ("SecondsPath", json!("$['n n']")),
                    (_, false) => ("TimestampPath", json!("$.due")),
                    (2, true) => ("Seconds", self.expression()),
                    (_, true) => ("Timestamp", self.expression()),
                };
                fields.insert(field.to_owned(), value);
            }
            "Fail" => {
                for field in ["Error", "Cause"] {
                    let (twin, value) = match (self.random.below(3), own) {
                        (0, _) => continue,
                        (1, false) => {
                            let query =
                                self.pick(&["$$", "$['a b']", CALLS[0], CALLS[1], CALLS[3]]);
                            (format!("{field}Path"), json!(query))
                        }
                        (1, true) => (field.to_owned(), self.expression()),
                        _ => (field.to_owned(), json!(self.pick(&TEXTS))),
                    };
                    fields.insert(twin, value);
                }
            }
            "Pass" if !own && self.one_in(2) => {
                let result = self.json(2, true);
                fields.insert("Result".to_owned(), result);
            }
            _ => {}
        }
        self.data(&mut fields, kind);
        if !["Choice", "Succeed", "Fail"].contains(&kind) {
            if self.one_in(3) {
                fields.insert("End".to_owned(), json!(true));
            } else {
                fields.insert("Next".to_owned(), json!(self.target(names)));
            }
        }
        if ["Task", "Parallel", "Map"].contains(&kind) {
            self.handlers(&mut fields, names);
        }
        self.is_jsonata = around;
        Value::Object(fields)
    }

    /// The fields that documents go through.
    fn data(&mut self, fields: &mut Fields, kind: &str) {
        let has_result = ["Task", "Parallel", "Map"].contains(&kind);
        let add = |fields: &mut Fields,
                   this: &mut Generator,
                   field: &str,
                   value: fn(&mut Generator) -> Value| {
            if this.one_in(4) {
                let value = value(this);
                fields.insert(field.to_owned(), value);
            }
        };
        if kind != "Fail" && kind != "Succeed" {
            add(fields, self, "Assign", |this| {
                let value = this.template(1);
                if this.is_jsonata {
                    json!({ "v": value })
                } else {
                    json!({ "v": 1, "w": value })
                }
            });
        }
        if self.is_jsonata {
            if kind != "Fail" {
                add(fields, self, "Output", |this| this.template(2));
            }
            if ["Task", "Parallel"].contains(&kind) {
                add(fields, self, "Arguments", |this| this.template(2));
            }
            return;
        }
        if kind != "Fail" {
            for field in ["InputPath", "OutputPath"] {
                add(fields, self, field, Generator::path_or_null);
            }
        }
        if has_result || kind == "Pass" {
            if kind != "Map" {
                add(fields, self, "Parameters", |this| this.template(2));
            }
            add(fields, self, "ResultPath", Generator::place_or_null);
        }
        if has_result {
            add(fields, self, "ResultSelector", |this| this.template(2));
        }
    }

    fn path_or_null(&mut self) -> Value {
        if self.one_in(5) {
            Value::Null
        } else {
            json!(self.pick(&PATHS))
        }
    }

    fn place_or_null(&mut self) -> Value {
        if self.one_in(5) {
            Value::Null
        } else {
            json!(self.pick(&PLACES))
        }
    }

    pub(crate) fn query(&mut self) -> Value {
        if self.one_in(2) {
            json!(self.pick(&PATHS))
        } else {
            json!(self.pick(&CALLS))
        }
    }

    pub(crate) fn expression(&mut self) -> Value {
        json!(self.pick(&EXPRESSIONS))
    }

    fn count(&mut self, fields: &mut Fields, field: &str) {
        let (field, value) = match (self.random.below(4), self.is_jsonata) {
            (0, true) => (field.to_owned(), self.expression()),
            (0, false) => (format!("{field}Path"), json!("$.a.n")),
            (1, _) => (field.to_owned(), json!(5)),
            _ => return,
        };
        fields.insert(field, value);
    }

    fn task(&mut self, fields: &mut Fields) {
        let resources = [
            "${Ship}",
            "arn:aws:states:::lambda:invoke",
            "a\"b\\c",
            "${ShipOrder}",
        ];
        fields.insert("Resource".to_owned(), json!(self.pick(&resources)));
        self.count(fields, "TimeoutSeconds");
        if self.one_in(5) {
            let credentials = if self.is_jsonata {
                json!({ "RoleArn": self.expression() })
            } else if self.one_in(2) {
                json!({ "RoleArn.$": self.query() })
            } else {
                json!({ "RoleArn": "arn:aws:iam::111111111111:role/x" })
            };
            fields.insert("Credentials".to_owned(), credentials);
        }
    }

    fn map(&mut self, fields: &mut Fields, processor: &mut Fields) {
        let arguments = if self.is_jsonata {
            "Arguments"
        } else {
            "Parameters"
        };
        self.count(fields, "MaxConcurrency");
        if self.one_in(3) {
            self.count(fields, "ToleratedFailurePercentage");
        }
        if self.one_in(2) {
            let (field, items) = match (self.is_jsonata, self.random.below(3)) {
                (false, _) => ("ItemsPath", json!(self.pick(&PATHS))),
                (true, 0) => ("Items", json!([1, "{% 2 %}", { "a": [] }])),
                (true, _) => ("Items", self.expression()),
            };
            fields.insert(field.to_owned(), items);
        }
        if self.one_in(2) {
            let old = !self.is_jsonata && self.one_in(3);
            let selector = self.template(1);
            let field = if old { "Parameters" } else { "ItemSelector" };
            fields.insert(field.to_owned(), selector);
        }
        match self.random.below(3) {
            0 => {}
            1 => {
                processor.insert("ProcessorConfig".to_owned(), json!({ "Mode": "INLINE" }));
            }
            _ => {
                let config = json!({ "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" });
                processor.insert("ProcessorConfig".to_owned(), config);
                fields.insert("Label".to_owned(), json!("La_bel"));
                let config = json!({
                    "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a b", "c"],
                    "CSVDelimiter": "PIPE", "MaxItems": 7
                });
                let reader = json!({
                    "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config, arguments: self.template(1)
                });
                if self.one_in(2) {
                    fields.insert("ItemReader".to_owned(), reader);
                }
                let mut batcher = json!({ "MaxItemsPerBatch": 3, "BatchInput": self.template(1) });
                if !self.is_jsonata && self.one_in(2) {
                    batcher = json!({ "MaxInputBytesPerBatchPath": "$.bytes" });
                }
                if self.one_in(2) {
                    fields.insert("ItemBatcher".to_owned(), batcher);
                }
                let writer = json!({
                    "Resource": "arn:aws:states:::s3:putObject",
                    "WriterConfig": { "OutputType": "JSONL", "Transformation": "COMPACT" },
                    arguments: self.template(1)
                });
                if self.one_in(2) {
                    fields.insert("ResultWriter".to_owned(), writer);
                }
            }
        }
    }

    fn handlers(&mut self, fields: &mut Fields, names: &[String]) {
        for field in ["Retry", "Catch"] {
            let count = self.random.below(3);
            let mut all: Vec<Value> = Vec::new();
            for number in 0..count {
                let mut handler = Map::new();
                let is_last = number + 1 == count;
                let errors = if is_last && self.one_in(2) {
                    json!(["States.ALL"])
                } else {
                    let many = 1 + self.random.below(2);
                    (0..many).map(|_| json!(self.pick(&ERRORS))).collect()
                };
                handler.insert("ErrorEquals".to_owned(), errors);
                self.comment(&mut handler);
                if field == "Retry" {
                    for (field, value) in [
                        ("IntervalSeconds", json!(2)),
                        ("MaxAttempts", json!(0)),
                        ("BackoffRate", json!(1.5)),
                        ("MaxDelaySeconds", json!(3600)),
                        ("JitterStrategy", json!("FULL")),
                    ] {
                        if self.one_in(2) {
                            handler.insert(field.to_owned(), value);
                        }
                    }
                } else {
                    handler.insert("Next".to_owned(), json!(self.target(names)));
                    if self.one_in(2) {
                        let (field, value) = if self.is_jsonata {
                            ("Output", self.template(1))
                        } else {
                            ("ResultPath", self.place_or_null())
                        };
                        handler.insert(field.to_owned(), value);
                    }
                }
                all.push(Value::Object(handler));
            }
            fields.insert(field.to_owned(), Value::Array(all));
        }
    }
}
