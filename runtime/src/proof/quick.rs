//! A quick look that proves most checks: parts that are always there, and types that fit as they are.
//!
//! It costs a fraction of the walk, knows nothing of filters and never says that something is wrong: what it does not
//! prove is left to the walk. What holds for all values of a type holds for those that rules have left.

use super::flattened::given_field;
use super::place::name_of;
use super::{Fact, Filter, Goal, Kinds, Leaf, Source, Step, Types, Way, text};
use crate::program::Literal;
use crate::shape::{Node, OneOf, Struct, Text};

/// How many nodes are compared before the walk takes over.
const NODES: u32 = 2_000;
/// How many nodes the looks of one constant compare.
const MANY: u32 = 20_000;
/// How deep a look goes.
const DEEPEST: u32 = 30;

/// Whether the goal holds on a way, at a look.
pub(super) const fn holds(goal: Goal, way: &Way, types: &Types, look: &mut Look) -> bool {
    let fact = &way.value;
    let taken = match goal {
        Goal::There => {
            return match fact {
                Fact::Leaf(leaf) => part(given(leaf.source, types), leaf.steps).is_some(),
                Fact::Any | Fact::Missing | Fact::Maybe(_) | Fact::OneOf(_) => false,
                _ => true,
            };
        }
        Goal::Kind(kinds) => {
            return match fact {
                Fact::Leaf(leaf) => match part(given(leaf.source, types), leaf.steps) {
                    Some(node) => is_within(node, kinds),
                    None => false,
                },
                Fact::Any | Fact::Missing | Fact::Maybe(_) | Fact::OneOf(_) => false,
                _ => Kinds::of_fact(fact).is_within(kinds),
            };
        }
        Goal::Input(task) => match types.task(task) {
            Some(task) => task.input.node,
            None => return false,
        },
        Goal::Output => types.output.node,
        Goal::Possible => return can_be_gone(way.assumes, types),
        Goal::Impossible | Goal::Raised { .. } => return false,
    };
    fact_fits(fact, taken, types, look, 0)
}

/// Whether executions can go a way: of each value, one thing is known at most, and that can be.
const fn can_be_gone(assumes: &[Leaf], types: &Types) -> bool {
    let mut assumes = assumes;
    while let [leaf, rest @ ..] = assumes {
        assumes = rest;
        let [filter] = leaf.filters else {
            return false;
        };
        match part(given(leaf.source, types), filter.steps) {
            Some(node) if can_be(node, filter) => {}
            _ => return false,
        }
    }
    true
}

/// Whether something that is there can be what a filter says.
const fn can_be(node: &Node, filter: &Filter) -> bool {
    if matches!(filter.present, Some(false)) {
        return false;
    }
    match node {
        Node::OneOf(of) => {
            let mut variants = of.variants;
            while let [variant, rest @ ..] = variants {
                if let (true, Node::Word(word)) = (variant.is_given, variant.node)
                    && admits(filter, word.gives)
                {
                    return true;
                }
                variants = rest;
            }
            false
        }
        Node::Text(Text::Any) => match (filter.one_of, filter.boolean) {
            ([], None) => !Kinds::STRING.and(filter.kinds).is_empty(),
            ([word, ..], _) => admits(filter, word),
            _ => false,
        },
        Node::Bool | Node::Integer(..) | Node::Float => {
            matches!((filter.one_of, filter.none_of), ([], []))
                && (filter.boolean.is_none() || matches!(node, Node::Bool))
                && !Kinds::of_node(node).and(filter.kinds).is_empty()
        }
        _ => false,
    }
}

/// Whether a filter leaves a string.
const fn admits(filter: &Filter, word: &str) -> bool {
    filter.boolean.is_none()
        && !text::contains(filter.none_of, word)
        && (matches!(filter.one_of, []) || text::contains(filter.one_of, word))
        && (Kinds::STRING.is_within(filter.kinds)
            || !Kinds::of_text(word).and(filter.kinds).is_empty())
}

/// What a source gives: [`Types::given`] for what is a struct, as most is, without its calls.
const fn given(source: Source, types: &Types) -> &'static Node {
    let node = match source {
        Source::Input => types.input.node,
        Source::TakenBy(task) if (task as usize) < types.tasks.len() => {
            types.tasks[task as usize].input.node
        }
        Source::GivenBy(task, _) if (task as usize) < types.tasks.len() => {
            types.tasks[task as usize].output.node
        }
        _ => &Node::Any,
    };
    match node {
        Node::Struct(_) => node,
        _ => types.given(source),
    }
}

