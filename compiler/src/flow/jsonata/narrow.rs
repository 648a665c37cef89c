//! What a condition says of the plain paths in it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::filter::Filter;
use super::super::kinds::Kinds;
use super::Sources;
use super::library::TYPES;
use crate::ir::{ExpressionRoot, ExpressionStep, Form};
use crate::jsonata::tree::{Kind, Node, Operator};
use crate::jsonata::{form, parse};

/// What a condition says of what a plain path leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Narrowing {
    pub(crate) root: ExpressionRoot,
    pub(crate) steps: Vec<ExpressionStep>,
    pub(crate) filter: Filter,
}

/// What is certain of what a Choice's `Condition` reads where it is `wanted`.
pub(crate) fn narrow(text: &str, sources: &Sources<'_>, wanted: bool) -> Vec<Narrowing> {
    let Ok(tree) = parse::parse(text) else {
        return Vec::new();
    };
    let binds = binds(&tree);
    let mut said = Said::default();
    match path(&tree) {
        // Anything but a truth value is an error.
        Some(of) => said.add(of, is(wanted)),
        None => said.exact(&tree, wanted),
    }
    // What the expression binds itself is no variable of the workflow; what none is, may be a function.
    said.0.retain(|it| match &it.root {
        ExpressionRoot::Variable(name) => {
            !binds.contains_key(name.as_str()) && sources.variables.contains_key(name)
        }
        _ => true,
    });
    said.0
}

/// The same for a condition within an expression, where anything counts as true or false.
pub(super) fn by(condition: &Node, holds: bool) -> Vec<Narrowing> {
    let mut said = Said::default();
    said.condition(condition, holds);
    said.0
}

/// How often each name is bound in an expression.
pub(super) fn binds(node: &Node) -> BTreeMap<&str, usize> {
    fn go<'n>(node: &'n Node, binds: &mut BTreeMap<&'n str, usize>) {
        if let Kind::Bind(name, _) | Kind::Bound(_, name) = &node.kind {
            *binds.entry(name).or_default() += 1;
        }
        node.parts(&mut |part| go(part, binds));
    }
    let mut binds = BTreeMap::new();
    go(node, &mut binds);
    binds
}

type Path = (ExpressionRoot, Vec<ExpressionStep>);

/// A plain path.
fn path(node: &Node) -> Option<Path> {
    match &node.kind {
        Kind::Block(parts) => match parts.as_slice() {
            [only] => path(only),
            _ => None,
        },
        _ => match form::form(node) {
            Form::Path(root, steps) => Some((root, steps)),
            _ => None,
        },
    }
}

/// It is this truth value.
fn is(value: bool) -> Filter {
    Filter {
        boolean: Some(value),
        ..there(Kinds::BOOL)
    }
}

/// It is there, and of one of these kinds.
fn there(kinds: Kinds) -> Filter {
    Filter {
        present: Some(true),
        kinds,
        ..Filter::ALL
    }
}

#[derive(Default)]
struct Said(Vec<Narrowing>);

impl Said {
    fn add(&mut self, (root, steps): Path, filter: Filter) {
        self.0.push(Narrowing {
            root,
            steps,
            filter,
        });
    }

    /// What a condition says that is a truth value, rather than nothing.
    fn exact(&mut self, node: &Node, value: bool) {
        let first = match &node.kind {
            Kind::Block(parts) => match parts.as_slice() {
                [only] => return self.exact(only, value),
                _ => return,
            },
            Kind::Call(function, arguments) => match (&function.kind, arguments.as_slice()) {
                (Kind::Variable(name), [Some(first), ..]) => Some((name.as_str(), first)),
                _ => None,
            },
            Kind::Binary(operator, left, right) if !value && is_order(*operator) => {
                self.ordered(left, right);
                return;
            }
            _ => None,
        };
        match first {
            Some(("not", first)) => {
                self.there(first, Kinds::ALL);
                self.condition(first, !value);
            }
            Some(("boolean", first)) => {
                self.there(first, Kinds::ALL);
                self.condition(first, value);
            }
            Some(("contains", first)) => self.there(first, Kinds::STRING),
            _ => self.condition(node, value),
        }
    }

