//! Makes a module of every shared seed, so that the tests run them through the real macro. Where the seeds are absent the
//! table is empty, and the tests say that they skip. Makes a workflow of very many Tasks too, with its handlers.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let seeds = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join("../../shared/seeds");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed={}", seeds.display());
    println!("cargo::rerun-if-changed=build.rs");
    fs::write(out.join("seeds.rs"), self::seeds(&seeds)).expect("OUT_DIR is writable");
    let file = out.join("many_tasks.asl.json");
    fs::write(out.join("many_tasks.rs"), many_handlers(&file)).expect("OUT_DIR is writable");
    fs::write(file, many_tasks()).expect("OUT_DIR is writable");
}

/// More than one trait has the handlers of. After 128 states an executor gets its turn, which the test has none of.
const MANY: usize = 120;

fn many_tasks() -> String {
    let mut states = String::new();
    for number in 0..MANY {
        let next = match number + 1 {
            MANY => r#""End": true"#.to_owned(),
            next => format!(r#""Next": "Step {next}""#),
        };
        let comma = if number == 0 { "" } else { "," };
        write!(
            states,
            r#"{comma} "Step {number}": {{ "Type": "Task", "Resource": "arn:aws:states:::lambda:work", {next} }}"#
        )
        .expect("a string takes all");
    }
    format!(r#"{{ "StartAt": "Step 0", "States": {{ {states} }} }}"#)
}

/// Each adds one.
fn many_handlers(file: &Path) -> String {
    let file = file.display().to_string();
    let mut text = format!(
        "stepwright::include_workflow! {{ pub mod many_tasks = {file:?} }}\npub struct Adder;\n#[stepwright::handlers(many_tasks)]\nimpl Adder {{\n"
    );
    for number in 0..MANY {
        writeln!(
            text,
            "async fn step_{number}(&self, n: u32) -> Result<u32, std::convert::Infallible> {{ Ok(n + 1) }}"
        )
        .expect("a string takes all");
    }
    text + "}\n"
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
            "stepwright::include_workflow! {{ pub mod s{number} = {file:?}{} }}",
            allowed(&name)
        )
        .expect("a string takes all");
        writeln!(rows, "({name:?}, &s{number}::PROGRAM),").expect("a string takes all");
    }
    format!("{modules}\npub static SEEDS: Option<&[(&str, &Program)]> = Some(&[\n{rows}]);")
}

/// What is found in a seed, and rightly: `Unmake Order` drops the field that `Transform record` reads.
fn allowed(name: &str) -> &'static str {
    if name.ends_with("OrderManager.asl.json") {
        r#", allow: { missing_path: ["Transform record"] }"#
    } else {
        ""
    }
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
