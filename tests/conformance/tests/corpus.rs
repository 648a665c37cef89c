//! The shared corpus: what AWS recorded comes out the same.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use stepwright_conformance::{Options, Outcome, Report, run};

/// The executions that failed for a reason in their data or paths and are predicted. Raise it; never lower it.
const PREDICTED: usize = 23;

/// Those that are not, by a part of their ids, and why.
const NOT_PREDICTED: &[(&str, Outcome, &str)] = &[(
    "test_catch_states_runtime",
    Outcome::AfterATask,
    "the `OutputPath` leads into a Task's result, of which nothing is known before",
)];

#[test]
fn what_was_recorded_comes_out_the_same() {
    let Some(report) = report() else { return };
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

#[test]
fn nothing_is_found_in_what_succeeded_and_what_failed_by_its_data_is_predicted() {
    let Some(report) = report() else { return };
    let predictions = report.predictions();
    assert_eq!(predictions.false_alarms, 0, "{report}");
    assert_eq!(predictions.succeeded, 355 + 199 + 33);
    assert_eq!(predictions.predicted, PREDICTED, "{predictions}");
    let outcomes = |outcome: Outcome| {
        let verdicts = report.verdicts.iter();
        verdicts.filter(move |verdict| verdict.prediction.outcome == outcome)
    };
    for outcome in [Outcome::NotPredicted, Outcome::AfterATask] {
        let listed = NOT_PREDICTED
            .iter()
            .filter(|(_, listed, _)| *listed == outcome);
        let mut listed: Vec<&str> = listed.map(|(part, _, _)| *part).collect();
        for verdict in outcomes(outcome) {
            let found = listed.iter().position(|part| verdict.id.contains(part));
            let found =
                found.unwrap_or_else(|| panic!("not predicted, and not listed: {}", verdict.id));
            listed.swap_remove(found);
        }
        assert!(listed.is_empty(), "listed, and predicted: {listed:?}");
    }
}

/// One run for all that is asked of it; none where the corpus is absent.
fn report() -> Option<&'static Report> {
    static REPORT: OnceLock<Option<Report>> = OnceLock::new();
    REPORT.get_or_init(play).as_ref()
}

fn play() -> Option<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let files: Vec<PathBuf> = ["executions", "choice_operators", "intrinsic_functions"]
        .iter()
        .map(|name| folder.join(format!("{name}.jsonl")))
        .filter(|file| file.exists())
        .collect();
    if files.is_empty() {
        say("skipped: no recordings at ../shared/corpus");
        return None;
    }
    Some(run(&Options::new(files)).unwrap_or_else(|message| panic!("{message}")))
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
fn say(text: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{text}");
}
