//! The proof as a whole.

use super::build::*;
use crate::proof::{Fact, Goal, Kinds, Obligation, Proof, Settled, Standing, Types, Why};

fn proof() -> Proof {
    let there = |path| check(Goal::There, [way(Fact::Leaf(input(path, [])))]);
    let obligation = |state, line, what, settled| Obligation {
        state,
        line,
        what,
        settled,
    };
    Proof {
        file: "order.asl.json",
        states: &["Validate Order", "Wait", "Ship Order"],
        obligations: keep_all([
            obligation(0, 5, "`$.id` is there", Settled::ByTypes(0)),
            obligation(0, 6, "`$.raw.x` is there", Settled::ByTypes(1)),
            obligation(2, 12, "`$.no` is there", Settled::ByTypes(2)),
            obligation(2, 14, "`$.id` is a number", Settled::ByTypes(3)),
            obligation(2, 15, "`$.gone` is there", Settled::Allowed),
            obligation(2, 17, "`$.late` is there", Settled::Open("`$` is anything")),
            obligation(0, 30, "`$.id` is there", Settled::Proven),
        ]),
        checks: keep_all([
            there("id"),
            there("raw.x"),
            there("no"),
            check(
                Goal::Kind(Kinds::NUMBER),
                [
                    way(Fact::Leaf(input("id", []))),
                    way(Fact::Of(Kinds::INTEGER)),
                ],
            ),
        ]),
        types: types(object("Order", [field("id", TEXT), field("raw", ANY)]), ANY),
    }
}

#[test]
fn the_report_lists_what_is_not_proven() {
    assert_eq!(
        proof().to_string(),
        "\
order.asl.json
  `Validate Order`: 2 proven, 1 open
    line 6: `$.raw.x` is there
      open, nothing is known of the execution's input
  `Ship Order`: 0 proven, 1 open, 1 allowed, 2 failed
    line 12: `$.no` is there
      does not hold
    line 14: `$.id` is a number
      does not always hold
    line 15: `$.gone` is there
      allowed
    line 17: `$.late` is there
      open, `$` is anything
2 of 7 proven"
    );
}

#[test]
fn without_types_what_rests_on_them_is_open() {
    let proof = Proof {
        types: Types::NONE,
        ..proof()
    };
    let counts = proof.counts();
    assert_eq!((counts.proven, counts.open, counts.total()), (1, 5, 7));
    assert_eq!(counts.to_string(), "1 proven, 5 open, 1 allowed");
}

#[test]
fn findings_are_in_the_order_of_the_definition() {
    let proof = proof();
    let lines: Vec<u32> = proof.findings().map(|finding| finding.line).collect();
    assert_eq!(lines, [5, 6, 12, 14, 15, 17, 30]);
    let first = proof.open().next().unwrap();
    assert_eq!(first.standing, Standing::Open(Why::Input));
    assert_eq!(
        first.to_string(),
        "6: `$.raw.x` is there: open, nothing is known of the execution's input"
    );
    let states: Vec<&str> = proof.by_state().map(|state| state.name).collect();
    assert_eq!(states, ["Validate Order", "Ship Order"]);
}
