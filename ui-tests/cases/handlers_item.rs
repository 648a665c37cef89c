stepwright::include_workflow!("handlers.asl.json");

#[stepwright::handlers(handlers)]
struct Shop;

#[stepwright::handlers(handlers)]
impl Clone for Shop {
    fn clone(&self) -> Self {
        Shop
    }
}

#[stepwright::handlers(handlers)]
async fn pick(order: u32) -> Result<u32, std::convert::Infallible> {
    Ok(order)
}

fn main() {}
