stepwright::include_workflow! {
    mod workflow = "unused_allow.asl.json",
    allow: { unreachable_state: ["Ship"] },
}

fn main() {}
