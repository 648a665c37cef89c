stepwright::include_workflow!("malformed_path.asl.json");

fn main() {}
