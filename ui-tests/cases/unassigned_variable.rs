stepwright::include_workflow!("unassigned_variable.asl.json");

fn main() {}
