stepwright::include_workflow!("unknown_error_name.asl.json");

fn main() {}
