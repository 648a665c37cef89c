//! The generated crate: a module per definition, and a program that plays their cases.

use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::cargo::{self, Built};
use crate::definitions::{Definitions, Inclusion};

/// The built crate.
pub(crate) struct Generated {
    pub(crate) definitions: Definitions,
    /// The program; none where no definition compiles.
    pub(crate) executable: Option<PathBuf>,
    /// How long its compilation took; next to nothing where the same crate was built before.
    pub(crate) compiling: Duration,
    /// How long cargo took, with whatever the crate depends on.
    pub(crate) building: Duration,
}

impl Generated {
    /// Writes the crate and builds it, if need be without the definitions of which rustc says that they do not compile.
    pub(crate) fn build(mut definitions: Definitions) -> Result<Generated, String> {
        let started = Instant::now();
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let workspace = workspace
            .canonicalize()
            .map_err(|error| format!("the workspace is gone: {error}"))?;
        let target = cargo::target_directory(&workspace)?;
        let mut executable = None;
        let mut compiling = Duration::ZERO;
        // The versions that the workspace is tested with. A workspace without a lock file has none to keep to.
        let lock = fs::read(workspace.join("Cargo.lock")).unwrap_or_default();
        while definitions.accepted().next().is_some() {
            let files = files(&definitions, &workspace);
            let name = name(&files, &lock);
            let folder = target.join("conformance").join(&name);
            write_all(&folder, &name, &files, &lock)
                .map_err(|error| format!("{} cannot be written: {error}", folder.display()))?;
            match cargo::build(&folder, &target)? {
                Built::Program { file, took } => {
                    executable = Some(file);
                    compiling = took;
                    break;
                }
                Built::Refused(messages) => {
                    for (number, message) in messages {
                        definitions.refuse(number, message);
                    }
                }
            }
        }
        Ok(Generated {
            definitions,
            executable,
            compiling,
            building: started.elapsed(),
        })
    }
}

/// The files of the crate that depend on its definitions.
fn files(definitions: &Definitions, workspace: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut modules = String::new();
    let mut programs = String::new();
    for (number, definition, inclusion) in definitions.accepted() {
        let _ = writeln!(modules, "mod d{number};");
        let _ = writeln!(
            programs,
            "        ({number}, &d{number}::workflow::PROGRAM),"
        );
        files.push((
            format!("definitions/d{number}.asl.json"),
            definition.text.clone(),
        ));
        files.push((format!("src/d{number}.rs"), module(number, inclusion)));
    }
    let main = format!(
        "#![allow(warnings)]\n\n{modules}\nfn main() {{\n    stepwright_conformance::serve(&[\n{programs}    ]);\n}}\n"
    );
    files.push(("src/main.rs".to_owned(), main));
    files.push(("Cargo.toml".to_owned(), manifest(workspace)));
    files
}

fn module(number: usize, inclusion: &Inclusion) -> String {
    let rename = inclusion
        .rename
        .iter()
        .map(|(state, name)| format!("{state:?} => {name}"));
    let rename: Vec<String> = rename.collect();
    format!(
        "stepwright::include_workflow! {{\n    pub mod workflow = \"definitions/d{number}.asl.json\",\n    \
         rename: {{ {} }},\n    allow: {{ {} }},\n}}\n",
        rename.join(", "),
        inclusion.allow.join(", ")
    )
}

/// The profile is the workspace's, so that the dependencies that are built for it serve here too.
fn manifest(workspace: &Path) -> String {
    // A string of JSON is one of TOML.
    let path = |package: &str| json!(workspace.join(package).to_string_lossy());
    let (runtime, conformance) = (path("runtime"), path("tests/conformance"));
    format!(
        r#"[package]
name = "{NAME}"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
stepwright = {{ path = {runtime} }}
stepwright-conformance = {{ path = {conformance} }}

[profile.dev]
debug = "line-tables-only"

[profile.dev.package.{NAME}]
debug = 0
"#
    )
}

/// What stands in the manifest until its hash is known.
const NAME: &str = "conformance-cases";

/// Crates share a target directory, where programs of one name would replace each other.
fn name(files: &[(String, String)], lock: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (files, lock).hash(&mut hasher);
    format!("conformance-{:016x}", hasher.finish())
}

fn write_all(
    folder: &Path,
    name: &str,
    files: &[(String, String)],
    lock: &[u8],
) -> std::io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("definitions"))?;
    // Cargo drops from it what the crate does not use.
    if !lock.is_empty() && !folder.join("Cargo.lock").exists() {
        fs::write(folder.join("Cargo.lock"), lock)?;
    }
    for (file, text) in files {
        let file = folder.join(file);
        let text = text.replace(NAME, name);
        // A file that is written again is compiled again.
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        fs::write(file, text)?;
    }
    Ok(())
}
