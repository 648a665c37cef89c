//! Payload templates.
use super::{Fault, Scope, expression, intrinsic, path};
use crate::{
    program::Template,
    value::{Map, Str, Value},
};
use std::sync::Arc;

/// What a template makes of the document.
#[inline]
pub(crate) fn template(template: &Template, scope: &Scope) -> Result<Value, Fault> {
    fill(template, "", scope)
}

/// One field of an object, the others made as well, for what is wrong with them.
pub(crate) fn one_field(
    fields: &[(&str, Template)],
    wanted: &str,
    scope: &Scope,
) -> Result<Option<Value>, Fault> {
    let mut found = None;
    for (key, part) in fields {
        let value = fill(part, key, scope)?;
        if *key == wanted {
            found = Some(value);
        }
    }
    Ok(found)
}

/// What a part of a template makes. `field` is the name of the closest field, which AWS quotes with its `.$`.
#[inline]
pub(crate) fn fill(template: &Template, field: &str, scope: &Scope) -> Result<Value, Fault> {
    match template {
        Template::Literal(literal) => Ok(Value::from_literal(literal)),
        Template::Object(fields) => {
            let mut object = Map::with_room(fields.len());
            for (key, part) in *fields {
                // The compiler has seen to it that no key comes twice.
                object.push(Str::from_static(key), fill(part, key, scope)?);
            }
            Ok(Value::Object(Arc::new(object)))
        }
        Template::Array(items) => items.iter().map(|item| fill(item, field, scope)).collect(),
        Template::Path(path) => match path::peek(path, scope) {
            Some(value) => Ok(value.clone()),
            None => path::in_template(path, field, scope),
        },
        Template::Call(call) => intrinsic::call(call, scope),
        Template::Expression(expression) => expression::evaluate(expression, scope),
    }
}
