//! The shape of a type that may have none, and what the derive asks of shapes.

use std::marker::PhantomData;

use super::{Node, Shape, UNKNOWN};

/// The shape of a type, where it has one; else, by [`Unshaped`], [`UNKNOWN`].
///
/// A constant of the type itself is found before one of a trait. That holds where the type is concrete, or a parameter with
/// the bound.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: Shape + ?Sized> Probe<T> {
    /// The description.
    pub const SHAPE: &'static Node = T::SHAPE;
    /// Whether a field may be missing.
    pub const OPTIONAL: bool = T::OPTIONAL;
}

/// See [`Probe`].
pub trait Unshaped {
    /// Nothing is known.
    const SHAPE: &'static Node = UNKNOWN;
    /// Nothing is known to take what is missing.
    const OPTIONAL: bool = false;
}

impl<T: ?Sized> Unshaped for Probe<T> {}

/// What an `Option` is that is not `None`: the description without its `null`.
#[must_use]
pub const fn some_of(option: &'static Node) -> &'static Node {
    match option {
        Node::OneOf(one) if one.name.is_empty() => match one.variants {
            [_, some] => some.node,
            _ => option,
        },
        _ => option,
    }
}

/// Whether deserialising from an object takes no other fields than those of this form.
#[must_use]
pub const fn is_closed(node: &Node) -> bool {
    match node {
        Node::Struct(fields) => fields.closed,
        Node::Split { takes, .. } => is_closed(takes),
        // Of an object, each of these leaves nothing: `{}`, and `{"Word": null}`.
        Node::Null | Node::Word(_) => true,
        Node::OneOf(one) => {
            let mut variants = one.variants;
            while let [variant, rest @ ..] = variants {
                if variant.is_taken && !is_closed(variant.node) {
                    return false;
                }
                variants = rest;
            }
            true
        }
        _ => false,
    }
}
