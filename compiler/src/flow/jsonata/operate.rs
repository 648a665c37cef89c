//! Operators and conditions.

use super::super::fact::{Fact, Made};
use super::super::kinds::Kinds;
use super::narrow;
use super::scope::Scope;
use super::truth::{equal, is_true, truth, within};
use super::value::{Absent, Value};
use super::walk::Walk;
use crate::ir::Json;
use crate::jsonata::tree::{Node, Operator};

impl<'t> Walk<'t, '_> {
    pub(super) fn operate(
        &mut self,
        operator: Operator,
        left: &'t Node,
        right: &'t Node,
        scope: &mut Scope<'t>,
    ) -> Value {
        match operator {
            Operator::And | Operator::Or => return self.logic(operator, left, right, scope),
            Operator::Otherwise | Operator::Default => {
                return self.instead(operator, left, right, scope);
            }
            _ => {}
        }
        let one = self.value(left, scope);
        let two = self.value(right, scope);
        match operator {
            Operator::Concatenate => concatenated(&one, &two),
            Operator::Equal => truth(equal(&one, &two)),
            Operator::NotEqual => truth(match equal(&one, &two) {
                // Of what has no value, neither holds.
                Some(true) => Some(false),
                Some(false) if one.is_there() && two.is_there() => Some(true),
                Some(false) if one.is_nothing() || two.is_nothing() => Some(false),
                _ => None,
            }),
            Operator::In => truth(within(&one, &two)),
            operator => {
                let wanted = match operator {
                    Operator::Less
                    | Operator::Greater
                    | Operator::LessOrEqual
                    | Operator::GreaterOrEqual => Kinds::NUMBER | Kinds::STRING,
                    Operator::Range => Kinds::NUMBER | Kinds::NULL,
                    _ => Kinds::NUMBER,
                };
                let taker = format!("`{}`", operator.sign());
                // A range without one end is empty, whatever the other one is.
                let is_range = operator == Operator::Range;
                if !is_range || two.is_there() {
                    self.wants(&one, &left.at, wanted, &taker);
                }
                if !is_range || one.is_there() {
                    self.wants(&two, &right.at, wanted, &taker);
                }
                self.alike(operator, (&one, left), (&two, right));
                let absent = one.absence(&left.at).or(two.absence(&right.at));
                computed(operator, &one, &two, absent)
            }
        }
    }

    /// What is put in order has to be of one kind.
    fn alike(&mut self, operator: Operator, one: (&Value, &Node), two: (&Value, &Node)) {
        let is_order = !matches!(
            operator,
            Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::Remainder
                | Operator::Range
        );
        let are_there = one.0.is_there() && two.0.is_there();
        let (Some(left), Some(right)) = (one.0.kinds(), two.0.kinds()) else {
            return;
        };
        let differ = |left: Kinds, right: Kinds| {
            Kinds::NUMBER.contains(left) && Kinds::STRING.contains(right)
        };
        if is_order && are_there && (differ(left, right) || differ(right, left)) {
            let at = one.1.at.start..two.1.at.end;
            self.fault(&at, |_| {
                format!("`{}` compares {left} with {right}", operator.sign())
            });
        }
    }

    pub(super) fn negative(&mut self, of: &'t Node, scope: &mut Scope<'t>) -> Value {
        let value = self.value(of, scope);
        self.wants(&value, &of.at, Kinds::NUMBER, "`-`");
        let absent = value.absence(&of.at);
        if value.is_nothing() {
            return Value::nothing(absent);
        }
        let kinds = if is_whole(&value) {
            Kinds::INTEGER
        } else {
            Kinds::NUMBER
        };
        Value::maybe(Fact::Of(kinds), absent)
    }

    /// `and`, `or`: the right side is evaluated where the left one leaves it open.
    fn logic(
        &mut self,
        operator: Operator,
        left: &'t Node,
        right: &'t Node,
        scope: &mut Scope<'t>,
    ) -> Value {
        let decisive = operator == Operator::Or;
        let one = self.value(left, scope);
        let known = is_true(&one);
        if known == Some(decisive) {
            return truth(Some(decisive));
        }
        let two = if known.is_some() {
            self.value(right, scope)
        } else {
            self.under(left, !decisive, right, scope)
        };
        truth(match (known, is_true(&two)) {
            (_, Some(two)) if two == decisive => Some(decisive),
            (Some(_), two) => two,
            (None, _) => None,
        })
    }

    /// `?:`, `??`: the right side stands in for a left one that is false, or has no value.
    fn instead(
        &mut self,
        operator: Operator,
        left: &'t Node,
        right: &'t Node,
        scope: &mut Scope<'t>,
    ) -> Value {
        let one = self.value(left, scope);
        let is_taken = if operator == Operator::Otherwise {
            is_true(&one)
        } else if one.is_nothing() {
            Some(false)
        } else {
            one.is_there().then_some(true)
        };
        match is_taken {
            Some(true) => one,
            Some(false) => self.value(right, scope),
            None => {
                let two = self.perhaps(|walk| {
                    let mut inner = scope.clone();
                    let value = walk.value(right, &mut inner);
                    scope.after(&inner);
                    value
                });
                let mut one = super::assume::present(one, &self.sources);
                if operator == Operator::Otherwise {
                    one = super::assume::truthy(one);
                }
                one.either(two)
            }
        }
    }

    /// `a ? b : c`.
    pub(super) fn condition(
        &mut self,
        test: &'t Node,
        then: &'t Node,
        otherwise: Option<&'t Node>,
        scope: &mut Scope<'t>,
    ) -> Value {
        let nothing = || Value::nothing(Absent::open("the condition has nothing after a `:`"));
        let tested = self.value(test, scope);
        match (is_true(&tested), otherwise) {
            (Some(true), _) => self.value(then, scope),
            (Some(false), Some(otherwise)) => self.value(otherwise, scope),
            (Some(false), None) => nothing(),
            (None, otherwise) => {
                let one = self.under(test, true, then, scope);
                let two = match otherwise {
                    Some(otherwise) => self.under(test, false, otherwise, scope),
                    None => nothing(),
                };
                one.either(two)
            }
        }
    }

    /// A part that is evaluated where a condition holds, or does not.
    fn under(
        &mut self,
        condition: &'t Node,
        holds: bool,
        node: &'t Node,
        scope: &mut Scope<'t>,
    ) -> Value {
        let mut inner = scope.assuming(narrow::by(condition, holds));
        let value = self.perhaps(|walk| walk.value(node, &mut inner));
        scope.after(&inner);
        value
    }
}

