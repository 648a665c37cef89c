//! Paths: Jayway's `JsonPath` as AWS uses it.
//!
//! Definite paths (fields and indices) are walked by reference and give the bare value or a fault; nothing is
//! allocated but the clone of what they lead to. Indefinite ones give the list of all matches. Jayway's rule: up to
//! the first indefinite step everything must be there, behind it what is not there is left out.
mod filter;
mod function;
#[cfg(test)]
mod oracle;
mod query;
#[cfg(test)]
mod tests;

use super::{Fault, Scope, place};
use crate::{
    program::{Path, Root, Select, Step},
    value::{Error, Map, Value, position},
};
use std::fmt::Write;

/// What a path leads to.
enum Found<'v> {
    /// A node of the document.
    Node(&'v Value),
    /// A list of matches, or what a function computed.
    Made(Value),
}

impl Found<'_> {
    fn into_value(self) -> Value {
        match self {
            Found::Node(node) => node.clone(),
            Found::Made(value) => value,
        }
    }
}

/// Why a path leads nowhere; the numbers are those of the step that does not fit.
#[derive(Debug, PartialEq, Eq)]
enum Miss {
    /// A field that is not there.
    Field(usize),
    /// An index beyond the list.
    Index(usize),
    /// A field of something that is no object, or an index of something that is no list.
    Kind(usize),
    /// A filter on something without parts.
    Filter(usize),
    /// A function without anything to compute on.
    Aggregation,
    /// A variable without a value.
    Variable,
    /// A Rust value that has no JSON form.
    NotJson(Error),
}

impl Miss {
    const fn is_no_json(&self) -> bool {
        matches!(self, Miss::NotJson(_))
    }
}

/// The value a path leads to. Its fault names the path as AWS does for `InputPath` and `OutputPath`.
#[inline]
pub(crate) fn get(path: &Path, scope: &Scope) -> Result<Value, Fault> {
    evaluate(path, scope, |found| found.map(Found::into_value)).map_err(|miss| {
        let reason = evaluate_root(path, scope, |root| reason(path, &miss, root));
        Fault::runtime(format!("Invalid path '{}' : {reason}", path.text))
    })
}

/// The value a path leads to, if it leads anywhere.
pub(crate) fn find(path: &Path, scope: &Scope) -> Option<Value> {
    evaluate(path, scope, |found| match found.ok()? {
        Found::Made(Value::Array(all)) if all.is_empty() && !is_definite(path.steps) => None,
        found => Some(found.into_value()),
    })
}

/// Reads the value a path leads to without cloning it; none if it leads nowhere.
#[inline]
pub(super) fn with<R>(path: &Path, scope: &Scope, read: impl FnOnce(&Value) -> R) -> Option<R> {
    evaluate(path, scope, |found| match found.ok()? {
        Found::Node(node) => Some(read(node)),
        Found::Made(value) => Some(read(&value)),
    })
}

/// `InputPath`, `OutputPath`: paths start from `whole`.
#[inline]
pub(crate) fn select(select: &Select, whole: &Value, scope: &Scope) -> Result<Value, Fault> {
    match select {
        Select::Whole => Ok(whole.clone()),
        Select::Nothing => Ok(Value::object()),
        Select::At(path) => {
            let scope = Scope {
                document: whole,
                ..*scope
            };
            get(path, &scope)
        }
    }
}

/// The value of a field that takes a reference path (`ItemsPath`), with the fault AWS has for those.
pub(crate) fn reference(path: &Path, scope: &Scope) -> Result<Value, Fault> {
    evaluate(path, scope, |found| found.map(Found::into_value)).map_err(|miss| match miss {
        Miss::Field(at) | Miss::Index(at) | Miss::Kind(at) | Miss::Filter(at) => {
            evaluate_root(path, scope, |root| match path.steps.get(at) {
                Some(step) => place::unfit(step, root),
                None => Fault::runtime(format!("Invalid path '{}'", path.text)),
            })
        }
        miss => Fault::runtime(format!(
            "Invalid path '{}' : {}",
            path.text,
            reason(path, &miss, scope.document)
        )),
    })
}

