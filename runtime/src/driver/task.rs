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
    machine::BoxFuture,
    program::{Integration, Pattern, Task, Template},
    task::{Info, Registered, Signals, TaskContext, TaskContextParts, TaskFailure},
    value::{Map, Str, Value},
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

/// An attempt that is more than a call and its answer.
struct UnderWay<'a> {
    task: &'static Task,
    attempt: u64,
    /// Of its timeout and its heartbeat.
    seconds: [Option<u64>; 2],
    limits: Limits<'a>,
    signals: Option<Arc<Signals>>,
    registered: Option<Registered>,
    /// Whether the answer is a handler's output, which the service would wrap.
    wraps: bool,
}

impl UnderWay<'_> {
    /// The outcome that comes by the token, if it comes in time.
    async fn answered(&mut self) -> Ending {
        let Some(signals) = &self.signals else {
            unreachable!("what waits for its token has signals");
        };
        let outcome = poll_fn(|cx| signals.poll_outcome(cx));
        self.limits.within(outcome).await
    }
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
            let context = TaskContext::new(TaskContextParts {
                info: Info::Made(self.info.clone()),
                state: visit.state.name,
                attempt,
                region: visit.frame.region_path(),
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

    /// An attempt of any Task.
    pub(super) fn task<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: Value,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        async move {
            let (mut under_way, parameters) = self.begin(visit, task, attempt, document)?;
            let ending = match pattern(task) {
                Pattern::WaitForTaskToken => {
                    // In a box that is gone before the Task waits for its token.
                    let ended = Box::pin(self.hand_on(visit, &mut under_way, parameters)).await;
                    match ended {
                        Some(ending) => *ending,
                        // The answer only says that the work was handed on.
                        None => under_way.answered().await,
                    }
                }
                _ => Box::pin(self.watch(visit, &mut under_way, parameters)).await?,
            };
            // A callback brings the result itself: what the service wrapped was its answer to the submission.
            let wraps = under_way.wraps && pattern(task) == Pattern::RequestResponse;
            self.settle(visit, resource(task), wraps, ending)
        }
    }

    /// What has to be known before anything is called, and what the Task is given.
    fn begin(
        &self,
        visit: &Visit<'_>,
        task: &'static Task,
        attempt: u64,
        document: Value,
    ) -> Result<(UnderWay<'_>, Value), Failure> {
        let is_activity = task.integration == Integration::Activity;
        let waits = pattern(task) != Pattern::RequestResponse;
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
        let under_way = UnderWay {
            task,
            attempt,
            limits: Limits::new(self.host, timeout, heartbeat, signals.clone()),
            seconds: [timeout, heartbeat],
            signals,
            registered,
            wraps: false,
        };
        Ok((under_way, parameters))
    }

    /// What the handler may know.
    fn context(&self, visit: &Visit<'_>, under_way: &UnderWay<'_>) -> TaskContext {
        let registered = under_way.registered.as_ref();
        TaskContext::new(TaskContextParts {
            info: Info::Made(self.info.clone()),
            clock: None,
            state: visit.state.name,
            attempt: under_way.attempt,
            region: visit.frame.region_path(),
            step: visit.step,
            token: registered.map(|registered| registered.token.clone()),
            signals: under_way.signals.clone(),
        })
    }

    /// Calls the handler.
    fn call<'c>(
        &'c self,
        visit: &Visit<'_>,
        under_way: &mut UnderWay<'_>,
        parameters: Value,
        context: &'c TaskContext,
        envelope: &'c mut Option<Value>,
    ) -> (BoxFuture<'c, Result<Value, TaskFailure>>, Begins) {
        let task = under_way.task;
        let input = self.unwrapped(task, parameters, envelope);
        let [timeout, heartbeat] = under_way.seconds;
        let Answer {
            future,
            raw,
            begins,
        } = self.host.call(Call {
            machine: self.machine,
            state: visit.state,
            task,
            input,
            envelope: envelope.as_ref(),
            limited: timeout.is_some() || heartbeat.is_some(),
            context,
        });
        under_way.wraps = is_invocation(task) && !raw;
        (future, begins)
    }

    fn submitted(&self, visit: &Visit<'_>, task: &'static Task, wraps: bool, output: Value) {
        self.step(visit.frame.position, || EventKind::TaskSubmitted {
            task: resource(task),
            output: if wraps { invoked(output) } else { output },
        });
    }

    /// Calls who will answer by the Task's token; how that ended, if the Task does not go on to wait for it.
    async fn hand_on(
        &self,
        visit: &Visit<'_>,
        under_way: &mut UnderWay<'_>,
        parameters: Value,
    ) -> Option<Box<Ending>> {
        let context = self.context(visit, under_way);
        let mut envelope = None;
        let (future, _) = self.call(visit, under_way, parameters, &context, &mut envelope);
        match under_way.limits.within(future).await {
            Ok(Ok(output)) => {
                self.submitted(visit, under_way.task, under_way.wraps, output);
                None
            }
            ending => Some(Box::new(ending)),
        }
    }

    /// Calls a handler and waits for its answer, or for whatever else may end the attempt.
    async fn watch<'x>(
        &'x self,
        visit: &Visit<'_>,
        under_way: &mut UnderWay<'x>,
        parameters: Value,
    ) -> Result<Ending, Failure> {
        let task = under_way.task;
        let context = self.context(visit, under_way);
        let mut envelope = None;
        let (mut future, begins) = self.call(visit, under_way, parameters, &context, &mut envelope);
        let UnderWay {
            limits,
            signals,
            wraps,
            seconds: [timeout, heartbeat],
            ..
        } = under_way;
        let is_activity = task.integration == Integration::Activity;
        if is_activity {
            let worker = match (begins, &*signals) {
                (Begins::WhenTaken, Some(signals)) => {
                    let worker = poll_fn(|cx| signals.poll_taken(cx)).await;
                    // Its time begins only now.
                    *limits = Limits::new(self.host, *timeout, *heartbeat, Some(signals.clone()));
                    Some(worker)
                }
                (Begins::Now(worker), _) => worker,
                (Begins::WhenTaken, None) => None,
            };
            self.begun(visit, task, worker)?;
        }
        Ok(match (pattern(task), &*signals) {
            (Pattern::RequestResponse, Some(signals)) if is_activity => {
                let work = poll_fn(|cx: &mut Context<'_>| match future.as_mut().poll(cx) {
                    Poll::Ready(answer) => Poll::Ready(answer),
                    Poll::Pending => signals.poll_outcome(cx),
                });
                limits.within(work).await
            }
            (Pattern::Sync, Some(signals)) => {
                let mut has_submitted = false;
                let ending = {
                    let job = poll_fn(|cx: &mut Context<'_>| {
                        let answer = future.as_mut().poll(cx);
                        if let Some(output) = signals.take_submitted() {
                            self.submitted(visit, task, *wraps, output);
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
                    self.submitted(visit, task, *wraps, Value::object());
                }
                ending
            }
            _ => limits.within(future).await,
        })
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
