use stepwright::TaskContext;

stepwright::include_workflow!("handlers.asl.json");

type Answer = Result<u32, std::convert::Infallible>;

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    fn pick(&self, order: u32) -> Answer {
        Ok(order)
    }

    async fn pack_goods(&mut self, order: u32) -> Answer {
        Ok(order)
    }
}

struct Store;

#[stepwright::handlers(handlers)]
impl Store {
    async fn pick<T>(&self, order: u32) -> Answer {
        Ok(order)
    }

    async fn pack_goods(&self, order: u32, parcel: u64, context: &TaskContext) -> Answer {
        drop((parcel, context));
        Ok(order)
    }
}

struct Yard;

#[stepwright::handlers(handlers)]
impl Yard {
    async fn pick(&self, order: &str) -> Answer {
        Ok(order.len() as u32)
    }

    async fn pack_goods(&self, context: &TaskContext, order: u32) -> Answer {
        drop(context);
        Ok(order)
    }
}

struct Depot;

#[stepwright::handlers(handlers)]
impl Depot {
    async fn pick(&self, order: impl Into<u32>) -> Answer {
        Ok(order.into())
    }

    async fn pack_goods(&self, order: u32, parcel: &str) -> Answer {
        drop(parcel);
        Ok(order)
    }
}

fn main() {}
