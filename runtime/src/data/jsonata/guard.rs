//! Strings that grow without an end: a loop that doubles a string would have all memory long before its time is over.
use super::{
    MAX_TEXT,
    walk::{each, each_mut},
};
use jsonata_core::{
    ast::{AstNode, BinaryOp},
    evaluator::{Evaluator, EvaluatorError},
    value::JValue,
};

/// The function that stands around the parts of a concatenation. No expression can call it: its name is no name.
pub(super) const GUARD: &str = "text within bounds";

/// The expression, its concatenations guarded. Only what has a function of its own can loop.
pub(super) fn guarded(expression: AstNode) -> AstNode {
    let mut expression = expression;
    give_context(&mut expression);
    if has_lambda(&expression) {
        guard_all(&mut expression);
    }
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
            _ => false,
        };
        if left_out {
            args.insert(0, AstNode::Variable(String::new()));
        }
    }
    each_mut(node, &mut give_context);
}

pub(super) fn register(evaluator: &mut Evaluator) -> Result<(), EvaluatorError> {
    evaluator.register_fn(GUARD, |arguments: &[JValue]| {
        let value = arguments.first().cloned().unwrap_or(JValue::Undefined);
        match value.as_str() {
            Some(text) if text.len() > MAX_TEXT => Err(too_large()),
            _ => Ok(value),
        }
    })
}

/// What is refused for its size.
pub(super) fn too_large() -> EvaluatorError {
    EvaluatorError::EvaluationError("D2015: too large".to_owned())
}

fn has_lambda(node: &AstNode) -> bool {
    let mut found = matches!(node, AstNode::Lambda { .. });
    each(node, &mut |inner| found = found || has_lambda(inner));
    found
}

fn guard_all(node: &mut AstNode) {
    if let AstNode::Binary {
        op: BinaryOp::Concatenate,
        lhs,
        rhs,
    } = node
    {
        guard(lhs);
        guard(rhs);
    }
    each_mut(node, &mut guard_all);
}

/// Guards what may be a string that came from before. What a call gives is not guarded: it took its own time to make,
/// and the guard would count as a level of the recursion.
fn guard(node: &mut AstNode) {
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
            guard(then_branch);
            if let Some(other) = else_branch {
                guard(other);
            }
        }
        AstNode::Block(nodes) => {
            if let Some(last) = nodes.last_mut() {
                guard(last);
            }
        }
        other => {
            let inner = std::mem::replace(other, AstNode::Null);
            *other = AstNode::Function {
                name: GUARD.to_owned(),
                args: vec![inner],
                is_builtin: true,
            };
        }
    }
}
