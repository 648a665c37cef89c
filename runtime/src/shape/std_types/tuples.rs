//! Tuples, as far as serde has them.

use crate::shape::{Node, Shape};

impl Shape for () {
    const SHAPE: &'static Node = &Node::Null;
}

macro_rules! tuples {
    ($($ty:ident)*) => { tuples! { @ [] $($ty)* } };
    (@ [$($ty:ident)*] $next:ident $($rest:ident)*) => {
        impl<$($ty: Shape,)* $next: Shape> Shape for ($($ty,)* $next,) {
            const SHAPE: &'static Node = &Node::Tuple(&[$($ty::SHAPE,)* $next::SHAPE]);
        }

        tuples! { @ [$($ty)* $next] $($rest)* }
    };
    (@ [$($ty:ident)*]) => {};
}

tuples!(T0 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15);
