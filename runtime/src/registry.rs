//! Workflows that other workflows start.
mod child;
mod describe;
mod nested;
mod request;

pub(crate) use self::{
    child::{Birth, Child},
    nested::{Nested, Nursery},
    request::Request,
};

use crate::machine::Machine;
use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc};

/// Workflows by the names under which others start them (`arn:aws:states:::states:startExecution`, alone and with `.sync`,
/// `.sync:2` and `.waitForTaskToken`; `aws-sdk:sfn:startExecution` and `startSyncExecution`).
///
/// Given to a host ([`crate::InMemory::with_registry`], [`crate::test::TestRun::registry`]), it takes over every Task that
/// starts an execution: the Task's own handler is not called, though a mock still stands in for both. What such a Task gets
/// and gives, and how it fails, is AWS's. A Task that names a workflow which is not here fails with
/// `StepFunctions.StateMachineDoesNotExistException`. The handler has to be there all the same, for hosts without a
/// registry; it may be a method without parameters:
///
/// ```text
/// async fn publish(&self) -> Result<Value, Infallible> { Ok(Value::Null) }
/// ```
///
/// - A child runs on its parent's host, with its parent's account, region, role and limits, and with an id, a name and a
///   history of its own.
/// - A child that its parent waits for (`.sync`, `.sync:2`, `startSyncExecution`) is stopped where the parent is stopped
///   or dropped, or the Task times out. A child that is only started goes on whatever becomes of its parent.
/// - A workflow may start itself. Executions that wait for one another so nest at most a hundred deep; the next one is
///   refused with `StepFunctions.ExecutionLimitExceededException`. One that only starts its successor has no such limit.
/// - `Name`s are remembered as long as the host lives. The same name with the same input, while that execution runs, is
///   that execution; else it is `StepFunctions.ExecutionAlreadyExistsException`.
#[derive(Clone, Default)]
pub struct Registry(BTreeMap<Cow<'static, str>, Arc<dyn Machine>>);

impl Registry {
    /// A registry of nothing.
    pub fn new() -> Registry {
        Registry::default()
    }

    /// The same with one more workflow (an [`Arc`] of one will do), under the state machine's name or its whole ARN. A name
    /// stands for any account and region. What had the name before is replaced.
    #[must_use]
    pub fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        workflow: impl Machine + 'static,
    ) -> Registry {
        self.0.insert(name.into(), Arc::new(workflow));
        self
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// The workflow that an ARN means; versions and aliases of one are the same here.
    fn get(&self, arn: &str) -> Option<&Arc<dyn Machine>> {
        let name = machine_name(arn);
        let registered = |name| self.0.get(name);
        registered(arn)
            .or_else(|| registered(without_version(arn, name)))
            .or_else(|| registered(name))
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}

/// An ARN up to the end of the name in it.
fn without_version<'a>(arn: &'a str, name: &str) -> &'a str {
    match arn.split_once(":stateMachine:") {
        Some((before, _)) => &arn[..before.len() + ":stateMachine:".len() + name.len()],
        None => arn,
    }
}

/// `name` in `arn:aws:states:region:account:stateMachine:name:version`; what is no ARN is a name.
fn machine_name(arn: &str) -> &str {
    let name = arn.split_once(":stateMachine:").map_or(arn, |(_, it)| it);
    name.split_once(':').map_or(name, |(name, _)| name)
}
