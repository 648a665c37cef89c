//! A workflow's states and transitions as data.

use crate::program::{Condition, Family, Kind, Literal, Operand, Program, Property, Relation, State, StateId};

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
    pub fn nodes(&self) -> Vec<Node> {
        let program = self.program;
        let mut nodes: Vec<Node> = program
            .states
            .iter()
            .zip(0..)
            .map(|(state, id)| Node {
                id,
                name: state.name,
                kind: state.kind.name(),
                within: None,
                start: program.regions.iter().any(|region| region.start == id),
                end: ends(state),
            })
            .collect();
        for (owner, state) in (0..).zip(program.states) {
            let branches: &[u32] = match &state.kind {
                Kind::Parallel(branches) => branches,
                Kind::Map(map) => &[map.processor],
                _ => &[],
            };
            for (number, branch) in branches.iter().enumerate() {
                for inner in self.reachable(program.regions[*branch as usize].start) {
                    nodes[inner as usize].within = Some((owner, number));
                }
            }
        }
        nodes
    }

    /// The transitions, by the state they come from.
    pub fn edges(&self) -> Vec<Edge> {
        (0..).zip(self.program.states).flat_map(|(from, state)| edges_of(from, state)).collect()
    }

    /// The states that can be reached from one inside its region, itself included.
    fn reachable(&self, start: StateId) -> Vec<StateId> {
        let mut found = vec![start];
        let mut next = 0;
        while let Some(&from) = found.get(next) {
            for edge in edges_of(from, &self.program.states[from as usize]) {
                if !found.contains(&edge.to) {
                    found.push(edge.to);
                }
            }
            next += 1;
        }
        found
    }
}

fn ends(state: &State) -> bool {
    match state.kind {
        Kind::Succeed | Kind::Fail(_) => true,
        Kind::Choice(_) => false,
        _ => state.next.is_none(),
    }
}

fn edges_of(from: StateId, state: &State) -> Vec<Edge> {
    let mut edges = Vec::new();
    if let Kind::Choice(choice) = &state.kind {
        for (number, rule) in choice.rules.iter().enumerate() {
            edges.push(Edge { from, to: rule.next, kind: EdgeKind::Rule(number, words(&rule.condition)) });
        }
        edges.extend(choice.default.map(|to| Edge { from, to, kind: EdgeKind::Default }));
    }
    edges.extend(state.next.map(|to| Edge { from, to, kind: EdgeKind::Next }));
    edges.extend(
        state.catch.iter().map(|catcher| Edge { from, to: catcher.next, kind: EdgeKind::Catch(catcher.errors) }),
    );
    edges
}

/// A condition as a person would write it down.
fn words(condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        parts.iter().map(|part| grouped(part)).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match condition {
        Condition::And(parts) => joined(parts, "and"),
        Condition::Or(parts) => joined(parts, "or"),
        Condition::Not(part) => format!("not {}", grouped(part)),
        Condition::Is(path, property, expected) => {
            let property = match property {
                Property::Present => "present",
                Property::Null => "null",
                Property::String => "a string",
                Property::Numeric => "a number",
                Property::Boolean => "a boolean",
                Property::Timestamp => "a timestamp",
            };
            format!("{} is {}{property}", path.text, if *expected { "" } else { "not " })
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
                Operand::Literal(Literal::String(text)) if *family == Family::Timestamp => (*text).to_owned(),
                Operand::Literal(literal) => crate::value::Value::from(literal).to_string(),
            };
            format!("{} {sign} {right}", path.text)
        }
    }
}

/// A part of a longer condition, in parentheses where it is one itself.
fn grouped(condition: &Condition) -> String {
    match condition {
        Condition::And(_) | Condition::Or(_) => format!("({})", words(condition)),
        _ => words(condition),
    }
}
