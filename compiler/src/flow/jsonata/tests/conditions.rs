//! What conditions say of what they read.

use std::fmt::Write;

use super::field;
use crate::flow::fact::{Fact, Made};
use crate::flow::jsonata::{Narrowing, Sources, narrow};
use crate::flow::kinds::Kinds;
use crate::flow::tree::Tree;
use crate::ir::{ExpressionRoot, ExpressionStep};

/// What a condition says, as `path there kinds {one of} not {none of} boolean`.
pub(super) fn narrowed(text: &str, wanted: bool) -> Vec<String> {
    let fact = Fact::any("anything");
    let variables = Tree::from([("v".to_owned(), field(fact.clone(), false))]);
    let (known, made) = (Tree::new(), Made::default());
    let sources = Sources {
        input: &fact,
        result: None,
        error_output: None,
        context: &fact,
        variables: &variables,
        known: &known,
        made: &made,
    };
    let all = narrow(text, &sources, wanted);
    all.iter().map(show_narrowing).collect()
}

fn show_narrowing(narrowing: &Narrowing) -> String {
    let Narrowing {
        root,
        steps,
        filter,
    } = narrowing;
    let mut shown = match root {
        ExpressionRoot::Input => "input".to_owned(),
        ExpressionRoot::Variable(name) => format!("${name}"),
        other => format!("{other:?}"),
    };
    for step in steps {
        match step {
            ExpressionStep::Field(name) => {
                let _ = write!(shown, ".{name}");
            }
            ExpressionStep::Index(index) => {
                let _ = write!(shown, "[{index}]");
            }
        }
    }
    match filter.present {
        Some(true) => shown.push_str(" there"),
        Some(false) => shown.push_str(" absent"),
        None => {}
    }
    if filter.kinds != Kinds::ALL {
        let _ = write!(shown, " {}", filter.kinds);
    }
    for (name, texts) in [("in", &filter.one_of), ("not in", &filter.none_of)] {
        if !texts.is_empty() {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            {
                let _ = write!(shown, " {name} {}", texts.join(","));
            }
        }
    }
    if let Some(value) = filter.boolean {
        let _ = write!(shown, " {value}");
    }
    shown
}

#[test]
fn conditions_say_what_they_read() {
    for (text, holds, fails) in [
        (
            "$exists($states.input.a.b)",
            "input.a.b there",
            "input.a.b absent",
        ),
        ("$not($exists($v.a[0]))", "$v.a[0] absent", "$v.a[0] there"),
        (
            "$states.input.a = 'x'",
            "input.a there a string in x",
            "input.a not in x",
        ),
        (
            "'x' != $states.input.a",
            "input.a there; input.a not in x",
            "",
        ),
        (
            "$states.input.a in ['x', 'y']",
            "input.a there a string in x,y",
            "input.a not in x,y",
        ),
        (
            "$states.input.a = 'x' or $states.input.a = 'y'",
            "input.a there a string in x,y",
            "input.a not in x; input.a not in y",
        ),
        (
            "$states.input.a = 'x' and $v = 1",
            "input.a there a string in x; $v there a number",
            "",
        ),
        (
            "$type($states.input.a) = 'array'",
            "input.a there a list",
            "input.a a string, a number, a truth value, an object or null",
        ),
        (
            "$states.input.a",
            "input.a there a truth value true",
            "input.a there a truth value false",
        ),
        (
            "$not($states.input.a)",
            "input.a there",
            "input.a there; input.a there a string, a number, a truth value, a list or an object",
        ),
        (
            "$states.input.a = true",
            "input.a there a truth value true",
            "",
        ),
        (
            "$states.input.a > 1",
            "input.a there a number",
            "input.a there a number",
        ),
        ("$count($states.input.a) > 0", "input.a there", ""),
        (
            "$states.input.a = null",
            "input.a there null",
            "input.a a string, a number, a truth value, a list or an object",
        ),
        ("$nowhere = 1", "", ""),
        ("($x := 1; $x = 1)", "", ""),
        (
            "$boolean($states.input.a)",
            "input.a there; input.a there a string, a number, a truth value, a list or an object",
            "input.a there",
        ),
    ] {
        assert_eq!(narrowed(text, true).join("; "), holds, "{text}");
        assert_eq!(narrowed(text, false).join("; "), fails, "not {text}");
    }
}
