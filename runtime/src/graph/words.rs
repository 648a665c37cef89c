//! A Choice's conditions in words.

use crate::program::{Condition, Family, Literal, Operand, Property, Relation};
use stepwright_graph::Words;

/// A condition as a person would write it down.
pub(super) fn words(condition: &'static Condition) -> Words {
    match condition {
        Condition::And(parts) => Words::All(parts.iter().map(words).collect()),
        Condition::Or(parts) => Words::Any(parts.iter().map(words).collect()),
        Condition::Not(part) => Words::Not(Box::new(words(part))),
        Condition::Constant(constant) => Words::Plain(constant.to_string()),
        Condition::Expression(expression) => Words::Plain(expression.text.to_owned()),
        Condition::Is(path, property, expected) => {
            let property = match property {
                Property::Present => "present",
                Property::Null => "null",
                Property::String => "a string",
                Property::Numeric => "a number",
                Property::Boolean => "a boolean",
                Property::Timestamp => "a timestamp",
            };
            Words::is(path.text, property, *expected)
        }
        Condition::StringMatches(path, pattern) => Words::matches(path.text, pattern),
        Condition::Compare(path, family, relation, operand) => {
            let sign = match relation {
                Relation::Equals => "==",
                Relation::LessThan => "<",
                Relation::LessThanEquals => "<=",
                Relation::GreaterThan => ">",
                Relation::GreaterThanEquals => ">=",
            };
            let right = match operand {
                Operand::At(path) => path.text.to_owned(),
                Operand::Literal(Literal::String(text)) if *family == Family::Timestamp => {
                    (*text).to_owned()
                }
                Operand::Literal(Literal::String(text)) => Words::quoted(text),
                Operand::Literal(literal) => crate::value::Value::from(literal).to_string(),
            };
            Words::compare(path.text, sign, &right)
        }
    }
}
