stepwright::include_workflow! {
    mod order = "handlers.asl.json",
    inptu: u32,
}

fn main() {}
