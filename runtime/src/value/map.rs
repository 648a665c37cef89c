//! Objects: fields in the order they were written.
use super::{Str, Value, list::drop_all};
use std::{collections::HashMap, fmt};

/// Up to this many fields are searched one by one, which is faster than hashing the key.
const LINEAR: usize = 32;

/// How many more fields an object has room for that is copied to be changed: `ResultPath` adds one.
const ROOM: usize = 4;

/// The fields of an object, in the order they came.
#[derive(Default)]
pub struct Map {
    entries: Vec<(Str, Value)>,
    /// From a key to its place in `entries`; built past [`LINEAR`] fields.
    #[allow(
        clippy::box_collection,
        reason = "most objects are small and should not carry the room"
    )]
    index: Option<Box<HashMap<Str, usize>>>,
}

impl Map {
    /// No fields.
    pub const fn new() -> Map {
        Map {
            entries: Vec::new(),
            index: None,
        }
    }

    /// No fields, and room for some.
    #[inline]
    pub fn with_capacity(fields: usize) -> Map {
        Map {
            entries: Vec::with_capacity(fields),
            index: None,
        }
    }

    /// Room for some fields, and for what a `ResultPath` may add to them.
    #[inline]
    pub(crate) fn with_room(fields: usize) -> Map {
        Map::with_capacity(fields + ROOM)
    }

    /// How many fields.
    #[inline]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no field.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The field's value.
    #[inline]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.position(key).map(|at| &self.entries[at].1)
    }

    /// The field's value, to change.
    #[inline]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.position(key).map(|at| &mut self.entries[at].1)
    }

    /// Whether the field is there.
    #[inline]
    pub fn contains_key(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Sets a field; one that was there keeps its place and its old value is returned.
    pub fn insert(&mut self, key: impl Into<Str>, value: impl Into<Value>) -> Option<Value> {
        let (key, value) = (key.into(), value.into());
        if let Some(at) = self.position(&key) {
            return Some(std::mem::replace(&mut self.entries[at].1, value));
        }
        self.push(key, value);
        None
    }

    /// The field's value, to change; made where it is not there.
    pub(super) fn entry(&mut self, key: &'static str, make: impl FnOnce() -> Value) -> &mut Value {
        let at = self.position(key).unwrap_or_else(|| {
            self.push(Str::from_static(key), make());
            self.entries.len() - 1
        });
        &mut self.entries[at].1
    }

    /// Adds a field that is known not to be there.
    #[inline]
    pub(crate) fn push(&mut self, key: Str, value: Value) {
        debug_assert!(!self.contains_key(&key), "`{key}` is there");
        let at = self.entries.len();
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), at);
        }
        self.entries.push((key, value));
        if at >= LINEAR && self.index.is_none() {
            self.reindex();
        }
    }

    /// Makes these its only fields, which are known to be different ones.
    #[inline]
    pub(crate) fn replace_all(&mut self, fields: impl Iterator<Item = (&'static str, Value)>) {
        let mut at = 0;
        for (key, value) in fields {
            match self.entries.get_mut(at) {
                Some((old, place)) => {
                    // The same text gives way to the literal too, which is found by its address.
                    if !old.is_literal(key) {
                        *old = Str::from_static(key);
                        self.index = None;
                    }
                    *place = value;
                }
                None => self.entries.push((Str::from_static(key), value)),
            }
            at += 1;
        }
        self.entries.truncate(at);
        if at > LINEAR || self.index.is_some() {
            self.reindex();
        }
    }

    /// Takes a field out; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.position(key)?;
        let (_, value) = self.entries.remove(at);
        self.reindex();
        Some(value)
    }

    /// The fields in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Str, &Value)> + DoubleEndedIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Str> {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> {
        self.entries.iter().map(|(_, value)| value)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    pub(super) fn entries(&self) -> &[(Str, Value)] {
        &self.entries
    }

    pub(super) fn into_entries(mut self) -> Vec<(Str, Value)> {
        std::mem::take(&mut self.entries)
    }

    #[inline]
    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(name, _)| name.is(key)),
        }
    }

    fn reindex(&mut self) {
        self.index = (self.entries.len() > LINEAR).then(|| {
            let keys = self.entries.iter().enumerate();
            Box::new(keys.map(|(at, (key, _))| (key.clone(), at)).collect())
        });
    }
}

impl Clone for Map {
    fn clone(&self) -> Map {
        let mut entries = Vec::with_capacity(self.entries.len() + ROOM);
        entries.extend_from_slice(&self.entries);
        Map {
            entries,
            index: self.index.clone(),
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        drop_all(&mut self.entries, |(_, value)| value);
    }
}

impl<K: Into<Str>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Map {
        let fields = fields.into_iter();
        let mut map = Map::with_capacity(fields.size_hint().0);
        for (key, value) in fields {
            map.insert(key, value);
        }
        map
    }
}

/// The same fields with equal values, in any order.
impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key).is_some_and(|theirs| theirs == value))
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
