stepwright::include_workflow!("no_end.asl.json");

fn main() {}
