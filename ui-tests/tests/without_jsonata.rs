//! A package that turns the runtime's features off: what needs the JSONata engine is refused while compiling, the rest runs.
//!
//! Builds offline, with the workspace's own `Cargo.lock`, into a folder that is kept from run to run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// The package anew, what was built of it as it is.
fn package() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("without_jsonata");
    let root = folder.join("package");
    if root.exists() {
        fs::remove_dir_all(&root).unwrap();
    }
    fs::create_dir_all(root.join("src")).unwrap();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = workspace.join("runtime").to_string_lossy().into_owned();
    let manifest = format!(
        "[package]\nname = \"without_jsonata\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nstepwright = {{ path = {runtime:?}, default-features = false }}\n\
         serde_json = \"1\"\n\n[workspace]\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
    fs::write(root.join("Cargo.lock"), lock).unwrap();
    fs::write(
        root.join("src/main.rs"),
        r#"
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use stepwright::{Value, test::TestRun};

stepwright::include_workflow!("flow.asl.json");

fn main() {
    let input = serde_json::json!({"a": {"b": "x"}, "list": [1, 2]});
    let mut run = pin!(TestRun::mocked(&flow::PROGRAM).run(Value::from(input)));
    let Poll::Ready(found) = run.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("a Pass waits");
    };
    match found.output {
        Some(output) => println!("{output}"),
        None => println!("{:?}", found.cause),
    }
}
"#,
    )
    .unwrap();
    root
}

fn cargo(root: &Path, command: &str, output: &str) -> Output {
    let definition = format!(
        r#"{{ "QueryLanguage": "JSONata", "StartAt": "It", "States": {{ "It": {{ "Type": "Pass", "Output": {output}, "End": true }} }} }}"#
    );
    fs::write(root.join("flow.asl.json"), definition).unwrap();
    Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args([command, "--quiet", "--offline"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.with_file_name("target"))
        .env_remove("STEPWRIGHT_PRINT")
        .output()
        .unwrap()
}

#[test]
fn only_what_needs_the_engine_is_refused() {
    let root = package();
    let refused = cargo(&root, "build", r#""{% $states.input.n + 1 %}""#);
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success(), "it compiles");
    assert!(
        words.contains(
            "this workflow has JSONata expressions that need the engine: turn on the feature `jsonata` of the crate \
             `stepwright`"
        ),
        "{words}"
    );

    // Constants and plain paths.
    let output = r#"{ "path": "{% $states.input.a.b %}", "constant": "{% 1 %}", "item": "{% $states.input.list[-1] %}" }"#;
    let ran = cargo(&root, "run", output);
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{errors}");
    assert_eq!(
        String::from_utf8(ran.stdout).unwrap().trim(),
        r#"{"path":"x","constant":1,"item":2}"#
    );

    // One that meets a list on its way is known only then.
    let ran = cargo(&root, "run", r#""{% $states.input.list.c %}""#);
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(
        said.contains("meets a list on its way: this needs the JSONata engine"),
        "{said}"
    );
}
