// Samples that are not named as they have to be.
mod not_a_string {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample(Order),
    }
}

mod none {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample(),
    }
}

mod twice {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        input: sample("sample_order.json", "sample_order.json"),
    }
}

mod of_the_output {
    stepwright::include_workflow! {
        pub(super) mod order = "handlers.asl.json",
        output: sample("sample_order.json"),
    }
}

fn input(order: &none::order::Input) -> &twice::order::Input {
    let _: not_a_string::order::Input = order.clone();
    &order.lines
}

fn main() {
    let _ = of_the_output::order::State::Pick;
}
