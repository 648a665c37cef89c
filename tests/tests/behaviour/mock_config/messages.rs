//! Everything that a configuration can have wrong, and how it is said.

use super::*;

fn wrong(text: &str) -> String {
    MockConfig::parse(text)
        .expect_err("something is wrong")
        .to_string()
}

/// A file of one machine, one case and the responses; the responses begin in line 3.
fn responses(responses: &str) -> String {
    let machines = r#"{"StateMachines": {"M": {"TestCases": {"C": {}}}},"#;
    wrong(&format!("{machines}\n\"MockedResponses\":\n{responses}}}"))
}

fn refused(case: &str, definition: &Json) -> String {
    let text = format!(
        r#"{{"StateMachines": {{"M": {{"TestCases": {{"C": {case}}}}}}}, "MockedResponses": {{"R": {{"0": {{"Return": 1}}}}}}}}"#
    );
    let mocks = MockConfig::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let run = TestRun::mocked(program(definition));
    run.mock_config(&mocks, "M", "C")
        .err()
        .expect("a refusal")
        .to_string()
}

#[test]
fn a_text_that_is_not_json() {
    assert_eq!(
        wrong("{\n  \"StateMachines\": {},\n}"),
        "MockConfigFile.json:3:1: the text is not JSON: key must be a string"
    );
}

#[test]
fn a_file_that_is_not_there() {
    let error = MockConfig::read("none/MockConfigFile.json")
        .unwrap_err()
        .to_string();
    let (title, help) = error.split_once('\n').unwrap();
    assert!(
        title.starts_with("none/MockConfigFile.json: the file cannot be read: "),
        "{title}"
    );
    assert_eq!(
        help,
        "  = help: the path is relative to the directory of the test's package, or absolute"
    );
}

