stepwright::include_workflow!("not_supported_yet.asl.json");

fn main() {}
