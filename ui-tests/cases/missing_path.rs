stepwright::include_workflow!("missing_path.asl.json");

fn main() {}
