//! One state, from its entry to its exit.
use super::{
    Cursor, Execution, Failure, Frame,
    context::{View, Visit},
    holding::Holding,
    retry::{Retries, catcher},
    task::is_plain,
    trace,
    variables::Assigned,
};
use crate::{
    data::{self, Scope},
    history::{EventKind, StateType},
    machine::BoxFuture,
    program::{
        Catcher, Choice, Fail, Kind, Literal, QueryLanguage, ResultPath, Select, State, StateId,
        Task, Template,
    },
    value::Value,
};
use std::{
    future::{Future, ready},
    pin::pin,
};

/// How a state that works is attempted.
trait Attempts: Copy + Send + Sync {
    /// Takes the document.
    fn next<'f>(
        self,
        execution: &'f Execution<'_>,
        visit: &'f Visit<'_>,
        attempt: u64,
        document: &'f mut Value,
    ) -> impl Future<Output = Result<Value, Failure>> + Send;
}

/// A Task that is a call and its answer.
#[derive(Clone, Copy)]
struct Plain(&'static Task);

/// Whatever it is.
#[derive(Clone, Copy)]
struct Any;

impl Attempts for Plain {
    fn next<'f>(
        self,
        execution: &'f Execution<'_>,
        visit: &'f Visit<'_>,
        attempt: u64,
        document: &'f mut Value,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        execution.plain(visit, self.0, attempt, document)
    }
}

impl Attempts for Any {
    fn next<'f>(
        self,
        execution: &'f Execution<'_>,
        visit: &'f Visit<'_>,
        attempt: u64,
        document: &'f mut Value,
    ) -> impl Future<Output = Result<Value, Failure>> + Send {
        execution.attempt(visit, attempt, std::mem::take(document))
    }
}

/// How a state ends well.
pub(super) struct Exit {
    pub(super) output: Value,
    pub(super) assigned: Assigned,
    pub(super) next: Option<StateId>,
}

impl Exit {
    pub(super) fn to(next: Option<StateId>, (output, assigned): (Value, Assigned)) -> Exit {
        Exit {
            output,
            assigned,
            next,
        }
    }
}

