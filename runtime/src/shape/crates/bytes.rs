//! `bytes`: an array of numbers; a string is taken for its bytes.

use bytes::{Bytes, BytesMut};

use crate::shape::{Node, OneOf, Shape, Text, Variant};

impl Shape for Bytes {
    const SHAPE: &'static Node = &Node::Split {
        gives: <[u8]>::SHAPE,
        takes: &Node::OneOf(&OneOf {
            name: "Bytes",
            variants: &[
                Variant {
                    name: "",
                    node: <[u8]>::SHAPE,
                    is_given: true,
                    is_taken: true,
                },
                Variant {
                    name: "",
                    node: &Node::Text(Text::Any),
                    is_given: false,
                    is_taken: true,
                },
            ],
        }),
    };
}

impl Shape for BytesMut {
    const SHAPE: &'static Node = Bytes::SHAPE;
}
