//! Expressions, parsed once in the life of the process: the definitions that hold them are constants.
use super::{
    Error,
    direct::{Direct, direct},
    guard,
    reads::{Part, reads},
    walk, wording,
};
use jsonata_core::{ast::AstNode, parser};
use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    hash::{BuildHasherDefault, Hasher},
    panic::catch_unwind,
    sync::{OnceLock, PoisonError, RwLock},
};

/// An expression, and what is known of it before anything is evaluated.
pub(super) struct Parsed {
    pub(super) expression: AstNode,
    /// What it reads of each variable.
    pub(super) reads: BTreeMap<String, Part>,
    /// The functions that it names, without `$`.
    called: Vec<String>,
    /// Whether it has a guard that is a function: to make those known takes longer than most expressions do.
    pub(super) has_guards: bool,
    /// How it is evaluated without a document, if it may be.
    pub(super) direct: Option<Direct>,
}

impl Parsed {
    /// Whether it may name a function at all: it calls one, or reads something besides `$states`.
    pub(super) fn may_name_functions(&self) -> bool {
        !self.called.is_empty() || self.reads.keys().any(|name| name != "states")
    }

    /// Whether it may use the function of this name: calls it or takes it as a value.
    pub(super) fn names(&self, function: &str) -> bool {
        self.reads.contains_key(function) || self.called.iter().any(|name| name == function)
    }
}

/// What a thread has looked up before, by where its text lies: a constant's text stays there.
type Near = HashMap<(usize, usize), &'static Parsed, BuildHasherDefault<ByAddress>>;

/// Spreads addresses; texts are the definition's own, and nobody chooses where they lie.
#[derive(Default)]
struct ByAddress(u64);

impl Hasher for ByAddress {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, number: usize) {
        // The golden ratio's bits, as Knuth has it: what differs in few bits differs in the upper ones afterwards.
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

pub(super) fn parsed(text: &'static str) -> Result<&'static Parsed, Error> {
    thread_local! {
        static NEAR: RefCell<Near> = RefCell::default();
    }
    let place = (text.as_ptr() as usize, text.len());
    if let Some(known) = NEAR.with_borrow(|near| near.get(&place).copied()) {
        return Ok(known);
    }
    let parsed = everywhere(text)?;
    NEAR.with_borrow_mut(|near| near.insert(place, parsed));
    Ok(parsed)
}

/// What all threads share.
fn everywhere(text: &'static str) -> Result<&'static Parsed, Error> {
    static PARSED: OnceLock<RwLock<HashMap<&'static str, &'static Parsed>>> = OnceLock::new();
    let all = PARSED.get_or_init(RwLock::default);
    if let Some(known) = all.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return Ok(known);
    }
    let parsed = parse(text)?;
    let mut all = all.write().unwrap_or_else(PoisonError::into_inner);
    // It lives as long as the process, and so does its text.
    Ok(all
        .entry(text)
        .or_insert_with(|| Box::leak(Box::new(parsed))))
}

fn parse(text: &str) -> Result<Parsed, Error> {
    // The engine's parser panics on some texts as well, such as a signature with a letter that is not ASCII.
    let expression = catch_unwind(|| parser::parse(text))
        .map_err(|_| wording::internal())?
        .map_err(|error| wording::plain(&error.display_message()))?;
    let mut called = Vec::new();
    walk::called(&expression, &mut called);
    let reads = reads(&expression);
    let expression = guard::guarded(expression, text.len());
    Ok(Parsed {
        direct: direct(&expression),
        has_guards: reads.contains_key("distinct") || walk::has_guards(&expression),
        reads,
        called,
        expression,
    })
}

/// The same, as if it read all of everything.
#[cfg(test)]
pub(super) fn unpruned(text: &str) -> Result<Parsed, Error> {
    let mut parsed = parse(text)?;
    parsed.reads.values_mut().for_each(|it| *it = Part::Whole);
    parsed.reads.insert("states".to_owned(), Part::Whole);
    parsed.direct = None;
    Ok(parsed)
}
