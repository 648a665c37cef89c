stepwright::include_workflow!("argument_kind.asl.json");

fn main() {}
