//! The analysis against executions that AWS recorded: every document with which a state was entered is one that is
//! thought possible there.

mod admits;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::fact::Made;
use super::walk::Walk;
use super::{Fact, Input};
use crate::ir::{Json, Program};
use crate::sample::Document;
use crate::{Options, examine};
use admits::admits;

/// A value of a recording.
fn json(value: &serde_json::Value) -> Json {
    use serde_json::Value;
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(number) => Json::Number(number.to_string()),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => Json::Array(items.iter().map(json).collect()),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, field)| (name.clone(), json(field)));
            Json::Object(fields.collect())
        }
    }
}

fn walk<'p>(program: &'p Program, input: &Json) -> Walk<'p> {
    let sample = Document {
        file: "sample.json".to_owned(),
        value: input.clone(),
    };
    let input = super::input_fact(program, &Input::Samples(&[sample]));
    Walk::new(program, input, true)
}

#[test]
fn what_was_recorded_is_thought_possible() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/executions.jsonl");
    let Ok(text) = fs::read_to_string(file) else {
        println!("skipped: no recordings at ../shared/corpus");
        return;
    };
    let (mut documents, mut states) = (0, 0);
    let mut wrong = Vec::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let definition = row["definition"].to_string();
        let analysis = examine("recorded.asl.json", &definition, &Options::default());
        let (Some(program), Some(history)) = (analysis.program, row["history"].as_array()) else {
            continue;
        };
        let walk = walk(&program, &json(&row["input"]));
        let mut entered: BTreeMap<&str, bool> = BTreeMap::new();
        for event in history {
            let is_entry = event["type"]
                .as_str()
                .is_some_and(|it| it.ends_with("StateEntered"));
            let (true, Some(name)) = (is_entry, event["state"].as_str()) else {
                continue;
            };
            let Some((id, _)) = program.states().find(|(_, it)| it.name.value == name) else {
                continue;
            };
            let input = json(&event["input"]);
            let worlds = walk.worlds(id);
            documents += 1;
            entered.insert(name, true);
            if !worlds.iter().any(|world| admits(&world.document, &input)) {
                let facts: Vec<&Fact> = worlds.iter().map(|world| &world.document).collect();
                wrong.push(format!(
                    "{}: `{name}` was entered with {} and not\n{facts:#?}",
                    row["id"], event["input"]
                ));
            }
        }
        states += entered.len();
    }
    println!("{documents} documents in {states} states");
    assert!(documents > 400, "the recordings are there: {documents}");
    assert!(
        wrong.is_empty(),
        "{} are not: {}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn a_document_is_admitted_by_what_is_known_of_it() {
    let document = Json::Object(vec![
        ("a".to_owned(), Json::Number("1".to_owned())),
        ("b".to_owned(), Json::Array(vec![Json::Null])),
    ]);
    let exact = Fact::value(&document, &Made::default());
    assert!(admits(&exact, &document));
    assert!(!admits(&exact, &Json::Null));
    let other = Json::Object(vec![("a".to_owned(), Json::Number("2".to_owned()))]);
    assert!(!admits(&exact, &other));
    let joined = exact.join(&Fact::value(&other, &Made::default()));
    assert!(admits(&joined, &other) && admits(&joined, &document));
}
