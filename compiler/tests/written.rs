//! Definitions written as declarations: what is read back is the same machine.

#[path = "written/generate.rs"]
mod generate;
#[path = "written/generate_values.rs"]
mod generate_values;
#[path = "written/meaning.rs"]
mod meaning;
#[path = "written/pools.rs"]
mod pools;
mod random;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generate::Generator;
use meaning::meaning;
use serde_json::Value;
use stepwright_compiler::{Declaration, Options, analyse, declaration_of};

/// The declaration of a definition that is read back as the same; none where the front end does not take it.
fn round_trip(name: &str, text: &str, wrong: &mut Vec<String>) -> Option<String> {
    let written = declaration_of(name, text, "machine").ok()?;
    let tokens = match written.parse() {
        Ok(tokens) => tokens,
        Err(error) => {
            wrong.push(format!("{name}: {error}\n{written}"));
            return None;
        }
    };
    let read = match Declaration::parse("src/main.rs", tokens) {
        Ok(read) => read,
        Err(error) => {
            wrong.push(format!("{name}: {error}\n{written}"));
            return None;
        }
    };
    if let Some(error) = read.errors().first() {
        let at = error.span().start();
        wrong.push(format!(
            "{name}:{}:{}: {error}\n{written}",
            at.line, at.column
        ));
        return None;
    }
    let before: Value = serde_json::from_str(text).expect("the front end takes it");
    let after: Value = serde_json::from_str(read.definition()).expect("it is JSON");
    let (before, after) = (meaning(before), meaning(after));
    if before != after {
        let first = meaning::difference(&before, &after);
        wrong.push(format!("{name}: {first}\n{written}"));
    }
    // Once its fields are in the reader's order, it is written the same every time.
    let write = |text: &str| declaration_of(name, text, "machine").expect("it is taken");
    let second = write(read.definition());
    let tokens = second.parse().expect("it is made of tokens");
    let read_again = Declaration::parse("src/main.rs", tokens).expect("it has a head");
    let third = write(read_again.definition());
    if second != third {
        wrong.push(format!("{name}: written otherwise\n{second}\n{third}"));
    }
    // What is found of it is found of what is read back.
    let codes = |text: &str| {
        let found = analyse("definition", text, &Options::default()).err();
        let found = found.unwrap_or_default().into_iter();
        found.map(|error| error.code).collect::<Vec<_>>()
    };
    let (mut before, mut after) = (codes(text), codes(read.definition()));
    before.sort();
    after.sort();
    // Only so many are reported: which they are depends on the order of the states.
    if before != after && before.len() < 20 {
        wrong.push(format!("{name}: {before:?} became {after:?}\n{written}"));
    }
    Some(written)
}

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

fn definitions_below(folder: &Path, out: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut entries: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                definitions_below(&path, out);
            }
        } else if path.to_string_lossy().ends_with(".asl.json") {
            let text = fs::read_to_string(&path).expect("text");
            out.push((path.to_string_lossy().into_owned(), text));
        }
    }
}

/// All of them come back, and so many of them the front end takes.
fn all_come_back(definitions: &[(String, String)], taken: usize) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, text) in definitions {
        count += usize::from(round_trip(name, text, &mut wrong).is_some());
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        definitions.len(),
        wrong.join("\n\n")
    );
    assert_eq!(count, taken, "of {}", definitions.len());
}

#[test]
fn workflows_that_people_wrote_come_back() {
    let Some(shared) = shared() else { return };
    let mut definitions = Vec::new();
    definitions_below(&shared.join("corpus/workflows"), &mut definitions);
    all_come_back(&definitions, 144);
}

#[test]
fn seeds_and_examples_come_back() {
    let mut definitions = Vec::new();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    for folder in ["examples", "tests"] {
        definitions_below(&root.join(folder), &mut definitions);
    }
    if let Some(shared) = shared() {
        definitions_below(&shared.join("seeds"), &mut definitions);
    }
    all_come_back(&definitions, definitions.len());
}

