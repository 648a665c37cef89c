// Handlers and uses of a definition with errors: only the definition's errors appear.
stepwright::include_workflow!("broken_definition.asl.json");

struct Shop;

struct Parcel {
    weight: u32,
}

#[stepwright::handlers(broken_definition)]
impl Shop {
    async fn pick(&self, order: String) -> Result<u32, std::convert::Infallible> {
        Ok(order.len() as u32)
    }

    async fn send(&self, order: u32) -> Result<u32, std::convert::Infallible> {
        Ok(order)
    }
}

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    let workflow = broken_definition::Workflow::new(Shop);
    let parcel: Parcel = workflow.run("an order").await?;
    let weight = workflow.run(String::new()).await?.weight;
    let _ = broken_definition::State::Pick.name();
    Ok(parcel.weight + weight)
}

fn main() {
    drop(use_it());
}
