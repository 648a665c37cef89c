//! What becomes of the children's outputs.
use super::{child::ChildRun, export::Export};
use crate::{
    driver::Failure,
    execution::Status,
    program::{ResultWriter, Transformation},
    value::{Map, Value},
};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::BTreeMap;

/// Where the outputs of a Map run go.
pub(super) enum Results<'a> {
    /// Into the state's output, in the order of the items.
    Kept {
        outputs: BTreeMap<usize, Vec<Value>>,
        writer: Option<&'static ResultWriter>,
    },
    /// Into objects, as they come.
    Exported(Box<Export<'a>>),
}

impl Results<'_> {
    /// `writer` says in what form; the outputs alone without one.
    pub(super) fn kept(writer: Option<&'static ResultWriter>) -> Results<'static> {
        Results::Kept {
            outputs: BTreeMap::new(),
            writer,
        }
    }

    /// A child has ended.
    pub(super) async fn ended(
        &mut self,
        child: &ChildRun<'_>,
        result: Result<Value, Failure>,
    ) -> Result<(), Failure> {
        match self {
            Results::Exported(export) => export.ended(child, result).await,
            Results::Kept { outputs, writer } => {
                let entries = match (result, writer) {
                    (Ok(output), None) => vec![output],
                    // A failure that is tolerated leaves nothing.
                    (Err(_), None) => return Ok(()),
                    (Ok(output), Some(writer)) => transformed(child, output, writer.transformation),
                    (Err(failure), Some(_)) => vec![record(child, Err(&failure))],
                };
                outputs.insert(child.unit.index, entries);
                Ok(())
            }
        }
    }

    /// A child was cut off.
    pub(super) async fn cut_off(&mut self, child: &ChildRun<'_>) -> Result<(), Failure> {
        match self {
            Results::Exported(export) => export.cut_off(child).await,
            Results::Kept { .. } => Ok(()),
        }
    }

    /// The state's result.
    pub(super) async fn finish(self) -> Result<Value, Failure> {
        match self {
            Results::Exported(export) => export.finish().await,
            Results::Kept { outputs, writer } => {
                let entries = outputs.into_values().flatten();
                if writer.is_some_and(|writer| writer.json_lines) {
                    let lines: Vec<String> = entries.map(|entry| entry.to_string()).collect();
                    return Ok(Value::from(lines.join("\n")));
                }
                Ok(entries.collect())
            }
        }
    }
}

/// `WriterConfig.Transformation` of a child that succeeded.
pub(super) fn transformed(
    child: &ChildRun<'_>,
    output: Value,
    transformation: Transformation,
) -> Vec<Value> {
    match (transformation, output.as_array()) {
        (Transformation::None, _) => vec![record(child, Ok(&output))],
        (Transformation::Flatten, Some(items)) => items.to_vec(),
        (Transformation::Flatten, None) | (Transformation::Compact, _) => vec![output],
    }
}

/// A child execution as AWS's result files describe it.
pub(super) fn record(child: &ChildRun<'_>, result: Result<&Value, &Failure>) -> Value {
    let (status, redrive) = match result {
        Ok(_) => (Status::Succeeded, "NOT_REDRIVABLE"),
        Err(_) => (Status::Failed, "REDRIVABLE"),
    };
    let mut fields = described(child);
    match result {
        Ok(output) => {
            fields.insert("Output", Value::from(output.to_string()));
            fields.insert("OutputDetails", included());
            let reason = "Execution is SUCCEEDED and cannot be redriven";
            fields.insert("RedriveStatusReason", Value::from(reason));
        }
        Err(failure) => {
            if let Some(error) = failure.error_text() {
                fields.insert("Error", Value::from(error));
            }
            if let Some(cause) = &failure.cause {
                fields.insert("Cause", Value::from(cause.clone()));
            }
        }
    }
    fields.insert("RedriveStatus", Value::from(redrive));
    fields.insert("Status", Value::from(status.to_string()));
    fields.insert("StopDate", time(child.now()));
    sorted(&fields)
}

/// A child that was cut off: it never ended.
pub(super) fn pending(child: &ChildRun<'_>) -> Value {
    let mut fields = described(child);
    fields.insert("Status", Value::from("PENDING"));
    sorted(&fields)
}

fn described(child: &ChildRun<'_>) -> Map {
    let info = &child.execution.info;
    Map::from_iter([
        ("ExecutionArn", Value::from(info.id())),
        ("Input", Value::from(child.unit.input.to_string())),
        ("InputDetails", included()),
        ("Name", Value::from(info.name().to_owned())),
        ("RedriveCount", Value::from(0_u64)),
        ("StartDate", time(child.started)),
        ("StateMachineArn", Value::from(info.machine_id())),
    ])
}

fn included() -> Value {
    Value::from(Map::from_iter([("Included", Value::Bool(true))]))
}

/// By the fields' names, as AWS has them.
fn sorted(fields: &Map) -> Value {
    let fields: BTreeMap<String, Value> = fields
        .iter()
        .map(|(name, value)| (name.to_string(), value.clone()))
        .collect();
    let mut object = Map::with_capacity(fields.len());
    for (name, value) in fields {
        object.insert(name, value);
    }
    Value::from(object)
}

fn time(time: DateTime<Utc>) -> Value {
    Value::from(time.to_rfc3339_opts(SecondsFormat::Millis, true))
}
