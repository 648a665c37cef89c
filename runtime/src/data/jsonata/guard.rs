//! Strings that grow without an end: a loop that doubles a string would have all memory long before its time is over.
use super::MAX_TEXT;
use jsonata_core::{
    ast::{AstNode, BinaryOp},
    evaluator::{Evaluator, EvaluatorError},
    value::JValue,
};

/// The function that stands around the parts of a concatenation. No expression can call it: its name is no name.
const GUARD: &str = "text within bounds";

/// The expression, its concatenations guarded. Only what has a function of its own can loop.
pub(super) fn guarded(expression: AstNode) -> AstNode {
    let mut expression = expression;
    if has_lambda(&expression) {
        guard_all(&mut expression);
    }
    expression
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

macro_rules! walk {
    ($name:ident, $iter:ident, $as_deref:ident $(, $mut:tt)?) => {
        /// Visits what a node consists of.
        fn $name(node: & $($mut)? AstNode, visit: &mut dyn FnMut(& $($mut)? AstNode)) {
            match node {
                AstNode::Path { steps } => {
                    for step in steps.$iter() {
                        visit(& $($mut)? step.node);
                        for stage in step.stages.$iter() {
                            if let jsonata_core::ast::Stage::Filter(filter) = stage {
                                visit(filter);
                            }
                        }
                    }
                }
                AstNode::Binary { lhs, rhs, .. } => {
                    visit(lhs);
                    visit(rhs);
                }
                AstNode::Unary { operand, .. } => visit(operand),
                AstNode::Function { args, .. } => args.$iter().for_each(visit),
                AstNode::Call { procedure, args } => {
                    visit(procedure);
                    args.$iter().for_each(visit);
                }
                AstNode::Lambda { body, .. } => visit(body),
                AstNode::Array(items) | AstNode::ArrayGroup(items) | AstNode::Block(items) => {
                    items.$iter().for_each(visit);
                }
                AstNode::Object(pairs) => {
                    for (key, value) in pairs.$iter() {
                        visit(key);
                        visit(value);
                    }
                }
                AstNode::ObjectTransform { input, pattern } => {
                    visit(input);
                    for (key, value) in pattern.$iter() {
                        visit(key);
                        visit(value);
                    }
                }
                AstNode::Conditional {
                    condition,
                    then_branch,
                    else_branch,
                } => {
                    visit(condition);
                    visit(then_branch);
                    if let Some(other) = else_branch.$as_deref() {
                        visit(other);
                    }
                }
                AstNode::FunctionApplication(inner) => visit(inner),
                AstNode::Sort { input, terms } => {
                    visit(input);
                    for (term, _) in terms.$iter() {
                        visit(term);
                    }
                }
                AstNode::Transform {
                    location,
                    update,
                    delete,
                } => {
                    visit(location);
                    visit(update);
                    if let Some(delete) = delete.$as_deref() {
                        visit(delete);
                    }
                }
                _ => {}
            }
        }
    };
}

walk!(each, iter, as_deref);
walk!(each_mut, iter_mut, as_deref_mut, mut);

/// The names of the functions that an expression calls.
pub(super) fn called(node: &AstNode, names: &mut Vec<String>) {
    if let AstNode::Function { name, .. } = node
        && name != GUARD
        && !names.contains(name)
    {
        names.push(name.clone());
    }
    each(node, &mut |inner| called(inner, names));
}

/// The signs of the comparisons of an expression.
pub(super) fn comparisons(node: &AstNode, signs: &mut Vec<&'static str>) {
    if let AstNode::Binary { op, .. } = node {
        let sign = match op {
            BinaryOp::LessThan => "<",
            BinaryOp::LessThanOrEqual => "<=",
            BinaryOp::GreaterThan => ">",
            BinaryOp::GreaterThanOrEqual => ">=",
            _ => "",
        };
        if !sign.is_empty() && !signs.contains(&sign) {
            signs.push(sign);
        }
    }
    each(node, &mut |inner| comparisons(inner, signs));
}
