//! Values against the types that take them.

use super::build::*;
use crate::program::Literal;
use crate::proof::{Fact, Filter, Goal, Kinds};
use crate::shape::UNKNOWN;
use crate::shape::{Field, Node, OneOf, Variant, Word};

/// A Rust value as it serialises, into a type as it deserialises.
#[track_caller]
fn fits(given: N, taken: N, expected: &str) {
    fits_where(given, vec![], taken, expected);
}

#[track_caller]
fn fits_where(given: N, filters: impl IntoIterator<Item = Filter>, taken: N, expected: &str) {
    let leaf = Fact::Leaf(input("", filters));
    for goal in [Goal::Input(0), Goal::Output] {
        let check = check(goal, [way(leaf)]);
        let verdict = check.verdict(&types(given, taken));
        assert_eq!(in_short(verdict), expected, "{given:?} into {taken:?}");
        // The message sees what the verdict saw.
        check.message(&types(given, taken), &verdict);
    }
}

#[track_caller]
fn fact_fits(given: Fact, taken: N, expected: &str) {
    let verdict = check(Goal::Input(0), [way(given)]).verdict(&types(ANY, taken));
    assert_eq!(in_short(verdict), expected, "{given:?} into {taken:?}");
}

#[test]
fn scalars_fit_their_like() {
    let nodes = [TEXT, TIME, CHAR, UUID, BOOL, NULL, U8, U32, I64, F64];
    for node in nodes {
        fits(node, node, "proven");
        fits(node, ANY, "proven");
        fits(node, option(node), "proven");
        fits(option(node), option(node), "proven");
        fits(list(node), list(node), "proven");
        fits(map(node), map(node), "proven");
        fits(tuple([node, node]), list(node), "proven");
        fits(&Node::Never, node, "proven");
        fits(node, &Node::Never, "never");
        fits(ANY, node, "open: nothing is known of the execution's input");
    }
    for (given, taken, expected) in [
        (TEXT, U8, "never"),
        (U8, TEXT, "never"),
        (BOOL, NULL, "never"),
        (NULL, TEXT, "never"),
        (U8, U32, "proven"),
        (U32, F64, "proven"),
        (F64, U32, "never"),
        (
            U32,
            U8,
            "open: a number may be out of the range from 0 to 255",
        ),
        (&Node::Integer(-5, -1), U8, "never"),
        (TIME, TEXT, "proven"),
        (UUID, TEXT, "proven"),
        (CHAR, TEXT, "proven"),
        (TEXT, TIME, "open: a string may be no timestamp"),
        (TEXT, UUID, "open: a string may not be a UUID"),
        (TEXT, CHAR, "open: a string may be longer than a character"),
        (option(TEXT), TEXT, "sometimes"),
        (option(TEXT), U8, "never"),
        (list(TEXT), TEXT, "never"),
        (list(TEXT), map(TEXT), "never"),
    ] {
        fits(given, taken, expected);
    }
}

#[test]
fn words_fit_the_enums_that_have_them() {
    let status = words("Status", &["paid", "open"]);
    let other = words("Other", &["open", "paid", "void"]);
    for (given, taken, expected) in [
        (status, status, "proven"),
        (status, other, "proven"),
        (other, status, "sometimes"),
        (status, words("Color", &["red"]), "never"),
        (status, TEXT, "proven"),
        (TEXT, status, "open: a string may be any other"),
        (U8, status, "never"),
        (status, U8, "never"),
        (words("Letter", &["a", "b"]), CHAR, "proven"),
        (
            words("Name", &["a", "bc"]),
            CHAR,
            "open: a string may be longer than a character",
        ),
        (option(status), option(other), "proven"),
        (option(status), other, "sometimes"),
    ] {
        fits(given, taken, expected);
    }
    fits_where(other, vec![is_not("", "void")], status, "proven");
    fits_where(TEXT, vec![is("", "paid")], status, "proven");
    fits_where(TEXT, vec![is("", "void")], status, "never");
    fits_where(ANY, vec![is("", "paid")], status, "proven");
    let renamed = keep(Node::Word(keep(Word {
        gives: "new",
        takes: &["newer", "new", "old"],
    })));
    fits(word("old"), renamed, "proven");
    fits(renamed, word("old"), "never");
    fact_fits(Fact::Literal(Literal::String("open")), status, "proven");
    fact_fits(Fact::Literal(Literal::String("void")), status, "never");
}

