struct Shop;

#[stepwright::handlers]
impl Shop {}

#[stepwright::handlers("order.asl.json")]
impl Shop {}

#[stepwright::handlers(ordr)]
impl Shop {}

fn main() {}
