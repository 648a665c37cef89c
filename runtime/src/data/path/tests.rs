use super::{find, get, in_template, reference, select};
use crate::{
    data::{Fault, Scope},
    program::{PathFunction, ResultPath, Select, Step},
    testing_support::{TestContext, leak, path, template as parse, with_document},
    value::Value,
};
use serde_json::{Value as Json, json};

pub(super) fn store() -> Json {
    json!({
        "book": [
            {"title": "A", "price": 8.95, "isbn": "1", "tags": ["x", "y"]},
            {"title": "B", "price": 12.99, "n": "5"},
            {"title": "C", "price": 8.99, "isbn": null, "n": 5},
            {"title": "D", "price": 22.99, "tags": []},
        ],
        "expensive": 10, "wanted": ["A", "C"], "none": null,
        "bicycle": {"color": "red", "price": 19.95},
        "numbers": [3, 1, "x", 2.0], "empty": [],
    })
}

fn at(text: &str) -> Result<Json, Fault> {
    with_document(store(), |scope| get(&path(text), scope).map(Json::from))
}

#[test]
fn definite_paths_give_the_bare_value() {
    let cases = [
        ("$.book[0].title", json!("A")),
        ("$['book'][-1]['title']", json!("D")),
        ("$.none", json!(null)),
        ("$.book[0].tags", json!(["x", "y"])),
        (
            "$.bicycle['color','gears','price']",
            json!({"color": "red", "price": 19.95}),
        ),
        ("$", store()),
    ];
    for (text, expected) in cases {
        assert_eq!(at(text), Ok(expected), "{text}");
    }
}

#[test]
fn indefinite_paths_give_a_list() {
    let cases = [
        ("$.book[*].title", json!(["A", "B", "C", "D"])),
        ("$.book[0,2].title", json!(["A", "C"])),
        ("$.book[0,9,-1].title", json!(["A", "D"])),
        ("$.book[1:].title", json!(["B", "C", "D"])),
        ("$.book[:2].title", json!(["A", "B"])),
        ("$.book[-1:].title", json!(["D"])),
        ("$.book[:-3].title", json!(["A"])),
        ("$.book[1:3].title", json!(["B", "C"])),
        ("$.book[0:9].title", json!(["A", "B", "C", "D"])),
        ("$.book[-3:-1].title", json!(["B", "C"])),
        ("$.book[0:-1].title", json!([])),
        ("$.book[0::2].title", json!(["A", "C"])),
        ("$.book[*].isbn", json!(["1", null])),
        ("$..title", json!(["A", "B", "C", "D"])),
        ("$..price", json!([8.95, 12.99, 8.99, 22.99, 19.95])),
        ("$..tags[0]", json!(["x"])),
        ("$.bicycle.*", json!(["red", 19.95])),
        (
            "$.book[*]['title','n']",
            json!([{"title": "A"}, {"title": "B", "n": "5"}, {"title": "C", "n": 5}, {"title": "D"}]),
        ),
        ("$.book[*].absent", json!([])),
        ("$.book[9].tags[*]", json!([])),
        ("$.expensive[*]", json!([])),
        ("$.empty[*]", json!([])),
    ];
    for (text, expected) in cases {
        assert_eq!(at(text), Ok(expected), "{text}");
    }
}

/// The first text is recorded on AWS; the others are Jayway's, which AWS uses, for other misses.
#[test]
fn a_definite_path_that_leads_nowhere_is_a_runtime_error_in_jayways_words() {
    let cases = [
        ("$.no.such.result.path", "Missing property in path $['no']"),
        (
            "$.bicycle.gears.first",
            "Missing property in path $['bicycle']['gears']",
        ),
        (
            "$.bicycle.gears",
            "No results for path: $['bicycle']['gears']",
        ),
        (
            "$.book[9].title",
            "No results for path: $['book'][9]['title']",
        ),
        (
            "$.book.title",
            "Property ['title'] not found in path $['book']",
        ),
        ("$.none.x", "Property ['x'] not found in path $['none']"),
        ("$.absent[*]", "Missing property in path $['absent']"),
        (
            "$.bicycle[0]",
            "Filter: [0] can only be applied to arrays. Current context is: {color=red, price=19.95}",
        ),
        (
            "$.expensive[0:1]",
            "Filter: [0:1] can only be applied to arrays. Current context is: 10",
        ),
    ];
    for (text, reason) in cases {
        let cause = format!("Invalid path '{text}' : {reason}");
        assert_eq!(at(text), Err(Fault::runtime(cause)));
    }
}

