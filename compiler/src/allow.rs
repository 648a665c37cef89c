//! Allowances: findings that the user has said are fine.
//!
//! Only findings that AWS itself would accept can be allowed. What AWS refuses, and what leaves no program to make,
//! stays an error.

use crate::errors::{Code, Diagnostic, Errors};
use crate::flow::{Allowance, Proof};
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
    Code::FailingExpression,
    Code::ResultPathConflict,
    Code::ImpossibleTest,
    Code::ImpossibleRule,
    Code::UncoveredChoice,
    Code::HandlerInput,
    Code::UnraisedError,
    Code::OutputType,
];

/// Allows findings of all kinds that can be allowed.
const ALL: &str = "all";

/// One entry of `allow`.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The kind of finding; none for all.
    pub code: Option<Code>,
    /// The states it is allowed in; none for everywhere.
    pub states: Option<Vec<String>>,
}

impl Allow {
    /// An allowance by the name users write, such as `unreachable_state`; or what is wrong with the name.
    pub fn named(name: &str, states: Option<Vec<String>>) -> Result<Self, String> {
        if name == ALL {
            return Ok(Allow { code: None, states });
        }
        if let Some(code) = ALLOWABLE.iter().copied().find(|code| code.name() == name) {
            let code = Some(code);
            return Ok(Allow { code, states });
        }
        let names = || ALLOWABLE.iter().map(|code| code.name()).chain([ALL]);
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

impl Allow {
    /// As users write it.
    fn name(&self) -> &'static str {
        self.code.map_or(ALL, Code::name)
    }

    /// Whether it allows a finding of this kind in this state.
    pub fn covers(&self, code: Code, state: Option<&str>) -> bool {
        let states = self.states.as_ref();
        self.code.is_none_or(|allowed| allowed == code)
            && ALLOWABLE.contains(&code)
            && states.is_none_or(|states| {
                state.is_some_and(|state| states.iter().any(|other| other == state))
            })
    }
}

/// A use of an allowance: its number, and the state it was used for.
type Use = (usize, Option<String>);

/// Drops the findings that are allowed, and reports the allowances that are wrong.
///
/// Those that allow nothing are reported only where no other finding is left, which may have kept a check from running.
/// Where only the types can say whether there is a finding, the obligation is marked and its constant says it.
pub(crate) fn apply(
    allow: &[Allow],
    program: &Program,
    proof: &mut Proof,
    errors: Errors,
) -> Errors {
    let mut used: Vec<Use> = Vec::new();
    let mut kept = Errors::new();
    let mut cover = |code: Code, state: Option<&str>| {
        let covering = allow.iter().enumerate();
        let covering = covering.filter(|(_, entry)| entry.covers(code, state));
        let count = used.len();
        used.extend(covering.map(|(number, _)| (number, state.map(str::to_owned))));
        used.len() > count
    };
    for diagnostic in errors.into_sorted() {
        if !cover(diagnostic.code, diagnostic.state.as_deref()) {
            kept.push(with_way_out(diagnostic));
        }
    }
    // What the types settle is allowed by the types' leave.
    let mut by_types: Vec<Use> = Vec::new();
    let mut pending = Vec::new();
    for (check, (obligation, _)) in proof.by_types().enumerate() {
        let state = program
            .state(obligation.state)
            .map(|state| state.name.value.as_str());
        for (number, entry) in allow.iter().enumerate() {
            if entry.covers(obligation.code, state) {
                obligation.is_allowed = true;
                by_types.push((number, state.map(str::to_owned)));
                allowances(entry, number, state, check, &mut pending);
            }
        }
    }
    let is_settled = |allowance: &Allowance| {
        used.iter().any(|(number, state)| {
            *number == allowance.entry && (allowance.state.is_none() || allowance.state == *state)
        })
    };
    pending.retain(|allowance| !is_settled(allowance));
    proof.allowances = pending;
    for entry in allow {
        check_entry(entry, program, &mut kept);
    }
    if kept.is_empty() {
        used.append(&mut by_types);
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

/// Adds a check to the allowance that it may be what allows something.
fn allowances(
    entry: &Allow,
    number: usize,
    state: Option<&str>,
    check: usize,
    allowances: &mut Vec<Allowance>,
) {
    let state = entry.states.as_ref().and(state).map(str::to_owned);
    let known = allowances
        .iter_mut()
        .find(|allowance| allowance.entry == number && allowance.state == state);
    match known {
        Some(allowance) => allowance.checks.push(check),
        None => allowances.push(Allowance {
            entry: number,
            title: unused_title(entry, state.as_deref()),
            state,
            checks: vec![check],
        }),
    }
}

/// What an allowance names has to exist.
fn check_entry(entry: &Allow, program: &Program, errors: &mut Errors) {
    let name = entry.name();
    if entry.code.is_some_and(|code| !ALLOWABLE.contains(&code)) {
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
    let unused =
        |state: Option<&str>| finding(entry, state, unused_title(entry, state)).help(UNUSED);
    match &entry.states {
        None if uses.is_empty() => errors.push(unused(None)),
        None => {}
        Some(states) => {
            for state in states
                .iter()
                .filter(|state| !uses.iter().any(|by| by.as_ref() == Some(*state)))
            {
                errors.push(unused(Some(state)));
            }
        }
    }
}

/// What is done about an allowance that allows nothing.
pub(crate) const UNUSED: &str = "an allowance that allows nothing can go";

fn unused_title(entry: &Allow, state: Option<&str>) -> String {
    let name = entry.name();
    match (state, entry.code) {
        (None, Some(_)) => format!("`{name}` is allowed, but there is none"),
        (Some(state), Some(_)) => {
            format!("`{name}` is allowed for state `{state}`, but there is none")
        }
        (None, None) => "`all` is allowed, but there is nothing to allow".to_owned(),
        (Some(state), None) => {
            format!("`all` is allowed for state `{state}`, but there is nothing to allow")
        }
    }
}

/// A finding about the invocation: no place of the definition is to blame.
fn finding(entry: &Allow, state: Option<&str>, title: String) -> Diagnostic {
    Diagnostic::new(Code::UnusedAllow, 0..0, title).entry(entry.name(), state)
}
