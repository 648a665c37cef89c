//! The types of `std` and `serde_json`.

use super::{Node, Shape, Text};

impl Shape for String {
    const SHAPE: &'static Node = &Node::Text(Text::Any);
}
