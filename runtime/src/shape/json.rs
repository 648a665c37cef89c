//! Documents, which are anything.

use super::{Node, Shape, Struct};
use crate::handler::NoInput;
use crate::value::Value;

impl Shape for Value {
    const SHAPE: &'static Node = &Node::Any;
}

impl Shape for serde_json::Value {
    const SHAPE: &'static Node = &Node::Any;
}

impl Shape for serde_json::Number {
    const SHAPE: &'static Node = &Node::Float;
}

impl<V: Shape> Shape for serde_json::Map<String, V> {
    const SHAPE: &'static Node = &Node::Map(V::SHAPE);
}

/// Takes whatever there is, and gives `{}`.
impl Shape for NoInput {
    const SHAPE: &'static Node = &Node::Split {
        gives: &Node::Struct(&Struct {
            name: "NoInput",
            fields: &[],
            flattened: &[],
            closed: false,
        }),
        takes: &Node::Any,
    };
}
