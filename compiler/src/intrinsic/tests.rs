use super::parse_query;
use super::table::{FUNCTIONS, Function};
use crate::ir::{ArgumentValue, Call, Intrinsic, Json, Query};
use crate::testing::{shown, text};

/// A call as a line; strings as Rust writes them.
fn tree(call: &Call) -> String {
    let arguments = call.arguments.iter().map(|argument| match &argument.value {
        ArgumentValue::Literal(Json::String(string)) => format!("{string:?}"),
        ArgumentValue::Literal(Json::Number(number)) => number.clone(),
        ArgumentValue::Literal(Json::Bool(value)) => value.to_string(),
        ArgumentValue::Literal(Json::Null) => "null".to_owned(),
        ArgumentValue::Literal(other) => panic!("{other:?} is no literal of a call"),
        ArgumentValue::Path(path) => path.text.clone(),
        ArgumentValue::Call(call) => tree(call),
    });
    format!(
        "{:?}({})",
        call.function,
        arguments.collect::<Vec<_>>().join(" ")
    )
}

#[track_caller]
fn call(value: &str) -> Call {
    match parse_query(&text(value)) {
        Ok(Query::Call(call)) => call,
        Ok(other) => panic!("{other:?} is no call"),
        Err(problems) => {
            let shown: Vec<String> = problems
                .iter()
                .map(|problem| shown(value, problem))
                .collect();
            panic!("{}", shown.join("\n"))
        }
    }
}

