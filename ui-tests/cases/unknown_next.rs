stepwright::include_workflow!("unknown_next.asl.json");

fn main() {}
