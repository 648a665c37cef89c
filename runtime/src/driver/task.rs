//! Task: one attempt, from its schedule to its result.
mod limits;
mod under_way;

use self::limits::Expired;
use super::{
    Execution, Failure, Frame,
    context::{View, Visit},
};
use crate::{
    history::{EventKind, TaskFamily, TaskResource},
    host::{Answer, Call},
    program::{Integration, Pattern, State, Task, Template},
    task::{Info, TaskContext, TaskContextParts, TaskFailure},
    value::{Map, Str, Value},
};
use std::sync::Arc;

/// What an attempt ends with: an answer, a failure, or no answer in time.
type Ending = Result<Result<Value, TaskFailure>, Expired>;

/// Whether an attempt is a call and its answer: nobody holds a token of it, and nothing limits it.
pub(super) const fn is_plain(task: &Task) -> bool {
    let answers = match task.integration {
        Integration::Function | Integration::Other => true,
        Integration::Service { pattern, .. } => matches!(pattern, Pattern::RequestResponse),
        Integration::Activity => false,
    };
    answers && task.timeout.is_none() && task.heartbeat.is_none() && task.credentials.is_none()
}

impl Execution<'_> {
    /// An attempt of a Task that is plain: what [`Execution::task`] does where there is nothing more to do.
    pub(super) fn plain<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: &'f mut Value,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        async move {
            let mut envelope = None;
            let input = std::mem::take(document);
            let input = self.handed_over(visit, task, attempt, input, &mut envelope)?;
            let context = self.handler_context(visit.frame, visit.state, visit.step, attempt);
            let context = TaskContext::new(context);
            let Answer { future, raw, .. } = self.host.call(Call {
                machine: self.machine,
                state: visit.state,
                task,
                input,
                envelope: envelope.as_ref(),
                limited: false,
                context: &context,
            });
            let answer = future.await;
            let wraps = is_invocation(task) && !raw;
            self.settle(visit, resource(task), wraps, Ok(answer))
        }
    }

    /// What a handler may know of where it is called.
    #[inline]
    pub(super) fn handler_context(
        &self,
        frame: &Frame<'_>,
        state: &State,
        step: u64,
        attempt: u64,
    ) -> TaskContextParts {
        TaskContextParts {
            info: Info::Made(self.info.clone()),
            clock: None,
            state: state.name,
            attempt,
            region: frame.region_path(),
            step,
            token: None,
            signals: None,
        }
    }

    /// What a plain Task's handler gets, its schedule and start written down.
    fn handed_over(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: Value,
        envelope: &mut Option<Value>,
    ) -> Result<Value, Failure> {
        let view = View {
            retry: Some(attempt),
            ..View::new(self, visit)
        };
        let input = view.input(document)?;
        // What only the service would look at is not put together.
        if let (true, false, Some(Template::Object(fields))) = (
            is_invocation(task),
            self.is_watched(),
            &visit.state.parameters,
        ) {
            let payload = view.payload(fields, &input)?;
            self.scheduled(visit, task, &payload, [None, None]);
            self.begun(visit, task, None)?;
            return Ok(payload);
        }
        let parameters = view.parameters(input)?;
        self.scheduled(visit, task, &parameters, [None, None]);
        self.begun(visit, task, None)?;
        Ok(self.unwrapped(task, parameters, envelope))
    }

    /// What the handler gets of what the service would get, which is kept where it is recorded.
    fn unwrapped(&self, task: &Task, parameters: Value, envelope: &mut Option<Value>) -> Value {
        if !is_invocation(task) {
            return parameters;
        }
        if self.recording {
            *envelope = Some(parameters.clone());
        }
        payload(parameters)
    }

    /// `limits` are the seconds of its timeout and of its heartbeat.
    fn scheduled(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        parameters: &Value,
        limits: [Option<u64>; 2],
    ) {
        self.step(visit.frame.position, || EventKind::TaskScheduled {
            task: resource(task),
            region: self.info.region().to_owned(),
            parameters: parameters.clone(),
            timeout_seconds: limits[0],
            heartbeat_seconds: limits[1],
        });
    }

    fn begun(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        worker: Option<String>,
    ) -> Result<(), Failure> {
        self.step(visit.frame.position, || EventKind::TaskStarted {
            task: resource(task),
            worker,
        });
        self.check_history()
    }

    /// The event an attempt ends with, and its result.
    fn settle(
        &self,
        visit: &Visit<'_>,
        resource: TaskResource,
        wraps: bool,
        ending: Ending,
    ) -> Result<Value, Failure> {
        let (here, state) = (visit.frame.position, visit.state.name);
        let failure = match ending {
            Ok(Ok(answer)) if self.is_too_long(&answer) => {
                let culprit = match resource.family {
                    TaskFamily::Service => resource.resource_type,
                    TaskFamily::Function | TaskFamily::Activity => resource.resource,
                };
                Failure::data_limit(state, culprit)
            }
            Ok(Ok(answer)) => {
                let output = if wraps { invoked(answer) } else { answer };
                self.step(here, || EventKind::TaskSucceeded {
                    task: resource,
                    output: output.clone(),
                });
                return Ok(output);
            }
            Ok(Err(failure)) => Failure::task(state, failure),
            Err(Expired::Timeout) => Failure::timeout(Some(state)),
            Err(Expired::Heartbeat) => Failure::missed_heartbeat(state),
        };
        let (error, cause) = (failure.error_text(), failure.cause.clone());
        self.step(here, || {
            if failure.is_timeout() {
                EventKind::TaskTimedOut {
                    task: resource,
                    error,
                    cause,
                }
            } else {
                EventKind::TaskFailed {
                    task: resource,
                    error,
                    cause,
                }
            }
        });
        Err(failure)
    }
}

fn resource(task: &'static Task) -> TaskResource {
    let (family, resource_type, resource) = match task.integration {
        Integration::Service {
            service, action, ..
        } => (TaskFamily::Service, service, action),
        Integration::Activity => (TaskFamily::Activity, "", task.resource),
        Integration::Function | Integration::Other => (TaskFamily::Function, "", task.resource),
    };
    TaskResource {
        family,
        resource,
        resource_type,
    }
}

/// Whether it is `lambda:invoke` in any pattern, which wraps what the function gets and returns.
pub(super) fn is_invocation(task: &Task) -> bool {
    match task.integration {
        Integration::Service {
            service, action, ..
        } => service == "lambda" && (action == "invoke" || action.starts_with("invoke.")),
        _ => false,
    }
}

/// What the function gets; moved out where nothing else holds it.
fn payload(parameters: Value) -> Value {
    let payload = match parameters {
        Value::Object(mut fields) => match Arc::get_mut(&mut fields) {
            Some(fields) => fields.remove("Payload"),
            None => fields.get("Payload").cloned(),
        },
        other => other.get("Payload").cloned(),
    };
    payload.unwrap_or_else(Value::object)
}

/// What the service makes of the function's output.
fn invoked(payload: Value) -> Value {
    let mut fields = Map::with_capacity(3);
    for (name, value) in [
        ("ExecutedVersion", Value::from("$LATEST")),
        ("Payload", payload),
        ("StatusCode", Value::from(200_u64)),
    ] {
        fields.push(Str::from_static(name), value);
    }
    Value::from(fields)
}
