//! One state, from its entry to its exit.
use super::{
    Cursor, Execution, Failure, Frame, Step,
    context::{View, Visit},
    retry::{Retries, catcher},
    trace,
};
use crate::{
    data,
    history::{EventKind, StateType},
    program::{Catcher, Choice, Fail, Kind, Literal, ResultPath, State, StateId, Template},
    value::Value,
};

impl Execution<'_> {
    pub(super) async fn visit(&self, frame: &Frame<'_>, cursor: Cursor) -> Result<Step, Failure> {
        let Cursor {
            state: id,
            document,
            step,
        } = cursor;
        let state = self.state(id);
        frame.position.enter(id);
        let entered = self.step(frame.position, || EventKind::StateEntered {
            state: state_type(&state.kind),
            name: state.name,
            input: document.clone(),
        });
        trace::entered(state);
        let visit = Visit {
            frame,
            state,
            entered,
            time: self.origin.is_some().then(|| self.host.now()),
            step,
        };
        visit.check_input(&document)?;
        let (output, next) = match &state.kind {
            Kind::Pass(result) => (self.pass(&visit, result.as_ref(), document)?, state.next),
            Kind::Choice(choice) => self.choice(&visit, choice, document)?,
            Kind::Wait(wait) => (self.wait(&visit, wait, document).await?, state.next),
            Kind::Succeed => {
                let view = View::new(self, &visit);
                let input = view.input(document)?;
                (view.output(input)?, None)
            }
            Kind::Fail(fail) => return Err(self.fail(&visit, fail, &document)),
            Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_) => {
                trace::within(trace::state(state), self.work(&visit, document)).await?
            }
        };
        self.step(frame.position, || EventKind::StateExited {
            state: state_type(&state.kind),
            name: state.name,
            output: output.clone(),
        });
        frame.position.exit();
        Ok(match next {
            None => Step::End(output),
            Some(next) => Step::Next(Cursor {
                state: next,
                document: output,
                step: step + 1,
            }),
        })
    }

    /// `Result` replaces what `Parameters` made.
    fn pass(
        &self,
        visit: &Visit<'_>,
        result: Option<&'static Literal>,
        document: Value,
    ) -> Result<Value, Failure> {
        let view = View::new(self, visit);
        let raw = match visit.state.result_path {
            ResultPath::Whole => Value::Null,
            _ => document.clone(),
        };
        let input = view.input(document)?;
        let input = view.parameters(input)?;
        let result = result.map_or(input, Value::from);
        view.finish(raw, result)
    }

    fn choice(
        &self,
        visit: &Visit<'_>,
        choice: &'static Choice,
        document: Value,
    ) -> Result<(Value, Option<StateId>), Failure> {
        let view = View::new(self, visit);
        let input = view.input(document)?;
        let next = data::choose(choice, &view.scope(&input)).map_err(|fault| visit.fail(fault))?;
        // The specification calls this States.NoChoiceMatched; AWS reports it so.
        let Some(next) = next else {
            return Err(visit.runtime(
                "Failed to transition out of the state. The state does not point to a next state."
                    .to_owned(),
            ));
        };
        Ok((view.output(input)?, Some(next)))
    }

    fn fail(&self, visit: &Visit<'_>, fail: &'static Fail, document: &Value) -> Failure {
        let view = View::new(self, visit);
        let text = |template: &'static Option<Template>, field: &str| {
            let Some(template) = template else {
                return Ok(None);
            };
            let found = data::template(template, &view.scope(document));
            let found = found.map_err(|fault| visit.fail(fault))?;
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
    async fn work(
        &self,
        visit: &Visit<'_>,
        document: Value,
    ) -> Result<(Value, Option<StateId>), Failure> {
        let state = visit.state;
        let has_retry = !state.retry.is_empty();
        let has_catch = state
            .catch
            .iter()
            .any(|catcher| !is_whole(&catcher.result_path));
        // What nothing reads again is not kept, so that a typed document can be moved into its handler.
        let mut raw = if has_retry || has_catch || !is_whole(&state.result_path) {
            document.clone()
        } else {
            Value::Null
        };
        let mut document = document;
        let mut retries = Retries::new(state.retry);
        loop {
            let attempt = retries.count();
            let result = self.attempt(visit, attempt, document).await;
            let has_result = result.is_ok();
            let output = result.and_then(|result| {
                let raw = if has_retry || has_catch {
                    raw.clone()
                } else {
                    std::mem::take(&mut raw)
                };
                visit.check_result(&result)?;
                let mut view = View::new(self, visit);
                view.retry = Some(attempt);
                view.finish(raw, result)
            });
            let failure = match output {
                Ok(output) => return Ok((output, state.next)),
                Err(failure) if failure.is_fatal() => return Err(failure),
                Err(failure) => failure,
            };
            if let Some(delay) = retries.next(&failure, self.host) {
                trace::retrying(&failure, delay);
                if !delay.is_zero() {
                    self.host.sleep(delay).await;
                }
                document = raw.clone();
                continue;
            }
            if !has_result {
                self.record_end(visit);
            }
            return match catcher(state.catch, &failure) {
                Some(catcher) => self.catch(visit, catcher, raw, &failure),
                None => Err(failure),
            };
        }
    }

    async fn attempt(
        &self,
        visit: &Visit<'_>,
        attempt: u64,
        document: Value,
    ) -> Result<Value, Failure> {
        match &visit.state.kind {
            Kind::Task(task) => self.task(visit, task, attempt, document).await,
            Kind::Parallel(regions) => self.parallel(visit, regions, attempt, document).await,
            Kind::Map(map) => self.map(visit, map, attempt, document).await,
            _ => Ok(document),
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

    #[allow(clippy::unused_self, reason = "reads like its siblings")]
    fn catch(
        &self,
        visit: &Visit<'_>,
        catcher: &'static Catcher,
        raw: Value,
        failure: &Failure,
    ) -> Result<(Value, Option<StateId>), Failure> {
        trace::caught(failure);
        let output = data::place(&catcher.result_path, raw, failure.error_output());
        let output = output.map_err(|fault| visit.fail(fault))?;
        Ok((output, Some(catcher.next)))
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

fn is_whole(path: &ResultPath) -> bool {
    matches!(path, ResultPath::Whole)
}

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
