//! How a check is settled.

use super::facts::ask_fact;
use super::filters::{MOST_FILTERS, all_of};
use super::fits::Taken;
use super::message::Message;
use super::place::Place;
use super::quick::{self, Look};
use super::record::Record;
use super::remains::Remains;
use super::tally::Tally;
use super::walk::{Ahead, Ask, walk};
use super::{Check, Filter, Goal, Leaf, Proof, Types, Way, Why, text};
use crate::shape::UNKNOWN;

/// How a [`Check`] was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Proven,
    /// It is not known.
    Open(Why),
    /// It does not hold; [`Check::message`] says why.
    Failed(Failure),
}

/// How a [`Check`] fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub(super) way: usize,
    pub(super) sometimes: bool,
}

impl Failure {
    /// The number of the first way on which it fails.
    pub const fn way(&self) -> usize {
        self.way
    }

    /// It may hold on another way, or for other values.
    pub const fn is_sometimes(&self) -> bool {
        self.sometimes
    }
}

impl Check {
    /// Settles the check for these types.
    ///
    /// ```
    /// use stepwright::proof::{Check, Fact, Goal, Leaf, Source, Step, TypeShape, Types, Verdict, Way};
    /// use stepwright::shape::{Field, Node, Struct, Text};
    ///
    /// const CHECK: Check = Check {
    ///     goal: Goal::There,
    ///     unless: &[],
    ///     ways: &[Way {
    ///         assumes: &[],
    ///         value: Fact::Leaf(Leaf {
    ///             source: Source::Input,
    ///             steps: &[Step::Field("order_id")],
    ///             filters: &[],
    ///         }),
    ///         origin: "",
    ///         route: "",
    ///     }],
    ///     is_alike: true,
    ///     never: "`$.order_id` is not there",
    ///     sometimes: "`$.order_id` may not be there",
    ///     snippet: "",
    ///     notes: "",
    ///     indent: 0,
    /// };
    /// const ORDER: TypeShape = TypeShape {
    ///     name: "Order",
    ///     node: &Node::Struct(&Struct {
    ///         name: "Order",
    ///         fields: &[Field {
    ///             gives: Some("order_id"),
    ///             may_be_left_out: false,
    ///             takes: &["order_id"],
    ///             may_be_missing: false,
    ///             node: &Node::Text(Text::Any),
    ///         }],
    ///         flattened: &[],
    ///         closed: false,
    ///     }),
    /// };
    /// const TYPES: Types = Types { input: ORDER, ..Types::NONE };
    ///
    /// const _: () = assert!(matches!(CHECK.verdict(&TYPES), Verdict::Proven));
    /// ```
    pub const fn verdict(&self, types: &Types) -> Verdict {
        if self.holds_at_a_look(types, &mut Look::many()) {
            return Verdict::Proven;
        }
        let mut record = Record::new(types, false);
        let verdict = match self.goal {
            Goal::There | Goal::Kind(_) | Goal::Input(_) | Goal::Output => self.holds(&mut record),
            Goal::Possible => self.is_possible(&mut record),
            Goal::Impossible => self.is_impossible(&mut record),
            Goal::Raised { tasks, names } => is_raised(tasks, names, types),
        };
        if record.is_spent {
            Verdict::Open(Why::TooLarge)
        } else {
            verdict
        }
    }

    /// The goal of the value at the end of every way, whether or not that can be gone; or a way that can be.
    const fn holds_at_a_look(&self, types: &Types, look: &mut Look) -> bool {
        let mut ways = self.ways;
        let mut holds = false;
        while let [way, rest @ ..] = ways {
            ways = rest;
            look.next();
            holds = quick::holds(self.goal, way, types, look);
            // One way will do, or one will not.
            if holds == matches!(self.goal, Goal::Possible) {
                return holds;
            }
            if self.is_alike && holds {
                return true;
            }
        }
        holds
    }

