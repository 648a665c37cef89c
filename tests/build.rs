//! Makes a module of every definition of the shared corpus and seeds that compiles, so that the tests run them through
//! the real macro. Where the corpus is absent the tables are empty, and the tests say that they skip.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use stepwright_compiler::errors::Code;
use stepwright_compiler::{Options, examine};

fn main() {
    let shared =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../shared");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!(
        "cargo::rerun-if-changed={}",
        shared.join("corpus").display()
    );
    println!("cargo::rerun-if-changed={}", shared.join("seeds").display());
    println!("cargo::rerun-if-changed=build.rs");
    fs::write(
        out.join("executions.rs"),
        executions(&shared.join("corpus/executions.jsonl"), &out),
    )
    .expect("OUT_DIR is writable");
    fs::write(out.join("seeds.rs"), seeds(&shared.join("seeds"))).expect("OUT_DIR is writable");
}

/// `PROGRAMS`: each distinct definition of the recordings and its program, or why it has none.
fn executions(recordings: &Path, out: &Path) -> String {
    let Ok(lines) = fs::read_to_string(recordings) else {
        return "pub static PROGRAMS: Option<&[(&str, Result<&Program, Refusal>)]> = None;"
            .to_owned();
    };
    let mut definitions: BTreeMap<String, usize> = BTreeMap::new();
    let mut modules = String::new();
    let mut rows = String::new();
    for line in lines.lines() {
        let case: serde_json::Value =
            serde_json::from_str(line).expect("a recording is a line of JSON");
        let text = serde_json::to_string_pretty(&case["definition"]).expect("a definition is JSON");
        let number = definitions.len();
        if definitions.contains_key(&text) {
            continue;
        }
        definitions.insert(text.clone(), number);
        let key = serde_json::to_string(&case["definition"]).expect("a definition is JSON");
        let row = match examine("definition.asl.json", &text, &Options::default()).errors {
            errors if errors.is_empty() => include(&mut modules, out, number, &text, &[]),
            // AWS takes a name that is only almost reserved; here that has to be allowed by name.
            errors if errors.iter().all(|e| e.code == Code::MisspeltErrorName) => {
                include(&mut modules, out, number, &text, &[Code::MisspeltErrorName])
            }
            errors => format!(
                "Err(Refusal {{ code: {:?}, title: {:?} }})",
                errors[0].code.name(),
                errors[0].title
            ),
        };
        writeln!(rows, "({key:?}, {row}),").expect("a string takes all");
    }
    format!(
        "{modules}\npub static PROGRAMS: Option<&[(&str, Result<&Program, Refusal>)]> = Some(&[\n{rows}]);"
    )
}

fn include(modules: &mut String, out: &Path, number: usize, text: &str, allow: &[Code]) -> String {
    let file = out.join(format!("d{number}.asl.json"));
    fs::write(&file, text).expect("OUT_DIR is writable");
    let file = file.display().to_string();
    let allow: Vec<&str> = allow.iter().map(|code| code.name()).collect();
    writeln!(
        modules,
        "stepwright::include_workflow! {{ pub mod d{number} = {file:?}, allow: {{ {} }} }}",
        allow.join(", ")
    )
    .expect("a string takes all");
    format!("Ok(&d{number}::PROGRAM)")
}

/// `SEEDS`: the file and program of each seed.
fn seeds(folder: &Path) -> String {
    let mut files = Vec::new();
    find(folder, &mut files);
    if files.is_empty() {
        return "pub static SEEDS: Option<&[(&str, &Program)]> = None;".to_owned();
    }
    files.sort();
    let mut modules = String::new();
    let mut rows = String::new();
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(folder).unwrap_or(file).display();
        let (name, file) = (name.to_string(), file.display().to_string());
        writeln!(
            modules,
            "stepwright::include_workflow! {{ pub mod s{number} = {file:?} }}"
        )
        .expect("a string takes all");
        writeln!(rows, "({name:?}, &s{number}::PROGRAM),").expect("a string takes all");
    }
    format!("{modules}\npub static SEEDS: Option<&[(&str, &Program)]> = Some(&[\n{rows}]);")
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            files.push(path);
        }
    }
}
