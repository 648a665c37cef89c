stepwright::include_workflow!("intrinsic_argument.asl.json");

fn main() {}
