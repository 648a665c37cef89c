stepwright::include_workflow!("unknown_states_field.asl.json");

fn main() {}
