//! The Rust types of a workflow, by where a value comes from.

use super::place::{Seen, Side};
use super::{Source, TaskTypes, TypeShape, Types};
use crate::shape::{Node, UNKNOWN};

impl Types {
    /// No type is known.
    pub const NONE: Types = Types {
        input: TypeShape::NONE,
        output: TypeShape::NONE,
        tasks: &[],
    };

    /// The types of a handler, where they are known.
    pub(super) const fn task(&self, number: u32) -> Option<&'static TaskTypes> {
        if (number as usize) < self.tasks.len() {
            Some(&self.tasks[number as usize])
        } else {
            None
        }
    }

    /// The name of a handler's state; empty where it is not known.
    pub(super) const fn state(&self, task: u32) -> &'static str {
        match self.task(task) {
            Some(task) => task.state,
            None => "",
        }
    }

    /// What a source gives.
    pub(super) const fn given(&self, source: Source) -> &'static Node {
        match source {
            Source::GivenBy(_, documented) if self.is_documented(source) => documented,
            _ => self.type_of(source).node,
        }
    }

    /// Whether what a source gives is what AWS documents, for want of a type that says more.
    pub(super) const fn is_documented(&self, source: Source) -> bool {
        let node = self.type_of(source).node;
        matches!(source, Source::GivenBy(..))
            && matches!(Seen::alone(node).resolved(Side::Gives).node, Node::Any)
    }

    /// The type of a source.
    pub(super) const fn type_of(&self, source: Source) -> TypeShape {
        match source {
            Source::Input => self.input,
            Source::TakenBy(task) => match self.task(task) {
                Some(task) => task.input,
                None => TypeShape::NONE,
            },
            Source::GivenBy(task, _) => match self.task(task) {
                Some(task) => task.output,
                None => TypeShape::NONE,
            },
        }
    }
}

impl TypeShape {
    /// A type that is not known.
    pub const NONE: TypeShape = TypeShape {
        name: "",
        node: UNKNOWN,
    };

    /// A type without a description.
    pub const fn unknown(name: &'static str) -> TypeShape {
        TypeShape {
            name,
            node: UNKNOWN,
        }
    }
}

impl TaskTypes {
    /// The types of a state's handler that nothing is known of.
    pub const fn unknown(state: &'static str) -> TaskTypes {
        TaskTypes {
            state,
            input: TypeShape::NONE,
            output: TypeShape::NONE,
            errors: None,
            error: "",
        }
    }
}
