stepwright::include_workflow!("misspelt_error_name.asl.json");

fn main() {}
