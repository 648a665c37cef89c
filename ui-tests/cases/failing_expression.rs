stepwright::include_workflow!("failing_expression.asl.json");

fn main() {}