/// The value of a field `name.$` of a template.
///
/// AWS gives null where the last step is an index beyond a list that is there, and no matches where a path to many places
/// misses one on its way; any other miss is a fault.
#[inline]
pub(super) fn in_template(path: &Path, field: &str, scope: &Scope) -> Result<Value, Fault> {
    let last = path.steps.len().wrapping_sub(1);
    let found = evaluate(path, scope, |found| found.map(Found::into_value));
    match found {
        Ok(value) => Ok(value),
        Err(Miss::Index(at)) if at == last => Ok(Value::Null),
        // To many places there are none.
        Err(Miss::Field(_) | Miss::Kind(_)) if !is_definite(path.steps) => {
            Ok(Value::from(Vec::new()))
        }
        Err(miss) if field.is_empty() || miss.is_no_json() => get(path, scope),
        Err(_) => Err(not_found(path, &format!("{field}.$"), scope)),
    }
}

/// The value of `ErrorPath` or `CausePath`.
pub(crate) fn in_field(path: &Path, field: &str, scope: &Scope) -> Result<Value, Fault> {
    evaluate(path, scope, |found| found.map(Found::into_value)).or_else(|miss| {
        if miss.is_no_json() {
            get(path, scope)
        } else {
            Err(not_found(path, field, scope))
        }
    })
}

fn not_found(path: &Path, field: &str, scope: &Scope) -> Fault {
    evaluate_root(path, scope, |root| {
        Fault::runtime(format!(
            "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{root}'",
            path.text
        ))
    })
}

/// The value of an argument; `call` is the outermost call as written.
#[inline]
pub(super) fn in_call(path: &Path, call: &str, scope: &Scope) -> Result<Value, Fault> {
    let found = evaluate(path, scope, |found| found.map(Found::into_value));
    match found {
        Ok(value) => Ok(value),
        Err(miss) if miss.is_no_json() => get(path, scope),
        Err(_) => Err(evaluate_root(path, scope, |root| {
            Fault::runtime(format!(
                "The function '{call}' had the following error: \
                 The JsonPath argument for the field '{}' could not be found in the input '{root}'",
                path.text
            ))
        })),
    }
}

/// What a path into the document leads to, where that is simply there.
#[inline]
pub(super) fn peek<'v>(path: &Path, scope: &Scope<'v>) -> Option<&'v Value> {
    match path.root {
        Root::Document => down(scope.document, path.steps),
        _ => None,
    }
}

/// Down fields and indices that are all there: what nearly every path is.
#[inline]
fn down<'v>(root: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    let mut node = root;
    for step in steps {
        node = match (step, node) {
            (Step::Field(name), Value::Object(fields)) => fields.get(name)?,
            (Step::Index(index), Value::Array(items)) => {
                items.get(position(*index, items.len())?)?
            }
            // What is a Rust value still is left to the long way.
            _ => return None,
        };
    }
    (!matches!(node, Value::Typed(_))).then_some(node)
}

#[inline]
fn evaluate<R>(path: &Path, scope: &Scope, then: impl FnOnce(Result<Found<'_>, Miss>) -> R) -> R {
    match path.root {
        Root::Document | Root::Current => then(follow(scope.document, path.steps, scope)),
        Root::Context => {
            // Two fields down is what is asked for: an id, a name, a time. A miss is told of the whole object.
            if let [Step::Field(object), Step::Field(field), rest @ ..] = path.steps
                && let Some(value) = scope.context.field(object, field)
                && let Ok(found) = follow(&value, rest, scope)
            {
                return then(Ok(found));
            }
            then(follow(&scope.context.object(), path.steps, scope))
        }
        Root::Variable(name) => match scope.context.variable(name) {
            Some(value) => then(follow(&value, path.steps, scope)),
            None => then(Err(Miss::Variable)),
        },
    }
}

/// What the path starts from, for messages.
fn evaluate_root<R>(path: &Path, scope: &Scope, then: impl FnOnce(&Value) -> R) -> R {
    match path.root {
        Root::Document | Root::Current => then(scope.document),
        Root::Context => then(&scope.context.object()),
        Root::Variable(name) => then(&scope.context.variable(name).unwrap_or_default()),
    }
}

fn json(node: &Value) -> Result<&Value, Miss> {
    node.try_json()
        .map_err(|error| Miss::NotJson(error.clone()))
}

/// Walks `steps` from `root`.
fn follow<'v>(root: &'v Value, steps: &'static [Step], scope: &Scope) -> Result<Found<'v>, Miss> {
    let mut node = json(root)?;
    for (at, step) in steps.iter().enumerate() {
        node = match (step, node) {
            (Step::Field(name), Value::Object(fields)) => {
                json(fields.get(name).ok_or(Miss::Field(at))?)?
            }
            (Step::Index(index), Value::Array(items)) => {
                match position(*index, items.len()).and_then(|at| items.get(at)) {
                    Some(item) => json(item)?,
                    // Jayway ends the search silently; only a definite path then lacks its result.
                    None if is_definite(steps) => return Err(Miss::Index(at)),
                    None => return Ok(Found::Made(Value::from(Vec::new()))),
                }
            }
            (Step::Field(_) | Step::Index(_), _) => return Err(Miss::Kind(at)),
            (Step::Function(function), _) => {
                return function::apply(*function, node)
                    .map(Found::Made)
                    .ok_or(Miss::Aggregation);
            }
            (Step::Fields(names), Value::Object(fields)) if at + 1 == steps.len() => {
                return Ok(Found::Made(merged(names, fields)));
            }
            _ => return query::follow(root, node, at, steps, scope).map(Found::Made),
        };
    }
    Ok(Found::Node(node))
}

/// `['a','b']` at a path's end: an object of those fields that are there.
fn merged(names: &'static [&'static str], fields: &Map) -> Value {
    let there = names
        .iter()
        .filter_map(|name| Some((*name, fields.get(name)?.clone())));
    Value::from(there.collect::<Map>())
}

