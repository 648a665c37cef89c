//! Forms, as words: what each pair of samples has in common; and that every sample has the form of all.

use super::*;
use crate::sample::testing::documents as any_documents;
use crate::testing::Random;

fn documents(texts: &[&str]) -> Vec<Document> {
    let document = |(number, text): (usize, &&str)| Document {
        file: format!("{number}.json"),
        value: super::super::parse("sample.json", text).expect("JSON"),
    };
    texts.iter().enumerate().map(document).collect()
}

/// `id: i64, tags?: [text], note: any|null`
fn said(form: &Form) -> String {
    let kind = match &form.kind {
        Kind::Any => "any".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Whole(range) => format!("{range:?}").to_lowercase(),
        Kind::Float => "f64".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::List(items) => format!("[{}]", said(items)),
        Kind::Map => "map".to_owned(),
        Kind::Object(members) => {
            let members = members.iter().map(|member| {
                let mark = if member.may_be_missing { "?" } else { "" };
                format!("{}{mark}: {}", member.key, said(&member.form))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    };
    let null = if form.is_nullable { "|null" } else { "" };
    kind + null
}

#[test]
fn a_form_fits_all_samples_and_no_more() {
    for (samples, form) in [
        (&["1", "-2"][..], "i64"),
        (&["9223372036854775807"], "i64"),
        (&["-9223372036854775808"], "i64"),
        (&["9223372036854775808", "0"], "u64"),
        (&["18446744073709551615", "-1"], "i128"),
        (&["18446744073709551616"], "f64"),
        (&["-9223372036854775809"], "f64"),
        (&["1", "0.5"], "f64"),
        (&["1e3"], "f64"),
        (&["-0"], "f64"),
        (&["true", "false"], "bool"),
        (&["\"a\"", "null"], "text|null"),
        (&["null"], "any|null"),
        (&["1", "\"1\""], "any"),
        (&["1", "\"1\"", "null"], "any"),
        (&["[]"], "[any]"),
        (&["[null]"], "[any|null]"),
        (&["[1, null]", "[]"], "[i64|null]"),
        (&["[1]", "[0.5]"], "[f64]"),
        (&["[[], [1]]"], "[[i64]]"),
        (&["[{\"a\": 1}, {\"b\": 1}]"], "[{a?: i64, b?: i64}]"),
        (&["{}"], "map"),
        (&["{}", "{\"a\": 1}"], "{a?: i64}"),
        (&["{\"a\": null}", "{}"], "{a?: any|null}"),
        (&["{\"a\": 1}", "{\"a\": null}", "{}"], "{a?: i64|null}"),
        (
            &["{\"a\": 1, \"b\": {}}", "{\"b\": {\"c\": []}, \"a\": 2}"],
            "{a: i64, b: {c?: [any]}}",
        ),
        (&["{\"a\": 1}", "[1]"], "any"),
    ] {
        assert_eq!(said(&Form::of(&documents(samples))), form, "{samples:?}");
    }
}

#[test]
fn a_field_shows_the_first_value_that_can_be_shown() {
    let documents = documents(&[
        r#"{"id": null, "lines": [{"n": 1}], "empty": [], "tags": ["a", 2, null]}"#,
        r#"{"id": "c\"17\n", "extra": true, "long": "0123456789012345678901234567890123456789é"}"#,
    ]);
    let form = Form::of(&documents);
    let Kind::Object(members) = form.kind else {
        panic!("an object");
    };
    let shown: Vec<_> = members
        .iter()
        .map(|member| {
            let form = &member.form;
            (
                member.key.as_str(),
                form.file.as_str(),
                form.example.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("id", "1.json", Some(r#""c\"17\n""#)),
            ("lines", "0.json", None),
            ("empty", "0.json", None),
            ("tags", "0.json", Some(r#"["a", 2, null]"#)),
            ("extra", "1.json", Some("true")),
            (
                "long",
                "1.json",
                Some("\"0123456789012345678901234567890123456789..\"")
            ),
        ]
    );
}

/// Whether a value is of the form, read as strictly as the form says.
fn conforms(value: &Json, form: &Form) -> bool {
    match (value, &form.kind) {
        (_, Kind::Any) if !form.is_nullable => true,
        (Json::Null, _) => form.is_nullable,
        (Json::Bool(_), Kind::Bool) | (Json::String(_), Kind::Text) => true,
        (Json::Number(written), Kind::Whole(range)) => match range {
            Range::I64 => written.parse::<i64>().is_ok(),
            Range::U64 => written.parse::<u64>().is_ok(),
            Range::I128 => written.parse::<i128>().is_ok(),
        },
        (Json::Number(written), Kind::Float) => written.parse::<f64>().is_ok(),
        (Json::Array(items), Kind::List(form)) => items.iter().all(|item| conforms(item, form)),
        (Json::Object(members), Kind::Map) => members.is_empty(),
        (Json::Object(members), Kind::Object(fields)) => {
            let field = |key: &String| fields.iter().find(|field| field.key == *key);
            let fits = |(key, value): &(String, Json)| {
                field(key).is_some_and(|field| conforms(value, &field.form))
            };
            let is_there = |field: &Member| members.iter().any(|(key, _)| *key == field.key);
            members.iter().all(fits)
                && fields
                    .iter()
                    .all(|field| field.may_be_missing || is_there(field))
        }
        _ => false,
    }
}

#[test]
fn every_sample_has_the_form_of_all() {
    for seed in 1..3000 {
        let mut random = Random(seed);
        let place = random.below(8);
        let mut documents = any_documents(&mut random, place);
        // The order of the samples decides the order of fields, and nothing else.
        for _ in 0..2 {
            let form = Form::of(&documents);
            for Document { value, .. } in &documents {
                assert!(conforms(value, &form), "{seed}: {value:?}\n{}", said(&form));
            }
            documents.reverse();
        }
    }
}
