//! Runs recorded executions and says where they come out another way.
//!
//! A file of recordings becomes cases; their distinct definitions become the modules of a generated crate; the program
//! of that crate plays each case on the virtual clock; what happened is compared with what was recorded. What the compiler
//! finds when the recorded input is the sample of a definition's input is compared too: with whether the execution failed,
//! and where.
//!
//! # A recorded execution
//!
//! A file holds one JSON object a line. Each of these has to be there:
//!
//! | field | meaning |
//! |---|---|
//! | `id` | a name to report and select it by |
//! | `definition`, `input` | the ASL and the execution's input, as JSON values |
//! | `expected` | `{status, output}`, or `{status, error, cause}`; a cause that is absent was absent |
//!
//! What else was recorded is compared, or played:
//!
//! | field | meaning |
//! |---|---|
//! | `mocks` | the attempts of Tasks in their order, retries included: `{state, parameters, result}`. `parameters` (or `input`, of a function's or an activity's ARN) is compared with what the Task is sent; `result` is `{output}`, `{error, cause}`, `{timeout, cause}` or `{pending}` |
//! | `history` | AWS's events, each with its `type`, `id` and `prev`, and the data that is to be compared |
//! | `cause_regex` | a pattern to compare with, in place of `expected.cause` |
//! | `output_wildcards` | JSON pointers into `expected.output` to what may differ |
//! | `lambdas` | what functions do that a distributed Map's children call, by the functions' names |
//! | `s3_objects` | the objects there are: `{Bucket, Key, Body}` |
//! | `tags`, `tier` | for counting and selecting |
//! | `needs` | `event_order_normalised` where the recording lost the order of the events, which then may be any |
//!
//! The account is 111111111111, the region us-east-1, the state machine `ArnPart_0idx`, the execution
//! `ExecArnPart_0idx`, the role `arn:aws:iam::111111111111:role/sfn-role`.
//!
//! ```json
//! {"id": "doubled", "definition": {"StartAt": "Double", "States": {"Double": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "double", "Payload.$": "$"}, "OutputPath": "$.Payload", "End": true}}}, "input": 2, "mocks": [{"state": "Double", "parameters": {"FunctionName": "double", "Payload": 2}, "result": {"output": {"StatusCode": 200, "Payload": 4}}}], "expected": {"status": "SUCCEEDED", "output": 4}}
//! ```

mod arguments;
mod cargo;
mod compare;
mod definitions;
mod generated;
mod player;
mod prediction;
mod read;
mod report;
mod worker;
mod workers;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use stepwright_compiler::Allow;

pub use arguments::{Arguments, USAGE};
pub use compare::Difference;
pub use prediction::{Outcome, Prediction};
pub use report::{Predictions, Report, Tally, Verdict};
#[doc(hidden)]
pub use worker::serve;

use definitions::Definitions;
use generated::Generated;
use read::Line;
use workers::Workers;

/// What to run, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files of recorded executions, choice operators or intrinsic functions, one a line.
    pub files: Vec<PathBuf>,
    /// Only the cases with this text in their ids, or with this tag.
    pub filter: Option<String>,
    /// Findings that are fine: they are no false alarm, and predict nothing.
    pub allow: Vec<Allow>,
    /// How long one case may take of real time.
    pub limit: Duration,
}

impl Options {
    /// All cases of these files, ten seconds for each.
    pub fn new(files: impl IntoIterator<Item = PathBuf>) -> Options {
        Options {
            files: files.into_iter().collect(),
            filter: None,
            allow: Vec::new(),
            limit: Duration::from_secs(10),
        }
    }
}

/// Runs the cases.
///
/// # Errors
///
/// Where there is nothing to run: a file that cannot be read or holds no case, a filter that selects none, or a crate
/// that cannot be built for a reason that lies in none of the definitions.
pub fn run(options: &Options) -> Result<Report, String> {
    let lines = select(read::files(&options.files)?, options.filter.as_deref())?;
    let started = Instant::now();
    let definitions = Definitions::of(&lines);
    let checking = started.elapsed();
    let generated = Generated::build(definitions)?;
    let mut workers = Workers::new(&generated, options.limit);
    let verdicts = lines
        .iter()
        .map(|line| verdict(line, options, &generated, &mut workers));
    let verdicts = verdicts.collect();
    Ok(Report {
        verdicts,
        definitions: generated.definitions.len(),
        compiled: generated.definitions.accepted().count(),
        checking,
        compiling: generated.compiling,
        building: generated.building,
    })
}

fn select(lines: Vec<Line>, filter: Option<&str>) -> Result<Vec<Line>, String> {
    let Some(filter) = filter else {
        return Ok(lines);
    };
    let all = lines.len();
    let lines: Vec<Line> = lines
        .into_iter()
        .filter(|line| line.is_meant(filter))
        .collect();
    if lines.is_empty() {
        return Err(format!(
            "none of the {all} cases has `{filter}` in its id, or as a tag"
        ));
    }
    Ok(lines)
}

fn verdict(
    line: &Line,
    options: &Options,
    generated: &Generated,
    workers: &mut Workers,
) -> Verdict {
    let differences = match &line.record {
        Err(missing) => vec![Difference::only("the line is no case", missing)],
        Ok(record) => match generated.definitions.find(record) {
            (_, Err(message)) => vec![Difference::only("the definition does not compile", message)],
            (number, Ok(_)) => match workers.play(number, record) {
                Err(why) => vec![Difference::only("the case did not end", &why)],
                Ok(observed) => compare::differences(record, &observed),
            },
        },
    };
    let prediction = match &line.record {
        Err(_) => Prediction::none(),
        Ok(record) => Prediction::of(record, generated.definitions.text(record), &options.allow),
    };
    Verdict::new(line, differences, prediction)
}
