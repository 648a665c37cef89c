//! JSON in which every key and value knows its place.
//!
//! Text in, a tree of [`Node`]s out. Syntax is `nojson`'s business, which also bounds the nesting; decoding strings is
//! ours, because a caret has to land on the character inside a string after escapes and substitutions too.

mod string;
mod syntax;

use nojson::{JsonValueKind, RawJson, RawJsonValue};

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{self, Site};
use crate::source::{BOM, Source};
use crate::substitute::Substitutions;
use crate::text::Text;

/// A value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) site: Site,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    String(Text),
    Array(Vec<Node>),
    /// Keys are unique.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: Text,
    pub(crate) value: Node,
}

impl Node {
    /// What kind of value it is, as messages say it.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "`null`",
            Value::Bool(true) => "`true`",
            Value::Bool(false) => "`false`",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The value without its places.
    pub(crate) fn to_json(&self) -> ir::Json {
        match &self.value {
            Value::Null => ir::Json::Null,
            Value::Bool(value) => ir::Json::Bool(*value),
            Value::Number(value) => ir::Json::Number(value.clone()),
            Value::String(text) => ir::Json::String(text.value.clone()),
            Value::Array(items) => ir::Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Object(members) => ir::Json::Object(
                members
                    .iter()
                    .map(|member| (member.key.value.clone(), member.value.to_json()))
                    .collect(),
            ),
        }
    }
}

/// Parses the text of a definition or a sample, making substitutions on the way. None where it is not JSON at all, which is reported.
pub(crate) fn parse(
    source: &Source,
    substitutions: &mut Substitutions<'_>,
    errors: &mut Errors,
) -> Option<Node> {
    let text = source.text();
    let base = if text.starts_with(BOM) { BOM.len() } else { 0 };
    match RawJson::parse(text.get(base..)?) {
        Ok(json) => Some(
            Reader {
                base,
                substitutions,
                errors,
            }
            .node(json.value()),
        ),
        Err(error) => {
            errors.push(syntax::diagnostic(source, base, &error));
            None
        }
    }
}

struct Reader<'a, 's> {
    base: usize,
    substitutions: &'a mut Substitutions<'s>,
    errors: &'a mut Errors,
}

impl Reader<'_, '_> {
    /// Recursion is bounded: the parser has refused deeper nesting already.
    fn node(&mut self, raw: RawJsonValue<'_, '_>) -> Node {
        let written = raw.as_raw_str();
        let start = self.base + raw.position();
        let site = start..start + written.len();
        let value = match raw.kind() {
            JsonValueKind::Null => Value::Null,
            JsonValueKind::Boolean => Value::Bool(written == "true"),
            JsonValueKind::Integer | JsonValueKind::Float => Value::Number(written.to_owned()),
            JsonValueKind::String => Value::String(self.text(raw)),
            JsonValueKind::Array => Value::Array(
                raw.to_array()
                    .into_iter()
                    .flatten()
                    .map(|item| self.node(item))
                    .collect(),
            ),
            JsonValueKind::Object => Value::Object(self.members(raw)),
        };
        Node { value, site }
    }

    fn text(&mut self, raw: RawJsonValue<'_, '_>) -> Text {
        string::decode(
            raw.as_raw_str(),
            self.base + raw.position(),
            self.substitutions,
        )
    }

    fn members(&mut self, raw: RawJsonValue<'_, '_>) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut seen = std::collections::BTreeMap::new();
        for (key, value) in raw.to_object().into_iter().flatten() {
            let member = Member {
                key: self.text(key),
                value: self.node(value),
            };
            if let Some(first) = seen.get(&member.key.value) {
                let first: &Site = first;
                self.errors.push(
                    Diagnostic::new(
                        Code::DuplicateKey,
                        member.key.site.clone(),
                        format!("`{}` is written twice in one object", member.key.value),
                    )
                    .label("the second one")
                    .note_at(first.clone(), format!("`{}` is first written", member.key.value))
                    .help("each key stands once in an object; JSON readers would silently drop one of the two"),
                );
            } else {
                seen.insert(member.key.value.clone(), member.key.site.clone());
                members.push(member);
            }
        }
        members
    }
}
