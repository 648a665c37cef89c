//! Random documents and paths against `serde_json_path`, which implements RFC 9535, where that and Jayway agree.
//!
//! They do not agree, and nothing here is generated, on:
//! - definite paths: Jayway gives the bare value or an error, the RFC a list of one or none; compared as such;
//! - an indefinite path whose definite beginning is not there: an error in Jayway, an empty list in the RFC;
//! - a slice, a list of indices or a filter on what is no list: an error in Jayway where everything before it is
//!   definite;
//! - slices with two bounds of which one is negative, and negative or zero steps (Jayway has no steps);
//! - `['a','b']` at the end of a path: one merged object in Jayway, two values in the RFC;
//! - filters on objects: Jayway asks the object itself, the RFC its fields;
//! - comparing a number with a string: Jayway reads one as the other;
//! - comparing with what is absent: `@.x != 1` holds in both, but `@.x == @.y` with both absent only in the RFC;
//! - `<=` and `>=` of equal values that have no order (null, booleans): true in the RFC;
//! - existence: Jayway takes an indefinite path as there even without matches;
//! - the order of matches below `..`, where the RFC lets each implementation choose: compared as sets.
use super::{get, is_definite};
use crate::{
    program::{Comparator, Filter, FilterValue, Literal, Path, Root, Step},
    testing_support::{leak, leak_str, with_document},
};
use proptest::prelude::*;
use serde_json::Value as Json;
use serde_json_path::JsonPath;

const NAMES: [&str; 4] = ["a", "b", "c", "d e"];

fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Into::into),
        (-3..4_i64).prop_map(Into::into),
        (-3..4_i32).prop_map(|n| Json::from(f64::from(n) / 2.0)),
        prop::sample::select(vec!["", "x", "y", "é", "\u{1F197}"]).prop_map(Into::into),
    ];
    let tree = leaf.prop_recursive(5, 60, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::btree_map(prop::sample::select(&NAMES[..]), inner, 0..4).prop_map(
                |fields| Json::Object(
                    fields
                        .into_iter()
                        .map(|(key, field)| (key.to_owned(), field))
                        .collect()
                )
            ),
        ]
    });
    // Mostly containers at the top, or few paths would find anything.
    prop::collection::vec(tree, 1..4).prop_map(|trees| {
        let names = NAMES.iter().map(|name| (*name).to_owned());
        Json::Object(names.zip(trees).collect())
    })
}

/// A step and how the RFC writes it.
fn step() -> impl Strategy<Value = Vec<(Step, String)>> {
    let field = prop::sample::select(&NAMES[..])
        .prop_map(|name| vec![(Step::Field(name), format!("['{name}']"))]);
    let index = (-3..4_i64).prop_map(|index| vec![(Step::Index(index), format!("[{index}]"))]);
    let indices = prop::collection::vec(-3..4_i64, 2..4).prop_map(|indices| {
        let text: Vec<String> = indices.iter().map(ToString::to_string).collect();
        vec![(
            Step::Indices(leak(indices)),
            format!("[{}]", text.join(",")),
        )]
    });
    let wildcard = Just(vec![(Step::Wildcard, "[*]".to_owned())]);
    let between = (0..4_i64, 0..5_i64).prop_map(|(from, to)| (Some(from), Some(to)));
    let bounds = prop_oneof![
        between,
        (-4..4_i64).prop_map(|from| (Some(from), None)),
        (-4..4_i64).prop_map(|to| (None, Some(to))),
    ];
    let slice = (bounds, prop::option::of(1..3_i64)).prop_map(|((from, to), step)| {
        let show = |bound: Option<i64>| bound.map_or(String::new(), |bound| bound.to_string());
        let text = format!("[{}:{}:{}]", show(from), show(to), show(step));
        vec![(Step::Slice { from, to, step }, text)]
    });
    let descend = prop_oneof![
        prop::sample::select(&NAMES[..])
            .prop_map(|name| (Step::Field(name), format!("['{name}']"))),
        Just((Step::Wildcard, "[*]".to_owned())),
        (-3..4_i64).prop_map(|index| (Step::Index(index), format!("[{index}]"))),
    ]
    .prop_map(|(step, text)| vec![(Step::Descend, "..".to_owned()), (step, text)]);
    // Filters come behind a wildcard that only lists pass: see `filters_agree`.
    prop_oneof![4 => field, 2 => index, 1 => indices, 2 => wildcard, 2 => slice, 1 => descend]
}

fn path() -> impl Strategy<Value = (Path, String)> {
    prop::collection::vec(step(), 0..5).prop_map(|steps| {
        let (steps, texts): (Vec<Step>, Vec<String>) = steps.into_iter().flatten().unzip();
        let text = format!("${}", texts.concat());
        let path = Path {
            text: leak_str(&text),
            root: Root::Document,
            steps: leak(steps),
        };
        (path, text)
    })
}

fn sorted(mut values: Vec<Json>) -> Vec<String> {
    values.sort_by_key(ToString::to_string);
    values.iter().map(ToString::to_string).collect()
}

fn theirs(text: &str, document: &Json) -> Vec<Json> {
    let path = JsonPath::parse(text).expect("a path of the RFC");
    path.query(document).all().into_iter().cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn paths_agree(document in document(), (path, text) in path()) {
        let theirs = theirs(&text, &document);
        let ours = with_document(document, |scope| get(&path, scope).map(Json::from));
        match ours {
            Ok(ours) if is_definite(path.steps) => prop_assert_eq!(vec![ours], theirs),
            Ok(Json::Array(ours)) if path.steps.iter().any(|step| matches!(step, Step::Descend)) => {
                prop_assert_eq!(sorted(ours), sorted(theirs));
            }
            Ok(ours) => prop_assert_eq!(ours, Json::from(theirs)),
            // Where Jayway has an error, the RFC finds nothing.
            Err(_) => prop_assert!(theirs.is_empty(), "{text}: {theirs:?}"),
        }
    }

    #[test]
    fn filters_agree(
        items in prop::collection::vec(document(), 0..6),
        field in prop::sample::select(&NAMES[..]),
        comparison in prop::sample::select(vec![
            (Comparator::Equal, "=="), (Comparator::NotEqual, "!="), (Comparator::Less, "<"),
            (Comparator::LessOrEqual, "<="), (Comparator::Greater, ">"),
            (Comparator::GreaterOrEqual, ">="),
        ]),
        operand in prop::sample::select(vec![
            (Literal::Int(1), "1"), (Literal::Float(0.5), "0.5"), (Literal::String("x"), "'x'"),
            (Literal::String("é"), "'é'"),
        ]),
        negate: bool,
        exists: bool,
    ) {
        let at = Path { text: "", root: Root::Current, steps: leak(vec![Step::Field(field)]) };
        let value = FilterValue::Path(at);
        let (filter, condition) = if exists {
            (Filter::Exists(at), format!("@['{field}']"))
        } else {
            let compare = Filter::Compare(value, comparison.0, FilterValue::Literal(operand.0));
            (compare, format!("@['{field}'] {} {}", comparison.1, operand.1))
        };
        let (filter, condition) = if negate {
            (Filter::Not(&leak(vec![filter])[0]), format!("!({condition})"))
        } else {
            (filter, condition)
        };
        let text = format!("$[?{condition}]");
        let document = Json::from(items);
        let path = Path { text: "", root: Root::Document, steps: leak(vec![Step::Filter(filter)]) };
        let theirs = theirs(&text, &document);
        let ours = with_document(document, |scope| get(&path, scope).map(Json::from));
        prop_assert_eq!(ours, Ok(Json::from(theirs)), "{}", text);
    }
}
