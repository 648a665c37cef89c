stepwright::include_workflow!("no_input_document.asl.json");

fn main() {}
