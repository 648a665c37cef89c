//! What an expression makes without the engine: a constant, or a plain path.

use super::check::literal;
use super::is_function;
use super::states::states_root;
use super::tree::{Kind, Node};
use crate::ir::{ExpressionRoot, ExpressionStep, Form, Json};

/// How an expression is evaluated.
pub(crate) fn form(tree: &Node) -> Form {
    if let Some(literal) = literal(tree) {
        return match literal {
            Json::Number(written) if !is_as_made(&written) => Form::Query,
            literal => Form::Literal(literal),
        };
    }
    let mut steps = Vec::new();
    match root(tree, &mut steps) {
        Some(root) => Form::Path(root, steps),
        None => Form::Query,
    }
}

/// Whether a number is written as JSONata would write it, so that the definition's text is its value.
fn is_as_made(written: &str) -> bool {
    written == "0"
        || written.parse::<f64>().is_ok_and(|number| {
            (1e-6..1e15).contains(&number.abs()) && number.to_string() == written
        })
}

/// What a plain path starts from; `steps` are added in its order.
fn root(node: &Node, steps: &mut Vec<ExpressionStep>) -> Option<ExpressionRoot> {
    match &node.kind {
        // A function may be meant, which only the engine knows.
        Kind::Variable(name)
            if !matches!(name.as_str(), "" | "$" | "states") && !is_function(name) =>
        {
            Some(ExpressionRoot::Variable(name.clone()))
        }
        Kind::Path(left, right) => {
            if matches!(&left.kind, Kind::Variable(name) if name == "states") {
                // A predicate belongs to its step: `$states.input[0]`.
                let (name, indices) = step(right)?;
                steps.extend(indices);
                return states_root(name);
            }
            let root = root(left, steps)?;
            let (name, indices) = step(right)?;
            steps.push(ExpressionStep::Field(name.to_owned()));
            steps.extend(indices);
            Some(root)
        }
        Kind::Predicate(left, Some(predicate)) => {
            let root = root(left, steps)?;
            steps.push(ExpressionStep::Index(index(predicate)?));
            Some(root)
        }
        _ => None,
    }
}

/// A name with at most one index: a second one is not one into what the first one gives.
fn step(node: &Node) -> Option<(&str, Option<ExpressionStep>)> {
    match &node.kind {
        Kind::Name(name) => Some((name, None)),
        Kind::Predicate(left, Some(predicate)) => match &left.kind {
            Kind::Name(name) => Some((name, Some(ExpressionStep::Index(index(predicate)?)))),
            _ => None,
        },
        _ => None,
    }
}

fn index(predicate: &Node) -> Option<i64> {
    match &predicate.kind {
        Kind::Number(written) => written.parse().ok(),
        _ => None,
    }
}
