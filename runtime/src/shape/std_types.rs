//! The types of `std`, as serde has them.

mod collections;
mod numbers;
mod structs;
mod text;
mod tuples;
mod wrappers;

/// A field that is always there, both ways.
macro_rules! field {
    ($name:literal, $node:expr) => {
        $crate::shape::Field {
            gives: Some($name),
            may_be_left_out: false,
            takes: &[$name],
            may_be_missing: false,
            node: $node,
        }
    };
}

/// A variant with one value: an object with one field.
macro_rules! newtype {
    ($path:literal, $name:literal, $node:expr) => {
        $crate::shape::Node::Struct(&$crate::shape::Struct {
            name: $path,
            fields: &[$crate::shape::std_types::field!($name, $node)],
            flattened: &[],
            closed: true,
        })
    };
}

use {field, newtype};
