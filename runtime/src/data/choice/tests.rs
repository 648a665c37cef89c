use super::{choose, holds, matches};
use crate::{
    data::{Fault, Scope},
    program::{Choice, Condition, Family, Operand, Property, Relation, Rule},
    testing_support::{TestContext, condition, corpus, leak, path, with_document},
    value::Value,
};
use serde_json::{Value as Json, json};

fn test(operator: &str, operand: &Json, document: Json) -> Result<bool, Fault> {
    let condition = condition("$.Variable", operator, operand);
    with_document(document, |scope| holds(&condition, scope))
}

/// What AWS recorded for one operator each: rule, variable and value, and whether the rule matched.
#[test]
fn operators_match_as_recorded_on_aws() {
    let Some(cases) = corpus("choice_operators.jsonl") else {
        return;
    };
    assert_eq!(cases.len(), 199);
    for case in cases {
        let expected = case["expected"]["TestResult.$"] == "ConditionTrue";
        let document = json!({"Variable": case["variable"], "Value": case["value"]});
        let operator = case["operator"].as_str().unwrap();
        let matched = test(operator, &case["rule_value"], document);
        assert_eq!(matched, Ok(expected), "{case}");
    }
}

#[test]
fn values_of_another_kind_do_not_match() {
    let cases = [
        ("StringEquals", json!("1"), json!(1)),
        ("NumericEquals", json!(1), json!("1")),
        ("BooleanEquals", json!(true), json!("true")),
        (
            "TimestampEquals",
            json!("2020-01-01T00:00:00Z"),
            json!("2020-01-01"),
        ),
        ("StringMatches", json!("*"), json!(1)),
    ];
    for (operator, operand, variable) in cases {
        let matched = test(operator, &operand, json!({"Variable": variable}));
        assert_eq!(matched, Ok(false), "{operator}");
    }
}

#[test]
fn operators_order_their_kind() {
    let cases = [
        ("StringLessThan", json!("b"), json!("a"), true),
        (
            "StringLessThan",
            json!("\u{FFFF}"),
            json!("\u{10000}"),
            true,
        ),
        ("StringGreaterThan", json!("B"), json!("a"), true),
        ("NumericLessThan", json!(1.5), json!(1), true),
        (
            "NumericGreaterThan",
            json!(u64::MAX - 1),
            json!(u64::MAX),
            true,
        ),
        ("NumericLessThanEquals", json!(2.0), json!(2), true),
        (
            "TimestampEquals",
            json!("2020-01-01T00:00:00Z"),
            json!("2020-01-01T01:00:00+01:00"),
            true,
        ),
        (
            "TimestampLessThan",
            json!("2020-01-01T00:00:00.5Z"),
            json!("2020-01-01T00:00:00Z"),
            true,
        ),
        (
            "TimestampGreaterThanEquals",
            json!("2020-01-01T00:00:00Z"),
            json!("2019-12-31T23:59:59Z"),
            false,
        ),
    ];
    for (operator, operand, variable, expected) in cases {
        let matched = test(operator, &operand, json!({"Variable": variable}));
        assert_eq!(matched, Ok(expected), "{variable} {operator} {operand}");
    }
}

#[test]
fn properties_are_what_they_say() {
    let kinds = [
        ("IsNull", json!(null)),
        ("IsString", json!("x")),
        ("IsNumeric", json!(1.5)),
        ("IsBoolean", json!(false)),
    ];
    for (operator, _) in &kinds {
        for (kind, value) in &kinds {
            for wanted in [true, false] {
                let matched = test(operator, &json!(wanted), json!({"Variable": value}));
                assert_eq!(
                    matched,
                    Ok((operator == kind) == wanted),
                    "{operator} {value}"
                );
            }
        }
    }
    let time = json!({"Variable": "2020-01-01T00:00:00Z"});
    assert_eq!(test("IsTimestamp", &json!(true), time.clone()), Ok(true));
    assert_eq!(test("IsString", &json!(true), time), Ok(true));
    assert_eq!(
        test("IsTimestamp", &json!(true), json!({"Variable": "2020"})),
        Ok(false)
    );
    assert_eq!(test("IsPresent", &json!(true), json!({})), Ok(false));
    assert_eq!(test("IsPresent", &json!(false), json!({})), Ok(true));
}

