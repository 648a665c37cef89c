//! Executions recorded on AWS, through the real macro: same calls, same outcome, same history.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use stepwright_tests::executions::PROGRAMS;
use stepwright_tests::recorded::{Case, cases};

/// A part of the ids of cases that do not pass, and why, as their difference says.
const KNOWN: &[(&str, &str)] = &[
    ("::test_map_item_reader_", "ItemReader is not supported yet"),
    (
        "map_state_max_items_path",
        "ItemReader is not supported yet",
    ),
];

#[derive(Default)]
struct Tally {
    passed: usize,
    all: usize,
}

#[test]
fn recorded_executions_run_as_recorded() {
    let (Some(cases), Some(programs)) = (cases(), PROGRAMS) else {
        return;
    };
    let programs: BTreeMap<_, _> = programs.iter().copied().collect();
    let mut tiers = [Tally::default(), Tally::default()];
    let mut later: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut used = vec![false; KNOWN.len()];
    for case in &cases {
        let program = programs
            .get(case.definition().as_str())
            .expect("every definition is listed");
        let result = match program {
            Err(refusal) if refusal.code == "not_supported_yet" && case.waits_for().is_some() => {
                *later
                    .entry(case.waits_for().unwrap_or_default())
                    .or_default() += 1;
                if case.is_jsonpath() {
                    stepwright_tests::say(&format!(
                        "does not pass: {}: {}",
                        case.id(),
                        refusal.title
                    ));
                    tiers[usize::from(!case.is_tier_a())].all += 1;
                }
                continue;
            }
            Err(refusal) => Err(format!("does not compile: {}", refusal.title)),
            Ok(program) => replay(case, program),
        };
        let tier = &mut tiers[usize::from(!case.is_tier_a())];
        tier.all += 1;
        tier.passed += usize::from(result.is_ok());
        let known = KNOWN.iter().position(|(part, _)| case.id().contains(part));
        if let Some(known) = known {
            used[known] = true;
        }
        match (result, known) {
            (Ok(()), None) => {}
            (Err(difference), Some(known)) if difference.contains(KNOWN[known].1) => {
                stepwright_tests::say(&format!("does not pass: {}: {}", case.id(), KNOWN[known].1));
            }
            (Ok(()), Some(_)) => wrong.push(format!("{} passes, but is listed", case.id())),
            (Err(difference), _) => wrong.push(format!("{}\n  {difference}", case.id())),
        }
    }
    for (tier, Tally { passed, all }) in ["A", "B"].iter().zip(&tiers) {
        stepwright_tests::say(&format!(
            "{passed} of {all} tier {tier} JSONPath executions pass"
        ));
    }
    stepwright_tests::say(&format!("refused until they are supported: {later:?}"));
    for ((part, _), used) in KNOWN.iter().zip(used) {
        if !used {
            wrong.push(format!("no case's id has `{part}` in it"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A case that panics must not hide the others.
fn replay(case: &Case, program: &'static stepwright::program::Program) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| case.replay(program)))
        .unwrap_or_else(|_| Err("panicked, see above".to_owned()))
}
