//! That there are types for whatever samples, and what of a sample's text gets into them. What they look like is in
//! `tests/golden`.

use std::collections::BTreeSet;

use quote::quote;

use crate::sample::testing::{KEYS, documents};
use crate::sample::{Document, parse};
use crate::testing::Random;

fn expanded(documents: &[Document]) -> syn::File {
    let invocation = syn::parse_str(r#""a.json", input: sample("b.json")"#).expect("an invocation");
    let tokens = super::input(&quote!(::stepwright), &invocation, documents);
    syn::parse2(tokens).expect("items")
}

fn names(file: &syn::File) -> Vec<String> {
    let name = |item: &syn::Item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    };
    file.items.iter().filter_map(name).collect()
}

#[test]
fn whatever_the_samples_there_is_one_input() {
    for seed in 1..100 {
        let mut random = Random(seed);
        let place = random.below(8);
        let names = names(&expanded(&documents(&mut random, place)));
        let inputs = names.iter().filter(|name| *name == "Input");
        assert_eq!(inputs.count(), 1, "{seed}: {names:?}");
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{seed}: {names:?}");
    }
}

#[test]
fn keys_are_kept_to_the_letter() {
    let members = KEYS
        .iter()
        .map(|key| ((*key).to_owned(), crate::ir::Json::Null));
    let document = Document {
        file: "b.json".to_owned(),
        value: crate::ir::Json::Object(members.collect()),
    };
    let text = quote::ToTokens::to_token_stream(&expanded(&[document])).to_string();
    for key in KEYS {
        let literal = proc_macro2::Literal::string(key);
        for call in ["field", "field_or_none"] {
            assert!(
                text.contains(&format!("object . {call} ({literal}")),
                "{key:?}: {text}"
            );
        }
    }
}

#[test]
fn documentation_shows_where_a_field_comes_from() {
    let document = |file: &str, text| Document {
        file: file.to_owned(),
        value: parse(file, text).expect("JSON"),
    };
    let file = expanded(&[
        document(
            "a.json",
            r#"{ "id": "c`17", "note": null, "at": [{ "x": 1 }] }"#,
        ),
        document(
            "b.json",
            r#"{ "id": "", "note": 1, "at": [], "extra": null, "more": 1.5 }"#,
        ),
        document(
            "c.json",
            r#"{ "id": "", "note": 1, "at": [], "extra": true }"#,
        ),
    ]);
    let mut docs = Vec::new();
    for item in &file.items {
        let syn::Item::Struct(item) = item else {
            continue;
        };
        let attributes = item
            .attrs
            .iter()
            .chain(item.fields.iter().flat_map(|field| &field.attrs));
        for attribute in attributes {
            let syn::Meta::NameValue(doc) = &attribute.meta else {
                continue;
            };
            if let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) = &doc.value
            {
                docs.push(text.value());
            }
        }
    }
    assert_eq!(
        docs,
        [
            " The execution's input, as in `a.json`, `b.json` and `c.json`.",
            " From `a.json`: `$.id`, such as `\"c'17\"`.",
            " From `b.json`: `$.note`, such as `1`. `null` where it is `None`.",
            " From `a.json`: `$.at`.",
            " From `c.json`: `$.extra`, such as `true`. Left out where it is `None`, `null` where it is `Some(None)`.",
            " From `b.json`: `$.more`, such as `1.5`. Left out where it is `None`.",
            " From `a.json`: `$.at[*]`.",
            " From `a.json`: `$.at[*].x`, such as `1`.",
        ]
    );
}

#[test]
fn a_sample_that_cannot_be_read_leaves_the_name() {
    assert_eq!(names(&expanded(&[])), ["Input"]);
}