#[test]
fn a_variable_or_an_operand_that_is_not_there_is_a_fault() {
    let absent = |path: &str| {
        Err(Fault::runtime(format!(
            "Invalid path '{path}': The choice state's condition path references an invalid value."
        )))
    };
    for (operator, operand) in [
        ("StringEquals", json!("x")),
        ("StringMatches", json!("x")),
        ("IsNull", json!(true)),
        ("IsString", json!(false)),
    ] {
        assert_eq!(test(operator, &operand, json!({})), absent("$.Variable"));
    }
    let operand = json!("$.a[2].b");
    let document = json!({"Variable": "x", "a": [1, 2]});
    assert_eq!(
        test("StringEqualsPath", &operand, document),
        absent("$.a[2].b")
    );
}

#[test]
fn patterns_match_whole_strings() {
    let cases = [
        ("log-*.txt", "log-.txt", true),
        ("log-*.txt", "log-a*b.txt", true),
        ("log-*.txt", "log-.txt.gz", false),
        ("*", "", true),
        ("**", "anything", true),
        ("a*a", "a", false),
        ("a*b*c", "aXbYbZc", true),
        ("a*b*c", "acb", false),
        (r"\*", "*", true),
        (r"\*", "a", false),
        (r"a\**", "a*b", true),
        (r"\\*", r"\x", true),
        (r"a\b", r"a\b", true),
        ("é*", "éà", true),
        ("exact", "exact", true),
        ("exact", "exactly", false),
        ("", "", true),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(matches(pattern, text), expected, "{pattern} on {text}");
    }
}

fn is(operand: i64) -> Condition {
    condition("$.n", "NumericEquals", &json!(operand))
}

#[test]
fn the_first_rule_that_matches_wins_and_the_rest_is_not_asked() {
    let broken = condition("$.absent", "IsNull", &json!(true));
    let both: &'static [Condition] = leak(vec![is(1), broken]);
    let choice: &'static Choice = &leak(vec![Choice {
        rules: leak(vec![
            Rule {
                condition: Condition::And(leak(vec![is(2), broken])),
                next: 1,
                ..Rule::NEW
            },
            Rule {
                condition: Condition::Or(both),
                next: 2,
                ..Rule::NEW
            },
            Rule {
                condition: broken,
                next: 3,
                ..Rule::NEW
            },
        ]),
        default: None,
    }])[0];
    let next = |scope: &Scope| choose(choice, scope).map(|rule| rule.map(|rule| rule.next));
    let chosen = with_document(json!({"n": 1}), next);
    assert_eq!(chosen, Ok(Some(2)));
    let fault = with_document(json!({"n": 3}), next);
    assert!(fault.is_err(), "`n` is neither, so `absent` is asked");
}

#[test]
fn without_a_match_there_is_no_rule() {
    let not: &'static Condition = &leak(vec![is(1)])[0];
    let rules = leak(vec![Rule {
        condition: Condition::Not(not),
        next: 1,
        ..Rule::NEW
    }]);
    let default = Some(7);
    let choice: &'static Choice = &leak(vec![Choice { rules, default }])[0];
    let chosen = with_document(json!({"n": 1}), |scope| {
        choose(choice, scope).map(|rule| rule.is_none())
    });
    assert_eq!(chosen, Ok(true), "the default is for the driver to take");
}

#[test]
fn conditions_read_the_context_and_variables() {
    let context = TestContext {
        object: Value::from(json!({"Execution": {"Name": "x"}})),
        variables: Value::from(json!({"limit": {"at": 3}})),
    };
    let document = Value::from(json!({"n": 3}));
    let scope = Scope::new(&document, &context);
    let name = condition("$$.Execution.Name", "StringEquals", &json!("x"));
    assert_eq!(holds(&name, &scope), Ok(true));
    let operand = Operand::At(path("$limit.at"));
    let limit = Condition::Compare(path("$.n"), Family::Numeric, Relation::Equals, operand);
    assert_eq!(holds(&limit, &scope), Ok(true));
    let unset = Condition::Is(path("$other"), Property::Present, true);
    assert_eq!(holds(&unset, &scope), Ok(false));
}
