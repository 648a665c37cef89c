//! What an expression reads and calls, and what of that is wrong.

use std::ops::Range;

use super::Expression;
use super::call;
use super::functions::Function;
use super::states::StatesRead;
use super::tree::{Kind, Node};
use crate::errors::Code;
use crate::ir::{ExpressionRoot, Form, Json};
use crate::problem::{Problem, quoted_part};

/// Goes over an expression once.
pub(super) fn read(tree: &Node, form: Form) -> Expression {
    let mut walk = Walk {
        expression: Expression {
            form,
            roots: Vec::new(),
            states: Vec::new(),
            problems: Vec::new(),
        },
        bound: Vec::new(),
    };
    walk.node(tree, false);
    walk.expression
}

struct Walk {
    expression: Expression,
    /// The names that are bound in the expression itself, innermost last.
    bound: Vec<String>,
}

impl Walk {
    /// `inside`: whether there is a context item, that names stand for fields of.
    fn node(&mut self, node: &Node, inside: bool) {
        match &node.kind {
            Kind::String(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null | Kind::Regex => {}
            Kind::Name(name) => self.no_document(inside, &node.at, name),
            Kind::Wildcard(sign) => self.no_document(inside, &node.at, sign),
            Kind::Variable(name) => self.variable(name, &node.at, inside),
            Kind::Negative(of) => self.node(of, inside),
            Kind::Binary(_, left, right) => {
                self.node(left, inside);
                self.node(right, inside);
            }
            Kind::Chain(left, right) => {
                self.node(left, inside);
                match &right.kind {
                    Kind::Call(function, arguments) => {
                        self.call(right, function, arguments, true, inside);
                    }
                    Kind::Variable(name) if !self.is_bound(name) => {
                        self.function(name, &right.at);
                    }
                    _ => self.node(right, inside),
                }
            }
            Kind::Path(..)
            | Kind::Predicate(..)
            | Kind::Group(..)
            | Kind::Sort(..)
            | Kind::Bound(..) => self.scoped(|walk| walk.steps(node, inside)),
            Kind::Array(items) => items.iter().for_each(|item| self.node(item, inside)),
            Kind::Object(pairs) => self.pairs(pairs, inside),
            Kind::Block(parts) => {
                self.scoped(|walk| parts.iter().for_each(|part| walk.node(part, inside)));
            }
            Kind::Condition(test, then, otherwise) => {
                self.node(test, inside);
                self.branches(then, otherwise.as_deref(), inside);
            }
            Kind::Bind(name, value) => {
                // A function may call itself.
                if matches!(value.kind, Kind::Lambda(..)) {
                    self.bound.push(name.clone());
                }
                self.node(value, inside);
                self.bound.push(name.clone());
            }
            Kind::Call(function, arguments) => {
                self.call(node, function, arguments, false, inside);
            }
            Kind::Lambda(parameters, _, body) => self.scoped(|walk| {
                walk.bound.extend(parameters.iter().cloned());
                // What is the context in a function depends on who calls it.
                walk.node(body, true);
            }),
            Kind::Transform(parts) => parts.iter().for_each(|part| self.node(part, true)),
        }
    }

    /// What is bound in it is forgotten after it.
    fn scoped(&mut self, walk: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        walk(self);
        self.bound.truncate(before);
    }

    /// A path: each step from the items that the one before gives. What a step binds is known in those that follow.
    fn steps(&mut self, node: &Node, inside: bool) {
        match &node.kind {
            Kind::Path(left, right) => {
                if let (Kind::Variable(states), Some(name)) = (&left.kind, field(right))
                    && states == "states"
                    && !self.is_bound(states)
                {
                    self.states(Some(name), left.at.start..right.at.end);
                    // What stands in its predicates is read too.
                    self.predicates(right);
                    return;
                }
                self.steps(left, inside);
                self.steps(right, true);
            }
            Kind::Predicate(left, predicate) => {
                self.steps(left, inside);
                if let Some(predicate) = predicate {
                    self.node(predicate, true);
                }
            }
            Kind::Group(left, pairs) => {
                self.steps(left, inside);
                self.pairs(pairs, true);
            }
            Kind::Sort(left, terms) => {
                self.steps(left, inside);
                for term in terms {
                    self.node(term, true);
                }
            }
            Kind::Bound(left, name) => {
                self.steps(left, inside);
                self.bound.push(name.clone());
            }
            // Quoted as a step, a string is a name.
            Kind::String(_) => {}
            _ => self.node(node, inside),
        }
    }

    /// The predicates of a step whose name has been read.
    fn predicates(&mut self, step: &Node) {
        match &step.kind {
            Kind::Predicate(left, predicate) => {
                self.predicates(left);
                if let Some(predicate) = predicate {
                    self.node(predicate, true);
                }
            }
            Kind::Group(left, pairs) => {
                self.predicates(left);
                self.pairs(pairs, true);
            }
            Kind::Sort(left, terms) => {
                self.predicates(left);
                for term in terms {
                    self.node(term, true);
                }
            }
            Kind::Bound(left, name) => {
                self.predicates(left);
                self.bound.push(name.clone());
            }
            _ => {}
        }
    }

    fn pairs(&mut self, pairs: &[(Node, Node)], inside: bool) {
        for (key, value) in pairs {
            self.node(key, inside);
            self.node(value, inside);
        }
    }

    /// Only what both branches bind is bound after them.
    fn branches(&mut self, then: &Node, otherwise: Option<&Node>, inside: bool) {
        let before = self.bound.len();
        self.node(then, inside);
        let of_then = self.bound.split_off(before);
        if let Some(otherwise) = otherwise {
            self.node(otherwise, inside);
        }
        let of_both = self.bound.split_off(before);
        let both = of_both.into_iter().filter(|name| of_then.contains(name));
        self.bound.extend(both);
    }

    fn is_bound(&self, name: &str) -> bool {
        self.bound.iter().any(|bound| bound == name)
    }

    fn variable(&mut self, name: &str, at: &Range<usize>, inside: bool) {
        match name {
            "" => self.no_document(inside, at, "$"),
            "$" => self.no_document(false, at, "$$"),
            name if self.is_bound(name) => {}
            "states" => self.states(None, at.clone()),
            name => {
                let root = ExpressionRoot::Variable(name.to_owned());
                self.expression.roots.push((root, at.clone()));
            }
        }
    }

    fn states(&mut self, name: Option<String>, at: Range<usize>) {
        self.expression.states.push(StatesRead::new(name, at));
    }

    /// A call; in a chain, a `~>` puts an argument first.
    fn call(
        &mut self,
        call: &Node,
        function: &Node,
        arguments: &[Option<Node>],
        is_chained: bool,
        inside: bool,
    ) {
        match &function.kind {
            Kind::Variable(name) if !name.is_empty() && !self.is_bound(name) => {
                let known = self.function(name, &function.at);
                let is_partial = arguments.iter().any(Option::is_none);
                if let Some(known) = known.filter(|_| !is_partial) {
                    let given: Vec<&Node> = arguments.iter().flatten().collect();
                    let problem = call::check(known, name, call, is_chained, &given);
                    self.expression.problems.extend(problem);
                }
            }
            Kind::Name(name) if !inside && Function::named(name).is_some() => {
                let problem = call::without_dollar(name, &function.at);
                self.expression.problems.push(problem);
            }
            _ => self.node(function, inside),
        }
        let arguments = arguments.iter().flatten();
        arguments.for_each(|argument| self.node(argument, inside));
    }

    /// The function that a call names, which is reported where there is none.
    fn function(&mut self, name: &str, at: &Range<usize>) -> Option<Function> {
        let known = Function::named(name);
        if known.is_none() {
            self.expression.problems.push(call::unknown(name, at));
        }
        known
    }

    /// A name, `$`, `$$` or a wildcard where no document stands around.
    fn no_document(&mut self, inside: bool, at: &Range<usize>, name: &str) {
        if inside {
            return;
        }
        let problem = Problem::new(
            Code::NoInputDocument,
            at.clone(),
            format!("{} reads a document, and there is none", quoted_part(name)),
            "has no value here",
        )
        .note("an expression of Step Functions starts from `$states` and from variables");
        let problem = if name == "$$" {
            problem.note("`$$` is the whole document, also inside of a path")
        } else {
            problem
        };
        self.expression.problems.push(if is_plain(name) {
            problem.help(format!(
                "the field of the state's input is `$states.input.{name}`, the variable is `${name}`"
            ))
        } else {
            problem.help("the state's input is `$states.input`")
        });
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// The name that a step is of, below its predicates.
fn field(step: &Node) -> Option<String> {
    match &step.kind {
        Kind::Name(name) | Kind::String(name) => Some(name.clone()),
        Kind::Predicate(left, _)
        | Kind::Group(left, _)
        | Kind::Sort(left, _)
        | Kind::Bound(left, _) => field(left),
        _ => None,
    }
}

/// A constant, as JSON.
pub(super) fn literal(node: &Node) -> Option<Json> {
    Some(match &node.kind {
        Kind::String(value) => Json::String(value.clone()),
        Kind::Number(written) => Json::Number(written.clone()),
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Null => Json::Null,
        _ => return None,
    })
}
