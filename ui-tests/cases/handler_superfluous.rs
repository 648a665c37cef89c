stepwright::include_workflow!("handlers.asl.json");

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }

    async fn pack_goods(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }

    async fn pack_good(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }
}

fn main() {}
