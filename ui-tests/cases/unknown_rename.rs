stepwright::include_workflow! {
    mod workflow = "unknown_rename.asl.json",
    rename: { "Shop" => shop },
}

fn main() {}
