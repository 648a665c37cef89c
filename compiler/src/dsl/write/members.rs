//! A state: its head, what stands between its braces, where it goes.

use std::fmt::Write as _;

use super::layout::{Piece, width};
use super::{
    Follows, Writer, condition, get, items, language_of, members, query, string, value, word,
};
use crate::asl::fields::{self as asl, Table};
use crate::dsl::resource_of;
use crate::dsl::state::KINDS;
use crate::ir::QueryLanguage;
use crate::json::{Member, Node, Value};

impl Writer {
    pub(super) fn state(&mut self, name: &str, state: &Node, follows: Follows<'_>) {
        let kind = string(state, "Type").unwrap_or_default();
        let language = language_of(state).unwrap_or(self.language);
        let table = asl::of_state(kind).unwrap_or(&asl::PASS);
        self.comment(state);
        let word = KINDS
            .iter()
            .find(|(_, it)| *it == kind)
            .map_or("", |it| it.0);
        let mut head = format!("{word} {}", word::state(name));
        // Fields that have a place outside of the braces.
        let mut outside = vec!["Type", "Comment", "Next", "End"];
        self.head(name, state, kind, language, &mut head, &mut outside);
        let inside = members(state).iter();
        let mut inside: Vec<&Member> = inside
            .filter(|member| !outside.contains(&&*member.key.value) && !is_empty(member))
            .collect();
        // The language is known before it is read, and what happens on failure comes last.
        let order = ["QueryLanguage", "", "Assign", "Retry", "Catch"];
        inside.sort_by_key(|member| {
            let place = order.iter().position(|it| *it == member.key.value);
            place.unwrap_or(1)
        });
        let behind = match (get(state, "End"), string(state, "Next")) {
            (None, None) => None,
            (Some(_), _) if matches!(follows, Follows::End) => None,
            (Some(_), _) => Some("end".to_owned()),
            (_, Some(next)) if matches!(follows, Follows::State(name) if name == next) => None,
            (_, next) => next.map(word::state),
        };
        let behind = behind.map(|target| format!(" => {target};"));
        if inside.is_empty() {
            let behind = behind.unwrap_or_else(|| ";".to_owned());
            self.lines.push(format!("{head}{behind}"));
            return;
        }
        self.lines.push(format!("{head} {{"));
        self.lines.indent();
        for member in &inside {
            self.member(table, language, member);
        }
        if let Some(default) = string(state, "Default") {
            self.lines.push(format!("_ => {},", word::state(default)));
        }
        self.lines.outdent();
        self.lines.push(format!("}}{}", behind.unwrap_or_default()));
    }

    /// What stands before a state's braces.
    fn head(
        &self,
        name: &str,
        state: &Node,
        kind: &str,
        language: QueryLanguage,
        head: &mut String,
        outside: &mut Vec<&str>,
    ) {
        let scalar = |field: &str| {
            let twin = format!("{field}Path");
            let inline = |piece: Piece| piece.inline();
            match (get(state, field), get(state, &twin)) {
                (Some(node), _) => inline(value::template(node, language)),
                (None, Some(node)) => inline(value::query_of(node)),
                (None, None) => None,
            }
        };
        match kind {
            "Choice" => outside.push("Default"),
            "Task" => {
                outside.push("Resource");
                let resource = string(state, "Resource").unwrap_or_default();
                if resource != resource_of(name) {
                    let _ = write!(head, " = {}", word::string(resource));
                }
            }
            "Wait" => {
                let (field, word) = if get(state, "Timestamp")
                    .or(get(state, "TimestampPath"))
                    .is_some()
                {
                    ("Timestamp", "until")
                } else {
                    ("Seconds", "for")
                };
                let written = match get(state, field).map(|node| &node.value) {
                    Some(Value::Number(seconds)) => Some(word::duration(seconds)),
                    _ => scalar(field),
                };
                if let Some(written) = written {
                    outside.extend(twins(field));
                    let _ = write!(head, " {word} {written}");
                }
            }
            "Fail" => {
                let Some(error) = scalar("Error") else { return };
                outside.extend(twins("Error"));
                let mut arguments = vec![error];
                if let Some(cause) = scalar("Cause") {
                    outside.extend(twins("Cause"));
                    arguments.push(cause);
                }
                let line = format!("{head}({})", arguments.join(", "));
                if width(&line) < self.lines.room() {
                    *head = line;
                } else {
                    let indent = self.lines.indentation();
                    let lines = arguments.join(&format!(",\n{indent}    "));
                    let _ = write!(head, "(\n{indent}    {lines},\n{indent})");
                }
            }
            "Map" => {
                if let Some(items) = string(state, "ItemsPath") {
                    outside.push("ItemsPath");
                    let _ = write!(head, " in {}", query::path(items));
                } else if let Some(node) = get(state, "Items")
                    // An object there would be taken for the state's braces.
                    && !matches!(node.value, Value::Object(_))
                    && let Some(items) = value::template(node, language).inline()
                    && width(head) + width(&items) + 6 < self.lines.room()
                {
                    outside.push("Items");
                    let _ = write!(head, " in {items}");
                }
            }
            _ => {}
        }
    }

