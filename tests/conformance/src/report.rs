//! What came of the cases.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use crate::compare::Difference;
use crate::prediction::{Outcome, Prediction, is_proof};
use crate::read::Line;

/// What came of one case.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Where it stands.
    pub file: PathBuf,
    /// Its line there, from 1.
    pub line: usize,
    /// Its id; of a line that is no case, the line's number.
    pub id: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it needs, as the recorder said.
    pub needs: Vec<String>,
    /// A or B.
    pub tier: String,
    /// What came out another way; nothing where it passed.
    pub differences: Vec<Difference>,
    /// What the compiler finds by its input.
    pub prediction: Prediction,
}

/// How many passed of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that came out as recorded.
    pub passed: usize,
    /// The others.
    pub failed: usize,
}

/// What the compiler finds in definitions when the recorded inputs are the samples, beside how the executions ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Predictions {
    /// Executions that succeeded.
    pub succeeded: usize,
    /// Those of them in whose definitions the proof finds something.
    pub false_alarms: usize,
    /// Those of them in whose definitions only other checks find something.
    pub other_findings: usize,
    /// Executions that failed for a reason in their data or paths, and something is found in the state that failed.
    pub predicted: usize,
    /// Executions that failed for such a reason, and nothing is found there.
    pub not_predicted: usize,
    /// The same, where a Task had answered before, which may have decided it.
    pub after_a_task: usize,
}

/// What came of all cases.
#[derive(Debug)]
pub struct Report {
    /// Case by case, in the order of the files.
    pub verdicts: Vec<Verdict>,
    /// Distinct definitions.
    pub definitions: usize,
    /// Those that compile.
    pub compiled: usize,
    /// How long the compiler took to check them, without rustc.
    pub checking: Duration,
    /// How long the compilation of the generated crate took; next to nothing where the same was compiled before.
    pub compiling: Duration,
    /// How long cargo took for it and for all it depends on.
    pub building: Duration,
}

impl Verdict {
    pub(crate) fn new(
        line: &Line,
        differences: Vec<Difference>,
        prediction: Prediction,
    ) -> Verdict {
        let record = line.record.as_ref().ok();
        let list = |field: &str| -> Vec<String> {
            let list = record.into_iter().flat_map(|record| record.list(field));
            list.filter_map(Json::as_str).map(str::to_owned).collect()
        };
        let id = record.map_or_else(
            || format!("line {}", line.number),
            |record| record.id().to_owned(),
        );
        let tier = record
            .and_then(|record| record.get("tier").as_str())
            .unwrap_or("none");
        Verdict {
            file: line.file.clone(),
            line: line.number,
            id,
            tags: list("tags"),
            needs: list("needs"),
            tier: tier.to_owned(),
            differences,
            prediction,
        }
    }

    /// Whether it came out as recorded.
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }

    fn to_json(&self) -> Json {
        let differences: Vec<Json> = self.differences.iter().map(Difference::to_json).collect();
        json!({
            "file": self.file.to_string_lossy(),
            "line": self.line,
            "id": self.id,
            "tier": self.tier,
            "tags": self.tags,
            "needs": self.needs,
            "passed": self.passed(),
            "differences": differences,
            "prediction": self.prediction.to_json(),
        })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.passed() { "passed" } else { "failed" };
        write!(
            f,
            "{verdict}: {}\n  {}:{}",
            self.id,
            self.file.display(),
            self.line
        )?;
        for difference in &self.differences {
            write!(f, "\n  {difference}")?;
        }
        Ok(())
    }
}

impl Tally {
    fn count(&mut self, passed: bool) {
        self.passed += usize::from(passed);
        self.failed += usize::from(!passed);
    }

    fn to_json(self) -> Json {
        json!({ "passed": self.passed, "failed": self.failed })
    }
}

impl Predictions {
    fn count(&mut self, prediction: &Prediction) {
        match prediction.outcome {
            Outcome::Quiet => {
                self.succeeded += 1;
                self.other_findings += usize::from(!prediction.findings.is_empty());
            }
            Outcome::FalseAlarm => {
                self.succeeded += 1;
                self.false_alarms += 1;
            }
            Outcome::Predicted => self.predicted += 1,
            Outcome::NotPredicted => self.not_predicted += 1,
            Outcome::AfterATask => self.after_a_task += 1,
            Outcome::Other => {}
        }
    }

    /// Executions that failed for a reason in their data or paths.
    pub fn failed_by_data(self) -> usize {
        self.predicted + self.not_predicted + self.after_a_task
    }

    fn to_json(self) -> Json {
        json!({
            "succeeded": self.succeeded,
            "falseAlarms": self.false_alarms,
            "otherFindings": self.other_findings,
            "failedByData": self.failed_by_data(),
            "predicted": self.predicted,
            "notPredicted": self.not_predicted,
            "afterATask": self.after_a_task,
        })
    }
}

