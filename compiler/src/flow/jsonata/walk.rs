//! Goes over an expression: each part by its kind.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fact::{Fact, Rest};
use super::super::kinds::Kinds;
use super::narrow;
use super::scope::{Bound, Closure, Scope};
use super::value::{Absent, Value};
use super::{Given, Need, Needed, Sources};
use crate::ir::Json;
use crate::jsonata::tree::{Kind, Node};

/// How many parts are evaluated, those of functions as often as they are called.
const MOST_PARTS: usize = 10_000;

/// How deep parts are evaluated in each other.
const DEEPEST: usize = 160;

/// A value that has more parts is no longer followed.
const LARGEST: usize = 20_000;

pub(super) const A_FUNCTION: &str = "it is a function";
const TOO_MUCH: &str = "it is too large to be followed";

pub(super) struct Walk<'t, 's> {
    text: &'t str,
    pub(super) sources: Sources<'s>,
    /// How many parts may still be evaluated.
    left: usize,
    depth: usize,
    /// How many calls of the expression's own functions are going on.
    pub(super) calls: usize,
    /// In how many parts of which it is not certain that they are evaluated.
    conditions: usize,
    /// How often each name is bound in the expression.
    binds: BTreeMap<&'t str, usize>,
    /// Whether any `[]` in it keeps sequences as lists.
    pub(super) keeps_lists: bool,
    faults: Vec<(Range<usize>, String)>,
    needs: Vec<Need>,
}

impl<'t, 's> Walk<'t, 's> {
    pub(super) fn new(text: &'t str, sources: Sources<'s>, tree: &'t Node) -> Self {
        Walk {
            text,
            sources,
            left: MOST_PARTS,
            depth: 0,
            calls: 0,
            conditions: 0,
            binds: narrow::binds(tree),
            keeps_lists: keeps_lists(tree),
            faults: Vec::new(),
            needs: Vec::new(),
        }
    }

    /// What the whole expression gives.
    pub(super) fn whole(mut self, tree: &'t Node) -> Given {
        let value = self.value(tree, &mut Scope::default());
        if is_function(tree) {
            self.faults
                .push((tree.at.clone(), "it gives a function".to_owned()));
        }
        let needs = value.absent.needs.iter().map(|(leaf, at)| Need {
            leaf: leaf.clone(),
            what: Needed::There,
            at: at.clone(),
            path: self.text_at(at),
        });
        let needs = needs.chain(self.needs.iter().cloned()).collect();
        let at = match value.leaves().next() {
            Some(_) => Some(value.absent.blame.clone().unwrap_or(tree.at.clone())),
            None => value.absent.blame.clone(),
        };
        Given {
            found: value.found(),
            blame: at.map(|at| (at.clone(), self.text_at(&at))),
            faults: self.faults,
            needs,
        }
    }

    pub(super) fn text_at(&self, at: &Range<usize>) -> String {
        let text = self.text.get(at.clone()).unwrap_or_default();
        text.to_owned()
    }

    /// What a part gives.
    pub(super) fn value(&mut self, node: &'t Node, scope: &mut Scope<'t>) -> Value {
        if self.left == 0 || self.depth > DEEPEST {
            return Value::unknown(TOO_MUCH);
        }
        self.left -= 1;
        self.depth += 1;
        let value = self.part(node, scope);
        self.depth -= 1;
        match node.kind {
            Kind::Array(_) | Kind::Object(_) | Kind::Call(..) | Kind::Chain(..) => {
                self.bounded(value)
            }
            _ => value,
        }
    }

    fn part(&mut self, node: &'t Node, scope: &mut Scope<'t>) -> Value {
        match &node.kind {
            Kind::String(text) => constant(&Json::String(text.clone())),
            Kind::Number(written) => Value::there(number(written)),
            Kind::Bool(value) => constant(&Json::Bool(*value)),
            Kind::Null => constant(&Json::Null),
            Kind::Regex | Kind::Lambda(..) | Kind::Transform(_) => {
                Value::there(Fact::any(A_FUNCTION))
            }
            Kind::Variable(_)
            | Kind::Name(_)
            | Kind::Wildcard(_)
            | Kind::Path(..)
            | Kind::Predicate(..)
            | Kind::Sort(..)
            | Kind::Group(..)
            | Kind::Bound(..) => self.path(node, scope),
            Kind::Negative(of) => self.negative(of, scope),
            Kind::Binary(operator, left, right) => self.operate(*operator, left, right, scope),
            Kind::Chain(left, right) => self.chain(left, right, scope),
            Kind::Array(items) => self.array(items, scope),
            Kind::Object(pairs) => self.object(pairs, scope),
            Kind::Block(parts) => self.block(parts, scope),
            Kind::Condition(test, then, otherwise) => {
                self.condition(test, then, otherwise.as_deref(), scope)
            }
            Kind::Bind(name, value) => self.bind(name, value, scope),
            Kind::Call(function, arguments) => self.call(node, function, arguments, None, scope),
        }
    }

