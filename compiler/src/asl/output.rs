//! What a state, rule or catcher leaves: `Output` and `Assign`.

use super::Lower;
use super::expression::Place;
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{Assign, QueryLanguage, Template, TemplateNode};
use crate::json::Value;
use crate::path::check_variable;

impl Lower<'_> {
    /// `Output`, if present.
    pub(super) fn output(&mut self, object: &Object<'_>, place: &Place) -> Option<Template> {
        let node = object.get("Output")?;
        self.json_with_expressions(node, &place.inside("Output"))
    }

    /// `Assign`; empty where absent.
    pub(super) fn assign(&mut self, object: &Object<'_>, place: &Place) -> Assign {
        let Some(member) = object.member("Assign") else {
            return Assign::new();
        };
        let Value::Object(members) = &member.value.value else {
            self.wrong_kind(&member.value, "`Assign`", "an object");
            return Assign::new();
        };
        let assigned: Assign = if object.language == QueryLanguage::Jsonata {
            let place = place.inside("Assign");
            let mut assigned = Assign::new();
            for member in members {
                let (key, value) = (&member.key, &member.value);
                if let Some(value) = self.json_with_expressions(value, &place.inside(&key.value)) {
                    assigned.push((spanned(key), value));
                }
            }
            assigned
        } else if let TemplateNode::Object(fields) = self.template_node(&member.value).node {
            fields
        } else {
            // Nothing dynamic in it.
            let literal = |member: &crate::json::Member| {
                let node = TemplateNode::Literal(member.value.to_json());
                let site = member.value.site.clone();
                (spanned(&member.key), Template { node, site })
            };
            members.iter().map(literal).collect()
        };
        for member in members {
            let key = &member.key;
            let is_dynamic = object.language == QueryLanguage::JsonPath;
            let name = key.value.as_str();
            let name = name
                .strip_suffix(".$")
                .filter(|_| is_dynamic)
                .unwrap_or(name);
            if name == "states" {
                self.report(
                    Diagnostic::new(
                        Code::ReservedVariable,
                        key.site.clone(),
                        format!("{} assigns `states`, which is reserved", object.name),
                    )
                    .label("not a name for a variable")
                    .note("`$states` holds the state's input, result and context"),
                );
            } else if let Err(why) = check_variable(name) {
                let diagnostic = Diagnostic::new(
                    Code::BadValue,
                    key.site.clone(),
                    format!("{} assigns `{name}`, which {why}", object.name),
                )
                .label("not a name for a variable");
                self.report(if let Some(plain) = name.strip_prefix('$') {
                    diagnostic.help(format!(
                        "the `$` belongs to where a variable is read: `{plain}`"
                    ))
                } else {
                    diagnostic
                        .help("a name has letters, digits and `_`, and does not start with a digit")
                });
            }
        }
        assigned
    }
}
