stepwright::include_workflow!("misplaced_field.asl.json");

fn main() {}
