//! The front end against definitions that people wrote, and that AWS ran. Where the corpus is absent, this says so.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use stepwright_compiler::errors::Code;
use stepwright_compiler::{Allow, Options, Rendered, analyse};

fn shared() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if path.join("corpus").is_dir() {
        return Some(path);
    }
    println!("skipped: no corpus at {}", path.display());
    None
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("the corpus can be read");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

fn definitions_below(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            definitions_below(&path, out);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            out.push(path);
        }
    }
}

fn errors(text: &str, options: &Options) -> Vec<Rendered> {
    analyse("definition.asl.json", text, options)
        .err()
        .unwrap_or_default()
}

fn codes(errors: &[Rendered]) -> Vec<Code> {
    errors.iter().map(|error| error.code).collect()
}

fn report(errors: &[Rendered]) -> String {
    errors
        .iter()
        .map(|error| error.message.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether a definition uses what is not supported yet, judged by its text alone.
fn uses_later_features(text: &str) -> bool {
    text.contains("\"JSONata\"") || text.contains("\"Assign\"")
}

/// What is expected of a definition: nothing said, or these codes and no others.
fn check(
    wrong: &mut Vec<String>,
    name: &str,
    text: &str,
    options: &Options,
    expected: Option<&[Code]>,
) {
    let errors = errors(text, options);
    let mut found = codes(&errors);
    found.dedup();
    let fine = match expected {
        Some(expected) => found == expected,
        None if uses_later_features(text) => {
            found.iter().all(|code| *code == Code::NotSupportedYet) && !found.is_empty()
        }
        None => found.is_empty(),
    };
    if !fine {
        wrong.push(format!(
            "{name}: {found:?}, not {expected:?}\n{}",
            report(&errors)
        ));
    }
}

/// Workflows that really are broken, and how.
const BROKEN_WORKFLOWS: &[(&str, &[Code], &str)] = &[
    (
        "idempotent-workflow-sam-",
        &[Code::ShadowedErrorName],
        "a second retrier repeats three names of the first, which never get to its longer interval",
    ),
    (
        "sam-app-low-code-you-know-counter-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "parallel-translate-",
        &[Code::MalformedPath],
        "`@.TargetLanguageCode==es` compares with a bare word, which Jayway reads as a number and fails on; `'es'` is meant",
    ),
    (
        "script-generator-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "tts-converter-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "usecases-distributedmap-monte-carlo-simulation-cloudformation-ec2-main-dataprocessor",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "word-filtering-script-generator-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
];

/// Workflows with states that get the same name in Rust, and the one that is renamed.
const RENAMED_WORKFLOWS: &[(&str, &str, &str)] = &[(
    "sfn-rds-to-aurora-migrate-postgres-",
    "DescribeDBInstances",
    "DescribeInstancesAgain",
)];

const FUNCTIONS_IN_PLACE: &str = "a part of a CloudFormation template: `Resource` is an object like `{ \"Fn::GetAtt\": .. }`, which AWS never sees";

#[test]
fn workflows_that_people_wrote_are_accepted() {
    let Some(shared) = shared() else { return };
    let mut paths = Vec::new();
    definitions_below(&shared.join("corpus/workflows"), &mut paths);
    assert_eq!(paths.len(), 150);
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().expect("a name").to_string_lossy();
        let expected = BROKEN_WORKFLOWS
            .iter()
            .find(|(broken, _, _)| name.starts_with(broken))
            .map(|(_, codes, _)| *codes);
        let text = fs::read_to_string(path).expect("text");
        let mut options = Options::default();
        for (file, state, rename) in RENAMED_WORKFLOWS {
            if name.starts_with(file) {
                options
                    .rename
                    .push(((*state).to_owned(), (*rename).to_owned()));
            }
        }
        check(&mut wrong, &name, &text, &options, expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_seeds_are_accepted() {
    let Some(shared) = shared() else { return };
    let mut paths = Vec::new();
    definitions_below(&shared.join("seeds"), &mut paths);
    assert!(paths.len() >= 10, "only {} seeds", paths.len());
    let options = Options {
        allow: vec![Allow {
            code: Code::MisspeltErrorName,
            states: None,
        }],
        ..Options::default()
    };
    let mut wrong = Vec::new();
    for path in &paths {
        let text = fs::read_to_string(path).expect("text");
        let misspelt = text.contains("\"State.ALL\"");
        let options = if misspelt {
            options.clone()
        } else {
            Options::default()
        };
        check(&mut wrong, &path.to_string_lossy(), &text, &options, None);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn definitions_that_aws_ran_are_accepted() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    for case in lines(&shared.join("corpus/executions.jsonl")) {
        let text = serde_json::to_string_pretty(&case["definition"]).expect("JSON");
        let mut options = Options::default();
        if text.contains("\"State.ALL\"") {
            options.allow.push(Allow {
                code: Code::MisspeltErrorName,
                states: None,
            });
        }
        check(
            &mut wrong,
            case["id"].as_str().expect("an id"),
            &text,
            &options,
            None,
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Cases where a linter's opinion is not shared, or where it judges what is not supported yet.
const DISAGREEMENTS: &[(&str, &str)] = &[
    (
        "asl-validator/invalid-task-alias-function",
        "the form of an ARN is its service's business; a handler needs none",
    ),
    (
        "asl-validator/valid-map-noconfig",
        "a Map without `ProcessorConfig` is inline, and an inline Map reads no items from S3 and writes none",
    ),
    (
        "asl-validator/valid-task-credentials",
        "the fields are made up; AWS takes `RoleArn` only",
    ),
    (
        "statelint/task-with-credentials",
        "`roleArn` for `RoleArn`: names of fields are case-sensitive",
    ),
    (
        "statelint/pass-with-io-path-context-object",
        "`$$.path` is no field of the context object, so that the state always fails",
    ),
    ("statelint/task-with-parameters", TEMPLATE),
    ("statelint/parallel-with-parameters", TEMPLATE),
    ("statelint/map-with-parameters", TEMPLATE),
    ("statelint/map-with-itemspath-context-object", TEMPLATE),
    (
        "amazon-states-language-service/validation.test.ts/203",
        "three states are called `Second`; the specification wants names unique in the whole machine",
    ),
];

const TEMPLATE: &str = "`Parameters` is a string; the specification says that a payload template is an object, and a path written there \
     would be passed on as its text";

/// Invalid cases whose lines as the linter gives them are not the ones reported here.
const OTHER_LINES: &[(&str, &str)] = &[(
    "validation.test.ts/181",
    "the state that nothing reaches is the one the misspelt `Default` meant: one mistake, one error",
)];

#[test]
fn linters_verdicts_are_shared() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    for case in lines(&shared.join("corpus/definitions.jsonl")) {
        let id = case["id"].as_str().expect("an id");
        let text = case["definition_text"].as_str().expect("a text");
        let valid = case["valid"].as_bool().expect("a verdict");
        let errors = errors(text, &Options::default());
        // What is not supported yet is judged once it is.
        let judged: Vec<&Rendered> = errors
            .iter()
            .filter(|error| error.code != Code::NotSupportedYet)
            .collect();
        let rejected = if uses_later_features(text) && valid {
            !judged.is_empty()
        } else {
            !errors.is_empty()
        };
        let shared_verdict = rejected != valid;
        let listed = DISAGREEMENTS.iter().any(|(known, _)| id.starts_with(known));
        if shared_verdict == listed {
            wrong.push(format!(
                "{id}: valid {valid}, listed {listed}\n{}\n{text}",
                report(&errors)
            ));
        }
        let ranges = case["ranges"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        if !listed && !OTHER_LINES.iter().any(|(known, _)| id.ends_with(known)) {
            for range in ranges {
                // The linter counts lines from 0.
                let line =
                    usize::try_from(range[0][0].as_u64().expect("a line")).expect("small") + 1;
                if !errors.iter().any(|error| error.line == line) {
                    wrong.push(format!(
                        "{id}: nothing at line {line}, {}\n{}\n{text}",
                        case["messages"],
                        report(&errors)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
