//! A map that is cheap to copy, to compare and to join with another that is mostly the same.
//!
//! A search tree whose shape depends on its keys alone: each key has a rank, a hash of it, and stands above the keys of
//! lower rank. So two trees with the same keys have the same nodes however they were made, and what they share is told by
//! the pointer. A document to which a thousand states add a field each is then copied, compared and joined in a few steps
//! a state.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

pub(crate) struct Tree<K, V>(Link<K, V>);

type Link<K, V> = Option<Rc<Node<K, V>>>;

#[derive(Clone)]
struct Node<K, V> {
    key: K,
    value: V,
    rank: u64,
    before: Link<K, V>,
    after: Link<K, V>,
}

/// What becomes of a key that one of two trees has, or both.
type Joint<'a, K, V> = &'a mut dyn FnMut(&K, Option<&V>, Option<&V>) -> Option<V>;

impl<K, V> Tree<K, V> {
    pub(crate) fn new() -> Self {
        Tree(None)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The same for trees that share all they have, as long as there is one of them.
    pub(crate) fn address(&self) -> usize {
        self.0.as_ref().map_or(0, |top| Rc::as_ptr(top).addr())
    }

    /// In the order of the keys.
    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        let mut iter = Iter { open: Vec::new() };
        iter.descend(self.0.as_ref());
        iter
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Tree<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let mut at = self.0.as_ref();
        while let Some(node) = at {
            at = match key.cmp(node.key.borrow()) {
                Ordering::Less => node.before.as_ref(),
                Ordering::Greater => node.after.as_ref(),
                Ordering::Equal => return Some(&node.value),
            };
        }
        None
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// The keys beyond one, in their order.
    pub(crate) fn beyond<Q: Ord + ?Sized>(&self, key: &Q) -> Iter<'_, K, V>
    where
        K: Borrow<Q>,
    {
        let mut open = Vec::new();
        let mut at = self.0.as_ref();
        while let Some(node) = at {
            at = if node.key.borrow() > key {
                open.push(&**node);
                node.before.as_ref()
            } else {
                node.after.as_ref()
            };
        }
        Iter { open }
    }
}

impl<K: Ord + Hash + Clone, V: Clone> Tree<K, V> {
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        insert(&mut self.0, key, value, hasher.finish());
    }

    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        if self.contains_key(key) {
            remove(&mut self.0, key);
        }
    }

    /// The same keys, and other values where there are others.
    pub(crate) fn map(&self, other: &mut dyn FnMut(&K, &V) -> Option<V>) -> Self {
        Tree(map(&self.0, other))
    }
}

impl<K: Ord + Hash + Clone, V: Clone + PartialEq> Tree<K, V> {
    /// The keys of both, each with what is made of its values. Of two values that are the same, that value is made.
    pub(crate) fn join(&self, other: &Self, joint: Joint<'_, K, V>) -> Self {
        Tree(join(&self.0, &other.0, joint))
    }
}

impl<K: Ord, V> Node<K, V> {
    /// Whether it stands above another.
    fn is_above(&self, other: &Self) -> bool {
        (self.rank, &self.key) > (other.rank, &other.key)
    }
}

fn node<K, V>(
    key: K,
    value: V,
    rank: u64,
    before: Link<K, V>,
    after: Link<K, V>,
) -> Rc<Node<K, V>> {
    Rc::new(Node {
        key,
        value,
        rank,
        before,
        after,
    })
}

/// The same node above others.
fn above<K: Clone, V: Clone>(
    top: &Rc<Node<K, V>>,
    before: Link<K, V>,
    after: Link<K, V>,
) -> Rc<Node<K, V>> {
    if is_same(&top.before, &before) && is_same(&top.after, &after) {
        return top.clone();
    }
    let (key, value) = (top.key.clone(), top.value.clone());
    node(key, value, top.rank, before, after)
}

fn is_same<K, V>(one: &Link<K, V>, other: &Link<K, V>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        _ => false,
    }
}

fn insert<K: Ord + Clone, V: Clone>(link: &mut Link<K, V>, key: K, value: V, rank: u64) {
    let Some(top) = link else {
        *link = Some(node(key, value, rank, None, None));
        return;
    };
    let order = key.cmp(&top.key);
    if order != Ordering::Equal && (rank, &key) > (top.rank, &top.key) {
        let (before, after) = split(link, &key);
        *link = Some(node(key, value, rank, before, after));
        return;
    }
    let top = Rc::make_mut(top);
    match order {
        Ordering::Less => insert(&mut top.before, key, value, rank),
        Ordering::Greater => insert(&mut top.after, key, value, rank),
        Ordering::Equal => top.value = value,
    }
}

