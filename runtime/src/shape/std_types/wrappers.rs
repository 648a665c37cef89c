//! Types around another, which serde looks through.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::convert::Infallible;
use std::marker::PhantomData;
use std::num::Wrapping;
use std::rc::{self, Rc};
use std::sync::{self, Arc, Mutex, RwLock};

use crate::shape::{Node, OneOf, Shape, Variant};

macro_rules! looked_through {
    ($([$($generics:tt)*] $ty:ty => $inner:ident,)*) => {$(
        impl<$($generics)*> Shape for $ty {
            const SHAPE: &'static Node = $inner::SHAPE;
            const OPTIONAL: bool = $inner::OPTIONAL;
        }
    )*};
}

looked_through! {
    [T: Shape + ?Sized] &T => T,
    [T: Shape + ?Sized] &mut T => T,
    [T: Shape + ?Sized] Box<T> => T,
    [T: Shape + ?Sized] Rc<T> => T,
    [T: Shape + ?Sized] Arc<T> => T,
    [T: Shape + ToOwned + ?Sized] Cow<'_, T> => T,
    [T: Shape] Cell<T> => T,
    [T: Shape + ?Sized] RefCell<T> => T,
    [T: Shape + ?Sized] Mutex<T> => T,
    [T: Shape + ?Sized] RwLock<T> => T,
    [T: Shape] Wrapping<T> => T,
    [T: Shape] Reverse<T> => T,
}

/// `null`, or the value.
impl<T: Shape> Shape for Option<T> {
    const SHAPE: &'static Node = &Node::OneOf(&OneOf {
        name: "",
        variants: &[
            Variant {
                name: "",
                node: &Node::Null,
                is_given: true,
                is_taken: true,
            },
            Variant {
                name: "",
                node: T::SHAPE,
                is_given: true,
                is_taken: true,
            },
        ],
    });
    const OPTIONAL: bool = true;
}

/// As an `Option`, because the value may be gone.
impl<T: Shape> Shape for rc::Weak<T> {
    const SHAPE: &'static Node = Option::<T>::SHAPE;
    const OPTIONAL: bool = true;
}

/// As an `Option`, because the value may be gone.
impl<T: Shape> Shape for sync::Weak<T> {
    const SHAPE: &'static Node = Option::<T>::SHAPE;
    const OPTIONAL: bool = true;
}

impl<T: ?Sized> Shape for PhantomData<T> {
    const SHAPE: &'static Node = &Node::Null;
}

impl Shape for Infallible {
    const SHAPE: &'static Node = &Node::Never;
}
