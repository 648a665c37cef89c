//! A definition as the declaration that a person would write of it: the inverse of [`Declaration::parse`].
//!
//! Comes in: a definition that the front end takes. Goes out: the text between the braces of a `workflow!`. What has more
//! than one form is written in the shortest one that is read back as the same; `query` asks the reader itself.
//!
//! [`Declaration::parse`]: super::Declaration::parse

mod condition;
mod layout;
mod members;
mod query;
mod value;
mod word;

use crate::errors::Errors;
use crate::ir::QueryLanguage;
use crate::json::{self, Member, Node, Value};
use crate::source::Source;
use crate::substitute::Substitutions;
use crate::{ALLOWABLE, Rendered, asl, check, render, resolve};
use layout::Lines;

/// Writes a definition as a declaration of the module `name`: what stands between the braces of `workflow! { .. }`.
///
/// `file` is what messages call the definition. `${Name}`s stay as they are. What has no meaning is left out: comments
/// where AWS takes anything, and those within the condition of a rule.
///
/// # Errors
///
/// The definition's, when AWS would refuse it. What it would take, though most likely a mistake, is written as it is.
pub fn declaration_of(file: &str, text: &str, name: &str) -> Result<String, Vec<Rendered>> {
    let source = Source::new(file, text);
    let mut errors = Errors::new();
    let mut substitutions = Substitutions::new(&[]);
    let root = json::parse(&source, &mut substitutions, &mut errors);
    if let Some(root) = &root {
        let mut lowered = asl::lower(root, &mut errors);
        resolve::resolve(&mut lowered.program, &mut errors);
        check::check(&lowered, &mut errors);
    }
    let is_sound = errors.all(|diagnostic| ALLOWABLE.contains(&diagnostic.code));
    match root {
        Some(root) if is_sound => Ok(machine(&root, name)),
        _ => Err(render::render_all(&source, &errors.into_sorted())),
    }
}

fn machine(root: &Node, name: &str) -> String {
    let language = language_of(root).unwrap_or(QueryLanguage::JsonPath);
    let mut writer = Writer {
        lines: Lines::default(),
        language,
    };
    writer.comment(root);
    let name = word::identifier(name).unwrap_or_else(|| format!("r#{name}"));
    writer.lines.push(format!("pub mod {name} {{"));
    writer.region(root);
    writer.lines.push("}");
    writer.lines.text
}

struct Writer {
    lines: Lines,
    /// The machine's, which branches and item processors are in whatever their owner's own is.
    language: QueryLanguage,
}

/// Where a state's implicit transition would go.
#[derive(Clone, Copy)]
enum Follows<'a> {
    /// To the state that is written next.
    State(&'a str),
    /// To its end: it is the last one.
    End,
    /// A Fail state comes next, which nothing falls into.
    Fail,
}

impl Writer {
    /// The fields and the states between a region's braces.
    fn region(&mut self, region: &Node) {
        self.lines.indent();
        let fields = ["Version", "QueryLanguage", "TimeoutSeconds"];
        let fields = members(region)
            .iter()
            .filter(|member| fields.contains(&member.key.value.as_str()));
        let mut is_first = true;
        for member in fields {
            self.field(&asl::fields::MACHINE, self.language, member);
            is_first = false;
        }
        let states = in_order(region);
        let mut was_line = false;
        for (at, state) in states.iter().enumerate() {
            let follows = match states.get(at + 1) {
                None => Follows::End,
                Some(next) if string(&next.value, "Type") == Some("Fail") => Follows::Fail,
                Some(next) => Follows::State(&next.key.value),
            };
            let mut inner = Writer {
                lines: self.lines.beside(),
                language: self.language,
            };
            inner.state(&state.key.value, &state.value, follows);
            let written = inner.lines.text;
            // What takes one line each stands together.
            let is_line = written.lines().count() == 1;
            let stands_apart = !is_line || !was_line;
            if !is_first && stands_apart {
                self.lines.blank();
            }
            is_first = false;
            was_line = is_line;
            self.lines.append(&written);
        }
        self.lines.outdent();
    }

    /// The `Comment` of a node, as doc comments.
    fn comment(&mut self, node: &Node) {
        if let Some(comment) = string(node, "Comment") {
            for line in word::comment(comment, self.lines.room()) {
                self.lines.push(line);
            }
        }
    }
}

/// The states as they are written, the one to start with first.
fn in_order(region: &Node) -> Vec<&Member> {
    let start = string(region, "StartAt");
    let mut states: Vec<&Member> = get(region, "States")
        .map_or(&[][..], members)
        .iter()
        .collect();
    states.sort_by_key(|state| Some(state.key.value.as_str()) != start);
    states
}

fn language_of(node: &Node) -> Option<QueryLanguage> {
    match string(node, "QueryLanguage")? {
        "JSONata" => Some(QueryLanguage::Jsonata),
        _ => Some(QueryLanguage::JsonPath),
    }
}

fn members(node: &Node) -> &[Member] {
    match &node.value {
        Value::Object(members) => members,
        _ => &[],
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

fn get<'a>(node: &'a Node, field: &str) -> Option<&'a Node> {
    let member = members(node)
        .iter()
        .find(|member| member.key.value == field)?;
    Some(&member.value)
}

fn string<'a>(node: &'a Node, field: &str) -> Option<&'a str> {
    match &get(node, field)?.value {
        Value::String(text) => Some(&text.value),
        _ => None,
    }
}
