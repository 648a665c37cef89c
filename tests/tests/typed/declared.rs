//! Workflows declared in Rust are workflows like any other.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::test::{Mock, TestRun};
use stepwright::{Shape, StateType as _, TaskError, workflow};
use stepwright_tests::now;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
struct Order {
    id: String,
    cents: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
struct Payment {
    status: String,
}

#[derive(Debug, TaskError)]
enum PaymentError {
    Declined,
    Unreachable,
}

workflow! {
    /// Charges an order.
    mod order(Order) {
        timeout: 10m,

        /// At the bank.
        task "Process Payment"(Order) -> Result<Payment, PaymentError> = "${Bank}" {
            result_path: $.payment,
            retry Unreachable { interval: 2s, max_attempts: 1 }
            catch Declined => Refused { result_path: $.error }
        }

        choice IsPaid {
            $.payment.status == "paid" && $.cents > 0 => Shipped,
            _ => Refused,
        }

        succeed Shipped { output_path: $.payment }
        fail Refused("OrderRefused", "nobody pays for it");

        substitute: { Bank: "arn:aws:lambda:eu-central-1:123456789012:function:Bank" },
    }
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn process_payment(&self, order: Order) -> Result<Payment, PaymentError> {
        match order.cents {
            0 => Err(PaymentError::Declined),
            1 => Err(PaymentError::Unreachable),
            _ => Ok(Payment {
                status: "paid".to_owned(),
            }),
        }
    }
}

fn order(cents: u64) -> serde_json::Value {
    json!({ "id": "7", "cents": cents })
}

#[test]
fn a_declared_workflow_runs() {
    let workflow = order::Workflow::new(Shop);
    let run = |cents| now(TestRun::new(&workflow).run(order(cents)));
    assert_eq!(run(5).output, Some(json!({ "status": "paid" }).into()));
    assert_eq!(run(0).states(), ["Process Payment", "Refused"]);
    assert_eq!(run(1).elapsed.as_secs(), 2, "it was tried again");
    assert_eq!(order::Workflow::<Shop>::PROOF.open().count(), 0);
    assert_eq!(order::states::ProcessPayment::NAME, "Process Payment");
}

#[test]
fn its_definition_is_what_aws_takes() {
    let definition: serde_json::Value = serde_json::from_str(order::ASL).unwrap();
    assert_eq!(
        definition,
        json!({
            "Comment": "Charges an order.",
            "StartAt": "Process Payment",
            "TimeoutSeconds": 600,
            "States": {
                "Process Payment": {
                    "Comment": "At the bank.",
                    "Type": "Task",
                    "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:Bank",
                    "ResultPath": "$.payment",
                    "Retry": [{ "ErrorEquals": ["Unreachable"], "IntervalSeconds": 2, "MaxAttempts": 1 }],
                    "Catch": [{ "ErrorEquals": ["Declined"], "ResultPath": "$.error", "Next": "Refused" }],
                    "Next": "IsPaid"
                },
                "IsPaid": {
                    "Type": "Choice",
                    "Choices": [{
                        "And": [
                            { "Variable": "$.payment.status", "StringEquals": "paid" },
                            { "Variable": "$.cents", "NumericGreaterThan": 0 }
                        ],
                        "Next": "Shipped"
                    }],
                    "Default": "Refused"
                },
                "Shipped": { "Type": "Succeed", "OutputPath": "$.payment" },
                "Refused": { "Type": "Fail", "Error": "OrderRefused", "Cause": "nobody pays for it" }
            }
        })
    );
}

#[test]
fn a_workflow_of_a_function_knows_its_types() {
    #[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
    struct Local {
        n: u32,
    }
    workflow! {
        mod counting(Local) -> Local {
            task Count(Local) -> Local;
            task CountAgain(Local) -> Result<Local, Infallible>;
        }
    }
    struct Counter;
    #[stepwright::handlers(counting)]
    impl Counter {
        async fn count(&self, local: Local) -> Result<Local, Infallible> {
            Ok(Local { n: local.n + 1 })
        }
        async fn count_again(&self, local: Local) -> Result<Local, Infallible> {
            Ok(Local { n: local.n + 10 })
        }
    }
    let workflow = counting::Workflow::new(Counter);
    assert_eq!(now(workflow.run(Local { n: 0 })), Ok(Local { n: 11 }));
}

#[test]
fn jsonata_is_declared_too() {
    workflow! {
        mod totals {
            query_language: JSONata,

            pass Sum {
                assign: { total: {% $sum($states.input.lines.price) %}, first: $states.input.lines[0].price },
            }
            choice IsLarge {
                {% $total > 100 and $states.input.express = false %} => Large { output: { total: $total, size: "large" } },
                _ => Small,
            }
            pass Large => end;
            map Small in $states.input.lines {
                max_concurrency: 2,
                each {
                    pass Line { output: {% r#"$states.input.price & ' of ' & $total"# %} }
                }
            }
        }
    }
    let run = |input| now(TestRun::mocked(&totals::PROGRAM).run(input));
    let large = run(json!({ "lines": [{ "price": 90 }, { "price": 20 }], "express": false }));
    assert_eq!(
        large.output,
        Some(json!({ "total": 110, "size": "large" }).into())
    );
    let small = run(json!({ "lines": [{ "price": 9 }, { "price": 2 }], "express": false }));
    assert_eq!(small.output, Some(json!(["9 of 11", "2 of 11"]).into()));
}

#[test]
fn every_kind_of_state_is_declared() {
    workflow! {
        mod kinds {
            wait Cool for 1h;
            wait Due until $.due;
            wait Later for $.seconds;
            parallel Both {
                branch {
                    task Left;
                    task LeftToo { timeout: $.seconds, heartbeat: 1s }
                }
                branch { pass Right { result: [1, { a: null }] } }
                result_path: $.both,
                catch Bad.Thing | "Worse.Thing" => Failed,
                catch _ => Failed { result_path: null }
            }
            map Each in $.items {
                item_selector: { value: $$.Map.Item.Value, index: $$.Map.Item.Index },
                each distributed express {
                    pass One { parameters: { doubled: States.MathAdd($.value, $.value) } }
                }
                result_path: $.each,
            }
            choice Which {
                !($.a is present) || ($.b != 3 && $.c matches "x*") => Failed,
                $.due < timestamp("2030-01-01T00:00:00Z") && $.name == string($.other) => Done,
                $.items["a b"] is not null => Done,
                _ => Failed,
            }
            succeed Done;
            fail Failed { error: $.error, cause: States.Format("it's {}", $.cause) }
            rename: { "Each" => every },
            allow: { all },
        }
    }
    let run = now(
        TestRun::mocked(&kinds::PROGRAM)
            .mock("Left", Mock::returns(json!({ "seconds": 2 })))
            .mock("LeftToo", Mock::returns(json!("left")))
            .run(json!({ "due": "2026-01-01T00:00:00Z", "seconds": 5, "items": [1, 2], "a": 1, "b": 3, "name": "x", "other": "x" })),
    );
    assert_eq!(
        run.states(),
        [
            "Cool", "Due", "Later", "Both", "Left", "LeftToo", "Right", "Each", "Which", "Done"
        ],
        "{run:?}"
    );
    let output: serde_json::Value = run.output.expect("it succeeded").into();
    assert_eq!(output["both"].to_string(), r#"["left",[1,{"a":null}]]"#);
    assert_eq!(
        output["each"].to_string(),
        r#"[{"doubled":2},{"doubled":4}]"#
    );
    assert_eq!(kinds::states::Every::NAME, "Each");
}
