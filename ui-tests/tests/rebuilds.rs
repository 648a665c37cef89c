//! A package outside of the workspace: where a definition is looked for, what an edit of one rebuilds, what is printed.
//!
//! Builds offline, with the workspace's own `Cargo.lock`, into a folder that is kept from run to run.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

struct Package {
    root: PathBuf,
}

impl Package {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuilds");
        let root = folder.join("package");
        // The sources anew, what was built of them as it is.
        if root.exists() {
            fs::remove_dir_all(&root).unwrap();
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let package = Package { root };
        let runtime = workspace.join("runtime").to_string_lossy().into_owned();
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"rebuilds\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\nstepwright = {{ path = {runtime:?} }}\n\n[workspace]\n"
            ),
        );
        let lock = fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
        package.write("Cargo.lock", &lock);
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A definition of one state.
    fn define(&self, path: &str, state: &str) {
        let text = format!(
            r#"{{ "StartAt": "{state}", "States": {{ "{state}": {{ "Type": "Succeed" }} }} }}"#
        );
        self.write(path, &text);
    }

    fn cargo(&self, command: &str, print: Option<&str>) -> Output {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo
            .args([command, "--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.with_file_name("target"))
            .env_remove("STEPWRIGHT_PRINT");
        if let Some(print) = print {
            cargo.env("STEPWRIGHT_PRINT", print);
        }
        cargo.output().unwrap()
    }

    fn runs(&self) -> String {
        let output = self.cargo("run", None);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn fails(&self) -> String {
        let output = self.cargo("build", None);
        assert!(!output.status.success(), "it compiles");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn definitions_are_found_rebuilt_and_printed() {
    let package = Package::new();
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
    package.define("order.asl.json", "First");
    package.define("flows/both.asl.json", "InTheRoot");
    package.define("src/flows/both.asl.json", "BesideTheFile");
    package.define("src/flows/beside.asl.json", "BesideTheFile");
    assert_eq!(
        package.runs(),
        "[First] [InTheRoot] [BesideTheFile]\ni64",
        "the package's root comes first, then the folder of the file"
    );

    package.define("order.asl.json", "Second");
    package.define("src/flows/beside.asl.json", "Edited");
    assert_eq!(
        package.runs(),
        "[Second] [InTheRoot] [Edited]\ni64",
        "an edit rebuilds"
    );
    package.write("src/events/input.json", "true");
    assert_eq!(
        package.runs(),
        "[Second] [InTheRoot] [Edited]\nbool",
        "so does one of a sample"
    );
    package.write("events/input.json", "0.5");
    package.write("src/events/input.json", "false");
    assert_eq!(
        package.runs(),
        "[Second] [InTheRoot] [Edited]\nf64",
        "a sample is looked for in the same places"
    );

    package.write("order.asl.json", r#"{ "StartAt": "Third" }"#);
    let message = package.fails();
    assert!(message.contains("--> order.asl.json:1:"), "{message}");
    package.define("order.asl.json", "Third");
    assert_eq!(
        package.runs(),
        "[Third] [InTheRoot] [Edited]\nf64",
        "so does a mended mistake"
    );

    fs::remove_file(package.root.join("order.asl.json")).unwrap();
    let message = package.fails();
    assert!(
        message.contains("file `order.asl.json` does not exist"),
        "{message}"
    );
    assert_eq!(message.matches("\nerror").count(), 1, "{message}");
    let root = package.root.to_string_lossy();
    assert!(!message.contains(&*root), "{message}");
    package.define("order.asl.json", "Fourth");

    let printed = package.cargo("build", Some("beside"));
    let printed = String::from_utf8(printed.stderr).unwrap();
    assert!(printed.contains("pub mod beside {"), "{printed}");
    assert!(
        printed.contains("::stepwright::program::Program"),
        "{printed}"
    );
    assert!(!printed.contains("mod order {"), "{printed}");
}
