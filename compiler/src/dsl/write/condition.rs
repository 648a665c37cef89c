//! The conditions of a Choice's rules, with parentheses where they are needed.

use super::super::choice::{FAMILIES, KINDS, SIGNS};
use super::{get, items, members, query, value, word};
use crate::ir::QueryLanguage;
use crate::json::{Node, Value};

/// How tightly a condition holds together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    Or,
    And,
    /// A test, which only a `!` tears apart.
    Test,
    One,
}

/// A condition in parts that may stand on lines of their own.
pub(super) fn condition(rule: &Node, language: QueryLanguage) -> Vec<String> {
    if language == QueryLanguage::Jsonata {
        let condition = get(rule, "Condition");
        let piece = condition.map(|node| value::template(node, language));
        return match piece {
            Some(super::layout::Piece::Atom(text)) => vec![text],
            _ => vec!["true".to_owned()],
        };
    }
    let (binds, sign) = match combined(rule) {
        Some(("Or", _)) => (Binds::Or, "||"),
        _ => (Binds::And, "&&"),
    };
    let Some(("And" | "Or", parts)) = combined(rule) else {
        return vec![jsonpath(rule).1];
    };
    let parts = parts.iter().enumerate().map(|(at, part)| {
        let part = at_least(jsonpath(part), binds);
        if at == 0 {
            part
        } else {
            format!("{sign} {part}")
        }
    });
    parts.collect()
}

/// What a rule combines: `And`, `Or` or `Not`, and of what. One of a single rule is that rule.
fn combined(rule: &Node) -> Option<(&'static str, &[Node])> {
    let list = |field: &'static str| Some((field, items(get(rule, field)?)));
    match list("And").or_else(|| list("Or"))? {
        (_, [one]) => combined(one),
        several => Some(several),
    }
}

fn at_least((binds, text): (Binds, String), least: Binds) -> String {
    if binds >= least {
        text
    } else {
        format!("({text})")
    }
}

fn jsonpath(rule: &Node) -> (Binds, String) {
    for (field, binds, sign) in [("And", Binds::And, " && "), ("Or", Binds::Or, " || ")] {
        match get(rule, field).map(items) {
            None => {}
            Some([one]) => return jsonpath(one),
            Some(parts) => {
                let parts = parts.iter().map(|part| at_least(jsonpath(part), binds));
                let parts: Vec<String> = parts.collect();
                return (binds, parts.join(sign));
            }
        }
    }
    if let Some(inner) = get(rule, "Not") {
        if let Some(different) = test(inner, true) {
            return (Binds::Test, different);
        }
        return (
            Binds::One,
            format!("!{}", at_least(jsonpath(inner), Binds::One)),
        );
    }
    (Binds::Test, test(rule, false).unwrap_or_default())
}

/// A comparison, or its opposite where that has a sign of its own.
fn test(rule: &Node, is_negated: bool) -> Option<String> {
    let Some(Value::String(variable)) = get(rule, "Variable").map(|node| &node.value) else {
        return None;
    };
    let path = query::path(&variable.value);
    let operators = members(rule).iter();
    let mut operators = operators.filter(|it| !["Variable", "Next"].contains(&&*it.key.value));
    operators.find_map(|member| {
        let operator = member.key.value.as_str();
        if let Some((kind, _)) = KINDS.iter().find(|(_, it)| *it == operator) {
            let not = match member.value.value {
                _ if is_negated => return None,
                Value::Bool(false) => "not ",
                _ => "",
            };
            return Some(format!("{path} is {not}{kind}"));
        }
        let operand = match &member.value.value {
            Value::String(text) => word::string(&text.value),
            Value::Number(number) => number.clone(),
            Value::Bool(value) => value.to_string(),
            _ => return None,
        };
        if operator == "StringMatches" {
            return (!is_negated).then(|| format!("{path} matches {operand}"));
        }
        let (name, relation) = FAMILIES
            .iter()
            .find_map(|(name, family)| Some((*name, operator.strip_prefix(family)?)))?;
        let (relation, operand) = match (relation.strip_suffix("Path"), &member.value.value) {
            (Some(relation), Value::String(text)) => {
                (relation, format!("{name}({})", query::path(&text.value)))
            }
            _ if name == "timestamp" => (relation, format!("{name}({operand})")),
            _ => (relation, operand),
        };
        let (sign, _) = SIGNS
            .iter()
            .find(|(sign, it)| *it == relation && (*sign == "!=") == is_negated)?;
        Some(format!("{path} {sign} {operand}"))
    })
}
