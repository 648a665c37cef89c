//! Reading one object of a definition: its fields against their table, then each field's value by its kind.

use super::Lower;
use super::expression::Place;
use super::fields::{self, In, Table};
use crate::errors::{Code, Diagnostic};
use crate::ir::{QueryLanguage, Site};
use crate::json::{Member, Node, Value};
use crate::suggest;
use crate::text::Text;

/// An object whose fields have been checked against a table.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub(super) table: &'static Table,
    pub(super) members: &'a [Member],
    pub(super) site: Site,
    /// Where a missing field is reported: the key or bracket that stands for the object.
    pub(super) anchor: Site,
    /// What messages call it: "state `Ship`", "this retrier".
    pub(super) name: String,
    pub(super) language: QueryLanguage,
    /// Where it stands in its state.
    pub(super) place: Place,
}

impl<'a> Object<'a> {
    /// The same, where it stands.
    pub(super) fn placed(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// A field's key and value; one that does not belong here is reported, and not read.
    pub(super) fn member(&self, field: &str) -> Option<&'a Member> {
        self.members
            .iter()
            .find(|member| member.key.value == field && self.knows(field))
    }

    /// A field's value.
    pub(super) fn get(&self, field: &str) -> Option<&'a Node> {
        self.member(field).map(|member| &member.value)
    }

    /// Whether this kind of object has such a field, in its language.
    pub(super) fn knows(&self, field: &str) -> bool {
        self.table
            .find(field)
            .is_some_and(|language| language.has(self.language))
    }

    /// Whether an unknown field stands here, which is reported, that was most likely meant to be this one.
    pub(super) fn misspells(&self, field: &str) -> bool {
        self.members
            .iter()
            .map(|member| member.key.value.as_str())
            .any(|key| !self.knows(key) && meant(key, self.table, self.language) == Some(field))
    }

    /// Whether a field stands here.
    pub(super) fn has(&self, field: &str) -> bool {
        self.member(field).is_some()
    }
}

/// Fields of numbers that a field of the same name and `Path` may stand for.
const HAVE_PATH_FORM: [&str; 8] = [
    "HeartbeatSeconds",
    "MaxConcurrency",
    "MaxItems",
    "MaxItemsPerBatch",
    "Seconds",
    "TimeoutSeconds",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
];

