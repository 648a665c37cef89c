//! How many instructions a row takes, counted by callgrind: the same on a busy machine as on a quiet one. What the repository
//! keeps is the measure of a regression: more than 5 % is one.
//!
//! The program runs itself under `valgrind --tool=callgrind`, once with one call of a contestant and once with more; the
//! difference is what calls take, without what starting the program takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

use serde::{Deserialize, Serialize};

use crate::measure::{Contest, Goal, Report, Row};
use crate::{MEASURES, Run};

/// How much more than what is kept is a regression.
const TOLERANCE: f64 = 1.05;
/// Calls of a contestant that are counted, where one is quick; of rows with many units, fewer.
const CALLS: u32 = 64;

/// What the repository keeps.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    /// The compiler that it was counted with; another one's code is another.
    rustc: String,
    /// Instructions of one unit of each row.
    rows: BTreeMap<String, f64>,
}

/// Counts all rows; whether none takes more than is kept.
pub(crate) fn rows(bless: bool, report: &mut Report) -> bool {
    let Kept {
        rustc: kept_rustc,
        rows: kept,
    } = read();
    let rustc = rustc();
    if !bless && rustc != kept_rustc {
        println!("what is kept was counted with {kept_rustc}, this is {rustc}");
    }
    let mut counted = BTreeMap::new();
    let mut holds = true;
    for Contest {
        name, unit, units, ..
    } in all()
    {
        // A million items say nothing that ten thousand do not.
        if units > 100_000 {
            continue;
        }
        let calls = (CALLS / units.max(1)).max(2);
        let each = |side| count(name, side, calls) / f64::from(calls) / f64::from(units);
        let ours = each("ours");
        counted.insert(name.to_owned(), ours.round());
        let before = kept.get(name).copied();
        let mut row = Row::counted(name, &format!("instructions/{unit}"), ours, before);
        if let Some(before) = before {
            row = row.with_goal(Goal::Times(TOLERANCE));
            holds &= ours <= before * TOLERANCE;
        } else {
            println!("{name}: nothing is kept; `instructions --bless` keeps it");
            holds = holds && bless;
        }
        report.row(&row);
        // To be looked at beside ours where that is written down; a check does not need it.
        if bless {
            let unit = format!("instructions/{unit}");
            let name = format!("{name}, by hand");
            report.row(&Row::counted(&name, &unit, each("rival"), None));
        }
    }
    if bless {
        let counted = Kept {
            rustc,
            rows: counted,
        };
        let text = serde_json::to_string_pretty(&counted).expect("names and numbers");
        std::fs::write(file(), text + "\n").expect("the file can be written");
        return true;
    }
    holds
}

fn all() -> Vec<Contest> {
    let contests = MEASURES.iter().filter_map(|measure| match measure.run {
        Run::Contests(contests) => Some(contests()),
        _ => None,
    });
    contests.flatten().collect()
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.json")
}

fn read() -> Kept {
    match std::fs::read_to_string(file()) {
        Ok(text) => serde_json::from_str(&text).expect("the file holds names and numbers"),
        Err(_) => Kept::default(),
    }
}

/// `rustc 1.95.0`.
fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let said = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let words = said.unwrap_or_default();
    words.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// Instructions of so many calls.
fn count(name: &str, side: &str, calls: u32) -> f64 {
    let run = |calls: u32| {
        let program = std::env::current_exe().expect("the program has a path");
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(program)
            .args(["--repeat", name, side, &calls.to_string()])
            .output();
        let output = output.unwrap_or_else(|error| {
            eprintln!("`valgrind` does not start ({error}): Debian's package `valgrind` has it");
            exit(2);
        });
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let collected = said
            .lines()
            .find_map(|line| line.split_once("Collected : "));
        let number = collected.and_then(|(_, number)| number.trim().parse::<f64>().ok());
        number.unwrap_or_else(|| {
            eprintln!("callgrind counted nothing for `{name}`:\n{said}");
            exit(2);
        })
    };
    run(1 + calls) - run(1)
}

/// What the program does under callgrind: so many calls of one side of a row.
pub(crate) fn repeat(mut arguments: impl Iterator<Item = String>) {
    let mut next = || arguments.next().unwrap_or_default();
    let (name, side, calls) = (next(), next(), next());
    let contest = all().into_iter().find(|contest| contest.name == name);
    let (Some(contest), Ok(calls)) = (contest, calls.parse::<u32>()) else {
        eprintln!("`--repeat` takes a row, `ours` or `rival`, and a number of calls");
        exit(2);
    };
    let mut run = if side == "ours" {
        contest.ours
    } else {
        contest.rival
    };
    for _ in 0..calls {
        run();
    }
}
