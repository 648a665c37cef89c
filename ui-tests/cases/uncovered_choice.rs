stepwright::include_workflow!("uncovered_choice.asl.json");

fn main() {}
