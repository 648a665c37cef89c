//! Measures: `cargo run --release -p stepwright-bench -- [NAME ..] [--quick] [--json FILE]`.
//!
//! Each row is a workflow beside its rival: the same work written by hand, in the same process, in turn. `MEASURES` lists the
//! names; where none is named, all that are measured in this process run.

mod allocations;
mod cancellation;
mod command_line;
mod compile;
mod counting;
mod counting_allocator;
mod instructions;
mod large;
mod map;
mod measure;
mod order;
mod parallel;
mod waiting;

use std::rc::Rc;

use tokio::runtime::Runtime;

use measure::{Contest, Effort, Report};

/// What can be measured: its name on the command line, and what is printed above its rows.
struct Measure {
    name: &'static str,
    about: &'static str,
    run: Run,
    /// Whether it runs where none is named: what only needs this process.
    usual: bool,
}

enum Run {
    /// Workflow and rival, timed.
    Contests(fn() -> Vec<Contest>),
    /// Rows of its own.
    Rows(fn(Effort, &mut Report)),
    /// Tables of its own; the argument says whether they are to be small.
    Tables(fn(bool) -> Vec<measure::Row>),
    /// Rows that are held against what the repository keeps: whether they hold; the argument says whether to keep them.
    Held(fn(bool, &mut Report) -> bool),
}

const MEASURES: [Measure; 10] = [
    contests("order", "four handlers in a row", order::contests),
    contests(
        "cancellation",
        "payloads, a Choice, a Parallel",
        cancellation::contests,
    ),
    contests("counting", "a loop without handlers", counting::contests),
    contests("parallel", "branches side by side", parallel::contests),
    contests("map", "a handler for each item", map::contests),
    contests("large", "a document of 200 KB", large::contests),
    rows("allocations", "what is allocated", allocations::rows),
    rows("waiting", "100,000 executions that wait", waiting::rows),
    Measure {
        name: "instructions",
        about: "counted by callgrind",
        run: Run::Held(instructions::rows),
        usual: false,
    },
    Measure {
        name: "compile",
        about: "what compiling costs",
        run: Run::Tables(compile::print),
        usual: false,
    },
];

const fn contests(
    name: &'static str,
    about: &'static str,
    contests: fn() -> Vec<Contest>,
) -> Measure {
    Measure {
        name,
        about,
        run: Run::Contests(contests),
        usual: true,
    }
}

const fn rows(name: &'static str, about: &'static str, rows: fn(Effort, &mut Report)) -> Measure {
    Measure {
        name,
        about,
        run: Run::Rows(rows),
        usual: true,
    }
}

fn main() {
    command_line::run();
}

/// A runtime of one thread, as all contestants have.
fn runtime() -> Rc<Runtime> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    Rc::new(runtime.expect("a runtime starts"))
}
