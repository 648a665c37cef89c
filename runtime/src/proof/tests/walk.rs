//! Parts of Rust values: whether they are there, and of what kind.

use super::build::*;
use crate::proof::{Fact, Filter, Goal, Kinds, Leaf, Source, Types};

#[track_caller]
fn settles(goal: Goal, node: N, path: &'static str, filters: Vec<Filter>, expected: &str) {
    let check = check(goal, [way(Fact::Leaf(input(path, filters)))]);
    let verdict = check.verdict(&types(node, ANY));
    assert_eq!(in_short(verdict), expected, "{path}");
}

#[test]
fn a_part_is_there_or_not() {
    let order = object(
        "Order",
        [
            field("id", TEXT),
            lax("note", TEXT),
            field("card", option(object("Card", [field("number", TEXT)]))),
            field("lines", list(object("Line", [field("sku", TEXT)]))),
            field("pair", tuple([U8, TEXT])),
            field("prices", map(F64)),
            field("raw", ANY),
            field("figure", figure()),
        ],
    );
    let unknown = "open: nothing is known of the execution's input";
    let shorter = "open: an array may be shorter";
    for (path, expected) in [
        ("", "proven"),
        ("id", "proven"),
        ("no", "never"),
        ("id.no", "never"),
        ("id[0]", "never"),
        ("note", "sometimes"),
        ("note.no", "never"),
        ("card", "proven"),
        ("card.number", "sometimes"),
        ("card.no", "never"),
        ("lines[]", "proven"),
        ("lines[].sku", "proven"),
        ("lines[].no", "never"),
        ("lines[0]", shorter),
        ("lines[-1].sku", shorter),
        ("lines[0].no", "never"),
        ("lines.no", "never"),
        ("pair[1]", "proven"),
        ("pair[-2]", "proven"),
        ("pair[2]", "never"),
        ("pair[-3]", "never"),
        ("pair[]", "proven"),
        ("prices.apple", "sometimes"),
        ("raw", "proven"),
        ("raw.some", unknown),
        ("raw[3]", unknown),
        ("figure.type", "proven"),
        ("figure.radius", "sometimes"),
        ("figure.no", "never"),
    ] {
        settles(Goal::There, order, path, vec![], expected);
    }
}

#[test]
fn rules_that_matched_narrow() {
    let order = object(
        "Order",
        [
            lax("note", TEXT),
            field("card", option(object("Card", [lax("number", TEXT)]))),
            field("prices", map(F64)),
            field("raw", ANY),
            field("figure", figure()),
            field("lines", list(TEXT)),
        ],
    );
    let circle = || is("figure.type", "circle");
    let cases = [
        ("note", vec![present("note", true)], "proven"),
        ("note", vec![of_kind("note", Kinds::STRING)], "proven"),
        // It says nothing about presence.
        ("note", vec![is_not("note", "x")], "sometimes"),
        (
            "card.number",
            vec![of_kind("card", Kinds::OBJECT)],
            "sometimes",
        ),
        ("card.number", vec![present("card.number", true)], "proven"),
        (
            "prices.apple",
            vec![present("prices.apple", true)],
            "proven",
        ),
        ("raw.some", vec![present("raw.some", true)], "proven"),
        ("raw.some", vec![present("raw.some.more", true)], "proven"),
        ("figure.radius", vec![circle()], "proven"),
        ("figure.side", vec![circle()], "never"),
        (
            "figure.side",
            vec![is_not("figure.type", "circle")],
            "sometimes",
        ),
        (
            "figure.side",
            vec![
                is_not("figure.type", "circle"),
                is_not("figure.type", "point"),
            ],
            "proven",
        ),
        ("figure.side", vec![present("figure.side", true)], "proven"),
        (
            "figure.side",
            vec![present("figure.radius", false)],
            "sometimes",
        ),
        ("lines[0]", vec![present("lines[0]", true)], "proven"),
        // Another item of the same list.
        (
            "lines[1]",
            vec![present("lines[0]", true)],
            "open: an array may be shorter",
        ),
        // No such value: the way is never gone.
        ("figure.no", vec![is("figure.type", "line")], "proven"),
        ("figure.no", vec![present("figure", false)], "proven"),
    ];
    for (path, filters, expected) in cases {
        settles(Goal::There, order, path, filters, expected);
    }
}

