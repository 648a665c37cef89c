// Only the missing file is reported, not what uses it.
stepwright::include_workflow!("no/such/order.asl.json");

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn pay(&self, amount: u32) -> Result<u32, std::convert::Infallible> {
        Ok(amount)
    }
}

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    let receipt = order::Workflow::new(Shop).run(3).await?;
    Ok(receipt.number)
}

fn main() {
    drop(use_it());
}