    fn block(&mut self, parts: &'t [Node], scope: &Scope<'t>) -> Value {
        let mut inner = scope.clone();
        let mut last = Value::nothing(Absent::open("nothing stands in the parentheses"));
        for part in parts {
            last = self.value(part, &mut inner);
        }
        last
    }

    fn bind(&mut self, name: &'t str, node: &'t Node, scope: &mut Scope<'t>) -> Value {
        let value = self.value(node, scope);
        let bound = if self.is_bound_again(name) {
            // A function may see either.
            Bound::Value(Value::unknown("it is bound more than once"))
        } else if let Some(closure) = lambda(node, Some(name), scope) {
            Bound::Closure(closure.into())
        } else {
            Bound::Value(value.clone())
        };
        scope.bind(name, bound);
        value
    }

    /// Whether a name is bound anywhere in the expression, though perhaps not here.
    pub(super) fn is_bound_elsewhere(&self, name: &str) -> bool {
        self.binds.contains_key(name)
    }

    fn is_bound_again(&self, name: &str) -> bool {
        self.binds.get(name).is_some_and(|count| *count > 1)
    }

    /// A part of which it is not certain that it is evaluated.
    pub(super) fn perhaps<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        self.conditions += 1;
        let given = evaluate(self);
        self.conditions -= 1;
        given
    }

    /// Something is certainly wrong, if this part is certainly evaluated.
    pub(super) fn fault(&mut self, at: &Range<usize>, what: impl FnOnce(&Self) -> String) {
        if self.conditions == 0 && !self.faults.iter().any(|(known, _)| known == at) {
            let what = what(self);
            self.faults.push((at.clone(), what));
        }
    }

    /// Where there is a value, it has to be of these kinds; else the evaluation fails, as `taker` takes no others.
    pub(super) fn wants(&mut self, value: &Value, at: &Range<usize>, wanted: Kinds, taker: &str) {
        if let Some(kinds) = value.kinds()
            && !kinds.overlaps(wanted)
            && value.is_there()
        {
            self.fault(at, |walk| {
                let text = walk.text_at(at);
                format!("`{text}` is {kinds}, and {taker} takes {wanted}")
            });
        }
        if let Some(Fact::Leaf(leaf)) = &value.one
            && self.conditions == 0
            && value.absent.is_never()
        {
            let need = Need {
                leaf: leaf.clone(),
                what: Needed::Kinds(wanted),
                at: at.clone(),
                path: self.text_at(at),
            };
            if !self.needs.contains(&need) {
                self.needs.push(need);
            }
        }
    }

    /// Of what is very large nothing is known: what goes over it later must come to an end.
    fn bounded(&mut self, value: Value) -> Value {
        let facts = value.one.iter().chain(&value.many);
        let mut left = LARGEST;
        facts.for_each(|fact| weigh(fact, &mut left));
        self.left = self.left.saturating_sub((LARGEST - left) / 16);
        if left > 0 {
            return value;
        }
        Value {
            one: Some(Fact::any(TOO_MUCH)),
            many: None,
            ..value
        }
    }
}

/// A function that a part defines.
pub(super) fn lambda<'t>(
    node: &'t Node,
    name: Option<&'t str>,
    scope: &Scope<'t>,
) -> Option<Closure<'t>> {
    let Kind::Lambda(parameters, is_signed, body) = &node.kind else {
        return None;
    };
    Some(Closure {
        name,
        parameters,
        is_signed: *is_signed,
        body,
        scope: scope.clone(),
    })
}

fn keeps_lists(node: &Node) -> bool {
    let mut found = matches!(node.kind, Kind::Predicate(_, None));
    node.parts(&mut |part| found = found || keeps_lists(part));
    found
}

fn constant(json: &Json) -> Value {
    Value::there(Fact::value(json, &super::Made::default()))
}

/// A number as the engine has it: a double, which is written without a fraction where it has none.
fn number(written: &str) -> Fact {
    match written.parse::<f64>() {
        Ok(number) if number.abs() < 9e15 => Fact::Value(Json::Number(number.to_string())),
        _ => Fact::Of(Kinds::NUMBER),
    }
}

fn weigh(fact: &Fact, left: &mut usize) {
    *left = left.saturating_sub(1);
    if *left == 0 {
        return;
    }
    match fact {
        Fact::List(item) => weigh(item, left),
        Fact::Tuple(all) | Fact::OneOf(all) => all.iter().for_each(|one| weigh(one, left)),
        Fact::Object(object) => {
            let fields = object.fields.values();
            fields.for_each(|field| weigh(&field.fact, left));
            if matches!(object.rest, Rest::Leaf(_)) {
                *left = left.saturating_sub(1);
            }
        }
        _ => {}
    }
}

/// Whether an expression gives a function of its own, which no field takes.
fn is_function(tree: &Node) -> bool {
    match &tree.kind {
        Kind::Lambda(..) => true,
        Kind::Bind(_, value) => is_function(value),
        Kind::Block(parts) => parts.last().is_some_and(is_function),
        _ => false,
    }
}
