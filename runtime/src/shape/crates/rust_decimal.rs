//! `rust_decimal`: a string or a number, by features of that crate which are not seen from here; each takes both.

use rust_decimal::Decimal;

use crate::shape::{Node, OneOf, Shape, Text, Variant};

impl Shape for Decimal {
    const SHAPE: &'static Node = &Node::OneOf(&OneOf {
        name: "Decimal",
        variants: &[
            Variant {
                name: "",
                node: &Node::Text(Text::Form("a decimal number")),
                is_given: true,
                is_taken: true,
            },
            Variant {
                name: "",
                node: &Node::Float,
                is_given: true,
                is_taken: true,
            },
        ],
    });
}
