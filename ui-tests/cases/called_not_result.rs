stepwright::include_workflow!("called.asl.json");

struct Parcel;

struct Shop;

#[stepwright::handlers(called)]
impl Shop {
    async fn pick(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }

    async fn pack_goods(&self, _: u32) -> Parcel {
        Parcel
    }
}

fn main() {}
