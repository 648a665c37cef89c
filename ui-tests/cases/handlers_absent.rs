stepwright::include_workflow!("handlers.asl.json");

struct Shop;

async fn use_it() {
    let workflow = handlers::Workflow::new(Shop);
    let _ = workflow.run(3).await;
}

fn main() {
    drop(use_it());
}
