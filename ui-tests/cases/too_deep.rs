stepwright::include_workflow!("too_deep.asl.json");

fn main() {}
