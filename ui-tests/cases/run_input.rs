stepwright::include_workflow!("handlers.asl.json");

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }

    async fn pack_goods(&self, order: u32) -> Result<String, std::convert::Infallible> {
        Ok(order.to_string())
    }
}

async fn use_it() {
    let workflow = handlers::Workflow::new(Shop);
    let _ = workflow.run("an order").await;
    let _: u32 = workflow.run(3).await.unwrap();
}

fn main() {
    drop(use_it());
}
