//! `Value::set`.
use crate::{program::Step, value::Value};
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc};

#[test]
fn setting_copies_only_what_lies_on_the_way() {
    let document = Value::from(json!({
        "big": vec!["x".repeat(1000); 200],
        "way": {"list": [{"old": 1}, {"aside": [1, 2, 3]}]},
    }));
    let mut changed = document.clone();
    let steps = [
        Step::Field("way"),
        Step::Field("list"),
        Step::Index(0),
        Step::Field("new"),
    ];
    changed.set(&steps, Value::Bool(true)).unwrap();
    assert_eq!(
        document.get("way").unwrap().to_string(),
        r#"{"list":[{"old":1},{"aside":[1,2,3]}]}"#
    );
    assert_eq!(
        changed.get("way").unwrap().to_string(),
        r#"{"list":[{"old":1,"new":true},{"aside":[1,2,3]}]}"#
    );
    let big = |value: &Value| match value.get("big") {
        Some(Value::Array(items)) => Arc::as_ptr(items),
        other => panic!("{other:?}"),
    };
    assert!(
        std::ptr::eq(big(&document), big(&changed)),
        "shared, not copied"
    );
}

#[test]
fn setting_a_document_that_nobody_shares_moves_nothing() {
    let mut document = Value::from(json!({"a": {"b": 1}}));
    let place = |value: &Value| match value {
        Value::Object(fields) => Arc::as_ptr(fields),
        other => panic!("{other:?}"),
    };
    let before = place(&document);
    document
        .set(&[Step::Field("a"), Step::Field("c")], Value::Null)
        .unwrap();
    assert!(std::ptr::eq(before, place(&document)));
}

#[test]
fn setting_makes_the_objects_on_its_way_and_refuses_what_does_not_fit() {
    let mut document = Value::object();
    document
        .set(&[Step::Field("a"), Step::Field("b")], Value::from(1_i64))
        .unwrap();
    assert_eq!(document.to_string(), r#"{"a":{"b":1}}"#);
    let before = document.clone();
    let misfits: [(&[Step], usize); 4] = [
        (&[Step::Field("a"), Step::Field("b"), Step::Field("c")], 2),
        (&[Step::Index(0)], 0),
        (&[Step::Field("new"), Step::Index(0)], 1),
        (&[Step::Field("a"), Step::Wildcard], 1),
    ];
    for (steps, at) in misfits {
        assert_eq!(document.set(steps, Value::Null), Err(at), "{steps:?}");
        assert_eq!(document, before, "unchanged");
    }
    let mut list = Value::from(json!([1, 2]));
    assert_eq!(list.set(&[Step::Index(2)], Value::Null), Err(0));
    list.set(&[Step::Index(-1)], Value::Null).unwrap();
    assert_eq!(list.to_string(), "[1,null]");
    let mut typed = Value::typed(BTreeMap::from([("x", 1)]));
    typed.set(&[Step::Field("y")], Value::from(2_i64)).unwrap();
    assert_eq!(typed.to_string(), r#"{"x":1,"y":2}"#);
}
