//! Cargo, asked to build.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;

/// What building a crate of definitions comes to.
pub(crate) enum Built {
    /// Its program, and how long the crate took without its dependencies.
    Program { file: PathBuf, took: Duration },
    /// By their numbers, the definitions that do not compile, and rustc's words.
    Refused(BTreeMap<usize, String>),
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Where the workspace's artefacts are.
pub(crate) fn target_directory(workspace: &Path) -> Result<PathBuf, String> {
    let output = cargo()
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--manifest-path",
        ])
        .arg(workspace.join("Cargo.toml"))
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    let metadata: Option<Json> = serde_json::from_slice(&output.stdout).ok();
    let folder = metadata
        .as_ref()
        .and_then(|metadata| metadata["target_directory"].as_str());
    folder.map(PathBuf::from).ok_or_else(|| {
        format!(
            "cargo does not say where the target directory is:\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// Builds the generated crate in `folder`.
pub(crate) fn build(folder: &Path, target: &Path) -> Result<Built, String> {
    let failed = |error: std::io::Error| format!("cargo cannot be run: {error}");
    let mut process = cargo()
        .args([
            "build",
            "--quiet",
            "--message-format",
            "json",
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let errors = process.stderr.take();
    let said = std::thread::spawn(move || errors.map_or_else(String::new, text));
    let mut messages: Vec<Json> = Vec::new();
    // The generated crate is the last to be built: what was there before it does not count.
    let mut before = Instant::now();
    let output = process
        .stdout
        .take()
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines());
    for line in output.map_while(Result::ok) {
        let Ok(message) = serde_json::from_str::<Json>(&line) else {
            continue;
        };
        if message["reason"] == "compiler-artifact" && message["executable"].is_null() {
            before = Instant::now();
        }
        messages.push(message);
    }
    let status = process.wait().map_err(failed)?;
    let took = before.elapsed();
    if status.success() {
        let program = messages
            .iter()
            .rev()
            .find_map(|message| message["executable"].as_str());
        return program
            .map(|program| Built::Program {
                file: PathBuf::from(program),
                took,
            })
            .ok_or_else(|| "cargo built the generated crate and names no program".to_owned());
    }
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    let mut others = String::new();
    for message in messages.iter().map(|message| &message["message"]) {
        if message["level"] != "error" {
            continue;
        }
        let text = message["rendered"].as_str().unwrap_or_default();
        match module(message) {
            Some(number) => refused.entry(number).or_default().push_str(text),
            None => others.push_str(text),
        }
    }
    if refused.is_empty() {
        let said = said.join().unwrap_or_default();
        return Err(format!(
            "the crate in {} does not build:\n{others}{said}",
            folder.display()
        ));
    }
    Ok(Built::Refused(refused))
}

fn text(mut from: impl Read) -> String {
    let mut bytes = Vec::new();
    // What came until it broke off is all there is.
    let _ = from.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The definition whose module a message of rustc's is about: `src/d7.rs` in any of its spans.
fn module(message: &Json) -> Option<usize> {
    match message {
        Json::Object(fields) => {
            let file = fields.get("file_name").and_then(Json::as_str);
            let number = file.and_then(|file| {
                file.rsplit('/')
                    .next()?
                    .strip_prefix('d')?
                    .strip_suffix(".rs")?
                    .parse()
                    .ok()
            });
            number.or_else(|| fields.values().find_map(module))
        }
        Json::Array(items) => items.iter().find_map(module),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_of_rustc_names_its_definition_by_any_of_its_spans() {
        let spans = |file: &str| json!({ "level": "error", "spans": [{ "file_name": file }] });
        assert_eq!(module(&spans("src/d7.rs")), Some(7));
        assert_eq!(module(&spans("src/main.rs")), None);
        assert_eq!(module(&spans("src/driver.rs")), None);
        let inside = json!({ "span": { "file_name": "src/d12.rs" } });
        let expanded =
            json!({ "spans": [{ "file_name": "runtime/src/lib.rs", "expansion": inside }] });
        assert_eq!(module(&expanded), Some(12));
    }
}
