// The type of the input is there, whatever the definition is.
mod no_machine {
    stepwright::include_workflow! {
        pub(super) mod order = "broken_json.asl.json",
        input: sample("sample_order.json"),
    }
}

mod no_such_state {
    stepwright::include_workflow! {
        pub(super) mod order = "broken_definition.asl.json",
        input: sample("sample_order.json"),
    }
}

mod no_file {
    stepwright::include_workflow! {
        pub(super) mod order = "no/such/order.asl.json",
        input: sample("sample_order.json"),
    }
}

use no_machine::order;

struct Shop;

#[stepwright::handlers(order)]
impl Shop {
    async fn pick(&self, order: order::Input) -> Result<String, std::convert::Infallible> {
        Ok(order.id)
    }
}

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    let input = order::Input {
        id: "c-17".to_owned(),
        lines: vec![order::InputLinesItem {
            sku: "A-1".to_owned(),
        }],
    };
    let workflow = order::Workflow::new(Shop);
    let lines = workflow.run(input).await?.lines;
    let other: no_such_state::order::Input = lines[0];
    let _: no_file::order::InputLinesItem = other.lines[0].clone();
    Ok(lines.len())
}

fn main() {
    drop(use_it());
}
