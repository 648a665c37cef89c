//! Wait.
use super::{
    Execution, Failure,
    context::{View, Visit},
    flow::bare,
    variables::Assigned,
};
use crate::{
    data::{self, Fault},
    machine::BoxFuture,
    program::{Count, Path, Wait},
    value::Value,
};
use std::{future::ready, time::Duration};

/// The longest time AWS waits or lets a task run: a little over three years.
const MAX_SECONDS: i64 = 99_999_999;

impl Execution<'_> {
    pub(super) fn wait<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        wait: &'static Wait,
        document: &'f mut Value,
    ) -> impl Future<Output = Result<(Value, Assigned), Failure>> + Send {
        async move {
            let sleep = self.sleep(visit, wait, document)?;
            sleep.await;
            let state = visit.state;
            let view = View::new(self, visit);
            view.pass_on(
                state.output.as_ref(),
                state.assign,
                std::mem::take(document),
            )
        }
    }

    /// Makes the document the state's effective input, and sleeps as long as that says.
    fn sleep(
        &self,
        visit: &Visit<'_>,
        wait: &'static Wait,
        document: &mut Value,
    ) -> Result<BoxFuture<'static, ()>, Failure> {
        *document = View::new(self, visit).input(std::mem::take(document))?;
        let duration = self.duration(visit, wait, document)?;
        Ok(if duration.is_zero() {
            Box::pin(ready(()))
        } else {
            self.host.sleep(duration)
        })
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
            Wait::Seconds(Count::Expression(expression)) => {
                let view = View::new(self, visit);
                let seconds = data::count(expression, &view.scope(input));
                let seconds = seconds.map_err(|fault| view.fail(fault))?;
                return match u64::try_from(seconds) {
                    Ok(count) if seconds <= MAX_SECONDS => Ok(Duration::from_secs(count)),
                    _ => {
                        let cause = format!(
                            "The Seconds field must be between 0 and {MAX_SECONDS}, but was: {seconds}"
                        );
                        let location = Some(expression.location);
                        Err(view.fail(Fault::evaluation(location, cause)))
                    }
                };
            }
            Wait::TimestampExpression(expression) => {
                let view = View::new(self, visit);
                let text = data::text(expression, &view.scope(input));
                let text = text.map_err(|fault| view.fail(fault))?;
                let Some(time) = data::timestamp(&text) else {
                    let cause = format!(
                        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
                    );
                    let location = Some(expression.location);
                    return Err(view.fail(Fault::evaluation(location, cause)));
                };
                return Ok((time - self.host.now()).to_std().unwrap_or_default());
            }
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
