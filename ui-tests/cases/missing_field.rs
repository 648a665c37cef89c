stepwright::include_workflow!("missing_field.asl.json");

fn main() {}
