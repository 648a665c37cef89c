//! State names become Rust names.
//!
//! Case folding is not injective: two states that become one name are an error that shows both places and offers
//! `rename`; a suffix that nobody wrote is never added.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::Program;

/// The Rust names of one state.
#[derive(Clone, Debug)]
pub struct StateName {
    /// The method of a Task's handler, raw (`r#match`) where the word is a keyword.
    pub method: Ident,
    /// The variant, the type and the prefix of the associated types.
    pub ty: Ident,
}

/// Names every state of `program`, in the order of its states.
pub(crate) fn name(
    program: &Program,
    renames: &[(String, String)],
    errors: &mut Errors,
) -> Vec<StateName> {
    for (state, _) in renames {
        if !program.states.iter().any(|s| s.name.value == *state) {
            let names = program.states.iter().map(|s| s.name.value.as_str());
            let mut diagnostic = Diagnostic::new(
                Code::UnknownRename,
                0..0,
                format!("`rename` names `{state}`, which is not a state of this workflow"),
            )
            .entry(state, None);
            diagnostic.help = Some(match crate::suggest::similar(state, names.clone()) {
                Some(name) => format!("a state with a similar name exists: `{name}`"),
                None => format!("the states are {}", crate::suggest::list_of(names)),
            });
            errors.push(diagnostic);
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::with_capacity(program.states.len());
    for (index, state) in program.states.iter().enumerate() {
        let name = &state.name.value;
        let given = renames
            .iter()
            .find(|(from, _)| from == name)
            .map(|(_, to)| to.as_str());
        let Some(state_name) = rust_names(given.unwrap_or(name)) else {
            // An empty name is reported as such.
            if !name.is_empty() {
                errors.push(
                    Diagnostic::new(
                        Code::UnnamableState,
                        state.name.site.clone(),
                        format!("state `{name}` has no Rust name"),
                    )
                    .label("no name can be made of this")
                    .help(format!(
                        "give it one in the invocation: `rename: {{ {name:?} => some_name }}`"
                    ))
                    .state(name),
                );
            }
            names.push(stand_in(&mut seen, index));
            continue;
        };
        let folded = state_name.ty.to_string().to_lowercase();
        let Some(first) = seen
            .get(&folded)
            .and_then(|first| program.states.get(*first))
        else {
            seen.insert(folded, index);
            names.push(state_name);
            continue;
        };
        // The same name twice is a duplicate state, reported as such.
        if first.name.value != *name {
            errors.push(
                Diagnostic::new(
                    Code::NameCollision,
                    state.name.site.clone(),
                    format!(
                        "states `{}` and `{name}` both become `{}` in Rust",
                        first.name.value, state_name.method
                    ),
                )
                .label("the second")
                .note_at(first.name.site.clone(), "the first")
                .help(format!(
                    "rename one in the invocation: `rename: {{ {name:?} => another_name }}`"
                ))
                .state(name),
            );
        }
        names.push(stand_in(&mut seen, index));
    }
    names
}

/// Keeps a state without a name of its own apart from the others, so that nothing else fails because of it. There is an
/// error beside it, so that nobody ever writes this name.
fn stand_in(seen: &mut BTreeMap<String, usize>, index: usize) -> StateName {
    let mut number = index;
    loop {
        let snake = format!("state_{number}_without_a_name");
        let pascal = format!("State{number}WithoutAName");
        if seen.insert(pascal.to_lowercase(), index).is_none() {
            return StateName {
                method: Ident::new(&snake, Span::call_site()),
                ty: Ident::new(&pascal, Span::call_site()),
            };
        }
        number += 1;
    }
}

/// The words of a name: split where a character is neither letter nor digit, and at the humps of camel case.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = name.chars().collect();
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let previous = index.checked_sub(1).and_then(|i| characters.get(i));
        let next = characters.get(index + 1);
        let hump = character.is_uppercase()
            && previous.is_some_and(|p| {
                p.is_lowercase()
                    || p.is_ascii_digit()
                    // The last capital of an acronym begins the next word: `HTTPRequest` is `http_request`.
                    || (p.is_uppercase() && next.is_some_and(|n| n.is_lowercase()))
            });
        if hump {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        word.push(character);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The module an included file makes, where the invocation names none: the file's name up to its first dot.
pub(crate) fn module_name(file: &str) -> Option<String> {
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = file.split('.').next().unwrap_or(file);
    rust_names(stem).map(|name| name.method.to_string())
}

fn rust_names(name: &str) -> Option<StateName> {
    let words = words(name);
    let snake = snake(&words);
    let pascal = pascal(&words);
    let lead = if snake.starts_with(|c: char| c.is_numeric()) {
        "_"
    } else {
        ""
    };
    Some(StateName {
        method: identifier(&format!("{lead}{snake}"))?,
        ty: identifier(&format!("{lead}{pascal}"))?,
    })
}

/// `order_id`
pub(crate) fn snake(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    words.join("_")
}

/// `OrderId`
pub(crate) fn pascal(words: &[String]) -> String {
    let capital = |word: &String| {
        let mut characters = word.chars();
        let first = characters.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + &characters.as_str().to_lowercase()
    };
    words.iter().map(capital).collect()
}

/// The identifier, raw where the word is a keyword; none where even that is not allowed (`Self`, `crate`).
pub(crate) fn identifier(word: &str) -> Option<Ident> {
    // `gen` is a keyword since edition 2024; `syn` takes it for a name, because older editions do.
    if word != "gen"
        && let Ok(ident) = syn::parse_str::<Ident>(word)
    {
        return Some(ident);
    }
    match word {
        "self" | "Self" | "super" | "crate" | "_" | "" => None,
        _ if is_identifier(word) => Some(Ident::new_raw(word, Span::call_site())),
        _ => None,
    }
}

/// A keyword is an identifier to look at; letters that Rust does not take in identifiers (such as `①`) are not.
fn is_identifier(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str) -> Option<(String, String)> {
        rust_names(name).map(|n| (n.method.to_string(), n.ty.to_string()))
    }

    #[test]
    fn names_are_folded_as_rust_writes_them() {
        for (name, method, ty) in [
            ("Validate Order", "validate_order", "ValidateOrder"),
            (
                "SetCancellationMeta",
                "set_cancellation_meta",
                "SetCancellationMeta",
            ),
            (
                "Emit Completed || Cancelled",
                "emit_completed_cancelled",
                "EmitCompletedCancelled",
            ),
            (
                "Is capacity available?",
                "is_capacity_available",
                "IsCapacityAvailable",
            ),
            (
                "DynamoDB Get Shop status",
                "dynamo_db_get_shop_status",
                "DynamoDbGetShopStatus",
            ),
            ("WaitTen30Seconds", "wait_ten30_seconds", "WaitTen30Seconds"),
            ("HTTPRequest", "http_request", "HttpRequest"),
            ("match", "r#match", "Match"),
            ("gen", "r#gen", "Gen"),
            ("1st try", "_1st_try", "_1stTry"),
            ("Prüfen", "prüfen", "Prüfen"),
        ] {
            assert_eq!(
                names(name),
                Some((method.to_owned(), ty.to_owned())),
                "{name}"
            );
        }
    }

    #[test]
    fn what_cannot_be_a_name_is_none() {
        for name in ["???", "", "self", "Self", "①"] {
            assert_eq!(names(name), None, "{name}");
        }
    }

    #[test]
    fn a_module_is_named_after_its_file() {
        assert_eq!(
            module_name("workflows/vehicle-order-cancellation.asl.json").as_deref(),
            Some("vehicle_order_cancellation")
        );
        assert_eq!(module_name("order.asl.json").as_deref(), Some("order"));
        assert_eq!(module_name("???.json"), None);
    }
}