#[test]
fn structs_fit_field_by_field() {
    let order = object("Order", [field("id", TEXT), field("amount", U32)]);
    let noted = object(
        "Noted",
        [field("id", TEXT), field("amount", U32), lax("note", TEXT)],
    );
    let strict = closed("Strict", [field("id", TEXT), field("amount", U32)]);
    for (given, taken, expected) in [
        (order, order, "proven"),
        (order, noted, "proven"),
        (noted, order, "proven"),
        (noted, noted, "proven"),
        (order, strict, "proven"),
        (noted, strict, "sometimes"),
        (
            object(
                "More",
                [field("id", TEXT), field("amount", U32), field("x", TEXT)],
            ),
            strict,
            "never",
        ),
        (noted, object("Needs", [field("note", TEXT)]), "sometimes"),
        (order, object("Needs", [field("note", TEXT)]), "never"),
        (order, object("Narrow", [field("amount", TEXT)]), "never"),
        (
            order,
            object("Byte", [field("amount", U8)]),
            "open: a number may be out of the range from 0 to 255",
        ),
        (order, map(TEXT), "never"),
        (order, map(ANY), "proven"),
        (
            object("Texts", [field("a", TEXT), lax("b", TEXT)]),
            map(TEXT),
            "proven",
        ),
        (
            object("Texts", [field("a", TEXT), lax("b", U8)]),
            map(TEXT),
            "sometimes",
        ),
        (map(TEXT), object("Laxer", [lax("a", TEXT)]), "proven"),
        (map(U8), object("Laxer", [lax("a", TEXT)]), "sometimes"),
        (map(TEXT), object("Needs", [field("a", TEXT)]), "sometimes"),
        (
            map(TEXT),
            closed("Strict", []),
            "open: a map may have other fields",
        ),
        (TEXT, order, "never"),
        (list(order), order, "never"),
    ] {
        fits(given, taken, expected);
    }
    let filters = vec![present("note", true)];
    fits_where(
        noted,
        filters,
        object("Needs", [field("note", TEXT)]),
        "proven",
    );
    fits_where(noted, vec![present("note", false)], strict, "proven");
    let renamed = Field {
        takes: &["identifier", "id"],
        ..field("id", TEXT)
    };
    fits(order, object("Renamed", [renamed]), "proven");
    fits(
        object("Renamed", [renamed]),
        object("Old", [field("identifier", TEXT)]),
        "never",
    );
    let skipped = Field {
        takes: &[],
        ..field("cache", U8)
    };
    fits(order, object("Skips", [skipped]), "proven");
    let leaf = way(Fact::Leaf(input("", [])));
    for (goal, expected) in [
        (
            Goal::Input(0),
            "open: nothing is known of what the handler of `Ship Order` takes",
        ),
        (
            Goal::Output,
            "open: nothing is known of the execution's output",
        ),
    ] {
        let verdict = check(goal, [leaf]).verdict(&types(order, UNKNOWN));
        assert_eq!(in_short(verdict), expected);
    }
}

