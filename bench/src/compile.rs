//! What compiling a workflow costs: `cargo check` of generated packages, with the proof and without it.
//!
//! A package per size and shape, outside of the workspace, offline, with the workspace's own `Cargo.lock`. Their dependencies
//! are built before anything is timed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const SIZES: [usize; 3] = [10, 100, 1000];

/// What a workflow looks like.
#[derive(Clone, Copy)]
enum Shape {
    /// Tasks in a row, each of which takes what the one before it gives: a struct of five fields.
    Linear,
    /// Tasks whose `Parameters` read three paths of the document and whose `ResultPath` adds a field to it. Every fifth state
    /// is a Choice that may skip the Task behind it.
    Document,
}

/// Prints a table for each shape.
pub(crate) fn print(quick: bool) {
    let rounds = if quick { 1 } else { 5 };
    for (shape, name) in [(Shape::Linear, "linear"), (Shape::Document, "document")] {
        println!(
            "{:<28} {:>12} {:>12} {:>18} {:>18}",
            format!("cargo check, {name}"),
            "proof",
            "without",
            "a state more: proof",
            "without"
        );
        let mut all: Vec<(usize, [Duration; 2])> = Vec::new();
        for states in SIZES {
            let times = measure(shape, name, states, rounds);
            // What 10 states cost is what any workflow costs.
            let base = all.first().copied();
            let more = [0, 1].map(|side| base.map(|base| per_state(side, base, (states, times))));
            println!(
                "{:<28} {:>9.0} ms {:>9.0} ms {:>18} {:>18}",
                format!("{states} states"),
                millis(times[0]),
                millis(times[1]),
                cell(more[0]),
                cell(more[1]),
            );
            all.push((states, times));
        }
        if let [ten, hundred, thousand] = all.as_slice() {
            let ratio = [0, 1]
                .map(|side| per_state(side, *ten, *thousand) / per_state(side, *ten, *hundred));
            println!(
                "{:<28} {:>12} {:>12} {:>17.2}x {:>17.2}x",
                "1000 states against 100", "", "", ratio[0], ratio[1]
            );
        }
    }
}

/// What each state more costs, in milliseconds.
#[allow(clippy::cast_precision_loss, reason = "some hundreds")]
fn per_state(
    side: usize,
    (few, few_times): (usize, [Duration; 2]),
    (many, many_times): (usize, [Duration; 2]),
) -> f64 {
    (millis(many_times[side]) - millis(few_times[side])) / (many - few) as f64
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn cell(more: Option<f64>) -> String {
    more.map(|more| format!("{more:.2} ms")).unwrap_or_default()
}

/// The fastest of some rounds with the proof, and of as many without it, in turn: what else the machine does only adds.
fn measure(shape: Shape, name: &str, states: usize, rounds: u32) -> [Duration; 2] {
    let package = Package::new(shape, name, states);
    // The first round builds the dependencies.
    package.check(0, true);
    let mut best = [Duration::MAX; 2];
    for round in 1..=rounds {
        for (side, proof) in [true, false].into_iter().enumerate() {
            best[side] = best[side].min(package.check(round, proof));
        }
    }
    best
}

struct Package {
    root: PathBuf,
    target: PathBuf,
    source: String,
}

impl Package {
    fn new(shape: Shape, name: &str, states: usize) -> Package {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("the crate is in the workspace");
        // `target/release/stepwright-bench`
        let bench = env::current_exe().expect("the program has a path");
        let target = bench
            .ancestors()
            .nth(2)
            .expect("it is in a target directory")
            .join("compile");
        let name = format!("{name}_{states}");
        let package = Package {
            root: target.join(&name),
            target: target.join("target"),
            source: source(shape, states),
        };
        let runtime = workspace.join("runtime").to_string_lossy().into_owned();
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\nstepwright = {{ path = {runtime:?} }}\n\n\
                 [workspace]\n"
            ),
        );
        let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("there is a Cargo.lock");
        package.write("Cargo.lock", &lock);
        package.write("flow.asl.json", &definition(shape, states));
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        let folder = path.parent().expect("it is in the package");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Checks the package after an edit, anew: nothing of it is kept from the round before.
    fn check(&self, round: u32, proof: bool) -> Duration {
        let edited = format!("{}\npub const ROUND: u32 = {round};\n", self.source);
        self.write("src/lib.rs", &edited);
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("STEPWRIGHT_PROOF");
        if !proof {
            cargo.env("STEPWRIGHT_PROOF", "off");
        }
        let start = Instant::now();
        let output = cargo.output().expect("cargo starts");
        let time = start.elapsed();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        time
    }
}

