//! Variables: what is read was assigned, on some way at least, and no region takes a name from the one around it.

use std::collections::{BTreeMap, BTreeSet};

use crate::asl::Lowered;
use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{
    Assign, ExpressionRoot, Kind, Program, QueryLanguage, Region, RegionId, Root, Site, State,
    StateId, Target, Transition,
};
use crate::jsonata;
use crate::suggest;

type Names = BTreeSet<String>;

/// Checks all regions, those around others before those inside.
pub(super) fn check_variables(lowered: &Lowered, errors: &mut Errors) {
    let program = &lowered.program;
    let mut scopes: Vec<Scope> = Vec::new();
    for (index, region) in program.regions.iter().enumerate() {
        let id = RegionId(u32::try_from(index).unwrap_or(u32::MAX));
        let scope = Scope::new(program, region, &scopes, lowered.incomplete.contains(&id));
        check_region(program, region, &scope, errors);
        scopes.push(scope);
    }
}

/// What a region knows of variables.
struct Scope {
    /// Those of the regions around it that it sees, each with the place of its first assignment.
    outer: BTreeMap<String, Site>,
    /// Those that it assigns itself.
    own: BTreeMap<String, Site>,
    /// Those of the regions around a distributed Map, which its item processor does not see.
    hidden: BTreeMap<String, Site>,
    /// For each state, what may have a value when it is entered; nothing for states that are never reached.
    entry: BTreeMap<StateId, Names>,
    /// Whether the ways through the region are known whole.
    complete: bool,
}

impl Scope {
    fn new(program: &Program, region: &Region, scopes: &[Scope], incomplete: bool) -> Scope {
        let owner = region
            .owner
            .and_then(|owner| Some((owner, program.states.get(owner.0 as usize)?)));
        let around = owner.and_then(|(_, state)| scopes.get(state.region.0 as usize));
        let is_distributed = owner.is_some_and(|(_, state)| state.is_distributed());
        let mut scope = Scope {
            outer: BTreeMap::new(),
            own: own(program, region),
            hidden: BTreeMap::new(),
            entry: BTreeMap::new(),
            complete: !incomplete && around.is_none_or(|around| around.complete),
        };
        let mut start = Names::new();
        if let (Some(around), Some((owner, _))) = (around, owner) {
            let seen = around.outer.iter().chain(&around.own);
            let seen = seen.map(|(name, site)| (name.clone(), site.clone()));
            if is_distributed {
                scope.hidden = seen.chain(around.hidden.clone()).collect();
            } else {
                scope.outer = seen.collect();
                scope.hidden = around.hidden.clone();
                start = around.entry.get(&owner).cloned().unwrap_or_default();
                // What is never reached is not judged by the ways that lead there.
                scope.complete &= around.entry.contains_key(&owner);
            }
        }
        if let Some(first) = region.start {
            scope.flow(program, first, start);
        }
        scope
    }

    /// Goes all ways, until nothing is learnt any more.
    fn flow(&mut self, program: &Program, first: StateId, start: Names) {
        self.entry.insert(first, start);
        let mut open = vec![first];
        while let Some(id) = open.pop() {
            let (Some(state), Some(entry)) = (
                program.states.get(id.0 as usize),
                self.entry.get(&id).cloned(),
            ) else {
                continue;
            };
            for (target, assign) in ways(state) {
                let Some(to) = target.state else { continue };
                let mut left = entry.clone();
                left.extend(assign.iter().map(|(name, _)| name.value.clone()));
                let is_new = !self.entry.contains_key(&to);
                let known = self.entry.entry(to).or_default();
                let before = known.len();
                known.append(&mut left);
                if is_new || known.len() > before {
                    open.push(to);
                }
            }
        }
    }
}

/// Everything a region assigns, each variable at its first place.
fn own(program: &Program, region: &Region) -> BTreeMap<String, Site> {
    let mut own = BTreeMap::new();
    for id in &region.states {
        let Some(state) = program.states.get(id.0 as usize) else {
            continue;
        };
        for (name, _) in state.assigns().into_iter().flatten() {
            own.entry(name.value.clone())
                .or_insert_with(|| name.site.clone());
        }
    }
    own
}

/// The ways on from a state, and what each assigns.
fn ways(state: &State) -> Vec<(&Target, &Assign)> {
    let mut ways = Vec::new();
    if let Some(Transition::Next(target)) = &state.next {
        ways.push((target, &state.assign));
    }
    if let Kind::Choice(choice) = &state.kind {
        ways.extend(choice.rules.iter().map(|rule| (&rule.next, &rule.assign)));
        ways.extend(choice.default.iter().map(|target| (target, &state.assign)));
    }
    let catchers = state.catch.iter();
    ways.extend(catchers.map(|catcher| (&catcher.next, &catcher.assign)));
    ways
}

