//! The host of tests: a virtual clock, mocks, and everything recorded.
use super::{
    TaskCall,
    children::Children,
    clock::{Handler, VirtualClock, Watch},
    family::Family,
    mock::{Act, Mock, Part, Reply},
};
use crate::{
    history::Event,
    host::{Answer, Begins, Call, Clock, Host, MapChild, Splitmix},
    machine::BoxFuture,
    objects::ObjectStore,
    registry::{Child, Nested, Nursery, Request},
    task::{TaskFailure, TaskToken, TaskTokens},
    value::Value,
};
use std::{
    collections::BTreeMap,
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

pub(super) struct TestHost {
    pub(super) virtual_clock: Arc<VirtualClock>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) tokens: TaskTokens,
    pub(super) random: Arc<Splitmix>,
    pub(super) mocks: BTreeMap<String, Mock>,
    pub(super) objects: Option<Arc<dyn ObjectStore>>,
    pub(super) log: Mutex<Log>,
    pub(super) family: Arc<Family>,
    pub(super) nested: Option<Arc<Nested>>,
    pub(super) depth: u32,
}

#[derive(Default)]
pub(super) struct Log {
    pub(super) history: Vec<Event>,
    pub(super) calls: Vec<TaskCall>,
    pub(super) children: Children,
    /// How many of them were each state's.
    numbers: BTreeMap<&'static str, usize>,
}

impl TestHost {
    pub(super) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn play<'a>(&'a self, part: Part, call: &Call<'a>) -> Answer<'a> {
        let Part {
            delay,
            worker,
            answer,
        } = part;
        let begins = match answer {
            Reply::Untaken => Begins::WhenTaken,
            _ => Begins::Now(worker),
        };
        let limited = call.limited;
        let (raw, reply): (bool, BoxFuture<'a, Result<Value, TaskFailure>>) = match answer {
            Reply::Output { value, raw } => (raw, Box::pin(async { Ok(value) })),
            Reply::Result(value) if waits_for_callback(call) => {
                let acts = vec![(Duration::ZERO, Act::Succeed(value))];
                (true, self.submit(Value::object(), acts, call))
            }
            Reply::Result(value) => (true, Box::pin(async { Ok(value) })),
            Reply::Failure(failure) => (false, Box::pin(async { Err(failure) })),
            Reply::Timeout if !limited => (
                false,
                Box::pin(async { Err(TaskFailure::named("States.Timeout")) }),
            ),
            Reply::Timeout | Reply::Silence | Reply::Untaken => (false, Box::pin(pending())),
            Reply::Submission { value, raw, acts } => (raw, self.submit(value, acts, call)),
        };
        let future = if delay.is_zero() {
            reply
        } else {
            let sleep = self.clock.sleep(delay);
            Box::pin(async {
                sleep.await;
                reply.await
            })
        };
        Answer {
            future,
            raw,
            begins,
        }
    }

    fn submit<'a>(
        &'a self,
        value: Value,
        acts: Vec<(Duration, Act)>,
        call: &Call<'a>,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        let context = call.context;
        let Some(token) = context.token().cloned() else {
            panic!(
                "state `{}` waits for no callback or job, so that its mock cannot submit one",
                call.state.name
            );
        };
        let is_job = !waits_for_callback(call);
        Box::pin(async move {
            for (time, act) in acts {
                let (tokens, token) = (self.tokens.clone(), token.clone());
                let act = move || perform(&tokens, &token, act);
                self.virtual_clock.schedule(time, act);
            }
            if is_job {
                // A job's handler answers when the job is done; here its token does.
                context.submitted(value);
                return pending().await;
            }
            Ok(value)
        })
    }
}

fn waits_for_callback(call: &Call<'_>) -> bool {
    call.task.resource.ends_with(".waitForTaskToken")
}

/// A token that is no longer known has had its answer.
fn perform(tokens: &TaskTokens, token: &TaskToken, act: Act) {
    let _ = match act {
        Act::Succeed(output) => tokens.succeed(token, output),
        Act::Fail(error, cause) => tokens.fail(token, error.as_deref(), cause.as_deref()),
        Act::Heartbeat => tokens.heartbeat(token),
    };
}

impl Host for TestHost {
    fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    fn random(&self) -> u64 {
        self.random.next()
    }

    fn tokens(&self) -> &TaskTokens {
        &self.tokens
    }

    fn call<'a>(&'a self, call: Call<'a>) -> Answer<'a> {
        let state = call.state.name;
        let attempt = call.context.attempt();
        let number = {
            let mut log = self.log();
            let next = log.numbers.entry(state).or_default();
            let number = *next;
            *next += 1;
            log.calls.push(TaskCall {
                state,
                attempt,
                input: call.input.clone(),
                parameters: call.parameters().clone(),
                token: call.context.token().cloned(),
                time: self.clock.now(),
            });
            number
        };
        if let Some(mock) = self.mocks.get(state) {
            let part = mock.part(state, number, call.parameters(), attempt);
            return self.play(part, &call);
        }
        if let Some(nested) = &self.nested
            && let Some(request) = Request::of(call.task)
        {
            return Answer {
                future: nested.answer(request, self, call),
                raw: true,
                begins: Begins::Now(None),
            };
        }
        let handler = Handler::begin(self.virtual_clock.clone());
        let watch: Watch = handler.watch();
        let context = call.context.with_clock(Arc::new(watch));
        let Call {
            machine,
            task,
            input,
            ..
        } = call;
        Answer {
            future: Box::pin(async move {
                let answer = machine.call(task.handler, input, &context).await;
                drop(handler);
                answer
            }),
            raw: false,
            begins: Begins::Now(None),
        }
    }

    fn recording(&self) -> bool {
        true
    }

    fn record(&self, event: Event) {
        self.log().history.push(event);
    }

    fn recording_children(&self) -> bool {
        true
    }

    fn record_child(&self, child: &MapChild, event: Event) {
        self.log().children.record(child, event);
    }

    fn objects(&self) -> Option<&dyn ObjectStore> {
        self.objects.as_deref()
    }
}

impl Nursery for TestHost {
    fn depth(&self) -> u32 {
        self.depth
    }

    fn nurse(&self, child: Child) -> Result<(), TaskFailure> {
        let host = Arc::new(TestHost {
            virtual_clock: self.virtual_clock.clone(),
            clock: self.clock.clone(),
            tokens: self.tokens.uncounted(),
            random: self.random.clone(),
            mocks: self.family.mocks(child.birth()),
            objects: self.objects.clone(),
            log: Mutex::default(),
            family: self.family.clone(),
            nested: self.nested.clone(),
            depth: child.depth(),
        });
        self.family.adopt(child, host)
    }
}
