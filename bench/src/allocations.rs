//! What is allocated: by one execution of the order workflow, and at most at any time by runs that take long.

use crate::measure::{Effort, Goal, Report, Row};
use crate::{cancellation, counting, counting_allocator, map, order, runtime};

pub(crate) fn rows(effort: Effort, report: &mut Report) {
    for contest in order::contests()
        .into_iter()
        .chain(cancellation::contests())
    {
        let goal = if contest.name.starts_with("order") {
            Goal::Times(1.0)
        } else {
            Goal::None
        };
        let [ours, rival] = [contest.ours, contest.rival].map(|mut run| {
            run();
            counting_allocator::count(run)
        });
        #[allow(clippy::cast_precision_loss, reason = "some hundreds")]
        let row = Row::counted(
            contest.name,
            "allocations/execution",
            ours.allocations as f64,
            Some(rival.allocations as f64),
        );
        report.row(&row.with_goal(goal));
    }
    // Ten million transitions take what ten thousand take.
    let most = if effort.quick { 500_000 } else { 5_000_000 };
    loops(
        "memory of the loop, JSONPath",
        most,
        counting::jsonpath(),
        report,
    );
    let most = if effort.quick { 50_000 } else { 5_000_000 };
    loops(
        "memory of the loop, JSONata",
        most,
        counting::jsonata(),
        report,
    );
    let runtime = runtime();
    let (few, many) = if effort.quick {
        (1_000, 10_000)
    } else {
        (10_000, 1_000_000)
    };
    let [few, many] = [few, many].map(|count| {
        let workflow = map::workflow();
        let document = map::document(map::items(count));
        let counted = counting_allocator::count(|| {
            let run = runtime.block_on(workflow.run_value(document));
            assert!(run.is_ok(), "all items are done");
        });
        #[allow(clippy::cast_precision_loss, reason = "some megabytes")]
        let each = counted.most_bytes as f64 / count as f64;
        each
    });
    report.row(&Row::counted(
        "Map: most at once, many items, few",
        "bytes/item",
        many,
        Some(few),
    ));
}

/// The most memory that a loop holds at any time, beside that of one a thousand times shorter.
#[allow(clippy::cast_precision_loss, reason = "some kilobytes")]
fn loops(name: &str, rounds: u32, mut run: impl FnMut(u32), report: &mut Report) {
    let mut most = |rounds| counting_allocator::count(|| run(rounds)).most_bytes as f64;
    most(1);
    let short = most(rounds / 1000);
    let long = most(rounds);
    let row = Row::counted(
        &format!("{name}, {} transitions", 2 * rounds),
        "bytes",
        long,
        Some(short),
    );
    report.row(&row.with_goal(Goal::Times(1.0)));
}
