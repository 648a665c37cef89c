stepwright::include_workflow!("bad_value.asl.json");

fn main() {}
