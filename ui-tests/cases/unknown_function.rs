stepwright::include_workflow!("unknown_function.asl.json");

fn main() {}