    /// The goal of the value at the end of every way.
    const fn holds(&self, record: &mut Record) -> Verdict {
        let mut tally = Tally::NONE;
        let mut failed = 0;
        let mut at = 0;
        while at < self.ways.len() {
            let way = self.settle(&self.ways[at], record);
            if way.is_wrong() && !tally.is_wrong() {
                failed = at;
            }
            tally = tally.or(way);
            at += 1;
        }
        if tally.is_wrong() {
            return Verdict::Failed(Failure {
                way: failed,
                sometimes: !tally.is_only_wrong(),
            });
        }
        match record.first.why {
            Some(why) if tally.is_open() => Verdict::Open(why),
            None if tally.is_open() => Verdict::Open(Why::Value),
            _ => Verdict::Proven,
        }
    }

    /// How the value at the end of a way turns out; none where that way is never gone.
    pub(super) const fn settle(&self, way: &'static Way, record: &mut Record) -> Tally {
        if can_be_gone(way, record).is_none() {
            return Tally::NONE;
        }
        match self.goal {
            Goal::Kind(kinds) => ask_fact(&way.value, None, Ask::Kind(kinds), record, FRAMES),
            Goal::Input(task) => {
                record.taken = Why::Taken(record.types.state(task));
                let node = match record.types.task(task) {
                    Some(task) => task.input.node,
                    None => UNKNOWN,
                };
                ask_fact(
                    &way.value,
                    None,
                    Ask::Fits(&Taken::whole(node)),
                    record,
                    FRAMES,
                )
            }
            Goal::Output => {
                record.taken = Why::Output;
                let whole = Taken::whole(record.types.output.node);
                ask_fact(&way.value, None, Ask::Fits(&whole), record, FRAMES)
            }
            _ => ask_fact(&way.value, None, Ask::There, record, FRAMES),
        }
    }

    const fn is_possible(&self, record: &mut Record) -> Verdict {
        let mut open = None;
        let mut at = 0;
        while at < self.ways.len() {
            record.doubt = None;
            let gone = can_be_gone(&self.ways[at], record);
            if gone.is_fine() {
                return Verdict::Proven;
            }
            if gone.is_open() && open.is_none() {
                open = record.doubt;
            }
            at += 1;
        }
        match open {
            Some(why) => Verdict::Open(why),
            None => Verdict::Failed(Failure {
                way: 0,
                sometimes: false,
            }),
        }
    }

    const fn is_impossible(&self, record: &mut Record) -> Verdict {
        let mut failed = None;
        let mut open = None;
        let mut others = false;
        let mut at = 0;
        while at < self.ways.len() {
            record.doubt = None;
            let way = &self.ways[at];
            let gone = can_be_gone(way, record);
            if gone.is_fine() {
                match left_over(way, record) {
                    LeftOver::Known { .. } if failed.is_none() => failed = Some(at),
                    LeftOver::Known { .. } => {}
                    LeftOver::Endless(why) => open = Some(why),
                }
            } else if gone.is_open() {
                open = record.doubt;
            } else {
                others = true;
            }
            at += 1;
        }
        match (failed, open) {
            (Some(way), _) => Verdict::Failed(Failure {
                way,
                sometimes: others || open.is_some(),
            }),
            (None, Some(why)) => Verdict::Open(why),
            (None, None) => Verdict::Proven,
        }
    }
}

/// The frames between a constant and the walk through a type.
const FRAMES: u32 = 6;

/// Whether executions can go a way: fine where they can, open where that rests on something unknown, none where they
/// cannot.
pub(super) const fn can_be_gone(way: &'static Way, record: &mut Record) -> Tally {
    let mut tally = Tally::FINE;
    let mut at = 0;
    while at < way.assumes.len() {
        let leaf = &way.assumes[at];
        tally = tally.and(can_exist(leaf, all_of(leaf), record));
        at += 1;
    }
    tally
}

/// Whether a value that passes these filters of a leaf exists.
pub(super) const fn can_exist(leaf: &'static Leaf, filters: u128, record: &mut Record) -> Tally {
    if leaf.filters.len() > MOST_FILTERS {
        return record.doubt(Why::TooLarge);
    }
    let root = Place::root(leaf, record.types.given(leaf.source), filters);
    let exists = walk(root, Ahead::HERE, Ask::Exists, record, FRAMES);
    if exists.is_fine() {
        Tally::FINE
    } else {
        exists
    }
}

