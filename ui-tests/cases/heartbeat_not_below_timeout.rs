stepwright::include_workflow!("heartbeat_not_below_timeout.asl.json");

fn main() {}
