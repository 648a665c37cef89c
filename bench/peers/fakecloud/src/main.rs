//! The crate `fakecloud-stepfunctions`: its service in this process, an express machine, `StartSyncExecution`.
//!
//! This is what its server does with a request, without HTTP. Tasks are functions that it invokes through its delivery bus.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use fakecloud_core::delivery::{DeliveryBus, LambdaDelivery};
use fakecloud_core::multi_account::MultiAccountState;
use fakecloud_core::service::{AwsRequest, AwsService, AwsServiceError};
use fakecloud_stepfunctions::StepFunctionsService;
use http::{HeaderMap, Method};
use parking_lot::{Mutex, RwLock};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

#[path = "../../measure.rs"]
mod measure;
#[path = "../../tasks.rs"]
mod tasks;

const ACCOUNT: &str = "123456789012";
const REGION: &str = "us-east-1";

struct Functions;

impl LambdaDelivery for Functions {
    fn invoke_lambda(
        &self,
        function_arn: &str,
        payload: &str,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + Send>> {
        let answer = serde_json::from_str(payload)
            .map_err(|error| error.to_string())
            .and_then(|input| tasks::call(function_arn, &input))
            .map(|output| output.to_string().into_bytes());
        Box::pin(std::future::ready(answer))
    }
}

fn main() {
    let plan = measure::plan();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    for case in &plan.cases {
        measure::measure("fakecloud", &plan, case, || {
            let state = MultiAccountState::new(ACCOUNT, REGION, "");
            let bus = DeliveryBus::new().with_lambda(Arc::new(Functions));
            let service = StepFunctionsService::new(Arc::new(RwLock::new(state)))
                .with_delivery(Arc::new(bus));
            let machine = json!({
                "name": case.name,
                "definition": case.definition,
                "roleArn": format!("arn:aws:iam::{ACCOUNT}:role/peers"),
                "type": "EXPRESS",
            });
            let machine = ask(&runtime, &service, "CreateStateMachine", &machine)?;
            let arn = machine["stateMachineArn"].clone();
            let runtime = &runtime;
            Ok(move |input: &str| {
                let start = json!({ "stateMachineArn": arn, "input": input });
                let mut ended = ask(runtime, &service, "StartSyncExecution", &start)?;
                match ended["output"].take() {
                    Value::String(output) if ended["status"] == "SUCCEEDED" => Ok(output),
                    _ => Err(format!(
                        "{}: {}",
                        ended["error"].as_str().unwrap_or("no error"),
                        ended["cause"].as_str().unwrap_or("no cause"),
                    )),
                }
            })
        });
    }
}

fn ask(
    runtime: &Runtime,
    service: &StepFunctionsService,
    action: &str,
    body: &Value,
) -> Result<Value, String> {
    let request = AwsRequest {
        service: "states".to_owned(),
        action: action.to_owned(),
        region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        request_id: String::new(),
        headers: HeaderMap::new(),
        query_params: HashMap::new(),
        body: body.to_string().into(),
        body_stream: Mutex::new(None),
        path_segments: Vec::new(),
        raw_path: "/".to_owned(),
        raw_query: String::new(),
        method: Method::POST,
        is_query_protocol: false,
        access_key_id: None,
        principal: None,
    };
    let response = runtime
        .block_on(service.handle(request))
        .map_err(|error: AwsServiceError| error.to_string())?;
    serde_json::from_slice(response.body.expect_bytes()).map_err(|error| error.to_string())
}
