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

/// Drops the findings that are allowed. Allowances that allow nothing are findings themselves, unless others remain,
/// which may have kept a check from running.
pub(crate) fn apply(allow: &[Allow], program: &Program, errors: Errors) -> Errors {
    // Per allowance, the states (or everything, by none) for which it has been used.
    let mut used: Vec<(usize, Option<String>)> = Vec::new();
    let mut kept = Errors::new();
    for diagnostic in errors.into_sorted() {
        let matches = |entry: &Allow| {
            entry.code == diagnostic.code
                && ALLOWABLE.contains(&entry.code)
                && entry.states.as_ref().is_none_or(|states| {
                    diagnostic
                        .state
                        .as_ref()
                        .is_some_and(|state| states.contains(state))
                })
        };
        let before = used.len();
        for (index, _) in allow.iter().enumerate().filter(|(_, entry)| matches(entry)) {
            used.push((index, diagnostic.state.clone()));
        }
        if used.len() == before {
            kept.push(diagnostic);
        }
    }
    for (index, entry) in allow.iter().enumerate() {
        let name = entry.code.name();
        let unused = |title: String| Diagnostic::new(Code::UnusedAllow, 0..0, title);
        if !ALLOWABLE.contains(&entry.code) {
            let names = suggest::list_of(ALLOWABLE.iter().map(|code| code.name()));
            kept.push(
                unused(format!("`{name}` cannot be allowed"))
                    .help(format!("what can be allowed is {names}")),
            );
        }
        for state in entry.states.iter().flatten() {
            let names = program.states.iter().map(|state| state.name.value.as_str());
            if !names.clone().any(|other| other == state) {
                let diagnostic = unused(format!(
                    "`{name}` is allowed for `{state}`, which is not a state of this workflow"
                ));
                kept.push(match suggest::similar(state, names) {
                    Some(similar) => {
                        diagnostic.help(format!("a state with a similar name exists: `{similar}`"))
                    }
                    None => diagnostic,
                });
            }
        }
        let _ = index;
    }
    if kept.is_empty() {
        for (index, entry) in allow.iter().enumerate() {
            let name = entry.code.name();
            let uses = || used.iter().filter(move |(by, _)| *by == index);
            match &entry.states {
                None if uses().next().is_none() => kept.push(
                    Diagnostic::new(
                        Code::UnusedAllow,
                        0..0,
                        format!("`{name}` is allowed, but there is none"),
                    )
                    .help("an allowance that allows nothing can go"),
                ),
                None => {}
                Some(states) => {
                    for state in states {
                        if !uses().any(|(_, by)| by.as_ref() == Some(state)) {
                            kept.push(
                                Diagnostic::new(
                                    Code::UnusedAllow,
                                    0..0,
                                    format!(
                                        "`{name}` is allowed for state `{state}`, but there is none"
                                    ),
                                )
                                .help("an allowance that allows nothing can go"),
                            );
                        }
                    }
                }
            }
        }
    }
    kept
}
