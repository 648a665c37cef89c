use std::rc::Rc;

stepwright::include_workflow!("called.asl.json");

struct Shop;

#[stepwright::handlers(called)]
impl Shop {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        let shared = Rc::new(order);
        std::future::ready(()).await;
        Ok(*shared)
    }

    async fn pack_goods(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }
}

fn main() {}
