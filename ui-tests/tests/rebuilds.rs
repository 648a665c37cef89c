//! A package outside of the workspace: where a definition is looked for, what an edit of one rebuilds, what is printed.

use std::fs;

use ui_tests::Package;

/// A definition of one state.
fn define(package: &Package, path: &str, state: &str) {
    let text = format!(
        r#"{{ "StartAt": "{state}", "States": {{ "{state}": {{ "Type": "Succeed" }} }} }}"#
    );
    package.write(path, &text);
}

fn runs(package: &Package) -> String {
    let output = package.cargo(&["run"], None);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn fails(package: &Package) -> String {
    let output = package.cargo(&["build"], None);
    assert!(!output.status.success(), "it compiles");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn definitions_are_found_rebuilt_and_printed() {
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), "rebuilds", "", &[]);
    package.write(
        "src/main.rs",
        "mod flows;\nstepwright::include_workflow!(\"order.asl.json\");\nfn main() {\n    \
         println!(\"{:?} {:?} {:?}\", order::State::ALL, flows::both::State::ALL, flows::beside::State::ALL);\n    \
         println!(\"{}\", std::any::type_name::<flows::sampled::Input>());\n}\n",
    );
    package.write(
        "src/flows.rs",
        "stepwright::include_workflow! { pub mod both = \"flows/both.asl.json\" }\n\
         stepwright::include_workflow! { pub mod beside = \"flows/beside.asl.json\" }\n\
         stepwright::include_workflow! {\n    pub mod sampled = \"flows/beside.asl.json\",\n    \
         input: sample(\"events/input.json\"),\n}\n",
    );
    package.write("src/events/input.json", "3");
    define(&package, "order.asl.json", "First");
    define(&package, "flows/both.asl.json", "InTheRoot");
    define(&package, "src/flows/both.asl.json", "BesideTheFile");
    define(&package, "src/flows/beside.asl.json", "BesideTheFile");
    assert_eq!(
        runs(&package),
        "[First] [InTheRoot] [BesideTheFile]\ni64",
        "the package's root comes first, then the folder of the file"
    );

    define(&package, "order.asl.json", "Second");
    define(&package, "src/flows/beside.asl.json", "Edited");
    assert_eq!(
        runs(&package),
        "[Second] [InTheRoot] [Edited]\ni64",
        "an edit rebuilds"
    );
    package.write("src/events/input.json", "true");
    assert_eq!(
        runs(&package),
        "[Second] [InTheRoot] [Edited]\nbool",
        "so does one of a sample"
    );
    package.write("events/input.json", "0.5");
    package.write("src/events/input.json", "false");
    assert_eq!(
        runs(&package),
        "[Second] [InTheRoot] [Edited]\nf64",
        "a sample is looked for in the same places"
    );

    package.write("order.asl.json", r#"{ "StartAt": "Third" }"#);
    let message = fails(&package);
    assert!(message.contains("--> order.asl.json:1:"), "{message}");
    define(&package, "order.asl.json", "Third");
    assert_eq!(
        runs(&package),
        "[Third] [InTheRoot] [Edited]\nf64",
        "so does a mended mistake"
    );

    fs::remove_file(package.root().join("order.asl.json")).unwrap();
    let message = fails(&package);
    assert!(
        message.contains("file `order.asl.json` does not exist"),
        "{message}"
    );
    assert_eq!(message.matches("\nerror").count(), 1, "{message}");
    let root = package.root().to_string_lossy();
    assert!(!message.contains(&*root), "{message}");
    define(&package, "order.asl.json", "Fourth");

    let printed = package.cargo(&["build"], Some("beside"));
    let printed = String::from_utf8(printed.stderr).unwrap();
    assert!(printed.contains("pub mod beside {"), "{printed}");
    assert!(
        printed.contains("::stepwright::program::Program"),
        "{printed}"
    );
    assert!(!printed.contains("mod order {"), "{printed}");
}
