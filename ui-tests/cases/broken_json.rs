// The same where no state is known.
stepwright::include_workflow! {
    mod order = "broken_json.asl.json",
    input: u32,
    output: u32,
}

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }
}

fn next(state: order::State) -> &'static str {
    match state {
        order::State::Pick => "pick",
        other => other.name(),
    }
}

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    let workflow = order::Workflow::new(Shop);
    workflow.task_tokens().succeed("token", 3).unwrap();
    println!("{} {}", next(order::State::ALL[0]), order::GRAPH.mermaid());
    println!("{}", order::PROGRAM.states.len());
    workflow.run(3).await
}

fn main() {
    drop(use_it());
}
