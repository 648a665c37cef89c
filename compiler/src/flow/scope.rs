//! What a field of a state reads from, and what reading asks for.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::fact::{Fact, Made, Maker, Object, Rest, Why};
use super::kinds::Kinds;
use super::obligation::{Goal, Obligations, Wanted, Way, Words};
use super::read::{self, Found, Missing, Within};
use super::world::World;
use crate::errors::Code;
use crate::ir::{self, Integration, Json, Kind, MapMode, Pattern, Root, Site, State, StateId};
use crate::problem::quoted;

/// What all fields of a state read from.
pub(super) struct Scope<'a> {
    pub(super) program: &'a ir::Program,
    pub(super) id: StateId,
    pub(super) state: &'a State,
    pub(super) world: &'a World,
    /// The world as the state was entered: a rule knows more.
    pub(super) entered: &'a World,
    /// What `$` is: the input, the result.
    pub(super) document: &'a Fact,
    /// `$states.result`.
    pub(super) result: Option<&'a Fact>,
    /// `$states.errorOutput`.
    pub(super) error: Option<&'a Fact>,
    /// The execution's input.
    pub(super) input: &'a Fact,
    /// `$$.Map.Item`, for an `ItemSelector`.
    pub(super) item: Option<&'a Fact>,
    /// The variables that something assigns, here or around here.
    pub(super) assigned: &'a BTreeSet<String>,
    /// What the input is known of is samples.
    pub(super) is_sampled: bool,
}

/// Collects obligations, or does not where ways are only explored.
pub(super) type Record<'o> = Option<&'o mut Obligations>;

