//! The lists of error names in `Retry` and `Catch`: tried in order, the first match wins.

use crate::error_names::check_error_name;
use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Kind, Program, Spanned, State, Text as FailText};
use crate::text::Text;

const ALL: &str = "States.ALL";
const TASK_FAILED: &str = "States.TaskFailed";

/// `Retry` and `Catch` as lists of names, with what messages call their entries.
fn lists(state: &State) -> [(&'static str, Vec<&[Spanned<String>]>); 2] {
    [
        (
            "retrier",
            state
                .retry
                .iter()
                .map(|retrier| retrier.errors.as_slice())
                .collect(),
        ),
        (
            "catcher",
            state
                .catch
                .iter()
                .map(|catcher| catcher.errors.as_slice())
                .collect(),
        ),
    ]
}

/// `"ErrorEquals": ["States.Timout"]`: nothing raises it. A name that a Fail state raises is one, whatever it looks
/// like: AWS takes it there.
pub(super) fn check_names(program: &Program, state: &State, errors: &mut Errors) {
    let raised = |name: &str| {
        program.states.iter().any(|other| match &other.kind {
            Kind::Fail(fail) => {
                matches!(&fail.error, Some(FailText::Literal(error)) if error.value == name)
            }
            _ => false,
        })
    };
    for (_, entries) in lists(state) {
        for error in entries
            .into_iter()
            .flatten()
            .filter(|error| !raised(&error.value))
        {
            // A name with an escape in it is marked a little short, which no known name has.
            let text = Text::verbatim(&error.value, error.site.clone());
            if let Some(problem) = check_error_name(&text) {
                errors.push(problem.into_diagnostic(&text).state(&state.name.value));
            }
        }
    }
}

/// `[{ "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["A"] }]`: AWS takes `States.ALL` only alone and last.
pub(super) fn check_states_all(state: &State, errors: &mut Errors) {
    let name = &state.name.value;
    for (what, entries) in lists(state) {
        for (index, entry) in entries.iter().enumerate() {
            let Some(all) = entry.iter().find(|error| error.value == ALL) else {
                continue;
            };
            if entry.len() > 1 {
                errors.push(
                    Diagnostic::new(
                        Code::StatesAllNotLast,
                        all.site.clone(),
                        format!("`{ALL}` stands beside other names in a {what} of state `{name}`"),
                    )
                    .label("matches every error")
                    .help(format!(
                        "`{ALL}` stands alone in its list, which covers the other names too"
                    ))
                    .state(name),
                );
            }
            if let Some(next) = entries.get(index + 1) {
                let mut diagnostic = Diagnostic::new(
                    Code::StatesAllNotLast,
                    all.site.clone(),
                    format!("`{ALL}` is not in the last {what} of state `{name}`"),
                )
                .label("matches every error")
                .help(format!(
                    "{what}s are tried in order; the one for `{ALL}` stands last"
                ))
                .state(name);
                if let Some(first) = next.first() {
                    diagnostic = diagnostic.note_at(
                        first.site.clone(),
                        format!("the {what} after it, never tried, is"),
                    );
                }
                errors.push(diagnostic);
            }
        }
    }
}

/// `[{ "ErrorEquals": ["A"] }, { "ErrorEquals": ["A"] }]`: the second is never tried.
pub(super) fn check_shadowed(state: &State, errors: &mut Errors) {
    let is_task = matches!(state.kind, Kind::Task(_));
    for (what, entries) in lists(state) {
        let mut earlier: Vec<&Spanned<String>> = Vec::new();
        for entry in entries {
            for error in entry {
                let name = &error.value;
                let same = earlier.iter().find(|before| before.value == *name);
                // `States.TaskFailed` matches every error of a Task but a timeout.
                let wider = earlier.iter().find(|before| {
                    is_task && before.value == TASK_FAILED && !name.starts_with("States.")
                });
                if let Some(before) = same.or(wider) {
                    let state_name = &state.name.value;
                    errors.push(
                        Diagnostic::new(
                            Code::ShadowedErrorName,
                            error.site.clone(),
                            format!("`{name}` never gets to this {what} of state `{state_name}`"),
                        )
                        .label("matched before")
                        .note_at(before.site.clone(), if same.is_some() {
                            format!("`{name}` is first named")
                        } else {
                            format!("`{TASK_FAILED}`, which matches every error but a timeout, is named")
                        })
                        .state(state_name),
                    );
                }
            }
            earlier.extend(entry);
        }
    }
}
