stepwright::include_workflow!("no/such/file.asl.json");

fn main() {}
