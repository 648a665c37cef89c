//! Facts in short.

use std::fmt::Write;

use crate::flow::fact::{Fact, Leaf, Rest, Step};
use crate::flow::kinds::Kinds;
use crate::ir::Json;

pub(super) fn show(fact: &Fact) -> String {
    let all = |facts: &[Fact], between: &str| {
        let shown: Vec<String> = facts.iter().map(show).collect();
        shown.join(between)
    };
    match fact {
        Fact::Any(_) => "any".to_owned(),
        Fact::Of(kinds) => match *kinds {
            Kinds::STRING => "string".to_owned(),
            Kinds::NUMBER => "number".to_owned(),
            Kinds::INTEGER => "integer".to_owned(),
            Kinds::BOOL => "bool".to_owned(),
            Kinds::TIMESTAMP => "timestamp".to_owned(),
            kinds => format!("({kinds})"),
        },
        Fact::Value(json) => scalar(json),
        Fact::Example(json) => format!("like {}", scalar(json)),
        Fact::List(item) => format!("[{} ..]", show(item)),
        Fact::Tuple(items) => format!("[{}]", all(items, ", ")),
        Fact::Object(object) => {
            let mut shown: Vec<String> = object
                .fields
                .iter()
                .map(|(name, field)| {
                    let mark = if field.may_be_missing { "?" } else { "" };
                    format!("{name}{mark}: {}", show(&field.fact))
                })
                .collect();
            match &object.rest {
                Rest::None => {}
                Rest::Any(_) => shown.push("..".to_owned()),
                Rest::Leaf(leaf) => shown.push(format!("..{}", steps(leaf))),
            }
            format!("{{{}}}", shown.join(", "))
        }
        Fact::OneOf(facts) => all(facts, " | "),
        Fact::Leaf(leaf) => steps(leaf),
    }
}

fn scalar(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(written) => written.clone(),
        Json::String(text) => format!("'{text}'"),
        Json::Array(_) | Json::Object(_) => "no scalar".to_owned(),
    }
}

fn steps(leaf: &Leaf) -> String {
    let mut shown = "typed".to_owned();
    for step in leaf.steps.iter() {
        match step {
            Step::Field(name) => {
                let _ = write!(shown, "/{name}");
            }
            Step::Member(name) => {
                let _ = write!(shown, ".{name}");
            }
            Step::Index(index) => {
                let _ = write!(shown, "[{index}]");
            }
            Step::Item => shown.push_str("[*]"),
        }
    }
    if let Some(filters) = &leaf.frozen {
        let there = filters.values().filter(|it| it.present == Some(true));
        shown.push_str(&"!".repeat(there.count()));
    }
    shown
}
