//! Calls: of JSONata's functions, and of those that the expression defines.

use std::ops::Range;
use std::rc::Rc;

use super::super::fact::Fact;
use super::super::kinds::Kinds;
use super::roots::here;
use super::scope::{Bound, Closure, Scope};
use super::value::{Absent, Value};
use super::walk::{A_FUNCTION, Walk, lambda};
use crate::jsonata::functions::{self, Function};
use crate::jsonata::tree::{Kind, Node};

/// More calls of the expression's own functions in each other are not followed.
const MOST_CALLS: usize = 5;

const NOT_FOLLOWED: &str = "what that function gives is not known";

/// What is called.
#[derive(Clone, Debug)]
pub(super) enum Callee<'t> {
    Builtin(&'t str, Function),
    Closure(Rc<Closure<'t>>),
    Unknown,
}

/// An argument.
#[derive(Clone, Debug)]
pub(super) struct Argument<'t> {
    pub(super) value: Value,
    /// How it is written; none where the context item or a value of the walk is the argument.
    pub(super) node: Option<&'t Node>,
    pub(super) at: Range<usize>,
}

/// A call of one of JSONata's functions.
#[derive(Debug)]
pub(super) struct Given<'t, 'a> {
    pub(super) name: &'t str,
    pub(super) arguments: Vec<Argument<'t>>,
    pub(super) scope: &'a Scope<'t>,
}

impl Given<'_, '_> {
    pub(super) fn value(&self, number: usize) -> Option<&Value> {
        self.arguments.get(number).map(|it| &it.value)
    }

    /// Why nothing is given where an argument is nothing.
    pub(super) fn absence(&self, number: usize) -> Absent {
        let argument = self.arguments.get(number);
        argument.map_or_else(
            || Absent::open("an argument is left out"),
            |it| it.value.absence(&it.at),
        )
    }

    /// This of an argument; nothing where that is nothing.
    pub(super) fn of(&self, number: usize, fact: Fact) -> Value {
        let absent = self.absence(number);
        if self.value(number).is_none_or(Value::is_nothing) {
            return Value::nothing(absent);
        }
        Value::maybe(fact, absent)
    }
}

