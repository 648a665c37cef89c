stepwright::include_workflow!("intrinsic_arity.asl.json");

fn main() {}
