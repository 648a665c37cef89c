// Every mistake is reported at once, and none of them brings a second wave: what uses the module still compiles.
stepwright::include_workflow!("all_at_once.asl.json");

struct Shop;

#[stepwright::handlers(all_at_once)]
impl Shop {
    async fn pay(&self) -> Result<u32, std::convert::Infallible> {
        Ok(1)
    }
}

async fn use_it() {
    let workflow = all_at_once::Workflow::new(Shop);
    let _ = workflow.run(3).await;
    let _ = all_at_once::State::Check.name();
}

fn main() {
    drop(use_it());
}
