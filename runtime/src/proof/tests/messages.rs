//! What messages say.

use super::build::*;
use crate::program::Literal;
use crate::proof::{
    Check, Fact, Filter, Goal, Kinds, Leaf, Source, TaskTypes, TypeShape, Types, Way,
};

/// The lines of a message that the types have made, without the indent.
fn told(check: &Check, types: &Types) -> String {
    let message = check.message(types, &check.verdict(types));
    message
        .as_str()
        .strip_prefix(check.never)
        .or(message.as_str().strip_prefix(check.sometimes))
        .unwrap()
        .strip_prefix('\n')
        .unwrap()
        .strip_prefix(check.snippet)
        .unwrap()
        .strip_suffix(check.notes)
        .unwrap()
        .replace("   = ", "")
}

fn order() -> N {
    let card = object("Card", [field("number", TEXT)]);
    let line = object("Line", [field("sku", U32), field("count", I64)]);
    object(
        "Order",
        [
            field("order_id", TEXT),
            lax("note", TEXT),
            field("card", option(card)),
            field("lines", list(line)),
            field("status", words("Status", &["paid", "open", "void"])),
            field("prices", map(F64)),
            field("figure", figure()),
            field("pair", tuple([U8, U8])),
        ],
    )
}

/// The input is an order, which another type takes.
#[track_caller]
fn tells(goal: Goal, way: Way, taken: N, expected: &str) {
    assert_eq!(told(&check(goal, [way]), &types(order(), taken)), expected);
}

fn leaf(path: &'static str) -> Fact {
    Fact::Leaf(input(path, []))
}

#[test]
fn a_message_is_whole() {
    let misspelt = Check {
        never: "`$.orderId` is not there",
        ..check(Goal::There, [way(leaf("orderId"))])
    };
    let types = types(order(), ANY);
    assert_eq!(
        misspelt
            .message(&types, &misspelt.verdict(&types))
            .to_string(),
        "\
`$.orderId` is not there
 --> order.asl.json:12:15
   |
12 | \"$.x\"
   | ^^^^^ here
   |
   = note: `Order`, the type of the execution's input, has the fields `order_id`, `note`, `card`, \
`lines`, `status`, `prices`, `figure`, `pair`
   = help: a field with a similar name exists: `order_id`
   = note: where it is meant, the invocation allows it"
    );
    let proven = check(Goal::There, [way(leaf("order_id"))]);
    let verdict = proven.verdict(&types);
    assert_eq!(proven.message(&types, &verdict).as_str(), "");
}

#[test]
fn a_missing_part_is_told_by_its_type() {
    for (path, expected) in [
        (
            "note",
            "note: `Order`, the type of the execution's input, may leave out `note`\n",
        ),
        (
            "card.number",
            "note: `$.card` of the execution's input may be `null`, which has no fields\n",
        ),
        (
            "card.numbr",
            "note: `Card`, which may be `$.card` of the execution's input, has the field `number`\n\
             help: a field with a similar name exists: `number`\n",
        ),
        (
            "lines[].SKU",
            "note: `Line`, which is `$.lines[]` of the execution's input, has the fields `sku`, `count`\n\
             help: a field with a similar name exists: `sku`\n",
        ),
        (
            "order_id.x",
            "note: `$.order_id` of the execution's input is a string, which has no fields\n",
        ),
        (
            "order_id[0]",
            "note: `$.order_id` of the execution's input is a string, which has no items\n",
        ),
        (
            "prices.apple",
            "note: `$.prices` of the execution's input may have no field `apple`\n",
        ),
        (
            "figure.radius",
            "note: `Figure::Square`, which may be `$.figure` of the execution's input, has the fields \
             `type`, `side`\n",
        ),
        (
            "pair[2]",
            "note: `$.pair` of the execution's input has only 2 items\n",
        ),
    ] {
        tells(Goal::There, way(leaf(path)), ANY, expected);
    }
}

#[test]
fn a_source_is_named() {
    let documented = object("", [field("ExecutionArn", TEXT)]);
    let handler = object("Payment", [field("status", TEXT)]);
    let with = |output| Types {
        tasks: keep_all([TaskTypes {
            input: TypeShape {
                name: "Payment",
                node: handler,
            },
            output: TypeShape {
                name: "Payment",
                node: output,
            },
            ..types(ANY, ANY).tasks[0]
        }]),
        ..Types::NONE
    };
    for (source, output, expected) in [
        (
            Source::TakenBy(0),
            ANY,
            "note: `Payment`, which the handler of `Ship Order` takes, has the field `status`\n",
        ),
        (
            Source::GivenBy(0, documented),
            handler,
            "note: `Payment`, which the handler of `Ship Order` gives, has the field `status`\n",
        ),
        (
            Source::GivenBy(0, documented),
            option(handler),
            "note: `Payment`, which the handler of `Ship Order` may give, has the field `status`\n",
        ),
        (
            Source::GivenBy(0, documented),
            ANY,
            "note: the result of `Ship Order` (as AWS documents it) has the field `ExecutionArn`\n",
        ),
    ] {
        let leaf = Leaf {
            source,
            ..input("amount", [])
        };
        let check = check(Goal::There, [way(Fact::Leaf(leaf))]);
        assert_eq!(told(&check, &with(output)), expected);
    }
}

