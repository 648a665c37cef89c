//! What a workflow module makes its checks with.
//!
//! rustc types, borrow-checks and evaluates every expression of a constant. A struct written out costs it several times
//! what a call with the same values costs, and a reference to a list of its own more than all the rest. So a module holds
//! lists of one sort in one array, a `static` so that what refers to it is not looked through again, and calls these.

use super::{Settled, Source};

pub use super::{Check, Fact, Filter, Goal, Kinds, Leaf, Obligation, Step, Way};
pub use crate::program::Literal;
pub use crate::shape::Node;

/// A string of the definition, or of a message.
pub type Str = &'static str;

/// What is known of a part of a value.
pub const fn filter(
    steps: &'static [Step],
    present: i8,
    kinds: u8,
    boolean: i8,
    one_of: &'static [Str],
    none_of: &'static [Str],
) -> Filter {
    Filter {
        steps,
        present: flag(present),
        kinds: Kinds(kinds),
        one_of,
        none_of,
        boolean: flag(boolean),
    }
}

const fn flag(flag: i8) -> Option<bool> {
    match flag {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// A part of the execution's input.
pub const fn input(steps: &'static [Step]) -> Leaf {
    whole(Source::Input, steps)
}

/// A part of it, as a handler takes it.
pub const fn taken(task: u32, steps: &'static [Step]) -> Leaf {
    whole(Source::TakenBy(task), steps)
}

/// A part of what a handler gives.
pub const fn given(task: u32, steps: &'static [Step]) -> Leaf {
    whole(Source::GivenBy(task, &Node::Any), steps)
}

/// The same, of which AWS documents something.
pub const fn documented(task: u32, node: &'static Node, steps: &'static [Step]) -> Leaf {
    whole(Source::GivenBy(task, node), steps)
}

const fn whole(source: Source, steps: &'static [Step]) -> Leaf {
    Leaf {
        source,
        steps,
        filters: &[],
    }
}

/// Of which something has been found out.
pub const fn leaf(leaf: Leaf, filters: &'static [Filter]) -> Leaf {
    Leaf { filters, ..leaf }
}

/// An object of these fields only.
pub const fn object(fields: &'static [(Str, Fact)]) -> Fact {
    Fact::Object { fields, rest: None }
}

/// An object with others.
pub const fn with_rest(fields: &'static [(Str, Fact)], rest: &'static Fact) -> Fact {
    Fact::Object {
        fields,
        rest: Some(rest),
    }
}

/// What is known on a way, and what sets it apart.
pub type Trail = (&'static [Leaf], Str);

/// A way to a value that came like that.
pub const fn way(value: Fact, origin: Str, (assumes, route): Trail) -> Way {
    Way {
        assumes,
        value,
        origin,
        route,
    }
}

/// Several to the same.
pub const fn ways<const N: usize>(value: Fact, origin: Str, trails: &[Trail; N]) -> [Way; N] {
    let mut ways = [way(value, origin, (&[], "")); N];
    let mut at = 0;
    while at < N {
        (ways[at].assumes, ways[at].route) = trails[at];
        at += 1;
    }
    ways
}

/// What one of the handlers raises.
pub const fn raised(tasks: &'static [u32], names: &'static [Str]) -> Goal {
    Goal::Raised { tasks, names }
}

/// A check, with what its message says.
pub const fn check(
    goal: Goal,
    ways: &'static [Way],
    never: Str,
    sometimes: Str,
    snippet: Str,
    notes: Str,
    indent: u8,
) -> Check {
    Check {
        goal,
        unless: &[],
        ways,
        is_alike: false,
        never,
        sometimes,
        snippet,
        notes,
        indent,
    }
}

/// One whose ways are to one value.
pub const fn alike(check: Check) -> Check {
    Check {
        is_alike: true,
        ..check
    }
}

/// One that others explain.
pub const fn unless(unless: &'static [usize], check: Check) -> Check {
    Check { unless, ..check }
}

/// What holds.
pub const fn proven(state: u32, line: u32, what: Str) -> Obligation {
    obligation(state, line, what, Settled::Proven)
}

/// What is not known, and why.
pub const fn open(state: u32, line: u32, what: Str, why: Str) -> Obligation {
    obligation(state, line, what, Settled::Open(why))
}

/// What is allowed.
pub const fn allowed(state: u32, line: u32, what: Str) -> Obligation {
    obligation(state, line, what, Settled::Allowed)
}

/// What a check says.
pub const fn by_types(state: u32, line: u32, what: Str, check: u32) -> Obligation {
    obligation(state, line, what, Settled::ByTypes(check))
}

const fn obligation(state: u32, line: u32, what: Str, settled: Settled) -> Obligation {
    Obligation {
        state,
        line,
        what,
        settled,
    }
}
