//! Types, facts and checks, made as briefly as the tables of the tests need them.

use crate::proof::{
    Check, Fact, Filter, Goal, Kinds, Leaf, Source, Step, TaskTypes, TypeShape, Types, Verdict, Way,
};
use crate::shape::{Field, Node, OneOf, Struct, Text, Variant, Word};

pub(super) type N = &'static Node;

pub(super) const ANY: N = &Node::Any;
pub(super) const TEXT: N = &Node::Text(Text::Any);
pub(super) const TIME: N = &Node::Text(Text::Timestamp);
pub(super) const CHAR: N = &Node::Text(Text::Char);
pub(super) const UUID: N = &Node::Text(Text::Form("a UUID"));
pub(super) const BOOL: N = &Node::Bool;
pub(super) const NULL: N = &Node::Null;
pub(super) const U8: N = &Node::Integer(0, 255);
pub(super) const U32: N = &Node::Integer(0, u32::MAX as i128);
pub(super) const I64: N = &Node::Integer(i64::MIN as i128, i64::MAX as i128);
pub(super) const F64: N = &Node::Float;

/// For the life of the tests, as constants are for that of a program.
pub(super) fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(super) fn keep_all<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    values.into_iter().collect::<Vec<T>>().leak()
}

pub(super) fn list(item: N) -> N {
    keep(Node::List(item))
}

pub(super) fn tuple(items: impl IntoIterator<Item = N>) -> N {
    keep(Node::Tuple(keep_all(items)))
}

pub(super) fn map(item: N) -> N {
    keep(Node::Map(item))
}

pub(super) fn back(name: &'static str) -> N {
    keep(Node::Back(name))
}

/// A field that is there and must be.
pub(super) fn field(name: &'static str, node: N) -> Field {
    Field {
        gives: Some(name),
        may_be_left_out: false,
        takes: keep_all([name]),
        may_be_missing: false,
        node,
    }
}

/// `#[serde(default, skip_serializing_if = "..")]`
pub(super) fn lax(name: &'static str, node: N) -> Field {
    Field {
        may_be_left_out: true,
        may_be_missing: true,
        ..field(name, node)
    }
}

/// `#[serde(default)]`
pub(super) fn defaulted(name: &'static str, node: N) -> Field {
    Field {
        may_be_missing: true,
        ..field(name, node)
    }
}

pub(super) fn object(name: &'static str, fields: impl IntoIterator<Item = Field>) -> N {
    flat(name, fields, [])
}

pub(super) fn flat(
    name: &'static str,
    fields: impl IntoIterator<Item = Field>,
    flattened: impl IntoIterator<Item = N>,
) -> N {
    keep(Node::Struct(keep(Struct {
        name,
        fields: keep_all(fields),
        flattened: keep_all(flattened),
        closed: false,
    })))
}

/// `#[serde(deny_unknown_fields)]`
pub(super) fn closed(name: &'static str, fields: impl IntoIterator<Item = Field>) -> N {
    keep(Node::Struct(keep(Struct {
        name,
        fields: keep_all(fields),
        flattened: &[],
        closed: true,
    })))
}

pub(super) fn word(word: &'static str) -> N {
    keep(Node::Word(keep(Word {
        gives: word,
        takes: keep_all([word]),
    })))
}

pub(super) fn one_of(name: &'static str, forms: impl IntoIterator<Item = N>) -> N {
    keep(Node::OneOf(keep(OneOf {
        name,
        variants: keep_all(forms.into_iter().map(|node| Variant {
            name: "",
            node,
            is_given: true,
            is_taken: true,
        })),
    })))
}

pub(super) fn option(node: N) -> N {
    one_of("", [NULL, node])
}

pub(super) fn words(name: &'static str, of: &[&'static str]) -> N {
    one_of(name, of.iter().map(|one| word(one)))
}

/// An enum with its tag in `type`: a circle with a radius, a square with a side, a point.
pub(super) fn figure() -> N {
    one_of(
        "Figure",
        [
            object(
                "Figure::Circle",
                [field("type", word("circle")), field("radius", F64)],
            ),
            object(
                "Figure::Square",
                [field("type", word("square")), field("side", U32)],
            ),
            object("Figure::Point", [field("type", word("point"))]),
        ],
    )
}

