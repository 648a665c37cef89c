//! No input makes the front end panic or overflow the stack, and what is not accepted has a message.

use stepwright_compiler::errors::Code;
use stepwright_compiler::{Options, analyse};

const DEFINITION: &str = r#"{
  "Comment": "é\u00e9\ud83d\ude00 ${X}",
  "StartAt": "A",
  "States": {
    "A": { "Type": "Choice", "Choices": [{ "Not": { "Variable": "$.a", "NumericEquals": 1.5e3 }, "Next": "B" }], "Default": "C" },
    "B": { "Type": "Parallel", "Branches": [{ "StartAt": "D", "States": { "D": { "Type": "Succeed" } } }],
      "Retry": [{ "ErrorEquals": ["States.ALL"], "MaxAttempts": 0 }], "Catch": [], "ResultPath": "$.b", "Next": "C" },
    "C": { "Type": "Map", "ItemsPath": "$.x[0]", "ItemProcessor": { "StartAt": "E", "States": {
      "E": { "Type": "Task", "Resource": "${R}", "Parameters": { "a.$": "States.Format('{}', $.a)" }, "TimeoutSeconds": 5, "End": true }
    } }, "End": true }
  }
}"#;

/// Analyses it; every error has a title, a place in the text, and a message that starts with the title.
fn survives(text: &str) -> bool {
    let options = Options {
        substitutions: vec![("X".into(), "\u{0}\n".into())],
        ..Options::default()
    };
    match analyse("f", text, &options) {
        Ok(_) => true,
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a word: {text}");
            for error in errors {
                assert!(
                    !error.title.is_empty() && error.message.starts_with(&error.title),
                    "{error:?}"
                );
                assert!(
                    error.line >= 1 && error.line <= text.lines().count() + 1,
                    "{error:?}"
                );
            }
            false
        }
    }
}

#[test]
fn the_sample_itself_is_right() {
    assert!(survives(DEFINITION));
}

#[test]
fn every_beginning_is_refused_with_a_message() {
    for (end, _) in DEFINITION.char_indices() {
        assert!(
            !survives(&DEFINITION[..end]),
            "accepted: {}",
            &DEFINITION[..end]
        );
    }
}

#[test]
fn every_character_may_be_missing_or_another() {
    for (at, character) in DEFINITION.char_indices() {
        let (before, after) = (&DEFINITION[..at], &DEFINITION[at + character.len_utf8()..]);
        for instead in [
            "", "\"", "\\", "{", "]", ",", "0", "-", "$", "é", "\u{0}", "\n", "null", "\u{feff}",
        ] {
            survives(&format!("{before}{instead}{after}"));
        }
    }
}

#[test]
fn every_value_may_be_of_any_kind() {
    let value: serde_json::Value = serde_json::from_str(DEFINITION).expect("JSON");
    let mut pointers = Vec::new();
    pointers_of(&value, String::new(), &mut pointers);
    assert!(pointers.len() > 40);
    for pointer in pointers {
        for instead in [
            "null",
            "true",
            "-1",
            "1.5",
            "\"\"",
            "\"$.a\"",
            "[]",
            "[[]]",
            "{}",
            "{\"\": {}}",
            "{\".$\": 1}",
        ] {
            let mut changed = value.clone();
            *changed.pointer_mut(&pointer).expect("it is there") =
                serde_json::from_str(instead).expect("JSON");
            survives(&changed.to_string());
        }
    }
}

fn pointers_of(value: &serde_json::Value, at: String, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers_of(item, format!("{at}/{index}"), out);
            }
        }
        serde_json::Value::Object(members) => {
            for (key, member) in members {
                pointers_of(member, format!("{at}/{key}"), out);
            }
        }
        _ => {}
    }
    out.push(at);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for open in ["[", "{\"a\":", "[{\"a\":["] {
        let errors =
            analyse("f", &open.repeat(100_000), &Options::default()).expect_err("too deep");
        assert_eq!(errors[0].code, Code::TooDeep);
    }
    let at_the_limit = format!("{}{}", "[".repeat(128), "]".repeat(128));
    let errors = analyse("f", &at_the_limit, &Options::default()).expect_err("not a machine");
    assert_eq!(errors[0].code, Code::WrongKind);
}

#[test]
fn nested_states_go_as_deep_as_the_json_may() {
    let mut inner = r#"{ "StartAt": "S", "States": { "S": { "Type": "Succeed" } } }"#.to_owned();
    for level in 0..30 {
        inner = format!(
            r#"{{ "StartAt": "S{level}", "States": {{ "S{level}": {{ "Type": "Parallel", "Branches": [{inner}], "End": true }} }} }}"#
        );
    }
    assert!(analyse("f", &inner, &Options::default()).is_ok());
}

#[test]
fn carriage_returns_and_a_byte_order_mark_change_no_verdict_and_no_line() {
    let broken = DEFINITION.replace("\"Default\": \"C\"", "\"Default\": \"F\"");
    let plain = analyse("f", &broken, &Options::default()).expect_err("an unknown state");
    let other = format!("\u{feff}{}", broken.replace('\n', "\r\n"));
    let other = analyse("f", &other, &Options::default()).expect_err("an unknown state");
    let places = |errors: &[stepwright_compiler::Rendered]| {
        errors
            .iter()
            .map(|error| (error.line, error.column, error.message.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(places(&plain), places(&other));
}

/// What is shown is at most twenty errors: the search for what was meant must not grow with the square of the states.
#[test]
fn many_unknown_names_take_no_time() {
    let names = |index: usize| format!("State number {index:05} of a long workflow");
    let states: Vec<String> = (0..600)
        .map(|index| {
            let (name, next) = (names(index), names(index + 1).replace("long", "lung"));
            format!(r#""{name}": {{ "Type": "Pass", "Next": "{next}" }}"#)
        })
        .collect();
    let keys: Vec<String> = (0..20_000)
        .map(|index| format!(r#""k{index}.$": "$.a""#))
        .collect();
    let text = format!(
        r#"{{ "StartAt": "{}", "States": {{ {}, "End": {{ "Type": "Pass", "Parameters": {{ {} }}, "End": true }} }} }}"#,
        names(0),
        states.join(", "),
        keys.join(", ")
    );
    let start = std::time::Instant::now();
    let errors = analyse("f", &text, &Options::default()).expect_err("no state has these names");
    // A debug build needs a few seconds; comparing all with all, more than a minute.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(errors.len(), 20);
    assert!(errors.iter().all(|error| error.code == Code::UnknownNext));
    assert!(errors[0].message.contains("similar name exists"));
}
