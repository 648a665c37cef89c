//! The definitions that Stepwright exists to run first, through the real macro.

use stepwright_tests::seeds::SEEDS;

#[test]
fn every_seed_compiles() {
    let Some(seeds) = SEEDS else {
        stepwright_tests::say("skipped: no seeds at ../shared/seeds");
        return;
    };
    let mut states = 0;
    for (file, program) in seeds {
        assert!(!program.states.is_empty(), "{file} has states");
        states += program.states.len();
        println!(
            "{file}: {} states in {} regions",
            program.states.len(),
            program.regions.len()
        );
    }
    assert!(seeds.len() >= 11, "all of them: {}", seeds.len());
    assert!(states > 100, "and whole: {states} states");
}

mod runs {
    //! The systems run: their services are mocked, everything between them is the definition's.

    use std::time::Duration;

    use serde_json::{Value as Json, json};
    use stepwright::program::Program;
    use stepwright::test::{Execution, Mock, TestRun};
    use stepwright_tests::seeds::SEEDS;

    /// The program of a seed; none, and a word about it, where the seeds are absent.
    fn seed(file: &str) -> Option<&'static Program> {
        let Some(seeds) = SEEDS else {
            stepwright_tests::say("skipped: no seeds at ../shared/seeds");
            return None;
        };
        let found = seeds.iter().find(|(name, _)| *name == file);
        Some(found.unwrap_or_else(|| panic!("there is a seed {file}")).1)
    }

    fn output(run: &Execution) -> Json {
        Json::from(
            run.output
                .clone()
                .unwrap_or_else(|| panic!("it succeeds: {run:?}")),
        )
    }

    #[tokio::test]
    async fn the_linear_order_reaches_the_customer() {
        let Some(program) = seed("order_processing/order-processing.asl.json") else {
            return;
        };
        let run = TestRun::mocked(program)
            .mock("Validate Order", Mock::by(|input, _| Mock::returns(input.clone())))
            .mock("Process Payment", Mock::returns(json!({ "status": "Payment Processed", "order_id": "1234" })))
            .mock(
                "Ship Order",
                Mock::returns(json!({ "status": "Order Shipped", "order_id": "1234", "tracking_id": "TRAC12345" })),
            )
            .mock("Notify Customer", Mock::returns(json!({ "status": "Customer Notified", "order_id": "1234" })))
            .run(json!({ "order_id": "1234" }))
            .await;
        assert_eq!(
            output(&run),
            json!({ "status": "Customer Notified", "order_id": "1234" })
        );
    }

    async fn order_app(payment: Json, restaurant: Json) -> Option<Execution> {
        let program = seed("order_app/process-order.asl.json")?;
        let manage = || Mock::returns(json!({ "statusCode": 200, "body": "{}" }));
        let run = TestRun::mocked(program)
            .mock("SaveOrder", manage())
            .mock("ProcessPayment", Mock::returns(payment))
            .mock("SendOrderToRestaurant", Mock::returns(restaurant))
            .mock("PaymentFailure", manage())
            .mock("SendToRestaurantFailure", manage())
            .mock("UpdateOrderStatus", manage())
            .run(json!({ "name": "Step Functions Pizza", "restaurantId": "Restaurant 99", "quantity": 3 }))
            .await;
        Some(run)
    }

    #[tokio::test]
    async fn an_order_of_the_lab_ends_where_its_payment_and_its_restaurant_say() {
        let (ok, error) = (
            json!({ "status": "ok" }),
            json!({ "status": "error", "errorMessage": "unknown error" }),
        );
        for (payment, restaurant, last) in [
            (ok.clone(), ok.clone(), "UpdateOrderStatus"),
            (ok.clone(), error.clone(), "SendToRestaurantFailure"),
            (error, ok, "PaymentFailure"),
        ] {
            let Some(run) = order_app(payment.clone(), restaurant).await else {
                return;
            };
            assert_eq!(run.states().last(), Some(&last));
            assert_eq!(run.elapsed, Duration::from_secs(30));
            // The document that the last function gets has grown along the way.
            let input = Json::from(run.calls.last().unwrap().input.clone());
            assert_eq!(input["name"], "Step Functions Pizza");
            assert_eq!(input["paymentResult"], payment);
            assert_eq!(input["saveResult"]["statusCode"], 200);
        }
    }

    #[tokio::test]
    async fn a_vehicle_order_is_cancelled_or_refused() {
        for (eligible, last) in [
            (true, "CancellationComplete"),
            (false, "CancellationFailed"),
        ] {
            let Some(program) = seed("vehicle_cancellation/vehicle-order-cancellation.asl.json")
            else {
                return;
            };
            let mut input = json!({});
            for field in [
                "orderId",
                "customerId",
                "dealerId",
                "modelCode",
                "vehiclePrice",
                "trimLevel",
                "color",
                "addOns",
                "homeDelivery",
                "deliveryAddress",
                "orderDate",
                "customer",
                "cancellationReason",
            ] {
                input[field] = json!(field);
            }
            let run = TestRun::mocked(program)
                .execution_name("cancel-1")
                .mock(
                    "ValidateCancellationEligibility",
                    Mock::returns(json!({ "isValid": eligible })),
                )
                .mock("RejectCancellation", Mock::returns(json!({})))
                .mock(
                    "ReleaseInventory",
                    Mock::sequence([
                        Mock::fails("Lambda.ServiceException", ""),
                        Mock::returns(json!({ "released": true })),
                    ]),
                )
                .mock(
                    "ReverseCreditHold",
                    Mock::returns(json!({ "reversed": true })),
                )
                .mock(
                    "ConfirmCancellation",
                    Mock::returns(json!({ "confirmed": true })),
                )
                .mock(
                    "NotifyCustomerOfCancellation",
                    Mock::returns(json!({ "sent": true })),
                )
                .run(input)
                .await;
            assert_eq!(run.states().last(), Some(&last));
            if eligible {
                let output = output(&run);
                assert_eq!(
                    output["reversalResults"][0]["inventoryRelease"]["Payload"],
                    json!({ "released": true })
                );
                assert_eq!(output["cancellation"]["StatusCode"], 200);
                let confirmed = Json::from(run.calls_of("ConfirmCancellation")[0].input.clone());
                assert_eq!(confirmed["reason"], "cancellationReason");
                assert_eq!(
                    run.elapsed,
                    Duration::from_secs(3 + 2),
                    "the hold, and one retry"
                );
            }
        }
    }

    async fn order_manager(action: &str) -> Option<Execution> {
        let program = seed("serverlesspresso/OrderManager.asl.json")?;
        let attributes = json!({ "Attributes": {
            "USERID": { "S": "u1" }, "ORDERSTATE": { "S": "e1-CANCELLED" }, "baristaUserId": { "S": "b1" },
            "TaskToken": { "S": "token" },
        }});
        let run = TestRun::mocked(program)
            .mock(
                "DynamoDB Update Order Record",
                Mock::returns(attributes.clone()),
            )
            .mock("DynamoDB Update Order", Mock::returns(attributes.clone()))
            .mock("Update order", Mock::returns(attributes))
            .mock("get menu", Mock::returns(json!({ "Item": {} })))
            .mock("Sanitize order", Mock::returns(json!(true)))
            .mock(
                "Emit Completed || Cancelled",
                Mock::returns(json!({ "FailedEntryCount": 0 })),
            )
            .mock(
                "EventBridge Emit Making Order",
                Mock::returns(json!({ "FailedEntryCount": 0 })),
            )
            .mock("Resume Order Processor - Barista", Mock::returns(json!({})))
            .mock(
                "Resume Order Processor - customer",
                Mock::returns(json!({})),
            )
            .run(json!({
                "action": action, "eventId": "e1", "orderId": "o1", "baristaUserId": "b1",
                "body": { "userId": "u1", "drink": "Cappuccino", "modifiers": [] },
            }))
            .await;
        Some(run)
    }

    #[tokio::test]
    async fn the_order_manager_takes_each_action() {
        for (action, last) in [
            ("cancel", "Resume Order Processor - Barista"),
            ("complete", "Resume Order Processor - Barista"),
            ("make", "EventBridge Emit Making Order"),
            ("", "Resume Order Processor - customer"),
        ] {
            let Some(run) = order_manager(action).await else {
                return;
            };
            assert_eq!(run.states().last(), Some(&last), "{action}: {run:?}");
            output(&run);
        }
        let Some(run) = order_manager("cancel").await else {
            return;
        };
        let sent = Json::from(
            run.calls_of("DynamoDB Update Order Record")[0]
                .input
                .clone(),
        );
        assert_eq!(
            sent["ExpressionAttributeValues"][":OS"]["S"],
            "e1-CANCELLED"
        );
        let emitted = Json::from(run.calls_of("Emit Completed || Cancelled")[0].input.clone());
        assert_eq!(
            emitted["Entries"][0]["DetailType"],
            "OrderManager.Ordere1-CANCELLED"
        );
        let detail: Json =
            serde_json::from_str(emitted["Entries"][0]["Detail"].as_str().unwrap()).unwrap();
        assert_eq!(detail["userId"], "u1");
    }

    #[tokio::test]
    async fn unmaking_an_order_fails_at_the_path_that_its_pass_state_lost() {
        let Some(run) = order_manager("unmake").await else {
            return;
        };
        assert_eq!(run.failed_state, Some("Transform record"));
        assert_eq!(run.error.as_deref(), Some("States.Runtime"));
        assert!(
            run.cause
                .as_deref()
                .is_some_and(|cause| cause.contains("$.eventId")),
            "{:?}",
            run.cause
        );
    }

    fn order_processor(program: &'static Program) -> TestRun<'static> {
        let submitted = || Mock::submits(json!({ "FailedEntryCount": 0 }));
        TestRun::mocked(program)
            .mock(
                "DynamoDB Get Shop status",
                Mock::returns(json!({ "Item": { "storeOpen": { "BOOL": true } } })),
            )
            .mock("ListExecutions", Mock::returns(json!({ "Executions": [] })))
            .mock(
                "Emit - Workflow Started TT",
                submitted().then_succeeds_after(Duration::from_secs(60), json!({})),
            )
            .mock(
                "Generate Order Number",
                Mock::returns(json!({ "Attributes": { "IDvalue": { "N": "42" } } })),
            )
            .mock(
                "Emit - Awaiting Completion TT",
                submitted()
                    .then_succeeds_after(Duration::from_secs(300), json!({ "by": "barista" })),
            )
            .mock(
                "Emit - order finished",
                Mock::returns(json!({ "FailedEntryCount": 0 })),
            )
            .mock(
                "Emit - error timeout",
                Mock::returns(json!({ "FailedEntryCount": 0 })),
            )
            .mock(
                "EventBridge PutEvents",
                Mock::returns(json!({ "FailedEntryCount": 0 })),
            )
    }

    fn order() -> Json {
        json!({ "detail": { "orderId": "o1", "userId": "u1", "bucket": { "eventId": "e1" } } })
    }

    #[tokio::test]
    async fn an_order_is_processed_once_its_tokens_come_back() {
        let Some(program) = seed("serverlesspresso/OrderProcessor.asl.json") else {
            return;
        };
        let run = order_processor(program).run(order()).await;
        output(&run);
        assert_eq!(run.states().last(), Some(&"Emit - order finished"));
        assert_eq!(run.elapsed, Duration::from_secs(360));
        let awaiting = Json::from(
            run.calls_of("Emit - Awaiting Completion TT")[0]
                .input
                .clone(),
        );
        assert_eq!(awaiting["Entries"][0]["Detail"]["orderNumber"], "42");
        assert!(
            awaiting["Entries"][0]["Detail"]["TaskToken"]
                .as_str()
                .is_some_and(|token| !token.is_empty())
        );
    }

    #[tokio::test]
    async fn a_barista_who_takes_too_long_times_the_order_out() {
        let Some(program) = seed("serverlesspresso/OrderProcessor.asl.json") else {
            return;
        };
        let run = order_processor(program)
            .mock("Emit - Awaiting Completion TT", Mock::submits(json!({})))
            .run(order())
            .await;
        output(&run);
        assert_eq!(
            run.elapsed,
            Duration::from_secs(60 + 900),
            "the heartbeat's limit"
        );
        assert!(run.states().contains(&"Barista timedout"));
        let emitted = Json::from(run.calls_of("Emit - error timeout")[0].input.clone());
        assert_eq!(emitted["Entries"][0]["Detail"]["cause"], "Barista timedout");
    }
}
