//! Against the engine: what an expression makes of values is what was said of it from what is known of them.
//!
//! Values are made at random, and facts that hold of them; then each expression is evaluated over both.

mod admit;
mod engine;
mod expressions;
mod known;

use std::collections::BTreeMap;

use crate::flow::tree::Tree;
use std::fmt::Write;

use serde_json::Value as Concrete;

use self::admit::Admit;
use self::engine::Outcome;
use self::expressions::{CONDITIONS, EXPRESSIONS, PATHS};
use self::known::{Known, document};
use super::{Given, Sources, evaluate, narrow};
use crate::flow::fact::{Fact, Field, Made};
use crate::ir::{ExpressionRoot, ExpressionStep};
use crate::testing::Random;

/// Functions that take their first argument for a later one, and the context for the first, where that fits better.
const AMBIGUOUS: &[&str] = &["$split", "$substring", "$contains", "$fromMillis", "$round"];

/// What the expressions read, and what is known of it.
struct World {
    input: Concrete,
    result: Concrete,
    variables: BTreeMap<String, Concrete>,
    input_fact: Fact,
    result_fact: Fact,
    variable_facts: Tree<String, Field>,
    context: Fact,
}

impl World {
    fn random(random: &mut Random) -> World {
        let input = document(random, true);
        let result = document(random, false);
        let mut variables = BTreeMap::from([
            ("v".to_owned(), document(random, false)),
            ("w".to_owned(), known::list(random, 0)),
        ]);
        let may_have_leaves = random.below(2) == 0;
        let input_fact = Known::new(random, may_have_leaves).of(&input);
        let mut known = Known::new(random, false);
        let result_fact = known.of(&result);
        let mut variable_facts = Tree::new();
        for (name, value) in &variables {
            variable_facts.insert(name.clone(), Field::there(known.of(value)));
        }
        if random.below(3) == 0 {
            variables.remove("v");
            if let Some(field) = variable_facts.get("v").cloned() {
                let field = Field {
                    may_be_missing: true,
                    ..field
                };
                variable_facts.insert("v".to_owned(), field);
            }
        }
        World {
            input,
            result,
            variables,
            input_fact,
            result_fact,
            variable_facts,
            context: Fact::any("the context"),
        }
    }

    fn sources<'a>(&'a self, made: &'a Made, filters: &'a Filters) -> Sources<'a> {
        Sources {
            input: &self.input_fact,
            result: Some(&self.result_fact),
            error_output: None,
            context: &self.context,
            variables: &self.variable_facts,
            known: filters,
            made,
        }
    }

    fn given(&self, text: &str) -> Given {
        evaluate(text, &self.sources(&Made::default(), &Filters::new()))
    }

    fn made(&self, text: &str) -> Outcome {
        engine::evaluate(text, &self.input, &self.result, &self.variables)
    }

    /// What is wrong with what is said of an expression, if anything.
    fn check(&self, text: &str) -> Result<(), String> {
        let given = self.given(text);
        let made = self.made(text);
        let wrong = |what: &str| {
            let Given { found, .. } = &given;
            let mut said = format!(
                "{text}\n  {what}\n  made {made:?}\n  given {:?}\n  missing {:?} open {:?}\n  faults {:?}\n  needs {:?}",
                found.value, found.missing, found.open, given.faults, given.needs,
            );
            for (name, value, fact) in [
                ("input", &self.input, &self.input_fact),
                ("result", &self.result, &self.result_fact),
            ] {
                if text.contains(&format!("$states.{name}")) {
                    {
                        let _ = write!(said, "\n  {name} {value}\n    known {fact:?}");
                    }
                }
            }
            for (name, field) in &self.variable_facts {
                if text.contains(&format!("${name}")) {
                    let value = self.variables.get(name);
                    {
                        let _ = write!(said, "\n  {name} {value:?}\n    known {field:?}");
                    }
                }
            }
            Err(said)
        };
        let admit = Admit { input: &self.input };
        let fails = matches!(made, Outcome::Failed);
        if !fails && !given.faults.is_empty() {
            return wrong("it is said to fail");
        }
        if !fails && given.needs.iter().any(|need| admit.is_unmet(need)) {
            // Of another kind, an argument of these may stand for another parameter.
            return if AMBIGUOUS.iter().any(|name| text.contains(name)) {
                Ok(())
            } else {
                wrong("a need that is not met is said to make it fail")
            };
        }
        match &made {
            Outcome::Failed | Outcome::Odd => Ok(()),
            Outcome::Undefined if admit.may_be_undefined(&given) => Ok(()),
            Outcome::Undefined => wrong("it is said to have a value"),
            Outcome::Value(value) => match &given.found.value {
                Some(fact) if admit.value(fact, value) => Ok(()),
                Some(_) => wrong("another value is said"),
                None => wrong("it is said to have no value"),
            },
        }
    }

    fn check_narrowing(&self, text: &str) -> Result<(), String> {
        let Outcome::Value(Concrete::Bool(wanted)) = self.made(text) else {
            return Ok(());
        };
        let filters = Filters::new();
        let made = Made::default();
        for narrowing in narrow(text, &self.sources(&made, &filters), wanted) {
            let path = written(&narrowing.root, &narrowing.steps);
            let value = match self.made(&path) {
                Outcome::Value(value) => Some(value),
                _ => None,
            };
            if !admit::holds(&narrowing.filter, value.as_ref()) {
                return Err(format!(
                    "{text} is {wanted}\n  {narrowing:?}\n  {path} is {value:?}\n  input {}",
                    self.input
                ));
            }
        }
        Ok(())
    }
}

