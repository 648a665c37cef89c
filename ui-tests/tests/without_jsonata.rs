//! A package that turns the runtime's features off: what needs the JSONata engine is refused while compiling, the rest runs.

use std::process::Output;

use ui_tests::Package;

fn package() -> Package {
    let features = ", default-features = false";
    let package = Package::new(
        env!("CARGO_TARGET_TMPDIR"),
        "without_jsonata",
        features,
        &["serde_json = \"1\""],
    );
    package.write(
        "src/main.rs",
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
    );
    package
}

fn cargo(package: &Package, command: &str, output: &str) -> Output {
    let definition = format!(
        r#"{{ "QueryLanguage": "JSONata", "StartAt": "It", "States": {{ "It": {{ "Type": "Pass", "Output": {output}, "End": true }} }} }}"#
    );
    package.write("flow.asl.json", &definition);
    package.cargo(&[command], None)
}

#[test]
fn only_what_needs_the_engine_is_refused() {
    let package = package();
    let refused = cargo(&package, "build", r#""{% $states.input.n + 1 %}""#);
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
    let ran = cargo(&package, "run", output);
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{errors}");
    assert_eq!(
        String::from_utf8(ran.stdout).unwrap().trim(),
        r#"{"path":"x","constant":1,"item":2}"#
    );

    // One that meets a list on its way is known only then.
    let ran = cargo(&package, "run", r#""{% $states.input.list.c %}""#);
    let said = String::from_utf8(ran.stdout).unwrap();
    assert!(
        said.contains("meets a list on its way: this needs the JSONata engine"),
        "{said}"
    );
}
