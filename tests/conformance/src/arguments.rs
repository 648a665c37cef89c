//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use stepwright_compiler::Allow;

use crate::Options;

/// How it is called.
pub const USAGE: &str = "\
usage: cargo run -p stepwright-conformance -- FILE.jsonl.. [--filter TEXT] [--json REPORT] [--limit SECONDS] [--allow CODE]..

Runs each line of the files, a recorded execution, a choice operator or an intrinsic function, and compares.
A recorded execution is a JSON object with `id`, `definition`, `input` and `expected`, and what else was recorded:
`cargo doc -p stepwright-conformance --open` lists the fields.

  --filter TEXT     only the cases with TEXT in their ids, or with the tag TEXT
  --json REPORT     writes what is printed as JSON to the file REPORT
  --limit SECONDS   how long one case may take; 10 where not given
  --allow CODE      a finding of the compiler that is fine, by its code, as the invocation's `allow` has it

The compiler is asked about each line too, with the recorded input as its sample. An execution that succeeded while the
proof of its data finds something is a false alarm, whose message is printed; where it is right about another way than the
recorded one, --allow is for it. An execution that failed for a reason in its data or paths (`States.Runtime`,
`States.QueryEvaluationError`, `States.IntrinsicFailure` and their kin) is predicted where the compiler finds something in
the state that failed.

The report is an object: `total`, `passed` and `failed`, numbers of cases; `definitions`, the distinct ones, and
`definitionsCompiled`; `compileSeconds` of the generated crate, `buildSeconds` with its dependencies; `tiers` and `tags`,
each by name `{passed, failed}`; `predictions`, the numbers of what the compiler finds; `cases`, in the order of the
files, each `{file, line, id, tier, tags, needs, passed, differences, prediction}`. A difference is `{what, expected,
actual}`, with null for what was not there. A prediction is `{outcome, failedState, findings}`: the outcome is `quiet` or
`falseAlarm` of what succeeded; `predicted`, `notPredicted` or `afterATask`, not predicted after a Task's answer, which
may have decided it, of what failed by its data; `other` of the rest; a finding is `{code, state, line, column, message}`.

Exits with 0 where all pass and there is no false alarm, 1 where one does not or there is one, 2 where there is nothing to
run. What is not predicted changes nothing.";

/// A command line, read.
#[derive(Debug)]
pub struct Arguments {
    /// What to run.
    pub options: Options,
    /// The file that the report goes to.
    pub json: Option<PathBuf>,
}

impl Arguments {
    /// Reads the words after the program's name; none where they ask for help.
    ///
    /// # Errors
    ///
    /// Words that say nothing to run, or something else.
    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Option<Arguments>, String> {
        let mut options = Options::new([]);
        let mut json = None;
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut value = || {
                let value = words.next();
                value.ok_or_else(|| format!("`{word}` needs a value"))
            };
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--filter" => options.filter = Some(value()?),
                "--json" => json = Some(PathBuf::from(value()?)),
                "--allow" => options.allow.push(Allow::named(&value()?, None)?),
                "--limit" => options.limit = seconds(&value()?)?,
                other if other.starts_with('-') => {
                    return Err(format!("`{other}` is not an option"));
                }
                file => options.files.push(PathBuf::from(file)),
            }
        }
        if options.files.is_empty() {
            return Err("no file is given".to_owned());
        }
        Ok(Some(Arguments { options, json }))
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| format!("`{text}` is no number of seconds above 0"))
}

#[cfg(test)]
mod tests {
    use stepwright_compiler::errors::Code;

    use super::*;

    fn parse(words: &[&str]) -> Result<Option<Arguments>, String> {
        Arguments::parse(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn files_and_options_stand_in_any_order() {
        let words = [
            "--filter",
            "map",
            "a.jsonl",
            "--json",
            "out.json",
            "b.jsonl",
            "--limit",
            "0.5",
            "--allow",
            "missing_path",
        ];
        let arguments = parse(&words).unwrap().unwrap();
        assert_eq!(
            arguments.options.files,
            ["a.jsonl", "b.jsonl"].map(PathBuf::from)
        );
        assert_eq!(arguments.options.filter.as_deref(), Some("map"));
        assert_eq!(arguments.options.limit, Duration::from_millis(500));
        let allowed = arguments.options.allow[0].code;
        assert_eq!(allowed.map(Code::name), Some("missing_path"));
        assert_eq!(arguments.json, Some(PathBuf::from("out.json")));
    }

    #[test]
    fn help_is_no_mistake() {
        assert!(parse(&["a.jsonl", "--help"]).unwrap().is_none());
    }

    #[test]
    fn mistakes_are_named() {
        for (words, message) in [
            (&[] as &[&str], "no file is given"),
            (&["a.jsonl", "--filter"], "`--filter` needs a value"),
            (&["a.jsonl", "--only", "x"], "`--only` is not an option"),
            (
                &["a.jsonl", "--limit", "soon"],
                "`soon` is no number of seconds above 0",
            ),
            (
                &["a.jsonl", "--allow", "missing_pat"],
                "`missing_pat` is not a kind of finding; one with a similar name is `missing_path`",
            ),
            (
                &["a.jsonl", "--limit", "0"],
                "`0` is no number of seconds above 0",
            ),
        ] {
            assert_eq!(parse(words).unwrap_err(), message);
        }
    }
}