    /// A plain path leads to something.
    fn there(&mut self, node: &Node, kinds: Kinds) {
        if let Some(path) = path(node) {
            self.add(path, there(kinds));
        }
    }

    /// `a < b`, which is a truth value of numbers and of strings only.
    fn ordered(&mut self, left: &Node, right: &Node) {
        for (side, other) in [(left, right), (right, left)] {
            let kinds = match &other.kind {
                Kind::Number(_) => Kinds::NUMBER,
                Kind::String(_) => Kinds::STRING,
                _ => Kinds::NUMBER | Kinds::STRING,
            };
            self.there(side, kinds);
        }
    }

    /// What a condition says that counts as true, or does not: nothing counts as false.
    fn condition(&mut self, node: &Node, holds: bool) {
        if let Some(path) = path(node) {
            if holds {
                self.add(path, there(!Kinds::NULL));
            }
            return;
        }
        match &node.kind {
            Kind::Block(parts) => {
                if let [only] = parts.as_slice() {
                    self.condition(only, holds);
                }
            }
            Kind::Binary(operator, left, right) => self.operator(*operator, left, right, holds),
            Kind::Call(function, arguments) => {
                let Kind::Variable(name) = &function.kind else {
                    return;
                };
                let arguments: Vec<&Node> = arguments.iter().flatten().collect();
                if let Some(first) = arguments.first() {
                    self.call(name, first, holds);
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, function: &str, first: &Node, holds: bool) {
        match (function, path(first)) {
            ("exists", Some(path)) => {
                let filter = Filter {
                    present: Some(holds),
                    ..Filter::ALL
                };
                self.add(path, filter);
            }
            ("not", path) => {
                if holds {
                    self.condition(first, false);
                    // Of nothing it gives nothing, which does not count as true.
                    if let Some(path) = path {
                        self.add(path, there(Kinds::ALL));
                    }
                } else if is_total(first) {
                    self.condition(first, true);
                }
            }
            ("boolean", _) => self.condition(first, holds),
            ("contains", Some(path)) if holds => self.add(path, there(Kinds::STRING)),
            _ => {}
        }
    }

    fn operator(&mut self, operator: Operator, left: &Node, right: &Node, holds: bool) {
        match (operator, holds) {
            (Operator::And, true) | (Operator::Or, false) => {
                self.condition(left, holds);
                self.condition(right, holds);
            }
            (Operator::Or, true) | (Operator::And, false) => self.either(left, right, holds),
            (Operator::Equal, _) => {
                self.equal(left, right, holds);
                self.equal(right, left, holds);
            }
            (Operator::NotEqual, true) => {
                // Nothing is not unequal to anything.
                self.there(left, Kinds::ALL);
                self.there(right, Kinds::ALL);
                self.equal(left, right, false);
                self.equal(right, left, false);
                self.counted(Operator::NotEqual, left, right);
            }
            (Operator::In, _) => self.within(left, right, holds),
            (operator, true) if is_order(operator) => {
                self.ordered(left, right);
                self.counted(operator, left, right);
            }
            _ => {}
        }
    }

    /// What both sides say.
    fn either(&mut self, left: &Node, right: &Node, holds: bool) {
        let (one, two) = (by(left, holds), by(right, holds));
        for known in one {
            let same = |it: &&Narrowing| it.root == known.root && it.steps == known.steps;
            if let Some(other) = two.iter().find(same) {
                let filter = known.filter.join(&other.filter);
                self.add((known.root, known.steps), filter);
            }
        }
    }

    /// `path = 'x'`, `$type(path) = 'string'`, `condition = true`.
    fn equal(&mut self, side: &Node, other: &Node, holds: bool) {
        if let (Kind::Bool(value), true, None) = (&other.kind, holds, path(side)) {
            self.condition(side, *value);
        }
        if let (Kind::Call(function, arguments), Kind::String(name)) = (&side.kind, &other.kind)
            && matches!(&function.kind, Kind::Variable(name) if name == "type")
            && let [Some(of)] = arguments.as_slice()
            && let Some(path) = path(of)
            && let Some((_, kinds)) = TYPES.into_iter().find(|(known, _)| known == name)
        {
            let filter = if holds {
                there(kinds)
            } else {
                Filter {
                    kinds: !kinds,
                    ..Filter::ALL
                }
            };
            self.add(path, filter);
        }
        let Some(path) = path(side) else {
            return;
        };
        let filter = match (&other.kind, holds) {
            (Kind::String(text), true) => Filter {
                one_of: BTreeSet::from([text.clone()]),
                ..there(Kinds::STRING)
            },
            (Kind::String(text), false) => Filter {
                none_of: BTreeSet::from([text.clone()]),
                ..Filter::ALL
            },
            (Kind::Null, true) => there(Kinds::NULL),
            (Kind::Null, false) => Filter {
                kinds: !Kinds::NULL,
                ..Filter::ALL
            },
            (Kind::Bool(value), true) => is(*value),
            (Kind::Number(_), true) => there(Kinds::NUMBER),
            // Both are there, whatever they are.
            (_, true) => there(Kinds::ALL),
            (_, false) => return,
        };
        self.add(path, filter);
    }

    /// `path in ['a', 'b']`.
    fn within(&mut self, left: &Node, right: &Node, holds: bool) {
        if holds && let Some(path) = path(right) {
            self.add(path, there(Kinds::ALL));
        }
        let Some(path) = path(left) else {
            return;
        };
        let texts = match &right.kind {
            Kind::Array(items) => items.iter().map(string).collect::<Option<BTreeSet<_>>>(),
            _ => string(right).map(|text| BTreeSet::from([text])),
        };
        match (texts, holds) {
            (Some(texts), true) if !texts.is_empty() => {
                let filter = Filter {
                    one_of: texts,
                    ..there(Kinds::STRING)
                };
                self.add(path, filter);
            }
            (Some(texts), false) => {
                let filter = Filter {
                    none_of: texts,
                    ..Filter::ALL
                };
                self.add(path, filter);
            }
            (_, true) => self.add(path, there(Kinds::ALL)),
            (None, false) => {}
        }
    }

    /// `$count(path) > 0`, `$length(path) != 0`.
    fn counted(&mut self, operator: Operator, left: &Node, right: &Node) {
        let (operator, call, number) = match (&left.kind, &right.kind) {
            (Kind::Call(..), Kind::Number(number)) => (operator, left, number),
            (Kind::Number(number), Kind::Call(..)) => {
                let turned = match operator {
                    Operator::Less => Operator::Greater,
                    Operator::LessOrEqual => Operator::GreaterOrEqual,
                    Operator::NotEqual => Operator::NotEqual,
                    _ => return,
                };
                (turned, right, number)
            }
            _ => return,
        };
        let (Kind::Call(function, arguments), Ok(number)) = (&call.kind, number.parse::<f64>())
        else {
            return;
        };
        let (Kind::Variable(name), [Some(of)]) = (&function.kind, arguments.as_slice()) else {
            return;
        };
        let is_some = match operator {
            Operator::Greater => number >= 0.0,
            Operator::GreaterOrEqual => number > 0.0,
            Operator::NotEqual => number == 0.0,
            _ => false,
        };
        match (name.as_str(), path(of)) {
            ("count", Some(path)) if is_some => self.add(path, there(Kinds::ALL)),
            // Nothing has no length to compare.
            ("length", Some(path)) => self.add(path, there(Kinds::STRING)),
            _ => {}
        }
    }
}

fn string(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn is_order(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Less | Operator::Greater | Operator::LessOrEqual | Operator::GreaterOrEqual
    )
}

/// Whether a condition has a value whatever it reads.
fn is_total(node: &Node) -> bool {
    match &node.kind {
        Kind::Block(parts) => parts.last().is_some_and(is_total),
        Kind::Binary(operator, ..) => matches!(
            operator,
            Operator::Equal | Operator::NotEqual | Operator::In | Operator::And | Operator::Or
        ),
        Kind::Call(function, _) => {
            matches!(&function.kind, Kind::Variable(name) if name == "exists")
        }
        Kind::Bool(_) => true,
        _ => false,
    }
}
