//! Expressions, parsed once in the life of the process: the definitions that hold them are constants.
use super::{
    Error, guard,
    reads::{Part, reads},
    walk, wording,
};
use jsonata_core::{ast::AstNode, parser};
use std::{
    collections::HashMap,
    panic::catch_unwind,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

/// An expression, and what is known of it before anything is evaluated.
pub(super) struct Parsed {
    pub(super) expression: AstNode,
    /// What it reads of each variable.
    pub(super) reads: HashMap<String, Part>,
    /// The functions that it names, without `$`.
    called: Vec<String>,
    /// Whether it has a guard that is a function: to make those known takes longer than most expressions do.
    pub(super) has_guards: bool,
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

pub(super) fn parsed(text: &'static str) -> Result<Arc<Parsed>, Error> {
    static PARSED: OnceLock<RwLock<HashMap<&'static str, Arc<Parsed>>>> = OnceLock::new();
    let all = PARSED.get_or_init(RwLock::default);
    if let Some(known) = all.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return Ok(known.clone());
    }
    let parsed = Arc::new(parse(text)?);
    all.write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(text, parsed.clone());
    Ok(parsed)
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
    Ok(parsed)
}
