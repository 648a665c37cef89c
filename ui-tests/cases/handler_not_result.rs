stepwright::include_workflow!("handlers.asl.json");

struct Parcel;

struct Shop;

#[stepwright::handlers(handlers)]
impl Shop {
    async fn pick(&self, order: u32) -> Option<u32> {
        Some(order)
    }

    async fn pack_goods(&self, order: u32) {
        drop(order);
    }
}

struct Store;

#[stepwright::handlers(handlers)]
impl Store {
    async fn pick(&self, order: u32) -> (u32, u32) {
        (order, order)
    }

    async fn pack_goods(&self, _: u32) -> Parcel {
        Parcel
    }
}

fn main() {}
