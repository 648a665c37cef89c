//! Structs and enums of `std` that serde has as such.

use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::time::{Duration, SystemTime};

use crate::shape::{Node, OneOf, Shape, Struct, Variant, Word};

use super::{field, newtype};

macro_rules! structs {
    ($([$($generics:tt)*] $ty:ty => $name:literal { $($field:literal: $node:expr,)* })*) => {$(
        impl<$($generics)*> Shape for $ty {
            const SHAPE: &'static Node = &Node::Struct(&Struct {
                name: $name,
                fields: &[$(field!($field, $node)),*],
                flattened: &[],
                closed: true,
            });
        }
    )*};
}

/// What is more than that, serde takes for seconds.
const NANOS: &Node = &Node::Integer(0, 999_999_999);

structs! {
    [] Duration => "Duration" {
        "secs": u64::SHAPE,
        "nanos": NANOS,
    }
    // More seconds than that overflow.
    [] SystemTime => "SystemTime" {
        "secs_since_epoch": &Node::Integer(0, i64::MAX as i128),
        "nanos_since_epoch": NANOS,
    }
    [T: Shape] Range<T> => "Range" { "start": T::SHAPE, "end": T::SHAPE, }
    [T: Shape] RangeInclusive<T> => "RangeInclusive" { "start": T::SHAPE, "end": T::SHAPE, }
    [T: Shape] RangeFrom<T> => "RangeFrom" { "start": T::SHAPE, }
    [T: Shape] RangeTo<T> => "RangeTo" { "end": T::SHAPE, }
}

const fn both_ways(name: &'static str, node: &'static Node) -> Variant {
    Variant {
        name,
        node,
        is_given: true,
        is_taken: true,
    }
}

impl<T: Shape> Shape for Bound<T> {
    const SHAPE: &'static Node = &Node::OneOf(&OneOf {
        name: "Bound",
        variants: &const {
            [
                both_ways(
                    "Unbounded",
                    &Node::Word(&Word {
                        gives: "Unbounded",
                        takes: &["Unbounded"],
                    }),
                ),
                both_ways(
                    "Included",
                    &newtype!("Bound::Included", "Included", T::SHAPE),
                ),
                both_ways(
                    "Excluded",
                    &newtype!("Bound::Excluded", "Excluded", T::SHAPE),
                ),
            ]
        },
    });
}

impl<T: Shape, E: Shape> Shape for Result<T, E> {
    const SHAPE: &'static Node = &Node::OneOf(&OneOf {
        name: "Result",
        variants: &const {
            [
                both_ways("Ok", &newtype!("Result::Ok", "Ok", T::SHAPE)),
                both_ways("Err", &newtype!("Result::Err", "Err", E::SHAPE)),
            ]
        },
    });
}