impl<'a> Scope<'a> {
    /// The same, where `$` is another document.
    pub(super) fn of<'b>(&'b self, document: &'b Fact) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { document, ..*self }
    }

    /// What a field of this state makes.
    pub(super) fn made(&self, field: &'static str, site: &Site) -> Made {
        Made(Some(Rc::new(Maker {
            state: self.id,
            field,
            site: site.clone(),
        })))
    }

    pub(super) fn name(&self) -> &'a str {
        &self.state.name.value
    }

    /// What a path leads to.
    pub(super) fn look(&self, path: &ir::Path) -> Found {
        match &path.root {
            Root::Document => read::follow(self.document, &path.steps),
            Root::Context => read::follow(&self.context(), &path.steps),
            Root::Variable(name) => match self.world.variables.get(name) {
                Some(variable) => {
                    let mut found = read::follow(&variable.fact, &path.steps);
                    if variable.may_be_missing {
                        let within = Within::Variable;
                        found.missing = found.missing.or(Some(Missing { step: 0, within }));
                    }
                    found
                }
                None if self.assigned.contains(name) => Found {
                    missing: Some(Missing {
                        step: 0,
                        within: Within::Variable,
                    }),
                    ..Found::default()
                },
                // That nothing assigns it is said elsewhere.
                None => Found::there(Fact::any("a variable has no value")),
            },
            Root::Current => Found::there(Fact::any("it is each item of a filter")),
        }
    }

    /// Reads what has to be there.
    pub(super) fn read(&self, path: &ir::Path, record: &mut Record<'_>) -> Fact {
        let found = self.look(path);
        let fact = found.fact();
        if !path.steps.is_empty() || matches!(path.root, Root::Variable(_)) {
            self.oblige(path, Goal::There, found, record);
        }
        fact
    }

    /// Reads what has to be there and of a kind; `role` says what it is read as: `the number of seconds`.
    pub(super) fn read_as(
        &self,
        path: &ir::Path,
        role: &str,
        wanted: Wanted,
        record: &mut Record<'_>,
    ) -> Fact {
        let found = self.look(path);
        let fact = found.fact();
        // That it is there is said once, of its kind only what else is wrong.
        self.oblige(path, Goal::There, found.clone(), record);
        self.expect(&path.site, &path.text, role, wanted, found, record);
        fact
    }

    fn oblige(&self, path: &ir::Path, goal: Goal, found: Found, record: &mut Record<'_>) {
        let Some(obligations) = record else { return };
        let step = found.missing.as_ref().map(|missing| missing.step);
        let site = step.and_then(|step| path.sites.get(step));
        let text = quoted(&path.text);
        let name = self.name();
        obligations.add(
            (self.id, Code::MissingPath, &path.site),
            goal,
            Some(Way::new(found, self.world)),
            || Words {
                what: format!("{text} is there"),
                never: format!("state `{name}` reads {text}, which is not there"),
                sometimes: format!("state `{name}` reads {text}, which may be missing"),
                label: "not there".to_owned(),
                subject: path.text.clone(),
                ..Words::default()
            },
        );
        if let Some(site) = site {
            obligations.mark((self.id, &path.site), site);
        }
    }

    /// A value has to be of a kind.
    pub(super) fn expect(
        &self,
        site: &Site,
        text: &str,
        role: &str,
        wanted: Wanted,
        found: Found,
        record: &mut Record<'_>,
    ) {
        let Some(obligations) = record else { return };
        let quoted = quoted(text);
        let name = self.name();
        let kinds = wanted.kinds;
        let found = Found {
            missing: None,
            ..found
        };
        obligations.add(
            (self.id, Code::ValueKind, site),
            Goal::Kind(wanted),
            Some(Way::new(found, self.world)),
            || Words {
                what: format!("{quoted}, {role}, is {kinds}"),
                never: format!("state `{name}` takes {quoted} as {role}, which is not {kinds}"),
                sometimes: format!(
                    "state `{name}` takes {quoted} as {role}, which is not always {kinds}"
                ),
                but: format!("state `{name}` takes {quoted} as {role}"),
                label: format!("expected {kinds}"),
                subject: text.to_owned(),
                ..Words::default()
            },
        );
    }

    /// The context object.
    pub(super) fn context(&self) -> Fact {
        let text = Fact::string;
        let mut execution = vec![
            ("Id", text()),
            ("Name", text()),
            ("RoleArn", text()),
            ("StartTime", Fact::Of(Kinds::TIMESTAMP)),
            ("RedriveCount", Fact::Of(Kinds::INTEGER)),
            ("Input", self.input.clone()),
        ];
        if self.is_in_child() {
            execution.retain(|(name, _)| *name != "Input");
            execution.push(("Input", Fact::any("it is the input of a child execution")));
        }
        let mut state = vec![
            ("EnteredTime", Fact::Of(Kinds::TIMESTAMP)),
            ("Name", Fact::Value(Json::String(self.name().to_owned()))),
        ];
        if matches!(
            self.state.kind,
            Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_)
        ) {
            state.push(("RetryCount", Fact::Of(Kinds::INTEGER)));
        }
        let mut object = vec![
            ("Execution", at_times(execution, &["RedriveTime"])),
            ("State", Fact::object(state)),
            (
                "StateMachine",
                Fact::object([("Id", text()), ("Name", text())]),
            ),
        ];
        match self.has_token() {
            Some(true) => object.push(("Task", Fact::object([("Token", text())]))),
            Some(false) => {}
            None => object.push((
                "Task",
                Fact::any("what the `Resource` will be is not known"),
            )),
        }
        if let Some(item) = self.item.or(self.world.item.as_ref()) {
            let fields = vec![("Index", Fact::Of(Kinds::INTEGER)), ("Value", item.clone())];
            let item = at_times(fields, &["Source", "Key"]);
            object.push(("Map", Fact::object([("Item", item)])));
        }
        let fact = Fact::object(object);
        match fact {
            // The items of a child execution are its input.
            Fact::Object(object) if self.is_in_child() => {
                let rest = Rest::Any(Why::new("a child execution has a context of its own"));
                let mut object = Object::clone(&object);
                object.rest = rest;
                Fact::Object(Rc::new(object))
            }
            fact => fact,
        }
    }

    /// Whether the state runs in a child execution of a distributed Map.
    fn is_in_child(&self) -> bool {
        let mut region = self.program.regions.get(self.state.region.0 as usize);
        while let Some(owner) = region.and_then(|region| region.owner) {
            let Some(state) = self.program.states.get(owner.0 as usize) else {
                return false;
            };
            if matches!(&state.kind, Kind::Map(map) if map.mode != MapMode::Inline) {
                return true;
            }
            region = self.program.regions.get(state.region.0 as usize);
        }
        false
    }

    /// Whether the state has a task token; not known where its `Resource` is not.
    fn has_token(&self) -> Option<bool> {
        match &self.state.kind {
            Kind::Task(task) => match &task.integration {
                Integration::Service { pattern, .. } => Some(*pattern != Pattern::RequestResponse),
                Integration::Function | Integration::Activity => Some(false),
                Integration::Other => None,
            },
            _ => Some(false),
        }
    }
}

/// A part of the context object.
fn at_times(fields: Vec<(&'static str, Fact)>, maybe: &[&str]) -> Fact {
    Fact::sometimes(
        fields,
        maybe,
        "the context object has it at times",
        Made::default(),
    )
}
