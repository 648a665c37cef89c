//! The golden files compile without a warning, as items of a documented public interface.

#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications)]
#![warn(clippy::all, clippy::pedantic)]

/// See `golden/linear.asl.json`.
#[rustfmt::skip]
#[path = "../golden/linear.rs"]
pub mod linear_file;

/// See `golden/everything.asl.json`.
#[rustfmt::skip]
#[path = "../golden/everything.rs"]
pub mod everything_file;

/// See `golden/hostile.asl.json`.
#[rustfmt::skip]
#[path = "../golden/hostile.rs"]
pub mod hostile_file;

/// See `golden/sampled.asl.json` and its samples.
#[rustfmt::skip]
#[path = "../golden/sampled.rs"]
pub mod sampled_file;

#[test]
fn the_programs_are_those_of_their_definitions() {
    assert_eq!(linear_file::linear::PROGRAM.states.len(), 3);
    assert_eq!(
        hostile_file::hostile::State::ALL.len(),
        hostile_file::hostile::PROGRAM.states.len()
    );
    let kinds: std::collections::BTreeSet<_> = everything_file::everything::State::ALL
        .iter()
        .map(|state| state.kind())
        .collect();
    assert_eq!(kinds.len(), 8, "all eight state types: {kinds:?}");
}
