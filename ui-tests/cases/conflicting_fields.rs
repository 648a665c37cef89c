stepwright::include_workflow!("conflicting_fields.asl.json");

fn main() {}