#[test]
fn definitions_that_aws_ran_come_back() {
    let Some(shared) = shared() else { return };
    let cases = lines(&shared.join("corpus/executions.jsonl"));
    let mut seen = BTreeSet::new();
    let mut definitions = Vec::new();
    for case in cases {
        let text = serde_json::to_string_pretty(&case["definition"]).expect("JSON");
        if seen.insert(text.clone()) {
            definitions.push((case["id"].as_str().expect("an id").to_owned(), text));
        }
    }
    all_come_back(&definitions, definitions.len());
}

#[test]
fn definitions_for_linters_come_back() {
    let Some(shared) = shared() else { return };
    let cases = lines(&shared.join("corpus/definitions.jsonl"));
    let text = |case: &Value, field: &str| case[field].as_str().expect("a string").to_owned();
    let definitions: Vec<(String, String)> = cases
        .iter()
        .map(|case| (text(case, "id"), text(case, "definition_text")))
        .collect();
    all_come_back(&definitions, 63);
}

/// How some are written, for a reviewer to judge: `STEPWRIGHT_BLESS=1` writes what is written now.
#[test]
fn declarations_are_written_as_reviewed() {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let definitions = [
        "tests/golden/everything.asl.json",
        "tests/golden/hostile.asl.json",
        "examples/bulk-pricing/workflows/price-list.asl.json",
        "examples/vehicle-cancellation/workflows/vehicle-order-cancellation.asl.json",
    ];
    let mut wrong = Vec::new();
    for definition in definitions {
        let path = here.join("..").join(definition);
        let text = fs::read_to_string(path).expect("the definition is there");
        let now = declaration_of(definition, &text, "machine").expect("it is right");
        let name = Path::new(definition).file_name().expect("a name");
        let name = name.to_string_lossy().replace(".asl.json", ".rs");
        let path = here.join("tests/written/texts").join(name);
        if std::env::var_os("STEPWRIGHT_BLESS").is_some() {
            fs::write(&path, &now).expect("the folder can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != now {
            wrong.push(format!("{} is now\n\n{now}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn definitions_at_random_come_back() {
    let mut wrong = Vec::new();
    let (mut taken, count) = (0, 300);
    let mut refused: Vec<String> = Vec::new();
    for seed in 0..count {
        let definition = Generator::new(seed).definition();
        let text = serde_json::to_string_pretty(&definition).expect("JSON");
        let name = format!("seed {seed}");
        if round_trip(&name, &text, &mut wrong).is_some() {
            taken += 1;
        } else if let Err(errors) = declaration_of(&name, &text, "machine") {
            let errors = errors.iter().map(|error| error.message.as_str());
            refused.extend(errors.map(str::to_owned));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n\n"));
    // The generator makes what the front end takes, nearly always.
    let refused = refused.join("\n\n");
    assert!(taken * 10 >= count * 9, "{taken} of {count}:\n{refused}");
}

/// Or nothing would be compared.
#[test]
fn what_means_something_else_is_told_apart() {
    let text = include_str!("../../tests/golden/everything.asl.json");
    let whole: Value = serde_json::from_str(text).expect("JSON");
    let mut pointers = Vec::new();
    pointers_of(&whole, String::new(), &mut pointers);
    assert!(pointers.len() > 100);
    for pointer in pointers {
        for other in [Value::from("$.other"), Value::from(77), Value::Null] {
            let mut changed = whole.clone();
            let part = changed.pointer_mut(&pointer).expect("it is there");
            if *part != other {
                *part = other;
                assert_ne!(meaning(changed), meaning(whole.clone()), "{pointer}");
            }
        }
    }
}

fn pointers_of(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers_of(item, format!("{at}/{index}"), out);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers_of(member, format!("{at}/{key}"), out);
            }
        }
        _ => {}
    }
    out.push(at);
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(line: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{line}");
}