fn remove<K: Ord + Clone + Borrow<Q>, V: Clone, Q: Ord + ?Sized>(link: &mut Link<K, V>, key: &Q) {
    let Some(top) = link else { return };
    let order = key.cmp(top.key.borrow());
    if order == Ordering::Equal {
        *link = concat(&top.before, &top.after);
        return;
    }
    let top = Rc::make_mut(top);
    let side = if order == Ordering::Less {
        &mut top.before
    } else {
        &mut top.after
    };
    remove(side, key);
}

/// What is before a key that is not there, and what is after it.
fn split<K: Ord + Clone, V: Clone>(link: &Link<K, V>, key: &K) -> (Link<K, V>, Link<K, V>) {
    let Some(top) = link else {
        return (None, None);
    };
    if top.key < *key {
        let (before, after) = split(&top.after, key);
        (Some(above(top, top.before.clone(), before)), after)
    } else {
        let (before, after) = split(&top.before, key);
        (before, Some(above(top, after, top.after.clone())))
    }
}

/// Two trees, of which all keys of the first come before those of the second.
fn concat<K: Ord + Clone, V: Clone>(one: &Link<K, V>, other: &Link<K, V>) -> Link<K, V> {
    match (one, other) {
        (None, link) | (link, None) => link.clone(),
        (Some(top), Some(below)) if top.is_above(below) => {
            Some(above(top, top.before.clone(), concat(&top.after, other)))
        }
        (Some(_), Some(top)) => Some(above(top, concat(one, &top.before), top.after.clone())),
    }
}

fn map<K: Clone, V: Clone>(
    link: &Link<K, V>,
    other: &mut dyn FnMut(&K, &V) -> Option<V>,
) -> Link<K, V> {
    let top = link.as_ref()?;
    let before = map(&top.before, other);
    let value = other(&top.key, &top.value);
    let after = map(&top.after, other);
    match value {
        Some(value) => Some(node(top.key.clone(), value, top.rank, before, after)),
        None => Some(above(top, before, after)),
    }
}

fn join<K: Ord + Clone, V: Clone + PartialEq>(
    one: &Link<K, V>,
    other: &Link<K, V>,
    joint: Joint<'_, K, V>,
) -> Link<K, V> {
    let (top, before, value, after) = match (one, other) {
        (None, None) => return None,
        (Some(one), Some(other)) if Rc::ptr_eq(one, other) => return Some(one.clone()),
        (Some(top), Some(same)) if top.key == same.key => (
            top,
            join(&top.before, &same.before, joint),
            joint(&top.key, Some(&top.value), Some(&same.value)),
            join(&top.after, &same.after, joint),
        ),
        (Some(top), below) if below.as_ref().is_none_or(|below| top.is_above(below)) => {
            let (before, after) = split(below, &top.key);
            (
                top,
                join(&top.before, &before, joint),
                joint(&top.key, Some(&top.value), None),
                join(&top.after, &after, joint),
            )
        }
        (below, Some(top)) => {
            let (before, after) = split(below, &top.key);
            (
                top,
                join(&before, &top.before, joint),
                joint(&top.key, None, Some(&top.value)),
                join(&after, &top.after, joint),
            )
        }
        // What has nothing below it is above.
        (Some(top), None) => return Some(top.clone()),
    };
    match value {
        None => concat(&before, &after),
        // What one side has already is not made again, so that it is known as the same later.
        Some(value) if value == top.value => Some(above(top, before, after)),
        Some(value) => Some(node(top.key.clone(), value, top.rank, before, after)),
    }
}

/// In the order of the keys.
pub(crate) struct Iter<'a, K, V> {
    /// The nodes whose key comes next, the first one last; what is after each has not been looked at.
    open: Vec<&'a Node<K, V>>,
}

impl<'a, K, V> Iter<'a, K, V> {
    fn descend(&mut self, link: Option<&'a Rc<Node<K, V>>>) {
        let mut at = link;
        while let Some(node) = at {
            self.open.push(node);
            at = node.before.as_ref();
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.open.pop()?;
        self.descend(node.after.as_ref());
        Some((&node.key, &node.value))
    }
}

impl<'a, K, V> IntoIterator for &'a Tree<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Ord + Hash + Clone, V: Clone> FromIterator<(K, V)> for Tree<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut tree = Tree::new();
        for (key, value) in entries {
            tree.insert(key, value);
        }
        tree
    }
}

