//! Pictures: the documentation's is the run time's, and a history becomes one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use quote::quote;
use serde_json::{Value as Json, json};
use stepwright::graph::{Graph, Mark, Picture, Status};
use stepwright::test::{Execution, Mock, TestRun};
use stepwright_compiler::invocation::Invocation;
use stepwright_compiler::{ALLOWABLE, Files, Options};
use stepwright_tests::{now, program, say};

/// The definitions in a folder and those below it.
fn definitions(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            definitions(&path, found);
        } else if path.to_string_lossy().ends_with(".asl.json") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn the_compiler_and_the_runtime_draw_alike() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [
        "golden",
        "../examples",
        "../../shared/seeds",
        "../../shared/corpus/workflows",
    ] {
        let before = found.len();
        definitions(&tests.join(folder), &mut found);
        if found.len() == before {
            say(&format!("skipped: no definitions at {folder}"));
        }
    }
    let mut compared = 0;
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let definition: Json = serde_json::from_str(&text).unwrap();
        let analysis =
            stepwright_compiler::examine("x", &definition.to_string(), &Options::default());
        // What does not compile has no picture at run time.
        let mut errors = analysis.errors.iter();
        if errors.any(|error| !ALLOWABLE.contains(&error.code)) {
            continue;
        }
        compared += 1;
        let program = program(&definition);
        let drawn = Graph::new(program).picture();
        let compiled = stepwright_compiler::picture(program.name, &analysis.program.unwrap());
        assert_eq!(compiled, drawn, "{}", path.display());
        assert_eq!(compiled.svg(), drawn.svg(), "{}", path.display());
    }
    assert!(compared >= 7, "golden files and examples: {compared}");
}

#[test]
fn a_module_shows_its_picture() {
    let definition = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/everything.asl.json"),
    )
    .unwrap();
    let mut invocation: Invocation = syn::parse_str("mod shown = \"x.asl.json\"").unwrap();
    invocation.is_drawn = true;
    let krate = quote!(::stepwright);
    let files = Files::definition(definition.clone());
    let module = stepwright_compiler::include(&krate, &invocation, "", &files).module;
    let module: syn::ItemMod = syn::parse2(module).unwrap();
    let shown: Vec<String> = module
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg_attr"))
        .map(|attribute| attribute.parse_args_with(shown_in_rustdoc).unwrap())
        .collect();
    let graph = Graph::new(program(&serde_json::from_str(&definition).unwrap()));
    let mut picture = graph.picture();
    "shown".clone_into(&mut picture.name);
    let expected = format!(" <div style=\"overflow-x:auto\">{}</div>", picture.svg());
    assert_eq!(
        shown,
        [expected, String::new()],
        "a line of HTML, and one that ends it"
    );
}

/// `doc, doc = "text"`
fn shown_in_rustdoc(input: syn::parse::ParseStream<'_>) -> syn::Result<String> {
    let condition: syn::Ident = input.parse()?;
    assert_eq!(condition, "doc");
    input.parse::<syn::Token![,]>()?;
    let value: syn::MetaNameValue = input.parse()?;
    match value.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Ok(text.value()),
        _ => Err(input.error("no text")),
    }
}

#[test]
fn a_large_workflow_says_that_it_is_not_drawn() {
    let mut states = serde_json::Map::new();
    for number in 0..201 {
        let next = format!("S{}", number + 1);
        states.insert(
            format!("S{number}"),
            json!({ "Type": "Pass", "Next": next }),
        );
    }
    states.insert("S201".to_owned(), json!({ "Type": "Succeed" }));
    let definition = json!({ "StartAt": "S0", "States": states }).to_string();
    let mut invocation: Invocation = syn::parse_str("mod large = \"x.asl.json\"").unwrap();
    invocation.is_drawn = true;
    let files = Files::definition(definition);
    let module = stepwright_compiler::include(&quote!(::stepwright), &invocation, "", &files);
    let text = module.module.to_string();
    assert!(text.contains("202 states with 201 transitions are too many"));
    assert!(!text.contains("<svg"));
}

/// Tries, works on both sides of something, then on each item of a list.
fn definition() -> Json {
    json!({
        "StartAt": "Try",
        "States": {
            "Try": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:try",
                "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 2 }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Give up" }],
                "Next": "Both"
            },
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    {
                        "StartAt": "Left",
                        "States": { "Left": {
                            "Type": "Task",
                            "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:left",
                            "End": true
                        } }
                    },
                    {
                        "StartAt": "Before",
                        "States": {
                            "Before": { "Type": "Pass", "Next": "Right" },
                            "Right": { "Type": "Wait", "Seconds": 60, "End": true }
                        }
                    }
                ],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Each" }],
                "Next": "Give up"
            },
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemProcessor": {
                    "StartAt": "One",
                    "States": {
                        "One": {
                            "Type": "Task",
                            "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:one",
                            "Catch": [{ "ErrorEquals": ["Odd"], "Next": "Skip" }],
                            "End": true
                        },
                        "Skip": { "Type": "Pass", "End": true }
                    }
                },
                "Next": "Enough?"
            },
            "Enough?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$[0]", "IsPresent": true, "Next": "Done" }],
                "Default": "Give up"
            },
            "Done": { "Type": "Succeed" },
            "Give up": { "Type": "Fail", "Error": "GaveUp" }
        }
    })
}

struct Run {
    graph: Graph,
    execution: Execution,
}

