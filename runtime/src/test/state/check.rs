//! What a test must be for its state.
use super::{super::words::listed, TestState, TestStateError, object};
use crate::{
    program::{Integration, Kind, Pattern, Program, State, StateId},
    value::{Map, Value},
};

/// The fields a context object may have. AWS refuses `Map`; here a state inside a Map may be given its item.
const CONTEXT: [&str; 5] = ["Execution", "StateMachine", "State", "Task", "Map"];

/// The state that is tested, once everything that concerns it alone is in order.
pub(super) fn state(
    program: &'static Program,
    test: &TestState,
) -> Result<(StateId, &'static State), TestStateError> {
    let name = &test.name;
    let found = (0..)
        .zip(program.states)
        .find(|(_, state)| state.name == name);
    let Some((id, state)) = found else {
        let names = program.states.iter().map(|state| state.name);
        return refuse(format!(
            "no state of the workflow `{}` is named `{name}`; its states are {}",
            program.name,
            listed(names)
        ));
    };
    let kind = state.kind.name();
    match &test.mock {
        None if test.failed_iterations.is_some() => refuse(format!(
            "state `{name}` has failed iterations but no mock: give its result with `TestState::returns`"
        )),
        None => Ok((id, state)),
        Some(mock) => {
            check_mock(program, state, mock.as_ref().ok())?;
            match (test.failed_iterations, &state.kind) {
                (None, _) => Ok((id, state)),
                (Some(failed), Kind::Map(_)) => {
                    check_failed(state, failed, mock.as_ref().ok())?;
                    Ok((id, state))
                }
                (Some(_), _) => refuse(format!(
                    "state `{name}` is a {kind}: only a Map has iterations that fail"
                )),
            }
        }
    }
}

fn check_mock(
    program: &Program,
    state: &State,
    result: Option<&Value>,
) -> Result<(), TestStateError> {
    let name = state.name;
    match (&state.kind, result) {
        (Kind::Task(_), _) | (Kind::Parallel(_) | Kind::Map(_), None) => Ok(()),
        (Kind::Parallel(branches), Some(result)) => {
            let Some(items) = result.json().as_array() else {
                return refuse(format!(
                    "the mocked result of the Parallel `{name}` is {result}, which is no array: give one output per branch"
                ));
            };
            if items.len() != branches.len() {
                return refuse(format!(
                    "the mocked result of the Parallel `{name}` has {} items, but the state has {} branches: give one output per branch",
                    items.len(),
                    branches.len()
                ));
            }
            Ok(())
        }
        (Kind::Map(map), Some(result)) => {
            let writes = map
                .result_writer
                .is_some_and(|writer| writer.resource.is_some());
            let result = result.json();
            if writes && result.as_object().is_none() {
                return refuse(format!(
                    "the mocked result of the Map `{name}` is {result}, which is no object: its ResultWriter exports the results and returns an object that says where"
                ));
            }
            if !writes && result.as_array().is_none() {
                return refuse(format!(
                    "the mocked result of the Map `{name}` is {result}, which is no array: give one output per iteration"
                ));
            }
            Ok(())
        }
        (kind, _) => refuse(format!(
            "state `{name}` of the workflow `{}` is a {}, which cannot be mocked: only a Task, Parallel or Map has something to mock",
            program.name,
            kind.name()
        )),
    }
}

fn check_failed(state: &State, failed: u64, result: Option<&Value>) -> Result<(), TestStateError> {
    let items = result.and_then(|result| result.json().as_array());
    match items {
        Some(items) if failed > items.len() as u64 => refuse(format!(
            "{failed} iterations of the Map `{}` failed, but its mocked result is of {} iterations",
            state.name,
            items.len()
        )),
        _ => Ok(()),
    }
}

/// The context object and the variables, once they and the rest are in order.
pub(super) fn given(
    program: &'static Program,
    id: StateId,
    test: &TestState,
) -> Result<(Option<Map>, Map), TestStateError> {
    let state = &program.states[id as usize];
    let name = state.name;
    if test.read.is_some() && !matches!(&state.kind, Kind::Map(map) if map.item_reader.is_some()) {
        return refuse(format!(
            "state `{name}` is given what an ItemReader read, but has none: leave out `TestState::item_reader_data`"
        ));
    }
    if let Some(inner) = &test.error_caused_by {
        check_cause(program, id, inner)?;
    }
    let variables = match &test.variables {
        None => Map::default(),
        Some(variables) => match object(variables) {
            Some(variables) => variables,
            None => {
                return refuse(format!(
                    "the variables are {variables}, which is no object: give each variable's value by its name"
                ));
            }
        },
    };
    let Some(context) = &test.context else {
        return Ok((None, variables));
    };
    let Some(context) = object(context) else {
        return refuse(format!(
            "the context object is {context}, which is no object"
        ));
    };
    if let Some(unknown) = context.keys().find(|key| !CONTEXT.contains(&key.as_str())) {
        return refuse(format!(
            "the context object has a field `{}`; its fields are {}",
            unknown.as_str(),
            listed(CONTEXT.into_iter())
        ));
    }
    if context.contains_key("Task") && !has_token(state) {
        return refuse(format!(
            "the context object has a `Task`, but state `{name}` is no Task that waits for a job or a callback"
        ));
    }
    Ok((Some(context), variables))
}

fn check_cause(program: &Program, id: StateId, inner: &str) -> Result<(), TestStateError> {
    let name = program.states[id as usize].name;
    let is_inside = |state: &State| {
        let mut region = state.region;
        loop {
            match program.regions[region as usize].owner {
                Some(owner) if owner == id => return true,
                Some(owner) => region = program.states[owner as usize].region,
                None => return false,
            }
        }
    };
    let inside: Vec<_> = program
        .states
        .iter()
        .filter(|state| is_inside(state))
        .map(|state| state.name)
        .collect();
    if inside.is_empty() {
        return refuse(format!(
            "the error of state `{name}` cannot come from `{inner}`: only a Parallel or Map holds other states"
        ));
    }
    if !inside.contains(&inner) {
        return refuse(format!(
            "the error of state `{name}` cannot come from `{inner}`, which is not inside of it; its states are {}",
            listed(inside.into_iter())
        ));
    }
    Ok(())
}

fn has_token(state: &State) -> bool {
    matches!(
        &state.kind,
        Kind::Task(task) if matches!(
            task.integration,
            Integration::Service { pattern: Pattern::Sync | Pattern::WaitForTaskToken, .. }
        )
    )
}

fn refuse<T>(why: String) -> Result<T, TestStateError> {
    Err(TestStateError(why))
}
