//! Expressions by what they make.
use super::{Bindings, Error, Outcome, evaluate};
use crate::{
    testing_support::{TestContext, leak_str},
    value::Value,
};
use serde_json::{Value as Json, json};

fn with(text: &str, input: Json) -> Result<Outcome, Error> {
    let input = Value::from(input);
    let bindings = Bindings {
        input: Some(&input),
        result: None,
        error_output: None,
        context: None,
        variables: vec![("items", Value::from(json!([{"n": 1}, {"n": 2}, {"n": 3}])))],
    };
    evaluate(leak_str(text), &bindings, &TestContext::default())
}

#[track_caller]
fn made(text: &str) -> Json {
    match with(text, json!({})) {
        Ok(Outcome::Value(value)) => value.into(),
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn threw(text: &str) -> String {
    match with(text, json!({})) {
        Err(error) => error
            .what
            .strip_prefix("threw an error during evaluation")
            .unwrap_or(&error.what)
            .to_owned(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn values_come_back_as_they_went_in() {
    for value in [
        json!(null),
        json!(true),
        json!(0),
        json!(-7),
        json!(9_007_199_254_740_992_i64),
        json!(1.5),
        json!(1e300),
        json!("tönend \u{1f600} \"\n"),
        json!([]),
        json!([1]),
        json!([[1], []]),
        json!({"a": {"b": [null, {"c": ""}]}, "": 1}),
    ] {
        let found = with("( $states.input )", json!({ "v": value.clone() }));
        assert_eq!(
            found,
            Ok(Outcome::Value(Value::from(json!({ "v": value.clone() }))))
        );
        let found = with("( $states.input.v )", json!({ "v": value.clone() }));
        assert_eq!(found, Ok(Outcome::Value(Value::from(value))));
    }
}

#[test]
fn what_is_not_there_is_undefined_and_a_function_is_no_value() {
    for text in [
        "$states.input.x",
        "$states.result",
        "$nothing",
        "( )",
        "$items[n > 9]",
    ] {
        assert_eq!(with(text, json!({})), Ok(Outcome::Undefined), "{text}");
    }
    for text in [
        "function($x) { $x }",
        "$sum",
        "[$sum]",
        "{'f': $sum}",
        "$f := function($x) { $x }",
    ] {
        assert_eq!(with(text, json!({})), Ok(Outcome::Unsupported), "{text}");
    }
}

#[test]
fn jsonatas_functions_are_there() {
    for (text, expected) in [
        // Strings.
        ("$string(5)", json!("5")),
        ("$string({'a': [1, 'x']})", json!(r#"{"a":[1,"x"]}"#)),
        ("$length('hällo')", json!(5)),
        ("$substring('hello', 3)", json!("lo")),
        ("$substring('hello', -3, 2)", json!("ll")),
        ("$substringBefore('a-b-c', '-')", json!("a")),
        ("$substringAfter('a-b-c', '-')", json!("b-c")),
        ("$uppercase('aß')", json!("ASS")),
        ("$lowercase('ÀB')", json!("àb")),
        ("$trim('  a \n b ')", json!("a b")),
        ("$pad('ab', 4)", json!("ab  ")),
        ("$pad('ab', -5, '#!')", json!("#!#ab")),
        ("$pad('ab', 1)", json!("ab")),
        ("$contains('abc', 'bc')", json!(true)),
        ("$contains('abc', /^B/i)", json!(false)),
        ("$split('a, b', /, */)", json!(["a", "b"])),
        ("$join(['a', 'b'], '-')", json!("a-b")),
        (
            "$match('ab12', /([a-z]+)([0-9]+)/).groups",
            json!(["ab", "12"]),
        ),
        (
            "'ab' ~> $match(/b/)",
            json!({"match": "b", "index": 1, "groups": []}),
        ),
        ("['ab'].$match(/b/).index", json!(1)),
        ("$count($match('aaa', /a/, 2))", json!(2)),
        ("['a-b'].$split('-')", json!(["a", "b"])),
        ("['a-b'].$split('-', 1)", json!(["a"])),
        ("'a-b' ~> $split(/-/)", json!(["a", "b"])),
        ("$split('ab', '')", json!(["a", "b"])),
        ("['a-b'].$replace('-', '+')", json!("a+b")),
        ("'a-b' ~> $replace('-', '+')", json!("a+b")),
        (
            "'a-b' ~> $replace(/-/, function($m) { $m.match & '!' })",
            json!("a-!b"),
        ),
        (
            "($f := function($m) { '!' }; $r := /-/; $replace('a-b', $r, $f))",
            json!("a!b"),
        ),
        (
            "($r := /-/; $count($match('a-b', $r)) & $split('a-b', $r)[0])",
            json!("1a"),
        ),
        (
            "($m := function($t) { {'match': 'b', 'start': 1, 'end': 2, 'groups': [], 'next': function() { $never }} }; $match('ab', $m).index)",
            json!(1),
        ),
        ("$map(['a-b'], $split(?, '-'))", json!(["a", "b"])),
        ("$replace('aXbX', 'X', '-', 1)", json!("a-bX")),
        ("$replace('2-1', /(\\d)-(\\d)/, '$2/$1')", json!("1/2")),
        ("$base64encode('hällo')", json!("aMOkbGxv")),
        ("$base64decode('aMOkbGxv')", json!("hällo")),
        ("$encodeUrlComponent('a b&ü')", json!("a%20b%26%C3%BC")),
        ("$encodeUrlComponent(\"!'()*~\")", json!("!'()*~")),
        ("$decodeUrlComponent('%C3%BC')", json!("ü")),
        (
            "$encodeUrl('http://x/a b?q=ü')",
            json!("http://x/a%20b?q=%C3%BC"),
        ),
        ("$decodeUrl('http://x/a%20b')", json!("http://x/a b")),
        // Numbers.
        ("$number('-1.5e1')", json!(-15)),
        ("$number(true)", json!(1)),
        ("$abs(-5.5)", json!(5.5)),
        ("$floor(-1.5)", json!(-2)),
        ("$ceil(-1.5)", json!(-1)),
        ("$round(2.5)", json!(2)),
        ("$round(123.456, -1)", json!(120)),
        ("$power(2, 10)", json!(1024)),
        ("$sqrt(9)", json!(3)),
        ("$formatNumber(12345.6, '#,###.00')", json!("12,345.60")),
        ("$formatBase(255, 16)", json!("ff")),
        ("$formatBase(-10, 2)", json!("-1010")),
        ("$formatBase(2.5, 10)", json!("2")),
        (
            "$formatInteger(2789, 'w')",
            json!("two thousand, seven hundred and eighty-nine"),
        ),
        ("$parseInteger('12,345', '#,##0')", json!(12345)),
        // Aggregates, booleans, arrays.
        ("$sum([1, 2.5])", json!(3.5)),
        ("$max($items.n)", json!(3)),
        ("$min($items.n)", json!(1)),
        ("$average([1, 2])", json!(1.5)),
        ("$boolean([])", json!(false)),
        ("$not('')", json!(true)),
        ("$exists($states.input.x)", json!(false)),
        ("$count($items)", json!(3)),
        ("$append([1], 2)", json!([1, 2])),
        ("$sort([3, 1, 2])", json!([1, 2, 3])),
        (
            "$sort($items, function($a, $b) { $a.n < $b.n }).n",
            json!([3, 2, 1]),
        ),
        ("$reverse([1, 2])", json!([2, 1])),
        ("$distinct([1, 1, '1'])", json!([1, "1"])),
        (
            "$distinct([{'a': 1, 'b': [2]}, {'b': [2], 'a': 1}, {'a': 1}, [0], [-0], [[0]], null, null])",
            json!([{"a": 1, "b": [2]}, {"a": 1}, [0], [[0]], null]),
        ),
        ("$distinct('x')", json!("x")),
        ("$distinct($items.n)", json!([1, 2, 3])),
        ("[1, 2, 1] ~> $distinct", json!([1, 2])),
        ("$map([[1, 1], [2]], $distinct)", json!([[1], [2]])),
        // The engine's own would compare each item with all before it.
        ("$count($distinct([1..400000]))", json!(400_000)),
        ("$zip([1, 2], ['a', 'b'])", json!([[1, "a"], [2, "b"]])),
        ("$count($shuffle([1, 2, 3]))", json!(3)),
        // Objects, higher order, dates, types.
        ("$keys({'a': 1, 'b': 2})", json!(["a", "b"])),
        ("$lookup({'a': 1}, 'a')", json!(1)),
        ("$spread({'a': 1, 'b': 2})", json!([{"a": 1}, {"b": 2}])),
        ("$merge([{'a': 1}, {'b': 2}])", json!({"a": 1, "b": 2})),
        (
            "$sift({'a': 1, 'b': 2}, function($v) { $v > 1 })",
            json!({"b": 2}),
        ),
        ("$each({'a': 1}, function($v, $k) { $k & $v })", json!("a1")),
        ("$type(null)", json!("null")),
        ("$map([1, 2], function($v, $i) { $v * $i })", json!([0, 2])),
        ("$filter([1, 2, 3], function($v) { $v > 1 })", json!([2, 3])),
        ("$single([1, 2], function($v) { $v = 2 })", json!(2)),
        ("$reduce([1, 2, 3], function($a, $b) { $a + $b })", json!(6)),
        ("$fromMillis(0)", json!("1970-01-01T00:00:00.000Z")),
        ("$toMillis('1970-01-01T00:00:01Z')", json!(1000)),
        ("$now()", json!("1970-01-01T00:00:00.000Z")),
        ("$now('[Y0001]-[M01]')", json!("1970-01")),
        ("$millis()", json!(0)),
        // Paths and operators.
        ("$items[n > 1].n", json!([2, 3])),
        ("$items[-1].n", json!(3)),
        ("$items.n ~> $sum()", json!(6)),
        ("$items^(>n).n", json!([3, 2, 1])),
        ("$items{$string(n): n * 2}", json!({"1": 2, "2": 4, "3": 6})),
        ("[1..3].($ * $)", json!([1, 4, 9])),
        ("'a' in ['a', 'b'] and 1 != 2 or false", json!(true)),
        ("7 % 4 & '-' & 2 ", json!("3-2")),
        ("($x := 3; $x > 2 ? 'big' : 'small')", json!("big")),
        (
            "$items ~> |$|{'n': n + 1}|",
            json!([{"n": 2}, {"n": 3}, {"n": 4}]),
        ),
        ("$variable := 1", json!(1)),
        ("{'a': $states.input.missing, 'b': 1}", json!({"b": 1})),
    ] {
        assert_eq!(made(text), expected, "{text}");
    }
}

#[test]
fn amazons_functions_are_there() {
    for (text, expected) in [
        ("$partition([1,2,3], 2)", json!([[1, 2], [3]])),
        ("$partition([1,2], 5)", json!([[1, 2]])),
        ("$range(0, 10, 3)", json!([0, 3, 6, 9])),
        ("$range(1, 9, 9)", json!(1)),
        ("$range(5, 1, -2)", json!([5, 3, 1])),
        (
            "$hash('', 'MD5')",
            json!("d41d8cd98f00b204e9800998ecf8427e"),
        ),
        (
            "$hash('input', 'SHA-1')",
            json!("140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"),
        ),
        ("$length($hash('a', 'SHA-512'))", json!(128)),
        ("$hash('a') = $hash('a', 'SHA-256')", json!(true)),
        ("$random(42)", json!(0.727_563_680_032_868_1)),
        ("$random(0)", json!(0.730_967_787_376_657)),
        ("$random() < 1", json!(true)),
        ("$random() != $random()", json!(true)),
        ("$uuid() != $uuid()", json!(true)),
        (
            "$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)",
            json!(true),
        ),
        ("$parse('[1, {\"a\": null}]')", json!([1, {"a": null}])),
        ("$parse('\"x\"')", json!("x")),
    ] {
        assert_eq!(made(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_json_number_is_its_name() {
    assert_eq!(made("1/0"), json!("Infinity"));
    assert_eq!(made("[-1/0]"), json!(["-Infinity"]));
    assert_eq!(made("{'k': 1e308 * 10}"), json!({"k": "Infinity"}));
}

#[test]
fn failures_are_worded_as_jsonata_words_them() {
    for (text, words) in [
        (
            "1 + 'a'",
            ". T2002: The right side of the \"+\" operator must evaluate to a number",
        ),
        (
            "'a' * 1",
            ". T2001: The left side of the \"*\" operator must evaluate to a number",
        ),
        (
            "['a'..3]",
            ". T2003: The left side of the range operator (..) must evaluate to an integer",
        ),
        (
            "[1..'x']",
            ". T2004: The right side of the range operator (..) must evaluate to an integer",
        ),
        (
            "true < 1",
            ". T2010: The expressions either side of operator \"<\" must evaluate to numeric or string values",
        ),
        (
            "{1: 2}",
            ". T1003: Key in object structure must evaluate to a string; got: 1",
        ),
        ("$nope(1)", ". T1006: Attempted to invoke a non-function"),
        ("$eval('1')", ". T1006: Attempted to invoke a non-function"),
        (
            "$uppercase(1)",
            ". T0410: Argument 1 of function \"uppercase\" does not match function signature",
        ),
        (
            "$abs('x')",
            ". T0410: Argument 1 of function \"abs\" does not match function signature",
        ),
        (
            "$sum(['a'])",
            ". T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"",
        ),
        (
            "$number('x')",
            ". D3030: Unable to cast value to a number: \"x\"",
        ),
        (
            "$sqrt(-1)",
            ". D3060: The sqrt function cannot be applied to a negative number: -1",
        ),
        ("$error('mine')", ". D3137: mine"),
        ("$assert(false, 'told you')", ". D3141: told you"),
        (
            "$string(1/0)",
            ". D3001: Attempting to invoke string function on Infinity or NaN",
        ),
        (
            "$toMillis('x')",
            ". D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"x\"",
        ),
        (
            "$formatBase(1, 1)",
            ". D3100: The radix of the formatBase function must be between 2 and 36.  It was given 1",
        ),
        (
            "$hash('a', 'ROT13')",
            ". T0410: Argument 2 of function \"hash\" does not match function signature",
        ),
        (
            "$partition([1], 0)",
            ". T0410: Argument 2 of function \"partition\" does not match function signature",
        ),
        (
            "$range(1, 2, 0)",
            ". T0410: Argument 3 of function \"range\" does not match function signature",
        ),
        (
            "$random('x')",
            ". T0410: Argument 1 of function \"random\" does not match function signature",
        ),
        (
            "$uuid(1)",
            ". T0410: Argument 1 of function \"uuid\" does not match function signature",
        ),
    ] {
        assert_eq!(threw(text), words, "{text}");
    }
    assert!(threw("$parse('{')").starts_with(": The argument of the parse function is not JSON"));
    let internal = with("$base64decode('!!!')", json!({})).unwrap_err();
    assert_eq!(internal.what, "threw an internal error during evaluation.");
}

#[test]
fn an_evaluation_is_bounded() {
    let too_large =
        ": Expression evaluation memory limit exceeded: Check for excessive memory usage";
    for text in [
        "[1..873783] ~> $count()",
        "$count([1..10000000])",
        "$pad('x', 1000000000)",
        "$range(1, 10000000, 1)",
        "$reduce([1..60], function($text, $n) { $text & $text }, 'x')",
        "($f := function($t, $n) { $n = 0 ? $t : $f($t & $t, $n - 1) }; $f('x', 60))",
        "$reduce([1..60], function($o, $n) { {'t': $o.t & $o.t} }, {'t': 'x'})",
        "$match($pad('', 900000, 'x'), /x/)",
        "$split($pad('', 900000, 'x'), 'x')",
        "$split($pad('', 900000, 'x'), '')",
        "$pad('', 900000, 'x') ~> $match(/x/)",
    ] {
        assert_eq!(threw(text), too_large, "{text}");
    }
    assert_eq!(made("[1..873782] ~> $count()"), json!(873_782));

    let too_deep = ": Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive";
    assert_eq!(
        threw("($f := function($n) { 1 + $f($n + 1) }; $f(0))"),
        too_deep
    );
    assert_eq!(threw(&vec!["1"; 200].join("+")), too_deep);
    assert_eq!(made(&vec!["1"; 99].join("+")), json!(99));
    assert_eq!(
        made("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(30))"),
        json!(30)
    );
    // A tail call is no recursion.
    assert_eq!(
        made("($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(2000))"),
        json!("done")
    );
    for text in [
        "($f := function($n) { $f($n + 1) }; $f(0))",
        // At each place it looks to the end of the text.
        "$match($pad('', 400000, 'x'), /x*y|x/)",
        "$pad('', 400000, 'x') ~> $replace(/x*y|x/, '')",
        "($r := /x*y|x/; $split($pad('', 400000, 'x'), $r))",
    ] {
        assert_eq!(
            threw(text),
            ": Expression evaluation timeout: Check for infinite loop",
            "{text}"
        );
    }
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(with(&deep, json!({})).is_err());
}

#[test]
fn a_panic_of_the_engines_parser_stays_inside() {
    let found = with("function($a)<\u{e9}:n>{ 1 }", json!({}));
    let internal = "threw an internal error during evaluation.";
    assert_eq!(found.unwrap_err().what, internal);
}

#[test]
fn draws_are_the_hosts() {
    let draw = |text: &str| made(text);
    assert_eq!(draw("$random()"), draw("$random()"), "the same seed");
    assert_eq!(draw("$shuffle([1..9])"), draw("$shuffle([1..9])"));
}

#[test]
fn amazons_functions_are_values_like_any_other() {
    let md5 = "0cc175b9c0f1b6a831c399e269772661";
    for (text, expected) in [
        (
            "$map(['a', 'b'], $hash) = [$hash('a'), $hash('b')]",
            json!(true),
        ),
        ("$map(['a'], $hash(?, 'MD5'))", json!(md5)),
        ("'a' ~> $hash('MD5')", json!(md5)),
        ("('a' ~> $hash) = $hash('a')", json!(true)),
        ("($h := $hash; $h('a', 'MD5'))", json!(md5)),
        ("$map(['1', '[2]'], $parse)", json!([1, [2]])),
        ("'[1]' ~> $parse ~> $string", json!("[1]")),
        ("($f := $parse ~> $string; $f('[1]'))", json!("[1]")),
        ("[3, 4] ~> $partition(1)", json!([[3], [4]])),
        (
            "($p := $partition(?, 2); $p([1, 2, 3]))",
            json!([[1, 2], [3]]),
        ),
        ("$range(0, ?, 2)(4)", json!([0, 2, 4])),
        ("$map([42], $random)", json!(0.727_563_680_032_868_1)),
        ("$map(['a b'], $encodeUrlComponent)", json!("a%20b")),
        ("['a b'].$encodeUrlComponent()", json!("a%20b")),
        ("['a b'].$encodeUrl()", json!("a%20b")),
        ("['YQ=='].$base64decode()", json!("a")),
        ("[5].$formatBase()", json!("5")),
        ("['a'].$pad(3)", json!("a  ")),
        ("$count($map([1, 2], $uuid))", json!(2)),
        ("$count($map([[1, 2, 3]], $shuffle))", json!(3)),
        ("$each({'k': 'a'}, $hash) = $hash('a')", json!(true)),
        ("$exists($hash) and $type($hash) = 'function'", json!(true)),
        ("($hash := function($x) { $x }; $hash('a'))", json!("a")),
    ] {
        assert_eq!(made(text), expected, "{text}");
    }
    for text in ["$map(['1'], $eval)", "'1' ~> $eval", "$randomSeeded(1)"] {
        assert_eq!(
            threw(text),
            ". T1006: Attempted to invoke a non-function",
            "{text}"
        );
    }
}

/// With half the stack of a thread that runs executions.
#[test]
fn no_expression_takes_all_memory_or_all_stack() {
    let test = || {
        let big = Value::from("x".repeat(262_144));
        let bindings = || Bindings {
            input: Some(&big),
            result: None,
            error_output: None,
            context: None,
            variables: Vec::new(),
        };
        let what = |text: &str| {
            let found = evaluate(leak_str(text), &bindings(), &TestContext::default());
            found.map_err(|error| error.what)
        };
        let too_large = Err(
            "threw an error during evaluation: Expression evaluation memory limit exceeded: \
             Check for excessive memory usage"
                .to_owned(),
        );
        for text in [
            // What is shared counts as often as it is seen.
            "$reduce([1..60], function($o, $i) { {'a': $o, 'b': $o} }, 1)",
            "$reduce([1..60], function($a, $i) { [$a, $a] }, [1])",
            "$reduce([1..60], function($a, $i) { $zip($a, $a) }, [1])",
            "$reduce([1..60], function($a, $i) { $map([1, 2], function() { $a }) }, [1])",
            "$reduce([1..60], function($a, $i) { [1, 2] ~> $map(function() { $a }) }, [1])",
            // Deeper than what reads a document can follow.
            "$reduce([1..20000], function($a, $i) { [[$a]] }, [1])",
            "$reduce([1..100000], function($a, $i) { {'a': $a} }, 1)",
            // Much text at once.
            "$count([1..8000].($states.input & $))",
            "$join([1..8000].($states.input), '-') ~> $length()",
            "$join([1..80000].('x'), $states.input) ~> $length()",
            "$replace($states.input, 'x', $states.input) ~> $length()",
            "$replace($states.input, /x/, $states.input) ~> $length()",
        ] {
            assert_eq!(what(text), too_large, "{text}");
        }
        // Patterns do not go back.
        assert_eq!(
            what("$match($states.input, /(x+x+)+y/)"),
            Ok(Outcome::Undefined)
        );
        let regex = what("$contains($states.input, /(a{1000}){1000}/)").unwrap_err();
        assert!(regex.contains("exceeds size limit"), "{regex}");
        // The engine's own mistakes stay inside.
        let internal = what("$fromMillis(0, '[Y0001,1000000000-1000000000]')");
        assert_eq!(
            internal,
            Err("threw an internal error during evaluation.".to_owned())
        );
    };
    let small = std::thread::Builder::new().stack_size(1 << 20);
    small.spawn(test).unwrap().join().unwrap();
}

#[test]
fn loops_inside_of_loops_end_with_the_time() {
    let map =
        "$map([1..800000], function($x) { $sum($map([1..800000], function($y) { $y * $x })) })";
    assert_eq!(
        threw(map),
        ": Expression evaluation timeout: Check for infinite loop"
    );
}

#[test]
fn a_document_deeper_than_the_stack_is_read() {
    let deep = (0..100_000).fold(Value::Null, |inner, _| Value::from(vec![inner]));
    let bindings = Bindings {
        input: Some(&deep),
        result: None,
        error_output: None,
        context: None,
        variables: Vec::new(),
    };
    let found = evaluate("$count($states.input)", &bindings, &TestContext::default());
    assert_eq!(found, Ok(Outcome::Value(Value::from(1_i64))));
    let found = evaluate("($states.input)", &bindings, &TestContext::default());
    assert!(found.unwrap_err().what.contains("memory limit exceeded"));
}