#[test]
fn arrays_fit_item_by_item() {
    for (given, taken, expected) in [
        (list(U8), list(U32), "proven"),
        (list(TEXT), list(U8), "never"),
        (list(option(TEXT)), list(TEXT), "sometimes"),
        (list(&Node::Never), list(U8), "proven"),
        (tuple([U8, TEXT]), tuple([U8, TEXT]), "proven"),
        (tuple([U8, TEXT]), tuple([TEXT, TEXT]), "never"),
        (tuple([U8, TEXT]), tuple([U8]), "never"),
        (tuple([U8, TEXT]), list(U8), "never"),
        (
            list(U8),
            tuple([U8, U8]),
            "open: an array may be longer or shorter",
        ),
        (list(U8), tuple([TEXT]), "never"),
    ] {
        fits(given, taken, expected);
    }
}

#[test]
fn enums_fit_form_by_form() {
    let fewer = one_of(
        "Round",
        [object(
            "Round::Circle",
            [field("type", word("circle")), field("radius", F64)],
        )],
    );
    let other = one_of(
        "Other",
        [
            object("Other::Point", [field("type", word("point"))]),
            object(
                "Other::Circle",
                [field("type", word("circle")), field("radius", TEXT)],
            ),
            object(
                "Other::Square",
                [field("type", word("square")), lax("side", U32)],
            ),
        ],
    );
    for (given, taken, expected) in [
        (figure(), figure(), "proven"),
        (fewer, figure(), "proven"),
        (figure(), fewer, "sometimes"),
        (figure(), other, "sometimes"),
        (figure(), object("Typed", [field("type", TEXT)]), "proven"),
        (figure(), map(ANY), "proven"),
        (figure(), TEXT, "never"),
        (
            object("Free", [field("type", TEXT), field("radius", F64)]),
            fewer,
            "open: a string may be any other",
        ),
        (object("Free", [field("type", TEXT)]), fewer, "never"),
        // Untagged: what is left out in one may be what the other is.
        (
            object("Given", [lax("a", TEXT), lax("b", TEXT)]),
            one_of(
                "Untagged",
                [
                    object("A", [field("a", TEXT)]),
                    object("B", [field("b", TEXT)]),
                ],
            ),
            "open: a value of several forms may fit each in another way",
        ),
        (
            object("Given", [lax("a", TEXT), lax("b", TEXT)]),
            one_of(
                "Untagged",
                [object("A", [field("a", TEXT)]), object("B", [])],
            ),
            "proven",
        ),
    ] {
        fits(given, taken, expected);
    }
    fits_where(figure(), vec![is("type", "circle")], fewer, "proven");
    fits_where(figure(), vec![is("type", "square")], fewer, "never");
    fits_where(figure(), vec![present("side", true)], fewer, "never");
    let one_way = |is_given, is_taken| {
        keep(Node::OneOf(keep(OneOf {
            name: "OneWay",
            variants: keep_all([
                Variant {
                    name: "A",
                    node: word("a"),
                    is_given: true,
                    is_taken: true,
                },
                Variant {
                    name: "B",
                    node: word("b"),
                    is_given,
                    is_taken,
                },
            ]),
        })))
    };
    fits(one_way(false, true), word("a"), "proven");
    fits(one_way(true, true), one_way(true, false), "sometimes");
}

#[test]
fn flattened_types_take_their_part() {
    let taken = flat(
        "Order",
        [field("id", TEXT)],
        [figure(), option(object("Extra", [field("color", TEXT)]))],
    );
    let given = |more: Vec<Field>| {
        let mut fields = vec![field("id", TEXT), field("type", word("circle"))];
        fields.extend(more);
        object("Given", fields)
    };
    fits(given(vec![field("radius", F64)]), taken, "proven");
    fits(given(vec![lax("radius", F64)]), taken, "sometimes");
    fits(given(vec![]), taken, "never");
    fits(taken, taken, "proven");
    let rest = flat("Rest", [field("id", TEXT)], [map(U8)]);
    fits(
        object("A", [field("id", TEXT), field("n", U8)]),
        rest,
        "proven",
    );
    fits(
        object("A", [field("id", TEXT), field("n", TEXT)]),
        rest,
        "never",
    );
    fits(rest, rest, "proven");
    // What is flattened before the map takes its own.
    let dates = object("Dates", [field("at", TIME)]);
    let both = flat("Both", [field("id", TEXT)], [figure(), dates, map(U8)]);
    fits(both, both, "proven");
    fits(rest, map(ANY), "proven");
    fits(rest, map(U8), "never");
}

