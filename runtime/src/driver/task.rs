//! Task: one attempt, from its schedule to its result.
mod limits;

use self::limits::{Expired, Limits};
use super::{
    Execution, Failure,
    context::{View, Visit},
};
use crate::{
    history::{EventKind, TaskFamily, TaskResource},
    host::{Answer, Begins, Call},
    program::{Integration, Pattern, Task, Template},
    task::{Info, Signals, TaskContext, TaskContextParts, TaskFailure},
    value::{Map, Value},
};
use std::{
    future::poll_fn,
    sync::Arc,
    task::{Context, Poll},
};

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
    pub(super) async fn plain(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: Value,
    ) -> Result<Value, Failure> {
        let mut envelope = None;
        let input = self.handed_over(visit, task, attempt, document, &mut envelope)?;
        let context = TaskContext::new(TaskContextParts {
            info: Info::Made(self.info.clone()),
            state: visit.state.name,
            attempt,
            region: visit.frame.place(),
            step: visit.step,
            token: None,
            signals: None,
            clock: None,
        });
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
        let is_looked_at =
            self.recording || self.trial.is_some() || self.info.options().payload_limit.is_some();
        if let (true, false, Some(Template::Object(fields))) =
            (is_invocation(task), is_looked_at, &visit.state.parameters)
        {
            let payload = view.payload(fields, &input)?;
            self.scheduled(visit, task, &payload, [None, None]);
            self.begun(visit, task, None)?;
            return Ok(payload);
        }
        let parameters = view.parameters(input)?;
        self.scheduled(visit, task, &parameters, [None, None]);
        self.begun(visit, task, None)?;
        Ok(match (is_invocation(task), self.recording) {
            (false, _) => parameters,
            (true, true) => {
                let payload = payload(parameters.clone());
                *envelope = Some(parameters);
                payload
            }
            (true, false) => payload(parameters),
        })
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

    pub(super) async fn task(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: Value,
    ) -> Result<Value, Failure> {
        let here = visit.frame.position;
        let pattern = pattern(task);
        let resource = resource(task);
        let is_activity = resource.family == TaskFamily::Activity;
        let waits = pattern != Pattern::RequestResponse;
        let has_token = waits || is_activity;
        let signals = (has_token || task.heartbeat.is_some()).then(Arc::<Signals>::default);
        // Known from now on, and forgotten when this attempt ends in whatever way.
        let registered = signals.as_ref().filter(|_| has_token).map(|signals| {
            let tokens = self.host.tokens();
            tokens.issue(&self.host.uuid(), signals.clone())
        });
        let token = registered.as_ref().map(|registered| &registered.token);

        let view = View {
            retry: Some(attempt),
            // An activity's token is its worker's alone.
            token: token.filter(|_| waits),
            ..View::new(self, visit)
        };
        let input = view.input(document)?;
        let timeout = seconds(&view, task.timeout.as_ref(), "TimeoutSeconds", &input)?;
        let heartbeat = seconds(&view, task.heartbeat.as_ref(), "HeartbeatSeconds", &input)?;
        if let Some(credentials) = &task.credentials {
            // There is no role to take on here; what cannot be made fails as it does on AWS.
            view.made(credentials, &view.scope(&input))?;
        }
        let parameters = view.parameters(input)?;

        self.scheduled(visit, task, &parameters, [timeout, heartbeat]);
        if !is_activity {
            self.begun(visit, task, None)?;
        }

        let context = TaskContext::new(TaskContextParts {
            info: Info::Made(self.info.clone()),
            clock: None,
            state: visit.state.name,
            attempt,
            region: visit.frame.place(),
            step: visit.step,
            token: token.cloned(),
            signals: signals.clone(),
        });
        let (input, envelope) = match (is_invocation(task), self.recording) {
            (false, _) => (parameters, None),
            (true, true) => (payload(parameters.clone()), Some(parameters)),
            (true, false) => (payload(parameters), None),
        };
        let mut limits = Limits::new(self.host, timeout, heartbeat, signals.clone());
        let Answer {
            mut future,
            raw,
            begins,
        } = self.host.call(Call {
            machine: self.machine,
            state: visit.state,
            task,
            input,
            envelope: envelope.as_ref(),
            limited: timeout.is_some() || heartbeat.is_some(),
            context: &context,
        });
        let wraps = is_invocation(task) && !raw;
        let submitted = |output: Value| {
            self.step(here, || EventKind::TaskSubmitted {
                task: resource,
                output: if wraps { invoked(output) } else { output },
            });
        };
        if is_activity {
            let worker = match (begins, &signals) {
                (Begins::WhenTaken, Some(signals)) => {
                    let worker = poll_fn(|cx| signals.poll_taken(cx)).await;
                    // Its time begins only now.
                    limits = Limits::new(self.host, timeout, heartbeat, Some(signals.clone()));
                    Some(worker)
                }
                (Begins::Now(worker), _) => worker,
                (Begins::WhenTaken, None) => None,
            };
            self.begun(visit, task, worker)?;
        }
        let ending = match (pattern, &signals) {
            (Pattern::RequestResponse, Some(signals)) if is_activity => {
                let work = poll_fn(|cx: &mut Context<'_>| match future.as_mut().poll(cx) {
                    Poll::Ready(answer) => Poll::Ready(answer),
                    Poll::Pending => signals.poll_outcome(cx),
                });
                limits.within(work).await
            }
            (Pattern::WaitForTaskToken, Some(signals)) => {
                match limits.within(future).await {
                    // The answer only says that the work was handed on.
                    Ok(Ok(output)) => {
                        submitted(output);
                        limits.within(poll_fn(|cx| signals.poll_outcome(cx))).await
                    }
                    ending => ending,
                }
            }
            (Pattern::Sync, Some(signals)) => {
                let mut has_submitted = false;
                let ending = {
                    let job = poll_fn(|cx: &mut Context<'_>| {
                        let answer = future.as_mut().poll(cx);
                        if let Some(output) = signals.take_submitted() {
                            submitted(output);
                            has_submitted = true;
                        }
                        match answer {
                            Poll::Ready(answer) => Poll::Ready(answer),
                            // The job may also answer by its token.
                            Poll::Pending => signals.poll_outcome(cx),
                        }
                    });
                    limits.within(job).await
                };
                if let (Ok(Ok(_)), false) = (&ending, has_submitted) {
                    submitted(Value::object());
                }
                ending
            }
            _ => limits.within(future).await,
        };
        // A callback brings the result itself: what the service wrapped was its answer to the submission.
        let wraps = wraps && pattern == Pattern::RequestResponse;
        self.settle(visit, resource, wraps, ending)
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

fn seconds(
    view: &View<'_>,
    count: Option<&'static crate::program::Count>,
    field: &str,
    input: &Value,
) -> Result<Option<u64>, Failure> {
    count
        .map(|count| view.count(count, field, input))
        .transpose()
}

fn pattern(task: &Task) -> Pattern {
    match task.integration {
        Integration::Service { pattern, .. } => pattern,
        _ => Pattern::RequestResponse,
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
fn is_invocation(task: &Task) -> bool {
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
    fields.insert("ExecutedVersion", "$LATEST");
    fields.insert("Payload", payload);
    fields.insert("StatusCode", 200_u64);
    Value::from(fields)
}
