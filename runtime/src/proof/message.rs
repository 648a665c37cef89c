//! What a message says: the title, the place in the definition, and what the types have to do with it.

mod buffer;
mod phrases;
mod problem;

pub use self::buffer::Message;

use self::buffer::List;
use self::phrases::{push_part, push_remains, push_source, push_state};
use self::problem::explain;
use super::filters::all_of;
use super::problem::{Steps, Taker};
use super::record::Record;
use super::tally::Tally;
use super::text::{Nearest, is_before};
use super::verdict::{LeftOver, can_exist, left_over, remains_at};
use super::walk::{Ahead, Ask, walk};
use super::{Check, Failure, Goal, Leaf, Types, Verdict, Way, place::Place};

impl Check {
    /// What a compiler says of a check that has failed with this verdict for these types; empty for other verdicts.
    ///
    /// ```text
    /// `$.orderId` is not there
    ///  --> order.asl.json:12:15
    ///   |
    /// 12 |       "OutputPath": "$.orderId"
    ///   |                      ^^^^^^^^^^^ nothing has this name
    ///   |
    ///   = note: `Order`, the type of the execution's input, has the fields `order_id`, `amount_cents`
    ///   = help: a field with a similar name exists: `order_id`
    /// ```
    pub const fn message(&self, types: &Types, verdict: &Verdict) -> Message {
        let mut message = Message::new();
        let Verdict::Failed(failure) = verdict else {
            return message;
        };
        message.push(if failure.sometimes {
            self.sometimes
        } else {
            self.never
        });
        message.end_line();
        message.push(self.snippet);
        let mut record = Record::new(types, true);
        match self.goal {
            Goal::There | Goal::Kind(_) | Goal::Input(_) | Goal::Output => {
                self.explain_way(failure, &mut record, &mut message);
            }
            Goal::Possible => self.explain_never(&mut record, &mut message),
            Goal::Impossible => self.explain_left_over(failure, &mut record, &mut message),
            Goal::Raised { tasks, names } => {
                self.explain_errors(tasks, names, types, &mut message);
            }
        }
        message.end_line();
        message.push(self.notes);
        message.trim();
        message
    }

    /// Why the value at the end of a way is wrong.
    const fn explain_way(&self, failure: &Failure, record: &mut Record, message: &mut Message) {
        if failure.way >= self.ways.len() {
            return;
        }
        if failure.sometimes && self.ways.len() > 1 {
            self.compare_ways(&mut Record::new(&record.types, false), message);
        }
        let way = &self.ways[failure.way];
        self.tell_origin(way, message);
        let tally = self.settle(way, record);
        let Some(problem) = record.first.problem else {
            return;
        };
        explain(
            self,
            &problem,
            !tally.is_only_wrong(),
            &record.types,
            message,
        );
        if let Goal::Input(task) = self.goal
            && let Some(task) = record.types.task(task)
            && !task.input.name.is_empty()
            && !matches!(problem.taker, Taker::Part(name) if super::text::same(name, task.input.name))
        {
            message.begin(self.indent, "note");
            message.push("the handler of ");
            message.push_name(task.state);
            message.push(" takes ");
            message.push_name(task.input.name);
        }
    }

    const fn tell_origin(&self, way: &Way, message: &mut Message) {
        if !way.origin.is_empty() {
            message.begin(self.indent, "note");
            message.push(way.origin);
        }
    }

    /// On which ways it fails, and on which not.
    const fn compare_ways(&self, record: &mut Record, message: &mut Message) {
        let (wrong, right) = match self.goal {
            Goal::There => ("missing", "there"),
            _ => ("wrong", "right"),
        };
        let mut told = false;
        let mut group = 0;
        while group < 3 {
            let mut routes = 0;
            let mut at = 0;
            while at < self.ways.len() {
                let is_told = self.is_route_told(at, group, record);
                let way = &self.ways[at];
                at += 1;
                if is_told || group_of(self.settle(way, record)) != group {
                    continue;
                }
                routes += 1;
                if routes == 1 {
                    if told {
                        message.push("; ");
                    } else {
                        message.begin(self.indent, "note");
                        told = true;
                    }
                    message.push(match group {
                        0 => wrong,
                        1 => right,
                        _ => "not known",
                    });
                    message.push(" on the way ");
                } else if routes <= List::MOST {
                    message.push(" or ");
                }
                if routes <= List::MOST {
                    message.push(way.route);
                }
            }
            if routes > List::MOST {
                message.push(" or ");
                message.push_number((routes - List::MOST) as i128);
                message.push(" more");
            }
            group += 1;
        }
    }

    /// Whether the route of a way says nothing: there is none, it has been told of, or it is also that of a way of another
    /// group.
    const fn is_route_told(&self, way: usize, group: u32, record: &mut Record) -> bool {
        let route = self.ways[way].route;
        if route.is_empty() {
            return true;
        }
        let mut at = 0;
        while at < self.ways.len() {
            if at != way && super::text::same(self.ways[at].route, route) {
                let other = group_of(self.settle(&self.ways[at], record));
                if other < 3 && other != group || other == group && at < way {
                    return true;
                }
            }
            at += 1;
        }
        false
    }

