//! Events as JSON: AWS's form, and a flat one.
use super::{Event, EventKind as E, TaskFamily, TaskResource};
use crate::value::Value;
use chrono::SecondsFormat;
use serde_json::{Map, Value as Json, json};

/// As `GetExecutionHistory` gives it.
pub(super) fn detailed(event: &Event) -> Json {
    let mut object = Map::new();
    let timestamp = event.timestamp.to_rfc3339_opts(SecondsFormat::Millis, true);
    object.insert("timestamp".into(), timestamp.into());
    object.insert("type".into(), event.event_type().into());
    object.insert("id".into(), event.id.into());
    object.insert("previousEventId".into(), event.previous.into());
    let fields = fields(&event.kind, Form::Detailed);
    if let Some(name) = detail(&event.kind)
        && !fields.is_empty()
    {
        object.insert(name, Json::Object(fields));
    }
    Json::Object(object)
}

/// One flat object, documents decoded.
pub(super) fn flat(event: &Event) -> Json {
    let mut object = Map::new();
    object.insert("type".into(), event.event_type().into());
    object.insert("id".into(), event.id.into());
    object.insert("prev".into(), event.previous.into());
    object.extend(fields(&event.kind, Form::Flat));
    Json::Object(object)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Detailed,
    Flat,
}

/// The field that holds an event's details; some have none.
fn detail(kind: &E) -> Option<String> {
    Some(match kind {
        E::StateEntered { .. } => "stateEnteredEventDetails".to_owned(),
        E::StateExited { .. } => "stateExitedEventDetails".to_owned(),
        E::StateAborted { .. } => return None,
        other => {
            let name = other.name();
            let (first, rest) = name.split_at(1);
            format!("{}{rest}EventDetails", first.to_ascii_lowercase())
        }
    })
}

fn fields(kind: &E, form: Form) -> Map<String, Json> {
    let mut fields = Fields {
        object: Map::new(),
        form,
    };
    match kind {
        E::ExecutionStarted { input, role_arn } => {
            fields.document("input", input);
            if form == Form::Detailed {
                fields.set("roleArn", role_arn.as_str());
            }
        }
        E::ExecutionSucceeded { output } => fields.document("output", output),
        E::ExecutionFailed { error, cause }
        | E::ExecutionTimedOut { error, cause }
        | E::ExecutionAborted { error, cause } => {
            if form == Form::Flat {
                fields.set("error", json!(error));
                fields.set("cause", json!(cause));
            } else {
                fields.failure(error.as_ref(), cause.as_ref());
            }
        }
        E::StateEntered { name, input, .. } => {
            fields.state(name);
            fields.document("input", input);
        }
        E::StateExited {
            name,
            output,
            assigned,
            ..
        } => {
            fields.state(name);
            fields.document("output", output);
            fields.assigned(assigned);
        }
        E::EvaluationFailed {
            name,
            error,
            cause,
            location,
        } => {
            // The recorder keeps the state of those events alone that enter and leave one.
            if form == Form::Detailed {
                fields.set("state", *name);
            }
            fields.failure(error.as_ref(), cause.as_ref());
            if let Some(location) = location {
                fields.set("location", *location);
            }
        }
        E::StateAborted { name, .. } => {
            if form == Form::Flat {
                fields.state(name);
            }
        }
        E::MapStateStarted { length } => fields.set("length", *length),
        E::MapIterationStarted { name, index }
        | E::MapIterationSucceeded { name, index }
        | E::MapIterationFailed { name, index }
        | E::MapIterationAborted { name, index } => {
            fields.set(
                match form {
                    Form::Detailed => "name",
                    Form::Flat => "map_state",
                },
                *name,
            );
            fields.set("index", *index);
        }
        E::MapRunStarted { arn } => fields.set("mapRunArn", arn.as_str()),
        E::MapRunFailed { error, cause } => fields.failure(error.as_ref(), cause.as_ref()),
        E::TaskScheduled {
            task,
            region,
            parameters,
            timeout_seconds,
            heartbeat_seconds,
        } => {
            fields.resource(task);
            if task.family == TaskFamily::Service {
                if form == Form::Detailed {
                    fields.set("region", region.as_str());
                }
                fields.document("parameters", parameters);
            } else {
                fields.set("resource", task.resource);
                fields.document("input", parameters);
            }
            if let Some(seconds) = timeout_seconds {
                fields.set("timeoutInSeconds", *seconds);
            }
            if let Some(seconds) = heartbeat_seconds {
                fields.set("heartbeatInSeconds", *seconds);
            }
        }
        E::TaskStarted { task, worker } => {
            fields.resource(task);
            if let Some(worker) = worker {
                fields.set("workerName", worker.as_str());
            }
        }
        E::TaskSubmitted { task, output } | E::TaskSucceeded { task, output } => {
            fields.resource(task);
            fields.document("output", output);
        }
        E::TaskFailed { task, error, cause } | E::TaskTimedOut { task, error, cause } => {
            fields.resource(task);
            fields.failure(error.as_ref(), cause.as_ref());
        }
        E::ParallelStateStarted
        | E::ParallelStateSucceeded
        | E::ParallelStateFailed
        | E::MapStateSucceeded
        | E::MapStateFailed
        | E::MapRunSucceeded => {}
    }
    fields.object
}

struct Fields {
    object: Map<String, Json>,
    form: Form,
}

impl Fields {
    fn set(&mut self, name: &str, value: impl Into<Json>) {
        self.object.insert(name.to_owned(), value.into());
    }

    /// AWS carries documents as text.
    fn document(&mut self, name: &str, value: &Value) {
        match self.form {
            Form::Detailed => {
                self.set(name, value.to_string());
                self.set(&format!("{name}Details"), json!({ "truncated": false }));
                // `parameters` is the one document without that remark.
                self.object.remove("parametersDetails");
            }
            Form::Flat => self.set(name, Json::from(value.clone())),
        }
    }

    fn assigned(&mut self, variables: &[(&'static str, Value)]) {
        if variables.is_empty() {
            return;
        }
        let values = variables.iter().map(|(name, value)| {
            let value = match self.form {
                Form::Detailed => Json::from(value.to_string()),
                Form::Flat => Json::from(value.clone()),
            };
            ((*name).to_owned(), value)
        });
        let values = Json::Object(values.collect());
        match self.form {
            Form::Detailed => {
                self.set("assignedVariables", values);
                self.set("assignedVariablesDetails", json!({ "truncated": false }));
            }
            Form::Flat => self.set("assigned", values),
        }
    }

    fn state(&mut self, name: &str) {
        match self.form {
            Form::Detailed => self.set("name", name),
            Form::Flat => self.set("state", name),
        }
    }

    fn failure(&mut self, error: Option<&String>, cause: Option<&String>) {
        for (name, text) in [("error", error), ("cause", cause)] {
            if let Some(text) = text {
                self.set(name, text.as_str());
            }
        }
    }

    /// Only service integrations repeat their resource in every event.
    fn resource(&mut self, task: &TaskResource) {
        if task.family == TaskFamily::Service {
            self.set("resourceType", task.resource_type);
            self.set("resource", task.resource);
        }
    }
}
