//! All of it runs in constants.

use crate::program::Literal;
use crate::proof::{
    Check, Fact, Filter, Goal, Kinds, Leaf, Message, Source, Step, TaskTypes, TypeShape, Types,
    Verdict, Way,
};
use crate::shape::{Field, Node, OneOf, Struct, Text, Variant, Word};

const TEXT: &Node = &Node::Text(Text::Any);

const fn field(name: &'static str, takes: &'static [&'static str], node: &'static Node) -> Field {
    Field {
        gives: Some(name),
        may_be_left_out: false,
        takes,
        may_be_missing: false,
        node,
    }
}

const fn form(node: &'static Node) -> Variant {
    Variant {
        name: "",
        node,
        is_given: true,
        is_taken: true,
    }
}

const STATUS: &Node = &Node::OneOf(&OneOf {
    name: "Status",
    variants: &[
        form(&Node::Word(&Word {
            gives: "paid",
            takes: &["paid"],
        })),
        form(&Node::Word(&Word {
            gives: "open",
            takes: &["open"],
        })),
    ],
});

const CARD: &Node = &Node::OneOf(&OneOf {
    name: "",
    variants: &[
        form(&Node::Null),
        form(&Node::Struct(&Struct {
            name: "Card",
            fields: &[field("number", &["number"], TEXT)],
            flattened: &[],
            closed: false,
        })),
    ],
});

const ORDER: &Node = &Node::Struct(&Struct {
    name: "Order",
    fields: &[
        field("order_id", &["order_id"], TEXT),
        field("status", &["status"], STATUS),
        field("card", &["card"], CARD),
        field("parts", &["parts"], &Node::List(&Node::Back("Order"))),
    ],
    flattened: &[],
    closed: false,
});

const TYPES: Types = Types {
    input: TypeShape {
        name: "Order",
        node: ORDER,
    },
    output: TypeShape::NONE,
    tasks: &[TaskTypes {
        state: "Ship Order",
        input: TypeShape {
            name: "Order",
            node: ORDER,
        },
        output: TypeShape::NONE,
        errors: Some(&["Lost"]),
        error: "ShipError",
    }],
};

const fn input(steps: &'static [Step], filters: &'static [Filter]) -> Leaf {
    Leaf {
        source: Source::Input,
        steps,
        filters,
    }
}

const fn way(value: Fact) -> Way {
    Way {
        assumes: &[],
        value,
        origin: "",
        route: "",
    }
}

const fn check(goal: Goal, ways: &'static [Way]) -> Check {
    Check {
        goal,
        unless: &[],
        ways,
        never: "never",
        sometimes: "sometimes",
        snippet: "",
        is_alike: false,
        notes: "",
        indent: 2,
    }
}

const PAID: Filter = Filter {
    steps: &[Step::Field("status")],
    present: Some(true),
    kinds: Kinds::ALL,
    one_of: &["paid"],
    none_of: &[],
    boolean: None,
};

const THERE: Check = check(
    Goal::There,
    &[way(Fact::Leaf(input(&[Step::Field("order_id")], &[])))],
);
const MISSPELT: Check = check(
    Goal::There,
    &[way(Fact::Leaf(input(&[Step::Field("orderId")], &[])))],
);
const FITS: Check = check(
    Goal::Input(0),
    &[
        way(Fact::Leaf(input(&[], &[PAID]))),
        way(Fact::Leaf(input(&[], &[]))),
    ],
);
const LITERAL: Check = check(
    Goal::Input(0),
    &[way(Fact::Literal(Literal::Object(&[(
        "order_id",
        Literal::Int(5),
    )])))],
);
const RAISED: Check = check(
    Goal::Raised {
        tasks: &[0],
        names: &["Lots"],
    },
    &[],
);

const _: () = assert!(matches!(THERE.verdict(&TYPES), Verdict::Proven));
const _: () = assert!(matches!(FITS.verdict(&TYPES), Verdict::Proven));
const _: () = assert!(matches!(MISSPELT.verdict(&TYPES), Verdict::Failed(_)));
const _: () = assert!(matches!(LITERAL.verdict(&TYPES), Verdict::Failed(_)));
const _: () = assert!(matches!(RAISED.verdict(&TYPES), Verdict::Failed(_)));
const _: () = assert!(matches!(THERE.verdict(&Types::NONE), Verdict::Open(_)));

const MESSAGES: [Message; 3] = [
    MISSPELT.message(&TYPES, &MISSPELT.verdict(&TYPES)),
    LITERAL.message(&TYPES, &LITERAL.verdict(&TYPES)),
    RAISED.message(&TYPES, &RAISED.verdict(&TYPES)),
];

#[test]
fn a_constant_message_is_that_of_run_time() {
    for (check, constant) in [MISSPELT, LITERAL, RAISED].iter().zip(&MESSAGES) {
        let verdict = check.verdict(&TYPES);
        assert_eq!(constant.as_str(), check.message(&TYPES, &verdict).as_str());
        assert_ne!(constant.as_str(), "never");
    }
}
