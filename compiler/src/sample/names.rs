//! Keys become Rust names.
//!
//! Unlike a state, which the invocation can rename, a key has to get a name by itself, and a name that is the same
//! whatever order the keys are in. So where several keys of an object fold to one name (`orderId`, `order_id`), it is
//! for the one that is spelled so; the others keep the spelling that they have.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use crate::names::{identifier, pascal, snake, words};

/// What characters are called in a name, where nothing else tells it from another.
const SPELLED: [(char, &str); 20] = [
    (' ', "space"),
    ('!', "bang"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "dash"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('=', "equals"),
    ('?', "question"),
    ('@', "at"),
    ('_', "underscore"),
    ('|', "bar"),
    ('~', "tilde"),
];

/// The names of an object's fields, in the order of its keys; no two are the same.
pub(super) fn fields(keys: &[&str]) -> Vec<Ident> {
    let folded: Vec<String> = keys.iter().map(|key| fold(key)).collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &folded {
        *alike.entry(name).or_default() += 1;
    }
    let keeps = |key: &str, name: &str| key == name || alike.get(name) == Some(&1);
    let pairs = || keys.iter().zip(&folded);
    let mut taken: BTreeSet<String> = pairs()
        .filter(|(key, name)| keeps(key, name))
        .map(|(_, name)| name.clone())
        .collect();
    let names = pairs().map(|(key, name)| {
        if keeps(key, name) {
            return name.clone();
        }
        let exact = is_plain(key).then(|| (*key).to_owned());
        let name = free(exact.into_iter().chain([spell(key)]), &taken);
        taken.insert(name.clone());
        name
    });
    names.map(|name| ident(&name)).collect()
}

/// The first of the names that is free; the last one with a number where none is.
pub(super) fn free(names: impl Iterator<Item = String>, taken: &BTreeSet<String>) -> String {
    let mut last = String::new();
    for name in names {
        if !taken.contains(&name) {
            return name;
        }
        last = name;
    }
    let mut number = 2;
    loop {
        let name = format!("{last}_{number}");
        if !taken.contains(&name) {
            return name;
        }
        number += 1;
    }
}

/// A key's part of a type's name: `customer-id` is the `CustomerId` of `InputCustomerId`.
pub(super) fn segment(key: &str) -> String {
    let name = pascal(&words(key));
    if !name.is_empty() && identifier(&format!("A{name}")).is_some() {
        name
    } else {
        pascal(&words(&spell(key)))
    }
}

/// A name that is known to be one.
pub(super) fn ident(name: &str) -> Ident {
    identifier(name).unwrap_or_else(|| Ident::new("field", Span::call_site()))
}

/// `orderId` and `order-id` are `order_id`.
fn fold(key: &str) -> String {
    usable(&snake(&words(key))).unwrap_or_else(|| spell(key))
}

/// The key with its separators in words: `order-id` is `order_dash_id`.
fn spell(key: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut run = String::new();
    for letter in key.chars() {
        if letter.is_alphanumeric() && unicode_ident::is_xid_continue(letter) {
            run.push(letter);
            continue;
        }
        parts.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
        let word = SPELLED.iter().find(|(known, _)| *known == letter);
        parts.push(match word {
            Some((_, word)) => (*word).to_owned(),
            None => format!("u{:x}", u32::from(letter)),
        });
    }
    parts.extend((!run.is_empty()).then_some(run));
    usable(&parts.join("_")).unwrap_or_else(|| "empty".to_owned())
}

/// The name as Rust takes it: followed by `_` where it is a word that cannot even be raw, led by one where it would
/// begin with a digit.
fn usable(name: &str) -> Option<String> {
    let is_word = |name: &String| identifier(name).is_some();
    if name.is_empty() {
        return None;
    }
    [name.to_owned(), format!("{name}_"), format!("_{name}")]
        .into_iter()
        .find(is_word)
}

/// An identifier of ASCII letters, which is the same to Rust as it is here.
fn is_plain(key: &str) -> bool {
    key.is_ascii() && identifier(key).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(keys: &[&str]) -> Vec<String> {
        fields(keys).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_are_folded() {
        for (key, name) in [
            ("orderId", "order_id"),
            ("OrderID", "order_id"),
            ("order-id", "order_id"),
            ("type", "r#type"),
            ("self", "self_"),
            ("Self", "self_"),
            ("crate", "crate_"),
            ("gen", "r#gen"),
            ("1st", "_1st"),
            ("größe", "größe"),
            ("", "empty"),
            ("_", "underscore"),
            ("-", "dash"),
            ("?!", "question_bang"),
            ("①", "u2460"),
            ("a①", "a_u2460"),
            ("\u{202e}", "u202e"),
            ("1①", "_1_u2460"),
        ] {
            assert_eq!(named(&[key]), [name], "{key}");
        }
    }

    #[test]
    fn keys_that_fold_to_one_name_keep_their_spelling() {
        for (keys, names) in [
            (&["orderId", "order_id"][..], &["orderId", "order_id"][..]),
            (&["orderId", "OrderId"], &["orderId", "OrderId"]),
            (
                &["order-id", "order_id", "order.id"],
                &["order_dash_id", "order_id", "order_dot_id"],
            ),
            (&["id", "_id", "ID"], &["id", "_id", "ID"]),
            (&["a-B", "a-b"], &["a_dash_B", "a_dash_b"]),
            (&["type", "Type"], &["r#type", "Type"]),
            (&["", "empty"], &["empty_2", "empty"]),
            (
                &["a-b", "a_b", "a_dash_b"],
                &["a_dash_b_2", "a_b", "a_dash_b"],
            ),
        ] {
            assert_eq!(named(keys), names, "{keys:?}");
            // Whatever order they come in.
            let mut backwards: Vec<&str> = keys.to_vec();
            backwards.reverse();
            let mut found = named(&backwards);
            found.reverse();
            assert_eq!(found, names, "{keys:?} backwards");
        }
    }

    #[test]
    fn segments_are_in_camel_case() {
        for (key, name) in [
            ("customer-id", "CustomerId"),
            ("self", "Self"),
            ("1st", "1st"),
            ("", "Empty"),
            ("?", "Question"),
            ("①", "U2460"),
        ] {
            assert_eq!(segment(key), name, "{key}");
        }
    }
}
