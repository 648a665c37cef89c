stepwright::include_workflow!("handlers.asl.json");

struct NotSerde;

#[derive(Debug)]
struct NotAnError;

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    async fn pick(&self, order: NotSerde) -> Result<u32, std::convert::Infallible> {
        drop(order);
        Ok(1)
    }

    async fn pack_goods(&self, order: u32) -> Result<NotSerde, NotAnError> {
        if order > 1 { Ok(NotSerde) } else { Err(NotAnError) }
    }
}

fn main() {}
