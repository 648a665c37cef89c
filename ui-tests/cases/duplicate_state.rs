stepwright::include_workflow!("duplicate_state.asl.json");

fn main() {}
