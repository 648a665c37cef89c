stepwright::include_workflow!("impossible_test.asl.json");

fn main() {}
