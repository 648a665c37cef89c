// What the long form says of a definition that has no mistake of its own.
stepwright::include_workflow! {
    mod order = "handlers.asl.json",
    rename: { "Pick" => take, "Pack good" => pack },
    substitute: { Stage: "test" },
    allow: { no_end, unreachable_state: ["Pick", "Pck"] },
}

fn main() {
    let _ = order::State::Take;
}
