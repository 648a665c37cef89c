//! The shared corpus: what AWS recorded comes out the same, but for what is listed here with its reason.

use std::path::{Path, PathBuf};

use stepwright_conformance::{Options, Verdict, run};

/// What does not come out as recorded yet.
struct Known {
    why: &'static str,
    is: fn(&Verdict) -> bool,
}

const KNOWN: &[Known] = &[Known {
    why: "ItemReader is not supported yet",
    is: |verdict| {
        verdict
            .needs
            .iter()
            .any(|need| need == "item_reader_inline_objects")
    },
}];

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
    let mut wrong = Vec::new();
    let mut used = vec![0; KNOWN.len()];
    for verdict in &report.verdicts {
        let known = KNOWN.iter().position(|known| (known.is)(verdict));
        if let Some(known) = known {
            used[known] += 1;
        }
        match (verdict.passed(), known) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(known)) => wrong.push(format!(
                "{} passes, but is listed: {}",
                verdict.id, KNOWN[known].why
            )),
            (false, None) => wrong.push(verdict.to_string()),
        }
    }
    for (known, used) in KNOWN.iter().zip(used) {
        say(&format!("{used} not yet: {}", known.why));
        if used == 0 {
            wrong.push(format!(
                "there is no case of which it can be said that {}",
                known.why
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are not as they should be:\n\n{}",
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