#[test]
fn calls_are_read() {
    let cases = [
        ("States.UUID()", "UUID()"),
        ("States.UUID( )  ", "UUID()"),
        ("States.Array()", "Array()"),
        (
            "States.Array('Foo', $.xyz, 2.3, -1e2, null, true,false)",
            "Array(\"Foo\" $.xyz 2.3 -1e2 null true false)",
        ),
        (
            "States.Array($, $$, $order, $$.Task.Token)",
            "Array($ $$ $order $$.Task.Token)",
        ),
        (
            "States.Array($.a['b,c)'][0],$.d[?(@.e == ')')].f)",
            "Array($.a['b,c)'][0] $.d[?(@.e == ')')].f)",
        ),
        (
            "States.Array($.a.length() , $.b-c)",
            "Array($.a.length() $.b-c)",
        ),
        (
            "States.ArrayGetItem( States.StringSplit($.key , '/'), 0)",
            "ArrayGetItem(StringSplit($.key \"/\") 0)",
        ),
        ("States.Format($.template, $.a)", "Format($.template $.a)"),
        ("States.MathAdd(1.5, -1)", "MathAdd(1.5 -1)"),
        ("States.MathRandom(1, 10)", "MathRandom(1 10)"),
        ("States.MathRandom(1, 10, 42)", "MathRandom(1 10 42)"),
        (
            "States.StringSplit('a\nb', '\n')",
            "StringSplit(\"a\\nb\" \"\\n\")",
        ),
        (
            "States.JsonMerge(States.StringToJson($.b), States.StringToJson('{\"n\": {}}'), false)",
            "JsonMerge(StringToJson($.b) StringToJson(\"{\\\"n\\\": {}}\") false)",
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(tree(&call(value)), expected, "{value}");
    }
}

#[test]
fn escapes_are_resolved_but_for_a_templates_braces() {
    let cases = [
        (r"States.Array('it\'s \{\} \\')", r"it's {} \"),
        (r"States.StringSplit('\\{', ',')", r"\{"),
        (r"States.Format('it\'s \{{}\} \\', 1)", r"it's \{{}\} \\"),
        (r"States.Format('${Name}-{}', 1)", r"$\{Name\}-{}"),
        (r"States.Format('${}', 1)", r"${}"),
        (r"States.Format('{}', '{}')", r"{}"),
    ];
    for (value, expected) in cases {
        let call = call(value);
        let first = call.arguments.first().map(|argument| &argument.value);
        let Some(ArgumentValue::Literal(Json::String(string))) = first else {
            panic!("{value} has no string");
        };
        assert_eq!(string, expected, "{value}");
    }
    // Only the first argument is a template.
    let call = call(r"States.Format('{}', '\{')");
    assert_eq!(tree(&call), r#"Format("{}" "{")"#);
}

#[test]
fn nested_calls_carry_the_outermost_text_and_their_own_place() {
    let value = "States.ArrayGetItem(States.Array(1), 0)";
    let outer = call(value);
    let Some(ArgumentValue::Call(inner)) = outer.arguments.first().map(|argument| &argument.value)
    else {
        panic!("no nested call");
    };
    assert_eq!((inner.text.as_str(), inner.site.clone()), (value, 21..36));
    assert_eq!(outer.site, 1..40);
}

#[test]
fn ten_levels_are_read_and_eleven_are_not() {
    let nested =
        |levels: usize| format!("{}1{}", "States.Array(".repeat(levels), ")".repeat(levels));
    assert!(parse_query(&text(&nested(10))).is_ok());
    for levels in [11, 5000] {
        let problems = parse_query(&text(&nested(levels))).expect_err("too deep");
        assert_eq!(problems.len(), 1);
    }
}

#[test]
fn every_function_has_one_row_and_takes_its_least_and_most() {
    assert_eq!(FUNCTIONS.len(), 18);
    let names: Vec<&str> = FUNCTIONS.iter().map(|row| row.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    for row in FUNCTIONS {
        assert_eq!(row.name, format!("States.{:?}", row.id));
        assert!(Function::of(row.id).is_some_and(|found| found.name == row.name));
        let with = |count: usize| format!("{}({})", row.name, vec!["$.a"; count].join(", "));
        let most = row.most.unwrap_or(row.least + 3);
        for count in 0..=most + 1 {
            let result = parse_query(&text(&with(count)));
            let fits = count >= row.least && row.most.is_none_or(|most| count <= most);
            assert_eq!(result.is_ok(), fits, "{}", with(count));
            if let Err(problems) = result {
                let codes: Vec<&str> = problems.iter().map(|problem| problem.code.name()).collect();
                assert_eq!(codes, ["intrinsic_arity"], "{}", with(count));
            }
        }
    }
}

#[test]
fn a_long_text_is_refused_where_aws_refuses_it() {
    let with = |length: usize| format!("States.Base64Encode('{}')", "ä".repeat(length));
    assert!(parse_query(&text(&with(10_000))).is_ok());
    assert!(parse_query(&text(&with(10_001))).is_err());
}

#[test]
fn numbers_are_judged_as_aws_rounds_them() {
    let fine = [
        "States.ArrayPartition($.a, 0.5)",
        "States.ArrayRange(1, 1000, 1)",
        "States.ArrayRange(10, 1, -1)",
        "States.ArrayRange(1, 0, 1)",
        "States.MathRandom(0, 1)",
        "States.MathAdd(0.4, 1.5)",
    ];
    for value in fine {
        call(value);
    }
    let refused = [
        "States.ArrayPartition($.a, 0.4)",
        "States.ArrayRange(0, 1000, 1)",
        "States.ArrayRange(1000, 0, -1)",
        "States.ArrayRange(1, 2, 0.4)",
        "States.MathRandom(1, 1.4)",
    ];
    for value in refused {
        let problems = parse_query(&text(value)).expect_err(value);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.name()).collect();
        assert_eq!(codes, ["intrinsic_argument"], "{value}");
    }
}

#[test]
fn all_mistakes_of_a_call_are_reported() {
    let value = r"States.Format('\x {} {}', States.Hash($.a, 'SHA'), States.Foo($$.Nope), $.b.)";
    let problems = parse_query(&text(value)).expect_err("four mistakes");
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.name()).collect();
    assert_eq!(
        codes,
        [
            "malformed_intrinsic",
            "intrinsic_argument",
            "unknown_intrinsic",
            "unknown_context_field",
            "malformed_path",
            "format_placeholders",
        ]
    );
}

#[test]
fn a_path_is_a_query() {
    let Ok(Query::Path(path)) = parse_query(&text("$.a")) else {
        panic!("no path");
    };
    assert_eq!(path.text, "$.a");
    assert!(matches!(call("States.UUID()").function, Intrinsic::UUID));
}