#[test]
fn fields_that_are_missing_or_unknown() {
    assert_eq!(
        wrong(r#"{"StateMachines": {}}"#),
        "MockConfigFile.json:1:1: the configuration has no `MockedResponses`\n  = help: add `MockedResponses`"
    );
    assert_eq!(
        wrong("{\"StateMachines\": {},\n \"MockedResponse\": {}}"),
        "MockConfigFile.json:2:2: the configuration has a field `MockedResponse`, which means nothing\n  = help: a field with a similar name exists: `MockedResponses`"
    );
    assert_eq!(
        wrong(r#"{"StateMachines": {"M": {"Cases": {}}}, "MockedResponses": {}}"#),
        "MockConfigFile.json:1:26: the state machine `M` has a field `Cases`, which means nothing\n  = help: the fields are `TestCases`"
    );
}

#[test]
fn values_of_the_wrong_kind() {
    assert_eq!(
        wrong("[]"),
        "MockConfigFile.json:1:1: the configuration is an array, not an object\n  = help: write it in braces: `{ \"name\": .. }`"
    );
    assert_eq!(
        wrong(
            r#"{"StateMachines": {"M": {"TestCases": {"C": {"S": {"0": {}}}}}}, "MockedResponses": {}}"#
        ),
        "MockConfigFile.json:1:51: the test case `C` gives `S` an object, which is not the name of a mocked response\n  = help: write the response in `MockedResponses`, and its name here"
    );
    assert_eq!(
        responses(r#"{"R": {"0": {"Throw": {"Error": 1, "Cause": "c"}}}}"#),
        "MockConfigFile.json:3:33: `Error` in `Throw` of the answer `0` of the mocked response `R` is a number, not a string\n  = help: write it in quotes"
    );
}

#[test]
fn a_name_twice() {
    assert_eq!(
        responses("{\"R\": {\"0\": {\"Return\": 1}},\n \"R\": {\"0\": {\"Return\": 2}}}"),
        "MockConfigFile.json:4:2: `MockedResponses` has two fields `R`\n  = help: the first is in line 3: rename or remove one"
    );
}

#[test]
fn a_response_that_is_not_there() {
    let text = "{\"StateMachines\": {\"M\": {\"TestCases\": {\"C\": {\n\"S\": \"Payd\"}}}},\n\"MockedResponses\": {\"Paid\": {\"0\": {\"Return\": 1}}}}";
    assert_eq!(
        wrong(text),
        "MockConfigFile.json:2:6: the test case `C` gives `S` the response `Payd`, which `MockedResponses` does not have\n  = help: a mocked response with a similar name exists: `Paid`"
    );
}

#[test]
fn an_answer_that_is_none_or_two() {
    assert_eq!(
        responses(r#"{"R": {"0": {"Return": 1, "Throw": {"Error": "E", "Cause": "c"}}}}"#),
        "MockConfigFile.json:3:27: the answer `0` of the mocked response `R` has both `Return` and `Throw`\n  = help: keep one of them"
    );
    assert_eq!(
        responses(r#"{"R": {"0": {}}}"#),
        "MockConfigFile.json:3:8: the answer `0` of the mocked response `R` has neither `Return` nor `Throw`\n  = help: `Return` holds the service's answer, `Throw` an `Error` and a `Cause`"
    );
    assert_eq!(
        responses(r#"{"R": {"0": {"Retrun": 1}}}"#),
        "MockConfigFile.json:3:14: the answer `0` of the mocked response `R` has a field `Retrun`, which means nothing\n  = help: a field with a similar name exists: `Return`"
    );
    assert_eq!(
        responses(r#"{"R": {"0": {"Throw": {"Error": "E"}}}}"#),
        "MockConfigFile.json:3:23: `Throw` of the answer `0` of the mocked response `R` has no `Cause`\n  = help: add `Cause`"
    );
    assert_eq!(
        responses(r#"{"R": {}}"#),
        "MockConfigFile.json:3:2: the mocked response `R` has no answer\n  = help: give the first call its answer: `\"0\": {\"Return\": ..}`"
    );
}

#[test]
fn calls_that_are_not_numbered_right() {
    let answers = |keys: &[&str]| {
        let answers: Vec<_> = keys
            .iter()
            .map(|key| format!("\"{key}\": {{\"Return\": 1}}"))
            .collect();
        responses(&format!("{{\"R\": {{{}}}}}", answers.join(",\n")))
    };
    let counting =
        "\n  = help: calls are numbered from 0: write one as `\"0\"`, several as `\"1-2\"`";
    for key in ["first", "-1", "0-", "1-2-3", " 0", "99999999999999999999"] {
        assert_eq!(
            answers(&[key]),
            format!(
                "MockConfigFile.json:3:8: the mocked response `R` has an answer for `{key}`, which numbers no call{counting}"
            )
        );
    }
    assert_eq!(
        answers(&["0", "2-1"]),
        "MockConfigFile.json:4:1: the mocked response `R` has an answer for `2-1`, which ends before it begins\n  = help: write the first call first: `\"1-2\"`"
    );
    assert_eq!(
        answers(&["0-2", "2"]),
        "MockConfigFile.json:4:1: the mocked response `R` has two answers for call 2\n  = help: the next call without an answer is 3"
    );
    assert_eq!(
        answers(&["0", "2"]),
        "MockConfigFile.json:4:1: the mocked response `R` has an answer for call 2, but none for call 1\n  = help: number the calls from 0 and without gaps: the next is 1"
    );
}

#[test]
fn all_problems_are_said_at_once_in_the_order_of_the_file() {
    let text = r#"{"StateMachines": {"M": {"TestCases": {"C": {"S": "None"}}}},
"MockedResponses": {"R": {"1": {"Return": 1}}, "Q": {"0": {}}}}"#;
    assert_eq!(
        wrong(text),
        "MockConfigFile.json:1:51: the test case `C` gives `S` the response `None`, which `MockedResponses` does not have\n  = help: each mocked response that exists: `Q`, `R`\n\
         MockConfigFile.json:2:27: the mocked response `R` has an answer for call 1, but none for call 0\n  = help: number the calls from 0 and without gaps: the next is 0\n\
         MockConfigFile.json:2:54: the answer `0` of the mocked response `Q` has neither `Return` nor `Throw`\n  = help: `Return` holds the service's answer, `Throw` an `Error` and a `Cause`"
    );
}

#[test]
fn a_machine_or_case_that_is_not_there() {
    let mocks = MockConfig::parse(r#"{"StateMachines": {"Orders": {"TestCases": {"Happy": {}, "Sad": {}}}}, "MockedResponses": {}}"#).unwrap();
    let definition = orders();
    let refused = |machine, case| {
        let run = TestRun::mocked(program(&definition)).mock_config(&mocks, machine, case);
        run.err().expect("a refusal").to_string()
    };
    assert_eq!(
        refused("Order", "Happy"),
        "MockConfigFile.json: `StateMachines` has no `Order`\n  = help: a state machine with a similar name exists: `Orders`"
    );
    assert_eq!(
        refused("Orders", "Retried"),
        "MockConfigFile.json: the state machine `Orders` has no test case `Retried`\n  = help: each test case that exists: `Happy`, `Sad`"
    );
    let run = TestRun::mocked(program(&definition)).mock_config_of(&mocks, "Orders");
    assert_eq!(
        run.err().expect("a refusal").to_string(),
        "MockConfigFile.json: `Orders` names no test case\n  = help: write the state machine's ARN, then `#` and the test case, such as `arn:aws:states:us-east-1:123456789012:stateMachine:Orders#HappyPath`"
    );
}

#[test]
fn states_that_cannot_be_mocked() {
    let place = "MockConfigFile.json:1:46: the test case `C` mocks the state";
    assert_eq!(
        refused(r#"{"Chrage": "R"}"#, &orders()),
        format!(
            "{place} `Chrage`, which the workflow does not have\n  = help: a Task with a similar name exists: `Charge`"
        )
    );
    let activity = json!({"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "Next": "P"});
    let definition = json!({"StartAt": "A", "States": {"A": activity, "P": {"Type": "Pass", "Next": "T"}, "T": {
        "Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true
    }}});
    assert_eq!(
        refused(r#"{"A": "R"}"#, &definition),
        format!(
            "{place} `A`, which is an activity\n  = help: Step Functions Local mocks service integrations and functions; its handler or `TestRun::mock` answers for an activity"
        )
    );
    assert_eq!(
        refused(r#"{"P": "R"}"#, &definition),
        format!("{place} `P`, which is a Pass\n  = help: only Tasks are mocked, which are `T`")
    );
}
