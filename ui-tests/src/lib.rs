//! What must not compile, and how it says so: see `tests/ui.rs` and `cases/`.
//!
//! Here is what the tests build on their own: packages outside of the workspace.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::Value as Json;

/// A package outside of the workspace. It builds offline, with the workspace's own `Cargo.lock`, into a folder that all of
/// them share and that is kept from run to run.
#[derive(Debug)]
pub struct Package {
    root: PathBuf,
}

/// What rustc says of a package.
#[derive(Clone, Debug)]
pub struct Said {
    /// The file in which it is printed to be, from the package's root.
    pub file: String,
    /// As it is printed.
    pub text: String,
}

impl Package {
    /// The package anew, what was built of it as it is. `folder` is `CARGO_TARGET_TMPDIR`, `features` are those of the
    /// dependency on `stepwright`, `dependencies` are further lines of the manifest.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn new(folder: &str, name: &str, features: &str, dependencies: &[&str]) -> Package {
        let root = Path::new(folder).join("packages").join(name);
        if root.exists() {
            fs::remove_dir_all(&root).expect("the sources of the last run go");
        }
        let package = Package { root };
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let runtime = workspace.join("runtime").to_string_lossy().into_owned();
        let dependencies = dependencies.join("\n");
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 stepwright = {{ path = {runtime:?}{features} }}\n{dependencies}\n\n[workspace]\n"
            ),
        );
        let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the workspace has one");
        package.write("Cargo.lock", &lock);
        package
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file of it.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).expect("its folder can be made");
        }
        fs::write(path, text).expect("a file can be written");
    }

    /// What a command of cargo does with it.
    ///
    /// # Panics
    ///
    /// Where there is no cargo.
    pub fn cargo(&self, arguments: &[&str], print: Option<&str>) -> Output {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo
            .args(arguments)
            .args(["--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.with_file_name("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("STEPWRIGHT_PRINT");
        if let Some(print) = print {
            cargo.env("STEPWRIGHT_PRINT", print);
        }
        cargo.output().expect("cargo runs")
    }

    /// All errors and warnings of `cargo check`.
    ///
    /// # Panics
    ///
    /// Where something other than the package itself is wrong.
    pub fn check(&self) -> Vec<Said> {
        let output = self.cargo(&["check", "--message-format=json"], None);
        let messages = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
        let said: Vec<Said> = messages.lines().filter_map(said).collect();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || !said.is_empty(), "{errors}");
        said
    }
}

/// What a line of cargo's JSON says, where it is an error or a warning with a place.
fn said(line: &str) -> Option<Said> {
    let line: Json = serde_json::from_str(line).ok()?;
    let message = line.get("message")?;
    let spans = message.get("spans")?.as_array()?;
    let mut span = spans.iter().find(|span| span["is_primary"] == true)?;
    // What a macro says is said where the macro is called.
    while span["expansion"].is_object() {
        span = &span["expansion"]["span"];
    }
    Some(Said {
        file: span["file_name"].as_str()?.to_owned(),
        text: message.get("rendered")?.as_str()?.to_owned(),
    })
}
