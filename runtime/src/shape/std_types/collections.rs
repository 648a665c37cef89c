//! Lists, sets and maps.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};

use crate::shape::{Node, Shape};

macro_rules! list {
    ($($ty:ty,)*) => {$(
        impl<T: Shape> Shape for $ty {
            const SHAPE: &'static Node = &Node::List(T::SHAPE);
        }
    )*};
}

list! {
    [T],
    Vec<T>,
    VecDeque<T>,
    LinkedList<T>,
    BinaryHeap<T>,
    BTreeSet<T>,
}

impl<T: Shape, S> Shape for HashSet<T, S> {
    const SHAPE: &'static Node = &Node::List(T::SHAPE);
}

/// Exactly so many items.
impl<T: Shape, const N: usize> Shape for [T; N] {
    const SHAPE: &'static Node = &Node::Tuple(&[T::SHAPE; N]);
}

/// A key of any type is a string in JSON.
impl<K, V: Shape> Shape for BTreeMap<K, V> {
    const SHAPE: &'static Node = &Node::Map(V::SHAPE);
}

/// A key of any type is a string in JSON.
impl<K, V: Shape, S> Shape for HashMap<K, V, S> {
    const SHAPE: &'static Node = &Node::Map(V::SHAPE);
}
