stepwright::include_workflow!("unknown_start_at.asl.json");

fn main() {}
