//! What is said of expressions, shown in short.

mod conditions;
mod show;

use crate::flow::tree::Tree;
use std::fmt::Write;
use std::rc::Rc;

use self::conditions::narrowed;
use self::show::show;
use super::{Given, Needed, Sources, evaluate};
use crate::flow::fact::{Fact, Field, Leaf, Made, Object, Rest, Source};
use crate::flow::kinds::Kinds;
use crate::ir::Json;

fn field(fact: Fact, may_be_missing: bool) -> Field {
    Field {
        fact,
        may_be_missing,
    }
}

fn constant(text: &str) -> Fact {
    Fact::Value(Json::String(text.to_owned()))
}

fn optional(fields: &[(&str, Fact, bool)]) -> Fact {
    let fields = fields.iter().map(|(name, fact, may_be_missing)| {
        (Rc::from(*name), field(fact.clone(), *may_be_missing))
    });
    Fact::Object(Rc::new(Object {
        fields: fields.collect(),
        rest: Rest::None,
        made: Made::default(),
    }))
}

fn input() -> Fact {
    let number = Fact::Of(Kinds::NUMBER);
    Fact::object([
        ("id", Fact::string()),
        ("n", Fact::Of(Kinds::INTEGER)),
        ("total", number.clone()),
        ("flag", Fact::Of(Kinds::BOOL)),
        ("kind", constant("a").join(&constant("b"))),
        ("like", Fact::Example(Json::String("sample".to_owned()))),
        (
            "order",
            optional(&[
                ("id", Fact::string(), false),
                ("note", Fact::string(), true),
            ]),
        ),
        (
            "items",
            Fact::list(optional(&[
                ("sku", Fact::string(), false),
                ("price", number, false),
                ("note", Fact::string(), true),
            ])),
        ),
        (
            "pair",
            Fact::tuple(vec![
                Fact::object([("x", constant("p"))]),
                Fact::object([("x", constant("q"))]),
            ]),
        ),
        (
            "single",
            Fact::tuple(vec![Fact::object([("x", constant("p"))])]),
        ),
        ("none", Fact::tuple(Vec::new())),
        ("any", Fact::any("a type is not known")),
        ("typed", Fact::Leaf(Leaf::new(Source::Input))),
    ])
}

fn given(text: &str) -> Given {
    let variables = Tree::from([
        (
            "v".to_owned(),
            field(Fact::object([("a", Fact::Of(Kinds::INTEGER))]), false),
        ),
        ("sometimes".to_owned(), field(Fact::string(), true)),
    ]);
    let known = Tree::new();
    let made = Made::default();
    let input = input();
    let context = Fact::object([("State", Fact::object([("Name", constant("S"))]))]);
    let sources = Sources {
        input: &input,
        result: None,
        error_output: None,
        context: &context,
        variables: &variables,
        known: &known,
        made: &made,
    };
    evaluate(text, &sources)
}

/// The value; `?` and the text to blame where it may be missing, `~` where that is not known; then what is wrong.
fn said(text: &str) -> String {
    let given = given(text);
    let mut said = given
        .found
        .value
        .as_ref()
        .map_or("nothing".to_owned(), show);
    let blamed = given.blame.map(|(at, path)| {
        assert_eq!(text.get(at), Some(path.as_str()));
        path
    });
    let blamed = blamed.unwrap_or_default();
    if given.found.missing.is_some() {
        let _ = write!(said, " ?{blamed}");
    } else if given.found.open.is_some() {
        said.push_str(" ~");
    }
    for need in &given.needs {
        match need.what {
            Needed::There => {
                let _ = write!(said, " needs {}", need.path);
            }
            Needed::Kinds(kinds) => {
                let _ = write!(said, " {} is {kinds}", need.path);
            }
        }
    }
    for (at, fault) in &given.faults {
        assert!(text.get(at.clone()).is_some(), "{at:?}");
        let _ = write!(said, " !{fault}");
    }
    said
}

