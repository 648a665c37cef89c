stepwright::include_workflow!("states_all_not_last.asl.json");

fn main() {}
