stepwright::include_workflow!("wrong_kind.asl.json");

fn main() {}
