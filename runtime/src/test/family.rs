//! The executions that a test's execution starts.
use super::{host::TestHost, mock::Mock};
use crate::{
    execution::{ChildExecution, ExecutionError, Status},
    machine::BoxFuture,
    registry::{Birth, Child},
    task::TaskFailure,
    value::Value,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Workflows that start themselves without an end must not keep a test for ever.
const MOST: usize = 1_000;

/// All of them, and their children.
pub(super) struct Family {
    /// By state machine and state.
    mocks: BTreeMap<String, BTreeMap<String, Mock>>,
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
    known: Vec<Arc<Member>>,
    /// Those that have not been polled yet.
    newborn: Vec<BoxFuture<'static, ()>>,
}

struct Member {
    birth: Arc<Birth>,
    host: Arc<TestHost>,
    result: Mutex<Option<Result<Value, ExecutionError>>>,
}

impl Family {
    pub(super) fn new(mocks: BTreeMap<String, BTreeMap<String, Mock>>) -> Family {
        Family {
            mocks,
            members: Mutex::default(),
        }
    }

    pub(super) fn mocks(&self, birth: &Birth) -> BTreeMap<String, Mock> {
        let mocks = self.mocks.get(&birth.machine_name);
        mocks.cloned().unwrap_or_default()
    }

    pub(super) fn adopt(&self, child: Child, host: Arc<TestHost>) -> Result<(), TaskFailure> {
        let mut members = self.members();
        if members.known.len() == MOST {
            return Err(TaskFailure::new(
                "StepFunctions.ExecutionLimitExceededException",
                format!("A test run starts {MOST} executions at most; this would be one more."),
            ));
        }
        let member = Arc::new(Member {
            birth: child.birth().clone(),
            host,
            result: Mutex::default(),
        });
        members.known.push(member.clone());
        members.newborn.push(Box::pin(async move {
            let result = child.live(&*member.host).await;
            *member.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }));
        Ok(())
    }

    pub(super) fn newborn(&self) -> Vec<BoxFuture<'static, ()>> {
        std::mem::take(&mut self.members().newborn)
    }

    /// What became of them. Each holds its host and its host this family, so that somebody has to let go.
    pub(super) fn disband(&self) -> Vec<ChildExecution> {
        let known = std::mem::take(&mut self.members().known);
        let records = known.iter().flat_map(|member| {
            let maps = member.host.log().children.take();
            std::iter::once(member.record()).chain(maps)
        });
        records.collect()
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    fn record(&self) -> ChildExecution {
        let result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        let (status, output, error, cause) = match result.as_ref() {
            None => (Status::Running, None, None, None),
            Some(Ok(output)) => (Status::Succeeded, Some(output.clone()), None, None),
            Some(Err(error)) => {
                let name = (!error.error.is_empty()).then(|| error.error.clone());
                (error.status, None, name, error.cause.clone())
            }
        };
        let birth = &self.birth;
        ChildExecution {
            id: birth.id.clone(),
            name: birth.name.clone(),
            state_machine: birth.machine.clone(),
            started_by: birth.state,
            map_run: None,
            status,
            input: birth.input.clone(),
            output,
            error,
            cause,
            history: std::mem::take(&mut self.host.log().history),
        }
    }
}
