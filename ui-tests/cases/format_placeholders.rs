stepwright::include_workflow!("format_placeholders.asl.json");

fn main() {}
