// Each mistake of the long form stands at its own tokens.
mod unknown_entry {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        subsitute: { Stage: "test" },
    }
}

mod twice {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: u32,
        input: u64,
    }
}

mod no_path {
    stepwright::include_workflow!(order);
}

mod no_name {
    stepwright::include_workflow!("???.asl.json");
}

mod unknown_code {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        allow: { unreachable_sate },
    }
}

mod code_that_cannot_be_allowed {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        allow: { unknown_next },
    }
}

mod allow_without_states {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        allow: { no_end: [] },
    }
}

mod renamed_to_a_number {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        rename: { "Pick" => 3 },
    }
}

fn main() {
    // The modules are there all the same.
    let _ = unknown_entry::order::State::Pick;
    let _ = twice::order::ASL;
    let _ = renamed_to_a_number::order::PROGRAM;
    let _ = unknown_code::order::State::PackGoods.name();
}