impl<'t> Walk<'t, '_> {
    /// A call; in a chain, what stands before it is the first argument.
    pub(super) fn call(
        &mut self,
        node: &'t Node,
        function: &'t Node,
        arguments: &'t [Option<Node>],
        before: Option<Argument<'t>>,
        scope: &mut Scope<'t>,
    ) -> Value {
        let callee = self.callee(function, scope);
        if let (Callee::Builtin("merge", _), [Some(written)], None) = (&callee, arguments, &before)
            && let Kind::Array(items) = &written.kind
        {
            return self.merge_written(items, scope);
        }
        let is_partial = arguments.iter().any(Option::is_none);
        let mut given: Vec<Argument<'t>> = before.into_iter().collect();
        for argument in arguments.iter().flatten() {
            let value = self.value(argument, scope);
            given.push(Argument {
                value,
                node: Some(argument),
                at: argument.at.clone(),
            });
        }
        if is_partial {
            return Value::there(Fact::any(A_FUNCTION));
        }
        match callee {
            Callee::Builtin(name, function) => self.builtin(node, (name, function), given, scope),
            Callee::Closure(closure) => self.invoke(&closure, given.into_iter().map(|it| it.value)),
            Callee::Unknown => {
                self.value(function, scope);
                Value::unknown(NOT_FOLLOWED)
            }
        }
    }

    /// `a ~> f`, `a ~> f(b)`.
    pub(super) fn chain(
        &mut self,
        left: &'t Node,
        right: &'t Node,
        scope: &mut Scope<'t>,
    ) -> Value {
        if !matches!(self.callee(left, scope), Callee::Unknown) {
            // Two functions make one.
            return Value::there(Fact::any(A_FUNCTION));
        }
        let first = Argument {
            value: self.value(left, scope),
            node: Some(left),
            at: left.at.clone(),
        };
        if let Kind::Call(function, arguments) = &right.kind {
            return self.call(right, function, arguments, Some(first), scope);
        }
        match self.callee(right, scope) {
            Callee::Builtin(name, function) => {
                self.builtin(right, (name, function), vec![first], scope)
            }
            Callee::Closure(closure) => self.invoke(&closure, [first.value]),
            Callee::Unknown => {
                self.value(right, scope);
                Value::unknown(NOT_FOLLOWED)
            }
        }
    }

    /// The function that a part stands for.
    pub(super) fn callee(&self, node: &'t Node, scope: &Scope<'t>) -> Callee<'t> {
        match &node.kind {
            Kind::Lambda(..) => lambda(node, None, scope)
                .map_or(Callee::Unknown, |closure| Callee::Closure(closure.into())),
            Kind::Block(parts) => match parts.as_slice() {
                [only] => self.callee(only, scope),
                _ => Callee::Unknown,
            },
            Kind::Variable(name) => match scope.bound(name) {
                Some(Bound::Closure(closure)) => Callee::Closure(closure.clone()),
                Some(Bound::Value(_)) => Callee::Unknown,
                None if self.is_bound_elsewhere(name) => Callee::Unknown,
                None if self.sources.variables.contains_key(name) => Callee::Unknown,
                None => Function::named(name)
                    .map_or(Callee::Unknown, |function| Callee::Builtin(name, function)),
            },
            _ => Callee::Unknown,
        }
    }

    /// What a function of the expression gives.
    pub(super) fn invoke(
        &mut self,
        closure: &Rc<Closure<'t>>,
        arguments: impl IntoIterator<Item = Value>,
    ) -> Value {
        if self.calls >= MOST_CALLS {
            return Value::unknown("functions call each other too often to be followed");
        }
        let mut scope = closure
            .scope
            .at(Fact::any("the context of a function is not known"));
        if let Some(name) = closure.name {
            scope.bind(name, Bound::Closure(closure.clone()));
        }
        let mut arguments = arguments.into_iter();
        for parameter in closure.parameters {
            let given = arguments.next();
            let value = if closure.is_signed {
                Value::unknown("a function's signature may change what it is given")
            } else {
                given.unwrap_or_else(|| Value::nothing(Absent::open("the argument is left out")))
            };
            scope.bind(parameter, Bound::Value(value));
        }
        self.calls += 1;
        let value = self.value(closure.body, &mut scope);
        self.calls -= 1;
        value
    }

    /// What one of JSONata's functions gives, once it is known which argument is which.
    fn builtin(
        &mut self,
        node: &'t Node,
        (name, function): (&'t str, Function),
        mut arguments: Vec<Argument<'t>>,
        scope: &Scope<'t>,
    ) -> Value {
        let letters: Vec<functions::Argument> = arguments.iter().map(letter).collect();
        let is_taken = function.takes(&letters);
        if !is_taken {
            // What is wrong by how it is written has been reported.
            let written: Vec<functions::Argument> = arguments
                .iter()
                .map(|it| it.node.and_then(functions::argument))
                .collect();
            if function.takes(&written) {
                self.refused(node, name, function, &arguments, &letters);
            }
            return Value::there(Fact::any("the call fails"));
        }
        let may_be_context = function.takes_after_context(&letters);
        let may_be_first = function.takes_first(&letters);
        if may_be_context && !may_be_first {
            let context = Argument {
                value: here(scope),
                node: None,
                at: node.at.clone(),
            };
            arguments.insert(0, context);
        }
        let fits = |(number, argument): (usize, &Argument<'_>)| {
            let wanted = function.letters(number).map_or(Kinds::ALL, kinds_of);
            let kinds = argument.value.kinds();
            wanted == Kinds::ALL
                || kinds.is_some_and(|kinds| wanted.contains(kinds))
                || argument.value.leaves().next().is_some()
        };
        let is_clear = !(may_be_context && may_be_first) || arguments.iter().enumerate().all(fits);
        for (number, argument) in arguments.iter().enumerate() {
            if let Some(wanted) = function.letters(number).map(kinds_of)
                && wanted != Kinds::ALL
                && argument.value.leaves().next().is_some()
            {
                self.wants(&argument.value, &argument.at, wanted, &format!("`${name}`"));
            }
        }
        let given = Given {
            name,
            arguments,
            scope,
        };
        let mut value = self.library(&given);
        if !is_clear {
            let open = Absent::open("which argument stands for which parameter is not known");
            value.absent = std::mem::take(&mut value.absent).or(open.blamed(&node.at));
        }
        value
    }

    /// An argument is of a kind that the function does not take.
    fn refused(
        &mut self,
        node: &Node,
        name: &str,
        function: Function,
        arguments: &[Argument<'t>],
        letters: &[functions::Argument],
    ) {
        for (number, argument) in arguments.iter().enumerate() {
            let mut other = letters.to_vec();
            if let Some(letter) = other.get_mut(number) {
                *letter = None;
            }
            if function.takes(&other)
                && let Some(kinds) = argument.value.kinds()
            {
                self.fault(&argument.at, |walk| {
                    let text = walk.text_at(&argument.at);
                    format!("`{text}` is {kinds}, which `${name}` does not take there")
                });
                return;
            }
        }
        self.fault(&node.at, |_| {
            format!("`${name}` does not take these arguments")
        });
    }
}

/// The letter of an argument's kind in signatures, where it is certain.
fn letter(argument: &Argument<'_>) -> functions::Argument {
    if let Some(letter) = argument.node.and_then(functions::argument) {
        return Some(letter);
    }
    if !argument.value.is_there() {
        return None;
    }
    let kinds = argument.value.kinds()?;
    let letters = [
        ('s', Kinds::STRING),
        ('n', Kinds::NUMBER),
        ('b', Kinds::BOOL),
        ('l', Kinds::NULL),
        ('a', Kinds::LIST),
        ('o', Kinds::OBJECT),
    ];
    let mut fitting = letters.into_iter();
    fitting.find(|(_, all)| all.contains(kinds)).map(|it| it.0)
}

/// The kinds that a parameter takes.
pub(super) fn kinds_of(letters: &str) -> Kinds {
    let mut kinds = Kinds::NONE;
    for letter in letters.chars() {
        kinds = kinds
            | match letter {
                's' => Kinds::STRING,
                'n' => Kinds::NUMBER,
                'b' => Kinds::BOOL,
                // What is no list counts as one of its own item.
                'a' if letters == "a" => Kinds::ALL,
                'a' => Kinds::LIST,
                'l' => Kinds::NULL,
                'o' => Kinds::OBJECT,
                'f' => Kinds::NONE,
                _ => Kinds::ALL,
            };
    }
    kinds
}
