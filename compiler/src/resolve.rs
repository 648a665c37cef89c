//! Resolving: every name of a state to go to becomes its [`StateId`], within the region it is written in.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Kind, Program, Region, RegionId, Spanned, StateId, Target, Transition};
use crate::suggest;

/// More unknown names than are ever shown; to compare each with all names takes time that grows with the square.
const MOST_COMPARED: usize = 40;

/// Resolves all targets; what is unknown is reported and stays unresolved.
pub(crate) fn resolve(program: &mut Program, errors: &mut Errors) {
    let names = Names::new(program);
    for (index, region) in program.regions.iter_mut().enumerate() {
        // A missing `StartAt` has been reported.
        if region.start_at.site.is_empty() {
            continue;
        }
        let id = RegionId(u32::try_from(index).unwrap_or(u32::MAX));
        region.start = names.find(id, &region.start_at.value);
        if region.start.is_none() {
            let what = names.region(id);
            let title = format!(
                "`StartAt` is `{}`, which is not a state of {what}",
                region.start_at.value
            );
            errors.push(names.unknown(Code::UnknownStartAt, id, &region.start_at, title));
        }
    }
    for state in &mut program.states {
        let (region, name) = (state.region, state.name.value.clone());
        let mut resolve = |target: &mut Target, subject: String| {
            target.state = names.find(region, &target.name.value);
            if target.state.is_none() {
                let what = names.region(region);
                let title = format!(
                    "{subject} `{}`, which is not a state of {what}",
                    target.name.value
                );
                errors.push(
                    names
                        .unknown(Code::UnknownNext, region, &target.name, title)
                        .state(&name),
                );
            }
        };
        if let Some(Transition::Next(target)) = &mut state.next {
            resolve(target, format!("state `{name}` transitions to"));
        }
        if let Kind::Choice(choice) = &mut state.kind {
            for rule in &mut choice.rules {
                resolve(
                    &mut rule.next,
                    format!("a rule of state `{name}` transitions to"),
                );
            }
            if let Some(default) = &mut choice.default {
                resolve(default, format!("the `Default` of state `{name}` is"));
            }
        }
        for catcher in &mut state.catch {
            resolve(
                &mut catcher.next,
                format!("a catcher of state `{name}` transitions to"),
            );
        }
    }
}

/// The names of all states, by region.
struct Names {
    regions: Vec<BTreeMap<String, StateId>>,
    /// What messages call each region.
    called: Vec<String>,
    /// Every state, for the note that a name exists elsewhere.
    all: Vec<(Spanned<String>, RegionId)>,
    /// How many unknown names have been compared with those known.
    compared: Cell<usize>,
}

impl Names {
    fn new(program: &Program) -> Self {
        Names {
            regions: program
                .regions
                .iter()
                .map(|region| names_of(program, region))
                .collect(),
            called: program
                .regions
                .iter()
                .map(|region| called(program, region))
                .collect(),
            all: program
                .states
                .iter()
                .map(|state| (state.name.clone(), state.region))
                .collect(),
            compared: Cell::new(0),
        }
    }

    fn find(&self, region: RegionId, name: &str) -> Option<StateId> {
        self.regions.get(region.0 as usize)?.get(name).copied()
    }

    fn region(&self, region: RegionId) -> &str {
        self.called
            .get(region.0 as usize)
            .map_or("this workflow", String::as_str)
    }

    fn unknown(
        &self,
        code: Code,
        region: RegionId,
        name: &Spanned<String>,
        title: String,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, name.site.clone(), title);
        if let Some((other, home)) = self.all.iter().find(|(other, _)| other.value == name.value) {
            return diagnostic
                .label("not a state that can be reached from here")
                .note_at(
                    other.site.clone(),
                    format!("`{}` is a state of {}", name.value, self.home(*home)),
                )
                .help("a transition never leaves or enters a branch or an item processor");
        }
        let diagnostic = diagnostic.label("no state has this name");
        self.compared.set(self.compared.get() + 1);
        if self.compared.get() > MOST_COMPARED {
            return diagnostic;
        }
        let names = self
            .regions
            .get(region.0 as usize)
            .into_iter()
            .flat_map(|names| names.keys().map(String::as_str));
        if let Some(same) = names
            .clone()
            .find(|other| other.eq_ignore_ascii_case(&name.value))
        {
            diagnostic.help(format!("names of states are case-sensitive: `{same}`"))
        } else if let Some(similar) = suggest::similar(&name.value, names.clone()) {
            diagnostic.help(format!("a state with a similar name exists: `{similar}`"))
        } else if names.clone().next().is_some() {
            diagnostic.help(format!(
                "{} has the states {}",
                self.region(region),
                suggest::list_of(names)
            ))
        } else {
            diagnostic
        }
    }

    fn home(&self, region: RegionId) -> &str {
        if region.0 == 0 {
            "the machine itself"
        } else {
            self.region(region)
        }
    }
}

fn names_of(program: &Program, region: &Region) -> BTreeMap<String, StateId> {
    let name = |id: &StateId| {
        program
            .states
            .get(id.0 as usize)
            .map(|state| (state.name.value.clone(), *id))
    };
    region.states.iter().filter_map(name).collect()
}

/// What messages call a region: "this workflow", "this branch of state `A`".
pub(crate) fn called(program: &Program, region: &Region) -> String {
    let Some(owner) = region
        .owner
        .and_then(|owner| program.states.get(owner.0 as usize))
    else {
        return "this workflow".to_owned();
    };
    let name = &owner.name.value;
    match owner.kind {
        Kind::Map(_) => format!("the item processor of state `{name}`"),
        _ => format!("this branch of state `{name}`"),
    }
}
