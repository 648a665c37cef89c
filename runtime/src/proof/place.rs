//! Where a check stands inside a type.

use super::flattened::Pick;
use super::{Leaf, Step, text};
use crate::shape::Node;

/// A node, and the named types around it, which [`Node::Back`] refers to.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) node: &'static Node,
    pub(super) scope: Option<&'a Scope<'a>>,
}

/// A type around a node, and those around that.
pub(super) struct Scope<'a> {
    pub(super) node: &'static Node,
    pub(super) outer: Option<&'a Scope<'a>>,
}

/// Which of a type's two forms counts.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Gives,
    Takes,
}

impl<'a> Seen<'a> {
    pub(super) const fn alone(node: &'static Node) -> Seen<'static> {
        Seen { node, scope: None }
    }

    /// The node itself behind references and attributes. A reference to nothing stays one on the side that takes, and is
    /// anything on the side that gives.
    pub(super) const fn resolved(self, side: Side) -> Seen<'a> {
        let mut seen = self;
        loop {
            match (seen.node, side) {
                (Node::Split { gives, .. }, Side::Gives) => seen.node = gives,
                (Node::Split { takes, .. }, Side::Takes) => seen.node = takes,
                (Node::Back(name), _) => match (enclosing(name, seen.scope), side) {
                    (Some(scope), _) => {
                        seen = Seen {
                            node: scope.node,
                            scope: scope.outer,
                        };
                    }
                    (None, Side::Gives) => seen.node = &Node::Any,
                    (None, Side::Takes) => return seen,
                },
                _ => return seen,
            }
        }
    }

    /// Whether it refers to a type around it.
    pub(super) const fn is_back(self) -> bool {
        matches!(self.node, Node::Back(_))
    }

    /// The name of a struct or an enum; empty for everything else.
    pub(super) const fn name(self) -> &'static str {
        name_of(self.node)
    }
}

const fn enclosing<'a>(name: &str, scope: Option<&'a Scope<'a>>) -> Option<&'a Scope<'a>> {
    let mut scope = scope;
    while let Some(one) = scope {
        let known = name_of(one.node);
        if !known.is_empty() && text::same(known, name) {
            return Some(one);
        }
        scope = one.outer;
    }
    None
}

pub(super) const fn name_of(node: &Node) -> &'static str {
    match node {
        Node::Struct(of) => of.name,
        Node::OneOf(of) => of.name,
        _ => "",
    }
}

/// The steps into a value, the last one first.
pub(super) struct Path<'a> {
    pub(super) step: Step,
    pub(super) outer: Option<&'a Path<'a>>,
}

/// The steps that are still to be taken.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    steps: &'static [Step],
    from: usize,
    then: Option<Step>,
}

impl Ahead {
    /// None.
    pub(super) const HERE: Ahead = Ahead::along(&[], None);

    pub(super) const fn along(steps: &'static [Step], then: Option<Step>) -> Ahead {
        Ahead {
            steps,
            from: 0,
            then,
        }
    }

    pub(super) const fn next(self) -> Option<(Step, Ahead)> {
        if self.from < self.steps.len() {
            let step = self.steps[self.from];
            let from = self.from + 1;
            return Some((step, Ahead { from, ..self }));
        }
        match self.then {
            Some(step) => Some((step, Ahead { then: None, ..self })),
            None => None,
        }
    }
}

/// A place in a Rust value as it serialises.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) seen: Seen<'a>,
    /// The value, and what is known of it.
    pub(super) leaf: &'static Leaf,
    /// Which of the leaf's filters speak of this place or of one below it, as bits.
    pub(super) live: u128,
    /// How many steps it is from the whole value.
    pub(super) depth: usize,
    /// These steps.
    pub(super) way: Option<&'a Path<'a>>,
    /// It is flattened into another object.
    pub(super) is_part: bool,
    /// It is of a type that is around it.
    pub(super) came_back: bool,
    /// Which forms the parts have that are flattened into it, where that is settled.
    pub(super) picks: Option<&'a Pick<'a>>,
}

impl<'a> Place<'a> {
    /// A whole value.
    pub(super) const fn root(
        leaf: &'static Leaf,
        node: &'static Node,
        live: u128,
    ) -> Place<'static> {
        Place {
            seen: Seen::alone(node),
            leaf,
            live,
            depth: 0,
            way: None,
            is_part: false,
            came_back: false,
            picks: None,
        }
    }

    pub(super) const fn resolved(self) -> Place<'a> {
        Place {
            seen: self.seen.resolved(Side::Gives),
            came_back: self.came_back || self.seen.is_back(),
            ..self
        }
    }

    /// The same place, as one of its forms.
    pub(super) const fn seen_as(self, node: &'static Node, scope: &'a Scope<'a>) -> Place<'a> {
        Place {
            seen: Seen {
                node,
                scope: Some(scope),
            },
            came_back: false,
            picks: None,
            ..self
        }
    }

    /// A step further: `path` is that step, `scope` the types around what is there.
    pub(super) const fn down(
        self,
        node: &'static Node,
        scope: Option<&'a Scope<'a>>,
        path: &'a Path<'a>,
    ) -> Place<'a> {
        Place {
            seen: Seen { node, scope },
            live: self.live_below(path.step),
            depth: self.depth + 1,
            way: Some(path),
            is_part: false,
            came_back: false,
            picks: None,
            ..self
        }
    }
}

pub(super) const fn same_step(one: Step, other: Step) -> bool {
    match (one, other) {
        (Step::Field(one) | Step::Member(one), Step::Field(other) | Step::Member(other)) => {
            text::same(one, other)
        }
        (Step::Index(one), Step::Index(other)) => one == other,
        (Step::Item, Step::Item) => true,
        _ => false,
    }
}
