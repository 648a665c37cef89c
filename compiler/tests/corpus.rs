//! The front end against definitions that people wrote, and that AWS ran. Where the corpus is absent, this says so.

#[path = "corpus/tables.rs"]
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use stepwright_compiler::errors::Code;
use stepwright_compiler::{ALLOWABLE, Allow, Options, Rendered, analyse};
use tables::{
    BROKEN_WORKFLOWS, DEFECTS, DISAGREEMENTS, Defect, FINDINGS, OTHER_LINES, REASONS,
    RENAMED_WORKFLOWS,
};

fn shared() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if path.join("corpus").is_dir() {
        return Some(path);
    }
    say(&format!("skipped: no corpus at {}", path.display()));
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
    found.sort();
    found.dedup();
    let fine = match expected {
        Some(expected) => found == expected,
        None => found.is_empty(),
    };
    if !fine {
        wrong.push(format!(
            "{name}: {found:?}, not {expected:?}\n{}",
            report(&errors)
        ));
    }
}

/// What is wrong with a file, found where it is; with these findings allowed, it is accepted.
fn check_defect(wrong: &mut Vec<String>, name: &str, text: &str, defect: &Defect) {
    let found = errors(text, &Options::default());
    let mut states: Vec<Option<&str>> = found.iter().map(|error| error.state.as_deref()).collect();
    states.dedup();
    let expected: Vec<Option<&str>> = defect.states.iter().copied().map(Some).collect();
    if states != expected || found.iter().any(|error| error.code != defect.code) {
        let (code, reason, found) = (defect.code.name(), defect.reason, report(&found));
        wrong.push(format!(
            "{name}: not {code} in {expected:?} ({reason})\n{found}"
        ));
    }
    for states in [None, Some(defect.states)] {
        let allow = Allow {
            code: Some(defect.code),
            states: states.map(|states| states.iter().copied().map(str::to_owned).collect()),
        };
        let options = Options {
            allow: vec![allow],
            ..Options::default()
        };
        check(wrong, name, text, &options, None);
    }
}

fn defect_of(name: &str) -> Option<&'static Defect> {
    DEFECTS.iter().find(|defect| name.starts_with(defect.file))
}

#[test]
fn the_readme_lists_the_defects() {
    let readme = include_str!("../../README.md");
    for defect in DEFECTS {
        let has = |line: &str| {
            let states = defect.states.iter();
            states
                .clone()
                .all(|state| line.contains(&format!("`{state}`")))
                && line.contains(&format!("`{}`", defect.code.name()))
        };
        assert!(readme.lines().any(has), "the README lacks {}", defect.file);
    }
}

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
        if let Some(defect) = defect_of(&name) {
            check_defect(&mut wrong, &name, &text, defect);
            continue;
        }
        let mut options = Options::default();
        for (file, state, rename) in RENAMED_WORKFLOWS {
            if name.starts_with(file) {
                let entry = ((*state).to_owned(), (*rename).to_owned());
                options.rename.push(entry);
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
            code: Some(Code::MisspeltErrorName),
            states: None,
        }],
        ..Options::default()
    };
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(path).expect("text");
        if let Some(defect) = defect_of(&name) {
            check_defect(&mut wrong, &name, &text, defect);
            continue;
        }
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
                code: Some(Code::MisspeltErrorName),
                states: None,
            });
        }
        let id = case["id"].as_str().expect("an id");
        let found = FINDINGS.iter().find(|(part, _, _)| id.contains(part));
        let expected = found.map(|(_, codes, _)| *codes);
        check(&mut wrong, id, &text, &options, expected);
        // A finding of a definition that AWS ran can be allowed.
        let allow = |code: &Code| Allow {
            code: Some(*code),
            states: None,
        };
        options
            .allow
            .extend(expected.unwrap_or_default().iter().map(allow));
        check(&mut wrong, id, &text, &options, None);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn linters_verdicts_are_shared() {
    let Some(shared) = shared() else { return };
    let mut wrong = Vec::new();
    for case in lines(&shared.join("corpus/definitions.jsonl")) {
        let id = case["id"].as_str().expect("an id");
        let text = case["definition_text"].as_str().expect("a text");
        let valid = case["valid"].as_bool().expect("a verdict");
        let errors = errors(text, &Options::default());
        let shared_verdict = errors.is_empty() == valid;
        let listed = DISAGREEMENTS.iter().any(|(known, _)| id.starts_with(known));
        let found = codes(&errors);
        if valid && found.iter().all(|code| ALLOWABLE.contains(code)) {
            // What is found of a definition that a linter takes can be allowed.
            let mut options = Options::default();
            for code in found {
                if options.allow.iter().all(|allow| allow.code != Some(code)) {
                    options.allow.push(Allow {
                        code: Some(code),
                        states: None,
                    });
                }
            }
            check(&mut wrong, id, text, &options, None);
        }
        if shared_verdict == listed {
            wrong.push(format!(
                "{id}: valid {valid}, listed {listed}\n{}\n{text}",
                report(&errors)
            ));
        }
        if !valid && !listed {
            let mut found = codes(&errors);
            found.sort();
            found.dedup();
            let reason = REASONS
                .iter()
                .find(|(known, _)| *known == id)
                .map(|(_, codes)| *codes);
            if reason != Some(&found[..]) {
                wrong.push(format!(
                    "{id}: {found:?}, not {reason:?}\n{}\n{text}",
                    report(&errors)
                ));
            }
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

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(line: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{line}");
}
