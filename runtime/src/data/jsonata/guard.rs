//! Values that grow without an end: a loop that doubles a string or nests a list in itself twice would have all memory, or
//! keep a walk busy, long before its time is over. What such a loop builds with is measured as it is built.
mod distinct;
mod matches;

use super::{
    MAX_MILLIS, MAX_TEXT,
    walk::{each, each_mut},
};
use jsonata_core::{
    ast::{AstNode, BinaryOp},
    evaluator::{Context as Names, Evaluator, EvaluatorError, EvaluatorOptions},
    value::{JValue, with_stack},
};
use std::{cell::Cell, mem};

/// Ends the names of our functions. No expression can call them: those are no names.
pub(super) const SUFFIX: &str = " within bounds";
const TEXT: &str = "text within bounds";
const PART: &str = "part within bounds";
const JOIN: &str = "join within bounds";
pub(super) const DISTINCT: &str = "distinct within bounds";
const MATCH: &str = "match within bounds";
const REPLACE: &str = "replace within bounds";
const SPLIT: &str = "split within bounds";

/// How much one value may hold, in bytes; what is shared counts as often as it is seen.
const MAX_SIZE: usize = 64 << 20;
/// What an item, a field or a number counts.
const NODE: usize = 16;
/// How deep a value may be nested. What reads a document later may do so with little stack.
const MAX_NESTING: usize = 500;
/// How much text one evaluation may make of other text.
const MAX_SPENT: usize = 256 << 20;

/// An expression shorter than this cannot build much without a loop.
const SHORT: usize = 256;

/// The expression with its guards.
pub(super) fn guarded(expression: AstNode, length: usize) -> AstNode {
    let mut expression = expression;
    give_context(&mut expression);
    let can_grow = length > SHORT || has_lambda_or_name(&expression);
    guard_all(&mut expression, can_grow);
    expression
}

/// JSONata's functions on text take what they are applied to where a call leaves it out (`name.$encodeUrl()`). The engine
/// does so only for those of its own.
fn give_context(node: &mut AstNode) {
    if let AstNode::Binary {
        op: BinaryOp::ChainPipe,
        lhs,
        rhs,
    } = node
    {
        // The left side is the argument.
        give_context(lhs);
        each_mut(rhs, &mut give_context);
        return;
    }
    if let AstNode::Function { name, args, .. } = node {
        let left_out = match name.as_str() {
            "base64decode" | "encodeUrl" | "encodeUrlComponent" | "formatBase" => args.is_empty(),
            "pad" => args.len() == 1,
            // What is looked for stands first, or what follows it.
            "match" => matches!(args[..], [AstNode::Regex { .. }, ..]),
            "split" => {
                matches!(
                    args[..],
                    [_] | [AstNode::Regex { .. }, ..] | [_, AstNode::Number(_)]
                )
            }
            "replace" => {
                matches!(args[..], [_, _] | [AstNode::Regex { .. }, ..])
            }
            _ => false,
        };
        if left_out {
            args.insert(0, AstNode::Variable(String::new()));
        }
    }
    each_mut(node, &mut give_context);
}

pub(super) fn register(evaluator: &mut Evaluator) -> Result<(), EvaluatorError> {
    let spent = Cell::new(0);
    evaluator.register_fn(TEXT, move |arguments: &[JValue]| {
        let value = arguments.first().cloned().unwrap_or(JValue::Undefined);
        let length = value.as_str().map_or(0, str::len);
        spent.set(spent.get() + length);
        if length > MAX_TEXT || spent.get() > MAX_SPENT || !is_within_bounds(&value) {
            return Err(too_large());
        }
        Ok(value)
    })?;
    evaluator.register_fn(PART, |arguments: &[JValue]| {
        let value = arguments.first().cloned().unwrap_or(JValue::Undefined);
        if is_within_bounds(&value) {
            Ok(value)
        } else {
            Err(too_large())
        }
    })?;
    evaluator.register_fn(JOIN, |arguments: &[JValue]| {
        let count = arguments
            .first()
            .and_then(JValue::as_array)
            .map_or(0, Vec::len);
        let separator = arguments
            .get(1)
            .and_then(JValue::as_str)
            .map_or(0, str::len);
        if arguments.iter().all(is_within_bounds) && count.saturating_mul(separator) <= MAX_SIZE {
            engines("join", arguments)
        } else {
            Err(too_large())
        }
    })?;
    evaluator.register_fn(DISTINCT, distinct::distinct)?;
    evaluator.register_fn(MATCH, matches::matches)?;
    evaluator.register_fn(REPLACE, matches::replace)?;
    evaluator.register_fn(SPLIT, matches::split)
}

/// Calls the engine's own function.
fn engines(function: &str, arguments: &[JValue]) -> Result<JValue, EvaluatorError> {
    let mut names = Names::new();
    let mut args = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        let name = format!("argument{at}");
        names.bind(name.clone(), argument.clone());
        args.push(AstNode::Variable(name));
    }
    let call = AstNode::Function {
        name: function.to_owned(),
        args,
        is_builtin: true,
    };
    let options = EvaluatorOptions {
        timeout_ms: Some(MAX_MILLIS),
        ..EvaluatorOptions::default()
    };
    Evaluator::with_options(names, options).evaluate(&call, &JValue::Undefined)
}

/// What is refused for its size.
pub(super) fn too_large() -> EvaluatorError {
    EvaluatorError::EvaluationError("D2015: too large".to_owned())
}