/// Whether a path leads to one value at most.
fn is_definite(steps: &[Step]) -> bool {
    let last = steps.len().wrapping_sub(1);
    steps.iter().enumerate().all(|(at, step)| match step {
        Step::Field(_) | Step::Index(_) | Step::Function(_) => true,
        Step::Fields(_) => at == last,
        _ => false,
    })
}

/// Jayway's words for a miss.
fn reason(path: &Path, miss: &Miss, root: &Value) -> String {
    let upto = |at: usize| canonical(path.steps.get(..at).unwrap_or(path.steps));
    let fragment = |at: usize| canonical_step(path.steps.get(at));
    match miss {
        &Miss::Field(at) if at + 1 < path.steps.len() => {
            format!("Missing property in path {}", upto(at + 1))
        }
        Miss::Field(_) | Miss::Index(_) => {
            format!("No results for path: {}", canonical(path.steps))
        }
        &Miss::Kind(at) => match path.steps.get(at) {
            Some(Step::Field(_) | Step::Fields(_)) => {
                format!("Property {} not found in path {}", fragment(at), upto(at))
            }
            _ => format!(
                "Filter: {} can only be applied to arrays. Current context is: {}",
                fragment(at),
                super::intrinsic::java(node_at(root, path.steps, at)),
            ),
        },
        &Miss::Filter(at) => format!(
            "Filter: {} can not be applied to primitives. Current context is: {}",
            fragment(at),
            super::intrinsic::java(node_at(root, path.steps, at)),
        ),
        Miss::Aggregation => {
            "Aggregation function attempted to calculate value using empty array".to_owned()
        }
        Miss::Variable => "The variable has no value".to_owned(),
        Miss::NotJson(error) => format!("The document has no JSON form: {error}"),
    }
}

/// The node before a step that missed.
fn node_at<'v>(root: &'v Value, steps: &[Step], at: usize) -> &'v Value {
    let mut node = root.json();
    for step in steps.iter().take(at) {
        let next = match (step, node) {
            (Step::Field(name), Value::Object(fields)) => fields.get(name),
            (Step::Index(index), Value::Array(items)) => {
                position(*index, items.len()).and_then(|at| items.get(at))
            }
            _ => None,
        };
        let Some(next) = next else { break };
        node = next.json();
    }
    node
}

/// A path as Jayway prints it: `$['a'][0]`.
fn canonical(steps: &[Step]) -> String {
    let mut text = String::from("$");
    for step in steps {
        text.push_str(&canonical_step(Some(step)));
    }
    text
}

fn canonical_step(step: Option<&Step>) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = match step {
        Some(Step::Field(name)) => write!(text, "['{name}']"),
        Some(Step::Fields(names)) => write!(text, "['{}']", names.join("','")),
        Some(Step::Index(index)) => write!(text, "[{index}]"),
        Some(Step::Indices(indices)) => {
            let indices: Vec<String> = indices.iter().map(ToString::to_string).collect();
            write!(text, "[{}]", indices.join(","))
        }
        Some(Step::Slice { from, to, .. }) => {
            let bound = |bound: &Option<i64>| bound.map_or(String::new(), |at| at.to_string());
            write!(text, "[{}:{}]", bound(from), bound(to))
        }
        Some(Step::Wildcard) => write!(text, "[*]"),
        Some(Step::Descend) => write!(text, ".."),
        Some(Step::Filter(_)) => write!(text, "[?]"),
        Some(Step::Function(function)) => write!(text, ".{}()", function::name(*function)),
        None => Ok(()),
    };
    text
}
