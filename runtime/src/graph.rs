//! A workflow's states and transitions as data, and as pictures.
//!
//! `GRAPH.svg()`, `GRAPH.mermaid()` and `GRAPH.dot()` draw a workflow; `GRAPH.of(&run.history)` is the picture of what an
//! execution did in it.

mod history;
mod picture;
mod words;

use crate::history::Event;
use crate::program::{Kind, Program, RegionId, State, StateId};

pub use stepwright_graph::{Mark, Overlay, Picture, Status};

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

    /// The picture of the workflow, to be drawn onto or written out.
    pub fn picture(self) -> Picture {
        picture::picture(self)
    }

    /// The picture of an execution: how its states stand and which ways it took, as far as its history goes.
    ///
    /// ```
    /// # use stepwright::test::TestRun;
    /// # mod order {
    /// #     use stepwright::{graph::Graph, program::{Kind, Program, Region, State}};
    /// #     pub static PROGRAM: Program = Program {
    /// #         name: "order", comment: "", file: "", definition: "", timeout_seconds: None, reads_context: false,
    /// #         regions: &[Region { start: 0, owner: None }],
    /// #         states: &[State { name: "Ship", kind: Kind::Pass(None), ..State::NEW }],
    /// #     };
    /// #     pub const GRAPH: Graph = Graph::new(&PROGRAM);
    /// # }
    /// # futures_util::FutureExt::now_or_never(async {
    /// let run = TestRun::mocked(&order::PROGRAM).run(serde_json::json!({})).await;
    /// let svg = order::GRAPH.of(&run.history).svg();
    /// assert!(svg.contains("Ship (Pass), may end here: succeeded"));
    /// # }).unwrap();
    /// ```
    pub fn of(self, history: &[Event]) -> Picture {
        self.picture().overlay(self.overlay(history))
    }

    /// What an execution did, as far as its history goes. Of a distributed Map's children, each has a history of its own;
    /// [`Overlay::and`] puts several together.
    pub fn overlay(self, history: &[Event]) -> Overlay {
        history::overlay(self, history)
    }

    /// The workflow as an SVG: as a file it follows the reader's light or dark scheme, inside a page the colour of its text.
    ///
    /// ```
    /// # mod order {
    /// #     use stepwright::{graph::Graph, program::{Kind, Program, Region, State}};
    /// #     pub static PROGRAM: Program = Program {
    /// #         name: "order", comment: "", file: "", definition: "", timeout_seconds: None, reads_context: false,
    /// #         regions: &[Region { start: 0, owner: None }],
    /// #         states: &[State { name: "Ship", kind: Kind::Pass(None), ..State::NEW }],
    /// #     };
    /// #     pub const GRAPH: Graph = Graph::new(&PROGRAM);
    /// # }
    /// assert!(order::GRAPH.svg().starts_with("<svg "));
    /// ```
    pub fn svg(self) -> String {
        self.picture().svg()
    }

    /// The workflow as a Mermaid flowchart, which GitHub shows in a code block of the language `mermaid`.
    ///
    /// ```
    /// # mod order {
    /// #     use stepwright::{graph::Graph, program::{Kind, Program, Region, State}};
    /// #     pub static PROGRAM: Program = Program {
    /// #         name: "order", comment: "", file: "", definition: "", timeout_seconds: None, reads_context: false,
    /// #         regions: &[Region { start: 0, owner: None }],
    /// #         states: &[State { name: "Ship", kind: Kind::Pass(None), ..State::NEW }],
    /// #     };
    /// #     pub const GRAPH: Graph = Graph::new(&PROGRAM);
    /// # }
    /// assert!(order::GRAPH.mermaid().starts_with("flowchart TD\n"));
    /// ```
    pub fn mermaid(self) -> String {
        self.picture().mermaid()
    }

    /// The workflow as a graph for Graphviz' `dot`.
    ///
    /// ```
    /// # mod order {
    /// #     use stepwright::{graph::Graph, program::{Kind, Program, Region, State}};
    /// #     pub static PROGRAM: Program = Program {
    /// #         name: "order", comment: "", file: "", definition: "", timeout_seconds: None, reads_context: false,
    /// #         regions: &[Region { start: 0, owner: None }],
    /// #         states: &[State { name: "Ship", kind: Kind::Pass(None), ..State::NEW }],
    /// #     };
    /// #     pub const GRAPH: Graph = Graph::new(&PROGRAM);
    /// # }
    /// assert!(order::GRAPH.dot().starts_with("digraph \"order\" {"));
    /// ```
    pub fn dot(self) -> String {
        self.picture().dot()
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
                kind: EdgeKind::Rule(number, words::words(&rule.condition).to_string()),
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