    /// A field in a line of its own, or in several.
    pub(super) fn field(&mut self, table: &Table, language: QueryLanguage, member: &Member) {
        let (name, piece) = value::field(table, language, member);
        self.lines.value(&format!("{name}: "), &piece, ",");
    }

    fn member(&mut self, table: &Table, language: QueryLanguage, member: &Member) {
        match member.key.value.as_str() {
            "Choices" => {
                for rule in items(&member.value) {
                    self.arm(rule, language);
                }
            }
            "Retry" => {
                for retrier in items(&member.value) {
                    let head = format!("retry {}", errors(retrier));
                    self.comment(retrier);
                    self.handler(&head, &asl::RETRIER, language, retrier);
                }
            }
            "Catch" => {
                for catcher in items(&member.value) {
                    let next = word::state(string(catcher, "Next").unwrap_or_default());
                    let head = format!("catch {} => {next}", errors(catcher));
                    self.comment(catcher);
                    self.handler(&head, &asl::CATCHER, language, catcher);
                }
            }
            "Branches" => {
                for branch in items(&member.value) {
                    self.comment(branch);
                    self.lines.push("branch {");
                    self.region(branch);
                    self.lines.push("}");
                }
            }
            "ItemProcessor" | "Iterator" => {
                let processor = &member.value;
                self.comment(processor);
                let config = get(processor, "ProcessorConfig");
                let words = ["Mode", "ExecutionType"].iter();
                let mut head: Vec<String> = words
                    .filter_map(|field| Some(string(config?, field)?.to_lowercase()))
                    .collect();
                head.insert(0, "each".to_owned());
                self.lines.push(format!("{} {{", head.join(" ")));
                self.region(processor);
                self.lines.push("}");
            }
            _ => self.field(table, language, member),
        }
    }

    /// A rule of a Choice.
    fn arm(&mut self, rule: &Node, language: QueryLanguage) {
        let parts = condition::condition(rule, language);
        let next = word::state(string(rule, "Next").unwrap_or_default());
        self.comment(rule);
        let fields = members(rule)
            .iter()
            .filter(|member| ["Assign", "Output"].contains(&&*member.key.value));
        let fields: Vec<&Member> = fields.collect();
        let line = parts.join(" ");
        let mut head = format!("{line} => {next}");
        if width(&head) > self.lines.room() && parts.len() > 1 {
            let indent = self.lines.indentation();
            head = format!("{} => {next}", parts.join(&format!("\n{indent}    ")));
        }
        self.braced(&head, &value::object(&asl::RULE, language, fields));
    }

    /// A retrier or catcher.
    fn handler(&mut self, head: &str, table: &'static Table, language: QueryLanguage, node: &Node) {
        let heads = ["ErrorEquals", "Next", "Comment"];
        let fields = members(node).iter();
        let fields = fields.filter(|member| !heads.contains(&&*member.key.value));
        self.braced(head, &value::object(table, language, fields));
    }

    fn braced(&mut self, head: &str, fields: &Piece) {
        match fields {
            Piece::Object(list) if list.is_empty() => self.lines.push(format!("{head},")),
            _ => self.lines.value(&format!("{head} "), fields, ""),
        }
    }
}

/// The names of the errors that a retrier or catcher is for.
fn errors(node: &Node) -> String {
    let names = get(node, "ErrorEquals").map_or(&[][..], items).iter();
    let names = names.filter_map(|name| match &name.value {
        Value::String(text) => Some(word::error(&text.value)),
        _ => None,
    });
    names.collect::<Vec<_>>().join(" | ")
}

/// A field and its path twin.
fn twins(field: &'static str) -> [&'static str; 2] {
    match field {
        "Timestamp" => ["Timestamp", "TimestampPath"],
        "Seconds" => ["Seconds", "SecondsPath"],
        "Cause" => ["Cause", "CausePath"],
        _ => ["Error", "ErrorPath"],
    }
}

/// Lists of nothing, which say nothing.
fn is_empty(member: &Member) -> bool {
    let lists = ["Retry", "Catch"];
    lists.contains(&&*member.key.value) && items(&member.value).is_empty()
}
