//! What the checks of the graph leave alone, and that one mistake makes one error.

use stepwright_compiler::errors::Code;
use stepwright_compiler::{Allow, Options, analyse};

fn codes_with(states: &str, options: &Options) -> Vec<Code> {
    let text = format!(r#"{{ "StartAt": "A", "States": {{ {states} }} }}"#);
    let errors = analyse("definition.asl.json", &text, options)
        .err()
        .unwrap_or_default();
    errors.iter().map(|error| error.code).collect()
}

fn codes(states: &str) -> Vec<Code> {
    codes_with(states, &Options::default())
}

#[test]
fn a_catcher_a_rule_and_a_default_reach_their_states() {
    let found = codes(
        r#""A": { "Type": "Task", "Resource": "r", "Next": "B", "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "C" }] },
           "B": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "D" }], "Default": "E" },
           "C": { "Type": "Fail" }, "D": { "Type": "Succeed" }, "E": { "Type": "Pass", "End": true }"#,
    );
    assert_eq!(found, []);
}

#[test]
fn a_loop_with_a_way_out_is_fine() {
    let out = r#""A": { "Type": "Wait", "Seconds": 1, "Next": "B" },
        "B": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "C" }], "Default": "A" },
        "C": { "Type": "Succeed" }"#;
    assert_eq!(codes(out), []);
    let caught = r#""A": { "Type": "Task", "Resource": "r", "Next": "A",
          "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "B" }] },
        "B": { "Type": "Fail" }"#;
    assert_eq!(codes(caught), []);
}

#[test]
fn an_unknown_target_makes_no_state_unreachable() {
    let states = r#""A": { "Type": "Pass", "Next": "Somewhere else" }, "B": { "Type": "Pass", "Next": "C" }, "C": { "Type": "Succeed" }"#;
    assert_eq!(codes(states), [Code::UnknownNext]);
}

#[test]
fn an_unknown_start_makes_no_state_unreachable() {
    let text = r#"{ "StartAt": "Nowhere", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Succeed" } } }"#;
    let errors =
        analyse("definition.asl.json", text, &Options::default()).expect_err("an unknown start");
    assert_eq!(
        errors.iter().map(|error| error.code).collect::<Vec<_>>(),
        [Code::UnknownStartAt]
    );
}

#[test]
fn a_state_that_cannot_be_read_makes_no_other_unreachable() {
    let states = r#""A": { "Type": "Taks", "Next": "B" }, "B": { "Type": "Succeed" }"#;
    assert_eq!(codes(states), [Code::UnknownStateType]);
    let states = r#""A": { "Type": "Pass", "Nxt": "B" }, "B": { "Type": "Succeed" }"#;
    assert!(!codes(states).contains(&Code::UnreachableState));
}

#[test]
fn an_incomplete_region_does_not_hide_mistakes_of_another() {
    let states = r#""A": { "Type": "Parallel", "End": true, "Branches": [
        { "StartAt": "B", "States": { "B": { "Type": "Pass" } } },
        { "StartAt": "C", "States": { "C": { "Type": "Succeed" }, "D": { "Type": "Succeed" } } }
    ] }"#;
    assert_eq!(codes(states), [Code::MissingField, Code::UnreachableState]);
}

#[test]
fn an_end_in_a_branch_ends_the_branch_only() {
    let states = r#""A": { "Type": "Parallel", "Next": "A", "Branches": [
        { "StartAt": "B", "States": { "B": { "Type": "Succeed" } } }
    ] }"#;
    assert_eq!(codes(states), [Code::NoEnd]);
}

#[test]
fn allowances_drop_what_they_name_and_nothing_else() {
    let states = r#""A": { "Type": "Pass", "End": true }, "B": { "Type": "Succeed" }, "C": { "Type": "Succeed" }"#;
    let allow = |states: Option<Vec<String>>| Options {
        allow: vec![Allow {
            code: Some(Code::UnreachableState),
            states,
        }],
        ..Options::default()
    };
    assert_eq!(codes_with(states, &allow(None)), []);
    assert_eq!(
        codes_with(states, &allow(Some(vec!["B".into(), "C".into()]))),
        []
    );
    assert_eq!(
        codes_with(states, &allow(Some(vec!["B".into()]))),
        [Code::UnreachableState]
    );
}

#[test]
fn allowances_go_by_the_names_users_write() {
    assert_eq!(
        Allow::named("no_end", None).expect("known").code,
        Some(Code::NoEnd)
    );
    let refused = Allow::named("missing_field", None).expect_err("AWS refuses it");
    assert!(
        refused.starts_with("`missing_field` cannot be allowed"),
        "{refused}"
    );
    let unknown = Allow::named("zzz", None).expect_err("no such code");
    assert!(
        unknown.starts_with("`zzz` is not a kind of finding"),
        "{unknown}"
    );
}

#[test]
fn errors_come_by_position() {
    let text = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Next": "X" },
        "B": { "Type": "Task", "Resource": 1, "Next": "Y" },
        "C": { "Type": "Wait", "End": true, "Output": 1 } } }"#;
    let errors = analyse("definition.asl.json", text, &Options::default()).expect_err("mistakes");
    let places: Vec<_> = errors
        .iter()
        .map(|error| (error.line, error.column))
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(places.len(), 5);
}
