/// Cancels a vehicle order: checks that it may be cancelled, lets production settle, then releases
/// the vehicle and the credit side by side.
pub mod machine {
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

    task CheckEligibility = "arn:aws:states:::lambda:invoke" {
        parameters: { FunctionName: "${CheckEligibilityFunctionArn}", Payload: $ },
        result_path: $.eligibility,
        retry Lambda.ServiceException | Lambda.AWSLambdaException | Lambda.SdkClientException {
            interval: 2s,
            max_attempts: 3,
            backoff_rate: 2,
        }
        catch _ => CancellationFailed { result_path: $.error }
    }

    choice MayBeCancelled {
        $.eligibility.Payload.eligible == true => LetProductionSettle,
        _ => RefuseCancellation,
    }

    task RefuseCancellation = "arn:aws:states:::lambda:invoke" {
        parameters: {
            FunctionName: "${CloseCancellationFunctionArn}",
            Payload: { outcome: "REFUSED", cancellation: $ },
        },
        result_path: $.closing,
    } => CancellationFailed;

    fail CancellationFailed("OrderCancellationFailed", "The order could not be cancelled");

    /// What the line is doing right now is done before anything is undone.
    wait LetProductionSettle for 3s;

    parallel UndoOrder {
        branch {
            task ReleaseVehicle = "arn:aws:states:::lambda:invoke" {
                parameters: { FunctionName: "${ReleaseVehicleFunctionArn}", Payload: $.vehicle },
                result_selector: { released: $.Payload },
                retry Lambda.ServiceException | Lambda.AWSLambdaException {
                    interval: 2s,
                    max_attempts: 2,
                    backoff_rate: 2,
                }
            }
        }
        branch {
            task ReleaseCredit = "arn:aws:states:::lambda:invoke" {
                parameters: {
                    FunctionName: "${ReleaseCreditFunctionArn}",
                    Payload: {
                        customer: $.customer.id,
                        reference: States.Format("{}/{}", $.orderId, $.cancellationId),
                    },
                },
                result_selector: { credit: $.Payload },
                retry CreditBureauBusy { interval: 2s, max_attempts: 2, backoff_rate: 2 }
            }
        }
        result_path: $.undone,
        catch _ => CancellationFailed { result_path: $.error }
    }

    task NotifyCustomer = "arn:aws:states:::lambda:invoke" {
        parameters: {
            FunctionName: "${NotifyCustomerFunctionArn}",
            Payload: {
                to: $.customer.email,
                text: States.Format("Your order {} is cancelled ({}).", $.orderId, $.reason),
            },
        },
        result_path: null,
        retry _ { interval: 2s, max_attempts: 2, backoff_rate: 2 }
    }

    succeed Cancelled {
        output_path: $,
    }
}