#[test]
fn a_part_is_of_a_kind() {
    let order = object(
        "Order",
        [
            field("text", TEXT),
            field("time", TIME),
            field("uuid", UUID),
            field("whole", U32),
            field("float", F64),
            field("maybe", option(TEXT)),
            field("word", words("Word", &["a", "2016-03-14T01:59:00Z"])),
            field("mixed", one_of("Mixed", [TEXT, U32])),
            field("raw", ANY),
            field("lines", list(TEXT)),
            lax("lax", TEXT),
        ],
    );
    let unknown = "open: nothing is known of the execution's input";
    let cases = [
        ("text", Kinds::STRING, vec![], "proven"),
        ("text", Kinds::NUMBER, vec![], "never"),
        (
            "text",
            Kinds::TIMESTAMP,
            vec![],
            "open: a string may be no timestamp",
        ),
        (
            "text",
            Kinds::TIMESTAMP,
            vec![of_kind("text", Kinds::TIMESTAMP)],
            "proven",
        ),
        (
            "text",
            Kinds::TIMESTAMP,
            vec![is("text", "2016-03-14T01:59:00Z")],
            "proven",
        ),
        ("text", Kinds::TIMESTAMP, vec![is("text", "now")], "never"),
        ("time", Kinds::TIMESTAMP, vec![], "proven"),
        ("time", Kinds::STRING, vec![], "proven"),
        ("uuid", Kinds::TIMESTAMP, vec![], "never"),
        ("whole", Kinds::INTEGER, vec![], "proven"),
        ("whole", Kinds::NUMBER, vec![], "proven"),
        (
            "float",
            Kinds::INTEGER,
            vec![],
            "open: a number may have a fraction",
        ),
        ("float", Kinds::NUMBER, vec![], "proven"),
        ("maybe", Kinds::STRING, vec![], "sometimes"),
        (
            "maybe",
            Kinds::STRING,
            vec![of_kind("maybe", Kinds::STRING)],
            "proven",
        ),
        (
            "maybe",
            Kinds::STRING,
            vec![of_kind("maybe", Kinds::ALL.without(Kinds::NULL))],
            "proven",
        ),
        ("maybe", Kinds::NULL.or(Kinds::STRING), vec![], "proven"),
        ("maybe", Kinds::LIST, vec![], "never"),
        ("word", Kinds::TIMESTAMP, vec![], "sometimes"),
        (
            "word",
            Kinds::TIMESTAMP,
            vec![is_not("word", "a")],
            "proven",
        ),
        ("mixed", Kinds::STRING, vec![], "sometimes"),
        ("raw", Kinds::STRING, vec![], unknown),
        (
            "raw",
            Kinds::STRING,
            vec![of_kind("raw", Kinds::STRING)],
            "proven",
        ),
        ("raw", Kinds::STRING, vec![is("raw", "x")], "proven"),
        ("raw", Kinds::BOOL, vec![boolean("raw", true)], "proven"),
        (
            "raw",
            Kinds::LIST,
            vec![of_kind("raw", Kinds::NUMBER)],
            "never",
        ),
        ("lines", Kinds::LIST, vec![], "proven"),
        ("lines[0]", Kinds::LIST, vec![], "never"),
        ("", Kinds::OBJECT, vec![], "proven"),
        ("lax", Kinds::STRING, vec![], "sometimes"),
        ("lax", Kinds::LIST, vec![], "never"),
        ("no", Kinds::LIST, vec![], "never"),
    ];
    for (path, kinds, filters, expected) in cases {
        settles(Goal::Kind(kinds), order, path, filters, expected);
    }
}

#[test]
fn what_is_flattened_has_fields_too() {
    let order = flat(
        "Order",
        [field("id", TEXT)],
        [
            figure(),
            object("Dates", [field("created", TIME), lax("shipped", TIME)]),
            option(object("Extra", [field("color", TEXT)])),
        ],
    );
    for (path, filters, expected) in [
        ("id", vec![], "proven"),
        ("created", vec![], "proven"),
        ("shipped", vec![], "sometimes"),
        ("type", vec![], "proven"),
        ("radius", vec![], "sometimes"),
        ("color", vec![], "sometimes"),
        ("no", vec![], "never"),
        ("radius", vec![is("type", "circle")], "proven"),
        (
            "radius",
            vec![is("type", "circle"), is("id", "7"), is("color", "red")],
            "proven",
        ),
        ("color", vec![present("color", true)], "proven"),
        ("color", vec![is("type", "line")], "proven"),
    ] {
        settles(Goal::There, order, path, filters, expected);
    }
    let open = flat("Order", [field("id", TEXT)], [map(F64)]);
    settles(Goal::There, open, "id", vec![], "proven");
    settles(Goal::There, open, "rest", vec![], "sometimes");
    settles(Goal::Kind(Kinds::STRING), open, "rest", vec![], "never");
}

#[test]
fn a_type_that_contains_itself_is_walked() {
    for (path, expected) in [
        ("children[].children[].label", "proven"),
        ("children[].children[].no", "never"),
    ] {
        settles(Goal::There, tree(), path, vec![], expected);
    }
    let chain = object("Chain", [field("next", option(back("Chain")))]);
    settles(Goal::There, chain, "next", vec![], "proven");
    settles(Goal::There, chain, "next.next", vec![], "sometimes");
    let followed = vec![of_kind("next.next", Kinds::OBJECT)];
    settles(Goal::There, chain, "next.next.next", followed, "proven");
}