impl fmt::Display for Predictions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} executions succeeded: false alarms in {}, findings of other checks in {}",
            self.succeeded, self.false_alarms, self.other_findings
        )?;
        writeln!(
            f,
            "{} failed for a reason in their data or paths: {} predicted, {} not, {} not after a Task's answer",
            self.failed_by_data(),
            self.predicted,
            self.not_predicted,
            self.after_a_task
        )
    }
}

impl Report {
    /// How many failed.
    pub fn failed(&self) -> usize {
        self.total().failed
    }

    /// Whether all came out as recorded, and none that succeeded has a finding of the proof.
    pub fn is_good(&self) -> bool {
        self.failed() == 0 && self.predictions().false_alarms == 0
    }

    /// What the compiler finds by the inputs, all together.
    pub fn predictions(&self) -> Predictions {
        let mut predictions = Predictions::default();
        for verdict in &self.verdicts {
            predictions.count(&verdict.prediction);
        }
        predictions
    }

    /// All together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.verdicts
            .iter()
            .for_each(|verdict| total.count(verdict.passed()));
        total
    }

    /// Tag by tag; a case has several.
    pub fn tags(&self) -> BTreeMap<&str, Tally> {
        self.by(|verdict| verdict.tags.iter().map(String::as_str).collect())
    }

    /// Tier by tier; lines that are no case have none.
    pub fn tiers(&self) -> BTreeMap<&str, Tally> {
        self.by(|verdict| vec![verdict.tier.as_str()])
    }

    fn by<'a>(&'a self, names: impl Fn(&'a Verdict) -> Vec<&'a str>) -> BTreeMap<&'a str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for verdict in &self.verdicts {
            for name in names(verdict) {
                tallies.entry(name).or_default().count(verdict.passed());
            }
        }
        tallies
    }

    /// The report for programs, as `USAGE` describes it.
    pub fn to_json(&self) -> Json {
        let object = |tallies: BTreeMap<&str, Tally>| -> Map<String, Json> {
            tallies
                .into_iter()
                .map(|(name, tally)| (name.to_owned(), tally.to_json()))
                .collect()
        };
        let total = self.total();
        json!({
            "total": self.verdicts.len(),
            "passed": total.passed,
            "failed": total.failed,
            "definitions": self.definitions,
            "definitionsCompiled": self.compiled,
            "compileSeconds": self.compiling.as_secs_f64(),
            "buildSeconds": self.building.as_secs_f64(),
            "predictions": self.predictions().to_json(),
            "tiers": object(self.tiers()),
            "tags": object(self.tags()),
            "cases": self.verdicts.iter().map(Verdict::to_json).collect::<Vec<_>>(),
        })
    }

    /// The tallies, without the cases.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        // A string takes all.
        let _ = self.summarise(&mut text);
        text
    }

    fn summarise(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let mut rows = |title: &str, tallies: BTreeMap<&str, Tally>| {
            let width = tallies.keys().map(|name| name.chars().count()).max();
            let width = width.unwrap_or_default().max(24);
            writeln!(f, "{title:<width$} passed  failed")?;
            for (name, Tally { passed, failed }) in tallies {
                writeln!(f, "{name:<width$} {passed:>6}  {failed:>6}")?;
            }
            writeln!(f)
        };
        rows("tag", self.tags())?;
        rows("tier", self.tiers())?;
        writeln!(
            f,
            "{} of {} definitions compile: checked in {:.1} s; the generated crate took {:.1} s, with its dependencies {:.1} s",
            self.compiled,
            self.definitions,
            self.checking.as_secs_f64(),
            self.compiling.as_secs_f64(),
            self.building.as_secs_f64()
        )?;
        write!(f, "{}", self.predictions())?;
        let Tally { passed, failed } = self.total();
        writeln!(f, "{passed} of {} passed, {failed} failed", passed + failed)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for verdict in self.verdicts.iter().filter(|verdict| !verdict.passed()) {
            writeln!(f, "{verdict}\n")?;
        }
        let alarms = self.verdicts.iter();
        for verdict in alarms.filter(|verdict| verdict.prediction.outcome == Outcome::FalseAlarm) {
            writeln!(
                f,
                "false alarm: {}\n  {}:{}",
                verdict.id,
                verdict.file.display(),
                verdict.line
            )?;
            let findings = verdict.prediction.findings.iter();
            for finding in findings.filter(|finding| is_proof(finding)) {
                let (code, message) = (finding.code.name(), &finding.message);
                writeln!(f, "  {code}: {}", message.replace('\n', "\n    "))?;
            }
            writeln!(f)?;
        }
        self.summarise(f)
    }
}
