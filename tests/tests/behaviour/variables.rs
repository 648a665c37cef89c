//! `Assign`: what it reads, when it counts, and where it ends.

use serde_json::{Value as Json, json};
use stepwright::Status;
use stepwright::test::{Execution, Mock, TestRun};
use stepwright_tests::program;

use crate::support::{fails, finish, task, with};

fn run(definition: &Json, input: Json) -> Execution {
    finish(TestRun::mocked(program(definition)), input)
}

fn output(execution: &Execution) -> Json {
    assert_eq!(execution.status, Status::Succeeded, "{execution:?}");
    Json::from(execution.output.clone().expect("an output"))
}

/// What each state assigned, as the history tells it.
fn assigned(execution: &Execution) -> Vec<Json> {
    let events = execution
        .history
        .iter()
        .map(stepwright::history::Event::to_flat_json);
    events
        .filter_map(|event| event.get("assigned").cloned())
        .collect()
}

#[test]
fn all_of_an_assign_reads_the_values_at_entry() {
    let definition = json!({
        "StartAt": "Set",
        "States": {
            "Set": {"Type": "Pass", "Assign": {"a": 1, "b": 2}, "Next": "Swap"},
            "Swap": {"Type": "Pass", "Assign": {"a.$": "$b", "b.$": "$a"}, "Next": "Read"},
            "Read": {"Type": "Pass", "Parameters": {"a.$": "$a", "b.$": "$b"}, "End": true}
        }
    });
    let execution = run(&definition, json!({}));
    assert_eq!(output(&execution), json!({"a": 2, "b": 1}));
    assert_eq!(
        assigned(&execution),
        [json!({"a": 1, "b": 2}), json!({"a": 2, "b": 1})]
    );
}

#[test]
fn a_task_assigns_from_its_selected_result_and_leaves_its_output_alone() {
    let mut definition = json!({
        "StartAt": "Work",
        "States": {
            "Work": with(task(), &json!({
                "ResultSelector": {"picked.$": "$.deep.value"},
                "ResultPath": "$.result",
                "Assign": {"value.$": "$.picked", "who.$": "$$.State.Name"},
                "Next": "Read"
            })),
            "Read": {"Type": "Pass", "Parameters": {"all.$": "$", "v.$": "$value", "w.$": "$who"}, "End": true}
        }
    });
    definition["States"]["Work"]
        .as_object_mut()
        .expect("a state")
        .remove("End");
    let run = TestRun::mocked(program(&definition))
        .mock("Work", Mock::returns(json!({"deep": {"value": 7}})));
    let execution = finish(run, json!({"kept": true}));
    assert_eq!(
        output(&execution),
        json!({"all": {"kept": true, "result": {"picked": 7}}, "v": 7, "w": "Work"})
    );
}

#[test]
fn a_choice_assigns_by_its_rule_and_by_itself_only_without_one() {
    let definition = json!({
        "StartAt": "Pick",
        "States": {
            "Pick": {
                "Type": "Choice",
                "InputPath": "$.in",
                "Choices": [
                    {"Variable": "$.n", "NumericEquals": 1, "Assign": {"way": "rule", "n.$": "$.n"}, "Next": "Read"}
                ],
                "Default": "Read",
                "Assign": {"way": "default", "n": null}
            },
            "Read": {"Type": "Pass", "Parameters": {"way.$": "$way", "n.$": "$n"}, "End": true}
        }
    });
    let of = |n: i64| output(&run(&definition, json!({"in": {"n": n}})));
    assert_eq!(of(1), json!({"way": "rule", "n": 1}));
    assert_eq!(of(2), json!({"way": "default", "n": null}));
}

