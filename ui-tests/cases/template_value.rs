stepwright::include_workflow!("template_value.asl.json");

fn main() {}
