stepwright::include_workflow!("malformed_timestamp.asl.json");

fn main() {}
