stepwright::include_workflow!("unknown_variable.asl.json");

fn main() {}