#[test]
fn a_kind_is_told() {
    for (path, expected) in [
        (
            "card",
            "note: `$.card` of the execution's input is an object or `null`\n",
        ),
        (
            "status",
            "note: `$.status` of the execution's input is a string\n",
        ),
        ("", "note: the execution's input is an object\n"),
    ] {
        tells(Goal::Kind(Kinds::NUMBER), way(leaf(path)), ANY, expected);
    }
    tells(
        Goal::Kind(Kinds::OBJECT),
        way(leaf("card")),
        ANY,
        "note: `$.card` of the execution's input may be `null`\n",
    );
    tells(
        Goal::Kind(Kinds::OBJECT),
        way(Fact::Literal(Literal::Float(0.5))),
        ANY,
        "note: the value is a number with a fraction\n",
    );
}

#[test]
fn a_misfit_is_told_with_who_takes_it() {
    let parcel = |fields: Vec<crate::shape::Field>| object("Parcel", fields);
    let inner = |fields: Vec<crate::shape::Field>| object("Item", fields);
    let state = words("State", &["paid", "opened"]);
    let shape = one_of(
        "Shape",
        [
            object(
                "Shape::Circle",
                [field("type", word("circle")), field("radius", TEXT)],
            ),
            object(
                "Shape::Square",
                [field("type", word("square")), field("side", U32)],
            ),
            object("Shape::Point", [field("type", word("point"))]),
        ],
    );
    for (taken, expected) in [
        (
            parcel(vec![field("lines", list(inner(vec![field("sku", TEXT)])))]),
            "note: `$.lines[].sku` is a whole number, but `Item` takes a string there\n\
             note: the handler of `Ship Order` takes `Parcel`\n",
        ),
        (
            parcel(vec![field("orderId", TEXT)]),
            "note: `$.orderId` is missing, which `Parcel` needs\n\
             note: `Order`, the type of the execution's input, has the fields `order_id`, `note`, `card`, \
             `lines`, `status`, `prices`, `figure`, `pair`\n\
             help: a field with a similar name exists: `order_id`\n",
        ),
        (
            parcel(vec![field("note", TEXT)]),
            "note: `$.note` may be missing, which `Parcel` needs\n\
             note: `Order`, the type of the execution's input, may leave out `note`\n",
        ),
        (
            parcel(vec![field("card", inner(vec![]))]),
            "note: `$.card` may be `null`, but `Parcel` takes an object there\n",
        ),
        (
            parcel(vec![field("status", state)]),
            "note: `$.status` may be `\"open\"`, which `State` does not take\n\
             note: `State` takes `\"paid\"` or `\"opened\"`\n\
             help: a similar string exists: `\"opened\"`\n",
        ),
        (
            parcel(vec![field("figure", shape)]),
            "note: `$.figure.radius` may be a number, but `Shape::Circle` takes a string there\n\
             note: the handler of `Ship Order` takes `Parcel`\n",
        ),
        (
            parcel(vec![field("pair", tuple([U8]))]),
            "note: `$.pair` has 2 items, but `Parcel` takes 1 there\n",
        ),
        (
            parcel(vec![field(
                "pair",
                tuple([U8, &crate::shape::Node::Integer(300, 400)]),
            )]),
            "note: `$.pair[1]` is out of the range from 300 to 400 that `Parcel` takes there\n",
        ),
        (
            parcel(vec![field("prices", map(option(U8)))]),
            "note: `$.prices.*` is a number, but `Parcel` takes a whole number there\n",
        ),
        (
            closed("Parcel", [field("order_id", TEXT)]),
            "note: `$.note` may be there, but `Parcel` takes no such field\n",
        ),
        (
            TEXT,
            "note: the value is an object, but the handler of `Ship Order` takes a string\n\
             note: the handler of `Ship Order` takes `Parcel`\n",
        ),
        (
            state,
            "note: the value is an object, but the handler of `Ship Order` takes `\"paid\"` or `\"opened\"`\n\
             note: the handler of `Ship Order` takes `Parcel`\n",
        ),
        (
            figure(),
            "note: `$.type` is missing, which `Figure::Point` needs\n\
             note: `Order`, the type of the execution's input, has the fields `order_id`, `note`, `card`, \
             `lines`, `status`, `prices`, `figure`, `pair`\n\
             note: the handler of `Ship Order` takes `Parcel`\n",
        ),
    ] {
        tells(Goal::Input(0), way(leaf("")), taken, expected);
    }
    tells(
        Goal::Output,
        way(leaf("")),
        list(TEXT),
        "note: the value is an object, but the execution's output, `Receipt`, takes an array\n",
    );
    tells(
        Goal::Input(0),
        way(fields([("a b", Fact::Literal(Literal::Int(300)))])),
        parcel(vec![field("a b", U8)]),
        "note: `$['a b']` is out of the range from 0 to 255 that `Parcel` takes there\n",
    );
}

