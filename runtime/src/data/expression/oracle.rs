//! Plain paths without the engine, held against the engine.
use super::{Outcome, evaluate, query, walk};
use crate::{
    data::Scope,
    program::{Expression, Form},
    testing_support::{TestContext, expression_root, leak_form, leak_str},
    value::Value,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Documents in which a random path has a chance to lead somewhere.
fn document() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        (-3..4_i64).prop_map(Json::from),
        Just(json!(0.5)),
        Just(json!("")),
        Just(json!("a")),
        Just(json!([])),
        Just(json!({})),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            3 => prop::collection::hash_map("[abc]", inner, 0..4)
                .prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

fn path() -> impl Strategy<Value = String> {
    let root = prop_oneof![
        4 => Just("$states.input"),
        1 => Just("$states.result"),
        1 => Just("$states.errorOutput"),
        1 => Just("$states.context"),
        3 => Just("$v"),
        1 => Just("$missing"),
    ];
    let index =
        prop_oneof![3 => Just(String::new()), 2 => (-3..4_i64).prop_map(|at| format!("[{at}]"))];
    let name = prop_oneof![3 => "[abc]", 1 => Just("`a`".to_owned()), 1 => Just("'b'".to_owned())];
    let step = (name, index.clone()).prop_map(|(name, index)| format!(".{name}{index}"));
    let steps = prop::collection::vec(step, 0..5);
    (root, index.clone(), index, steps)
        .prop_map(|(root, first, second, steps)| format!("{root}{first}{second}{}", steps.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_plain_path_goes_where_the_engine_goes(document in document(), other in document(), path in path()) {
        let parsed = stepwright_compiler::jsonata::parse(&path).expect("a path");
        let roots = parsed.roots();
        let reads = roots.iter().map(|(root, _)| expression_root(root));
        let plain = Expression {
            text: leak_str(&path),
            location: "Output",
            reads: reads.collect::<Vec<_>>().leak(),
            form: leak_form(&parsed.form),
        };
        let [document, other] = [document, other].map(Value::from);
        let context = TestContext {
            object: document.clone(),
            variables: Value::from(json!({"v": Json::from(document.clone())})),
        };
        let scope = Scope {
            result: Some(&other),
            ..Scope::new(&document, &context)
        };
        if let Form::Path(root, steps) = plain.form
            && let Some(walked) = walk(root, steps, &scope)
        {
            let asked = query(&plain, &scope).expect("the engine takes every path");
            prop_assert_eq!(walked, asked, "{}", path);
        }
        let queried = Expression { form: Form::Query, ..plain };
        prop_assert_eq!(evaluate(&plain, &scope), evaluate(&queried, &scope), "{}", path);
    }
}

#[test]
fn the_paths_above_are_plain() {
    for text in [
        "$states.input.a[0].b",
        "$v[-1].a",
        "$states.context.`a`",
        "$states.result",
    ] {
        let parsed = stepwright_compiler::jsonata::parse(text).expect("a path");
        let context = TestContext::default();
        let document = Value::from(json!({}));
        let Form::Path(root, steps) = leak_form(&parsed.form) else {
            panic!("{text} is no plain path");
        };
        let walked = walk(root, steps, &Scope::new(&document, &context));
        assert_eq!(walked, Some(Outcome::Undefined), "{text}");
    }
}