fn check_region(program: &Program, region: &Region, scope: &Scope, errors: &mut Errors) {
    for id in &region.states {
        let Some(state) = program.states.get(id.0 as usize) else {
            continue;
        };
        check_shadowing(state, scope, errors);
        let queries = state.queries();
        let mut seen = BTreeSet::new();
        let paths = queries.paths.iter().filter_map(|path| match &path.root {
            Root::Variable(name) => Some((name, &path.site)),
            _ => None,
        });
        let reads = queries.expressions.iter().flat_map(|it| &it.reads);
        let reads = reads.filter_map(|read| match &read.value {
            ExpressionRoot::Variable(name) => Some((name, &read.site)),
            _ => None,
        });
        for (name, site) in paths.chain(reads) {
            // The same mistake at one place is one mistake.
            if seen.insert((name, site.start)) {
                check_read(program, *id, state, scope, (name, site), errors);
            }
        }
    }
}

/// `"Assign": { "total": 0 }` in a branch whose Parallel state's region assigns `total` too.
fn check_shadowing(state: &State, scope: &Scope, errors: &mut Errors) {
    for (name, _) in state.assigns().into_iter().flatten() {
        let Some(first) = scope.outer.get(&name.value) else {
            continue;
        };
        errors.push(
            Diagnostic::new(
                Code::ShadowedVariable,
                name.site.clone(),
                format!(
                    "state `{}` assigns `{}`, a variable of the states around it",
                    state.name.value, name.value
                ),
            )
            .label("belongs to an outer scope")
            .note_at(first.clone(), "it is assigned")
            .note("a branch or item processor reads the variables around it, and assigns only its own")
            .help("a result leaves a branch or iteration by its output; another name makes another variable")
            .state(&state.name.value),
        );
    }
}

fn check_read(
    program: &Program,
    id: StateId,
    state: &State,
    scope: &Scope,
    (name, site): (&String, &Site),
    errors: &mut Errors,
) {
    let of_state =
        |code, title| Diagnostic::new(code, site.clone(), title).state(&state.name.value);
    let first = scope.own.get(name).or_else(|| scope.outer.get(name));
    let Some(first) = first else {
        if state.language == QueryLanguage::Jsonata && jsonata::is_function(name) {
            return;
        }
        let title = format!("`${name}` reads a variable that nothing assigns");
        let diagnostic = of_state(Code::UnknownVariable, title).label("no such variable");
        let diagnostic = if let Some(hidden) = scope.hidden.get(name) {
            diagnostic
                .note_at(hidden.clone(), "one of this name is assigned")
                .note(
                    "the item processor of a distributed Map does not see the variables around it",
                )
                .help("`ItemSelector` hands it what it needs")
        } else if let Some(inner) = assigned_elsewhere(program, name) {
            diagnostic
                .note_at(inner, "one of this name is assigned")
                .note("what a branch or iteration assigns ends with it")
        } else {
            let known = scope.own.keys().chain(scope.outer.keys());
            let document = match state.language {
                QueryLanguage::JsonPath => "$",
                QueryLanguage::Jsonata => "$states.input",
            };
            match suggest::similar(name, known.map(String::as_str)) {
                Some(similar) => diagnostic.help(format!(
                    "a variable with a similar name exists: `{similar}`"
                )),
                None => diagnostic.help(format!(
                    "the field `{name}` of the state's input is `{document}.{name}`"
                )),
            }
        };
        errors.push(diagnostic);
        return;
    };
    let Some(entry) = scope.entry.get(&id).filter(|_| scope.complete) else {
        return;
    };
    if entry.contains(name) {
        return;
    }
    let title = format!(
        "state `{}` reads the variable `{name}` before anything has assigned it",
        state.name.value
    );
    let diagnostic = of_state(Code::UnassignedVariable, title)
        .label("has no value here")
        .note_at(first.clone(), "it is first assigned");
    let assigns_itself = state
        .assigns()
        .into_iter()
        .flatten()
        .any(|(assigned, _)| assigned.value == *name);
    errors.push(if assigns_itself {
        diagnostic.note("a state reads the variables as they were when it was entered")
    } else {
        diagnostic.note("no way from the start leads there first")
    });
}

/// Where a region that is neither this one nor around it assigns a variable.
fn assigned_elsewhere(program: &Program, name: &str) -> Option<Site> {
    let mut all = program.states.iter().flat_map(State::assigns).flatten();
    let found = all.find(|(assigned, _)| assigned.value == name)?;
    Some(found.0.site.clone())
}