#[test]
fn a_rule_that_never_matches_is_told_what_there_is() {
    let missing = "note: `Order`, the type of the execution's input, has the fields `order_id`, `note`, \
                   `card`, `lines`, `status`, `prices`, `figure`, `pair`\n\
                   help: a field with a similar name exists: `status`\n";
    let cases: [(Vec<Filter>, &str); 6] = [
        (
            vec![is("status", "payd")],
            "note: `$.status` of the execution's input is `\"paid\"`, `\"open\"` or `\"void\"`\n\
             help: a similar string exists: `\"paid\"`\n",
        ),
        (vec![is("stats", "paid")], missing),
        (
            vec![is("card", "paid")],
            "note: `$.card` of the execution's input is an object or `null`\n",
        ),
        (
            vec![present("order_id", false)],
            "note: `$.order_id` of the execution's input is always there\n",
        ),
        (
            vec![is("note.x", "y")],
            "note: `$.note` of the execution's input may be a string, which has no fields\n",
        ),
        (
            vec![is("status", "paid"), is_not("status", "paid")],
            "note: earlier rules leave nothing of the execution's input that is like this\n",
        ),
    ];
    for (filters, expected) in cases {
        tells(
            Goal::Possible,
            assuming([input("", filters)]),
            ANY,
            expected,
        );
    }
}

#[test]
fn what_no_rule_is_for_is_listed() {
    tells(
        Goal::Impossible,
        assuming([input("", [is_not("status", "paid")])]),
        ANY,
        "note: no rule matches where `$.status` of the execution's input is `\"open\"` or `\"void\"`\n",
    );
    tells(
        Goal::Impossible,
        assuming([input("", [present("note", false)])]),
        ANY,
        "note: no rule matches where `$.note` of the execution's input is missing\n",
    );
    let many = words(
        "Many",
        &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
    );
    let check = check(Goal::Impossible, [assuming([input("", [is_not("", "a")])])]);
    assert_eq!(
        told(&check, &types(many, ANY)),
        "note: no rule matches where the execution's input is `\"b\"`, `\"c\"`, `\"d\"`, `\"e\"`, \
         `\"f\"`, `\"g\"`, `\"h\"`, `\"i\"` or one of 2 more\n"
    );
}

#[test]
fn errors_are_listed() {
    let raised = |names| {
        let goal = Goal::Raised { tasks: &[0], names };
        told(&check(goal, []), &types(ANY, ANY))
    };
    assert_eq!(
        raised(&["Refused"]),
        "note: the handler of `Ship Order` fails with `CardDeclined`, `Unreachable`\n"
    );
    assert_eq!(
        raised(&["Refused", "CardDeclned"]),
        "note: the handler of `Ship Order` fails with `CardDeclined`, `Unreachable`\n\
         help: an error with a similar name exists: `CardDeclined`\n"
    );
}

#[test]
fn ways_are_compared() {
    let on = |route, value| Way {
        route,
        ..way(value)
    };
    let missing = Way {
        origin: "the result of `C` takes the place of `$`",
        ..on("by `B`, `C`", Fact::Missing)
    };
    let types = types(order(), ANY);
    let told = |ways: Vec<Way>| told(&check(Goal::There, ways), &types);
    let there = on("by `A`", leaf("order_id"));
    assert_eq!(
        told(vec![
            there,
            missing,
            on("by `D`", Fact::Any),
            on("by `E`", leaf("no"))
        ]),
        "note: missing on the way by `B`, `C` or by `E`; there on the way by `A`; \
         not known on the way by `D`\n\
         note: the result of `C` takes the place of `$`\n"
    );
    // A route is told of once, and not at all where it tells nothing apart.
    assert_eq!(
        told(vec![
            missing,
            there,
            missing,
            on("by `A`", leaf("no")),
            on("by `D`", Fact::Any)
        ]),
        "note: missing on the way by `B`, `C`; not known on the way by `D`\n\
         note: the result of `C` takes the place of `$`\n"
    );
    // On every way: that says the title.
    assert_eq!(
        told(vec![missing, missing]),
        "note: the result of `C` takes the place of `$`\n"
    );
}

#[test]
fn a_message_that_is_too_long_is_cut_between_characters() {
    for shift in 0..3 {
        let title: &str = format!("{}{}", "x".repeat(shift), "ä€".repeat(2000)).leak();
        let check = Check {
            never: title,
            ..check(Goal::There, [way(Fact::Missing)])
        };
        let message = check.message(&Types::NONE, &check.verdict(&Types::NONE));
        let text = message.as_str();
        assert!((4090..=4096).contains(&text.len()), "{}", text.len());
        assert!(title.starts_with(text.strip_suffix("..").unwrap()));
    }
}
