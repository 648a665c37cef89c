//! A program's picture, as its module's documentation shows it. The runtime makes the same one of the compiled form.

use stepwright_graph::{Edge, EdgeKind, Kind, Node, Picture, Region, Words};

use crate::ir;

/// The picture of a program, under the module's name.
pub fn picture(name: &str, program: &ir::Program) -> Picture {
    let number = |id: &ir::StateId| id.0 as usize;
    Picture {
        name: name.to_owned(),
        regions: program
            .regions
            .iter()
            .map(|region| Region {
                owner: region.owner.as_ref().map(number),
                start: region.start.as_ref().map(number),
            })
            .collect(),
        nodes: program.states.iter().map(node).collect(),
        edges: program
            .states()
            .flat_map(|(id, state)| edges(number(&id), state))
            .collect(),
        overlay: None,
    }
}

fn node(state: &ir::State) -> Node {
    let attempts = state.retry.iter().map(|retrier| retrier.max_attempts);
    Node {
        name: state.name.value.clone(),
        kind: Kind::named(state.kind.name()),
        region: state.region.0 as usize,
        retries: attempts.fold(0, u64::saturating_add),
        ends: matches!(state.next, Some(ir::Transition::End(_))),
    }
}

/// Where a state may go. A target that could not be resolved is left out.
fn edges(from: usize, state: &ir::State) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut add = |target: &ir::Target, kind: EdgeKind| {
        edges.extend(target.state.map(|to| Edge {
            from,
            to: to.0 as usize,
            kind,
        }));
    };
    if let ir::Kind::Choice(choice) = &state.kind {
        for rule in &choice.rules {
            add(
                &rule.next,
                EdgeKind::Rule(words(&rule.condition).to_string()),
            );
        }
        if let Some(default) = &choice.default {
            add(default, EdgeKind::Default);
        }
    }
    if let Some(ir::Transition::Next(target)) = &state.next {
        add(target, EdgeKind::Next);
    }
    for catcher in &state.catch {
        let errors = catcher.errors.iter().map(|error| error.value.clone());
        add(&catcher.next, EdgeKind::Catch(errors.collect()));
    }
    edges
}

fn words(condition: &ir::Condition) -> Words {
    match condition {
        ir::Condition::And(parts) => Words::All(parts.iter().map(words).collect()),
        ir::Condition::Or(parts) => Words::Any(parts.iter().map(words).collect()),
        ir::Condition::Not(part) => Words::Not(Box::new(words(part))),
        ir::Condition::Constant(constant) => Words::Plain(constant.to_string()),
        ir::Condition::Expression(expression) => Words::Plain(expression.text.clone()),
        ir::Condition::Test(test) => {
            let path = &test.variable.text;
            match &test.operator {
                ir::Operator::Is(property, expected) => {
                    let property = match property {
                        ir::Property::Present => "present",
                        ir::Property::Null => "null",
                        ir::Property::String => "a string",
                        ir::Property::Numeric => "a number",
                        ir::Property::Boolean => "a boolean",
                        ir::Property::Timestamp => "a timestamp",
                    };
                    Words::is(path, property, *expected)
                }
                ir::Operator::StringMatches(pattern) => Words::matches(path, &pattern.value),
                ir::Operator::Compare(family, relation, operand) => {
                    let sign = match relation {
                        ir::Relation::Equals => "==",
                        ir::Relation::LessThan => "<",
                        ir::Relation::LessThanEquals => "<=",
                        ir::Relation::GreaterThan => ">",
                        ir::Relation::GreaterThanEquals => ">=",
                    };
                    Words::compare(path, sign, &right(*family, operand))
                }
            }
        }
    }
}

fn right(family: ir::Family, operand: &ir::Operand) -> String {
    match operand {
        ir::Operand::At(path) => path.text.clone(),
        ir::Operand::Literal(literal) => match &literal.value {
            ir::Json::String(text) if family == ir::Family::Timestamp => text.clone(),
            ir::Json::String(text) => Words::quoted(text),
            ir::Json::Number(number) => plain(number),
            ir::Json::Bool(flag) => flag.to_string(),
            // No operator has such an operand.
            ir::Json::Null | ir::Json::Array(_) | ir::Json::Object(_) => String::new(),
        },
    }
}

/// A number as the compiled form has it.
fn plain(number: &str) -> String {
    if number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
        return number.to_owned();
    }
    number
        .parse::<f64>()
        .map_or_else(|_| number.to_owned(), |number| format!("{number:?}"))
}
