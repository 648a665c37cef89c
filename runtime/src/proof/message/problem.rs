//! What a message says of a problem.

use super::buffer::{List, Message};
use super::phrases::{push_kinds, push_node, push_part, push_path, push_state, push_type};
use crate::proof::problem::{Problem, Taker, Wanted, Wrong};
use crate::proof::text::Nearest;
use crate::proof::{Check, Goal, Types};
use crate::shape::{Node, Struct};

/// Says what is wrong; `sometimes`, where it is not so for all values.
pub(super) const fn explain(
    check: &Check,
    problem: &Problem,
    sometimes: bool,
    types: &Types,
    message: &mut Message,
) {
    let sometimes = sometimes || problem.sometimes;
    match problem.taker {
        Taker::Nobody => {}
        Taker::Whole | Taker::Part(_) => tell_misfit(check, problem, sometimes, types, message),
    }
    tell_type(check, problem, sometimes, types, message);
}

/// What does not fit, and whom.
const fn tell_misfit(
    check: &Check,
    problem: &Problem,
    sometimes: bool,
    types: &Types,
    message: &mut Message,
) {
    let is = if sometimes { " may be " } else { " is " };
    message.begin(check.indent, "note");
    if problem.at.len > 0 {
        push_path(message, &problem.at);
    } else {
        message.push("the value");
    }
    match problem.wrong {
        Wrong::Kind(found, wanted) => {
            message.push(is);
            push_kinds(message, found);
            message.push(", but ");
            push_taker(message, check, problem.taker, types);
            message.push(" takes ");
            match wanted {
                Wanted::Node(node) => push_node(message, node),
                Wanted::Kinds(kinds) => message.push(kinds.describe()),
            }
            push_there(message, problem);
        }
        Wrong::Word(word, node) => {
            message.push(is);
            message.push_word(word);
            message.push(", which ");
            push_enum(message, check, problem, node, types);
            message.push(" does not take");
            tell_words(check, problem, word, node, types, message);
        }
        Wrong::Range(least, most) => {
            message.push(is);
            message.push("out of the range from ");
            message.push_number(least);
            message.push(" to ");
            message.push_number(most);
            message.push(" that ");
            push_taker(message, check, problem.taker, types);
            message.push(" takes");
            push_there(message, problem);
        }
        Wrong::Length(found, wanted) => {
            message.push(if sometimes { " may have " } else { " has " });
            push_items(message, found);
            message.push(", but ");
            push_taker(message, check, problem.taker, types);
            message.push(" takes ");
            message.push_number(wanted as i128);
            push_there(message, problem);
        }
        Wrong::Superfluous => {
            message.push(is);
            message.push("there, but ");
            push_taker(message, check, problem.taker, types);
            message.push(" takes no such field");
        }
        Wrong::Missing
        | Wrong::NoField(..)
        | Wrong::LeftOut(..)
        | Wrong::NoKey(_)
        | Wrong::NotObject(..)
        | Wrong::NotArray(_)
        | Wrong::TooShort(_) => {
            message.push(is);
            message.push("missing, which ");
            push_taker(message, check, problem.taker, types);
            message.push(" needs");
        }
    }
}

/// What the type that the value comes from has to do with it.
const fn tell_type(
    check: &Check,
    problem: &Problem,
    sometimes: bool,
    types: &Types,
    message: &mut Message,
) {
    let Some((source, steps)) = problem.source else {
        if let (Wrong::Kind(found, _), Taker::Nobody) = (problem.wrong, problem.taker) {
            message.begin(check.indent, "note");
            message.push(if sometimes {
                "the value may be "
            } else {
                "the value is "
            });
            push_kinds(message, found);
        }
        return;
    };
    let is = if sometimes { " may be " } else { " is " };
    match problem.wrong {
        Wrong::NoField(of, name) => {
            message.begin(check.indent, "note");
            push_type(message, of, source, &steps, problem.in_one_form, types);
            push_fields(message, of);
            tell_similar_field(check, of, name, message);
        }
        Wrong::LeftOut(of, name) => {
            message.begin(check.indent, "note");
            push_type(message, of, source, &steps, problem.in_one_form, types);
            message.push(" may leave out ");
            message.push_name(name);
        }
        Wrong::NoKey(name) => {
            message.begin(check.indent, "note");
            push_part(message, source, &steps, types);
            message.push(" may have no field ");
            message.push_name(name);
        }
        Wrong::NotObject(kinds) => {
            message.begin(check.indent, "note");
            push_part(message, source, &steps, types);
            message.push(is);
            push_kinds(message, kinds);
            message.push(", which has no fields");
        }
        Wrong::NotArray(kinds) => {
            message.begin(check.indent, "note");
            push_part(message, source, &steps, types);
            message.push(is);
            push_kinds(message, kinds);
            message.push(", which has no items");
        }
        Wrong::TooShort(items) => {
            message.begin(check.indent, "note");
            push_part(message, source, &steps, types);
            message.push(if sometimes {
                " may have only "
            } else {
                " has only "
            });
            push_items(message, items);
        }
        Wrong::Kind(found, _) if matches!(problem.taker, Taker::Nobody) => {
            message.begin(check.indent, "note");
            push_part(message, source, &steps, types);
            message.push(is);
            push_kinds(message, found);
        }
        Wrong::Missing
        | Wrong::Kind(..)
        | Wrong::Word(..)
        | Wrong::Range(..)
        | Wrong::Length(..)
        | Wrong::Superfluous => {}
    }
}

