stepwright::include_workflow!("unknown_state_type.asl.json");

fn main() {}