/// What is at the end of some steps, where it is always there.
const fn part(node: &'static Node, steps: &[Step]) -> Option<&'static Node> {
    let (mut node, mut steps) = (node, steps);
    loop {
        while let Node::Split { gives, .. } = node {
            node = gives;
        }
        let [step, rest @ ..] = steps else {
            return Some(node);
        };
        match (node, step) {
            (Node::Struct(of), Step::Field(name) | Step::Member(name)) => {
                match given_field(of, name) {
                    Some(field) if !of.fields[field].may_be_left_out => {
                        node = of.fields[field].node;
                    }
                    _ => return None,
                }
            }
            (Node::List(item), Step::Item) => node = item,
            _ => return None,
        }
        steps = rest;
    }
}

const fn is_within(node: &Node, kinds: Kinds) -> bool {
    match node {
        Node::OneOf(of) => {
            let mut variants = of.variants;
            while let [variant, rest @ ..] = variants {
                if !Kinds::of_node(variant.node).is_within(kinds) {
                    return false;
                }
                variants = rest;
            }
            true
        }
        _ => Kinds::of_node(node).is_within(kinds),
    }
}

/// How much of a look is left.
pub(super) struct Look {
    nodes: u32,
    /// For other looks.
    others: u32,
}

impl Look {
    pub(super) const fn new() -> Look {
        Look {
            nodes: NODES,
            others: 0,
        }
    }

    /// Of several looks, or of many in one constant: rustc warns of one that it evaluates for long.
    pub(super) const fn many() -> Look {
        Look {
            nodes: 0,
            others: MANY,
        }
    }

    /// Begins another look.
    pub(super) const fn next(&mut self) {
        let left = self.others + self.nodes;
        self.nodes = if left < NODES { left } else { NODES };
        self.others = left - self.nodes;
    }
}

const fn fact_fits(fact: &Fact, taken: &Node, types: &Types, look: &mut Look, deep: u32) -> bool {
    match (fact, taken) {
        (Fact::Leaf(leaf), _) => match part(given(leaf.source, types), leaf.steps) {
            Some(given) => node_fits(given, taken, None, look, deep + 1),
            None => false,
        },
        (Fact::Object { fields, rest }, Node::Struct(of)) => {
            if of.closed || !matches!(of.flattened, []) || deep > DEEPEST {
                return false;
            }
            let mut facts = *fields;
            let mut wanted = of.fields;
            while let [field, others @ ..] = wanted {
                wanted = others;
                let [name, aliases @ ..] = field.takes else {
                    continue;
                };
                let fits = match find(fields, &mut facts, name) {
                    Some(fact) => fact_fits(fact, field.node, types, look, deep + 1),
                    None => rest.is_none() && field.may_be_missing && matches!(aliases, []),
                };
                if !fits {
                    return false;
                }
            }
            true
        }
        (Fact::Literal(Literal::String(_)), Node::Text(Text::Any))
        | (Fact::Literal(Literal::Bool(_)), Node::Bool)
        | (Fact::Literal(Literal::Int(_)), Node::Float) => true,
        (Fact::Literal(Literal::Int(number)), Node::Integer(least, most)) => {
            *least <= *number as i128 && *number as i128 <= *most
        }
        (Fact::Of(kinds), Node::Text(Text::Any)) => kinds.is_within(Kinds::STRING),
        _ => false,
    }
}

/// The fact of that name, most likely the next one, after which `next` stands then.
const fn find(
    all: &'static [(&'static str, Fact)],
    next: &mut &'static [(&'static str, Fact)],
    name: &str,
) -> Option<&'static Fact> {
    let name = name.as_bytes();
    if let [(known, fact), rest @ ..] = *next
        && text::same_bytes(known.as_bytes(), name)
    {
        *next = rest;
        return Some(fact);
    }
    let mut facts = all;
    while let [(known, fact), rest @ ..] = facts {
        let known = known.as_bytes();
        // The first letter tells most apart, and costs no call.
        let is_it = match (known, name) {
            ([first, ..], [begins, ..]) => *first == *begins && text::same_bytes(known, name),
            ([], []) => true,
            _ => false,
        };
        if is_it {
            *next = rest;
            return Some(fact);
        }
        facts = rest;
    }
    None
}

/// Whether what a type gives fits what another takes, at a look; some of the looks of a check fail for having had too
/// many.
pub(super) const fn fits(given: &Node, taken: &Node, look: &mut Look) -> bool {
    node_fits(given, taken, None, look, 0)
}

/// Two types around those that are compared.
struct Around<'a> {
    given: &'static str,
    taken: &'static str,
    outer: Option<&'a Around<'a>>,
}

