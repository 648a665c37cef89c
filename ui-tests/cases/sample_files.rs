// What is wrong with a sample is said at its name, with the sample's own line; what uses the type is not reported.
mod missing {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample("sample_order.json", "no/such/order.json"),
    }
}

mod not_utf8 {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample("sample_not_utf8.json"),
    }
}

mod not_json {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample("sample_order.json", "sample_not_json.json", "sample_duplicate_key.json"),
    }
}

mod empty {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample("sample_empty.json"),
    }
}

mod beside_a_mistake {
    stepwright::include_workflow! {
        pub(super) mod order = "broken_definition.asl.json",
        input: sample("sample_empty.json"),
    }
}

struct Shop;

#[stepwright::handlers(not_json::order)]
impl Shop {
    async fn pick(&self, order: not_json::order::Input) -> Result<String, std::convert::Infallible> {
        Ok(order.id)
    }

    async fn pack_goods(&self, order: String) -> Result<String, std::convert::Infallible> {
        Ok(order)
    }
}

async fn use_it() -> Result<u32, stepwright::ExecutionError> {
    let input = missing::order::Input {
        id: "c-17".to_owned(),
        lines: Vec::new(),
    };
    let mut other: not_utf8::order::Input = Default::default();
    other.id = input.id.clone();
    let _: &[empty::order::Input] = &[];
    let workflow = not_json::order::Workflow::new(Shop);
    let packed = workflow.run(input.clone()).await?;
    Ok(packed.len() as u32 + other.lines.len() as u32)
}

fn main() {
    drop(use_it());
}
