//! Allowances: findings that the user has said are fine.
//!
//! Only findings that AWS itself would accept can be allowed. What AWS refuses, and what leaves no program to make,
//! stays an error.

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::Program;
use crate::suggest;

/// The codes that can be allowed: AWS takes such a definition, and here it is an error only because it is most likely
/// a mistake.
pub const ALLOWABLE: &[Code] = &[
    Code::UnreachableState,
    Code::NoEnd,
    Code::UnknownErrorName,
    Code::MisspeltErrorName,
    Code::ShadowedErrorName,
    Code::UnknownContextField,
    Code::UnknownFunction,
    Code::FunctionArguments,
    Code::NoInputDocument,
    Code::UnknownVariable,
    Code::UnassignedVariable,
    Code::ShadowedVariable,
    Code::MissingPath,
    Code::ValueKind,
    Code::ArgumentKind,
    Code::ResultPathConflict,
    Code::ImpossibleTest,
    Code::ImpossibleRule,
    Code::UncoveredChoice,
    Code::HandlerInput,
    Code::UnraisedError,
    Code::OutputType,
];

/// One entry of `allow`.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The kind of finding.
    pub code: Code,
    /// The states it is allowed in; none for everywhere.
    pub states: Option<Vec<String>>,
}

impl Allow {
    /// An allowance by the name users write, such as `unreachable_state`; or what is wrong with the name.
    pub fn named(name: &str, states: Option<Vec<String>>) -> Result<Self, String> {
        if let Some(code) = ALLOWABLE.iter().copied().find(|code| code.name() == name) {
            return Ok(Allow { code, states });
        }
        let names = || ALLOWABLE.iter().map(|code| code.name());
        Err(if Code::ALL.iter().any(|code| code.name() == name) {
            format!(
                "`{name}` cannot be allowed; what can be is {}",
                suggest::list_of(names())
            )
        } else if let Some(similar) = suggest::similar(name, names()) {
            format!("`{name}` is not a kind of finding; one with a similar name is `{similar}`")
        } else {
            format!(
                "`{name}` is not a kind of finding; those that can be allowed are {}",
                suggest::list_of(names())
            )
        })
    }
}

/// A finding that can be allowed says how.
fn with_way_out(diagnostic: Diagnostic) -> Diagnostic {
    if !ALLOWABLE.contains(&diagnostic.code) {
        return diagnostic;
    }
    let note = way_out(diagnostic.code, diagnostic.state.as_deref());
    diagnostic.note(note)
}

/// How a finding is allowed.
pub(crate) fn way_out(code: Code, state: Option<&str>) -> String {
    let name = code.name();
    let entry = match state {
        Some(state) => format!("{name}: [{state:?}]"),
        None => name.to_owned(),
    };
    format!("where it is meant, the invocation allows it: `allow: {{ {entry} }}`")
}

/// Drops the findings that are allowed, and reports the allowances that are wrong.
///
/// Those that allow nothing are reported only where no other finding is left, which may have kept a check from running.
pub(crate) fn apply(allow: &[Allow], program: &Program, errors: Errors) -> Errors {
    // For each use of an allowance: its number, and the state it was used for.
    let mut used: Vec<(usize, Option<String>)> = Vec::new();
    let mut kept = Errors::new();
    for diagnostic in errors.into_sorted() {
        let state = diagnostic.state.as_ref();
        let covering = allow.iter().enumerate().filter(|(_, entry)| {
            let states = entry.states.as_ref();
            entry.code == diagnostic.code
                && ALLOWABLE.contains(&entry.code)
                && states.is_none_or(|states| state.is_some_and(|state| states.contains(state)))
        });
        let count = used.len();
        used.extend(covering.map(|(number, _)| (number, diagnostic.state.clone())));
        if used.len() == count {
            kept.push(with_way_out(diagnostic));
        }
    }
    for entry in allow {
        check_entry(entry, program, &mut kept);
    }
    if kept.is_empty() {
        for (number, entry) in allow.iter().enumerate() {
            let by_entry: Vec<&Option<String>> = used
                .iter()
                .filter(|(by, _)| *by == number)
                .map(|(_, state)| state)
                .collect();
            check_used(entry, &by_entry, &mut kept);
        }
    }
    kept
}

/// What an allowance names has to exist.
fn check_entry(entry: &Allow, program: &Program, errors: &mut Errors) {
    let name = entry.code.name();
    if !ALLOWABLE.contains(&entry.code) {
        let names = suggest::list_of(ALLOWABLE.iter().map(|code| code.name()));
        errors.push(
            finding(entry, None, format!("`{name}` cannot be allowed"))
                .help(format!("what can be allowed is {names}")),
        );
    }
    for state in entry.states.iter().flatten() {
        let names = program.states.iter().map(|state| state.name.value.as_str());
        if names.clone().any(|other| other == state) {
            continue;
        }
        let title =
            format!("`{name}` is allowed for `{state}`, which is not a state of this workflow");
        let diagnostic = finding(entry, Some(state), title);
        errors.push(match suggest::similar(state, names.clone()) {
            Some(similar) => {
                diagnostic.help(format!("a state with a similar name exists: `{similar}`"))
            }
            None => diagnostic.help(format!(
                "this workflow has the states {}",
                suggest::list_of(names)
            )),
        });
    }
}

/// An allowance has to allow something, and so does each state it names.
fn check_used(entry: &Allow, uses: &[&Option<String>], errors: &mut Errors) {
    let name = entry.code.name();
    let unused = |state: Option<&str>, title: String| {
        finding(entry, state, title).help("an allowance that allows nothing can go")
    };
    match &entry.states {
        None if uses.is_empty() => {
            errors.push(unused(
                None,
                format!("`{name}` is allowed, but there is none"),
            ));
        }
        None => {}
        Some(states) => {
            for state in states
                .iter()
                .filter(|state| !uses.iter().any(|by| by.as_ref() == Some(*state)))
            {
                errors.push(unused(
                    Some(state),
                    format!("`{name}` is allowed for state `{state}`, but there is none"),
                ));
            }
        }
    }
}

/// A finding about the invocation: no place of the definition is to blame.
fn finding(entry: &Allow, state: Option<&str>, title: String) -> Diagnostic {
    Diagnostic::new(Code::UnusedAllow, 0..0, title).entry(entry.code.name(), state)
}