type Filters = crate::flow::world::Known;

fn written(root: &ExpressionRoot, steps: &[ExpressionStep]) -> String {
    let mut path = match root {
        ExpressionRoot::Input => "$states.input".to_owned(),
        ExpressionRoot::Result => "$states.result".to_owned(),
        ExpressionRoot::ErrorOutput => "$states.errorOutput".to_owned(),
        ExpressionRoot::Context => "$states.context".to_owned(),
        ExpressionRoot::Variable(name) => format!("${name}"),
    };
    for step in steps {
        match step {
            ExpressionStep::Field(name) => {
                let _ = write!(path, ".{name}");
            }
            ExpressionStep::Index(index) => {
                let _ = write!(path, "[{index}]");
            }
        }
    }
    path
}

/// The worlds of a run; more for a long one.
fn worlds() -> impl Iterator<Item = (World, Random)> {
    let count = std::env::var("STEPWRIGHT_WORLDS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(8);
    (1..=count).map(|seed: u64| {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (World::random(&mut random), random)
    })
}

fn assert_none(wrong: &[String]) {
    let mut shown: BTreeMap<&str, &str> = BTreeMap::new();
    for one in wrong {
        let title = one.lines().next().unwrap_or_default();
        shown.entry(title).or_insert(one);
    }
    let shown: Vec<&str> = shown.into_values().take(8).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        shown.join("\n\n")
    );
}

#[test]
fn what_is_said_of_expressions_holds_of_what_the_engine_makes() {
    let mut wrong = Vec::new();
    for (world, _) in worlds() {
        let all = EXPRESSIONS.iter().chain(CONDITIONS).chain(PATHS);
        wrong.extend(all.filter_map(|text| world.check(text).err()));
    }
    assert_none(&wrong);
}

#[test]
fn what_conditions_say_holds_of_what_their_branches_read() {
    let mut wrong = Vec::new();
    for (world, mut random) in worlds() {
        for condition in CONDITIONS {
            wrong.extend(world.check_narrowing(condition).err());
            let path = PATHS[random.below(PATHS.len())];
            let other = PATHS[random.below(PATHS.len())];
            for text in [
                format!("{condition} ? {path} : {other}"),
                format!("({condition}) and ({path})"),
                format!("{path} ?: {other}"),
                format!("{path} ?? {other}"),
                format!("($x := {path}; $exists($x.n) ? $x.n : {other})"),
                format!("{condition} ? {{'p': {path}}}.p : [{other}]"),
            ] {
                wrong.extend(world.check(&text).err());
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn composed_expressions_hold_too() {
    let mut wrong = Vec::new();
    for (world, mut random) in worlds() {
        let mut pick = || {
            let all = EXPRESSIONS.len();
            match random.below(3) {
                0 => PATHS[random.below(PATHS.len())],
                _ => EXPRESSIONS[random.below(all)],
            }
        };
        for _ in 0..12 {
            let (one, two) = (pick(), pick());
            for text in [
                format!("[{one}, {two}]"),
                format!("({one}).n"),
                format!("({one})[0]"),
                format!("({one})[-1]"),
                format!("({one})[n = 1]"),
                format!("$append({one}, {two})"),
                format!("$map({one}, function($x, $i) {{ {{'x': $x, 'y': $x.n, 'i': $i}} }})"),
                format!("({one}).{{'n': n, 'self': $}}"),
                format!("[({one}).{{'n': n}}]"),
                format!("$count({one}) & $string({two})"),
                format!("$merge([{one}, {two}])"),
                format!("$merge([{{'n': {one}}}, {two}]).n"),
                format!("$distinct({one})"),
                format!("$reverse({one})"),
                format!("$type({one}) = $type({two})"),
                format!("({one}) = ({two})"),
                format!("({one}) + ({two})"),
                format!("$filter({one}, function($x) {{ $exists($x) }})"),
                format!("$keys({one})"),
                format!("$spread({one})"),
                format!("({one}) ~> $string"),
                format!("($f := function($x) {{ $x.n }}; $f({one}))"),
                format!("($x := {one}; $y := {two}; {{'x': $x, 'y': [$y]}})"),
            ] {
                wrong.extend(world.check(&text).err());
            }
        }
    }
    assert_none(&wrong);
}
