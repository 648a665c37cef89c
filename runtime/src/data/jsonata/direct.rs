//! Expressions of what lies at the ends of plain paths, such as counters and conditions: each path is walked here, and what it
//! leads to is bound to a variable of its own, so that the engine is given no document.
//!
//! Only a text, a number, a flag or `null` is. What else a path leads to, or to nothing at all, goes the long way, and so does
//! what fails, because its words are about the expression as it is written.
use super::{
    super::evaluation::Bindings,
    convert,
    reads::{self, Part},
    walk::each_mut,
};
use crate::value::Value;
use jsonata_core::{
    ast::{AstNode, BinaryOp, PathStep, UnaryOp},
    evaluator::Context as Names,
    value::with_stack,
};

/// The expression with a variable for each path.
pub(super) struct Direct {
    pub(super) expression: AstNode,
    /// By the number that is the variable's name: no expression can have such a name itself.
    leaves: Vec<Leaf>,
}

/// A plain path below `$states`.
#[derive(PartialEq)]
struct Leaf {
    root: Root,
    fields: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Root {
    Input,
    Result,
    ErrorOutput,
}

/// None for an expression with anything that looks at more than single values.
pub(super) fn direct(expression: &AstNode) -> Option<Direct> {
    let mut direct = Direct {
        expression: expression.clone(),
        leaves: Vec::new(),
    };
    let is_direct = replace(&mut direct.expression, &mut direct.leaves);
    (is_direct && !direct.leaves.is_empty()).then_some(direct)
}

fn replace(node: &mut AstNode, leaves: &mut Vec<Leaf>) -> bool {
    match node {
        AstNode::String(_) | AstNode::Number(_) | AstNode::Boolean(_) | AstNode::Null => true,
        AstNode::Path { steps } => {
            let Some(leaf) = leaf(steps) else {
                return false;
            };
            let at = leaves.iter().position(|known| *known == leaf);
            let at = at.unwrap_or_else(|| {
                leaves.push(leaf);
                leaves.len() - 1
            });
            *node = AstNode::Variable(at.to_string());
            true
        }
        AstNode::Binary {
            op:
                BinaryOp::Add
                | BinaryOp::Subtract
                | BinaryOp::Multiply
                | BinaryOp::Divide
                | BinaryOp::Modulo
                | BinaryOp::Equal
                | BinaryOp::NotEqual
                | BinaryOp::LessThan
                | BinaryOp::LessThanOrEqual
                | BinaryOp::GreaterThan
                | BinaryOp::GreaterThanOrEqual
                | BinaryOp::And
                | BinaryOp::Or
                | BinaryOp::Concatenate,
            ..
        }
        | AstNode::Unary {
            op: UnaryOp::Negate | UnaryOp::Not,
            ..
        }
        | AstNode::Conditional { .. } => {
            let mut all = true;
            each_mut(node, &mut |inner| all = all && replace(inner, leaves));
            all
        }
        // Parentheses around one expression.
        AstNode::Block(inner) => match &mut inner[..] {
            [inner] => with_stack(|| replace(inner, leaves)),
            _ => false,
        },
        _ => false,
    }
}

/// `$states.input.a.b`
fn leaf(steps: &[PathStep]) -> Option<Leaf> {
    let [variable, root, fields @ ..] = steps else {
        return None;
    };
    let name = |step: &'_ PathStep| match &step.node {
        AstNode::Name(name) if reads::is_plain(step) => Some(name.clone()),
        _ => None,
    };
    if reads::plain_variable(variable) != Some("states") || fields.is_empty() {
        return None;
    }
    let root = match name(root)?.as_str() {
        "input" => Root::Input,
        "result" => Root::Result,
        "errorOutput" => Root::ErrorOutput,
        _ => return None,
    };
    let fields = fields.iter().map(name).collect::<Option<_>>()?;
    Some(Leaf { root, fields })
}

impl Direct {
    /// The variables, if each of them is a single value.
    pub(super) fn names(&self, bindings: &Bindings<'_>) -> Option<Names> {
        let mut names = Names::new();
        for (at, leaf) in self.leaves.iter().enumerate() {
            let mut here = match leaf.root {
                Root::Input => bindings.input,
                Root::Result => bindings.result,
                Root::ErrorOutput => bindings.error_output,
            }?;
            for field in &leaf.fields {
                here = here.json().as_object()?.get(field)?;
            }
            let here = here.json();
            if matches!(here, Value::Array(_) | Value::Object(_) | Value::Typed(_)) {
                return None;
            }
            names.bind(at.to_string(), convert::to_engine(here, &Part::Whole));
        }
        Some(names)
    }
}

#[cfg(test)]
mod tests {
    use super::direct;
    use jsonata_core::parser::parse;

    #[test]
    fn only_single_values_at_the_ends_of_plain_paths_are_taken() {
        for text in [
            "$states.input.count + 1",
            "$states.input.a.b >= $states.result.`c d` and $states.input.a.b != 'x'",
            "($states.input.a + 1) * 2",
            "$states.errorOutput.Error = 'E' ? -$states.input.n : $states.input.t & 'x'",
        ] {
            assert!(direct(&parse(text).unwrap()).is_some(), "{text}");
        }
        for text in [
            "1 + 1",
            "$states.input + 1",
            "$states.context.State.Name = 'x'",
            "$states.input.list[0] + 1",
            "$states.input.list.n[] + 1",
            "$states.input.* + 1",
            "$v.x + 1",
            "[$states.input.a]",
            "{'a': $states.input.a}",
            "$states.input.a in [1, 2]",
            "$states.input.(a + b)",
            "$string($states.input.a) & 'x'",
            "($x := $states.input.a; $x + 1)",
            "$states.input.a ?: 1",
            "[1..$states.input.a]",
            "$states.input.list@$l.x + 1",
        ] {
            assert!(direct(&parse(text).unwrap()).is_none(), "{text}");
        }
    }
}