impl<K: Ord + Hash + Clone, V: Clone, const N: usize> From<[(K, V); N]> for Tree<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> Clone for Tree<K, V> {
    fn clone(&self) -> Self {
        Tree(self.0.clone())
    }
}

impl<K, V> Default for Tree<K, V> {
    fn default() -> Self {
        Tree::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Tree<K, V> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map().entries(self).finish()
    }
}

impl<K: Eq, V: Eq> PartialEq for Tree<K, V> {
    fn eq(&self, other: &Self) -> bool {
        is_equal(&self.0, &other.0)
    }
}

impl<K: Eq, V: Eq> Eq for Tree<K, V> {}

fn is_equal<K: Eq, V: Eq>(one: &Link<K, V>, other: &Link<K, V>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            Rc::ptr_eq(one, other)
                || (one.rank == other.rank
                    && one.key == other.key
                    && is_equal(&one.before, &other.before)
                    && is_equal(&one.after, &other.after)
                    && one.value == other.value)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::testing::Random;

    fn both(random: &mut Random, keys: usize) -> (Tree<usize, usize>, BTreeMap<usize, usize>) {
        let (mut tree, mut map) = (Tree::new(), BTreeMap::new());
        for _ in 0..random.below(60) {
            let (key, value) = (random.below(keys), random.below(3));
            if random.below(4) == 0 {
                tree.remove(&key);
                map.remove(&key);
            } else {
                tree.insert(key, value);
                map.insert(key, value);
            }
        }
        (tree, map)
    }

    #[test]
    fn it_holds_what_a_map_holds() {
        let mut random = Random(1);
        for keys in 1..200 {
            let (tree, map) = both(&mut random, keys);
            assert!(tree.iter().eq(map.iter()));
            assert!(tree.keys().eq(map.keys()) && tree.values().eq(map.values()));
            assert_eq!(tree.is_empty(), map.is_empty());
            for key in 0..keys {
                assert_eq!(tree.get(&key), map.get(&key));
                assert!(tree.beyond(&key).eq(map.range(key + 1..)));
            }
            let add = &mut |_: &usize, value: &usize| (*value > 0).then_some(value + 1);
            let added = map
                .iter()
                .map(|(key, value)| (*key, value + usize::from(*value > 0)));
            assert!(
                tree.map(add)
                    .iter()
                    .map(|(key, value)| (*key, *value))
                    .eq(added)
            );
        }
    }

    #[test]
    fn it_is_equal_however_it_was_made() {
        let mut random = Random(2);
        for keys in 1..200 {
            let (tree, map) = both(&mut random, keys);
            assert_eq!(
                tree,
                map.iter()
                    .rev()
                    .map(|(key, value)| (*key, *value))
                    .collect()
            );
            let (other, other_map) = both(&mut random, keys);
            assert_eq!(tree == other, map == other_map);
        }
    }

    #[test]
    fn a_join_has_the_keys_of_both() {
        let mut random = Random(3);
        // Also drops some keys, as filters do.
        let how = |one: Option<&usize>, two: Option<&usize>| match (one, two) {
            (Some(one), Some(two)) => Some(*one.max(two)),
            (Some(1), None) | (None, Some(2)) => None,
            (one, two) => one.or(two).copied(),
        };
        for keys in 1..200 {
            let (one, one_map) = both(&mut random, keys);
            // Most of it is shared.
            let (mut two, mut two_map) = (one.clone(), one_map.clone());
            for _ in 0..random.below(10) {
                let (key, value) = (random.below(keys), random.below(3));
                two.insert(key, value);
                two_map.insert(key, value);
            }
            let joined = one.join(&two, &mut |_, one, two| how(one, two));
            let all = one_map.keys().chain(two_map.keys());
            let all: BTreeMap<usize, usize> = all
                .filter_map(|key| Some((*key, how(one_map.get(key), two_map.get(key))?)))
                .collect();
            assert_eq!(joined, all.into_iter().collect(), "{one:?} {two:?}");
        }
    }

    #[test]
    fn what_is_shared_is_not_looked_at() {
        let one: Tree<u32, u32> = (0..1000).map(|key| (key, key)).collect();
        let mut two = one.clone();
        two.insert(500, 0);
        two.insert(1000, 0);
        let mut seen = 0;
        let joined = one.join(&two, &mut |_, _, two| {
            seen += 1;
            two.copied()
        });
        assert!(seen < 60, "{seen}");
        assert_eq!(joined, two);
        let again = joined.join(&one, &mut |_, one, _| one.copied());
        assert!(is_same(&again.0, &joined.0), "nothing new is made");
    }
}