impl Run {
    fn of(attempts: [Mock; 3], left: Mock) -> Run {
        // A caught error takes the document's place, and its cause is all that says what comes next.
        let mut definition = definition();
        definition["States"]["Both"]["Catch"][0]["ResultPath"] = json!("$.caught");
        definition["States"]["Try"]["ResultPath"] = json!(null);
        let program = program(&definition);
        let one = Mock::by(|item, _| {
            if serde_json::Value::from(item.clone()).as_i64().unwrap() % 2 == 1 {
                Mock::fails("Odd", "it is odd")
            } else {
                Mock::returns(json!("even"))
            }
        });
        let run = TestRun::mocked(program)
            .mock("Try", Mock::sequence(attempts))
            .mock("Left", left)
            .mock("One", one)
            .run(json!({ "items": [1, 2, 3, 4, 5] }));
        Run {
            graph: Graph::new(program),
            execution: now(run),
        }
    }

    fn picture(&self) -> Picture {
        self.graph.of(&self.execution.history)
    }

    fn mark(&self, name: &str) -> Option<Mark> {
        let nodes = self.graph.nodes();
        let state = nodes.iter().find(|node| node.name == name).unwrap();
        self.picture().overlay.unwrap().mark(state.id as usize)
    }

    fn words(&self, name: &str) -> String {
        self.mark(name)
            .map_or("not entered".to_owned(), Mark::words)
    }

    fn taken(&self, from: &str, to: &str, caught: bool) -> usize {
        let nodes = self.graph.nodes();
        let id = |name| nodes.iter().position(|node| node.name == name).unwrap();
        self.picture()
            .overlay
            .unwrap()
            .taken(id(from), id(to), caught)
    }
}

fn busy() -> Mock {
    Mock::fails("Busy", "come back later")
}

fn fine() -> Mock {
    Mock::returns(json!({}))
}

#[test]
fn what_was_retried_and_caught_is_marked() {
    // The other branch waits already.
    let left = Mock::fails("Broken", "left").after(Duration::from_secs(1));
    let run = Run::of([busy(), busy(), fine()], left);
    assert_eq!(run.execution.error, None, "{:?}", run.execution.states());
    assert_eq!(run.words("Try"), "succeeded, 2 retries");
    assert_eq!(run.words("Left"), "failed");
    assert_eq!(run.words("Before"), "succeeded");
    assert_eq!(run.words("Right"), "aborted");
    assert_eq!(run.words("Both"), "caught");
    assert_eq!(run.words("Done"), "succeeded");
    assert_eq!(run.words("Give up"), "not entered");
    assert_eq!(run.taken("Try", "Both", false), 1);
    assert_eq!(run.taken("Both", "Each", true), 1);
    assert_eq!(run.taken("Both", "Give up", false), 0);
    assert_eq!(run.taken("Enough?", "Done", false), 1);
}

#[test]
fn iterations_are_counted() {
    let run = Run::of([fine(), fine(), fine()], Mock::fails("Broken", "left"));
    assert_eq!(run.words("One"), "3 of 5 caught");
    assert_eq!(run.words("Skip"), "succeeded 3 times");
    assert_eq!(run.words("Each"), "succeeded");
    assert_eq!(run.taken("One", "Skip", true), 3);
    let svg = run.picture().svg();
    assert!(svg.contains("3 of 5 caught"));
    assert!(run.picture().mermaid().contains("3 of 5 caught"));
    assert!(run.picture().dot().contains("3 of 5 caught"));
}

#[test]
fn what_failed_is_marked() {
    let run = Run::of([busy(), busy(), busy()], fine());
    assert_eq!(run.words("Try"), "caught, 2 retries");
    assert_eq!(run.words("Give up"), "failed");
    assert_eq!(run.words("Both"), "not entered");
    assert_eq!(run.taken("Try", "Give up", true), 1);

    let run = Run::of([fine(), fine(), fine()], fine());
    assert_eq!(run.words("Both"), "succeeded");
    assert_eq!(run.words("Left"), "succeeded");
    assert_eq!(run.taken("Both", "Give up", false), 1);
    assert_eq!(run.taken("Both", "Each", true), 0);
}

#[test]
fn what_has_not_ended_is_running() {
    let run = Run::of([fine(), fine(), fine()], Mock::hangs());
    assert_eq!(run.execution.status, stepwright::Status::Running);
    assert_eq!(run.words("Left"), "running");
    assert_eq!(run.words("Right"), "succeeded");
    assert_eq!(run.words("Both"), "running");
    assert_eq!(run.words("Each"), "not entered");
}

#[test]
fn a_prefix_of_a_history_is_an_execution_that_goes_on() {
    let run = Run::of([busy(), fine(), fine()], Mock::fails("Broken", "left"));
    let history = &run.execution.history;
    let scheduled = history
        .iter()
        .rposition(|event| event.event_type() == "MapStateStarted")
        .unwrap();
    let overlay = run.graph.overlay(&history[..=scheduled]);
    let nodes = run.graph.nodes();
    let id = |name| nodes.iter().position(|node| node.name == name).unwrap();
    assert_eq!(overlay.mark(id("Each")), Some(Mark::new(Status::Running)));
    assert_eq!(overlay.mark(id("One")), None);
    assert_eq!(
        overlay.mark(id("Try")),
        Some(Mark::new(Status::Succeeded).retried(1))
    );
}

#[test]
fn any_history_at_all_can_be_drawn() {
    // An event may be gone, or stand where none should: the picture is of what is left.
    let run = Run::of([busy(), fine(), fine()], Mock::fails("Broken", "left"));
    let history = &run.execution.history;
    for gone in 0..history.len() {
        let mut events = history.clone();
        events.remove(gone);
        assert!(run.graph.of(&events).svg().ends_with("</svg>"));
        events.reverse();
        assert!(run.graph.of(&events).svg().ends_with("</svg>"));
    }
}