#[test]
fn what_serialising_gives_counts() {
    let split = keep(crate::shape::Node::Split {
        gives: object("Given", [field("a", TEXT)]),
        takes: object("Taken", [field("b", TEXT)]),
    });
    settles(Goal::There, split, "a", vec![], "proven");
    settles(Goal::There, split, "b", vec![], "never");
    let hidden = crate::shape::Field {
        gives: None,
        ..field("secret", TEXT)
    };
    settles(
        Goal::There,
        object("Order", [hidden]),
        "secret",
        vec![],
        "never",
    );
    settles(
        Goal::There,
        &crate::shape::Node::Never,
        "x",
        vec![],
        "proven",
    );
}

#[test]
fn a_source_without_a_type_is_what_aws_documents() {
    let documented = object("", [field("ExecutionArn", TEXT)]);
    let leaf = |path| Leaf {
        source: Source::GivenBy(0, documented),
        steps: steps(path),
        filters: &[],
    };
    let settle = |path, types: &Types| {
        in_short(check(Goal::There, [way(Fact::Leaf(leaf(path)))]).verdict(types))
    };
    let unknown = types(ANY, ANY);
    for types in [&Types::NONE, &unknown] {
        assert_eq!(settle("ExecutionArn", types), "proven");
        assert_eq!(settle("no", types), "never");
    }
    let anything = Fact::Leaf(Leaf {
        source: Source::GivenBy(0, ANY),
        ..leaf("x")
    });
    let check = check(Goal::There, [way(anything)]);
    assert_eq!(
        in_short(check.verdict(&Types::NONE)),
        "open: the handlers' types are not known here"
    );
    assert_eq!(
        in_short(check.verdict(&unknown)),
        "open: nothing is known of what the handler of `Ship Order` gives"
    );
}

#[test]
fn facts_are_settled_without_types() {
    use crate::program::Literal;
    let cases = [
        (
            Fact::Any,
            "open: nothing is known of the value",
            "open: nothing is known of the value",
        ),
        (Fact::Missing, "never", "never"),
        (
            Fact::Maybe(&Fact::Literal(Literal::Int(1))),
            "sometimes",
            "sometimes",
        ),
        (Fact::Of(Kinds::INTEGER), "proven", "proven"),
        (Fact::Of(Kinds::NUMBER), "proven", "proven"),
        (
            Fact::Of(Kinds::NUMBER.or(Kinds::NULL)),
            "proven",
            "open: nothing is known of the value",
        ),
        (Fact::Literal(Literal::String("x")), "proven", "never"),
        (Fact::List(&Fact::Any), "proven", "never"),
        (fields([]), "proven", "never"),
        (
            Fact::OneOf(&[Fact::Missing, Fact::Literal(Literal::Float(0.5))]),
            "sometimes",
            "sometimes",
        ),
    ];
    for (fact, there, number) in cases {
        let settle = |goal| in_short(check(goal, [way(fact)]).verdict(&Types::NONE));
        assert_eq!(settle(Goal::There), there, "{fact:?}");
        assert_eq!(settle(Goal::Kind(Kinds::NUMBER)), number, "{fact:?}");
    }
}

#[test]
fn every_way_counts_that_can_be_gone() {
    let order = object("Order", [field("figure", figure()), lax("note", TEXT)]);
    let radius = |filters| Fact::Leaf(input("figure.radius", filters));
    let gone = |word| {
        let mut way = way(Fact::Missing);
        way.assumes = keep_all([input("figure.type", [is("figure.type", word)])]);
        way
    };
    let cases = [
        (
            vec![way(radius(vec![is("figure.type", "circle")]))],
            "proven",
        ),
        (vec![gone("line")], "proven"),
        (vec![gone("circle")], "never"),
        (vec![way(radius(vec![])), gone("line")], "sometimes"),
        (
            vec![
                way(radius(vec![is("figure.type", "circle")])),
                gone("point"),
            ],
            "sometimes",
        ),
        (vec![gone("circle"), gone("point")], "never"),
        (vec![way(Fact::Any), gone("circle")], "sometimes"),
        (vec![], "proven"),
    ];
    for (ways, expected) in cases {
        let check = check(Goal::There, ways);
        assert_eq!(in_short(check.verdict(&types(order, ANY))), expected);
    }
}

#[test]
fn too_much_work_is_open() {
    // A hundred levels of structs.
    let mut node = TEXT;
    for _ in 0..100 {
        node = object("Level", [field("a", node)]);
    }
    let fact = Fact::Leaf(input("", []));
    let check = check(Goal::Input(0), [way(fact)]);
    assert_eq!(
        in_short(check.verdict(&types(node, node))),
        "open: the types are too large to follow"
    );
}
