// Two modules of one name are rustc's business, and are at the user's lines.
stepwright::include_workflow!("handlers.asl.json");
stepwright::include_workflow!("handlers.asl.json");

fn main() {}
