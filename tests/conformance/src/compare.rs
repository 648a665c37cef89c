//! What was recorded beside what happened.

mod alike;
mod answers;
mod history;
mod outcome;

use std::fmt;

use serde_json::{Value as Json, json};

pub(crate) use alike::alike;

use crate::read::Record;

/// One thing that came out another way.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What differs.
    pub what: String,
    /// What was recorded; none where nothing was.
    pub expected: Option<Json>,
    /// What happened; none where nothing did.
    pub actual: Option<Json>,
}

/// All that differs: what the tasks were sent, how it ended, the history.
pub(crate) fn differences(record: &Record, observed: &Json) -> Vec<Difference> {
    let mut differences = Vec::new();
    outcome::compare(record, observed, &mut differences);
    for call in observed["calls"].as_array().into_iter().flatten() {
        let what = call["what"].as_str().unwrap_or_default();
        let side = |side: &str| (!call[side].is_null()).then(|| call[side].clone());
        differences.push(Difference {
            what: what.to_owned(),
            expected: side("expected"),
            actual: side("actual"),
        });
    }
    answers::compare(record, observed, &mut differences);
    history::compare(record, observed, &mut differences);
    differences
}

impl Difference {
    fn new(what: impl Into<String>, expected: Option<&Json>, actual: Option<&Json>) -> Difference {
        Difference {
            what: what.into(),
            expected: expected.cloned(),
            actual: actual.cloned(),
        }
    }

    /// A failure that is no comparison: what, and its message.
    pub(crate) fn only(what: &str, message: &str) -> Difference {
        Difference {
            what: format!("{what}: {message}"),
            expected: None,
            actual: None,
        }
    }

    /// As an object.
    pub fn to_json(&self) -> Json {
        json!({ "what": self.what, "expected": self.expected, "actual": self.actual })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what.replace('\n', "\n    "))?;
        if self.expected.is_none() && self.actual.is_none() {
            return Ok(());
        }
        for (side, value) in [("expected", &self.expected), ("actual  ", &self.actual)] {
            match value {
                Some(value) => write!(f, "\n    {side} {}", short(value))?,
                None => write!(f, "\n    {side} nothing")?,
            }
        }
        Ok(())
    }
}

/// A document of AWS's largest size would bury everything else; the JSON report has it whole.
fn short(value: &Json) -> String {
    const MOST: usize = 2000;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        None => text,
        Some((end, _)) => format!("{} .. and {} bytes more", &text[..end], text.len() - end),
    }
}