/// A type that contains itself.
pub(super) fn tree() -> N {
    object(
        "Tree",
        [field("label", TEXT), field("children", list(back("Tree")))],
    )
}

/// The steps of a path such as `lines[].sku` or `pair[0]`.
pub(super) fn steps(path: &'static str) -> &'static [Step] {
    keep_all(
        path.split(['.', '['])
            .filter(|one| !one.is_empty())
            .map(|one| match one.strip_suffix(']') {
                Some("") => Step::Item,
                Some(index) => Step::Index(index.parse().unwrap()),
                None => Step::Field(one),
            }),
    )
}

/// A filter that says nothing.
pub(super) fn about(path: &'static str) -> Filter {
    Filter {
        steps: steps(path),
        present: None,
        kinds: Kinds::ALL,
        one_of: &[],
        none_of: &[],
        boolean: None,
    }
}

pub(super) fn is(path: &'static str, word: &'static str) -> Filter {
    Filter {
        present: Some(true),
        one_of: keep_all([word]),
        ..about(path)
    }
}

pub(super) fn is_not(path: &'static str, word: &'static str) -> Filter {
    Filter {
        none_of: keep_all([word]),
        ..about(path)
    }
}

pub(super) fn present(path: &'static str, present: bool) -> Filter {
    Filter {
        present: Some(present),
        ..about(path)
    }
}

pub(super) fn of_kind(path: &'static str, kinds: Kinds) -> Filter {
    Filter {
        present: Some(true),
        kinds,
        ..about(path)
    }
}

pub(super) fn boolean(path: &'static str, value: bool) -> Filter {
    Filter {
        present: Some(true),
        boolean: Some(value),
        ..about(path)
    }
}

/// A part of the execution's input.
pub(super) fn input(path: &'static str, filters: impl IntoIterator<Item = Filter>) -> Leaf {
    Leaf {
        source: Source::Input,
        steps: steps(path),
        filters: keep_all(filters),
    }
}

pub(super) fn fields(of: impl IntoIterator<Item = (&'static str, Fact)>) -> Fact {
    Fact::Object {
        fields: keep_all(of),
        rest: None,
    }
}

pub(super) fn way(value: Fact) -> Way {
    Way {
        assumes: &[],
        value,
        origin: "",
        route: "",
    }
}

pub(super) fn assuming(assumes: impl IntoIterator<Item = Leaf>) -> Way {
    Way {
        assumes: keep_all(assumes),
        ..way(Fact::Any)
    }
}

pub(super) fn check(goal: Goal, ways: impl IntoIterator<Item = Way>) -> Check {
    Check {
        goal,
        unless: &[],
        ways: keep_all(ways),
        is_alike: false,
        never: "it never holds",
        sometimes: "it does not always hold",
        snippet: " --> order.asl.json:12:15\n   |\n12 | \"$.x\"\n   | ^^^^^ here\n   |\n",
        notes: "   = note: where it is meant, the invocation allows it",
        indent: 3,
    }
}

/// The input is of one type, the first handler takes another.
pub(super) fn types(input: N, taken: N) -> Types {
    let task = TaskTypes {
        state: "Ship Order",
        input: TypeShape {
            name: "Parcel",
            node: taken,
        },
        output: TypeShape {
            name: "Receipt",
            node: ANY,
        },
        errors: Some(&["CardDeclined", "Unreachable"]),
        error: "ShopError",
    };
    Types {
        input: TypeShape {
            name: "Order",
            node: input,
        },
        output: TypeShape {
            name: "Receipt",
            node: taken,
        },
        tasks: keep_all([task]),
    }
}

/// A verdict in a few letters, and why it is open.
pub(super) fn in_short(verdict: Verdict) -> String {
    match verdict {
        Verdict::Proven => "proven".to_owned(),
        Verdict::Open(why) => format!("open: {why}"),
        Verdict::Failed(failure) if failure.is_sometimes() => "sometimes".to_owned(),
        Verdict::Failed(_) => "never".to_owned(),
    }
}
