//! Payload templates.
use super::{Fault, Scope, expression, intrinsic, path};
use crate::{
    program::Template,
    value::{Map, Str, Value},
};
use std::sync::Arc;

/// What a template makes of the document.
pub(crate) fn template(template: &Template, scope: &Scope) -> Result<Value, Fault> {
    fill(template, "", scope)
}

/// `field` is the name of the closest field, which AWS quotes with its `.$`.
fn fill(template: &Template, field: &str, scope: &Scope) -> Result<Value, Fault> {
    match template {
        Template::Literal(literal) => Ok(Value::from_literal(literal)),
        Template::Object(fields) => {
            let mut object = Map::with_capacity(fields.len());
            for (key, part) in *fields {
                object.insert(Str::from_static(key), fill(part, key, scope)?);
            }
            Ok(Value::Object(Arc::new(object)))
        }
        Template::Array(items) => items.iter().map(|item| fill(item, field, scope)).collect(),
        Template::Path(path) => path::in_template(path, field, scope),
        Template::Call(call) => intrinsic::call(call, scope),
        Template::Expression(expression) => expression::evaluate(expression, scope),
    }
}
