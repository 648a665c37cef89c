//! Every path, call, error name and timestamp of the shared corpus, each against its parser.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use stepwright_compiler::error_names::check_error_name;
use stepwright_compiler::intrinsic::parse_query;
use stepwright_compiler::path::{parse_path, parse_reference_path};
use stepwright_compiler::text::Text;
use stepwright_compiler::timestamp::check_timestamp;

/// What the parsers refuse in definitions that AWS ran, that people wrote, or that a linter calls valid: the string and
/// the start of what is said.
const REALLY_BROKEN: &[(&str, &str)] = &[
    // statelint only looks whether a path starts with `$$.`; the context object has no such fields.
    ("$$.mapItems", "the context object has no field"),
    ("$$.outputToPass", "the context object has no field"),
    ("$$.path.inputToProcess", "the context object has no field"),
    // parallel-translate: Jayway reads what has no quotes as a number and throws.
    ("$[?(@.TargetLanguageCode==es)].TranslatedText", "path "),
    ("$[?(@.TargetLanguageCode==fr)].TranslatedText", "path "),
    ("$[?(@.TargetLanguageCode==ja)].TranslatedText", "path "),
    // Recorded on AWS, which takes any name: four tests of a callback catch nothing by it.
    ("State.ALL", "error name `State.ALL` is nearly"),
    // either-or-parallel, quorum-with-parallel: their Fail states raise names of the reserved space themselves.
    ("States.FauxFailure1", "error name"),
    ("States.FauxFailure2", "error name"),
    ("States.QuorumMet", "error name"),
    ("States.RanOutOfTime", "error name"),
];

/// What a linter calls invalid for the sake of a string, and the start of what is said.
const BROKEN_FOR_A_STRING: &[(&str, &str)] = &[
    ("", "an empty string is neither"),
    (
        "  States.Format($.template, $.firstName, $.lastName)",
        "call `States.Format(",
    ),
    ("$$.z", "the context object has no field"),
    ("$foo", "path `$foo` names a variable"),
    ("Cause", "`Cause` is neither"),
    (
        "JsonToString($)",
        "`JsonToString` is not an intrinsic function",
    ),
    (
        "States\nJsonToString($)",
        "`States\\nJsonToString($)` is not a call",
    ),
    ("States. ", "`States.` is not an intrinsic function"),
    (
        "States.JsonToString($",
        "call of `States.JsonToString` has no closing",
    ),
    (
        "States.StringToJson $.escaped)",
        "`States.StringToJson` has a space",
    ),
    (
        "States.Xyz($.result)",
        "`States.Xyz` is not an intrinsic function",
    ),
    (
        "bug$.library.movies",
        "path `bug$.library.movies` does not start",
    ),
    ("ipsum", "`ipsum` is neither"),
    ("prod-v1", "`prod-v1` is neither"),
    ("something else    ", "`something else    ` is neither"),
];

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    say(&format!(
        "skipped: there is no corpus at {}",
        folder.display()
    ));
    None
}

/// All definitions that AWS ran, that people wrote, and that linters call valid (`true`) or not.
fn definitions(corpus: &std::path::Path, valid: bool) -> Vec<Value> {
    let read = |name: &str| fs::read_to_string(corpus.join(name)).expect("a file of the corpus");
    let mut all = Vec::new();
    for line in read("definitions.jsonl").lines() {
        let case: Value = serde_json::from_str(line).expect("a line is JSON");
        if case["valid"] == Value::Bool(valid) {
            let text = case["definition_text"].as_str().expect("a text");
            all.extend(serde_json::from_str::<Value>(text).ok());
        }
    }
    if !valid {
        return all;
    }
    for line in read("executions.jsonl").lines() {
        let mut case: Value = serde_json::from_str(line).expect("a line is JSON");
        all.push(case["definition"].take());
    }
    for entry in fs::read_dir(corpus.join("workflows")).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.to_string_lossy().ends_with(".asl.json") {
            let text = fs::read_to_string(&path).expect("text");
            all.extend(serde_json::from_str::<Value>(&text).ok());
        }
    }
    all
}

/// Strings, each with the title of a problem in it.
type Said = BTreeSet<(String, String)>;

/// Collects what the parsers say of the strings in a value.
fn walk(node: &Value, said: &mut Said, count: &mut usize) {
    match node {
        Value::Object(fields) => {
            // `Result` holds plain data.
            for (key, value) in fields.iter().filter(|(key, _)| *key != "Result") {
                match value {
                    Value::String(string) => {
                        *count += usize::from(check(key, string, said));
                    }
                    Value::Array(names) if key == "ErrorEquals" => {
                        for name in names.iter().filter_map(Value::as_str) {
                            *count += 1;
                            if let Some(problem) = check_error_name(&text(name)) {
                                said.insert((name.to_owned(), problem.title));
                            }
                        }
                    }
                    _ => {}
                }
                walk(value, said, count);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, said, count)),
        _ => {}
    }
}

fn check(key: &str, string: &str, said: &mut Said) -> bool {
    let text = text(string);
    let problems = match key {
        "ResultPath" => parse_reference_path(&text).err().into_iter().collect(),
        "ErrorPath" | "CausePath" => parse_query(&text).err().unwrap_or_default(),
        "Timestamp" => check_timestamp(&text).err().into_iter().collect(),
        _ if key.ends_with(".$") => parse_query(&text).err().unwrap_or_default(),
        "Variable" | "InputPath" | "OutputPath" | "ItemsPath" | "SecondsPath" | "TimestampPath" => {
            parse_path(&text).err().into_iter().collect()
        }
        _ if key.ends_with("EqualsPath") || key.ends_with("ThanPath") => {
            parse_path(&text).err().into_iter().collect::<Vec<_>>()
        }
        _ => return false,
    };
    said.extend(
        problems
            .iter()
            .map(|problem| (string.to_owned(), problem.title.clone())),
    );
    true
}

fn text(value: &str) -> Text {
    Text::verbatim(value, 0..value.len() + 2)
}

fn compare(valid: bool, expected: &[(&str, &str)], least: usize) {
    let Some(corpus) = corpus() else { return };
    let mut said = Said::new();
    let mut count = 0;
    for definition in definitions(&corpus, valid) {
        walk(&definition, &mut said, &mut count);
    }
    assert!(count >= least, "only {count} strings were looked at");
    let is = |(string, start): &(&str, &str), (found, title): &(String, String)| {
        string == found && title.starts_with(start)
    };
    let new: Vec<_> = said
        .iter()
        .filter(|said| !expected.iter().any(|line| is(line, said)))
        .collect();
    let gone: Vec<_> = expected
        .iter()
        .filter(|line| !said.iter().any(|said| is(line, said)))
        .collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "new: {new:#?}\ngone: {gone:#?}"
    );
}

#[test]
fn what_is_valid_is_read() {
    compare(true, REALLY_BROKEN, 3000);
}

#[test]
fn what_is_broken_is_refused() {
    compare(false, BROKEN_FOR_A_STRING, 70);
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(line: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{line}");
}