const fn node_fits(
    given: &Node,
    taken: &Node,
    around: Option<&Around<'_>>,
    look: &mut Look,
    deep: u32,
) -> bool {
    if look.nodes == 0 || deep > DEEPEST {
        return false;
    }
    look.nodes -= 1;
    match taken {
        Node::Any => return true,
        Node::Split { takes, .. } => return node_fits(given, takes, around, look, deep + 1),
        _ => {}
    }
    match given {
        Node::Split { gives, .. } => return node_fits(gives, taken, around, look, deep + 1),
        Node::OneOf(of) => return forms_fit(of, taken, around, look, deep + 1),
        Node::Never => return true,
        _ => {}
    }
    match (given, taken) {
        (_, Node::OneOf(of)) => any_form_takes(given, of, around, look, deep + 1),
        (Node::Struct(given), Node::Struct(taken)) => {
            struct_fits(given, taken, around, look, deep + 1)
        }
        (Node::List(given), Node::List(taken)) | (Node::Map(given), Node::Map(taken)) => {
            node_fits(given, taken, around, look, deep + 1)
        }
        (Node::Tuple(given), Node::Tuple(taken)) => {
            let (mut given, mut taken) = (*given, *taken);
            while let ([one, others @ ..], [takes, others_taken @ ..]) = (given, taken) {
                if !node_fits(one, takes, around, look, deep + 1) {
                    return false;
                }
                given = others;
                taken = others_taken;
            }
            matches!((given, taken), ([], []))
        }
        (Node::Back(given), Node::Back(taken)) => refer_alike(given, taken, around),
        (Node::Null, Node::Null)
        | (Node::Bool, Node::Bool)
        | (Node::Integer(..) | Node::Float, Node::Float)
        | (Node::Text(_) | Node::Word(_), Node::Text(Text::Any))
        | (Node::Text(Text::Timestamp), Node::Text(Text::Timestamp))
        | (Node::Text(Text::Char), Node::Text(Text::Char)) => true,
        (Node::Integer(from, to), Node::Integer(least, most)) => *least <= *from && *to <= *most,
        (Node::Text(Text::Form(given)), Node::Text(Text::Form(taken))) => text::same(given, taken),
        (Node::Word(given), Node::Word(taken)) => text::contains(taken.takes, given.gives),
        _ => false,
    }
}

/// A value of several forms: each fits, and that at the same number most likely.
const fn forms_fit(
    given: &OneOf,
    taken: &Node,
    around: Option<&Around<'_>>,
    look: &mut Look,
    deep: u32,
) -> bool {
    let inside = Around {
        given: given.name,
        taken: name_of(taken),
        outer: around,
    };
    let mut likely = match taken {
        Node::OneOf(of) => of.variants,
        _ => &[],
    };
    let mut variants = given.variants;
    while let [variant, rest @ ..] = variants {
        let fits_likely = match likely {
            [form, rest @ ..] => {
                likely = rest;
                form.is_taken && node_fits(variant.node, form.node, Some(&inside), look, deep + 1)
            }
            [] => false,
        };
        if variant.is_given
            && !fits_likely
            && !node_fits(variant.node, taken, Some(&inside), look, deep + 1)
        {
            return false;
        }
        variants = rest;
    }
    true
}

/// A value of one form, where a type of several takes it.
const fn any_form_takes(
    given: &Node,
    taken: &OneOf,
    around: Option<&Around<'_>>,
    look: &mut Look,
    deep: u32,
) -> bool {
    let inside = Around {
        given: "",
        taken: taken.name,
        outer: around,
    };
    let mut variants = taken.variants;
    while let [variant, rest @ ..] = variants {
        if variant.is_taken && node_fits(given, variant.node, Some(&inside), look, deep + 1) {
            return true;
        }
        variants = rest;
    }
    false
}

const fn struct_fits(
    given: &Struct,
    taken: &Struct,
    around: Option<&Around<'_>>,
    look: &mut Look,
    deep: u32,
) -> bool {
    let inside = Around {
        given: given.name,
        taken: taken.name,
        outer: around,
    };
    // Where other fields than its own matter to a type, only its like is compared.
    let is_exact = taken.closed || !matches!(taken.flattened, []);
    let mut likely = given.fields;
    let mut wanted = taken.fields;
    while let [field, others @ ..] = wanted {
        wanted = others;
        // Fields stand in the same order most likely.
        let next = match likely {
            [next, rest @ ..] => {
                likely = rest;
                Some(next)
            }
            [] => None,
        };
        let [name, aliases @ ..] = field.takes else {
            if is_exact {
                return false;
            }
            continue;
        };
        let other = match next {
            Some(next) if matches!(next.gives, Some(gives) if text::same(gives, name)) => next,
            _ if is_exact => return false,
            _ => match given_field(given, name) {
                Some(number) => &given.fields[number],
                None if field.may_be_missing && matches!((aliases, given.flattened), ([], [])) => {
                    continue;
                }
                None => return false,
            },
        };
        if (other.may_be_left_out && !field.may_be_missing)
            || !node_fits(other.node, field.node, Some(&inside), look, deep + 1)
        {
            return false;
        }
    }
    if !is_exact {
        return true;
    }
    match (likely, given.flattened, taken.flattened) {
        ([], [], []) => true,
        ([], [given], [taken]) => node_fits(given, taken, Some(&inside), look, deep + 1),
        _ => false,
    }
}

/// Whether two references mean types that are being compared with each other.
const fn refer_alike(given: &str, taken: &str, around: Option<&Around<'_>>) -> bool {
    let mut around = around;
    while let Some(one) = around {
        let (is_given, is_taken) = (text::same(one.given, given), text::same(one.taken, taken));
        if is_given || is_taken {
            return is_given && is_taken;
        }
        around = one.outer;
    }
    false
}
