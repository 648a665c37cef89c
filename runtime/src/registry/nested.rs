//! Starting executions of registered workflows.
use super::{
    Registry, Request,
    child::{Birth, Child, Death, Life, Waiting},
    describe::{self, Documents},
    machine_name,
    request::{Order, Wait},
};
use crate::{
    execution::{ExecutionError, ExecutionOptions, Status},
    host::{Call, Host},
    machine::{BoxFuture, Machine},
    stop::StopHandle,
    task::{TaskContext, TaskFailure},
    value::Value,
};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How many executions may wait for one another.
const MOST_DEEP: u32 = 100;

/// A host's registry, and the executions that Tasks have started there.
pub(crate) struct Nested {
    registry: Registry,
    /// By ARN: those that run, and those whose name was given.
    known: Mutex<BTreeMap<String, Known>>,
}

struct Known {
    birth: Arc<Birth>,
    /// While it runs.
    life: Option<Arc<Life>>,
    named: bool,
}

/// A host that children can live on.
pub(crate) trait Nursery: Host {
    /// How many executions wait for the one that runs here.
    fn depth(&self) -> u32;

    /// Lets it run beside everything else.
    fn nurse(&self, child: Child) -> Result<(), TaskFailure>;
}

impl Nested {
    pub(crate) fn new(registry: Registry) -> Nested {
        Nested {
            registry,
            known: Mutex::default(),
        }
    }

    /// The answer to a Task that starts an execution.
    pub(crate) fn answer<'a>(
        self: &'a Arc<Nested>,
        request: Request,
        nursery: &'a dyn Nursery,
        call: Call<'a>,
    ) -> BoxFuture<'a, Result<Value, TaskFailure>> {
        let Call { input, context, .. } = call;
        Box::pin(async move {
            let order = request.read(&input, nursery.uuid())?;
            let (birth, life) = self.start(&order, nursery, context)?;
            let api = request.api;
            let started = describe::started(api, &birth, order.id);
            if request.wait == Wait::No {
                return Ok(started);
            }
            context.submitted(started);
            let waiting = Waiting(life);
            let death = poll_fn(|cx| waiting.0.poll_end(cx)).await;
            ended(request, &birth, &death)
        })
    }

    fn start(
        self: &Arc<Nested>,
        order: &Order,
        nursery: &dyn Nursery,
        context: &TaskContext,
    ) -> Result<(Arc<Birth>, Arc<Life>), TaskFailure> {
        let Some(machine) = self.registry.get(&order.machine) else {
            let message = format!("State Machine Does Not Exist: '{}'", order.machine);
            return Err(order.refused("StateMachineDoesNotExist", &message));
        };
        let parent = context.info();
        let machine_name = machine_name(&order.machine);
        let name = order.name.clone().unwrap_or_else(|| nursery.uuid());
        let birth = Arc::new(Birth {
            id: parent.arn(&format!("execution:{machine_name}:{name}")),
            machine: parent.arn(&format!("stateMachine:{machine_name}")),
            machine_name: machine_name.to_owned(),
            name,
            state: context.state_name(),
            input: order.document.clone(),
            start: nursery.now(),
        });
        if let Some(known) = self.known().get(&birth.id) {
            return match &known.life {
                Some(life) if known.birth.input == birth.input => {
                    Ok((known.birth.clone(), life.clone()))
                }
                _ => {
                    let message = format!("Execution Already Exists: '{}'", birth.id);
                    Err(order.refused("ExecutionAlreadyExists", &message))
                }
            };
        }
        let child = self.bear(order, nursery, context, machine, &birth)?;
        let life = child.life.clone();
        let known = Known {
            birth: birth.clone(),
            life: Some(life.clone()),
            named: order.name.is_some(),
        };
        self.known().insert(birth.id.clone(), known);
        // One that is refused is dropped, and with it what is known of it, but for its name.
        nursery.nurse(child)?;
        Ok((birth, life))
    }

    fn bear(
        self: &Arc<Nested>,
        order: &Order,
        nursery: &dyn Nursery,
        context: &TaskContext,
        machine: &Arc<dyn Machine>,
        birth: &Arc<Birth>,
    ) -> Result<Child, TaskFailure> {
        // Who only starts a successor waits for nobody.
        let depth = match order.request.wait {
            Wait::No => 0,
            _ => nursery.depth() + 1,
        };
        if depth > MOST_DEEP {
            let message = format!(
                "'{}' was not started: {MOST_DEEP} executions wait for one another already",
                order.machine
            );
            return Err(order.refused("ExecutionLimitExceeded", &message));
        }
        let life = Arc::<Life>::default();
        let mut options = ExecutionOptions::clone(context.info().options());
        options.name = Some(Cow::Owned(birth.name.clone()));
        options.state_machine_name = Some(Cow::Owned(birth.machine_name.clone()));
        options.stop = Some(life.stop.clone());
        Ok(Child {
            machine: machine.clone(),
            options: Arc::new(options),
            birth: birth.clone(),
            life,
            nested: self.clone(),
            depth,
        })
    }

    /// The handle of a running child.
    pub(crate) fn stop_handle(&self, id: &str) -> Option<StopHandle> {
        let known = self.known();
        let life = known.get(id)?.life.as_ref()?;
        Some(life.stop.clone())
    }

    /// What has ended is forgotten, but for the name that was given to it.
    pub(super) fn ended(&self, id: &str) {
        let mut known = self.known();
        match known.get_mut(id) {
            Some(Known {
                named: true, life, ..
            }) => *life = None,
            Some(_) => {
                known.remove(id);
            }
            None => {}
        }
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The Task's result, once its child has ended.
fn ended(request: Request, birth: &Birth, death: &Death) -> Result<Value, TaskFailure> {
    let described = |documents| describe::ended(request.api, documents, birth, death);
    match (&death.result, request.wait) {
        (Ok(_), Wait::Json) => Ok(described(Documents::Json)),
        (Ok(_), _) | (Err(_), Wait::Whatever) => Ok(described(Documents::Text)),
        (Err(ExecutionError { status, .. }), _) => {
            debug_assert_ne!(*status, Status::Running);
            let cause = described(Documents::Text).to_string();
            Err(TaskFailure::new("States.TaskFailed", cause))
        }
    }
}
