//! The rules of a Choice state.
use super::{Fault, Scope, compare_strings, expression, path, timestamp};
use crate::{
    program::{Choice, Condition, Family, Literal, Operand, Path, Property, Relation, Rule},
    value::{Value, compare_numbers},
};
use std::{borrow::Cow, cmp::Ordering};

/// The first rule that matches.
#[inline]
pub(crate) fn choose(
    choice: &'static Choice,
    scope: &Scope,
) -> Result<Option<&'static Rule>, Fault> {
    for rule in choice.rules {
        if holds(&rule.condition, scope)? {
            return Ok(Some(rule));
        }
    }
    Ok(None)
}

fn holds(condition: &Condition, scope: &Scope) -> Result<bool, Fault> {
    match condition {
        Condition::And(all) => {
            for condition in *all {
                if !holds(condition, scope)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(any) => {
            for condition in *any {
                if holds(condition, scope)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(inner) => Ok(!holds(inner, scope)?),
        Condition::Is(path, Property::Present, wanted) => {
            Ok(path::find(path, scope).is_some() == *wanted)
        }
        Condition::Is(path, property, wanted) => {
            path::with(path, scope, |value| has(*property, value) == *wanted)
                .ok_or_else(|| absent(path))
        }
        Condition::StringMatches(path, pattern) => path::with(path, scope, |value| {
            value.as_str().is_some_and(|text| matches(pattern, text))
        })
        .ok_or_else(|| absent(path)),
        Condition::Compare(path, family, relation, operand) => {
            compare(path, *family, *relation, operand, scope)
        }
        Condition::Constant(constant) => Ok(*constant),
        Condition::Expression(expression) => expression::boolean(expression, scope),
    }
}

/// AWS's words for a variable, or the operand of a `..Path` operator, that is not there.
fn absent(path: &Path) -> Fault {
    let text = path.text;
    Fault::runtime(format!(
        "Invalid path '{text}': The choice state's condition path references an invalid value."
    ))
}

fn has(property: Property, value: &Value) -> bool {
    match property {
        Property::Present => true,
        Property::Null => value.is_null(),
        Property::String => value.as_str().is_some(),
        Property::Numeric => matches!(value.json(), Value::Number(_)),
        Property::Boolean => value.as_bool().is_some(),
        Property::Timestamp => value.as_str().is_some_and(|text| timestamp(text).is_some()),
    }
}

#[inline]
fn compare(
    path: &Path,
    family: Family,
    relation: Relation,
    operand: &Operand,
    scope: &Scope,
) -> Result<bool, Fault> {
    // Both sides are there nearly always, and then nothing stands between.
    if let Some(left) = path::peek(path, scope) {
        match operand {
            Operand::Literal(literal) => {
                return Ok(stands_literal(family, relation, left, literal));
            }
            Operand::At(right) => {
                if let Some(right) = path::peek(right, scope) {
                    return Ok(stands(family, relation, left, right));
                }
            }
        }
    }
    path::with(path, scope, |left| match operand {
        Operand::Literal(literal) => Ok(stands_literal(family, relation, left, literal)),
        Operand::At(right) => {
            path::with(right, scope, |right| stands(family, relation, left, right))
                .ok_or_else(|| absent(right))
        }
    })
    .ok_or_else(|| absent(path))?
}

/// Values that are not of the operator's family do not match; that is no error.
#[inline]
fn stands(family: Family, relation: Relation, left: &Value, right: &Value) -> bool {
    let order = match (family, left.json(), right.json()) {
        (Family::String, Value::String(left), Value::String(right)) => {
            Some(compare_strings(left, right))
        }
        (Family::Numeric, Value::Number(left), Value::Number(right)) => {
            compare_numbers(left, right)
        }
        (Family::Boolean, Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Family::Timestamp, Value::String(left), Value::String(right)) => timestamp(left)
            .zip(timestamp(right))
            .map(|(left, right)| left.cmp(&right)),
        _ => None,
    };
    order.is_some_and(|order| is(relation, order))
}

#[inline]
fn stands_literal(family: Family, relation: Relation, left: &Value, right: &Literal) -> bool {
    // Strings are by far the most frequent: no value is made for them.
    if let (Family::String, Literal::String(right)) = (family, right) {
        return left
            .as_str()
            .is_some_and(|left| is(relation, compare_strings(left, right)));
    }
    stands(family, relation, left, &Value::from_literal(right))
}

#[inline]
const fn is(relation: Relation, order: Ordering) -> bool {
    match relation {
        Relation::Equals => order.is_eq(),
        Relation::LessThan => order.is_lt(),
        Relation::LessThanEquals => order.is_le(),
        Relation::GreaterThan => order.is_gt(),
        Relation::GreaterThanEquals => order.is_ge(),
    }
}

/// `*` stands for any characters, `\*` for itself and `\\` for a backslash.
fn matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pieces(pattern);
    let last = pieces.pop().unwrap_or_default();
    let Some((first, middle)) = pieces.split_first() else {
        return text == last;
    };
    let Some(mut rest) = text.strip_prefix(first.as_ref()) else {
        return false;
    };
    for piece in middle {
        let Some(at) = rest.find(piece.as_ref()) else {
            return false;
        };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last.as_ref())
}

/// The literal texts between the wildcards of a pattern.
fn pieces(pattern: &str) -> Vec<Cow<'_, str>> {
    if !pattern.contains('\\') {
        return pattern.split('*').map(Cow::Borrowed).collect();
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next_if(|next| matches!(next, '*' | '\\')) {
                Some(escaped) => piece.push(escaped),
                None => piece.push('\\'),
            },
            '*' => pieces.push(Cow::Owned(std::mem::take(&mut piece))),
            other => piece.push(other),
        }
    }
    pieces.push(Cow::Owned(piece));
    pieces
}

#[cfg(test)]
mod tests;
