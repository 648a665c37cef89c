//! What the contestants in Rust share: the plan they are given, how they time, the lines they print.

use std::hint::black_box;
use std::time::Instant;
use std::{env, fs};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is to be run, as `run` writes it.
#[derive(Deserialize)]
pub(crate) struct Plan {
    /// How often each case is timed. The median counts.
    rounds: usize,
    /// How long a round takes, about.
    round_seconds: f64,
    /// How long all rounds of a case may take. At least three are run.
    case_seconds: f64,
    pub(crate) cases: Vec<Case>,
}

/// A definition with an input, and what has to come out.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The definition's text.
    #[allow(dead_code, reason = "Stepwright has compiled it")]
    pub(crate) definition: String,
    /// JSON text.
    pub(crate) input: String,
    output: Value,
}

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    contestant: &'a str,
    definition: &'a str,
    ns_per_execution: Option<f64>,
    output: Option<Value>,
    error: Option<String>,
}

/// The plan whose file is named on the command line.
pub(crate) fn plan() -> Plan {
    let path = env::args().nth(1).expect("the plan is the one argument");
    let text = fs::read_to_string(path).expect("the plan can be read");
    serde_json::from_str(&text).expect("the plan is as `run` writes it")
}

/// Runs a case once, compares, times it, and prints the line.
///
/// `set_up` makes a machine anew for each round, so that what a contestant keeps of past executions does not slow it down; that
/// is not timed. An execution goes from JSON text to JSON text.
pub(crate) fn measure<R>(
    contestant: &str,
    plan: &Plan,
    case: &Case,
    mut set_up: impl FnMut() -> Result<R, String>,
) where
    R: FnMut(&str) -> Result<String, String>,
{
    let mut line = Line {
        contestant,
        definition: &case.name,
        ns_per_execution: None,
        output: None,
        error: None,
    };
    match set_up().and_then(|mut run| run(&case.input)) {
        Ok(output) => {
            let output: Value = serde_json::from_str(&output).expect("an output is JSON");
            if output == case.output {
                line.ns_per_execution = Some(time(plan, case, &mut set_up));
            }
            line.output = Some(output);
        }
        Err(error) => line.error = Some(error),
    }
    let line = serde_json::to_string(&line).expect("a line is JSON");
    println!("{line}");
}

/// The median of the rounds, in nanoseconds an execution.
fn time<R>(plan: &Plan, case: &Case, set_up: &mut impl FnMut() -> Result<R, String>) -> f64
where
    R: FnMut(&str) -> Result<String, String>,
{
    let mut round = |iterations: u32| {
        let mut run = set_up().expect("it was set up before");
        let start = Instant::now();
        for _ in 0..iterations {
            black_box(run(black_box(&case.input))).expect("it ran before");
        }
        start.elapsed().as_secs_f64()
    };
    // This warms up, too.
    let mut iterations = 1;
    let mut took = round(iterations);
    while took < plan.round_seconds {
        iterations *= 2;
        took = round(iterations);
    }
    let mut times = Vec::new();
    let mut spent = 0.0;
    while times.len() < 3 || times.len() < plan.rounds && spent < plan.case_seconds {
        took = round(iterations);
        spent += took;
        times.push(took * 1e9 / f64::from(iterations));
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