impl Lower<'_> {
    /// Reads a node as an object of a table's kind and checks its fields. `anchor` is the key that stands for it, if
    /// it has one of its own.
    pub(super) fn object<'a>(
        &mut self,
        node: &'a Node,
        table: &'static Table,
        anchor: Option<&Site>,
        name: impl Into<String>,
        language: QueryLanguage,
    ) -> Option<Object<'a>> {
        let name = name.into();
        let Value::Object(members) = &node.value else {
            self.wrong_kind(node, &name, "an object");
            return None;
        };
        let anchor = anchor
            .cloned()
            .unwrap_or(node.site.start..node.site.start + 1);
        let object = Object {
            table,
            members,
            site: node.site.clone(),
            anchor,
            name,
            language,
            place: Place::state(),
        };
        self.check_fields(&object);
        Some(object)
    }

    /// A value of another kind than the field takes.
    pub(super) fn wrong_kind(&mut self, node: &Node, what: &str, takes: &str) {
        let kind = node.kind();
        let mut diagnostic = Diagnostic::new(
            Code::WrongKind,
            node.site.clone(),
            format!("{what} takes {takes}, not {kind}"),
        )
        .label(if matches!(node.value, Value::Null | Value::Bool(_)) {
            String::new()
        } else {
            format!("this is {kind}")
        });
        if let Value::Object(members) = &node.value
            && let [only] = members.as_slice()
            && (only.key.value.starts_with("Fn::") || only.key.value == "Ref")
        {
            diagnostic = diagnostic.note(format!("`{}` is a function of CloudFormation templates", only.key.value)).help(
                "in a definition file, a `${Name}` in a string stands for what the template fills in",
            );
        }
        if let Value::String(text) = &node.value {
            if text.value.starts_with('$') && what == "`Parameters`" {
                diagnostic = diagnostic.help(
                    "`InputPath` takes a path; a path in `Parameters` is the value of a `.$` field",
                );
            } else if text.value.starts_with("${") && text.value.ends_with('}') {
                diagnostic = diagnostic.note("a substitution inside quotes always makes a string");
            } else if text.value.starts_with('$')
                && let Some(field) = HAVE_PATH_FORM
                    .iter()
                    .find(|field| what == format!("`{field}`"))
            {
                diagnostic = diagnostic.help(format!("`{field}Path` takes a path"));
            } else if takes.contains("number")
                && text.value.parse::<f64>().is_ok_and(f64::is_finite)
            {
                diagnostic =
                    diagnostic.help(format!("a number stands without quotes: `{}`", text.value));
            } else if takes.contains("`true`") && ["true", "false"].contains(&text.value.as_str()) {
                diagnostic =
                    diagnostic.help(format!("a boolean stands without quotes: `{}`", text.value));
            }
        }
        self.report(diagnostic);
    }

    fn check_fields(&mut self, object: &Object<'_>) {
        for member in object.members {
            let field = member.key.value.as_str();
            match object.table.find(field) {
                Some(language) if language.has(object.language) => {}
                Some(language) => self.other_language(object, &member.key, language),
                None => self.unknown_field(object, &member.key),
            }
        }
    }

    /// A field of this kind of object, but of the other query language.
    fn other_language(&mut self, object: &Object<'_>, key: &Text, language: In) {
        let field = &key.value;
        let (theirs, ours) = if language == In::Jsonata {
            ("JSONata", "JSONPath")
        } else {
            ("JSONPath", "JSONata")
        };
        let mut diagnostic = Diagnostic::new(
            Code::MisplacedField,
            key.site.clone(),
            format!(
                "`{field}` is a field of {theirs}, and {} is in {ours}",
                object.name
            ),
        )
        .label(format!("not a field of {} in {ours}", object.table.one));
        if language == In::Jsonata {
            // Forgotten more often than the field is out of place.
            diagnostic = diagnostic.note(
                "a state, or the whole machine, is in JSONata by `\"QueryLanguage\": \"JSONata\"`",
            );
        }
        if let Some(instead) = counterpart(field, object.table) {
            diagnostic = diagnostic.help(format!("in {ours} this is {instead}"));
        } else if let Some(name) = field
            .strip_suffix("Path")
            .filter(|name| object.table.find(name).is_some())
        {
            diagnostic = diagnostic.help(format!("in {ours} this is `{name}` with an expression"));
        }
        self.report(diagnostic);
    }

    fn unknown_field(&mut self, object: &Object<'_>, key: &Text) {
        let (field, table, language) = (key.value.as_str(), object.table, object.language);
        let other = match language {
            QueryLanguage::JsonPath => QueryLanguage::Jsonata,
            QueryLanguage::Jsonata => QueryLanguage::JsonPath,
        };
        let title = format!("`{field}` is not a field of {}", table.one);
        let of_object = |code| Diagnostic::new(code, key.site.clone(), title.clone());
        let owners = fields::owners(field, language);
        let diagnostic = if let Some(owners) = owners {
            let diagnostic = of_object(Code::MisplacedField)
                .label("does not belong here")
                .note(format!("`{field}` is a field of {owners}"));
            match advice(field, table) {
                Some(advice) => diagnostic.help(advice),
                None => diagnostic,
            }
        } else if let Some(owners) = fields::owners(field, other) {
            let word = if other == QueryLanguage::Jsonata {
                "JSONata"
            } else {
                "JSONPath"
            };
            of_object(Code::MisplacedField)
                .label("does not belong here")
                .note(format!("in {word}, `{field}` is a field of {owners}"))
        } else {
            let diagnostic = of_object(Code::UnknownField).label("no field has this name");
            match meant(field, table, language) {
                Some(same) if same.eq_ignore_ascii_case(field) => {
                    diagnostic.help(format!("names of fields are case-sensitive: `{same}`"))
                }
                Some(similar) => {
                    diagnostic.help(format!("a field with a similar name exists: `{similar}`"))
                }
                None => {
                    let names = suggest::list_of(table.names(language));
                    diagnostic.help(format!("{} has the fields {names}", table.one))
                }
            }
        };
        self.report(diagnostic);
    }

    /// A field that has to be there.
    pub(super) fn missing(&mut self, object: &Object<'_>, field: &str) {
        if object.misspells(field) {
            return;
        }
        let wanted = match language_word(object) {
            Some(language) => format!("{} needs `{field}` in {language}", object.table.one),
            None => format!("{} needs `{field}`", object.table.one),
        };
        self.report(
            Diagnostic::new(
                Code::MissingField,
                object.anchor.clone(),
                format!("{} has no `{field}`", object.name),
            )
            .label(wanted),
        );
    }

    /// Reports all but the first of the given fields that are present, which exclude each other.
    pub(super) fn exclusive(&mut self, object: &Object<'_>, names: &[&str]) {
        let mut present = object
            .members
            .iter()
            .filter(|member| names.contains(&member.key.value.as_str()));
        let Some(first) = present.next() else { return };
        for second in present {
            self.conflict(object, &first.key, &second.key);
        }
    }

    /// Two fields that exclude each other.
    pub(super) fn conflict(&mut self, object: &Object<'_>, first: &Text, second: &Text) {
        let (one, two) = (&first.value, &second.value);
        self.report(
            Diagnostic::new(
                Code::ConflictingFields,
                second.site.clone(),
                format!("{} has both `{one}` and `{two}`", object.name),
            )
            .label("only one of the two may stand here")
            .note_at(first.site.clone(), format!("`{one}` stands")),
        );
    }

    /// A field that must be a string, if present.
    pub(super) fn string<'a>(&mut self, object: &Object<'a>, field: &str) -> Option<&'a Text> {
        let node = object.get(field)?;
        let Value::String(text) = &node.value else {
            self.wrong_kind(node, &format!("`{field}`"), "a string");
            return None;
        };
        Some(text)
    }

    /// A field that must be there and be a string.
    pub(super) fn required_string<'a>(
        &mut self,
        object: &Object<'a>,
        field: &str,
    ) -> Option<&'a Text> {
        if !object.has(field) {
            self.missing(object, field);
        }
        self.string(object, field)
    }

    /// A field that must be an array, if present.
    pub(super) fn array<'a>(&mut self, object: &Object<'a>, field: &str) -> Option<&'a [Node]> {
        let node = object.get(field)?;
        let Value::Array(items) = &node.value else {
            self.wrong_kind(node, &format!("`{field}`"), "an array");
            return None;
        };
        Some(items)
    }

    /// A field that must be one of the given words, if present.
    pub(super) fn word<'a>(
        &mut self,
        object: &Object<'a>,
        field: &str,
        words: &[&str],
    ) -> Option<&'a str> {
        let text = self.string(object, field)?;
        let value = text.value.as_str();
        if words.contains(&value) {
            return Some(value);
        }
        let diagnostic = Diagnostic::new(
            Code::BadValue,
            text.site.clone(),
            format!("`{value}` is not a value of `{field}`"),
        );
        let same = words.iter().find(|word| word.eq_ignore_ascii_case(value));
        self.report(match same {
            Some(same) => diagnostic
                .label("no such word")
                .help(format!("words are case-sensitive: `{same}`")),
            None => diagnostic.label("no such word").help(format!(
                "`{field}` takes {}",
                suggest::list_of(words.iter().copied())
            )),
        });
        None
    }
}