/// What an operator computes.
fn computed(operator: Operator, one: &Value, two: &Value, absent: Absent) -> Value {
    if operator == Operator::Range {
        return range(one, two);
    }
    if one.is_nothing() || two.is_nothing() {
        return Value::nothing(absent);
    }
    let fact = match operator {
        Operator::Add | Operator::Subtract | Operator::Multiply
            if is_whole(one) && is_whole(two) =>
        {
            Fact::Of(Kinds::INTEGER)
        }
        Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::Remainder => Fact::Of(Kinds::NUMBER),
        _ => Fact::Of(Kinds::BOOL),
    };
    Value::maybe(fact, absent)
}

/// Whether all numbers that it may be are whole.
pub(super) fn is_whole(value: &Value) -> bool {
    value.kinds().is_some_and(|kinds| {
        let numbers = kinds & Kinds::NUMBER;
        !numbers.is_empty() && Kinds::INTEGER.contains(numbers)
    })
}

/// `a & b`: what has no value adds nothing.
fn concatenated(one: &Value, two: &Value) -> Value {
    let text = |value: &Value| match &value.one {
        _ if value.is_nothing() => Some(String::new()),
        Some(Fact::Value(Json::String(text))) if value.is_there() => Some(text.clone()),
        _ => None,
    };
    Value::there(match (text(one), text(two)) {
        (Some(one), Some(two)) => Fact::value(&Json::String(one + &two), &Made::default()),
        _ => Fact::string(),
    })
}

/// `[a..b]`: without a value where either has none, or there is none between.
fn range(one: &Value, two: &Value) -> Value {
    let whole = |value: &Value| match &value.one {
        Some(Fact::Value(Json::Number(written))) if value.is_there() => written.parse::<i64>().ok(),
        _ => None,
    };
    let items = Fact::Of(Kinds::INTEGER);
    let count = match (whole(one), whole(two)) {
        (Some(one), Some(two)) => two.checked_sub(one),
        _ => None,
    };
    match count {
        _ if one.is_nothing() || two.is_nothing() => {
            Value::nothing(Absent::open("a range has an end without a value"))
        }
        Some(count) if count < 0 => Value::nothing(Absent::open("the range is empty")),
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            if count < 64 {
                Value::there(Fact::tuple(vec![items; count + 1]))
            } else {
                Value::there(Fact::list(items))
            }
        }
        None => Value::many(items),
    }
}
