use crate::{
    data::{Fault, Scope, template},
    testing_support::{TestContext, corpus, expression, with_document},
    value::Value,
};
use serde_json::{Value as Json, json};

fn compute(expression_text: &str, document: Json) -> Result<Value, Fault> {
    let call = expression(expression_text);
    with_document(document, |scope| template(&call, scope))
}

fn value(text: &str, document: Json) -> Json {
    match compute(text, document) {
        Ok(value) => value.into(),
        Err(fault) => panic!("{text}: {fault:?}"),
    }
}

fn refusal(text: &str, document: Json) -> String {
    let fault = compute(text, document).expect_err(text);
    assert_eq!(fault.error, "States.IntrinsicFailure", "{text}");
    let prefix = format!("The function '{text}' had the following error: ");
    fault
        .cause
        .strip_prefix(&prefix)
        .expect(&fault.cause)
        .to_owned()
}

/// What AWS recorded for calls in templates.
#[test]
fn functions_compute_what_was_recorded_on_aws() {
    let Some(cases) = corpus("intrinsic_functions.jsonl") else {
        return;
    };
    let mut run = 0;
    for case in cases {
        let text = case["expressions"][0].as_str().unwrap();
        if text.starts_with("{%") {
            continue;
        }
        run += 1;
        let arn = "arn:aws:states:us-east-1:111111111111:stateMachine:ArnPart_0idx";
        let context = TestContext {
            object: Value::from(json!({
                "Execution": {"Name": "ExecArnPart_0idx", "Input": case["input"]},
                "StateMachine": {"Id": arn, "Name": "ArnPart_0idx"},
            })),
            variables: Value::Null,
        };
        let document = Value::from(case["input"].clone());
        let scope = Scope::new(&document, &context);
        let result = template(&expression(text), &scope).expect(text);
        let expected = &case["expected"]["FunctionResult"];
        if text.starts_with("States.MathRandom") {
            assert!((0..999).contains(&result.as_i64().unwrap()), "{result}");
        } else {
            assert_eq!(&Json::from(result), expected, "{text}");
        }
    }
    assert_eq!(run, 29);
}

