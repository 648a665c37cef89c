//! What goes wrong in one world: a Fail, and the catchers of other states.

use super::super::fact::Fact;
use super::super::kinds::Kinds;
use super::super::obligation::Wanted;
use super::super::scope::{Record, Scope};
use super::super::walk::Walk;
use super::super::world::World;
use super::{Exit, Step, assigned, to};
use crate::ir::{Catcher, Fail, Integration, Json, Kind, Pattern, Query, State, StateId, Text};

impl Step<'_> {
    pub(super) fn fail(&self, fail: &Fail, record: &mut Record<'_>) {
        let scope = self.scope(self.world, &self.world.document);
        let wanted = Wanted::any_of(Kinds::STRING);
        for (text, role) in [
            (&fail.error, "the error's name"),
            (&fail.cause, "the error's cause"),
        ] {
            match text {
                Some(Text::Query(Query::Path(path))) => {
                    scope.read_as(path, role, wanted, record);
                }
                Some(Text::Query(Query::Call(call))) => {
                    scope.call(call, record);
                }
                Some(Text::Query(Query::Expression(expression))) => {
                    scope.expression_as(expression, role, wanted, record);
                }
                Some(Text::Literal(_)) | None => {}
            }
        }
    }

    /// The ways that catchers take.
    pub(super) fn caught(&self, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let mut exits = Vec::new();
        for catcher in &self.state.catch {
            let left = self.catch(catcher, record);
            exits.extend(to(&catcher.next).map(|exit| (exit, left)));
        }
        exits
    }

    pub(super) fn catch(&self, catcher: &Catcher, record: &mut Record<'_>) -> World {
        let name = match catcher.errors.as_slice() {
            [one] if !one.value.starts_with("States.") => {
                Fact::Value(Json::String(one.value.clone()))
            }
            _ => text_of_failure(self.walk, self.id, self.state, |fail| fail.error.is_none()),
        };
        let cause = text_of_failure(self.walk, self.id, self.state, |fail| fail.cause.is_none());
        let raw = &self.world.document;
        let made = self.scope(self.world, raw).made("Catch", &catcher.site);
        let error = Fact::object_made([("Error", name), ("Cause", cause)], made);
        let scope = Scope {
            error: Some(&error),
            ..self.scope(self.world, raw)
        };
        if self.is_jsonata() {
            let variables = assigned(&scope, &catcher.assign, record);
            let document = match &catcher.output {
                Some(template) => scope.template(template, "Output", record),
                None => error.clone(),
            };
            return World {
                document,
                variables,
                ..self.world.clone()
            };
        }
        let variables = assigned(&scope.of(&error), &catcher.assign, record);
        let path = catcher.result_path.as_ref();
        let document = self.placed(self.world, raw, error.clone(), path, record);
        World {
            document,
            variables,
            ..self.world.clone()
        }
    }
}

/// A string; null too where a Fail state in it has none; whatever the one says who holds a task's token.
fn text_of_failure(walk: &Walk<'_>, id: StateId, state: &State, lacks: fn(&Fail) -> bool) -> Fact {
    let has_token = |inner: &State| {
        matches!(&inner.kind, Kind::Task(task) if matches!(
            task.integration,
            Integration::Activity
                | Integration::Service {
                    pattern: Pattern::WaitForTaskToken,
                    ..
                }
        ))
    };
    let is_bare = |inner: &State| matches!(&inner.kind, Kind::Fail(fail) if lacks(fail));
    // Only these have others inside.
    let has_inside = matches!(state.kind, Kind::Parallel(_) | Kind::Map(_));
    let inside = || {
        let states = walk.program.states().filter(|_| has_inside);
        states.filter(|(inner, _)| walk.is_within(*inner, id))
    };
    if has_token(state) || inside().any(|(_, inner)| has_token(inner)) {
        return Fact::any("whoever holds the task token need not say it");
    }
    Fact::Of(if inside().any(|(_, inner)| is_bare(inner)) {
        Kinds::STRING | Kinds::NULL
    } else {
        Kinds::STRING
    })
}
