//! Whole messages.

use super::build::*;
use crate::program::Literal;
use crate::proof::*;

fn show(title: &str, check: Check, types: &Types) {
    let verdict = check.verdict(types);
    println!(
        "--- {title}: {verdict:?}\n{}",
        check.message(types, &verdict)
    );
}

#[test]
fn all() {
    let order = object(
        "Order",
        [
            field("order_id", TEXT),
            lax("note", TEXT),
            field("card", option(object("Card", [field("number", TEXT)]))),
            field(
                "lines",
                list(object("Line", [field("sku", U32), field("count", I64)])),
            ),
            field("status", words("Status", &["paid", "open", "void"])),
            field("prices", map(F64)),
            field("figure", figure()),
            field("pair", tuple([U8, U8])),
        ],
    );
    let t = |taken| types(order, taken);
    let leaf = |p| Fact::Leaf(input(p, []));
    for p in [
        "orderId",
        "note",
        "card.number",
        "card.numbr",
        "lines[].skuu",
        "order_id.x",
        "prices.apple",
        "figure.radius",
        "pair[3]",
        "lines.x",
        "figure.radiu",
        "order_id[0]",
    ] {
        show(p, check(Goal::There, [way(leaf(p))]), &t(ANY));
    }
    for p in ["card", "status", "note", "figure", ""] {
        show(p, check(Goal::Kind(Kinds::NUMBER), [way(leaf(p))]), &t(ANY));
    }
    let line = object(
        "Item",
        [field("sku", TEXT), field("count", U8), field("extra", TEXT)],
    );
    for taken in [
        object("Parcel", [field("lines", list(line))]),
        object("Parcel", [field("orderid", TEXT)]),
        object("Parcel", [field("note", TEXT)]),
        object(
            "Parcel",
            [field("card", object("Cardy", [field("number", U8)]))],
        ),
        object(
            "Parcel",
            [field("status", words("State", &["paid", "opened"]))],
        ),
        object(
            "Parcel",
            [field(
                "figure",
                one_of(
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
                    ],
                ),
            )],
        ),
        closed("Parcel", [field("order_id", TEXT)]),
        object("Parcel", [field("pair", tuple([U8]))]),
        TEXT,
        map(TEXT),
        words("A", &["x"]),
    ] {
        show("fit", check(Goal::Input(0), [way(leaf(""))]), &t(taken));
        show("out", check(Goal::Output, [way(leaf(""))]), &t(taken));
    }
    show(
        "lit",
        check(
            Goal::Input(0),
            [way(fields([("a", Fact::Literal(Literal::Int(300)))]))],
        ),
        &t(object("Parcel", [field("a", U8)])),
    );
    for f in [
        is("status", "payd"),
        is("stats", "paid"),
        is("card", "paid"),
        present("order_id", false),
        is("note.x", "y"),
    ] {
        show(
            "possible",
            check(Goal::Possible, [assuming([input("", [f])])]),
            &t(ANY),
        );
    }
    show(
        "possible2",
        check(
            Goal::Possible,
            [assuming([input(
                "",
                [is("status", "paid"), is_not("status", "paid")],
            )])],
        ),
        &t(ANY),
    );
    show(
        "impossible",
        check(
            Goal::Impossible,
            [assuming([input("", [is_not("status", "paid")])])],
        ),
        &t(ANY),
    );
    show(
        "raised",
        check(
            Goal::Raised {
                tasks: &[0],
                names: &["CardDeclned"],
            },
            [],
        ),
        &t(ANY),
    );
    let mut a = way(leaf("order_id"));
    a.route = "`A`";
    let mut b = way(Fact::Missing);
    b.route = "`B`, `C`";
    b.origin = "`$.order_id` is not in the result of `C`";
    let mut c = way(Fact::Any);
    c.route = "`D`";
    show("ways", check(Goal::There, [a, b, c]), &t(ANY));
}