fn language_word(object: &Object<'_>) -> Option<&'static str> {
    (object.language == QueryLanguage::Jsonata).then_some("JSONata")
}

/// The field that was most likely meant by an unknown name.
fn meant(field: &str, table: &Table, language: QueryLanguage) -> Option<&'static str> {
    let names = table.names(language);
    let plain = field.replace([' ', '_', '-'], "");
    names
        .clone()
        .find(|name| name.eq_ignore_ascii_case(&plain))
        .or_else(|| suggest::similar(field, names))
}

/// What a field of the other query language is called in this one.
fn counterpart(field: &str, table: &Table) -> Option<&'static str> {
    Some(match (field, table.many) {
        ("Arguments", _) => "`Parameters`",
        ("Parameters", "Map") => "`ItemSelector`",
        ("Parameters", "Task" | "Parallel") => "`Arguments`",
        ("Output", "Pass" | "Task" | "Parallel" | "Map") => {
            "`ResultSelector`, `ResultPath` and `OutputPath`"
        }
        ("Output", "catchers") => "`ResultPath`",
        ("Output", "Wait" | "Choice" | "Succeed") => "`OutputPath`",
        ("Parameters", "Pass") | ("ResultSelector" | "ResultPath" | "OutputPath" | "Result", _) => {
            "`Output`"
        }
        ("Items", _) => "`ItemsPath`",
        ("ItemsPath", _) => "`Items`",
        ("Condition", _) => "`Variable` with an operator, or `And`, `Or`, `Not`",
        (field, "choice rules") if field == "Variable" || fields::OPERATORS.contains(&field) => {
            "`Condition`"
        }
        _ => return None,
    })
}

/// What to do about a field that many put where it does not belong.
fn advice(field: &str, table: &Table) -> Option<&'static str> {
    Some(match (field, table.many) {
        ("Next", "Choice") => "a Choice goes on by the `Next` of its rules and by `Default`",
        ("End", "Choice") => {
            "a Choice cannot end a workflow; its rules and `Default` name states that do"
        }
        ("End" | "Next", "Succeed" | "Fail") => {
            "this state always ends, and needs no field to say so"
        }
        ("Next", "nested choice rules") => "only the outermost rule says where to go",
        ("Assign", "nested choice rules") => "only the outermost rule assigns variables",
        ("Result", "Task") => {
            "a Task's result is what its resource returns; `ResultSelector` picks parts of it"
        }
        ("Retry" | "Catch", "Pass" | "Wait" | "Choice" | "Succeed" | "Fail") => {
            "an error of this state can only be caught by a Parallel or Map state around it"
        }
        _ => return None,
    })
}