/// What is refused for the time that it would take.
fn too_long() -> EvaluatorError {
    EvaluatorError::EvaluationError("D1012: too long".to_owned())
}

/// Whether a value may be walked, copied and printed.
pub(super) fn is_within_bounds(value: &JValue) -> bool {
    fn measure(value: &JValue, left: &mut usize, depth: usize) -> bool {
        let size = NODE + value.as_str().map_or(0, str::len);
        let Some(rest) = left.checked_sub(size) else {
            return false;
        };
        *left = rest;
        match value {
            JValue::Array(items) => {
                depth > 0 && with_stack(|| items.iter().all(|item| measure(item, left, depth - 1)))
            }
            JValue::Object(fields) => {
                depth > 0
                    && with_stack(|| fields.values().all(|field| measure(field, left, depth - 1)))
            }
            _ => true,
        }
    }
    measure(value, &mut MAX_SIZE.clone(), MAX_NESTING)
}

/// Whether it has functions of its own or names for values: what is used twice can double.
fn has_lambda_or_name(node: &AstNode) -> bool {
    let mut found = matches!(
        node,
        AstNode::Lambda { .. }
            | AstNode::Binary {
                op: BinaryOp::ColonEqual,
                ..
            }
    );
    each(node, &mut |inner| {
        found = found || has_lambda_or_name(inner);
    });
    found
}

fn guard_all(node: &mut AstNode, can_grow: bool) {
    each_mut(node, &mut |inner| guard_all(inner, can_grow));
    match node {
        AstNode::Binary {
            op: BinaryOp::Concatenate,
            lhs,
            rhs,
        } => {
            guard_text(lhs);
            guard_text(rhs);
        }
        AstNode::Binary {
            op: BinaryOp::ChainPipe,
            rhs,
            ..
        } if can_grow => {
            // A guard is no function to pass a value to: it goes around the whole chain.
            let had_guard = unwrap(rhs);
            if had_guard || nests(rhs) {
                wrap(node, PART);
            }
        }
        AstNode::Array(items) if can_grow => items.iter_mut().for_each(guard_part),
        AstNode::Object(pairs) if can_grow => {
            for (_, value) in pairs {
                guard_part(value);
            }
        }
        AstNode::ObjectTransform { pattern, .. } if can_grow => {
            for (_, value) in pattern {
                guard_part(value);
            }
        }
        AstNode::Function { name, args, .. }
            if name == "join" && !args.iter().any(|it| matches!(it, AstNode::Placeholder)) =>
        {
            JOIN.clone_into(name);
        }
        AstNode::Function { name, args, .. }
            if name == "distinct" && !args.iter().any(|it| matches!(it, AstNode::Placeholder)) =>
        {
            DISTINCT.clone_into(name);
        }
        AstNode::Function { name, args, .. } => {
            let guard = match name.as_str() {
                "match" => MATCH,
                "replace" => REPLACE,
                "split" => SPLIT,
                _ => "",
            };
            // One that calls a function for each match takes its own time.
            let is_plain = |it: &AstNode| {
                matches!(
                    it,
                    AstNode::String(_)
                        | AstNode::Regex { .. }
                        | AstNode::Number(_)
                        | AstNode::Path { .. }
                        | AstNode::Variable(_)
                )
            };
            // After `~>` the text is left out.
            let after_text = usize::from(args.len() > 1);
            if !guard.is_empty() && args.iter().skip(after_text).all(is_plain) {
                guard.clone_into(name);
            }
        }
        _ => {}
    }
    if can_grow && nests(node) {
        wrap(node, PART);
    }
}

/// A call of what makes lists of lists without a constructor.
fn nests(node: &AstNode) -> bool {
    matches!(node, AstNode::Function { name, .. } if ["map", "each", "zip"].contains(&name.as_str()))
}

/// Guards a part of a list or an object. Literals are bounded, and so are constructors by their own parts.
fn guard_part(node: &mut AstNode) {
    if !matches!(
        node,
        AstNode::String(_)
            | AstNode::Number(_)
            | AstNode::Boolean(_)
            | AstNode::Null
            | AstNode::Array(_)
            | AstNode::ArrayGroup(_)
            | AstNode::Object(_)
            | AstNode::Lambda { .. }
    ) {
        wrap(node, PART);
    }
}

/// Guards what may be a string that came from before. What a call gives is not guarded: it took its own time to make,
/// and the guard would count as a level of the recursion.
fn guard_text(node: &mut AstNode) {
    match node {
        AstNode::String(_)
        | AstNode::Number(_)
        | AstNode::Function { .. }
        | AstNode::Call { .. }
        | AstNode::Binary { .. } => {}
        AstNode::Conditional {
            then_branch,
            else_branch,
            ..
        } => {
            guard_text(then_branch);
            if let Some(other) = else_branch {
                guard_text(other);
            }
        }
        AstNode::Block(nodes) => {
            if let Some(last) = nodes.last_mut() {
                guard_text(last);
            }
        }
        other => wrap(other, TEXT),
    }
}

fn wrap(node: &mut AstNode, guard: &str) {
    let inner = mem::replace(node, AstNode::Null);
    *node = AstNode::Function {
        name: guard.to_owned(),
        args: vec![inner],
        is_builtin: true,
    };
}

/// Takes a part's guard off; whether it had one.
fn unwrap(node: &mut AstNode) -> bool {
    match node {
        AstNode::Function { name, args, .. } if name == PART => {
            *node = args.pop().unwrap_or(AstNode::Null);
            true
        }
        _ => false,
    }
}
