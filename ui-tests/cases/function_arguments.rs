stepwright::include_workflow!("function_arguments.asl.json");

fn main() {}