#[test]
fn presence_is_of_values_and_matches() {
    with_document(store(), |scope| {
        let there = |text: &str| find(&path(text), scope).is_some();
        assert!(there("$.none"));
        assert!(there("$.book[3].tags"));
        assert!(there("$.empty"));
        assert!(!there("$.absent"));
        assert!(!there("$.book[4]"));
        assert!(!there("$.expensive.x"));
        assert!(there("$..color"));
        assert!(!there("$..absent"));
    });
}

fn function(text: &str, function: PathFunction) -> Result<Json, Fault> {
    let mut path = path(text);
    let mut steps = path.steps.to_vec();
    steps.push(Step::Function(function));
    path.steps = leak(steps);
    with_document(store(), |scope| get(&path, scope).map(Json::from))
}

#[test]
fn functions_compute_on_what_the_path_leads_to() {
    let cases = [
        ("$.book", PathFunction::Length, json!(4)),
        ("$.bicycle", PathFunction::Length, json!(2)),
        ("$.expensive", PathFunction::Length, json!(null)),
        ("$.bicycle", PathFunction::Keys, json!(["color", "price"])),
        ("$.numbers", PathFunction::Min, json!(1.0)),
        ("$.numbers", PathFunction::Max, json!(3.0)),
        ("$.numbers", PathFunction::Sum, json!(6.0)),
        ("$.numbers", PathFunction::Avg, json!(2.0)),
        ("$.numbers", PathFunction::First, json!(3)),
        ("$.numbers", PathFunction::Last, json!(2.0)),
        ("$..tags", PathFunction::Length, json!(2)),
        ("$.book[*].tags", PathFunction::Length, json!([2, 0])),
    ];
    for (text, name, expected) in cases {
        assert_eq!(function(text, name), Ok(expected), "{text} {name:?}");
    }
    let deviation = function("$.numbers", PathFunction::Stddev)
        .unwrap()
        .as_f64()
        .unwrap();
    assert!(
        (deviation - (2.0_f64 / 3.0).sqrt()).abs() < 1e-12,
        "{deviation}"
    );
    let fault = function("$.empty", PathFunction::Min).unwrap_err();
    assert!(fault.cause.ends_with("using empty array"), "{fault:?}");
}

#[test]
fn the_context_and_variables_are_read_like_the_document() {
    let context = TestContext {
        object: Value::from(json!({"State": {"Name": "Here"}})),
        variables: Value::from(json!({"list": [1, {"deep": 2}]})),
    };
    let scope = Scope::new(&Value::Null, &context);
    let value = |text: &str| get(&path(text), &scope).map(Json::from);
    assert_eq!(value("$$.State.Name"), Ok(json!("Here")));
    assert_eq!(value("$list[1].deep"), Ok(json!(2)));
    assert_eq!(value("$list"), Ok(json!([1, {"deep": 2}])));
    assert!(value("$other").is_err());
}

#[test]
fn typed_documents_are_read_as_json() {
    let document = Value::typed(std::collections::BTreeMap::from([("list", vec![1, 2])]));
    let context = TestContext::default();
    let scope = Scope::new(&document, &context);
    assert_eq!(get(&path("$.list[1]"), &scope), Ok(Value::from(2_i64)));
    assert!(matches!(get(&path("$"), &scope), Ok(Value::Object(_))));
}

#[test]
fn a_rust_value_without_a_json_form_is_a_fault_that_says_so() {
    let keys = std::collections::BTreeMap::from([(vec![1], 1)]);
    let document = Value::from_iter([Value::typed(keys)]);
    let context = TestContext::default();
    let scope = Scope::new(&document, &context);
    let cause = "Invalid path '$[0].x' : The document has no JSON form: key must be a string";
    for found in [
        get(&path("$[0].x"), &scope),
        in_template(&path("$[0].x"), "field", &scope),
    ] {
        assert_eq!(found.unwrap_err().cause, cause);
    }
}

