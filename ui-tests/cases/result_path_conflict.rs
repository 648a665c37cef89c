stepwright::include_workflow!("result_path_conflict.asl.json");

fn main() {}
