stepwright::include_workflow!("unnamable_state.asl.json");

fn main() {}