    /// Why no way can be gone.
    const fn explain_never(&self, record: &mut Record, message: &mut Message) {
        if self.ways.is_empty() {
            return;
        }
        let way = &self.ways[0];
        self.tell_origin(way, message);
        let mut at = 0;
        while at < way.assumes.len() {
            let leaf = &way.assumes[at];
            if can_exist(leaf, all_of(leaf), record).is_none() {
                self.explain_leaf(leaf, record, message);
                return;
            }
            at += 1;
        }
    }

    /// Why a leaf cannot be as its filters say.
    const fn explain_leaf(&self, leaf: &'static Leaf, record: &mut Record, message: &mut Message) {
        let types = record.types;
        let mut at = 0;
        while at < leaf.filters.len() {
            if can_exist(leaf, 1 << at, record).is_none() {
                break;
            }
            at += 1;
        }
        if at == leaf.filters.len() {
            message.begin(self.indent, "note");
            message.push("earlier rules leave nothing of ");
            push_source(message, leaf.source, &types);
            message.push(" that is like this");
            return;
        }
        let filter = &leaf.filters[at];
        let root = Place::root(leaf, types.given(leaf.source), 0);
        let there = walk(
            root,
            Ahead::along(filter.steps, None),
            Ask::There,
            record,
            6,
        );
        if there.is_only_wrong()
            && let Some(problem) = record.first.problem
        {
            explain(self, &problem, false, &types, message);
            return;
        }
        let remains = remains_at(leaf, filter.steps, 0, record);
        if remains.is_nothing() {
            return;
        }
        message.begin(self.indent, "note");
        push_part(message, leaf.source, &Steps::along(filter.steps), &types);
        if matches!(filter.present, Some(false)) {
            message.push(" is always there");
            return;
        }
        message.push(" is ");
        push_remains(message, &remains);
        if !filter.one_of.is_empty() {
            let mut nearest = Nearest::to(filter.one_of[0]);
            let mut word = 0;
            while let Some(known) = remains.word(word) {
                nearest.consider(known);
                word += 1;
            }
            if let Some(word) = nearest.found() {
                message.begin(self.indent, "help");
                message.push("a similar string exists: ");
                message.push_word(word);
            }
        }
    }

    /// What no rule is for.
    const fn explain_left_over(
        &self,
        failure: &Failure,
        record: &mut Record,
        message: &mut Message,
    ) {
        if failure.way >= self.ways.len() {
            return;
        }
        let way = &self.ways[failure.way];
        self.tell_origin(way, message);
        if let LeftOver::Known {
            leaf,
            filter,
            remains,
        } = left_over(way, record)
        {
            message.begin(self.indent, "note");
            message.push("no rule matches where ");
            push_part(
                message,
                leaf.source,
                &Steps::along(filter.steps),
                &record.types,
            );
            message.push(" is ");
            push_remains(message, &remains);
        }
    }

    /// Which errors there are instead.
    const fn explain_errors(
        &self,
        tasks: &[u32],
        names: &'static [&'static str],
        types: &Types,
        message: &mut Message,
    ) {
        let mut at = 0;
        while at < tasks.len() {
            if let Some(task) = types.task(tasks[at])
                && let Some(errors) = task.errors
                && at < List::MOST
            {
                message.begin(self.indent, "note");
                message.push("the handler of ");
                push_state(message, task.state);
                message.push(if errors.is_empty() {
                    " has no errors"
                } else {
                    " fails with "
                });
                push_sorted(message, errors);
            }
            at += 1;
        }
        let mut number = 0;
        while number < names.len() {
            let mut nearest = Nearest::to(names[number]);
            let mut at = 0;
            while at < tasks.len() {
                if let Some(task) = types.task(tasks[at])
                    && let Some(errors) = task.errors
                {
                    let mut error = 0;
                    while error < errors.len() {
                        nearest.consider(errors[error]);
                        error += 1;
                    }
                }
                at += 1;
            }
            if let Some(name) = nearest.found() {
                message.begin(self.indent, "help");
                message.push("an error with a similar name exists: ");
                message.push_name(name);
                return;
            }
            number += 1;
        }
    }
}

/// 0 for a way on which it fails, 1 where it holds, 2 where that is not known; 3 where it is never gone.
const fn group_of(tally: Tally) -> u32 {
    if tally.is_none() {
        3
    } else if tally.is_wrong() {
        0
    } else if tally.is_only_fine() {
        1
    } else {
        2
    }
}

/// Names, sorted, each once.
const fn push_sorted(message: &mut Message, names: &[&str]) {
    let mut list = List::all();
    let mut shown: Option<usize> = None;
    loop {
        let mut next: Option<usize> = None;
        let mut at = 0;
        while at < names.len() {
            let is_left = match shown {
                Some(shown) => is_before(names[shown], names[at]),
                None => true,
            };
            let is_first = match next {
                Some(next) => is_before(names[at], names[next]),
                None => true,
            };
            if is_left && is_first {
                next = Some(at);
            }
            at += 1;
        }
        let Some(name) = next else {
            break;
        };
        if list.next(message) {
            message.push_name(names[name]);
        }
        shown = next;
    }
    list.end(message);
}
