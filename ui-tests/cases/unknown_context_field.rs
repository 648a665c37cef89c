stepwright::include_workflow!("unknown_context_field.asl.json");

fn main() {}
