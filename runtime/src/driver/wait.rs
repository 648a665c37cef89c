//! Wait.
use super::{
    Execution, Failure,
    context::{View, Visit},
    flow::bare,
};
use crate::{
    data,
    program::{Count, Path, Wait},
    value::Value,
};
use std::time::Duration;

/// The longest time AWS waits or lets a task run: a little over three years.
const MAX_SECONDS: i64 = 99_999_999;

impl Execution<'_> {
    pub(super) async fn wait(
        &self,
        visit: &Visit<'_>,
        wait: &'static Wait,
        document: Value,
    ) -> Result<Value, Failure> {
        let input = self.input(&View::new(self, visit), document)?;
        let duration = self.duration(visit, wait, &input)?;
        if !duration.is_zero() {
            self.host.sleep(duration).await;
        }
        self.output(&View::new(self, visit), input)
    }

    fn duration(
        &self,
        visit: &Visit<'_>,
        wait: &'static Wait,
        input: &Value,
    ) -> Result<Duration, Failure> {
        let (timestamp, field) = match wait {
            Wait::Seconds(Count::Literal(seconds)) => return Ok(Duration::from_secs(*seconds)),
            Wait::Seconds(Count::At(path)) => return self.seconds(visit, path, input),
            Wait::Timestamp(text) => (Value::from(*text), "Timestamp"),
            Wait::TimestampPath(path) => (
                self.referenced(visit, path, "TimestampPath", input)?,
                "TimestampPath",
            ),
        };
        let Some(time) = timestamp.as_str().and_then(data::timestamp) else {
            let value = bare(&timestamp);
            let what = match wait {
                Wait::TimestampPath(path) => format!("{} == {value}", path.text),
                _ => value,
            };
            return Err(visit.runtime(format!(
                "The {field} parameter does not reference a valid ISO-8601 extended offset date-time format string: {what}"
            )));
        };
        // A time that has passed is no time at all.
        Ok((time - self.host.now()).to_std().unwrap_or_default())
    }

    fn seconds(
        &self,
        visit: &Visit<'_>,
        path: &'static Path,
        input: &Value,
    ) -> Result<Duration, Failure> {
        let value = self.referenced(visit, path, "SecondsPath", input)?;
        let wrong = match value.as_i64() {
            Some(seconds) if seconds > MAX_SECONDS => "references a value above 99999999",
            Some(seconds) => match u64::try_from(seconds) {
                Ok(seconds) => return Ok(Duration::from_secs(seconds)),
                Err(_) => "references a negative value",
            },
            None => "cannot be parsed as a long value",
        };
        let (path, value) = (path.text, bare(&value));
        Err(visit.runtime(format!(
            "The SecondsPath parameter {wrong}: {path} == {value}"
        )))
    }

    fn referenced(
        &self,
        visit: &Visit<'_>,
        path: &'static Path,
        field: &str,
        input: &Value,
    ) -> Result<Value, Failure> {
        let view = View::new(self, visit);
        data::find(path, &view.scope(input)).ok_or_else(|| {
            let path = path.text;
            visit.runtime(format!(
                "The {field} parameter does not reference an input value: {path}"
            ))
        })
    }
}
