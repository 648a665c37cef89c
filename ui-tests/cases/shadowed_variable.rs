stepwright::include_workflow!("shadowed_variable.asl.json");

fn main() {}
