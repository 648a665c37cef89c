//! One state: what all states have, then what its `Type` adds.

use super::Lower;
use super::expression::Place;
use super::fields;
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{
    Fail, Kind, Path, QueryLanguage, RegionId, Root, Spanned, State, StateId, Target, Transition,
};
use crate::json::{Member, Value};
use crate::suggest;
use crate::text::Text;

/// AWS: the longest name of a state, in characters.
const LONGEST_NAME: usize = 80;

impl Lower<'_> {
    /// Lowers a state and everything inside it.
    pub(super) fn state(&mut self, member: &Member, region: RegionId) -> StateId {
        let id = StateId(u32::try_from(self.program.states.len()).unwrap_or(u32::MAX));
        let outer = (
            self.state.replace(member.key.value.clone()),
            self.region.replace(region),
        );
        self.check_name(&member.key);
        // The place is taken before the states inside are lowered: they follow their owner.
        self.program.states.push(State {
            name: spanned(&member.key),
            region,
            comment: None,
            language: self.language,
            kind: Kind::Succeed,
            input_path: None,
            parameters: None,
            result_selector: None,
            result_path: None,
            output_path: None,
            output: None,
            assign: Vec::new(),
            next: None,
            retry: Vec::new(),
            catch: Vec::new(),
            site: member.value.site.clone(),
        });
        match self.state_object(member) {
            Some(object) => self.fill(id, &object),
            None => {
                self.incomplete.insert(region);
            }
        }
        (self.state, self.region) = outer;
        id
    }

    fn check_name(&mut self, name: &Text) {
        let length = name.value.chars().count();
        if length == 0 || length > LONGEST_NAME {
            let title = if length == 0 {
                "a state has an empty name".to_owned()
            } else {
                format!("the name of a state is {length} characters long")
            };
            self.report(
                Diagnostic::new(Code::BadValue, name.site.clone(), title)
                    .label(if length == 0 { "empty" } else { "too long" })
                    .help(format!(
                        "names of states have 1 to {LONGEST_NAME} characters"
                    )),
            );
        }
        if let Some(first) = self.names.get(&name.value) {
            let first = first.clone();
            self.report(
                Diagnostic::new(
                    Code::DuplicateState,
                    name.site.clone(),
                    format!("two states of this workflow have the name `{}`", name.value),
                )
                .label("the second one")
                .note_at(first, "the first one is")
                .help("names of states are unique in the whole machine, branches and item processors included"),
            );
        } else {
            self.names.insert(name.value.clone(), name.site.clone());
        }
    }

    /// The state's object, checked against the table of its type; none where it has no usable one.
    fn state_object<'a>(&mut self, member: &'a Member) -> Option<Object<'a>> {
        let name = format!("state `{}`", member.key.value);
        let Value::Object(members) = &member.value.value else {
            self.wrong_kind(&member.value, &name, "an object");
            return None;
        };
        // Before the type is known, only `Type` and `QueryLanguage` are looked at.
        let mut object = Object {
            table: &fields::PASS,
            members,
            site: member.value.site.clone(),
            anchor: member.key.site.clone(),
            name,
            language: self.language,
            place: Place::state(),
        };
        let Some(kind) = object.get("Type") else {
            if let Some(near) = object
                .members
                .iter()
                .find(|near| near.key.value.eq_ignore_ascii_case("Type"))
            {
                self.report(
                    Diagnostic::new(
                        Code::UnknownField,
                        near.key.site.clone(),
                        format!("`{}` is not a field of a state", near.key.value),
                    )
                    .label("no field has this name")
                    .help("names of fields are case-sensitive: `Type`"),
                );
                return None;
            }
            self.report(
                Diagnostic::new(
                    Code::MissingField,
                    object.anchor.clone(),
                    format!("{} has no `Type`", object.name),
                )
                .label("this state")
                .help(format!(
                    "types are {}",
                    suggest::list_of(fields::state_types())
                )),
            );
            return None;
        };
        let Value::String(text) = &kind.value else {
            self.wrong_kind(kind, "`Type`", "a string");
            return None;
        };
        let Some(table) = fields::of_state(&text.value) else {
            self.unknown_type(text);
            return None;
        };
        object.language = self.state_language(&object).unwrap_or(self.language);
        self.object(
            &member.value,
            table,
            Some(&member.key.site),
            object.name,
            object.language,
        )
    }

    fn unknown_type(&mut self, text: &Text) {
        let types = fields::state_types();
        let diagnostic = Diagnostic::new(
            Code::UnknownStateType,
            text.site.clone(),
            format!("`{}` is not a type of state", text.value),
        )
        .label("no such type");
        self.report(
            if let Some(same) = types
                .clone()
                .find(|name| name.eq_ignore_ascii_case(&text.value))
            {
                diagnostic.help(format!("types are case-sensitive: `{same}`"))
            } else if let Some(similar) = suggest::similar(&text.value, types.clone()) {
                diagnostic.help(format!("a type with a similar name exists: `{similar}`"))
            } else {
                diagnostic.help(format!("types are {}", suggest::list_of(types)))
            },
        );
    }

    fn state_language(&mut self, object: &Object<'_>) -> Option<QueryLanguage> {
        // What the whole machine is in has been reported there.
        if self.language == QueryLanguage::JsonPath {
            return self.query_language(object);
        }
        if self.word(object, "QueryLanguage", &["JSONPath", "JSONata"])? == "JSONPath" {
            let site = object
                .get("QueryLanguage")
                .map(|node| node.site.clone())
                .unwrap_or_default();
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    site,
                    format!("{} is in JSONPath inside a machine in JSONata", object.name),
                )
                .label("not the machine's language")
                .note("AWS takes JSONata states in a JSONPath machine, not the other way round"),
            );
            // Its fields are read as they were meant.
            return Some(QueryLanguage::JsonPath);
        }
        Some(QueryLanguage::Jsonata)
    }

    /// Fills in the state from its object.
    fn fill(&mut self, id: StateId, object: &Object<'_>) {
        let comment = self.comment(object);
        let kind = self.kind(id, object);
        let next = if object.table.find("Next").is_some() {
            self.transition(object)
        } else {
            None
        };
        // A Map's old `Parameters` are its item selector.
        let parameters = if matches!(kind, Kind::Map(_)) {
            None
        } else {
            self.template(object, "Parameters")
                .or_else(|| self.template(object, "Arguments"))
        };
        let has_result = matches!(kind, Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_));
        let place = Place::state().with_result(has_result);
        let output = self.output(object, &place);
        let assign = self.assign(object, &place);
        let input_path = self.select(object, "InputPath");
        let result_selector = self.template(object, "ResultSelector");
        let result_path = self.result_path(object);
        let output_path = self.select(object, "OutputPath");
        let retry = self.retry(object);
        let catch = self.catch(object);
        if let Some(state) = self.program.states.get_mut(id.0 as usize) {
            state.comment = comment;
            state.language = object.language;
            state.kind = kind;
            state.input_path = input_path;
            state.parameters = parameters;
            state.result_selector = result_selector;
            state.result_path = result_path;
            state.output_path = output_path;
            state.output = output;
            state.assign = assign;
            state.next = next;
            state.retry = retry;
            state.catch = catch;
        }
    }

    /// `Next` or `End`.
    fn transition(&mut self, object: &Object<'_>) -> Option<Transition> {
        self.exclusive(object, &["Next", "End"]);
        if object.has("Next") && object.has("End") {
            self.mark_incomplete();
        }
        if object.has("Next") {
            let Some(name) = self.string(object, "Next") else {
                self.mark_incomplete();
                return None;
            };
            return Some(Transition::Next(Target {
                name: spanned(name),
                state: None,
            }));
        }
        if let Some(end) = object.get("End") {
            match end.value {
                Value::Bool(true) => return Some(Transition::End(end.site.clone())),
                Value::Bool(false) => self.report(
                    Diagnostic::new(
                        Code::BadValue,
                        end.site.clone(),
                        format!(
                            "`End` of {} is `false`, and no `Next` says where to go",
                            object.name
                        ),
                    )
                    .label("does not end")
                    .help("a state has either `\"End\": true` or a `Next`"),
                ),
                _ => self.wrong_kind(end, "`End`", "`true`"),
            }
            self.mark_incomplete();
            return None;
        }
        self.report(
            Diagnostic::new(
                Code::MissingField,
                object.anchor.clone(),
                format!("{} has neither `Next` nor `End`", object.name),
            )
            .label(format!("{} goes on or ends", object.table.one))
            .help(
                "`\"Next\"` names the state that follows; `\"End\": true` ends the workflow here",
            ),
        );
        self.mark_incomplete();
        None
    }

    fn kind(&mut self, id: StateId, object: &Object<'_>) -> Kind {
        match object.table.many {
            "Pass" => Kind::Pass(object.get("Result").map(|node| Spanned {
                value: node.to_json(),
                site: node.site.clone(),
            })),
            "Task" => Kind::Task(Box::new(self.task(object))),
            "Choice" => Kind::Choice(self.choice(object)),
            "Wait" => Kind::Wait(self.wait(object)),
            "Fail" => Kind::Fail(Fail {
                error: self.literal_or_query(object, "Error"),
                cause: self.literal_or_query(object, "Cause"),
            }),
            "Parallel" => Kind::Parallel(self.branches(id, object)),
            "Map" => Kind::Map(Box::new(self.map(id, object))),
            _ => Kind::Succeed,
        }
    }

    fn branches(&mut self, id: StateId, object: &Object<'_>) -> Vec<RegionId> {
        if !object.has("Branches") {
            self.missing(object, "Branches");
        }
        let Some(nodes) = self.array(object, "Branches") else {
            return Vec::new();
        };
        if nodes.is_empty()
            && let Some(node) = object.get("Branches")
        {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    node.site.clone(),
                    format!("`Branches` of {} is empty", object.name),
                )
                .label("no branches"),
            );
        }
        let mut regions = Vec::new();
        for (number, node) in nodes.iter().enumerate() {
            let name = format!("branch {} of {}", number + 1, object.name);
            // A branch is in the machine's language, whatever its Parallel state's own is.
            if let Some(branch) = self.object(node, &fields::BRANCH, None, name, self.language) {
                regions.push(self.region(&branch, Some(id)));
            }
        }
        regions
    }
}

/// A path that stands for one that could not be read.
pub(super) fn no_path(site: crate::ir::Site) -> Path {
    Path {
        text: "$".to_owned(),
        root: Root::Document,
        steps: Vec::new(),
        sites: Vec::new(),
        site,
    }
}