#[test]
fn types_that_contain_themselves_fit_themselves() {
    let chain = |name| object(name, [field("next", option(back(name))), field("n", U8)]);
    let longer = object(
        "Longer",
        [
            field("n", U8),
            field(
                "next",
                option(object(
                    "Inner",
                    [field("n", U8), field("next", option(back("Inner")))],
                )),
            ),
        ],
    );
    let text_inside = object(
        "Outer",
        [
            field("n", U8),
            field(
                "next",
                option(object(
                    "Inner",
                    [field("n", TEXT), field("next", option(back("Inner")))],
                )),
            ),
        ],
    );
    let expression = one_of(
        "Expr",
        [
            object("Expr::Number", [field("number", F64)]),
            object(
                "Expr::Sum",
                [field("left", back("Expr")), field("right", back("Expr"))],
            ),
        ],
    );
    for (given, taken, expected) in [
        (tree(), tree(), "proven"),
        (chain("Chain"), chain("Chain"), "proven"),
        (chain("Chain"), chain("Other"), "proven"),
        (chain("Chain"), longer, "proven"),
        (longer, chain("Chain"), "proven"),
        (chain("Chain"), text_inside, "sometimes"),
        (expression, expression, "proven"),
        (option(expression), option(expression), "proven"),
        (tree(), map(ANY), "proven"),
    ] {
        fits(given, taken, expected);
    }
    // What a rule says of the outer one says nothing of the inner ones.
    let list = |name, last: N| {
        object(
            name,
            [
                field("kind", words("Kind", &["last", "more"])),
                field("next", option(last)),
            ],
        )
    };
    let strict = object(
        "Strict",
        [
            field("kind", word("more")),
            field("next", option(back("Strict"))),
        ],
    );
    fits_where(
        list("Free", back("Free")),
        vec![is("kind", "more")],
        strict,
        "sometimes",
    );
}

#[test]
fn two_types_of_one_name_are_two() {
    let given = object("Item", [field("inner", object("Item", [field("n", TEXT)]))]);
    let taken = object("Item", [field("inner", object("Item", [field("n", U8)]))]);
    fits(given, taken, "never");
}

