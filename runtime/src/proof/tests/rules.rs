//! Whether a rule can match, whether a Choice has a rule for everything, whether an error can be.

use super::build::*;
use crate::proof::{Fact, Filter, Goal, Kinds, Leaf, TaskTypes, Types};

fn order() -> N {
    object(
        "Order",
        [
            field("status", words("Status", &["paid", "open", "void"])),
            lax("note", TEXT),
            field("flag", BOOL),
            field("maybe", option(words("Size", &["s", "l"]))),
            field("figure", figure()),
            field("letter", CHAR),
            field("uuid", UUID),
            field("mixed", one_of("Mixed", [TEXT, U8])),
            field("raw", ANY),
        ],
    )
}

#[track_caller]
fn settles(goal: Goal, ways: Vec<Vec<Filter>>, expected: &str) {
    let ways = ways
        .into_iter()
        .map(|filters| assuming([input("", filters)]));
    let verdict = check(goal, ways).verdict(&types(order(), ANY));
    assert_eq!(in_short(verdict), expected);
}

#[test]
fn a_rule_can_match() {
    let unknown = "open: nothing is known of the execution's input";
    for (filters, expected) in [
        (vec![], "proven"),
        (vec![is("status", "paid")], "proven"),
        (vec![is("status", "payd")], "never"),
        (
            vec![is("status", "paid"), is_not("status", "paid")],
            "never",
        ),
        (vec![is("status", "paid"), is("status", "open")], "never"),
        (vec![is("no", "paid")], "never"),
        (vec![present("no", false)], "proven"),
        (vec![present("status", false)], "never"),
        (vec![present("note", true)], "proven"),
        (vec![present("note", false)], "proven"),
        (vec![is("note", "x")], "proven"),
        (vec![of_kind("note", Kinds::NUMBER)], "never"),
        (vec![boolean("flag", true)], "proven"),
        (vec![boolean("flag", true), boolean("flag", false)], "never"),
        (vec![boolean("status", true)], "never"),
        (vec![of_kind("maybe", Kinds::NULL)], "proven"),
        (
            vec![of_kind("maybe", Kinds::NULL), is("maybe", "s")],
            "never",
        ),
        (
            vec![is("figure.type", "circle"), present("figure.radius", true)],
            "proven",
        ),
        (
            vec![is("figure.type", "circle"), present("figure.side", true)],
            "never",
        ),
        (vec![is("letter", "a")], "proven"),
        (vec![is("letter", "ab")], "never"),
        (vec![is("uuid", "ab")], "open: a string may not be a UUID"),
        (vec![of_kind("uuid", Kinds::TIMESTAMP)], "never"),
        (vec![of_kind("mixed", Kinds::INTEGER)], "proven"),
        (vec![of_kind("mixed", Kinds::BOOL)], "never"),
        (vec![is("raw", "a")], unknown),
        (vec![is("raw.deep", "a")], unknown),
        (vec![is("raw", "a"), is_not("raw", "a")], "never"),
        (vec![is("raw.deep", "a"), is("status", "gone")], "never"),
    ] {
        settles(Goal::Possible, vec![filters], expected);
    }
    settles(
        Goal::Possible,
        vec![vec![is("status", "gone")], vec![is("status", "paid")]],
        "proven",
    );
    settles(
        Goal::Possible,
        vec![vec![is("status", "gone")], vec![is("raw", "a")]],
        unknown,
    );
    settles(Goal::Possible, vec![], "never");
}

#[test]
fn a_choice_has_a_rule_for_everything() {
    let not = |word| is_not("status", word);
    let all = || vec![not("paid"), not("open"), not("void")];
    for (filters, expected) in [
        (all(), "proven"),
        (vec![not("paid"), not("open")], "never"),
        (vec![is_not("maybe", "s"), is_not("maybe", "l")], "never"),
        (
            vec![
                is_not("maybe", "s"),
                is_not("maybe", "l"),
                Filter {
                    kinds: Kinds::ALL.without(Kinds::NULL),
                    ..about("maybe")
                },
            ],
            "proven",
        ),
        (vec![boolean("flag", false)], "never"),
        (vec![present("note", false)], "never"),
        (vec![is_not("note", "x")], "open: a string may be any other"),
        (
            vec![is_not("note", "x"), not("paid")],
            "open: a string may be any other",
        ),
        (
            vec![is_not("mixed", "x")],
            "open: a string may be any other",
        ),
        (
            vec![Filter {
                kinds: Kinds::ALL.without(Kinds::STRING),
                ..about("mixed")
            }],
            "never",
        ),
        (
            vec![is_not("raw", "x")],
            "open: nothing is known of the execution's input",
        ),
        (vec![], "open: nothing is known of the value"),
        // An earlier rule does not make it endless.
        (vec![of_kind("note", Kinds::STRING), not("paid")], "never"),
    ] {
        settles(Goal::Impossible, vec![filters], expected);
    }
    settles(
        Goal::Impossible,
        vec![all(), vec![not("paid")]],
        "sometimes",
    );
    settles(Goal::Impossible, vec![], "proven");
}

#[test]
fn an_error_can_be_raised() {
    let task = |state, errors| TaskTypes {
        state,
        errors,
        ..types(ANY, ANY).tasks[0]
    };
    let types = Types {
        tasks: keep_all([
            task("Pay", Some(&["CardDeclined", "Unreachable"])),
            task("Ship", Some(&["Lost"])),
            task("Tell", None),
            task("Wait", Some(&[])),
        ]),
        ..Types::NONE
    };
    for (tasks, names, expected) in [
        (&[0][..], &["CardDeclined"][..], "proven"),
        (&[0], &["Other", "Unreachable"], "proven"),
        (&[0, 1], &["Lost"], "proven"),
        (&[0], &["Lost"], "never"),
        (&[3], &["Lost"], "never"),
        (
            &[2],
            &["Lost"],
            "open: the errors of the handler of `Tell` are not known",
        ),
        (
            &[0, 2],
            &["Lost"],
            "open: the errors of the handler of `Tell` are not known",
        ),
        (&[2, 1], &["Lost"], "proven"),
        (
            &[9],
            &["Lost"],
            "open: the handlers' types are not known here",
        ),
    ] {
        let verdict = check(Goal::Raised { tasks, names }, []).verdict(&types);
        assert_eq!(in_short(verdict), expected, "{tasks:?} {names:?}");
    }
}

#[test]
fn more_filters_than_are_looked_at_leave_it_open() {
    let filters = (0..200).map(|_| is_not("status", "paid"));
    let leaf: Leaf = input("note", filters);
    let large = "open: the types are too large to follow";
    for (goal, way) in [
        (Goal::Possible, assuming([leaf])),
        (Goal::There, way(Fact::Leaf(leaf))),
    ] {
        let verdict = check(goal, [way]).verdict(&types(order(), ANY));
        assert_eq!(in_short(verdict), large);
    }
}
