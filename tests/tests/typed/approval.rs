//! Tasks that wait for a token, on tokio's clock.

use std::convert::Infallible;
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use stepwright::task::TokenError;
use stepwright::{TaskContext, TaskTokens, include_workflow};

include_workflow!("workflows/approval.asl.json");

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Message {
    queue_url: String,
    message_body: Body,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    request: String,
    token: String,
}

#[derive(Debug, Deserialize)]
struct Answered {
    request: String,
    answer: Answer,
}

#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    granted: bool,
}

#[derive(Default)]
struct Office {
    asked: Mutex<Vec<Message>>,
}

#[stepwright::handlers(approval)]
impl Office {
    async fn ask(&self, message: Message, context: &TaskContext) -> Result<u32, Infallible> {
        assert_eq!(
            context.token().map(|token| &**token),
            Some(message.message_body.token.as_str())
        );
        self.asked.lock().unwrap().push(message);
        Ok(1)
    }

    async fn carry_out(&self, answered: Answered) -> Result<String, Infallible> {
        Ok(format!("{}: {}", answered.request, answered.answer.granted))
    }
}

const MINUTE: Duration = Duration::from_secs(60);

/// Runs the workflow beside `answer`, which gets its token a minute after the start.
async fn run<F: Future<Output = ()>>(
    answer: impl FnOnce(TaskTokens, String) -> F,
) -> (Result<String, String>, Duration) {
    let workflow = approval::Workflow::new(Office::default());
    let tokens = workflow.task_tokens();
    let started = tokio::time::Instant::now();
    let answering = async {
        tokio::time::sleep(MINUTE).await;
        let token = workflow.handlers().asked.lock().unwrap()[0]
            .message_body
            .token
            .clone();
        assert_eq!(tokens.open().len(), 1);
        answer(tokens.clone(), token).await;
    };
    let running = async {
        let output = workflow.run_value(json!({"request": "leave"})).await;
        (output, started.elapsed())
    };
    let ((output, elapsed), ()) = tokio::join!(running, answering);
    assert!(tokens.open().is_empty(), "a token ends with its Task");
    let output = output.map(|output| output.take().unwrap());
    (output.map_err(|error| error.to_string()), elapsed)
}

#[tokio::test(start_paused = true)]
async fn an_answer_goes_on_to_the_next_handler() {
    let (output, elapsed) = run(async |tokens, token| {
        tokens.succeed(&token, Answer { granted: true }).unwrap();
        assert_eq!(
            tokens.succeed(&token, 1),
            Err(TokenError::TaskTimedOut),
            "a token answers once"
        );
    })
    .await;
    assert_eq!(output.as_deref(), Ok("leave: true"));
    assert_eq!(elapsed, MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_fails_the_task() {
    let (output, _) = run(async |tokens, token| {
        tokens
            .fail(&token, Some("Refused"), Some("not in June"))
            .unwrap();
    })
    .await;
    assert_eq!(
        output.unwrap_err(),
        "execution failed in state `Ask`: Refused: not in June"
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_heartbeat_the_task_is_given_up() {
    let (output, elapsed) = run(async |tokens, token| {
        tokens.heartbeat(&token).unwrap();
    })
    .await;
    assert_eq!(
        output.unwrap_err(),
        "execution failed in state `Silent`: NoSign: leave"
    );
    assert_eq!(elapsed, 11 * MINUTE, "ten after the only heartbeat");
}

#[tokio::test(start_paused = true)]
async fn heartbeats_do_not_put_off_the_timeout() {
    let (output, elapsed) = run(async |tokens, token| {
        while tokens.heartbeat(&token).is_ok() {
            tokio::time::sleep(MINUTE).await;
        }
    })
    .await;
    assert_eq!(
        output.unwrap_err(),
        "execution failed in state `Late`: TooLate: leave"
    );
    assert_eq!(elapsed, 60 * MINUTE);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_execution_forgets_its_token() {
    let workflow = approval::Workflow::new(Office::default());
    let tokens = workflow.task_tokens();
    let running = workflow.run_value(json!({"request": "leave"}));
    assert!(tokio::time::timeout(MINUTE, running).await.is_err());
    let asked = workflow.handlers().asked.lock().unwrap();
    assert!(asked[0].queue_url.ends_with("/approvals"));
    assert_eq!(
        tokens.succeed(&asked[0].message_body.token, 1),
        Err(TokenError::TaskTimedOut)
    );
}
