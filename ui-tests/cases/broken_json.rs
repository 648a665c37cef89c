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

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    order::Workflow::new(Shop).run(3).await
}

fn main() {
    drop(use_it());
}
