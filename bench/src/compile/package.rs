//! A generated package, and cargo.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::by_hand;
use super::clock::timed;
use super::workflow::{self, Shape};

/// How a package is built.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Build {
    /// `cargo check`
    Check,
    /// `cargo build`
    Debug,
    /// `cargo build --release`
    Release,
}

impl Build {
    pub(super) fn name(self) -> &'static str {
        match self {
            Build::Check => "check",
            Build::Debug => "debug build",
            Build::Release => "release build",
        }
    }
}

/// A program of one file, with a definition beside it.
pub(super) struct Package {
    name: String,
    root: PathBuf,
    source: Source,
    /// Each build has a number, so that none is like the one before.
    round: u32,
}

enum Source {
    Ours(Shape, usize),
    ByHand(Shape, usize),
}

impl Package {
    /// The workflow with its handlers.
    pub(super) fn ours(shape: Shape, states: usize) -> Package {
        let name = format!("ours-{}-{states}", shape.name());
        Package::new(name, Source::Ours(shape, states))
    }

    /// The same handlers, and what calls them as a good engineer would.
    pub(super) fn by_hand(shape: Shape, states: usize) -> Package {
        let name = format!("hand-{}-{states}", shape.name());
        Package::new(name, Source::ByHand(shape, states))
    }

    fn new(name: String, source: Source) -> Package {
        let package = Package {
            root: folder().join(&name),
            name,
            source,
            round: 0,
        };
        let runtime = workspace().join("runtime");
        let ours = match &package.source {
            Source::Ours(..) => format!("stepwright = {{ path = {:?} }}\n", runtime.to_string_lossy()),
            Source::ByHand(..) => {
                "futures-util = { version = \"0.3\", default-features = false, features = [\"std\"] }\n".to_owned()
            }
        };
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\n\
                 serde_json = {{ version = \"1\", features = [\"float_roundtrip\"] }}\n\
                 tokio = {{ version = \"1\", default-features = false, features = [\"rt\", \"time\"] }}\n{ours}\n\
                 [profile.release]\nstrip = true\n\n[workspace]\n",
                package.name
            ),
        );
        let lock =
            fs::read_to_string(workspace().join("Cargo.lock")).expect("there is a Cargo.lock");
        package.write("Cargo.lock", &lock);
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        let folder = path.parent().expect("it is in the package");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Builds the package after an edit, in milliseconds. `incremental` keeps what rustc keeps.
    pub(super) fn build(&mut self, build: Build, proof: bool, incremental: bool) -> f64 {
        self.round += 1;
        match self.source {
            Source::Ours(shape, states) => {
                let source = workflow::source(shape, states, self.round);
                self.write("src/main.rs", &source);
                if shape != Shape::Declared {
                    let definition = workflow::definition(shape, states, self.round);
                    self.write("flow.asl.json", &definition);
                }
            }
            Source::ByHand(shape, states) => {
                self.write("src/main.rs", &by_hand::source(shape, states, self.round));
            }
        }
        let mut cargo = cargo();
        match build {
            Build::Check => cargo.arg("check"),
            Build::Debug => cargo.arg("build"),
            Build::Release => cargo.args(["build", "--release"]),
        };
        let target = if incremental { "incremental" } else { "target" };
        cargo
            .args(["--quiet", "--offline"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", folder().join(target))
            .env("CARGO_INCREMENTAL", if incremental { "1" } else { "0" })
            .env_remove("STEPWRIGHT_PROOF");
        if !proof {
            cargo.env("STEPWRIGHT_PROOF", "off");
        }
        let (output, time) = timed(&mut cargo);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", self.name);
        time
    }

    /// The bytes of the program, built for release and stripped.
    #[allow(clippy::cast_precision_loss, reason = "some millions")]
    pub(super) fn size(&self) -> Option<f64> {
        let program = folder().join("target/release").join(&self.name);
        let metadata = fs::metadata(program).ok()?;
        Some(metadata.len() as f64)
    }
}

/// The build of a package of the workspace and all that it depends on, into an empty folder.
pub(super) fn cold(package: &str) -> f64 {
    let target = folder().join("cold");
    let _ = fs::remove_dir_all(&target);
    let mut cargo = cargo();
    cargo
        .args(["build", "--quiet", "--offline", "-p", package])
        .current_dir(workspace())
        .env("CARGO_TARGET_DIR", &target);
    let (output, time) = timed(&mut cargo);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{package}: {errors}");
    let _ = fs::remove_dir_all(&target);
    time
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate is in the workspace")
}

/// Beside `target/release/stepwright-bench`.
fn folder() -> PathBuf {
    let bench = env::current_exe().expect("the program has a path");
    let target = bench
        .ancestors()
        .nth(2)
        .expect("it is in a target directory");
    target.join("compile")
}
