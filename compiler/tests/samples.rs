//! `input: sample(..)`, from an invocation and its files' texts to errors and a module.

use quote::quote;
use stepwright_compiler::invocation::Invocation;
use stepwright_compiler::{Expanded, Files, Options, Sample, analyse, include};

const DEFINITION: &str = r#"{ "StartAt": "Pay", "States": { "Pay": { "Type": "Task", "Resource": "pay", "End": true } } }"#;

fn expand(definition: Result<&str, &str>, samples: &[Result<&str, &str>]) -> Expanded {
    let names: Vec<String> = (0..samples.len())
        .map(|number| format!("\"{number}.json\""))
        .collect();
    let names = names.join(", ");
    let invocation: Invocation =
        syn::parse_str(&format!("\"order.asl.json\", input: sample({names})")).unwrap();
    let own = |text: &Result<&str, &str>| text.map(str::to_owned).map_err(str::to_owned);
    let files = Files {
        definition: own(&definition),
        samples: samples.iter().map(own).collect(),
    };
    include(&quote!(::stepwright), &invocation, "", &files)
}

/// The first line of each error.
fn titles(expanded: &Expanded) -> Vec<&str> {
    expanded
        .errors
        .iter()
        .map(|error| error.lines().next().unwrap_or_default())
        .collect()
}

/// How often the module says what `Input` is.
fn inputs(expanded: &Expanded) -> usize {
    let module = expanded.module.to_string();
    module.matches("pub struct Input {").count() + module.matches("pub type Input =").count()
}

#[test]
fn run_takes_what_the_samples_are() {
    let expanded = expand(Ok(DEFINITION), &[Ok("{ \"id\": 1 }"), Ok("{}")]);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    assert_eq!(inputs(&expanded), 1);
    let module = expanded.module.to_string();
    for part in [
        "input : Input ,",
        "pub id : :: core :: option :: Option < i64 >",
    ] {
        assert!(module.contains(part), "no `{part}`");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    for (definition, samples, errors) in [
        (
            Ok(DEFINITION),
            &[Err("file `0.json` does not exist"), Ok("{,}"), Ok("1")][..],
            &[
                "file `0.json` does not exist",
                "expected a key in double quotes or `}`, found `,`",
            ][..],
        ),
        (
            Err("file `order.asl.json` does not exist"),
            &[Ok("[1 2]")],
            &[
                "file `order.asl.json` does not exist",
                "expected `,` or `]`, found `2`",
            ],
        ),
        (
            Ok("{}"),
            &[Ok("?")],
            &[
                "the state machine has no `StartAt`",
                "the state machine has no `States`",
                "expected a value, found `?`",
            ],
        ),
        (Ok("?"), &[Ok("1")], &["expected a value, found `?`"]),
        (
            Ok(DEFINITION),
            &[Ok(r#"{ "a": 1, "a": 2, "b": { "c": 1, "c": 2 } }"#)],
            &[
                "`a` is written twice in one object",
                "`c` is written twice in one object",
            ],
        ),
    ] {
        let expanded = expand(definition, samples);
        assert_eq!(titles(&expanded), errors, "{definition:?} {samples:?}");
        // The type is there, whatever is wrong.
        assert_eq!(inputs(&expanded), 1, "{definition:?} {samples:?}");
    }
}

#[test]
fn a_sample_is_checked_without_a_macro_too() {
    let options = Options {
        samples: vec![Sample {
            file: "events/order.json".to_owned(),
            text: "{\n  \"id\": 01\n}".to_owned(),
        }],
        ..Options::default()
    };
    let errors = analyse("order.asl.json", DEFINITION, &options).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].line, errors[0].column), (2, 9));
    assert!(errors[0].message.contains("--> events/order.json:2:9"));
}

#[test]
fn no_text_panics() {
    let texts = [
        "",
        "\u{feff}",
        "{\"a\": {\"a\": [[{}]]}}",
        "\"\\ud800\"",
        "[[[[1e400]]]]",
        "{\"a\": nul",
    ];
    for one in texts {
        for other in texts {
            let expanded = expand(Ok(DEFINITION), &[Ok(one), Ok(other)]);
            assert_eq!(inputs(&expanded), 1, "{one} {other}");
        }
    }
    let deep = format!("{}1{}", "{\"a\":".repeat(120), "}".repeat(120));
    assert_eq!(inputs(&expand(Ok(DEFINITION), &[Ok(&deep)])), 1);
}
