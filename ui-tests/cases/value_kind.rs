stepwright::include_workflow!("value_kind.asl.json");

fn main() {}
