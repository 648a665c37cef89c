//! Measures, each beside its rival in the same process: `cargo run --release -p stepwright-bench [-- --quick]`.

mod measure;
mod order;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime starts");
    let rounds = if std::env::args().any(|argument| argument == "--quick") {
        5
    } else {
        41
    };
    println!(
        "{:<28} {:>12} {:>12} {:>8} {:>8}",
        "", "ours", "by hand", "ratio", "spread"
    );
    let row = order::measure(&runtime, rounds);
    println!(
        "{:<28} {:>9.0} ns {:>9.0} ns {:>7.2}x {:>6.0} %",
        "order workflow, 4 tasks", row.ours, row.rival, row.ratio, row.spread
    );
}
