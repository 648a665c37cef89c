//! What compiling a workflow costs, beside a machine of the same size and shape written by hand.
//!
//! Packages of both are generated outside of the workspace and built offline, with the workspace's own `Cargo.lock`; what they depend
//! on is built before anything is timed. Times are those of the processors, of cargo and all that it starts: other work on
//! the machine adds less to them than to the time on the wall.

mod by_hand;
mod clock;
mod package;
mod workflow;

use std::fmt::Write as _;

use crate::measure::Row;
use package::{Build, Package, cold};
use workflow::Shape;

const SHAPES: [Shape; 5] = [
    Shape::Linear,
    Shape::Declared,
    Shape::Document,
    Shape::Choices,
    Shape::Nested,
];

/// What is compared of one build: the workflow with its proof and without it, and the machine by hand.
type Contestants<T> = [Option<T>; 3];

/// Prints all tables. Few rounds leave out the largest workflows, release builds, and the macros themselves.
pub(crate) fn print(quick: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let sizes: &[usize] = if quick { &[10, 100] } else { &[10, 100, 1000] };
    for shape in SHAPES {
        let builds: &[Build] = match (quick, shape) {
            (true, _) => &[Build::Check],
            (false, Shape::Declared) => &[Build::Check, Build::Debug],
            (false, _) => &[Build::Check, Build::Debug, Build::Release],
        };
        for build in builds {
            table(shape, *build, sizes, &mut rows);
        }
    }
    if !quick {
        for build in [Build::Check, Build::Debug] {
            edits(build, sizes, &mut rows);
        }
        for package in ["stepwright-macros", "stepwright"] {
            let time = cold(package);
            println!(
                "{:<34} {time:>9.0} ms",
                format!("cold debug build, {package}")
            );
            rows.push(Row::counted(
                &format!("cold debug build, {package}"),
                "ms",
                time,
                None,
            ));
        }
    }
    rows
}

/// One shape, one way to build it, all sizes.
fn table(shape: Shape, build: Build, sizes: &[usize], rows: &mut Vec<Row>) {
    let title = format!("{}, {}", shape.name(), build.name());
    header(&title, ["proof", "without", "by hand"]);
    let mut times: Vec<(usize, Contestants<f64>)> = Vec::new();
    let mut files: Vec<(usize, Contestants<f64>)> = Vec::new();
    for &states in sizes {
        let mut ours = Package::ours(shape, states);
        let mut by_hand = Package::by_hand(shape, states);
        let rounds = if states > 100 { 1 } else { 3 };
        let mut best = [None; 3];
        // What is depended on is built, and the disk's cache filled.
        ours.build(build, true, false);
        by_hand.build(build, true, false);
        for _ in 0..rounds {
            for (side, best) in best.iter_mut().enumerate() {
                // The proof is over before rustc optimises.
                let time = match side {
                    0 => ours.build(build, true, false),
                    1 if build == Build::Release => continue,
                    1 => ours.build(build, false, false),
                    _ => by_hand.build(build, true, false),
                };
                *best = Some(best.map_or(time, |other: f64| other.min(time)));
            }
        }
        line(&format!("{states} states"), best, "ms", 0);
        times.push((states, best));
        rows.push(Row::counted(
            &format!("{}, {states} states, {}", shape.name(), build.name()),
            "ms",
            best[0].unwrap_or_default(),
            best[2],
        ));
        if build == Build::Release {
            files.push((states, [ours.size(), None, by_hand.size()]));
        }
    }
    let name = format!("{}, a state more, {}", shape.name(), build.name());
    per_state(&name, "ms", &times, rows);
    per_state(
        &format!("{}, a state more, bytes", shape.name()),
        "bytes",
        &files,
        rows,
    );
    println!();
}

/// What each state more costs, from each size to the next, and how the last of that compares with the first.
#[allow(clippy::cast_precision_loss, reason = "some hundreds")]
fn per_state(name: &str, unit: &str, sizes: &[(usize, Contestants<f64>)], rows: &mut Vec<Row>) {
    let mut slopes = Vec::new();
    for pair in sizes.windows(2) {
        let [(few, before), (many, after)] = pair else {
            continue;
        };
        let mut slope = [None; 3];
        for side in 0..3 {
            if let (Some(before), Some(after)) = (before[side], after[side]) {
                slope[side] = Some((after - before) / (many - few) as f64);
            }
        }
        line(&format!("a state more, {few} to {many}"), slope, unit, 2);
        rows.push(Row::counted(
            &format!("{name}, {few} to {many}"),
            unit,
            slope[0].unwrap_or_default(),
            slope[2],
        ));
        slopes.push(slope);
    }
    if let [first, .., last] = slopes.as_slice() {
        let mut growth = [None; 3];
        for side in 0..3 {
            growth[side] = last[side]
                .zip(first[side])
                .map(|(last, first)| last / first);
        }
        line("the last against the first", growth, "x", 2);
    }
}

/// A build after an edit of the definition (by hand: of one step), with what rustc has kept from the build before.
fn edits(build: Build, sizes: &[usize], rows: &mut Vec<Row>) {
    let title = format!("linear, {} after an edit", build.name());
    header(&title, ["proof", "without", "by hand"]);
    let mut times = Vec::new();
    for &states in sizes {
        let mut packages = [
            (Package::ours(Shape::Linear, states), true),
            (Package::ours(Shape::Linear, states), false),
            (Package::by_hand(Shape::Linear, states), true),
        ];
        let mut best = [None; 3];
        for ((package, proof), best) in packages.iter_mut().zip(&mut best) {
            package.build(build, *proof, true);
            package.build(build, *proof, true);
            for _ in 0..3 {
                let time = package.build(build, *proof, true);
                *best = Some(best.map_or(time, |other: f64| other.min(time)));
            }
        }
        line(&format!("{states} states"), best, "ms", 0);
        rows.push(Row::counted(
            &format!("linear, {states} states, {} after an edit", build.name()),
            "ms",
            best[0].unwrap_or_default(),
            best[2],
        ));
        times.push((states, best));
    }
    let name = format!("linear, a state more, {} after an edit", build.name());
    per_state(&name, "ms", &times, rows);
    println!();
}

fn header(title: &str, columns: [&str; 3]) {
    let mut line = format!("{title:<34}");
    for column in columns {
        let _ = write!(line, " {column:>14}");
    }
    println!("{line}");
}

fn line(name: &str, cells: Contestants<f64>, unit: &str, digits: usize) {
    let mut line = format!("{name:<34}");
    for cell in cells {
        let cell = cell.map_or_else(String::new, |cell| format!("{cell:.digits$} {unit}"));
        let _ = write!(line, " {cell:>14}");
    }
    println!("{line}");
}
