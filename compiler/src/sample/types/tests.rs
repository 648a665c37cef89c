//! The types as short text, and that no samples make two of one name.

use super::*;
use crate::sample::testing::documents;
use crate::testing::Random;

fn of(texts: &[&str]) -> Types {
    let documents = texts.iter().map(|text| Document {
        file: "order.json".to_owned(),
        value: crate::sample::parse("order.json", text).expect("JSON"),
    });
    types(&documents.collect::<Vec<_>>())
}

fn said(ty: &Type) -> String {
    match ty {
        Type::Vec(items) => format!("Vec<{}>", said(items)),
        Type::Option(some) => format!("Option<{}>", said(some)),
        Type::Struct(name) => name.to_string(),
        other => format!("{other:?}"),
    }
}

/// `Input { id: I64, tags?: Vec<String> }`, a struct a line; what `Input` is another name of before them.
fn shown(types: &Types) -> String {
    let mut lines = Vec::new();
    if types.structs.first().is_none_or(|first| first.name != ROOT) {
        lines.push(format!("Input = {}", said(&types.root)));
    }
    for structure in &types.structs {
        let fields = structure.fields.iter().map(|field| {
            let mark = if field.may_be_missing { "?" } else { "" };
            format!("{}{mark}: {}", field.name, said(&field.ty))
        });
        let fields: Vec<String> = fields.collect();
        lines.push(format!("{} {{ {} }}", structure.name, fields.join(", ")));
    }
    lines.join("\n")
}

#[test]
fn structs_are_named_after_their_place() {
    assert_eq!(
        shown(&of(&[
            r#"{"customer": {"id": "c-17", "age": null}, "lines": [{"price": {"net": 1}, "tags": []}], "meta": {}}"#,
            r#"{"customer": {"id": "c-18", "age": 3}, "lines": [], "coupon": "x", "meta": {}}"#,
        ])),
        "Input { customer: InputCustomer, lines: Vec<InputLinesItem>, meta: Map, coupon?: String }\n\
         InputCustomer { id: String, age: Option<I64> }\n\
         InputLinesItem { price: InputLinesItemPrice, tags: Vec<Value> }\n\
         InputLinesItemPrice { net: I64 }"
    );
}

#[test]
fn what_is_no_object_has_its_name_all_the_same() {
    for (samples, types) in [
        (
            &["[{\"a\": 1}]"][..],
            "Input = Vec<InputItem>\nInputItem { a: I64 }",
        ),
        (
            &["[[{\"a\": 1}]]"],
            "Input = Vec<Vec<InputItemItem>>\nInputItemItem { a: I64 }",
        ),
        (&["3"], "Input = I64"),
        (&["{}"], "Input = Map"),
        (&["1", "[]"], "Input = Value"),
        (&["null"], "Input = Option<Value>"),
        (
            &["null", "{\"a\": {\"b\": 1}}"],
            "Input = Option<InputObject>\nInputObject { a: InputObjectA }\nInputObjectA { b: I64 }",
        ),
    ] {
        assert_eq!(shown(&of(samples)), types, "{samples:?}");
    }
}

#[test]
fn two_places_of_one_name_are_told_apart() {
    for (sample, names) in [
        (
            r#"{"lines": [{"a": {"z": 1}}], "linesItem": {"b": 2}}"#,
            &[
                "Input",
                "InputLines_Item",
                "InputLines_ItemA",
                "Input_LinesItem",
            ][..],
        ),
        (
            r#"{"a": {"b_c": {"x": 1}}, "a_b": {"c": {"x": 1}}}"#,
            &["Input", "InputA", "InputA_BC", "InputAB", "InputAB_C"],
        ),
        (
            r#"{"a_b": [{"x": 1}], "a": {"b": [{"x": 1}]}}"#,
            &["Input", "Input_AB_Item", "InputA", "InputA_B_Item"],
        ),
        (
            r#"{"order_id": {"x": 1}, "orderId": {"x": 1}, "type": {"x": 1}, "Type": {"x": 1}}"#,
            &[
                "Input",
                "Input_order_id",
                "Input_orderId",
                "Input_type",
                "Input_Type",
            ],
        ),
        // A field that is no struct has no such name.
        (
            r#"{"lines": [{"a": 1}], "linesItem": 2}"#,
            &["Input", "InputLinesItem"],
        ),
    ] {
        let types = of(&[sample]);
        let found: Vec<String> = types.structs.iter().map(|s| s.name.to_string()).collect();
        assert_eq!(found, names, "{sample}");
    }
}

#[test]
fn origins_are_paths() {
    let types = of(&[r#"{"lines": [{"it's \\": 17}], "order-id": 1, "_a1": 2}"#]);
    let mut paths = Vec::new();
    for structure in &types.structs {
        paths.push(structure.origin.path.as_str());
        paths.extend(
            structure
                .fields
                .iter()
                .map(|field| field.origin.path.as_str()),
        );
    }
    assert_eq!(
        paths,
        [
            "$",
            "$.lines",
            "$['order-id']",
            "$._a1",
            "$.lines[*]",
            r"$.lines[*]['it\'s \\']"
        ]
    );
}

#[test]
fn no_samples_make_two_names_of_one() {
    for seed in 1..3000 {
        let mut random = Random(seed);
        let types = types(&documents(&mut random, 6));
        let mut names = BTreeSet::new();
        for structure in &types.structs {
            assert!(
                names.insert(structure.name.to_string()),
                "{seed}: {}",
                shown(&types)
            );
            let mut fields = BTreeSet::new();
            for field in &structure.fields {
                assert!(
                    fields.insert(field.name.to_string()),
                    "{seed}: {}",
                    shown(&types)
                );
            }
        }
    }
}
