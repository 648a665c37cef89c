//! The four systems of `docs/declaring.md`.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::struct_field_names,
    reason = "the page shows declarations as they stand in a library; most of them are looked at by the compiler alone"
)]

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, workflow};

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Order {
    pub order_id: String,
    pub amount_cents: u64,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Payment {
    pub order_id: String,
    pub status: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Shipment {
    pub order_id: String,
    pub carrier: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Receipt {
    pub order_id: String,
}
#[derive(Debug, TaskError)]
pub enum Rejected {
    Empty,
}
#[derive(Debug, TaskError)]
pub enum PaymentError {
    Declined,
    Unreachable,
}

workflow! {
    /// An order from its validation to the message that it is on its way.
    pub mod order(Order) -> Receipt {
        timeout: 10m,

        task ValidateOrder(Order) -> Result<Order, Rejected>;
        task ProcessPayment(Order) -> Result<Payment, PaymentError>;
        task ShipOrder(Payment) -> Shipment;
        task NotifyCustomer(Shipment) -> Receipt;
    }
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Meal {
    pub order_id: String,
    pub dishes: Vec<String>,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Saved {
    pub version: u32,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Answer {
    pub status: String,
}

workflow! {
    /// A meal: paid for, then sent to the restaurant. Whatever becomes of it is written down.
    pub mod meal(Meal) {
        task SaveOrder(Meal) -> Saved { result_path: $.saved }
        task ProcessPayment(Meal) -> Answer { result_path: $.payment }

        /// The bank takes its time to book.
        wait LetItBook for 30s;

        choice IsPaid {
            $.payment.status == "ok" => SendToRestaurant,
            _ => PaymentFailed,
        }

        task SendToRestaurant(Meal) -> Answer { result_path: $.restaurant }

        choice IsAccepted {
            $.restaurant.status == "ok" => OrderAccepted,
            _ => RestaurantRefused,
        }

        task OrderAccepted(Meal) -> Saved => end;
        task PaymentFailed(Meal) -> Saved => end;
        task RestaurantRefused(Meal) -> Saved => end;
    }
}

#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct CancelOrder {
    pub order_id: String,
    pub customer: Customer,
    pub vehicle: Vehicle,
    pub reason: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Customer {
    pub id: String,
    pub email: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Vehicle {
    pub model_code: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Cancellation {
    pub order_id: String,
    pub cancellation_id: String,
    pub vehicle: Vehicle,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Eligibility {
    pub eligible: bool,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Closing {
    pub outcome: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct CreditHold {
    pub customer: String,
    pub reference: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Message {
    pub to: String,
    pub text: String,
}
#[derive(Debug, TaskError)]
pub enum CreditError {
    BureauBusy,
}
#[derive(Debug, TaskError)]
pub enum Unavailable {
    ServiceDown,
}

workflow! {
    /// Cancels a vehicle order: checks that it may be cancelled, lets production settle, then releases the vehicle and the
    /// credit side by side.
    pub mod cancellation(CancelOrder) {
        /// Keeps what a cancellation needs, and numbers it after the execution.
        pass OpenCancellation {
            parameters: {
                orderId: $.orderId,
                customer: $.customer,
                vehicle: $.vehicle,
                reason: $.reason,
                cancellationId: $$.Execution.Name,
                status: "PENDING",
            },
        }

        task CheckEligibility(Cancellation) -> Result<Eligibility, Unavailable> {
            result_path: $.eligibility,
            retry ServiceDown { interval: 2s, max_attempts: 3, backoff_rate: 2 }
            catch _ => CancellationFailed { result_path: $.error }
        }

        choice MayBeCancelled {
            $.eligibility.eligible == true => LetProductionSettle,
            _ => RefuseCancellation,
        }

        /// What the line is doing right now is done before anything is undone.
        wait LetProductionSettle for 3s;

        parallel UndoOrder {
            branch {
                task ReleaseVehicle(Vehicle) -> bool { input_path: $.vehicle }
            }
            branch {
                task ReleaseCredit(CreditHold) -> Result<bool, CreditError> {
                    parameters: {
                        customer: $.customer.id,
                        reference: States.Format("{}/{}", $.orderId, $.cancellationId),
                    },
                    retry BureauBusy { interval: 2s, max_attempts: 2, backoff_rate: 2 }
                }
            }
            result_path: $.undone,
            catch _ => CancellationFailed { result_path: $.error }
        }

        task NotifyCustomer(Message) {
            parameters: {
                to: $.customer.email,
                text: States.Format("Your order {} is cancelled ({}).", $.orderId, $.reason),
            },
        } => end;

        task RefuseCancellation(Closing) {
            parameters: { outcome: "REFUSED", cancellation: $ },
        } => CancellationFailed;

        fail CancellationFailed("OrderCancellationFailed", "the order could not be cancelled");
    }
}

#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct ManageOrder {
    pub action: String,
    pub event_id: String,
    pub order_id: String,
    pub user_id: String,
    pub barista: String,
    pub drink: String,
}

workflow! {
    /// What a customer and a barista do with an order: change it, claim it, complete it, cancel it.
    pub mod order_manager(ManageOrder) {
        choice DecideAction {
            $.action == "complete" => CompleteOrder,
            $.action == "cancel" => CancelOrder,
            $.action == "make" || $.action == "unmake" => ClaimOrder,
            _ => GetMenu,
        }

        pass CompleteOrder { result: { state: "COMPLETED" }, result_path: $.result } => UpdateState;
        pass CancelOrder { result: { state: "CANCELLED" }, result_path: $.result } => UpdateState;

        task UpdateState = "arn:aws:states:::dynamodb:updateItem" {
            parameters: {
                TableName: "${Orders}",
                Key: { PK: { S: "orders" }, SK: { S: $.orderId } },
                UpdateExpression: "set #state = :state",
                ExpressionAttributeNames: { "#state": "ORDERSTATE" },
                ExpressionAttributeValues: {
                    ":state": { S: States.Format("{}-{}", $.eventId, $.result.state) },
                },
                ReturnValues: "ALL_NEW",
            },
            result_path: $.updated,
        }

        task EmitState = "arn:aws:states:::events:putEvents" {
            parameters: {
                Entries: [{
                    Source: "coffee.orders",
                    DetailType: States.Format("OrderManager.Order{}", $.result.state),
                    Detail: { orderId: $.orderId, eventId: $.eventId, user: $.updated.Attributes.USERID.S },
                    Time: $$.State.EnteredTime,
                }],
            },
            result_path: null,
        } => ResumeProcessor;

        /// The barista's buttons. An order that is given back has no barista, and keeps all else.
        choice ClaimOrder {
            $.action == "unmake" => Unclaim,
            _ => SetBarista,
        }
        pass Unclaim { result: "", result_path: $.barista }

        task SetBarista = "arn:aws:states:::dynamodb:updateItem" {
            parameters: {
                TableName: "${Orders}",
                Key: { PK: { S: "orders" }, SK: { S: $.orderId } },
                UpdateExpression: "set barista = :barista",
                ExpressionAttributeValues: { ":barista": { S: $.barista } },
                ReturnValues: "ALL_NEW",
            },
            result_path: null,
        }

        task EmitClaim = "arn:aws:states:::events:putEvents" {
            parameters: {
                Entries: [{
                    Source: "coffee.orders",
                    DetailType: "OrderManager.MakeOrder",
                    Detail: { orderId: $.orderId, eventId: $.eventId, barista: $.barista },
                }],
            },
        } => end;

        /// The customer orders: what is not on the menu goes no further.
        task GetMenu = "arn:aws:states:::dynamodb:getItem" {
            parameters: {
                TableName: "${Config}",
                Key: { PK: { S: States.Format("config-{}", $.eventId) } },
            },
            result_path: $.menu,
        }
        task SanitizeOrder = "arn:aws:states:::lambda:invoke" {
            parameters: { FunctionName: "${SanitizeOrder}", Payload: $ },
            result_path: $.sanitized,
            retry Lambda.ServiceException | Lambda.SdkClientException { interval: 2s, max_attempts: 6, backoff_rate: 2 }
        }
        choice IsOnTheMenu {
            $.sanitized.Payload == false => NotOnTheMenu,
            _ => UpdateOrder,
        }
        task UpdateOrder = "arn:aws:states:::dynamodb:updateItem" {
            parameters: {
                TableName: "${Orders}",
                Key: { PK: { S: "orders" }, SK: { S: $.orderId } },
                UpdateExpression: "set drink = :drink",
                ConditionExpression: "USERID = :user AND attribute_exists(TaskToken)",
                ExpressionAttributeValues: { ":drink": { S: $.drink }, ":user": { S: $.userId } },
                ReturnValues: "ALL_NEW",
            },
            result_path: $.updated,
        }

        task ResumeProcessor = "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess" {
            parameters: { TaskToken: $.updated.Attributes.TaskToken.S, Output: "{}" },
        } => end;

        succeed NotOnTheMenu;
    }
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Event {
    pub detail: Detail,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    pub order_id: String,
    pub user_id: String,
    pub event_id: String,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Shop {
    pub open: bool,
}
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Running {
    pub orders: Vec<String>,
}

workflow! {
    /// One coffee, from the scanned code to the cup: it waits for the customer, then for the barista.
    pub mod order_processor(Event) {
        task GetShop(Event) -> Shop { result_path: $.shop }
        choice IsOpen {
            $.shop.open == true => CountOrders,
            _ => EmitUnavailable,
        }

        task CountOrders(Event) -> Running { result_path: $.running }
        choice HasCapacity {
            $.running.orders[20] is present => EmitUnavailable,
            _ => AwaitOrder,
        }

        /// The customer has five minutes to order; the token is kept until then.
        task AwaitOrder = "arn:aws:states:::events:putEvents.waitForTaskToken" {
            parameters: {
                Entries: [{
                    Source: "coffee.orders",
                    DetailType: "OrderProcessor.WorkflowStarted",
                    Detail: { TaskToken: $$.Task.Token, orderId: $.detail.orderId, userId: $.detail.userId },
                }],
            },
            heartbeat: 5m,
            result_path: null,
            catch States.Timeout => CustomerTimedOut { result_path: $.error }
        }

        task GenerateOrderNumber(Event) -> u64 { result_path: $.orderNumber }

        /// The barista has a quarter of an hour.
        task AwaitBarista = "arn:aws:states:::events:putEvents.waitForTaskToken" {
            parameters: {
                Entries: [{
                    Source: "coffee.orders",
                    DetailType: "OrderProcessor.WaitingCompletion",
                    Detail: {
                        TaskToken: $$.Task.Token,
                        orderId: $.detail.orderId,
                        orderNumber: $.orderNumber,
                    },
                }],
            },
            heartbeat: 15m,
            result_path: null,
            catch States.Timeout => BaristaTimedOut { result_path: $.error }
        }

        task EmitFinished(Event) => end;

        pass CustomerTimedOut { result: "customer timed out", result_path: $.cause } => EmitTimedOut;
        pass BaristaTimedOut { result: "barista timed out", result_path: $.cause } => EmitTimedOut;
        task EmitTimedOut(Event) => end;

        task EmitUnavailable(Event) => end;
    }
}
