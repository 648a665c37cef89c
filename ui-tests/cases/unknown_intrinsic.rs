stepwright::include_workflow!("unknown_intrinsic.asl.json");

fn main() {}
