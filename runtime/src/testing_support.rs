//! Parts of programs for tests, written as ASL writes them and read by the compiler.
mod convert;

#[cfg(feature = "jsonata")]
pub(crate) use convert::{expression_root, leak_form};
pub(crate) use convert::{leak, leak_str};

use crate::{
    data::{Context, Scope},
    program::{self as target, Condition, Kind, Path, Template},
    value::Value,
};
use serde_json::json;
use std::path::PathBuf;
use stepwright_compiler::{intrinsic::parse_query, path::parse_path, text::Text};

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

    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::UNIX_EPOCH
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
    test(&Scope::new(&Value::from(json), &TestContext::default()))
}

/// The lines of a corpus file, or none (and a word about it) in a checkout without the corpus.
pub(crate) fn corpus(file: &str) -> Option<Vec<serde_json::Value>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        say(&format!("skipped: there is no corpus file {file} here"));
        return None;
    };
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"));
    Some(lines.collect())
}

pub(crate) fn path(text: &str) -> Path {
    convert::path(&parse_path(&written(text)).unwrap_or_else(|problem| panic!("{problem:?}")))
}

/// The value of a `.$` field.
pub(crate) fn expression(text: &str) -> Template {
    convert::query(&parse_query(&written(text)).unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn written(text: &str) -> Text {
    Text::verbatim(text, 0..text.len() + 2)
}

/// A template, its dynamic fields marked with `.$`.
pub(crate) fn template(json: &serde_json::Value) -> Template {
    let state = json!({"Type": "Pass", "Parameters": json, "End": true});
    let program = program(&state);
    program.states[0].parameters.expect("parameters")
}

/// `Variable`, an operator and its operand.
pub(crate) fn condition(variable: &str, operator: &str, operand: &serde_json::Value) -> Condition {
    let rule = json!({"Variable": variable, operator: operand, "Next": "End"});
    let program = program(&json!({"Type": "Choice", "Choices": [rule]}));
    match program.states[0].kind {
        Kind::Choice(choice) => choice.rules[0].condition,
        ref other => panic!("a Choice is a {}", other.name()),
    }
}

fn program(state: &serde_json::Value) -> target::Program {
    let states = json!({"State": state, "End": {"Type": "Succeed"}});
    convert::program(&json!({"StartAt": "State", "States": states}).to_string())
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(line: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{line}");
}
