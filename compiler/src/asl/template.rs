//! What makes values: payload templates (`Parameters`, `ResultSelector`, ..), and in JSONata the JSON with expressions
//! that `Arguments`, `Output` and their kind hold.

use std::collections::BTreeMap;

use super::Lower;
use super::expression::{Place, is_expression, is_half_expression};
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::intrinsic::parse_query;
use crate::ir::{Query, QueryLanguage, Spanned, Template, TemplateNode};
use crate::json::{Member, Node, Value};
use crate::text::Text;

impl Lower<'_> {
    /// A payload template, if present: an object; in JSONata any JSON with expressions in it.
    pub(super) fn template(&mut self, object: &Object<'_>, field: &str) -> Option<Template> {
        let node = object.get(field)?;
        if object.language == QueryLanguage::Jsonata {
            return self.json_with_expressions(node, &object.place.inside(field));
        }
        if !matches!(node.value, Value::Object(_)) {
            self.wrong_kind(node, &format!("`{field}`"), "an object");
            return None;
        }
        Some(self.template_node(node))
    }

    /// A part of a payload template.
    pub(super) fn template_node(&mut self, node: &Node) -> Template {
        let value = match &node.value {
            _ if !is_dynamic(node) => TemplateNode::Literal(node.to_json()),
            Value::Array(items) => {
                TemplateNode::Array(items.iter().map(|item| self.template_node(item)).collect())
            }
            Value::Object(members) => TemplateNode::Object(self.template_members(members)),
            _ => TemplateNode::Literal(node.to_json()),
        };
        Template {
            node: value,
            site: node.site.clone(),
        }
    }

    /// JSON in whose strings expressions may stand. What could not be read is left out; it is an error.
    pub(super) fn json_with_expressions(&mut self, node: &Node, place: &Place) -> Option<Template> {
        let value = match &node.value {
            Value::String(text) if is_expression(text) => {
                TemplateNode::Query(Query::Expression(self.expression(text, place)?))
            }
            Value::String(text) => {
                self.check_marks(text);
                TemplateNode::Literal(node.to_json())
            }
            Value::Array(items) if has_expression(node) => {
                let items = items.iter().enumerate();
                let items =
                    items.filter_map(|(at, item)| self.json_with_expressions(item, &place.at(at)));
                TemplateNode::Array(items.collect())
            }
            Value::Object(members) if has_expression(node) => {
                let mut fields = Vec::new();
                for Member { key, value } in members {
                    let inside = place.inside(&key.value);
                    if let Some(value) = self.json_with_expressions(value, &inside) {
                        fields.push((spanned(key), value));
                    }
                }
                TemplateNode::Object(fields)
            }
            _ => TemplateNode::Literal(node.to_json()),
        };
        Some(Template {
            node: value,
            site: node.site.clone(),
        })
    }

    fn template_members(&mut self, members: &[Member]) -> Vec<(Spanned<String>, Template)> {
        let mut out: Vec<(Spanned<String>, Template)> = Vec::new();
        let keys: BTreeMap<&str, &Text> = members
            .iter()
            .map(|member| (member.key.value.as_str(), &member.key))
            .collect();
        for member in members {
            let key = &member.key;
            let name = key.value.strip_suffix(".$");
            if let Some(name) = name
                && let Some(plain) = keys.get(name)
            {
                self.twice(plain, key);
                continue;
            }
            let template = match name {
                None => self.template_node(&member.value),
                Some(_) => match self.dynamic_value(key, &member.value) {
                    Some(query) => Template {
                        node: TemplateNode::Query(query),
                        site: member.value.site.clone(),
                    },
                    None => continue,
                },
            };
            let name = Spanned {
                value: name.unwrap_or(&key.value).to_owned(),
                site: key.site.clone(),
            };
            out.push((name, template));
        }
        out
    }

    fn twice(&mut self, plain: &Text, dynamic: &Text) {
        let (first, second) = if plain.site.start < dynamic.site.start {
            (plain, dynamic)
        } else {
            (dynamic, plain)
        };
        self.report(
            Diagnostic::new(
                Code::ConflictingFields,
                second.site.clone(),
                format!(
                    "`{}` and `{}` make the same field",
                    first.value, second.value
                ),
            )
            .label(format!("makes `{}` a second time", plain.value))
            .note_at(first.site.clone(), format!("`{}` stands", first.value)),
        );
    }

    /// The value of a `.$` field.
    fn dynamic_value(&mut self, key: &Text, node: &Node) -> Option<Query> {
        let Value::String(text) = &node.value else {
            self.report(
                Diagnostic::new(
                    Code::TemplateValue,
                    node.site.clone(),
                    format!(
                        "`{}` takes a path or an intrinsic function in a string, not {}",
                        key.value,
                        node.kind()
                    ),
                )
                .label("neither a path nor an intrinsic function")
                .help(format!(
                    "a value that stands for itself has a name without `.$`: `{}`",
                    key.value.trim_end_matches(".$")
                )),
            );
            return None;
        };
        if !text.value.trim_start().starts_with('$')
            && !text.value.contains('(')
            && !text.value.starts_with("States.")
        {
            self.report(
                Diagnostic::new(
                    Code::TemplateValue,
                    text.site.clone(),
                    format!(
                        "`{}` takes a path or an intrinsic function, not the text `{}`",
                        key.value, text.value
                    ),
                )
                .label("neither a path nor an intrinsic function")
                .note("a path starts with `$`, an intrinsic function with `States.`")
                .help(format!(
                    "text that stands for itself has a name without `.$`: `{}`",
                    key.value.trim_end_matches(".$")
                )),
            );
            return None;
        }
        self.query(text)
    }

    /// A path or an intrinsic function.
    pub(super) fn query(&mut self, text: &Text) -> Option<Query> {
        match parse_query(text) {
            Ok(query) => Some(query),
            Err(problems) => {
                for problem in problems {
                    self.report(problem.into_diagnostic(text));
                }
                None
            }
        }
    }

    /// A field that holds a literal string in `field`, or says where to get one in its `Path` form.
    pub(super) fn literal_or_query(
        &mut self,
        object: &Object<'_>,
        field: &str,
    ) -> Option<crate::ir::Text> {
        if object.language == QueryLanguage::Jsonata {
            let text = self.string(object, field)?;
            if is_expression(text) {
                let expression = self.expression(text, &Place::of(field))?;
                return Some(crate::ir::Text::Query(Query::Expression(expression)));
            }
            self.check_marks(text);
            return Some(crate::ir::Text::Literal(spanned(text)));
        }
        let path_field = format!("{field}Path");
        self.exclusive(object, &[field, &path_field]);
        if object.has(field) {
            return self
                .string(object, field)
                .map(|text| crate::ir::Text::Literal(spanned(text)));
        }
        let text = self.string(object, &path_field)?;
        let query = self.query(text)?;
        if let Query::Call(call) = &query
            && !returns_text(call.function)
        {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    text.site.clone(),
                    format!("`{path_field}` takes a string, and `States.{:?}` makes none", call.function),
                )
                .label("does not make a string")
                .help(
                    "functions that make one are `States.ArrayGetItem`, `States.Base64Decode`, \
                     `States.Base64Encode`, `States.Format`, `States.Hash`, `States.JsonToString` and `States.UUID`",
                ),
            );
            return None;
        }
        Some(crate::ir::Text::Query(query))
    }
}

/// Whether an intrinsic function's result may be a string.
fn returns_text(function: crate::ir::Intrinsic) -> bool {
    use crate::ir::Intrinsic::{
        ArrayGetItem, Base64Decode, Base64Encode, Format, Hash, JsonToString, UUID,
    };
    matches!(
        function,
        ArrayGetItem | Base64Decode | Base64Encode | Format | Hash | JsonToString | UUID
    )
}

/// Whether a `.$` field stands anywhere inside.
fn is_dynamic(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => items.iter().any(is_dynamic),
        Value::Object(members) => members
            .iter()
            .any(|member| member.key.value.ends_with(".$") || is_dynamic(&member.value)),
        _ => false,
    }
}

/// Whether an expression stands anywhere inside, or half of one.
fn has_expression(node: &Node) -> bool {
    match &node.value {
        Value::String(text) => is_expression(text) || is_half_expression(text),
        Value::Array(items) => items.iter().any(has_expression),
        Value::Object(members) => members.iter().any(|member| has_expression(&member.value)),
        _ => false,
    }
}
