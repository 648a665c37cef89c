//! Small files of each kind.

use serde_json::{Value as Json, json};

use super::{Line, lines};

fn read(text: &str) -> Vec<Line> {
    lines("cases.jsonl".as_ref(), text.as_bytes())
}

fn only(line: &Json) -> Result<Json, String> {
    let line = read(&line.to_string()).remove(0);
    line.record.map(|record| record.json().clone())
}

fn execution() -> Json {
    let definition = json!({ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
    json!({ "id": "a", "definition": definition, "input": {}, "expected": { "status": "SUCCEEDED", "output": {} } })
}

fn without(field: &str) -> Json {
    let mut line = execution();
    line.as_object_mut().unwrap().remove(field);
    line
}

fn with(field: &str, value: Json) -> Json {
    let mut line = execution();
    line[field] = value;
    line
}

#[test]
fn what_an_execution_misses_is_said() {
    assert_eq!(only(&execution()), Ok(execution()));
    for (line, message) in [
        (without("id"), "it has no `id`"),
        (without("input"), "it has no `input`"),
        (without("expected"), "it has no `expected`"),
        (with("definition", json!("{}")), "`definition` is no object"),
        (
            with("expected", json!({ "output": 1 })),
            "it has no `expected.status`",
        ),
        (
            with("expected", json!({ "status": "SUCCEEDED" })),
            "it succeeded and has no `expected.output`",
        ),
        (
            with("expected", json!({ "status": "DONE" })),
            "`expected.status` is `DONE`, which is none of SUCCEEDED, FAILED, TIMED_OUT, ABORTED, RUNNING",
        ),
        (with("mocks", json!({})), "`mocks` is no array"),
        (
            with("mocks", json!([{ "state": "A" }])),
            "`mocks[0]` has no `result`",
        ),
        (
            with("history", json!([{ "type": "X" }, {}])),
            "`history[1]` has no `type`",
        ),
        (
            with("s3_objects", json!([{ "Bucket": "b", "Key": "k" }])),
            "`s3_objects[0]` has no `Body`",
        ),
        (
            with("output_wildcards", json!(["a"])),
            "`output_wildcards[0]` is no JSON pointer",
        ),
    ] {
        assert_eq!(only(&line), Err(message.to_owned()));
    }
    let unclosed = only(&with("cause_regex", json!("("))).unwrap_err();
    assert!(
        unclosed.starts_with("`cause_regex` is no regular expression"),
        "{unclosed}"
    );
}

#[test]
fn a_bad_line_keeps_its_number_and_the_others() {
    let text = format!(
        "{}\n\n{{\"id\": \n[]\n{}\n{}",
        execution(),
        without("definition"),
        execution()
    );
    let lines = read(&text);
    let found: Vec<(usize, Option<&str>)> = lines
        .iter()
        .map(|line| (line.number, line.record.as_ref().err().map(String::as_str)))
        .collect();
    assert_eq!(
        found,
        [
            (1, None),
            (
                3,
                Some("it is not JSON: EOF while parsing a value at column 7")
            ),
            (4, Some("it is not a JSON object")),
            (5, Some("it has no `definition`")),
            (6, None),
        ]
    );
}

#[test]
fn a_line_of_no_kind_says_what_tells_the_kinds() {
    let message = only(&json!({ "id": "a" })).unwrap_err();
    assert!(
        message.starts_with("it has neither `definition`"),
        "{message}"
    );
}

#[test]
fn a_choice_operator_is_a_choice_state() {
    let line = json!({
        "operator": "NumericEqualsPath", "rule_value": "$.Value", "variable": 1, "value": 2, "test": "t",
        "expected": { "TestResult.$": "ConditionFalse" },
    });
    let record = only(&line).unwrap();
    let rule = &record["definition"]["States"]["CheckValues"]["Choices"][0];
    assert_eq!(
        rule,
        &json!({ "Variable": "$.Variable", "NumericEqualsPath": "$.Value", "Next": "ConditionTrue" })
    );
    assert_eq!(record["input"], json!({ "Variable": 1, "Value": 2 }));
    assert_eq!(
        only(&json!({ "operator": "IsNull", "test": "t", "variable": 1, "expected": {} }))
            .unwrap_err(),
        "it has no `rule_value`"
    );
}

#[test]
fn an_intrinsic_function_is_a_pass_state() {
    let state = |expression: &str, status: &str, expected: Json| {
        let line = json!({ "expressions": [expression], "input": {}, "status": status, "expected": expected, "test": "t" });
        only(&line).unwrap()["definition"]["States"]["State_0"].clone()
    };
    let path = state("States.UUID()", "SUCCEEDED", json!({ "FunctionResult": 1 }));
    assert_eq!(
        path["Parameters"],
        json!({ "FunctionResult.$": "States.UUID()" })
    );
    let whole = state("{% $uuid() %}", "SUCCEEDED", json!([1]));
    assert_eq!(
        (&whole["QueryLanguage"], &whole["Output"]),
        (&json!("JSONata"), &json!("{% $uuid() %}"))
    );
    let field = state("{% $uuid() %}", "SUCCEEDED", json!({ "FunctionResult": 1 }));
    assert_eq!(
        field["Output"],
        json!({ "FunctionResult": "{% $uuid() %}" })
    );
    let failed = state(
        "{% $f() %}",
        "FAILED",
        json!({ "error": "E", "cause": "specified for the field 'Output/a/b' threw" }),
    );
    assert_eq!(failed["Output"], json!({ "a": { "b": "{% $f() %}" } }));
}

#[test]
fn a_filter_asks_the_id_then_the_tags() {
    let line = &read(&with("tags", json!(["map"])).to_string())[0];
    assert!(line.is_meant("a") && line.is_meant("map"));
    assert!(!line.is_meant("b") && !line.is_meant("ma"));
    assert!(read("{\"b\": 1")[0].is_meant("b"));
}
