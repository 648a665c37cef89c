//! What an expression reads of its variables, so that a large document is not converted for the sake of one field.
use super::walk::each;
use jsonata_core::ast::{AstNode, PathStep};
use std::collections::BTreeMap;

/// The part of a document that an expression reads.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    Whole,
    /// These fields, of the object or of each object of the list.
    Fields(BTreeMap<String, Part>),
}

impl Default for Part {
    fn default() -> Part {
        Part::Fields(BTreeMap::new())
    }
}

static WHOLE: Part = Part::Whole;

impl Part {
    pub(super) fn field(&self, name: &str) -> Option<&Part> {
        match self {
            Part::Whole => Some(&WHOLE),
            Part::Fields(fields) => fields.get(name),
        }
    }
}

/// The variables that an expression names, and what it reads of each.
pub(super) fn reads(expression: &AstNode) -> BTreeMap<String, Part> {
    let mut all = BTreeMap::new();
    visit(expression, &mut all);
    all
}

fn visit(node: &AstNode, all: &mut BTreeMap<String, Part>) {
    match node {
        AstNode::Variable(name) => {
            all.insert(name.clone(), Part::Whole);
        }
        AstNode::Path { steps } => match &steps[..] {
            [first, rest @ ..] if plain_variable(first).is_some() => {
                let name = plain_variable(first).unwrap_or_default();
                descend(all.entry(name.to_owned()).or_default(), rest);
                for step in rest {
                    visit_step(step, all);
                }
            }
            steps => {
                for step in steps {
                    visit_step(step, all);
                }
            }
        },
        node => each(node, &mut |inner| visit(inner, all)),
    }
}

/// A step's own expression and its predicates.
fn visit_step(step: &PathStep, all: &mut BTreeMap<String, Part>) {
    let step = AstNode::Path {
        steps: vec![step.clone()],
    };
    each(&step, &mut |inner| visit(inner, all));
}

/// Marks what the fields at the start of a path lead to. Whatever else follows may look at all of it.
fn descend(part: &mut Part, steps: &[PathStep]) {
    let next = match (steps, &mut *part) {
        (_, Part::Whole) => return,
        ([step, rest @ ..], Part::Fields(fields)) => match &step.node {
            AstNode::Name(field) if is_plain(step) => Some((fields, field, rest)),
            // A predicate looks at all of what it is applied to.
            AstNode::Name(field) if !has_bindings(step) => Some((fields, field, &[][..])),
            _ => None,
        },
        ([], _) => None,
    };
    match next {
        Some((fields, field, rest)) => descend(fields.entry(field.clone()).or_default(), rest),
        None => *part = Part::Whole,
    }
}

pub(super) fn plain_variable(step: &PathStep) -> Option<&str> {
    match &step.node {
        AstNode::Variable(name) if is_plain(step) && !name.is_empty() => Some(name),
        _ => None,
    }
}

/// Nothing but its node.
pub(super) fn is_plain(step: &PathStep) -> bool {
    step.stages.is_empty() && !has_bindings(step)
}

/// It binds a variable, or somebody asks for its parent.
fn has_bindings(step: &PathStep) -> bool {
    step.focus.is_some()
        || step.index_var.is_some()
        || step.ancestor_label.is_some()
        || step.is_tuple
}

#[cfg(test)]
mod tests {
    use super::{Part, reads};
    use std::collections::BTreeMap;

    /// The parts as `states{input{a}}`; a whole one has no braces.
    fn said(parts: &BTreeMap<String, Part>) -> String {
        let one = |(name, part): (&String, &Part)| match part {
            Part::Whole => name.clone(),
            Part::Fields(fields) => format!("{name}{{{}}}", said(fields)),
        };
        let mut all: Vec<_> = parts.iter().map(one).collect();
        all.sort();
        all.join(" ")
    }

    #[test]
    fn only_what_an_expression_names_is_read() {
        for (text, expected) in [
            ("$states.input.a", "states{input{a}}"),
            (
                "$states.input.a.b + $states.input.c",
                "states{input{a{b} c}}",
            ),
            ("$states.input", "states{input}"),
            ("$states.input.a[b = 1].c", "states{input{a}}"),
            ("$states.input.a[0].c", "states{input{a}}"),
            ("$states.input.a[$x.y = 1].c", "states{input{a}} x{y}"),
            ("$states.input[$x.y]", "states{input} x{y}"),
            (
                "$states.input.a.{'k': b, 'v': $v.w}",
                "states{input{a}} v{w}",
            ),
            ("$states.input.*", "states{input}"),
            ("$states.input.**.x", "states{input}"),
            ("$states.input.a.%.b", "states{input}"),
            ("$states.input.a.%.%.b", "states"),
            ("$states.input.a^(>b)", "states{input{a}}"),
            ("$states.input.a#$i[$i = 1]", "i states{input}"),
            ("$states.input.a.b and $states.input.a", "states{input{a}}"),
            ("$states.input.a and $states.input.a.b", "states{input{a}}"),
            ("($s := $states; $s.input.a)", "s states"),
            (
                "$map($items, function($i) { $i.a + $states.input.b })",
                "items i{a} states{input{b}}",
            ),
            ("$lookup($states.input, 'a')", "states{input}"),
            ("$states", "states"),
            ("$states[0].input", "states"),
            ("$keys($states.input)", "states{input}"),
            ("$states.input ~> |a|{'b': 1}|", "states{input}"),
            ("$states.input{a: b}", "states{input}"),
            ("$states.input.'a b'.c", "states{input{a b{c}}}"),
            ("1 + 1", ""),
        ] {
            let expression = jsonata_core::parser::parse(text).unwrap();
            assert_eq!(said(&reads(&expression)), expected, "{text}");
        }
    }
}
