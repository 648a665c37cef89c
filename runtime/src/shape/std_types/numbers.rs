//! Numbers and truth values, and the types that are one of them.

use std::num::{NonZero, Saturating};
use std::sync::atomic;

use crate::shape::{Node, Shape};

impl Shape for bool {
    const SHAPE: &'static Node = &Node::Bool;
}

/// What is not finite is serialised as `null`, which is not said: no document holds such a number.
impl Shape for f32 {
    const SHAPE: &'static Node = &Node::Float;
}

/// What is not finite is serialised as `null`, which is not said: no document holds such a number.
impl Shape for f64 {
    const SHAPE: &'static Node = &Node::Float;
}

/// `i128` holds a bound of each but the last, which is cut.
const fn bound(value: u128) -> i128 {
    if value > i128::MAX as u128 {
        i128::MAX
    } else {
        value.cast_signed()
    }
}

macro_rules! unsigned {
    ($($integer:ident)*) => {$(
        impl Shape for $integer {
            const SHAPE: &'static Node =
                &Node::Integer(0, const { bound($integer::MAX as u128) });
        }

        impl Shape for NonZero<$integer> {
            const SHAPE: &'static Node =
                &Node::Integer(1, const { bound($integer::MAX as u128) });
        }
    )*};
}

macro_rules! signed {
    ($($integer:ident)*) => {$(
        impl Shape for $integer {
            const SHAPE: &'static Node =
                &Node::Integer($integer::MIN as i128, $integer::MAX as i128);
        }

        /// That it is not zero, its bounds do not say.
        impl Shape for NonZero<$integer> {
            const SHAPE: &'static Node = <$integer as Shape>::SHAPE;
        }
    )*};
}

/// Each takes what is out of its bounds for the nearest that is within.
macro_rules! saturating {
    ($($integer:ident)*) => {$(
        impl Shape for Saturating<$integer> {
            const SHAPE: &'static Node = &Node::Split {
                gives: <$integer as Shape>::SHAPE,
                takes: &Node::Integer(i64::MIN as i128, u64::MAX as i128),
            };
        }
    )*};
}

macro_rules! atomic {
    ($($width:literal: $($atomic:ident $of:ident),*;)*) => {$($(
        #[cfg(target_has_atomic = $width)]
        impl Shape for atomic::$atomic {
            const SHAPE: &'static Node = <$of as Shape>::SHAPE;
        }
    )*)*};
}

unsigned!(u8 u16 u32 u64 u128 usize);
signed!(i8 i16 i32 i64 i128 isize);
saturating!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);
atomic! {
    "8": AtomicBool bool, AtomicU8 u8, AtomicI8 i8;
    "16": AtomicU16 u16, AtomicI16 i16;
    "32": AtomicU32 u32, AtomicI32 i32;
    "64": AtomicU64 u64, AtomicI64 i64;
    "ptr": AtomicUsize usize, AtomicIsize isize;
}