/// ``Line`, `the handler of `Ship Order``.
const fn push_taker(message: &mut Message, check: &Check, taker: Taker, types: &Types) {
    match (taker, check.goal) {
        (Taker::Part(name), _) if !name.is_empty() => message.push_name(name),
        (_, Goal::Input(task)) => {
            message.push("the handler of ");
            push_state(message, types.state(task));
        }
        _ if types.output.name.is_empty() => message.push("the execution's output"),
        _ => {
            message.push("the execution's output, ");
            message.push_name(types.output.name);
            message.push(",");
        }
    }
}

const fn push_there(message: &mut Message, problem: &Problem) {
    if problem.at.len > 0 {
        message.push(" there");
    }
}

const fn push_items(message: &mut Message, count: usize) {
    message.push_number(count as i128);
    message.push(if count == 1 { " item" } else { " items" });
}

/// The enum that takes no such word.
const fn push_enum(
    message: &mut Message,
    check: &Check,
    problem: &Problem,
    node: &Node,
    types: &Types,
) {
    match node {
        Node::OneOf(of) if !of.name.is_empty() => message.push_name(of.name),
        _ => push_taker(message, check, problem.taker, types),
    }
}

const fn tell_words(
    check: &Check,
    problem: &Problem,
    word: &'static str,
    node: &Node,
    types: &Types,
    message: &mut Message,
) {
    let mut nearest = Nearest::to(word);
    if let Node::OneOf(of) = node {
        let mut at = 0;
        while at < of.variants.len() {
            if let (Node::Word(known), true) = (of.variants[at].node, of.variants[at].is_taken) {
                let mut name = 0;
                while name < known.takes.len() {
                    nearest.consider(known.takes[name]);
                    name += 1;
                }
            }
            at += 1;
        }
    }
    message.begin(check.indent, "note");
    push_enum(message, check, problem, node, types);
    message.push(" takes ");
    push_node(message, node);
    if let Some(word) = nearest.found() {
        message.begin(check.indent, "help");
        message.push("a similar string exists: ");
        message.push_word(word);
    }
}

/// Says which fields a struct has, after its name.
const fn push_fields(message: &mut Message, of: &Struct) {
    let count = count_fields(of);
    message.push(match count {
        0 => " has no fields",
        1 => " has the field ",
        _ => " has the fields ",
    });
    let mut list = List::all();
    list_fields(message, of, &mut list);
    list.end(message);
}

const fn count_fields(of: &Struct) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < of.fields.len() {
        if of.fields[at].gives.is_some() {
            count += 1;
        }
        at += 1;
    }
    let mut at = 0;
    while at < of.flattened.len() {
        if let Node::Struct(inner) = of.flattened[at] {
            count += count_fields(inner);
        }
        at += 1;
    }
    count
}

const fn list_fields(message: &mut Message, of: &Struct, list: &mut List) {
    let mut at = 0;
    while at < of.fields.len() {
        if let Some(name) = of.fields[at].gives
            && list.next(message)
        {
            message.push_name(name);
        }
        at += 1;
    }
    let mut at = 0;
    while at < of.flattened.len() {
        if let Node::Struct(inner) = of.flattened[at] {
            list_fields(message, inner, list);
        }
        at += 1;
    }
}

const fn tell_similar_field(check: &Check, of: &Struct, name: &'static str, message: &mut Message) {
    let mut nearest = Nearest::to(name);
    consider_fields(of, &mut nearest);
    if let Some(name) = nearest.found() {
        message.begin(check.indent, "help");
        message.push("a field with a similar name exists: ");
        message.push_name(name);
    }
}

const fn consider_fields(of: &Struct, nearest: &mut Nearest) {
    let mut at = 0;
    while at < of.fields.len() {
        if let Some(name) = of.fields[at].gives {
            nearest.consider(name);
        }
        at += 1;
    }
    let mut at = 0;
    while at < of.flattened.len() {
        if let Node::Struct(inner) = of.flattened[at] {
            consider_fields(inner, nearest);
        }
        at += 1;
    }
}
