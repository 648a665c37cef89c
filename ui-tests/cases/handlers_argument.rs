struct Shop;

#[stepwright::handlers]
impl Shop {}

fn main() {}
