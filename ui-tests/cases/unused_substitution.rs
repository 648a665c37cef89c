stepwright::include_workflow! {
    mod workflow = "unused_substitution.asl.json",
    substitute: { Fm: "x" },
}

fn main() {}
