stepwright::include_workflow!("unreachable_state.asl.json");

fn main() {}