#[test]
fn selections_start_from_their_own_document() {
    with_document(json!({"outer": 1}), |scope| {
        let whole = Value::from(json!({"inner": 2}));
        assert_eq!(select(&Select::Whole, &whole, scope), Ok(whole.clone()));
        assert_eq!(select(&Select::Nothing, &whole, scope), Ok(Value::object()));
        let inner = Select::At(path("$.inner"));
        assert_eq!(select(&inner, &whole, scope), Ok(Value::from(2_i64)));
        assert!(select(&Select::At(path("$.outer")), &whole, scope).is_err());
    });
}

#[test]
fn templates_keep_literals_and_fill_in_paths() {
    let template = parse(&json!({
        "flagged": true,
        "parts": {"first.$": "$.vals[0]", "last3.$": "$.vals[3:]"},
        "list": [1, {"deep.$": "States.MathAdd($.vals[1], 1)"}],
        "beyond.$": "$.vals[99]",
    }));
    let value = with_document(json!({"vals": [0, 10, 20, 30, 40, 50]}), |scope| {
        crate::data::template(&template, scope)
    });
    assert_eq!(
        value.unwrap().to_string(),
        r#"{"flagged":true,"parts":{"first":0,"last3":[30,40,50]},"list":[1,{"deep":11}],"beyond":null}"#
    );
}

/// As AWS does for a path to many places; one to a single place fails.
#[test]
fn a_templates_path_to_many_places_may_lead_to_none() {
    for text in [
        "$.items[*]",
        "$.items[1:]",
        "$.items[:1].value",
        "$.item.items[1:5]",
        "$.item.items[*].value",
        "$.flag.items[*]",
        "$.items[?(@.value == 1)]",
        "$.items..value",
    ] {
        let template = parse(&json!({"found.$": text}));
        let found = with_document(json!({"flag": true}), |scope| {
            crate::data::template(&template, scope)
        });
        assert_eq!(found.unwrap().to_string(), r#"{"found":[]}"#, "{text}");
    }
}

/// AWS's words.
#[test]
fn a_templates_path_that_leads_nowhere_names_its_field() {
    let template = parse(&json!({"outer": {"address.$": "$.application.address"}}));
    let fault = with_document(json!({"flagged": false}), |scope| {
        crate::data::template(&template, scope).unwrap_err()
    });
    let cause = "The JSONPath '$.application.address' specified for the field 'address.$' could \
                 not be found in the input '{\"flagged\":false}'";
    assert_eq!(fault, Fault::runtime(cause.into()));
    let bare = with_document(json!({}), |scope| {
        in_template(&path("$.x"), "", scope).unwrap_err()
    });
    assert_eq!(
        bare.cause,
        "Invalid path '$.x' : No results for path: $['x']"
    );
}

/// AWS's words.
#[test]
fn a_reference_path_that_does_not_fit_names_its_step() {
    let document = json!({"discovery": {"status": 500}});
    let fault = with_document(document, |scope| {
        reference(&path("$.discovery.objects"), scope).unwrap_err()
    });
    let cause = r#"Unable to apply step "objects" to input {"discovery":{"status":500}}"#;
    assert_eq!(
        fault,
        Fault::new("States.ReferencePathConflict", cause.into())
    );
}

#[test]
fn results_are_placed_in_the_input() {
    let place = |at: Option<&str>, input: Json| {
        let path = match at {
            None => ResultPath::Discard,
            Some("$") => ResultPath::Whole,
            Some(text) => ResultPath::At(path(text)),
        };
        let mut document = Value::from(input);
        super::super::place(&path, &mut document, Value::from("new")).map(|()| Json::from(document))
    };
    assert_eq!(place(None, json!({"a": 1})), Ok(json!({"a": 1})));
    assert_eq!(place(Some("$"), json!({"a": 1})), Ok(json!("new")));
    assert_eq!(
        place(Some("$.b.c"), json!({"a": 1})),
        Ok(json!({"a": 1, "b": {"c": "new"}}))
    );
    assert_eq!(
        place(Some("$[1].x"), json!([1, {}])),
        Ok(json!([1, {"x": "new"}]))
    );
    let conflict = place(Some("$.all"), json!([1])).unwrap_err();
    assert_eq!(conflict.error, "States.ReferencePathConflict");
    assert_eq!(conflict.cause, r#"Unable to apply step "all" to input [1]"#);
    let mismatch = place(Some("$.all"), json!("text")).unwrap_err();
    assert_eq!(mismatch.error, "States.ResultPathMatchFailure");
    assert_eq!(
        mismatch.cause,
        r#"Unable to apply ReferencePath $.all to input "text""#
    );
}
