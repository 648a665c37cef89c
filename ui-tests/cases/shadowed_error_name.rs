stepwright::include_workflow!("shadowed_error_name.asl.json");

fn main() {}