#[test]
fn what_the_compiler_knows_fits() {
    let order = object(
        "Order",
        [
            field("id", TEXT),
            field("n", U8),
            defaulted("note", option(TEXT)),
        ],
    );
    let with = |id, n| fields([("id", id), ("n", n)]);
    let text = Fact::Literal(Literal::String("a"));
    let int = |n| Fact::Literal(Literal::Int(n));
    let value = "open: nothing is known of the value";
    for (given, taken, expected) in [
        (with(text, int(1)), order, "proven"),
        (with(text, int(256)), order, "never"),
        (
            with(text, Fact::Literal(Literal::Float(1.0))),
            order,
            "never",
        ),
        (
            with(text, Fact::Of(Kinds::INTEGER)),
            order,
            "open: a number may be out of the range from 0 to 255",
        ),
        (
            with(text, Fact::Of(Kinds::NUMBER)),
            order,
            "open: a number may have a fraction",
        ),
        (with(text, Fact::Of(Kinds::STRING)), order, "never"),
        (with(Fact::Of(Kinds::STRING), int(1)), order, "proven"),
        (
            with(Fact::Of(Kinds::STRING.or(Kinds::NULL)), int(1)),
            order,
            value,
        ),
        (with(text, Fact::Any), order, value),
        (with(text, Fact::Missing), order, "never"),
        (with(text, Fact::Maybe(keep(int(1)))), order, "sometimes"),
        (
            with(Fact::OneOf(keep_all([text, int(1)])), int(1)),
            order,
            "sometimes",
        ),
        (Fact::Any, order, value),
        (Fact::Any, ANY, "proven"),
        (Fact::Missing, ANY, "never"),
        (Fact::Of(Kinds::OBJECT), order, value),
        (Fact::Of(Kinds::OBJECT), map(ANY), "proven"),
        (Fact::Of(Kinds::LIST), list(ANY), "proven"),
        (Fact::Of(Kinds::LIST), order, "never"),
        (Fact::Of(Kinds::INTEGER), I64, "proven"),
        (Fact::Of(Kinds::INTEGER), F64, "proven"),
        (Fact::Of(Kinds::TIMESTAMP), TIME, "proven"),
        (Fact::Of(Kinds::STRING), option(TEXT), "proven"),
        (
            Fact::Of(Kinds::STRING.or(Kinds::NULL)),
            option(TEXT),
            "proven",
        ),
        (Fact::Of(Kinds::BOOL), option(TEXT), "never"),
        (Fact::Literal(Literal::UInt(u64::MAX)), I64, "never"),
        (Fact::Literal(Literal::Null), option(TEXT), "proven"),
        (
            Fact::Literal(Literal::String("2016-03-14T01:59:00Z")),
            TIME,
            "proven",
        ),
        (
            Fact::Literal(Literal::String("x")),
            UUID,
            "open: a string may not be a UUID",
        ),
        (Fact::List(keep(int(7))), list(U8), "proven"),
        (Fact::List(keep(int(700))), list(U8), "never"),
        (
            Fact::List(&Fact::Missing),
            tuple([]),
            "open: an array may be longer or shorter",
        ),
        (
            Fact::Tuple(keep_all([int(7), text])),
            tuple([U8, TEXT]),
            "proven",
        ),
        (Fact::Tuple(keep_all([int(7), text])), list(U8), "never"),
        (
            Fact::Literal(Literal::Object(&[
                ("id", Literal::String("a")),
                ("n", Literal::Int(3)),
            ])),
            order,
            "proven",
        ),
        (
            Fact::Literal(Literal::Object(&[("id", Literal::Null)])),
            order,
            "never",
        ),
        (
            Fact::Literal(Literal::Array(&[Literal::Int(3), Literal::Int(4)])),
            list(U8),
            "proven",
        ),
        (
            with(text, int(1)),
            closed("Strict", [field("id", TEXT)]),
            "never",
        ),
        (with(text, int(1)), map(TEXT), "never"),
    ] {
        fact_fits(given, taken, expected);
    }
}

#[test]
fn other_fields_come_from_the_rest() {
    let given = object("Given", [field("id", U8), field("n", U8)]);
    let object = |rest| Fact::Object {
        fields: keep_all([("id", Fact::Literal(Literal::String("x")))]),
        rest: Some(keep(rest)),
    };
    let leaf = Fact::Leaf(input("", []));
    let taken = super::build::object("Taken", [field("id", TEXT), field("n", U8)]);
    let check = |rest, taken, expected: &str| {
        let check = check(Goal::Input(0), [way(object(rest))]);
        assert_eq!(in_short(check.verdict(&types(given, taken))), expected);
    };
    check(leaf, taken, "proven");
    check(
        leaf,
        closed("Closed", [field("id", TEXT), field("n", U8)]),
        "proven",
    );
    check(leaf, closed("Closed", [field("id", TEXT)]), "never");
    check(leaf, flat("Rest", [field("id", TEXT)], [map(U8)]), "proven");
    check(leaf, map(TEXT), "never");
    check(Fact::Any, taken, "open: nothing is known of the value");
    check(Fact::Any, map(TEXT), "open: nothing is known of the value");
    check(
        Fact::Any,
        super::build::object("Lax", [field("id", TEXT), lax("raw", ANY)]),
        "proven",
    );
}
