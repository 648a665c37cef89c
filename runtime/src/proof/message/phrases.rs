//! Parts of sentences: where a value comes from, what a type is, what can be somewhere.

use super::buffer::{List, Message};
use crate::proof::problem::Steps;
use crate::proof::remains::Remains;
use crate::proof::{Kinds, Source, Step, Types};
use crate::shape::{Node, OneOf, Struct, Text};

/// A state's name, where it is known.
pub(super) const fn push_state(message: &mut Message, state: &str) {
    if state.is_empty() {
        message.push("a Task");
    } else {
        message.push_name(state);
    }
}

/// ``what the handler of `Process Payment` gives``.
pub(super) const fn push_source(message: &mut Message, source: Source, types: &Types) {
    match source {
        Source::Input => message.push("the execution's input"),
        Source::TakenBy(task) => {
            message.push("what the handler of ");
            push_state(message, types.state(task));
            message.push(" takes");
        }
        Source::GivenBy(task, _) if types.is_documented(source) => {
            message.push("the result of ");
            push_state(message, types.state(task));
            message.push(" (as AWS documents it)");
        }
        Source::GivenBy(task, _) => {
            message.push("what the handler of ");
            push_state(message, types.state(task));
            message.push(" gives");
        }
    }
}

/// ``$.card` of what the handler of `Process Payment` gives``.
pub(super) const fn push_part(message: &mut Message, source: Source, steps: &Steps, types: &Types) {
    if steps.len > 0 {
        push_path(message, steps);
        message.push(" of ");
    }
    push_source(message, source, types);
}

/// ``Card`, which is `$.card` of what the handler of `Process Payment` gives,``.
pub(super) const fn push_type(
    message: &mut Message,
    of: &Struct,
    source: Source,
    steps: &Steps,
    sometimes: bool,
    types: &Types,
) {
    if of.name.is_empty() {
        push_part(message, source, steps, types);
        return;
    }
    message.push_name(of.name);
    match source {
        _ if steps.len > 0 || types.is_documented(source) => {
            message.push(if sometimes {
                ", which may be "
            } else {
                ", which is "
            });
            push_part(message, source, steps, types);
        }
        Source::Input => {
            message.push(if sometimes {
                ", a form of "
            } else {
                ", the type of "
            });
            push_source(message, source, types);
        }
        Source::TakenBy(task) | Source::GivenBy(task, _) => {
            message.push(", which the handler of ");
            push_state(message, types.state(task));
            message.push(match (source, sometimes) {
                (Source::TakenBy(_), _) => " takes",
                (_, true) => " may give",
                (_, false) => " gives",
            });
        }
    }
    message.push(",");
}

/// ``$.lines[].sku``.
pub(super) const fn push_path(message: &mut Message, steps: &Steps) {
    message.push("`$");
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        match step {
            Step::Field(name) | Step::Member(name) if is_plain(name) => {
                message.push(".");
                message.push(name);
            }
            Step::Field(name) | Step::Member(name) => {
                message.push("['");
                message.push(name);
                message.push("']");
            }
            Step::Index(index) => {
                message.push("[");
                message.push_number(index as i128);
                message.push("]");
            }
            Step::Item => message.push("[]"),
        }
        at += 1;
    }
    if at < steps.len {
        message.push("..");
    }
    message.push("`");
}

/// Whether a field can stand behind a dot.
const fn is_plain(name: &str) -> bool {
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() {
        let byte = name[at];
        if !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'*' || !byte.is_ascii()) {
            return false;
        }
        at += 1;
    }
    at > 0
}

/// ``a whole number`, `one of `"paid"`, `"open"``.
pub(super) const fn push_node(message: &mut Message, node: &Node) {
    match node {
        Node::Text(Text::Char) => message.push("a string of one character"),
        Node::Text(Text::Form(name)) => message.push(name),
        Node::Text(_) | Node::Null | Node::Bool | Node::Integer(..) | Node::Float => {
            message.push(Kinds::of_node(node).describe());
        }
        Node::Word(word) if word.takes.is_empty() => message.push("nothing"),
        Node::Word(word) => message.push_word(word.takes[0]),
        Node::List(_) | Node::Tuple(_) => message.push("an array"),
        Node::Map(_) | Node::Struct(_) => message.push("an object"),
        Node::OneOf(of) => push_forms(message, of),
        Node::Split { takes, .. } => push_node(message, takes),
        Node::Back(name) => message.push_name(name),
        Node::Any => message.push("anything"),
        Node::Never => message.push("nothing"),
    }
}

const fn push_forms(message: &mut Message, of: &OneOf) {
    let words = count_words(of);
    if of.name.is_empty() {
        let mut list = List::either(of.variants.len());
        let mut at = 0;
        while at < of.variants.len() {
            if list.next(message) {
                push_node(message, of.variants[at].node);
            }
            at += 1;
        }
        list.end(message);
    } else if words > 0 && words == of.variants.len() {
        let mut list = List::either(words);
        let mut at = 0;
        while at < of.variants.len() {
            if let Node::Word(word) = of.variants[at].node
                && !word.takes.is_empty()
                && list.next(message)
            {
                message.push_word(word.takes[0]);
            }
            at += 1;
        }
        list.end(message);
    } else {
        message.push("a form of ");
        message.push_name(of.name);
    }
}

/// How many forms are words that are taken.
const fn count_words(of: &OneOf) -> usize {
    let mut words = 0;
    let mut at = 0;
    while at < of.variants.len() {
        if let (Node::Word(word), true) = (of.variants[at].node, of.variants[at].is_taken)
            && !word.takes.is_empty()
        {
            words += 1;
        }
        at += 1;
    }
    words
}

/// What can be at a place: ``"open"`, `"paid"` or `null``.
pub(super) const fn push_remains(message: &mut Message, remains: &Remains) {
    let mut list = List::either(
        remains.count
            + remains.truths[0] as usize
            + remains.truths[1] as usize
            + count_kinds(remains.kinds)
            + remains.can_be_missing as usize,
    );
    let mut at = 0;
    while let Some(word) = remains.word(at) {
        if list.next(message) {
            message.push_word(word);
        }
        at += 1;
    }
    list.skip(remains.count - at);
    if remains.truths[1] && list.next(message) {
        message.push("`true`");
    }
    if remains.truths[0] && list.next(message) {
        message.push("`false`");
    }
    list_kinds(message, remains.kinds, &mut list);
    if remains.can_be_missing && list.next(message) {
        message.push("missing");
    }
    list.end(message);
}

/// ``an object or `null``.
pub(super) const fn push_kinds(message: &mut Message, kinds: Kinds) {
    list_kinds(message, kinds, &mut List::either(count_kinds(kinds)));
}

const KINDS: [Kinds; 6] = [
    Kinds::STRING,
    Kinds::NUMBER,
    Kinds::BOOL,
    Kinds::LIST,
    Kinds::OBJECT,
    Kinds::NULL,
];

const fn count_kinds(kinds: Kinds) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < KINDS.len() {
        count += !kinds.and(KINDS[at]).is_empty() as usize;
        at += 1;
    }
    count
}

const fn list_kinds(message: &mut Message, kinds: Kinds, list: &mut List) {
    let mut at = 0;
    while at < KINDS.len() {
        let some = kinds.and(KINDS[at]);
        if !some.is_empty() && list.next(message) {
            message.push(some.describe());
        }
        at += 1;
    }
}
