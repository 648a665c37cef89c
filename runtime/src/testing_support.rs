//! Programs for tests, written as ASL writes them. A parser just large enough for that; it leaks what it makes.
use crate::{
    data::{Context, Scope},
    program::{
        Call, Condition, Family, Intrinsic, Literal, Operand, Path, Property, Relation, Root, Step,
        Template,
    },
    value::Value,
};
use std::path::PathBuf;

/// A context with an object, the variables of a second one, and effects that are always the same.
#[derive(Default)]
pub(crate) struct TestContext {
    pub(crate) object: Value,
    pub(crate) variables: Value,
}

impl Context for TestContext {
    fn object(&self) -> Value {
        self.object.clone()
    }

    fn variable(&self, name: &str) -> Option<Value> {
        self.variables.get(name).cloned()
    }

    fn random(&self) -> u64 {
        42
    }

    fn uuid(&self) -> String {
        "ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8".to_owned()
    }
}

/// Runs `test` with a document and an empty context.
pub(crate) fn with_document<R>(json: serde_json::Value, test: impl FnOnce(&Scope) -> R) -> R {
    test(&Scope {
        document: &Value::from(json),
        context: &TestContext::default(),
    })
}

/// The lines of a corpus file, or none (and a word about it) in a checkout without the corpus.
pub(crate) fn corpus(file: &str) -> Option<Vec<serde_json::Value>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        println!("skipped: there is no corpus file {file} here");
        return None;
    };
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"));
    Some(lines.collect())
}

pub(crate) fn leak<T>(values: Vec<T>) -> &'static [T] {
    Vec::leak(values)
}

pub(crate) fn leak_str(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

pub(crate) fn literal(json: &serde_json::Value) -> Literal {
    match json {
        serde_json::Value::Null => Literal::Null,
        serde_json::Value::Bool(flag) => Literal::Bool(*flag),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Literal::Int(number),
            (_, Some(number)) => Literal::UInt(number),
            _ => Literal::Float(number.as_f64().expect("a float")),
        },
        serde_json::Value::String(text) => Literal::String(leak_str(text)),
        serde_json::Value::Array(items) => {
            Literal::Array(leak(items.iter().map(literal).collect()))
        }
        serde_json::Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, field)| (leak_str(key), literal(field)));
            Literal::Object(leak(fields.collect()))
        }
    }
}

pub(crate) fn path(text: &str) -> Path {
    let mut parser = Parser {
        rest: text,
        all: text,
    };
    let path = parser.path();
    assert!(parser.rest.is_empty(), "a path up to its end: {text}");
    path
}

/// The value of a `.$` field.
pub(crate) fn expression(text: &str) -> Template {
    let mut parser = Parser {
        rest: text,
        all: text,
    };
    let template = parser.expression(false);
    assert!(
        parser.rest.is_empty(),
        "an expression up to its end: {text}"
    );
    template
}

/// A template, its dynamic fields marked with `.$`.
pub(crate) fn template(json: &serde_json::Value) -> Template {
    match json {
        serde_json::Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, field)| match key.strip_suffix(".$") {
                    Some(name) => (
                        leak_str(name),
                        expression(field.as_str().expect("an expression")),
                    ),
                    None => (leak_str(key), template(field)),
                });
            Template::Object(leak(fields.collect()))
        }
        serde_json::Value::Array(items) => {
            Template::Array(leak(items.iter().map(template).collect()))
        }
        scalar => Template::Literal(literal(scalar)),
    }
}

/// `Variable`, an operator and its operand.
pub(crate) fn condition(variable: &str, operator: &str, operand: &serde_json::Value) -> Condition {
    let variable = path(variable);
    let flag = operand.as_bool().unwrap_or_default();
    let property = match operator {
        "IsPresent" => Some(Property::Present),
        "IsNull" => Some(Property::Null),
        "IsString" => Some(Property::String),
        "IsNumeric" => Some(Property::Numeric),
        "IsBoolean" => Some(Property::Boolean),
        "IsTimestamp" => Some(Property::Timestamp),
        _ => None,
    };
    if let Some(property) = property {
        return Condition::Is(variable, property, flag);
    }
    if operator == "StringMatches" {
        return Condition::StringMatches(variable, leak_str(operand.as_str().expect("a pattern")));
    }
    let (operator, operand) = match operator.strip_suffix("Path") {
        Some(operator) => (
            operator,
            Operand::At(path(operand.as_str().expect("a path"))),
        ),
        None => (operator, Operand::Literal(literal(operand))),
    };
    let families = [
        ("String", Family::String),
        ("Numeric", Family::Numeric),
        ("Boolean", Family::Boolean),
        ("Timestamp", Family::Timestamp),
    ];
    let (relation, family) = families
        .iter()
        .find_map(|(name, family)| Some((operator.strip_prefix(name)?, *family)))
        .expect("a family");
    let relation = match relation {
        "Equals" => Relation::Equals,
        "LessThan" => Relation::LessThan,
        "LessThanEquals" => Relation::LessThanEquals,
        "GreaterThan" => Relation::GreaterThan,
        "GreaterThanEquals" => Relation::GreaterThanEquals,
        other => panic!("an operator: {other}"),
    };
    Condition::Compare(variable, family, relation, operand)
}

struct Parser<'t> {
    rest: &'t str,
    all: &'t str,
}

impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest.strip_prefix(token);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn want(&mut self, token: &str) {
        assert!(
            self.eat(token),
            "`{token}` at `{}` in `{}`",
            self.rest,
            self.all
        );
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'static str {
        let end = self
            .rest
            .find(|letter| !keep(letter))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        leak_str(word)
    }

    fn name(&mut self) -> &'static str {
        self.take_while(|letter| letter.is_alphanumeric() || "_-".contains(letter))
    }

    fn number(&mut self) -> Option<i64> {
        self.take_while(|letter| letter.is_ascii_digit() || letter == '-')
            .parse()
            .ok()
    }

    fn path(&mut self) -> Path {
        let start = self.rest;
        let root = if self.eat("$$") {
            Root::Context
        } else {
            self.want("$");
            match self.name() {
                "" => Root::Document,
                variable => Root::Variable(variable),
            }
        };
        let mut steps = Vec::new();
        loop {
            if self.eat("..") {
                steps.push(Step::Descend);
                if !self.rest.starts_with('[') {
                    steps.push(self.dotted());
                }
            } else if self.rest.starts_with('.') {
                self.want(".");
                steps.push(self.dotted());
            } else if self.rest.starts_with('[') {
                steps.push(self.bracketed());
            } else {
                break;
            }
        }
        let text = leak_str(&start[..start.len() - self.rest.len()]);
        Path {
            text,
            root,
            steps: leak(steps),
        }
    }

    fn dotted(&mut self) -> Step {
        if self.eat("*") {
            return Step::Wildcard;
        }
        Step::Field(self.name())
    }

    fn bracketed(&mut self) -> Step {
        self.want("[");
        let step = if self.eat("*") {
            Step::Wildcard
        } else if self.rest.starts_with('\'') {
            let mut names = vec![self.quoted()];
            while self.eat(",") {
                names.push(self.quoted());
            }
            if names.len() == 1 {
                Step::Field(names[0])
            } else {
                Step::Fields(leak(names))
            }
        } else {
            let first = self.number();
            if self.eat(":") {
                let to = self.number();
                let step = if self.eat(":") { self.number() } else { None };
                Step::Slice {
                    from: first,
                    to,
                    step,
                }
            } else if self.rest.starts_with(',') {
                let mut indices = vec![first.expect("an index")];
                while self.eat(",") {
                    indices.push(self.number().expect("an index"));
                }
                Step::Indices(leak(indices))
            } else {
                Step::Index(first.expect("an index"))
            }
        };
        self.want("]");
        step
    }

    fn quoted(&mut self) -> &'static str {
        self.want("'");
        let name = self.take_while(|letter| letter != '\'');
        self.want("'");
        name
    }

    /// `kept`: the first argument of `States.Format` keeps the escapes of braces and backslashes.
    fn expression(&mut self, kept: bool) -> Template {
        if self.rest.starts_with('$') {
            return Template::Path(self.path());
        }
        if self.eat("'") {
            let mut text = String::new();
            loop {
                let letter = self.rest.chars().next().expect("a closing quote");
                self.want(letter.encode_utf8(&mut [0; 4]));
                match letter {
                    '\'' => return Template::Literal(Literal::String(leak_str(&text))),
                    '\\' => {
                        let next = self.rest.chars().next().expect("an escaped character");
                        self.want(next.encode_utf8(&mut [0; 4]));
                        if kept && "{}\\".contains(next) {
                            text.push('\\');
                        }
                        text.push(next);
                    }
                    other => text.push(other),
                }
            }
        }
        if !self.eat("States.") {
            let word = self.take_while(|letter| letter.is_alphanumeric() || "-+.".contains(letter));
            return Template::Literal(literal(&serde_json::from_str(word).expect("a literal")));
        }
        let function = match self.name() {
            "Array" => Intrinsic::Array,
            "ArrayContains" => Intrinsic::ArrayContains,
            "ArrayGetItem" => Intrinsic::ArrayGetItem,
            "ArrayLength" => Intrinsic::ArrayLength,
            "ArrayPartition" => Intrinsic::ArrayPartition,
            "ArrayRange" => Intrinsic::ArrayRange,
            "ArrayUnique" => Intrinsic::ArrayUnique,
            "Base64Decode" => Intrinsic::Base64Decode,
            "Base64Encode" => Intrinsic::Base64Encode,
            "Format" => Intrinsic::Format,
            "Hash" => Intrinsic::Hash,
            "JsonMerge" => Intrinsic::JsonMerge,
            "JsonToString" => Intrinsic::JsonToString,
            "MathAdd" => Intrinsic::MathAdd,
            "MathRandom" => Intrinsic::MathRandom,
            "StringSplit" => Intrinsic::StringSplit,
            "StringToJson" => Intrinsic::StringToJson,
            "UUID" => Intrinsic::UUID,
            other => panic!("a function: {other}"),
        };
        self.want("(");
        let mut arguments = Vec::new();
        while !self.eat(")") {
            self.take_while(|letter| letter == ' ' || letter == ',');
            if !self.rest.starts_with(')') {
                let kept = function == Intrinsic::Format && arguments.is_empty();
                arguments.push(self.expression(kept));
            }
        }
        // Every call carries the outermost one's text.
        Template::Call(Call {
            function,
            arguments: leak(arguments),
            text: leak_str(self.all),
        })
    }
}
