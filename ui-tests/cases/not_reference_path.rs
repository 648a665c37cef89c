stepwright::include_workflow!("not_reference_path.asl.json");

fn main() {}
