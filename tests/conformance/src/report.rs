//! What came of the cases.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Map, Value as Json, json};

use crate::compare::Difference;
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
}

/// How many passed of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that came out as recorded.
    pub passed: usize,
    /// The others.
    pub failed: usize,
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
    pub(crate) fn new(line: &Line, differences: Vec<Difference>) -> Verdict {
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

impl Report {
    /// How many failed.
    pub fn failed(&self) -> usize {
        self.total().failed
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
        let Tally { passed, failed } = self.total();
        writeln!(f, "{passed} of {} passed, {failed} failed", passed + failed)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for verdict in self.verdicts.iter().filter(|verdict| !verdict.passed()) {
            writeln!(f, "{verdict}\n")?;
        }
        self.summarise(f)
    }
}