/// What a way on which no rule has matched leaves.
pub(super) enum LeftOver {
    /// Values that can be listed, at the place of that filter.
    Known {
        leaf: &'static Leaf,
        filter: &'static Filter,
        remains: Remains,
    },
    /// Any of endlessly many: nobody can tell whether they come.
    Endless(Why),
}

/// What is left at the places that the rules looked at. A string that can be any other is nobody's mistake; what can be
/// listed, next to nothing of that sort, is.
pub(super) const fn left_over(way: &'static Way, record: &mut Record) -> LeftOver {
    let mut known = LeftOver::Endless(Why::Value);
    let mut best = 0;
    let mut number = 0;
    while number < way.assumes.len() {
        let leaf = &way.assumes[number];
        let mut at = 0;
        while at < leaf.filters.len() {
            let filter = &leaf.filters[at];
            let remains = remains_at(leaf, filter.steps, all_of(leaf), record);
            if remains.is_endless() && !filter.none_of.is_empty() {
                return LeftOver::Endless(if remains.is_unknown {
                    Why::unknown(leaf.source, &record.types)
                } else {
                    Why::OtherString
                });
            }
            // What a rule has not matched tells more than what an earlier one has.
            let score = if filter.none_of.is_empty() { 1 } else { 2 };
            if !remains.is_endless() && !remains.is_nothing() && score >= best {
                best = score;
                known = LeftOver::Known {
                    leaf,
                    filter,
                    remains,
                };
            }
            at += 1;
        }
        number += 1;
    }
    known
}

/// What can be at a place under these filters.
pub(super) const fn remains_at(
    leaf: &'static Leaf,
    steps: &'static [super::Step],
    filters: u128,
    record: &mut Record,
) -> Remains {
    record.remains = Remains::NOTHING;
    let root = Place::root(leaf, record.types.given(leaf.source), filters);
    walk(
        root,
        Ahead::along(steps, None),
        Ask::Remains,
        record,
        FRAMES,
    );
    record.remains
}

/// Whether one of these handlers can fail with one of these names.
const fn is_raised(tasks: &[u32], names: &[&str], types: &Types) -> Verdict {
    let mut open = None;
    let mut at = 0;
    while at < tasks.len() {
        let errors = match types.task(tasks[at]) {
            Some(task) => task.errors,
            None => None,
        };
        match errors {
            Some(errors) => {
                let mut error = 0;
                while error < errors.len() {
                    if text::contains(names, errors[error]) {
                        return Verdict::Proven;
                    }
                    error += 1;
                }
            }
            None => open = Some(Why::Errors(types.state(tasks[at]))),
        }
        at += 1;
    }
    match open {
        Some(why) => Verdict::Open(why),
        None => Verdict::Failed(Failure {
            way: 0,
            sometimes: false,
        }),
    }
}

impl Proof {
    /// Which checks hold at a look, beginning with that number: all of them in one constant, because what a constant of
    /// its own costs is more than the look.
    #[doc(hidden)]
    pub const fn held<const N: usize>(&self, from: usize, types: &Types) -> [bool; N] {
        let mut look = Look::many();
        let mut held = [false; N];
        let mut checks = self.checks.split_at(from).1;
        let mut at = 0;
        while at < N
            && let [check, rest @ ..] = checks
        {
            held[at] = check.holds_at_a_look(types, &mut look);
            checks = rest;
            at += 1;
        }
        held
    }

    /// What is wrong, where the check of this number does not hold and no other explains why.
    #[doc(hidden)]
    pub const fn failure(&self, number: usize, types: &Types) -> Option<Message> {
        let check = &self.checks[number];
        let verdict = check.verdict(types);
        match verdict {
            Verdict::Failed(_) if self.holds(check.unless, types) => {
                Some(check.message(types, &verdict))
            }
            _ => None,
        }
    }

    /// Whether none of these checks fails: then an allowance for them allows nothing.
    #[doc(hidden)]
    pub const fn holds(&self, checks: &[usize], types: &Types) -> bool {
        let mut at = 0;
        while at < checks.len() {
            if let Verdict::Failed(_) = self.checks[checks[at]].verdict(types) {
                return false;
            }
            at += 1;
        }
        true
    }
}
