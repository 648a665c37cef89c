//! Errors: what `Retry` and `Catch` list has to be raised by something.
//!
//! The names of a handler's errors are constants of its error type, so that only the types can say. Names with a dot are
//! those of AWS's services and of ASL itself, which the host raises.

use super::obligation::{Goal, Obligations, Words};
use crate::errors::Code;
use crate::ir::{
    Integration, Kind, MapMode, Pattern, Program, RegionId, Site, Spanned, State, StateId, Text,
};
use crate::problem::quoted_part;

/// Adds an obligation for every name that a handler would have to raise.
pub(super) fn oblige(program: &Program, obligations: &mut Obligations) {
    for (id, state) in program.states() {
        let mut raisers = Raisers::default();
        raisers.state(program, id, state);
        if raisers.is_open || raisers.tasks.is_empty() && raisers.names.is_empty() {
            continue;
        }
        let retriers = state.retry.iter().map(|it| ("retries", &it.errors));
        let catchers = state.catch.iter().map(|it| ("catches", &it.errors));
        for (verb, errors) in retriers.chain(catchers) {
            for error in errors {
                if error.value.contains('.') || raisers.names.contains(&error.value) {
                    continue;
                }
                one(state, id, verb, error, &raisers.tasks, obligations);
            }
        }
    }
}

fn one(
    state: &State,
    id: StateId,
    verb: &str,
    error: &Spanned<String>,
    tasks: &[StateId],
    obligations: &mut Obligations,
) {
    let site: &Site = &error.site;
    let name = &state.name.value;
    let quoted = quoted_part(&error.value);
    obligations.add(
        (id, Code::UnraisedError, site),
        Goal::Raised(tasks.to_vec(), vec![error.value.clone()]),
        None,
        || Words {
            what: format!("the error {quoted} is raised by a handler"),
            never: format!("state `{name}` {verb} {quoted}, which its handler never fails with"),
            label: "no handler's error has this name".to_owned(),
            ..Words::default()
        },
    );
}

/// What may fail within a state.
#[derive(Default)]
struct Raisers {
    /// The Tasks with handlers.
    tasks: Vec<StateId>,
    /// The errors of Fail states.
    names: Vec<String>,
    /// Something may fail with any name.
    is_open: bool,
}

impl Raisers {
    fn state(&mut self, program: &Program, id: StateId, state: &State) {
        match &state.kind {
            Kind::Task(task) => {
                // Whoever holds the token, or the worker, says how it fails.
                self.is_open |= matches!(
                    task.integration,
                    Integration::Activity
                        | Integration::Service {
                            pattern: Pattern::WaitForTaskToken,
                            ..
                        }
                );
                self.tasks.push(id);
            }
            Kind::Fail(fail) => match &fail.error {
                Some(Text::Literal(name)) => self.names.push(name.value.clone()),
                Some(Text::Query(_)) => self.is_open = true,
                None => {}
            },
            Kind::Parallel(regions) => {
                for region in regions {
                    self.region(program, *region);
                }
            }
            Kind::Map(map) => {
                self.is_open |= map.mode != MapMode::Inline;
                self.region(program, map.processor);
            }
            Kind::Pass(_) | Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed => {}
        }
    }

    fn region(&mut self, program: &Program, region: RegionId) {
        let Some(region) = program.regions.get(region.0 as usize) else {
            return;
        };
        for id in &region.states {
            if let Some(state) = program.state(*id) {
                self.state(program, *id, state);
            }
        }
    }
}