#[test]
fn a_catcher_assigns_from_the_error_and_its_state_does_not() {
    let definition = json!({
        "StartAt": "Work",
        "States": {
            "Work": with(task(), &json!({
                "Assign": {"done": true},
                "Catch": [{"ErrorEquals": ["Bad"], "Assign": {"why.$": "$.Cause"}, "ResultPath": null, "Next": "Read"}]
            })),
            "Read": {
                "Type": "Choice",
                "Choices": [{"Variable": "$done", "IsPresent": true, "Next": "Wrong"}],
                "Default": "Why"
            },
            "Wrong": {"Type": "Fail"},
            "Why": {"Type": "Pass", "Parameters": {"why.$": "$why", "in.$": "$"}, "End": true}
        }
    });
    let run = TestRun::mocked(program(&definition)).mock("Work", fails("Bad"));
    let execution = finish(run, json!({"kept": 1}));
    assert_eq!(
        output(&execution),
        json!({"why": "because", "in": {"kept": 1}})
    );
}

#[test]
fn branches_and_iterations_read_what_is_around_them_and_keep_theirs_to_themselves() {
    let definition = json!({
        "StartAt": "Set",
        "States": {
            "Set": {"Type": "Pass", "Assign": {"base": 10}, "Next": "Each"},
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemSelector": {"n.$": "$$.Map.Item.Value", "seen.$": "$base"},
                "ItemProcessor": {"StartAt": "Own", "States": {
                    "Own": {"Type": "Pass", "Assign": {"mine.$": "States.MathAdd($.n, $base)"}, "Next": "Tell"},
                    "Tell": {"Type": "Pass", "Parameters": {"mine.$": "$mine", "seen.$": "$.seen"}, "End": true}
                }},
                "Assign": {"first.$": "$[0].mine", "base": 0},
                "Next": "Read"
            },
            "Read": {"Type": "Pass", "Parameters": {"all.$": "$", "first.$": "$first", "base.$": "$base"}, "End": true}
        }
    });
    let execution = run(&definition, json!({"items": [1, 2]}));
    assert_eq!(
        output(&execution),
        json!({
            "all": [{"mine": 11, "seen": 10}, {"mine": 12, "seen": 10}],
            "first": 11,
            "base": 0
        })
    );
}

#[test]
fn a_loop_counts_in_a_variable() {
    let definition = json!({
        "StartAt": "Begin",
        "States": {
            "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "More"},
            "More": {"Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)"}, "Next": "Enough"},
            "Enough": {
                "Type": "Choice",
                "Choices": [{"Variable": "$n", "NumericLessThan": 5, "Next": "More"}],
                "Default": "Done"
            },
            "Done": {"Type": "Succeed", "OutputPath": "$n"}
        }
    });
    assert_eq!(output(&run(&definition, json!({}))), json!(5));
}

#[test]
fn a_distributed_map_reads_variables_in_its_own_fields_only() {
    let definition = json!({
        "StartAt": "Set",
        "States": {
            "Set": {"Type": "Pass", "Assign": {"base": 3, "list": [1]}, "Next": "Each"},
            "Each": {
                "Type": "Map",
                "ItemsPath": "$list",
                "ItemSelector": {"base.$": "$base"},
                "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "Look",
                    "States": {
                        "Look": {
                            "Type": "Choice",
                            "Choices": [{"Variable": "$base", "IsPresent": true, "Next": "Seen"}],
                            "Default": "Unseen"
                        },
                        "Seen": {"Type": "Fail"},
                        "Unseen": {"Type": "Succeed"}
                    }
                },
                "End": true
            }
        }
    });
    let execution = run(&definition, json!({}));
    assert_eq!(output(&execution), json!([{"base": 3}]));
}

#[test]
fn a_path_to_a_variable_without_a_value_fails_the_state() {
    let definition = json!({
        "StartAt": "Maybe",
        "States": {
            "Maybe": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.set", "BooleanEquals": true, "Next": "Set"}],
                "Default": "Read"
            },
            "Set": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Read"},
            "Read": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "End": true}
        }
    });
    assert_eq!(
        output(&run(&definition, json!({"set": true}))),
        json!({"x": 1})
    );
    let execution = run(&definition, json!({"set": false}));
    assert_eq!(execution.error.as_deref(), Some("States.Runtime"));
    let cause = execution.cause.expect("a cause");
    assert!(cause.contains("'$x'"), "{cause}");
}