fn assert_said(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, wanted) in cases {
        let found = said(text);
        if found != *wanted {
            wrong.push(format!("{text}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn constants_are_known() {
    assert_said(&[
        ("1.50", "1.5"),
        ("1e3", "1000"),
        ("-2", "-2"),
        ("'a' & \"b\"", "'ab'"),
        ("[1, 'x', null, true]", "[1, 'x', null, true]"),
        ("[]", "[]"),
        ("()", "any ~"),
        ("'a' = 'b'", "false"),
        ("1 = 1.0", "true"),
        ("$not('a' = 'b') and 2 in [1, 2]", "true"),
        ("'a' = 1", "false"),
    ]);
}

#[test]
fn paths_lead_to_fields() {
    assert_said(&[
        ("$states.input.id", "string"),
        ("$states.input.order.id", "string"),
        ("$states.input.'order'.`id`", "string"),
        (
            "$states.input.order.note",
            "string ?$states.input.order.note",
        ),
        ("$states.input.ordr.id", "nothing ?$states.input.ordr"),
        (
            "$states.input.order.id.x",
            "nothing ?$states.input.order.id.x",
        ),
        ("$states.input.any.x", "any ~"),
        ("$states.input.like", "like 'sample'"),
        ("$states.context.State.Name", "'S'"),
        ("$states.result", "nothing ?$states.result"),
        ("$states.result.x", "nothing ?$states.result"),
        ("$v.a", "integer"),
        ("$v.b", "nothing ?$v.b"),
        ("$sometimes", "string ?$sometimes"),
        ("$nowhere.x", "nothing ?$nowhere"),
        (
            "$states",
            "{context: {State: {Name: 'S'}}, input: {any: any, flag: bool, id: string, items: [{note?: string, price: number, sku: string} ..], kind: 'a' | 'b', like: like 'sample', n: integer, none: [], order: {id: string, note?: string}, pair: [{x: 'p'}, {x: 'q'}], single: [{x: 'p'}], total: number, typed: typed}}",
        ),
    ]);
}

#[test]
fn paths_go_over_lists() {
    assert_said(&[
        ("$states.input.pair.x", "['p', 'q']"),
        ("$states.input.single.x", "'p'"),
        ("$states.input.none.x", "nothing ?$states.input.none.x"),
        ("$states.input.items.sku", "any ~"),
        (
            "$states.input.items.typo",
            "nothing ?$states.input.items.typo",
        ),
        ("[$states.input.items.sku]", "[string ..]"),
        ("$states.input.items.sku[]", "[string ..] ~"),
        ("$states.input.order.id[]", "[string]"),
        (
            "[$states.input.items.{'id': sku, 'n': note}]",
            "[{id: string, n?: string} ..]",
        ),
        ("$states.input.pair.{'y': x}", "[{y: 'p'}, {y: 'q'}]"),
        ("$states.input.order.{'y': id}", "{y: string}"),
        ("[$states.input.items[price > 1].sku]", "[string ..]"),
        (
            "[$states.input.items[price > 1]]",
            "[{note?: string, price: number, sku: string} ..]",
        ),
        ("$states.input.items[price > 1]", "any ~"),
        ("$states.input.items[0].sku", "string ~"),
        ("$states.input.pair[0].x", "'p'"),
        ("$states.input.pair[-1].x", "'q'"),
        ("$states.input.pair[2]", "nothing ?$states.input.pair[2]"),
        ("$states.input.order[0].id", "string"),
        ("$states.input.order[1]", "nothing ?$states.input.order[1]"),
        ("$states.input.pair.x[0]", "['p', 'q']"),
        ("($states.input.pair.x)[0]", "'p'"),
        ("$states.input.pair^(x)", "[{x: 'p' | 'q'} ..]"),
        ("$states.input.items{sku: price}", "{..}"),
        ("$states.input.items#$i.$i", "any ~"),
        ("$states.input.*", "any ~"),
    ]);
}

#[test]
fn rust_values_stay_rust_values() {
    assert_said(&[
        ("$states.input.typed", "typed"),
        ("$states.input.typed.a.b", "typed.a.b"),
        ("$states.input.typed.list[0].b", "typed.list[0].b"),
        ("{'a': $states.input.typed.a}.a", "typed.a"),
        (
            "[$states.input.typed.list.{'id': id}]",
            "[{id: typed.list[*].id} ..]",
        ),
        (
            "$uppercase($states.input.typed.a)",
            "string needs $states.input.typed.a $states.input.typed.a is a string",
        ),
        (
            "$states.input.typed.a + 1",
            "number needs $states.input.typed.a $states.input.typed.a is a number",
        ),
        ("$states.input.typed.a & 'x'", "string"),
        ("$states.input.typed.a = 'x'", "bool"),
        (
            "$states.input.flag ? $states.input.typed.a : 'x'",
            "typed.a | 'x'",
        ),
        (
            "$states.input.flag ? $uppercase($states.input.typed.a) : 'x'",
            "string ~",
        ),
        (
            "$exists($states.input.typed.a) ? $states.input.typed.a : 'x'",
            "typed.a! | 'x'",
        ),
        ("$states.input.typed.a ?? 'x'", "typed.a! | 'x'"),
        (
            "{'a': $uppercase($states.input.typed.a)}",
            "{a?: any} $states.input.typed.a is a string",
        ),
        (
            "$merge([$states.input.typed, {'a': 1}])",
            "{a: 1, ..typed} $states.input.typed is a list or an object",
        ),
        (
            "$merge([{'a': 1}, $states.input.typed]).a",
            "any $states.input.typed is a list or an object",
        ),
        (
            "[$map($states.input.typed.list, function($x) { {'id': $x.id} })]",
            "[{id: typed.list[*].id} ..]",
        ),
        ("$count($states.input.typed.list)", "integer"),
    ]);
}

#[test]
fn constructors_leave_out_what_is_not_there() {
    assert_said(&[
        (
            "{'a': $states.input.typo, 'b': $states.input.id}",
            "{b: string}",
        ),
        ("{'a': $states.input.order.note}", "{a?: string}"),
        ("{'a': $states.input.items.sku}", "{a?: any}"),
        ("{'a': $states.input.any.x}", "{a?: any}"),
        ("{$states.input.id: 1, 'b': 2}", "{b: 2, ..}"),
        (
            "{$states.input.n: 1}",
            "{..} !`$states.input.n` is a whole number, and a field's name takes a string",
        ),
        ("[$states.input.typo, 1]", "[1]"),
        (
            "[$states.input.order.note, 1]",
            "[(a string or a whole number) ..]",
        ),
        ("[$states.input.pair, [1]]", "[{x: 'p'}, {x: 'q'}, [1]]"),
        ("[1..3]", "[integer, integer, integer]"),
        ("[1..$states.input.n]", "[integer ..]"),
        ("[3..1]", "[]"),
    ]);
}

#[test]
fn operators_give_their_kinds() {
    assert_said(&[
        ("$states.input.n + 1", "integer"),
        ("$states.input.n / 2", "number"),
        ("$states.input.total * 2", "number"),
        ("-$states.input.n", "integer"),
        ("$states.input.typo + 1", "nothing ?$states.input.typo"),
        (
            "$states.input.order.note < 'x'",
            "bool ?$states.input.order.note",
        ),
        (
            "$states.input.id + 1",
            "number !`$states.input.id` is a string, and `+` takes a number",
        ),
        (
            "'a' * $states.input.n",
            "number !`'a'` is a string, and `*` takes a number",
        ),
        (
            "$states.input.id < $states.input.n",
            "bool !`<` compares a string with a whole number",
        ),
        (
            "$states.input.order < 1",
            "bool !`$states.input.order` is an object, and `<` takes a string or a number",
        ),
        (
            "$states.input.order.note + 1",
            "number ?$states.input.order.note",
        ),
        ("$states.input.any + 1", "number"),
        ("$states.input.typo = 'x'", "false"),
        ("$states.input.typo != 'x'", "false"),
        ("$states.input.kind = 'c'", "false"),
        ("$states.input.kind in ['a', 'b']", "true"),
        ("$states.input.flag and $states.input.id + 1", "bool"),
        ("$states.input.flag or true", "true"),
        ("$states.input.typo ?: 'x'", "'x'"),
        ("$states.input.order.note ?? 'x'", "string"),
        ("$states.input.id ?? 1", "string"),
    ]);
}

#[test]
fn conditions_join_and_narrow() {
    assert_said(&[
        ("$states.input.flag ? 1 : 'a'", "1 | 'a'"),
        ("$states.input.flag ? 1", "1 ~"),
        ("$states.input.flag ? $states.input.typo : 1", "1 ~"),
        ("$exists($states.input.typo) ? $states.input.typo : 1", "1"),
        (
            "$exists($states.input.order.note) ? $states.input.order.note : 1",
            "(a string or a whole number)",
        ),
        (
            "$states.input.order.note ? $states.input.order.note : 1",
            "(a string or a whole number)",
        ),
        (
            "$not($exists($states.input.order.note)) ? 1 : $states.input.order.note",
            "(a string or a whole number)",
        ),
        (
            "$states.input.kind = 'a' ? $states.input.kind : 1",
            "'a' | 1",
        ),
        ("$states.input.id = 'a' ? $states.input.id : 1", "'a' | 1"),
        ("$states.input.flag ? $states.input.id + 1 : 1", "number"),
        ("$states.input.flag ? $error('no') : 1", "1"),
        ("$error('no')", "nothing"),
    ]);
}

#[test]
fn names_and_functions_are_followed() {
    assert_said(&[
        ("($x := $states.input.order; $x.id)", "string"),
        ("($x := $states.input.order; $x.typo)", "nothing ?$x.typo"),
        ("($x := 1; ($x := 2); $x)", "any ~"),
        (
            "($f := function($x) { $x.id }; $f($states.input.order))",
            "string",
        ),
        ("($f := function($n) { $f($n) }; $f(1))", "any ~"),
        ("$states.input.id ~> $uppercase", "string"),
        ("$states.input.id ~> $substring(1) ~> $length", "integer"),
        (
            "[$map($states.input.items, function($x) { $x.price * 2 })]",
            "[number ..]",
        ),
        (
            "$map($states.input.pair, function($x, $i) { {'i': $i, 'x': $x.x} })",
            "[{i: integer, x: 'p'}, {i: integer, x: 'q'}]",
        ),
        (
            "[$filter($states.input.items, function($x) { $x.price > 1 })]",
            "[{note?: string, price: number, sku: string} ..]",
        ),
        (
            "$reduce($states.input.items.price, function($a, $b) { $a + $b })",
            "any ~",
        ),
        (
            "$sort($states.input.items, function($l, $r) { $l.price > $r.price })",
            "[{note?: string, price: number, sku: string} ..]",
        ),
        ("$states.input ~> |order|{'x': 1}|", "any ~"),
    ]);
}

#[test]
fn functions_give_what_they_give() {
    assert_said(&[
        ("$string($states.input.n)", "string"),
        ("$string($states.input.kind)", "'a' | 'b'"),
        (
            "$uppercase($states.input.typo)",
            "nothing ?$states.input.typo",
        ),
        (
            "$uppercase($states.input.n)",
            "any !`$states.input.n` is a whole number, which `$uppercase` does not take there",
        ),
        (
            "$uppercase($states.input.order.note)",
            "string ?$states.input.order.note",
        ),
        ("$count($states.input.typo)", "0"),
        ("$count($states.input.items)", "integer"),
        ("$exists($states.input.typo)", "false"),
        ("$exists($states.input.id)", "true"),
        ("$exists($states.input.order.note)", "bool"),
        ("$not($states.input.typo)", "nothing ?$states.input.typo"),
        ("$sum($states.input.items.price)", "number ~"),
        ("$sum([$states.input.items.price])", "number"),
        (
            "$sum([1, $states.input.id])",
            "integer !an item of `[1, $states.input.id]` is a string, and `$sum` takes a number",
        ),
        (
            "$sum($states.input.id)",
            "number !`$states.input.id` is a string, and `$sum` takes a number or a list",
        ),
        ("$max([$states.input.items.price])", "number ~"),
        ("$split($states.input.id, ',')", "[string ..]"),
        ("$now()", "timestamp"),
        ("$fromMillis($millis() + 1000)", "timestamp"),
        ("$uuid()", "(a string)"),
        ("$keys($states.input.order)", "any ~"),
        ("$keys({'a': 1, 'b': 2})", "['a' | 'b', 'a' | 'b']"),
        ("$lookup($states.input.order, 'id')", "string"),
        (
            "$merge([$states.input.order, {'id': 1, 'x': 2}])",
            "{id: 1, note?: string, x: 2}",
        ),
        (
            "$merge([{'note': 1}, $states.input.order])",
            "{id: string, note: (a string or a whole number)}",
        ),
        ("$append($states.input.pair, 1)", "[{x: 'p'}, {x: 'q'}, 1]"),
        ("$append($states.input.typo, 1)", "1"),
        ("$type($states.input.order)", "'object'"),
        ("$number($states.input.id)", "number"),
        ("$round($states.input.total)", "integer"),
        ("$parse($states.input.id)", "any"),
        (
            "$partition($states.input.pair, 2)",
            "[[{x: 'p' | 'q'} ..] ..]",
        ),
        ("$range(0, 10, 2)", "any ~"),
        ("[$range(0, 10, 2)]", "[integer ..]"),
        ("$hash($states.input.id, 'MD5')", "(a string)"),
        ("$assert($states.input.flag, 'no')", "any ~"),
    ]);
}

#[test]
fn nothing_overflows_and_everything_ends() {
    let deep = format!("{}1{}", "[".repeat(99), "]".repeat(99));
    let tall = vec!["$states.input.id"; 240].join(" & ");
    let doubled: String = (0..60).map(|_| "$x := [[$x], [$x]]; ").collect();
    let doubled = format!("($x := [1]; {doubled}$x)");
    let mut names = String::new();
    let mut nested = String::new();
    for number in 0..60 {
        let next = number + 1;
        let _ = write!(names, "$x{next} := $append($x{number}, $x{number}); ");
        let _ = write!(nested, "$x{next} := {{'a': $x{number}, 'b': $x{number}}}; ");
    }
    let names = format!("($x0 := [1, 2]; {names}$x60)");
    let nested = format!("($x0 := 1; {nested}$x60 = $x59)");
    let calls = "($f := function($x) { $f($x) + $f($x) + $f($x) + $f($x) }; $f(1))".to_owned();
    let maps = (0..30).fold("1".to_owned(), |inner, _| {
        format!("$map([1, 2, 3, 4], function($x) {{ {inner} }})")
    });
    for text in [deep, tall, doubled, names, nested, calls, maps] {
        given(&text);
        narrowed(&text, true);
    }
    given("$f(");
}
