stepwright::include_workflow!("unknown_field.asl.json");

fn main() {}
