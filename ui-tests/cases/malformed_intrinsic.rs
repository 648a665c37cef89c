stepwright::include_workflow!("malformed_intrinsic.asl.json");

fn main() {}