#[test]
fn functions_compute() {
    let document = json!({
        "list": [1, 2, 3, "a", null], "object": {"a": 1}, "text": "x", "empty": [],
        "same": [1, 1.0, "1", {"a": 1}, {"a": 1.0}, [], [], "1", null, null],
        "format": "\\{} {}",
    });
    let cases = [
        ("States.Array()", json!([])),
        (
            "States.Array($.list, 'b', 1, null, true, States.Array(2.5))",
            json!([[1, 2, 3, "a", null], "b", 1, null, true, [2.5]]),
        ),
        ("States.ArrayContains($.list, 2)", json!(true)),
        ("States.ArrayContains($.list, 2.0)", json!(true)),
        ("States.ArrayContains($.list, '2')", json!(false)),
        ("States.ArrayContains($.list, null)", json!(true)),
        ("States.ArrayGetItem($.list, 3)", json!("a")),
        ("States.ArrayLength($.list)", json!(5)),
        ("States.ArrayLength($.list[*])", json!(5)),
        (
            "States.ArrayPartition($.list, 2)",
            json!([[1, 2], [3, "a"], [null]]),
        ),
        ("States.ArrayPartition($.empty, 2)", json!([])),
        ("States.ArrayRange(1, 9, 2)", json!([1, 3, 5, 7, 9])),
        ("States.ArrayRange(1, 10, 2)", json!([1, 3, 5, 7, 9])),
        ("States.ArrayRange(3, 0, -1)", json!([3, 2, 1, 0])),
        ("States.ArrayRange(1, 0, 1)", json!([])),
        ("States.ArrayRange(5, 5, 1)", json!([5])),
        (
            "States.ArrayUnique($.same)",
            json!([1, "1", {"a": 1}, [], null]),
        ),
        (
            "States.Base64Encode('Data to encode')",
            json!("RGF0YSB0byBlbmNvZGU="),
        ),
        (
            "States.Base64Decode('RGF0YSB0byBlbmNvZGU=')",
            json!("Data to encode"),
        ),
        (
            "States.Hash('input data', 'SHA-1')",
            json!("aaff4a450a104cd177d28d18d74485e8cae074b7"),
        ),
        (
            "States.Hash('', 'MD5')",
            json!("d41d8cd98f00b204e9800998ecf8427e"),
        ),
        (
            "States.JsonMerge($.object, States.StringToJson('{\"b\":{}}'), false)",
            json!({"a": 1, "b": {}}),
        ),
        ("States.JsonToString($.object)", json!("{\"a\":1}")),
        (
            "States.StringToJson('[1, 1.0, \"a\"]')",
            json!([1, 1.0, "a"]),
        ),
        ("States.StringToJson('')", json!(null)),
        ("States.StringToJson(' ')", json!(null)),
        ("States.MathAdd(1, -1)", json!(0)),
        ("States.MathAdd(1.5, -1.5)", json!(1)),
        ("States.StringSplit('a,b', '')", json!(["a,b"])),
        ("States.StringSplit('', ',')", json!([])),
        ("States.Format('{}-{}', 'a', 1.50)", json!("a-1.5")),
        (
            r"States.Format('\{\} \\ \'{}\'', $.text)",
            json!(r"{} \ 'x'"),
        ),
        (
            "States.Format('{}{}', $.object, $.list)",
            json!("{a=1}[1, 2, 3, a, null]"),
        ),
        ("States.Format('none')", json!("none")),
        (
            "States.UUID()",
            json!("ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8"),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(value(text, document.clone()), expected, "{text}");
    }
}

#[test]
fn functions_refuse_what_they_cannot_do_and_name_the_whole_call() {
    let long = "x".repeat(10_001);
    // What is wrong in the definition itself does not compile: here the document is wrong.
    let document = json!({
        "list": [1], "text": "x", "object": {}, "long": long, "zero": 0, "minus": -1, "half": 0.5, "true": true,
        "open": "{", "close": "}", "one": "{}",
    });
    for text in [
        "States.ArrayContains($.text, 1)",
        "States.ArrayGetItem($.list, 1)",
        "States.ArrayGetItem($.list, $.minus)",
        "States.ArrayGetItem($.list, $.text)",
        "States.ArrayGetItem($.list, $.half)",
        "States.ArrayLength($.object)",
        "States.ArrayPartition($.list, $.zero)",
        "States.ArrayPartition($.list, $.minus)",
        "States.ArrayRange(0, 1, $.zero)",
        "States.ArrayRange($.zero, 1000, 1)",
        "States.ArrayUnique($.text)",
        "States.Base64Encode($.list)",
        "States.Base64Encode($.long)",
        "States.Base64Decode('%')",
        "States.Hash($.text, $.text)",
        "States.Hash($.long, 'MD5')",
        "States.JsonMerge($.object, $.list, false)",
        "States.JsonMerge($.object, $.object, $.true)",
        "States.StringToJson('{')",
        "States.StringToJson($.list)",
        "States.MathAdd($.text, 2)",
        "States.MathAdd(9223372036854775807, 1)",
        "States.MathRandom(2, $.zero)",
        "States.MathRandom(0, $.zero)",
        "States.StringSplit($.list, ',')",
        "States.Format($.one)",
        "States.Format($.one, 1, 2)",
        "States.Format($.open)",
        "States.Format($.close)",
        "States.Format($.list)",
        "States.Array(States.ArrayGetItem($.list, 7))",
    ] {
        let cause = refusal(text, document.clone());
        assert!(!cause.is_empty() && !cause.contains("States."), "{cause}");
    }
    assert_eq!(
        value(
            "States.ArrayLength(States.ArrayRange(1, 1000, 1))",
            json!({})
        ),
        1000
    );
}

#[test]
fn an_argument_that_is_not_there_is_aws_runtime_error() {
    let cases = [
        ("States.Format('{}', $.nope)", "$.nope", json!({"other": 1})),
        (
            "States.Format('{}', States.Format('{}', $.nope))",
            "$.nope",
            json!({"other": 1}),
        ),
        (
            "States.Format('{}', $.items[5])",
            "$.items[5]",
            json!({"items": [1, 2]}),
        ),
    ];
    for (text, path, document) in cases {
        let fault = compute(text, document.clone()).expect_err(text);
        assert_eq!(fault.error, "States.Runtime");
        assert_eq!(
            fault.cause,
            format!(
                "The function '{text}' had the following error: The JsonPath argument for the \
                 field '{path}' could not be found in the input '{document}'"
            )
        );
    }
}

#[test]
fn a_seed_gives_javas_numbers() {
    // `new java.util.Random(42)`: nextInt(10) is 0, nextInt(1000) is 130.
    assert_eq!(value("States.MathRandom(0, 10, 42)", json!({})), 0);
    assert_eq!(value("States.MathRandom(5, 15, 42)", json!({})), 5);
    assert_eq!(value("States.MathRandom(0, 1000, 42)", json!({})), 130);
    // Without a seed the host's bits are one; the test's are 42.
    assert_eq!(value("States.MathRandom(0, 1000)", json!({})), 130);
}

#[test]
fn braces_from_data_are_no_escapes() {
    let document = json!({"template": "a\\{} {}", "value": "{}"});
    assert_eq!(
        value("States.Format($.template, 1, $.value)", document),
        r"a\1 {}"
    );
}
