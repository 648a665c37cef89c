stepwright::include_workflow!("name_collision.asl.json");

fn main() {}
