//! Data tests of values that are known.

use std::cmp::Ordering;

use super::kinds::Kinds;
use crate::ir::{Family, Json, Operand, Operator, Property, Relation};

/// Whether an operator matches a value; none where that takes more than the two.
pub(super) fn holds(operator: &Operator, value: &Json) -> Option<bool> {
    match operator {
        Operator::Is(property, wanted) => {
            let kinds = match property {
                Property::Present => Kinds::ALL,
                Property::Null => Kinds::NULL,
                Property::String => Kinds::STRING,
                Property::Numeric => Kinds::NUMBER,
                Property::Boolean => Kinds::BOOL,
                Property::Timestamp => Kinds::TIMESTAMP,
            };
            Some(kinds.overlaps(Kinds::of(value)) == *wanted)
        }
        Operator::StringMatches(_) => match value {
            Json::String(_) => None,
            _ => Some(false),
        },
        Operator::Compare(family, relation, Operand::Literal(literal)) => {
            compare(*family, *relation, value, &literal.value)
        }
        Operator::Compare(_, _, Operand::At(_)) => None,
    }
}

fn compare(family: Family, relation: Relation, left: &Json, right: &Json) -> Option<bool> {
    let order = match (family, left, right) {
        // Of other orders than equality, UTF-16 decides.
        (Family::String, Json::String(left), Json::String(right)) => {
            if relation != Relation::Equals {
                return None;
            }
            left.cmp(right)
        }
        (Family::Numeric, Json::Number(left), Json::Number(right)) => {
            match (left.parse::<i64>(), right.parse::<i64>()) {
                (Ok(left), Ok(right)) => left.cmp(&right),
                _ => left
                    .parse::<f64>()
                    .ok()?
                    .partial_cmp(&right.parse::<f64>().ok()?)?,
            }
        }
        (Family::Boolean, Json::Bool(left), Json::Bool(right)) => left.cmp(right),
        (Family::Timestamp, Json::String(_), Json::String(_)) => return None,
        _ => return Some(false),
    };
    Some(match relation {
        Relation::Equals => order == Ordering::Equal,
        Relation::LessThan => order == Ordering::Less,
        Relation::LessThanEquals => order != Ordering::Greater,
        Relation::GreaterThan => order == Ordering::Greater,
        Relation::GreaterThanEquals => order != Ordering::Less,
    })
}
