//! Task tokens: how the outside answers a Task that waits for a callback.
use super::{Signals, TaskFailure};
use crate::{
    handler::TaskOutput,
    host::{Clock, entropy},
};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The token of a Task that waits for a callback (`$$.Task.Token`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskToken(Arc<str>);

impl TaskToken {
    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for TaskToken {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why an answer did not reach a Task, by AWS's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The token's Task waits no longer: it was answered already, timed out, failed, or its execution ended.
    TaskTimedOut,
    /// It has the form of a token, but none that this handle's host gave.
    TaskDoesNotExist,
    /// It is no token.
    InvalidToken,
}

impl TokenError {
    /// AWS's name for it, such as `TaskTimedOut`.
    pub fn name(self) -> &'static str {
        match self {
            TokenError::TaskTimedOut => "TaskTimedOut",
            TokenError::TaskDoesNotExist => "TaskDoesNotExist",
            TokenError::InvalidToken => "InvalidToken",
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self {
            TokenError::TaskTimedOut => {
                "the task waits no longer: it was answered already, timed out, failed or was cancelled"
            }
            TokenError::TaskDoesNotExist => {
                "no task has this token: it was given by another host, or before this one started"
            }
            TokenError::InvalidToken => "this is no task token: take the text of `TaskToken` whole",
        };
        write!(f, "{}: {why}", self.name())
    }
}

impl std::error::Error for TokenError {}

/// The handle through which callbacks come back. Clones are the same handle; any thread may use it.
#[derive(Clone)]
pub struct TaskTokens {
    waiting: Arc<Mutex<BTreeMap<TaskToken, Arc<Signals>>>>,
    clock: Arc<dyn Clock>,
    /// Of which tokens are made, so that nobody can guess one, and a token once given is known without keeping it.
    secret: [u64; 4],
    /// Shared by handles alone, so that they can be counted.
    handle: Arc<()>,
}

impl TaskTokens {
    /// A handle for a host; heartbeats are timed by `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> TaskTokens {
        TaskTokens::with_secret(clock, std::array::from_fn(|_| entropy()))
    }

    /// A handle whose tokens follow from the host's random numbers alone.
    pub(crate) fn with_secret(clock: Arc<dyn Clock>, secret: [u64; 4]) -> TaskTokens {
        TaskTokens {
            waiting: Arc::default(),
            clock,
            secret,
            handle: Arc::default(),
        }
    }

    /// The same for a host that is not counted among the handles.
    pub(crate) fn uncounted(&self) -> TaskTokens {
        TaskTokens {
            handle: Arc::default(),
            ..self.clone()
        }
    }

    /// The Task succeeded with this output (`SendTaskSuccess`). An answer that arrives before the handler has returned
    /// is kept.
    pub fn succeed(&self, token: &str, output: impl TaskOutput) -> Result<(), TokenError> {
        let signals = self.take(token)?;
        signals.settle(Ok(output.into_document()));
        Ok(())
    }

    /// The Task failed (`SendTaskFailure`); both texts may be left out.
    pub fn fail(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), TokenError> {
        let signals = self.take(token)?;
        signals.settle(Err(TaskFailure {
            error: error.map_or(Cow::Borrowed(""), |error| Cow::Owned(error.to_owned())),
            cause: cause.map(str::to_owned),
        }));
        Ok(())
    }

    /// The Task is still at work (`SendTaskHeartbeat`).
    pub fn heartbeat(&self, token: &str) -> Result<(), TokenError> {
        let now = self.clock.now();
        let waiting = self.waiting();
        match waiting.get(&TaskToken(token.into())) {
            Some(signals) => {
                signals.heartbeat(now);
                Ok(())
            }
            None => Err(self.missing(token)),
        }
    }

    /// The tokens that wait for an answer.
    pub fn open(&self) -> Vec<TaskToken> {
        self.waiting().keys().cloned().collect()
    }

    /// How many handles there are, this one included.
    pub(crate) fn handles(&self) -> usize {
        Arc::strong_count(&self.handle)
    }

    /// A token of its own for an attempt; `uuid` is one that the host has never given before.
    pub(crate) fn issue(&self, uuid: &str, signals: Arc<Signals>) -> Registered {
        let token = TaskToken(format!("{uuid}.{}", self.signature(uuid)).into());
        self.waiting().insert(token.clone(), signals);
        Registered {
            waiting: self.waiting.clone(),
            token,
        }
    }

    fn take(&self, token: &str) -> Result<Arc<Signals>, TokenError> {
        let signals = self.waiting().remove(&TaskToken(token.into()));
        signals.ok_or_else(|| self.missing(token))
    }

    /// Why nothing waits for it.
    fn missing(&self, token: &str) -> TokenError {
        match token.split_once('.') {
            Some((uuid, signature)) if signature == self.signature(uuid) => {
                TokenError::TaskTimedOut
            }
            Some((uuid, signature)) if is_hex(uuid, UUID) && is_hex(signature, SIGNATURE) => {
                TokenError::TaskDoesNotExist
            }
            _ => TokenError::InvalidToken,
        }
    }

    fn signature(&self, uuid: &str) -> String {
        let mut hash = Sha256::new();
        for word in self.secret {
            hash.update(word.to_le_bytes());
        }
        hash.update(uuid);
        let mut half = [0; SIGNATURE / 2];
        for (to, from) in half.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        format!("{:032x}", u128::from_be_bytes(half))
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<TaskToken, Arc<Signals>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TaskTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTokens")
            .field("open", &self.open())
            .finish()
    }
}

/// How many characters a token's parts have.
const UUID: usize = 36;
const SIGNATURE: usize = 32;

fn is_hex(text: &str, len: usize) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    text.len() == len && text.bytes().all(is_digit)
}

/// A token that is known until this is dropped, so that a cancelled attempt leaves nothing behind.
pub(crate) struct Registered {
    waiting: Arc<Mutex<BTreeMap<TaskToken, Arc<Signals>>>>,
    pub(crate) token: TaskToken,
}

impl Drop for Registered {
    fn drop(&mut self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&self.token);
    }
}
