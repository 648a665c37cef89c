//! What stands in for a Task's handler.
use crate::{handler::TaskOutput, task::TaskFailure, value::Value};
use std::{borrow::Cow, sync::Arc, time::Duration};

/// Stands in for the handler of a Task. Unless it is a [`Mock::sequence`], it answers every call.
#[derive(Clone)]
pub struct Mock(Script);

#[derive(Clone)]
enum Script {
    Plays(Part),
    Sequence(Arc<[Mock]>),
    Asks(Decide),
    Numbered(Number),
}

type Number = Arc<dyn Fn(usize) -> Mock + Send + Sync>;
type Decide = Arc<dyn Fn(&Value, u64) -> Mock + Send + Sync>;

/// What one call comes to.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) delay: Duration,
    /// Of an activity's Task.
    pub(super) worker: Option<String>,
    pub(super) answer: Reply,
}

#[derive(Clone)]
pub(super) enum Reply {
    Output {
        value: Value,
        raw: bool,
    },
    /// What the Task comes to, whatever it waits for.
    Result(Value),
    Failure(TaskFailure),
    Timeout,
    Silence,
    /// No worker takes it.
    Untaken,
    Submission {
        value: Value,
        raw: bool,
        acts: Vec<(Duration, Act)>,
    },
}

/// What a callback does with the token.
#[derive(Clone)]
pub(super) enum Act {
    Succeed(Value),
    Fail(Option<String>, Option<String>),
    Heartbeat,
}

impl Mock {
    /// The handler's output, wrapped as its service would (`lambda:invoke`).
    pub fn returns(output: impl TaskOutput) -> Mock {
        Mock::plays(Reply::Output {
            value: output.into_document(),
            raw: false,
        })
    }

    /// The service's whole answer, as recorded.
    pub fn returns_raw(answer: impl TaskOutput) -> Mock {
        Mock::plays(Reply::Output {
            value: answer.into_document(),
            raw: true,
        })
    }

    /// A failure with a cause.
    pub fn fails(error: impl Into<Cow<'static, str>>, cause: impl Into<String>) -> Mock {
        Mock::plays(Reply::Failure(TaskFailure::new(error, cause)))
    }

    /// A failure as a handler would return it.
    pub fn fails_with(failure: TaskFailure) -> Mock {
        Mock::plays(Reply::Failure(failure))
    }

    /// Does not answer in time: the state's own limits pass, or, where it has none, `States.Timeout` is reported at
    /// once.
    pub fn times_out() -> Mock {
        Mock::plays(Reply::Timeout)
    }

    /// Never answers.
    pub fn hangs() -> Mock {
        Mock::plays(Reply::Silence)
    }

    /// Takes the work of a Task that waits for a callback, a job or an activity's worker, and does nothing more, unless told what follows.
    pub fn submits(output: impl TaskOutput) -> Mock {
        Mock::plays(Reply::Submission {
            value: output.into_document(),
            raw: false,
            acts: Vec::new(),
        })
    }

    /// [`Mock::submits`] with the service's whole answer, as recorded.
    pub fn submits_raw(answer: impl TaskOutput) -> Mock {
        Mock::plays(Reply::Submission {
            value: answer.into_document(),
            raw: true,
            acts: Vec::new(),
        })
    }

    /// After [`Mock::submits`]: succeeds this long after the submission.
    #[must_use]
    pub fn then_succeeds_after(self, time: Duration, output: impl TaskOutput) -> Mock {
        self.then(time, Act::Succeed(output.into_document()))
    }

    /// After [`Mock::submits`]: fails this long after the submission.
    #[must_use]
    pub fn then_fails_after(
        self,
        time: Duration,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Mock {
        let act = Act::Fail(error.map(str::to_owned), cause.map(str::to_owned));
        self.then(time, act)
    }

    /// After [`Mock::submits`]: sends so many heartbeats, one each time `every` has passed since the submission.
    #[must_use]
    pub fn then_heartbeats_every(mut self, every: Duration, times: u32) -> Mock {
        for time in 1..=times {
            self = self.then(every.saturating_mul(time), Act::Heartbeat);
        }
        self
    }

    /// An activity's Task that no worker takes: its limits do not begin.
    pub fn is_not_taken() -> Mock {
        Mock::plays(Reply::Untaken)
    }

    /// The same, done by an activity's worker of that name.
    #[must_use]
    pub fn by_worker(mut self, name: impl Into<String>) -> Mock {
        if let Script::Plays(part) = &mut self.0 {
            part.worker = Some(name.into());
        }
        self
    }

    /// The same, this much later.
    #[must_use]
    pub fn after(mut self, time: Duration) -> Mock {
        if let Script::Plays(part) = &mut self.0 {
            part.delay += time;
        }
        self
    }

    /// One for each call of the state, in the order of the calls: a retry is a call, and so is the next round of a
    /// loop. A call beyond the last panics and names the state.
    pub fn sequence(mocks: impl IntoIterator<Item = Mock>) -> Mock {
        Mock(Script::Sequence(mocks.into_iter().collect()))
    }

    /// Decided by each call's input (what the service would get) and attempt (0 in the first).
    pub fn by(decide: impl Fn(&Value, u64) -> Mock + Send + Sync + 'static) -> Mock {
        Mock(Script::Asks(Arc::new(decide)))
    }

    /// The result of the Task itself: of a job when it is done, of a callback when it comes.
    pub(super) fn results_in(result: Value) -> Mock {
        Mock::plays(Reply::Result(result))
    }

    /// Decided by the number of the state's call in the execution, from 0.
    pub(super) fn numbered(decide: impl Fn(usize) -> Mock + Send + Sync + 'static) -> Mock {
        Mock(Script::Numbered(Arc::new(decide)))
    }

    fn plays(answer: Reply) -> Mock {
        Mock(Script::Plays(Part {
            delay: Duration::ZERO,
            worker: None,
            answer,
        }))
    }

    fn then(mut self, time: Duration, act: Act) -> Mock {
        match &mut self.0 {
            Script::Plays(Part {
                answer: Reply::Submission { acts, .. },
                ..
            }) => acts.push((time, act)),
            _ => {
                panic!("only what a mock submits can be answered later: start with `Mock::submits`")
            }
        }
        self
    }

    /// The part for the `number`-th call of a state, from 0.
    pub(super) fn part(&self, state: &str, number: usize, input: &Value, attempt: u64) -> Part {
        match &self.0 {
            Script::Plays(part) => part.clone(),
            Script::Asks(decide) => decide(input, attempt).part(state, number, input, attempt),
            Script::Numbered(decide) => decide(number).part(state, number, input, attempt),
            Script::Sequence(mocks) => match mocks.get(number) {
                Some(mock) => mock.part(state, number, input, attempt),
                None => panic!(
                    "state `{state}` is called {} times, but its mocks are a sequence of {}",
                    number + 1,
                    mocks.len()
                ),
            },
        }
    }
}
