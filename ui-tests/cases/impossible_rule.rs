stepwright::include_workflow!("impossible_rule.asl.json");

fn main() {}
