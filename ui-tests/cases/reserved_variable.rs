stepwright::include_workflow!("reserved_variable.asl.json");

fn main() {}