impl Execution<'_> {
    /// One state, from its entry to its exit: the region's output where it ends there, else the cursor stands at the next.
    pub(super) fn visit<'f, H: Holding>(
        &'f self,
        frame: &'f Frame<'_>,
        cursor: &'f mut Cursor,
    ) -> impl Future<Output = Result<Option<Value>, Failure>> + Send {
        async move {
            let (visit, mut document) = self.enter(frame, cursor)?;
            let state = visit.state;
            let exit = match &state.kind {
                Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
                    let span = trace::state(state);
                    // Two functions of one form: what a plain attempt has room for, the others do not need.
                    match &state.kind {
                        Kind::Task(task) if is_plain(task) => {
                            let work = self.work(&visit, &mut document, Plain(task));
                            span.around(pin!(H::hold(work))).await?
                        }
                        _ => {
                            let work = self.work(&visit, &mut document, Any);
                            span.around(pin!(H::hold(work))).await?
                        }
                    }
                }
                Kind::Wait(wait) => {
                    let left = self.wait(&visit, wait, &mut document).await?;
                    Exit::to(state.next, left)
                }
                _ => self.steer(&visit, document)?,
            };
            Ok(self.leave(frame, cursor, exit))
        }
    }

    /// The same for a state that neither calls nor waits.
    pub(super) fn pass_through(
        &self,
        frame: &Frame<'_>,
        cursor: &mut Cursor,
    ) -> Result<Option<Value>, Failure> {
        let (visit, document) = self.enter(frame, cursor)?;
        let exit = self.steer(&visit, document)?;
        Ok(self.leave(frame, cursor, exit))
    }

    /// Takes the document out of the cursor.
    #[inline]
    fn enter<'v>(
        &self,
        frame: &'v Frame<'_>,
        cursor: &'v mut Cursor,
    ) -> Result<(Visit<'v>, Value), Failure> {
        let document = std::mem::take(&mut cursor.document);
        let state = self.state(cursor.state);
        frame.position.enter(cursor.state);
        let before = frame.position.last();
        let entered = self.step(frame.position, || EventKind::StateEntered {
            state: state_type(&state.kind),
            name: state.name,
            input: document.clone(),
        });
        self.check_history()?;
        trace::entered(state);
        let visit = Visit {
            frame,
            state,
            entered,
            before,
            time: state.reads_context.then(|| self.host.now()),
            step: cursor.step,
            variables: &cursor.variables,
        };
        visit.check_input(&document)?;
        Ok((visit, document))
    }

    /// Puts what the state leaves into the cursor, or gives it out where the region ends.
    #[inline]
    pub(super) fn leave(
        &self,
        frame: &Frame<'_>,
        cursor: &mut Cursor,
        exit: Exit,
    ) -> Option<Value> {
        let Exit {
            output,
            assigned,
            next,
        } = exit;
        let state = self.state(cursor.state);
        self.step(frame.position, || EventKind::StateExited {
            state: state_type(&state.kind),
            name: state.name,
            output: output.clone(),
            assigned: assigned.clone(),
        });
        frame.position.exit();
        let Some(next) = next else {
            return Some(output);
        };
        cursor.state = next;
        cursor.document = output;
        cursor.step += 1;
        cursor.variables.assign(assigned);
        None
    }

    /// A state that calls nothing and waits for nothing.
    #[inline]
    pub(super) fn steer(&self, visit: &Visit<'_>, document: Value) -> Result<Exit, Failure> {
        let state = visit.state;
        Ok(match &state.kind {
            Kind::Pass(result) => {
                Exit::to(state.next, self.pass(visit, result.as_ref(), document)?)
            }
            Kind::Choice(choice) => self.choice(visit, choice, document)?,
            Kind::Fail(fail) => return Err(self.fail(visit, fail, &document)),
            Kind::Succeed | Kind::Wait(_) | Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
                let view = View::new(self, visit);
                let input = view.input(document)?;
                Exit::to(None, view.pass_on(state.output.as_ref(), &[], input)?)
            }
        })
    }

    /// `Result` replaces what `Parameters` made.
    #[inline]
    fn pass(
        &self,
        visit: &Visit<'_>,
        result: Option<&'static Literal>,
        document: Value,
    ) -> Result<(Value, Assigned), Failure> {
        let view = View::new(self, visit);
        if visit.state.language == QueryLanguage::Jsonata {
            return view.pass_on(visit.state.output.as_ref(), visit.state.assign, document);
        }
        // A payload goes out into the document that it was made of.
        if let (None, ResultPath::At(_), Some(template), Select::Whole) = (
            result,
            &visit.state.result_path,
            &visit.state.parameters,
            &visit.state.input_path,
        ) {
            view.saw_input(&document);
            let made = view.made(template, &view.scope(&document))?;
            view.saw_parameters(&made);
            let mut raw = document;
            return view.finish(&mut raw, made);
        }
        let mut raw = match visit.state.result_path {
            ResultPath::Whole => Value::Null,
            _ => document.clone(),
        };
        let input = view.input(document)?;
        let input = view.parameters(input)?;
        let result = match result {
            Some(result) => view.replaced(Value::from(result)),
            None => input,
        };
        view.finish(&mut raw, result)
    }

    #[inline]
    fn choice(
        &self,
        visit: &Visit<'_>,
        choice: &'static Choice,
        document: Value,
    ) -> Result<Exit, Failure> {
        let view = View::new(self, visit);
        let input = view.input(document)?;
        let rule = data::choose(choice, &view.scope(&input)).map_err(|fault| view.fail(fault))?;
        if let Some(rule) = rule {
            let left = view.pass_on(rule.output.as_ref(), rule.assign, input)?;
            return Ok(Exit::to(Some(rule.next), left));
        }
        // The specification calls this States.NoChoiceMatched; AWS reports it so.
        let Some(next) = choice.default else {
            return Err(visit.runtime(
                "Failed to transition out of the state. The state does not point to a next state."
                    .to_owned(),
            ));
        };
        let left = view.pass_on(visit.state.output.as_ref(), visit.state.assign, input)?;
        Ok(Exit::to(Some(next), left))
    }

    fn fail(&self, visit: &Visit<'_>, fail: &'static Fail, document: &Value) -> Failure {
        let view = View::new(self, visit);
        view.saw_input(document);
        let text = |template: &'static Option<Template>, field: &str| {
            let Some(template) = template else {
                return Ok(None);
            };
            let scope = view.scope(document);
            if let Template::Expression(expression) = template {
                let text = data::text(expression, &scope);
                return text.map(Some).map_err(|fault| view.fail(fault));
            }
            let found = match template {
                Template::Path(path) => data::in_field(path, &format!("{field}Path"), &scope)
                    .map_err(|fault| view.fail(fault))?,
                template => view.made(template, &scope)?,
            };
            match found.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => Err(visit.runtime(format!(
                    "The {field}Path field must refer to a string, but it refers to {found}"
                ))),
            }
        };
        let parts =
            text(&fail.error, "Error").and_then(|error| Ok((error, text(&fail.cause, "Cause")?)));
        match parts {
            Ok((error, cause)) => Failure::new(visit.state.name, error.unwrap_or_default(), cause),
            Err(failure) => failure,
        }
    }

    /// A Task, Parallel or Map: its attempts, until one succeeds or nothing retries or catches the failure.
    fn work<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        document: &'f mut Value,
        attempts: impl Attempts + 'f,
    ) -> impl Future<Output = Result<Exit, Failure>> + Send {
        async move {
            let state = visit.state;
            let has_retry = !state.retry.is_empty();
            let has_catch = state.catch.iter().any(reads_raw);
            let is_jsonata = state.language == QueryLanguage::Jsonata;
            let leaves_raw = !is_whole(&state.result_path)
                || is_jsonata && (state.output.is_some() || !state.assign.is_empty());
            // What nothing reads again is not kept, so that a typed document can be moved into its handler.
            let mut raw = if has_retry || has_catch || leaves_raw {
                document.clone()
            } else {
                Value::Null
            };
            let mut retries = Retries::new(state.retry);
            loop {
                let attempt = retries.count();
                let result = attempts.next(self, visit, attempt, document).await;
                let has_result = result.is_ok();
                let output = result.and_then(|result| {
                    visit.check_result(&result)?;
                    let mut view = View::new(self, visit);
                    view.retry = Some(attempt);
                    view.finish(&mut raw, result)
                });
                let failure = match output {
                    Ok(left) => return Ok(Exit::to(state.next, left)),
                    Err(failure) if failure.is_fatal() => return Err(failure),
                    Err(failure) => failure,
                };
                if let Some(delay) = retries.next(&failure, self.host) {
                    trace::retrying(&failure, delay);
                    if !delay.is_zero() {
                        self.host.sleep(delay).await;
                    }
                    *document = raw.clone();
                    continue;
                }
                if !has_result {
                    self.record_end(visit);
                }
                return match catcher(state.catch, &failure) {
                    Some(catcher) => self.catch(visit, attempt, catcher, raw, &failure),
                    None => Err(failure),
                };
            }
        }
    }

    /// One attempt of a state that works, in a box of its own: what a region waits for is not to make its future larger.
    pub(super) fn attempt<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        attempt: u64,
        document: Value,
    ) -> BoxFuture<'f, Result<Value, Failure>> {
        match &visit.state.kind {
            Kind::Task(task) => Box::pin(self.task(visit, task, attempt, document)),
            Kind::Parallel(regions) => self.parallel(visit, regions, attempt, document),
            Kind::Map(map) => self.map(visit, map, attempt, document),
            _ => Box::pin(ready(Ok(document))),
        }
    }

    /// That nothing retries a Parallel or Map any more.
    fn record_end(&self, visit: &Visit<'_>) {
        let event = match &visit.state.kind {
            Kind::Parallel(_) => EventKind::ParallelStateFailed,
            Kind::Map(_) => EventKind::MapStateFailed,
            _ => return,
        };
        self.step(visit.frame.position, || event);
    }

    /// The catcher sees the context object of the attempt that failed last.
    pub(super) fn catch(
        &self,
        visit: &Visit<'_>,
        attempt: u64,
        catcher: &'static Catcher,
        raw: Value,
        failure: &Failure,
    ) -> Result<Exit, Failure> {
        trace::caught(failure);
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let error = failure.error_output();
        let left = if visit.state.language == QueryLanguage::Jsonata {
            let scope = Scope {
                error_output: Some(&error),
                ..view.scope(&raw)
            };
            let (output, assigned) = view.left(catcher.output.as_ref(), catcher.assign, &scope)?;
            (output.unwrap_or(error), assigned)
        } else {
            let assigned = view.assigned(catcher.assign, &view.scope(&error))?;
            let mut output = raw;
            data::place(&catcher.result_path, &mut output, error)
                .map_err(|fault| view.fail(fault))?;
            (output, assigned)
        };
        Ok(Exit::to(Some(catcher.next), left))
    }

    /// The event that a region was cut off in a state that had begun something. The branch that failed itself ends so
    /// too, if it failed in a Task.
    pub(super) fn abort(&self, position: &super::context::Position, failed: bool) {
        let Some(id) = position.state() else {
            return;
        };
        let State { kind, name, .. } = self.state(id);
        let state = state_type(kind);
        let has_event = match state {
            StateType::Task | StateType::Wait => true,
            StateType::Parallel | StateType::Map => !failed,
            _ => false,
        };
        if has_event {
            self.emit(position.last(), || EventKind::StateAborted { state, name });
        }
    }
}

/// Whether a catcher reads the state's input.
pub(super) fn reads_raw(catcher: &Catcher) -> bool {
    !is_whole(&catcher.result_path) || catcher.output.is_some() || !catcher.assign.is_empty()
}

#[inline]
fn is_whole(path: &ResultPath) -> bool {
    matches!(path, ResultPath::Whole)
}

#[inline]
fn state_type(kind: &Kind) -> StateType {
    match kind {
        Kind::Pass(_) => StateType::Pass,
        Kind::Task(_) => StateType::Task,
        Kind::Choice(_) => StateType::Choice,
        Kind::Wait(_) => StateType::Wait,
        Kind::Succeed => StateType::Succeed,
        Kind::Fail(_) => StateType::Fail,
        Kind::Parallel(_) => StateType::Parallel,
        Kind::Map(_) => StateType::Map,
    }
}
