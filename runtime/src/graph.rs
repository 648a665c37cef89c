//! A workflow's states and transitions as data.

use crate::program::{
    Condition, Family, Kind, Literal, Operand, Program, Property, RegionId, Relation, State,
    StateId,
};

/// The graph of a workflow, as `GRAPH` in its module.
#[derive(Clone, Copy, Debug)]
pub struct Graph {
    program: &'static Program,
}

/// A state of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number in the program.
    pub id: StateId,
    /// Its name.
    pub name: &'static str,
    /// Its `Type`.
    pub kind: &'static str,
    /// The Parallel or Map state it lies in, and the number of the branch there.
    pub within: Option<(StateId, usize)>,
    /// Whether its region starts here.
    pub start: bool,
    /// Whether its region may end here.
    pub end: bool,
}

/// A transition of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it comes from.
    pub from: StateId,
    /// Where it goes.
    pub to: StateId,
    /// Why it is taken.
    pub kind: EdgeKind,
}

/// Why a transition is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// `Next`.
    Next,
    /// A Choice's rule of that number, with its condition in words: `$.status == "ok"`.
    Rule(usize, String),
    /// A Choice's `Default`.
    Default,
    /// A catcher, with its error names.
    Catch(&'static [&'static str]),
}

impl Graph {
    /// The graph of a program.
    pub const fn new(program: &'static Program) -> Self {
        Graph { program }
    }

    /// The states, in the order they are written.
    pub fn nodes(self) -> Vec<Node> {
        (0..)
            .zip(self.program.states)
            .map(|(id, state)| {
                let region = &self.program.regions[state.region as usize];
                Node {
                    id,
                    name: state.name,
                    kind: state.kind.name(),
                    within: region
                        .owner
                        .map(|owner| (owner, self.branch(owner, state.region))),
                    start: region.start == id,
                    end: ends(state),
                }
            })
            .collect()
    }

    /// The transitions, by the state they come from.
    pub fn edges(self) -> Vec<Edge> {
        (0..)
            .zip(self.program.states)
            .flat_map(|(from, state)| edges_of(from, state))
            .collect()
    }

    /// Which of its owner's branches a region is.
    fn branch(self, owner: StateId, region: RegionId) -> usize {
        match &self.program.states[owner as usize].kind {
            Kind::Parallel(branches) => branches
                .iter()
                .position(|branch| *branch == region)
                .unwrap_or(0),
            _ => 0,
        }
    }
}

fn ends(state: &State) -> bool {
    match state.kind {
        Kind::Succeed | Kind::Fail(_) => true,
        Kind::Choice(_) => false,
        _ => state.next.is_none(),
    }
}

fn edges_of(from: StateId, state: &'static State) -> Vec<Edge> {
    let mut edges = Vec::new();
    if let Kind::Choice(choice) = &state.kind {
        for (number, rule) in choice.rules.iter().enumerate() {
            edges.push(Edge {
                from,
                to: rule.next,
                kind: EdgeKind::Rule(number, words(&rule.condition)),
            });
        }
        edges.extend(choice.default.map(|to| Edge {
            from,
            to,
            kind: EdgeKind::Default,
        }));
    }
    edges.extend(state.next.map(|to| Edge {
        from,
        to,
        kind: EdgeKind::Next,
    }));
    edges.extend(state.catch.iter().map(|catcher| Edge {
        from,
        to: catcher.next,
        kind: EdgeKind::Catch(catcher.errors),
    }));
    edges
}

/// A condition as a person would write it down.
fn words(condition: &'static Condition) -> String {
    let joined = |parts: &'static [Condition], word: &str| {
        parts
            .iter()
            .map(grouped)
            .collect::<Vec<_>>()
            .join(&format!(" {word} "))
    };
    match condition {
        Condition::And(parts) => joined(parts, "and"),
        Condition::Or(parts) => joined(parts, "or"),
        Condition::Not(part) => format!("not {}", grouped(part)),
        Condition::Constant(constant) => constant.to_string(),
        Condition::Expression(expression) => expression.text.to_owned(),
        Condition::Is(path, property, expected) => {
            let property = match property {
                Property::Present => "present",
                Property::Null => "null",
                Property::String => "a string",
                Property::Numeric => "a number",
                Property::Boolean => "a boolean",
                Property::Timestamp => "a timestamp",
            };
            format!(
                "{} is {}{property}",
                path.text,
                if *expected { "" } else { "not " }
            )
        }
        Condition::StringMatches(path, pattern) => format!("{} matches {pattern:?}", path.text),
        Condition::Compare(path, family, relation, operand) => {
            let sign = match relation {
                Relation::Equals => "==",
                Relation::LessThan => "<",
                Relation::LessThanEquals => "<=",
                Relation::GreaterThan => ">",
                Relation::GreaterThanEquals => ">=",
            };
            let right = match operand {
                Operand::At(path) => path.text.to_owned(),
                Operand::Literal(Literal::String(text)) if *family == Family::Timestamp => {
                    (*text).to_owned()
                }
                Operand::Literal(literal) => crate::value::Value::from(literal).to_string(),
            };
            format!("{} {sign} {right}", path.text)
        }
    }
}

/// A part of a longer condition, in parentheses where it is one itself.
fn grouped(condition: &'static Condition) -> String {
    match condition {
        Condition::And(_) | Condition::Or(_) => format!("({})", words(condition)),
        _ => words(condition),
    }
}
