//! An attempt of a Task that is more than a call and its answer: it has a token, or a limit, or a job that it waits for.
use super::{Ending, invoked, is_invocation, limits::Limits, resource};
use crate::{
    driver::{
        Execution, Failure,
        context::{View, Visit},
    },
    history::EventKind,
    host::{Answer, Begins, Call},
    machine::BoxFuture,
    program::{Count, Integration, Pattern, Task},
    task::{Registered, Signals, TaskContext, TaskContextParts, TaskFailure},
    value::Value,
};
use std::{
    future::poll_fn,
    sync::Arc,
    task::{Context, Poll},
};

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
    /// An attempt of any Task.
    pub(in crate::driver) fn task<'f>(
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
            token: registered.map(|registered| registered.token.clone()),
            signals: under_way.signals.clone(),
            ..self.handler_context(visit.frame, visit.state, visit.step, under_way.attempt)
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
}

fn seconds(
    view: &View<'_>,
    count: Option<&'static Count>,
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