fn definition(shape: Shape, states: usize) -> String {
    let mut text = String::from("{\n  \"StartAt\": \"Step 0\",\n  \"States\": {");
    for number in 0..states {
        let last = number + 1 == states;
        let next = if last {
            "\"End\": true".to_owned()
        } else {
            format!("\"Next\": \"Step {}\"", number + 1)
        };
        let before = if number == 0 { "" } else { "," };
        let state = match shape {
            Shape::Linear => task("", &next),
            Shape::Document if is_choice(number, states) => format!(
                r#"{{
      "Type": "Choice",
      "Choices": [
        {{ "Variable": "$.r{}.state", "StringEquals": "Open", "Next": "Step {}" }}
      ],
      "Default": "Step {}"
    }}"#,
                number - 1,
                number + 1,
                number + 2
            ),
            Shape::Document => {
                let total = match passed(number) {
                    Some(passed) => format!("$.r{passed}.total"),
                    None => "$.amount_cents".to_owned(),
                };
                let fields = format!(
                    r#"
      "Parameters": {{ "order_id.$": "$.order_id", "express.$": "$.express", "total.$": "{total}" }},
      "ResultPath": "$.r{number}","#
                );
                task(&fields, &next)
            }
        };
        let _ = write!(text, "{before}\n    \"Step {number}\": {state}");
    }
    text + "\n  }\n}\n"
}

fn task(fields: &str, next: &str) -> String {
    format!(
        r#"{{
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:work",{fields}
      {next}
    }}"#
    )
}

fn is_choice(number: usize, states: usize) -> bool {
    number % 5 == 4 && number + 2 < states
}

/// The last Task before another that no Choice skips.
fn passed(number: usize) -> Option<usize> {
    (0..number)
        .rev()
        .find(|before| before % 5 != 4 && (before % 5 != 0 || *before == 0))
}

fn source(shape: Shape, states: usize) -> String {
    let (takes, gives) = match shape {
        Shape::Linear => ("Order", "Order"),
        Shape::Document => ("Demand", "Receipt"),
    };
    let mut source = String::from(
        r#"//! Generated for a measure.
#![allow(dead_code)]

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError};

stepwright::include_workflow! {
    pub mod flow = "flow.asl.json",
    input: crate::Order,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    order_id: String,
    amount_cents: u64,
    lines: Vec<String>,
    note: Option<String>,
    express: bool,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Demand {
    order_id: String,
    express: bool,
    total: u64,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Receipt {
    order_id: String,
    total: u64,
    lines: Vec<String>,
    note: Option<String>,
    state: Progress,
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Progress {
    Open,
    Shipped,
    Closed,
}

#[derive(Debug, TaskError)]
pub enum Refused {
    Empty,
    Late,
}

pub struct Shop;

#[stepwright::handlers(flow)]
impl Shop {
"#,
    );
    for number in 0..states {
        if matches!(shape, Shape::Document) && is_choice(number, states) {
            continue;
        }
        let _ = write!(
            source,
            "    async fn step_{number}(&self, _: {takes}) -> Result<{gives}, Refused> {{\n        \
             Err(Refused::Empty)\n    }}\n"
        );
    }
    source + "}\n"
}
