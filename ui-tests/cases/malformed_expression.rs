stepwright::include_workflow!("malformed_expression.asl.json");

fn main() {}
