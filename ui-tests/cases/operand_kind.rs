stepwright::include_workflow!("operand_kind.asl.json");

fn main() {}
