stepwright::include_workflow!("json_syntax.asl.json");

fn main() {}
