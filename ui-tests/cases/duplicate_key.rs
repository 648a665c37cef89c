stepwright::include_workflow!("duplicate_key.asl.json");

fn main() {}
