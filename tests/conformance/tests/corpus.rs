//! The shared corpus: what AWS recorded comes out the same.

use std::path::{Path, PathBuf};

use stepwright_conformance::{Options, run};

#[test]
fn what_was_recorded_comes_out_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let files: Vec<PathBuf> = ["executions", "choice_operators", "intrinsic_functions"]
        .iter()
        .map(|name| folder.join(format!("{name}.jsonl")))
        .filter(|file| file.exists())
        .collect();
    if files.is_empty() {
        say("skipped: no recordings at ../shared/corpus");
        return;
    }
    let report = run(&Options::new(files)).unwrap_or_else(|message| panic!("{message}"));
    say(&report.summary());
    let wrong = report.verdicts.iter().filter(|verdict| !verdict.passed());
    let wrong: Vec<String> = wrong.map(ToString::to_string).collect();
    assert!(
        wrong.is_empty(),
        "{} are not as recorded:\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(text: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{text}");
}
