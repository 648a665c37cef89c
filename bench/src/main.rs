//! Measures: `cargo run --release -p stepwright-bench [-- [--quick] [NAME ..]]`.
//!
//! - `order`, which is run where none is named: the order workflow beside the same calls by hand, in the same process;
//! - `compile`: what compiling workflows of 10, 100 and 1,000 states costs, beside machines by hand.

mod compile;
mod measure;
mod order;

/// A measure: its name on the command line, and what prints it; the argument says whether there are few rounds.
type Measure = (&'static str, fn(bool));

const MEASURES: [Measure; 2] = [
    ("order", order::print),
    ("compile", |quick| drop(compile::print(quick))),
];

fn main() {
    let mut quick = false;
    let mut wanted: Vec<fn(bool)> = Vec::new();
    for argument in std::env::args().skip(1) {
        if argument == "--quick" {
            quick = true;
            continue;
        }
        let Some((_, print)) = MEASURES.iter().find(|(name, _)| argument == *name) else {
            eprintln!("there is no measure `{argument}`; there are `order` and `compile`");
            std::process::exit(2);
        };
        wanted.push(*print);
    }
    if wanted.is_empty() {
        wanted.push(order::print);
    }
    for print in wanted {
        print(quick);
    }
}
