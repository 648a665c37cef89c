//! Types without a shape inside types that have one.

use serde::{Deserialize, Serialize};
use stepwright::shape::Node;
use stepwright::{NoInput, Shape, Value};

use crate::show::{show, shown};
use crate::structs::table;

#[derive(Debug, Deserialize, Serialize)]
struct Unshaped {
    a: u8,
}

#[derive(Shape)]
struct Holds {
    plain: Unshaped,
    list: Vec<Unshaped>,
    option: Option<Unshaped>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Unshaped>,
    #[serde(flatten)]
    flattened: Unshaped,
    function: fn(u8) -> u8,
    number: u8,
}

#[derive(Shape)]
struct Generic<T> {
    inside: T,
}

#[derive(Shape)]
struct OfGeneric {
    known: Generic<u8>,
    unknown: Generic<Unshaped>,
}

#[test]
fn what_has_no_shape_is_anything() {
    table! {
        Holds => "Holds {plain: any, list: any, option?: any, left_out?~: (any => any), function: any, number: 0..=255, ..any}",
        OfGeneric => "OfGeneric {known: Generic {inside: 0..=255}, unknown: any}",
    }
}

#[test]
fn documents_are_anything() {
    table! {
        Value => "any",
        serde_json::Value => "any",
        serde_json::Map<String, serde_json::Value> => "{*: any}",
        serde_json::Number => "number",
        NoInput => "(NoInput {} => any)",
        () => "null",
    }
    assert_eq!(
        serde_json::to_value(NoInput).unwrap(),
        serde_json::json!({})
    );
}

/// A description is a constant: what it says can be asked while compiling.
const _: () = assert!(
    matches!(<Generic<u8> as Shape>::SHAPE, Node::Struct(object) if object.fields.len() == 1)
);

#[test]
fn a_shape_can_be_written_by_hand() {
    struct Celsius;
    impl Shape for Celsius {
        const SHAPE: &'static Node = f64::SHAPE;
    }
    assert_eq!(
        show(<Generic<Celsius> as Shape>::SHAPE),
        "Generic {inside: number}"
    );
}
