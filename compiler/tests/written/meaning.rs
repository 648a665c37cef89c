//! A definition without what has no meaning, so that two are equal where they are the same machine.

use serde_json::{Map, Value};
use stepwright_compiler::intrinsic::parse_query;
use stepwright_compiler::text::Text;

/// What a definition means.
pub(crate) fn meaning(definition: Value) -> Value {
    node(definition, "", "JSONPath")
}

/// `field` is what it stands in, `language` the one around it.
fn node(value: Value, field: &str, language: &str) -> Value {
    match value {
        Value::Object(members) => object(members, field, language),
        Value::Array(items) => {
            let items = items.into_iter();
            items.map(|item| node(item, field, language)).collect()
        }
        Value::String(text) => Value::String(string(&text, language)),
        Value::Number(number) => {
            // `2` and `2.0` are one number.
            let value = number.as_f64().expect("a number");
            serde_json::Number::from_f64(value).map_or(Value::Number(number), Value::Number)
        }
        other => other,
    }
}

fn object(members: Map<String, Value>, field: &str, language: &str) -> Value {
    let mut out = Map::new();
    let own = members.get("QueryLanguage").and_then(Value::as_str);
    let language = own.unwrap_or(language).to_owned();
    for (key, value) in members {
        let rules = ["Choices", "And", "Or", "Not"];
        let empty = Value::Array(Vec::new());
        match (key.as_str(), value) {
            // AWS takes anything there.
            ("Comment", value) if rules.contains(&field) && !is_top(field, &value) => {}
            ("Comment", value)
                if ["Retry", "Catch", "Choices"].contains(&field) && !value.is_string() => {}
            ("Comment", Value::String(text)) if field != "Parameters" => {
                out.insert(key, comment(&text).into());
            }
            ("Retry" | "Catch", value) if value == empty => {}
            ("ProcessorConfig", Value::Object(config)) if config.is_empty() => {}
            ("Iterator", value) => {
                out.insert(
                    "ItemProcessor".to_owned(),
                    node(value, "ItemProcessor", &language),
                );
            }
            ("Result", value) => {
                out.insert(key, value);
            }
            (_, value) => {
                let inner = node(value, &key, &language);
                out.insert(key, inner);
            }
        }
    }
    for combined in ["And", "Or"] {
        let Some(Value::Array(parts)) = out.get_mut(combined) else {
            continue;
        };
        // Within one of its own kind it makes no difference.
        let flat = parts.drain(..).flat_map(|part| match part {
            Value::Object(mut part) if part.contains_key(combined) => match part.remove(combined) {
                Some(Value::Array(parts)) => parts,
                _ => Vec::new(),
            },
            part => vec![part],
        });
        let mut flat: Vec<Value> = flat.collect();
        if let [Value::Object(_)] = flat.as_slice() {
            let Some(Value::Object(one)) = flat.pop() else {
                unreachable!()
            };
            out.remove(combined);
            out.extend(one);
        } else {
            *parts = flat;
        }
    }
    Value::Object(out)
}

/// Whether a comment is one of a rule that goes somewhere.
fn is_top(field: &str, comment: &Value) -> bool {
    field == "Choices" && comment.is_string()
}

/// A comment, but for the spaces around its lines.
fn comment(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    lines.join("\n")
}

/// A path, a call, an expression; else the string.
fn string(text: &str, language: &str) -> String {
    let inner = text.strip_prefix("{%").and_then(|it| it.strip_suffix("%}"));
    if let (Some(inner), "JSONata") = (inner, language) {
        return format!("{{% {} %}}", inner.trim());
    }
    // Without runs, all places are one.
    let value = Text::verbatim(text, 0..0);
    match parse_query(&value) {
        Ok(query) => without_places(&format!("{query:?}")),
        Err(_) => text.to_owned(),
    }
}

/// Without where it is written, and how.
fn without_places(shown: &str) -> String {
    let mut out = String::new();
    let mut rest = shown;
    while let Some(at) = rest.find("text: \"") {
        let (before, after) = rest.split_at(at + "text: \"".len());
        out.push_str(before);
        let mut escaped = false;
        let end = after.find(|it| {
            let is_end = it == '"' && !escaped;
            escaped = it == '\\' && !escaped;
            is_end
        });
        rest = &after[end.expect("it is closed")..];
    }
    out.push_str(rest);
    let mut places = String::new();
    for part in out.split(' ') {
        let trimmed = part.trim_matches(|it: char| !it.is_ascii_digit());
        let is_place = trimmed.split_once("..").is_some_and(|(start, end)| {
            start.parse::<usize>().is_ok() && end.parse::<usize>().is_ok()
        });
        if !is_place {
            places.push_str(part);
            places.push(' ');
        }
    }
    places
}

/// Where two values first differ.
pub(crate) fn difference(before: &Value, after: &Value) -> String {
    let differs = |(key, before): (String, &Value), after: Option<&Value>| match after {
        Some(after) if before == after => None,
        Some(after) => Some(format!("{key}/{}", difference(before, after))),
        None => Some(format!("{key} is gone")),
    };
    let found = match (before, after) {
        (Value::Object(before), Value::Object(it)) => {
            let mut all = before.iter();
            all.find_map(|(key, value)| differs((key.clone(), value), it.get(key)))
        }
        (Value::Array(before), Value::Array(it)) if before.len() == it.len() => {
            let mut all = before.iter().zip(it).enumerate();
            all.find_map(|(at, (before, after))| differs((at.to_string(), before), Some(after)))
        }
        _ => None,
    };
    found.unwrap_or_else(|| format!(": {before} became {after}"))
}
