//! What an expression consists of. An expression may be nested deeper than a thread's stack is, so every walk takes new
//! stack where it needs some.
use jsonata_core::{
    ast::{AstNode, BinaryOp},
    value::with_stack,
};

macro_rules! walk {
    ($name:ident, $iter:ident, $as_deref:ident $(, $mut:tt)?) => {
        /// Visits what a node consists of.
        pub(super) fn $name(node: & $($mut)? AstNode, visit: &mut dyn FnMut(& $($mut)? AstNode)) {
            with_stack(|| match node {
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
            })
        }
    };
}

walk!(each, iter, as_deref);
walk!(each_mut, iter_mut, as_deref_mut, mut);

/// The names of the functions that an expression calls.
pub(super) fn called(node: &AstNode, names: &mut Vec<String>) {
    if let AstNode::Function { name, .. } = node
        && let name = name.strip_suffix(super::guard::SUFFIX).unwrap_or(name)
        && !["text", "part"].contains(&name)
        && !names.iter().any(|known| known == name)
    {
        names.push(name.to_owned());
    }
    each(node, &mut |inner| called(inner, names));
}

/// Whether an expression has guards that are functions.
pub(super) fn has_guards(node: &AstNode) -> bool {
    let mut found = match node {
        AstNode::Function { name, .. } => name.ends_with(super::guard::SUFFIX),
        _ => false,
    };
    each(node, &mut |inner| found = found || has_guards(inner));
    found
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
