//! What the command line asks for.

use std::path::PathBuf;
use std::process::exit;

use super::measure::{self, Effort, Report};
use super::{MEASURES, Measure, Run, instructions};

/// Runs what is asked for.
pub(crate) fn run() {
    let mut effort = Effort { quick: false };
    let mut file = None;
    let mut wanted: Vec<&Measure> = Vec::new();
    let mut bless = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => effort.quick = true,
            "--bless" => bless = true,
            "--json" => match arguments.next() {
                Some(path) => file = Some(PathBuf::from(path)),
                None => refuse("`--json` takes the file to write to"),
            },
            // How `instructions` calls this program again.
            "--repeat" => return instructions::repeat(arguments),
            "--help" | "-h" => return help(),
            name => match MEASURES.iter().find(|measure| measure.name == name) {
                Some(measure) => wanted.push(measure),
                None => refuse(&format!("there is no measure `{name}`")),
            },
        }
    }
    if wanted.is_empty() {
        wanted.extend(MEASURES.iter().filter(|measure| measure.usual));
    }
    let mut report = Report::default();
    let mut holds = true;
    for measure in wanted {
        match measure.run {
            Run::Contests(contests) => {
                Report::title(&title(measure), "by hand");
                for mut contest in contests() {
                    report.row(&measure::duel(&mut contest, effort));
                }
            }
            Run::Rows(rows) => {
                Report::title(&title(measure), "by hand");
                rows(effort, &mut report);
            }
            Run::Tables(print) => print(effort.quick).iter().for_each(|row| report.keep(row)),
            Run::Held(rows) => {
                Report::title(&title(measure), "kept");
                holds &= rows(bless, &mut report);
            }
        }
    }
    if let Some(file) = file {
        let text = format!("{:#}\n", report.json());
        if let Err(error) = std::fs::write(&file, text) {
            refuse(&format!("{} cannot be written: {error}", file.display()));
        }
    }
    if !holds {
        exit(1);
    }
}

fn title(measure: &Measure) -> String {
    format!("{}: {}", measure.name, measure.about)
}

fn help() {
    println!("stepwright-bench [NAME ..] [--quick] [--json FILE]\n");
    for Measure { name, about, .. } in &MEASURES {
        println!("  {name:<14} {about}");
    }
}

fn refuse(message: &str) -> ! {
    let names: Vec<_> = MEASURES.iter().map(|measure| measure.name).collect();
    eprintln!("{message}; the measures are {}", names.join(", "));
    exit(2);
}
