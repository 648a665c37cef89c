//! What is drawn: states, transitions, and the regions that states lie in.

use crate::overlay::{Mark, Overlay};
use crate::{dot, mermaid, svg};

/// A graph of states, and what of an execution is drawn onto it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The workflow's name.
    pub name: String,
    /// The machine itself (number 0), each Parallel branch, each Map's processor.
    pub regions: Vec<Region>,
    /// The states. A Parallel or Map stands before the states inside it.
    pub nodes: Vec<Node>,
    /// The transitions. One that leaves its region, or names no state, is not drawn.
    pub edges: Vec<Edge>,
    /// What is drawn onto them.
    pub overlay: Option<Overlay>,
}

/// States whose transitions stay among themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// The number of the Parallel or Map that holds it; none for the machine.
    pub owner: Option<usize>,
    /// The number of the state it starts with.
    pub start: Option<usize>,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// The number of its region.
    pub region: usize,
    /// How many attempts its retriers add, all together.
    pub retries: u64,
    /// Whether its region may end here, other than by a Succeed or Fail.
    pub ends: bool,
}

/// The type of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the `Type` of that name")]
pub enum Kind {
    Pass,
    Task,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// A transition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The number of the state it leaves.
    pub from: usize,
    /// The number of the state it enters.
    pub to: usize,
    /// Why it is taken.
    pub kind: EdgeKind,
}

/// Why a transition is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// `Next`.
    Next,
    /// A Choice's rule, with its condition in words.
    Rule(String),
    /// A Choice's `Default`.
    Default,
    /// A catcher, with its error names.
    Catch(Vec<String>),
}

impl Kind {
    /// The type of that name; any other is a Pass.
    pub fn named(name: &str) -> Kind {
        match name {
            "Task" => Kind::Task,
            "Choice" => Kind::Choice,
            "Wait" => Kind::Wait,
            "Succeed" => Kind::Succeed,
            "Fail" => Kind::Fail,
            "Parallel" => Kind::Parallel,
            "Map" => Kind::Map,
            _ => Kind::Pass,
        }
    }

    /// The `Type` as ASL spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Pass => "Pass",
            Kind::Task => "Task",
            Kind::Choice => "Choice",
            Kind::Wait => "Wait",
            Kind::Succeed => "Succeed",
            Kind::Fail => "Fail",
            Kind::Parallel => "Parallel",
            Kind::Map => "Map",
        }
    }
}

impl EdgeKind {
    /// Whether it is a catcher's.
    pub const fn is_catch(&self) -> bool {
        matches!(self, EdgeKind::Catch(_))
    }

    /// What stands at the transition; nothing at a `Next`.
    pub fn label(&self) -> String {
        match self {
            EdgeKind::Next => String::new(),
            EdgeKind::Rule(condition) => condition.clone(),
            EdgeKind::Default => "otherwise".to_owned(),
            EdgeKind::Catch(errors) => errors.join(", "),
        }
    }
}

impl Picture {
    /// The picture with what an execution did, in place of what was drawn onto it before.
    #[must_use]
    pub fn overlay(mut self, overlay: Overlay) -> Picture {
        self.overlay = Some(overlay);
        self
    }

    /// The picture with the state of that name marked, in place of the mark it had. Without a state of that name, nothing
    /// changes.
    ///
    /// ```
    /// # use stepwright_graph::{Kind, Mark, Node, Picture, Status};
    /// # let pick = Node { name: "Pick".into(), kind: Kind::Task, region: 0, retries: 3, ends: true };
    /// # let picture = Picture { nodes: vec![pick], ..Picture::default() };
    /// let picture = picture.mark("Pick", Mark::new(Status::Running).retried(1));
    /// assert!(picture.svg().contains("running, 1 retry"));
    /// ```
    #[must_use]
    pub fn mark(mut self, state: &str, mark: Mark) -> Picture {
        if let Some(number) = self.nodes.iter().position(|node| node.name == state) {
            self.overlay.get_or_insert_default().set(number, mark);
        }
        self
    }

    /// An SVG that needs nothing else: as a file it follows the reader's light or dark scheme, inside a page the colour of the
    /// page's text.
    pub fn svg(&self) -> String {
        svg::write(self)
    }

    /// A Mermaid flowchart, as GitHub and others show it.
    pub fn mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// A graph for Graphviz' `dot`.
    pub fn dot(&self) -> String {
        dot::write(self)
    }

    /// The region that a state is drawn in. One that its region's owner does not stand before lies in the machine.
    pub(crate) fn region_of(&self, node: usize) -> usize {
        let region = self.nodes.get(node).map_or(0, |node| node.region);
        match self.regions.get(region).map(|region| region.owner) {
            Some(Some(owner)) if owner < node && self.holds_regions(owner) => region,
            _ => 0,
        }
    }

    /// The regions inside a state.
    pub(crate) fn regions_in(&self, owner: usize) -> Vec<usize> {
        let lies_in_it = |region: &&usize| self.regions[**region].owner == Some(owner);
        if !self.holds_regions(owner) {
            return Vec::new();
        }
        // The machine is in no state, whatever it says.
        let numbers: Vec<usize> = (1..self.regions.len()).collect();
        numbers.iter().filter(lies_in_it).copied().collect()
    }

    fn holds_regions(&self, owner: usize) -> bool {
        let kind = self.nodes.get(owner).map(|node| node.kind);
        matches!(kind, Some(Kind::Parallel | Kind::Map))
    }

    /// Whether a transition is drawn: it stays in its region.
    pub(crate) fn is_drawn(&self, edge: &Edge) -> bool {
        edge.from < self.nodes.len()
            && edge.to < self.nodes.len()
            && self.region_of(edge.from) == self.region_of(edge.to)
    }
}
