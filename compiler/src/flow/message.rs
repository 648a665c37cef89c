//! What is said of an obligation that does not hold.

use std::fmt::Write as _;

use super::fact::{Fact, Leaf, Made, Maker, Source, Step};
use super::obligation::{Goal, Obligation, Problem, Way};
use super::read::{Missing, Within};
use super::world::Trail;
use crate::errors::Diagnostic;
use crate::ir::{Program, Site, StateId};
use crate::problem::quoted;
use crate::suggest;

/// A way is named by so many of its states at the most.
const MOST_STATES: usize = 4;

/// The diagnostic of an obligation that does not hold on some ways.
pub(super) fn diagnostic(
    program: &Program,
    obligation: &Obligation,
    broken: &[(usize, Problem)],
) -> Diagnostic {
    let words = &obligation.words;
    let never = match obligation.goal {
        Goal::Possible | Goal::Impossible => true,
        _ => {
            broken.len() == obligation.ways.len()
                && broken.iter().all(|(_, problem)| match problem {
                    Problem::Missing(_, sometimes) | Problem::Kinds(_, sometimes) => !sometimes,
                    Problem::Value(_) | Problem::Way => true,
                })
        }
    };
    let title = match broken.first() {
        Some((_, Problem::Value(problem))) => format!("{}, but {problem}", words.but),
        _ if never => words.never.clone(),
        _ => words.sometimes.clone(),
    };
    let mut diagnostic = Diagnostic::new(obligation.code, obligation.mark.clone(), title)
        .label(words.label.as_str());
    if let Some(state) = program.state(obligation.state) {
        diagnostic = diagnostic.state(&state.name.value);
    }
    if let Some((first, problem)) = broken.first() {
        diagnostic = because(program, obligation, problem, diagnostic);
        diagnostic = ways(program, obligation, broken, *first, diagnostic);
    }
    for (text, site) in &words.notes {
        diagnostic = match site {
            Some(site) => diagnostic.note_at(site.clone(), text.as_str()),
            None => diagnostic.note(text.as_str()),
        };
    }
    match &words.help {
        Some(help) if diagnostic.help.is_none() => diagnostic.help(help.as_str()),
        _ => diagnostic,
    }
}

/// Why it does not hold on the first such way.
fn because(
    program: &Program,
    obligation: &Obligation,
    problem: &Problem,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let subject = &obligation.words.subject;
    match problem {
        Problem::Missing(missing, _) => {
            let diagnostic = diagnostic.label("not there");
            within(program, subject, missing, diagnostic)
        }
        Problem::Kinds(kinds, sometimes) => {
            let is = if *sometimes { "may be" } else { "is" };
            diagnostic.note(format!("{} {is} {kinds}", quoted(subject)))
        }
        Problem::Value(_) | Problem::Way => diagnostic,
    }
}

fn within(
    program: &Program,
    subject: &str,
    missing: &Missing,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let before = before(subject, missing.step);
    let name = step_name(subject, missing.step);
    match &missing.within {
        Within::Object(made, fields) => {
            let names = || fields.iter().map(String::as_str);
            let text = has(program, &before, made, fields);
            let diagnostic = match &made.0 {
                Some(maker) => diagnostic.note_at(maker.site.clone(), format!("{text},")),
                None => diagnostic.note(text),
            };
            match name
                .as_deref()
                .and_then(|name| suggest::similar(name, names()))
            {
                Some(similar) => {
                    diagnostic.help(format!("a field with a similar name exists: `{similar}`"))
                }
                None => diagnostic,
            }
        }
        Within::Sometimes => {
            diagnostic.note(format!("{} has it on some ways only", quoted(&before)))
        }
        Within::List(length) => {
            let items = if *length == 1 { "item" } else { "items" };
            diagnostic.note(format!("{} is a list of {length} {items}", quoted(&before)))
        }
        Within::Kinds(kinds) => diagnostic.note(format!("{} is {kinds}", quoted(&before))),
        Within::Variable => {
            diagnostic.note("on some ways nothing has assigned the variable".to_owned())
        }
    }
}

/// What an object has, and what made it: `` `$` is made by the `Parameters` of `Undo`, which keep only `orderId` ``.
fn has(program: &Program, text: &str, made: &Made, fields: &[String]) -> String {
    let has = if fields.is_empty() {
        "nothing".to_owned()
    } else {
        suggest::list_of(fields.iter().map(String::as_str))
    };
    match &made.0 {
        Some(maker) => format!(
            "{} is made by {}, which {} only {has}",
            quoted(text),
            by_maker(program, maker),
            if maker.field.ends_with('s') {
                "keep"
            } else {
                "keeps"
            },
        ),
        None => format!("{} has {has}", quoted(text)),
    }
}

/// Why a value is not there, for the message that the types decide on; and the place of what made what lacks it.
pub(super) fn lack<'a>(
    program: &Program,
    subject: &str,
    missing: &'a Missing,
) -> (String, Option<&'a Site>) {
    match &missing.within {
        Within::Object(made, fields) => (
            has(program, &before(subject, missing.step), made, fields),
            made.0.as_ref().map(|maker| &maker.site),
        ),
        _ => (String::new(), None),
    }
}

/// `` the `Parameters` of `Undo` ``
fn by_maker(program: &Program, maker: &Maker) -> String {
    let field = maker.field;
    match program.state(maker.state) {
        Some(state) => format!("the `{field}` of `{}`", state.name.value),
        None => format!("`{field}`"),
    }
}

/// The path before a step: `$.order` of `$.order.id` and step 1.
fn before(path: &str, step: usize) -> String {
    let ends = ends(path);
    let end = ends.get(step).copied().unwrap_or(path.len());
    path.get(..end).unwrap_or(path).to_owned()
}

/// The name of a step, where it is a plain field.
fn step_name(path: &str, step: usize) -> Option<String> {
    let ends = ends(path);
    let part = path.get(*ends.get(step)?..ends.get(step + 1).copied().unwrap_or(path.len()))?;
    let name = part.trim_start_matches('.');
    let name = name.trim_start_matches("['").trim_end_matches("']");
    Some(name.replace("\\'", "'"))
}

/// Where each step of a path begins. The parts of `$states` are roots, not steps.
fn ends(path: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut quote = false;
    for (at, letter) in path.char_indices() {
        match letter {
            '\'' => quote = !quote,
            '.' if !quote && !path.get(at + 1..).is_some_and(|rest| rest.starts_with('[')) => {
                ends.push(at);
            }
            '[' if !quote => ends.push(at),
            _ => {}
        }
    }
    if path.starts_with("$states.") {
        ends.remove(0);
    }
    ends
}

/// On which ways it does not hold, where there are several.
fn ways(
    program: &Program,
    obligation: &Obligation,
    broken: &[(usize, Problem)],
    first: usize,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let Some(bad) = obligation.ways.get(first) else {
        return diagnostic;
    };
    let is_good = |number: &usize| !broken.iter().any(|(broken, _)| broken == number);
    let good = (0..obligation.ways.len()).filter(is_good);
    let good = good.filter_map(|number| obligation.ways.get(number));
    let mut parts = good.map(|good| apart(&bad.trail, &good.trail));
    let Some((bad, good)) = parts.find(|(bad, good)| !bad.is_empty() || !good.is_empty()) else {
        return diagnostic;
    };
    let word = match obligation.goal {
        Goal::There => ("missing", "there"),
        _ => ("wrong", "right"),
    };
    let good = if good.is_empty() {
        "otherwise".to_owned()
    } else {
        format!("on the way {}", by(program, obligation, &good))
    };
    diagnostic.note(format!(
        "{} on the way {}, {} {good}",
        word.0,
        by(program, obligation, &bad),
        word.1,
    ))
}

/// What sets two ways apart.
fn apart(one: &Trail, two: &Trail) -> (Vec<StateId>, Vec<StateId>) {
    let (one, two) = one.since_parting(two);
    let same = one
        .iter()
        .zip(&two)
        .take_while(|(one, two)| one == two)
        .count();
    let (one, two) = (
        one.get(same..).unwrap_or_default(),
        two.get(same..).unwrap_or_default(),
    );
    let end = one
        .iter()
        .rev()
        .zip(two.iter().rev())
        .take_while(|(one, two)| one == two)
        .count();
    let cut = |way: &[StateId]| {
        way.get(..way.len().saturating_sub(end))
            .unwrap_or_default()
            .to_vec()
    };
    (cut(one), cut(two))
}

/// `` by `A`, `B` ``, or that nothing is between where the ways part and the obligation's state.
fn by(program: &Program, obligation: &Obligation, states: &[StateId]) -> String {
    let names: Vec<String> = states
        .iter()
        .rev()
        .take(MOST_STATES)
        .rev()
        .filter_map(|id| program.state(*id))
        .map(|state| format!("`{}`", state.name.value))
        .collect();
    match (names.is_empty(), states.len() > MOST_STATES) {
        (true, _) => match program.state(obligation.state) {
            Some(state) => format!("straight to `{}`", state.name.value),
            None => "without them".to_owned(),
        },
        (_, false) => format!("by {}", names.join(", ")),
        (_, true) => format!("by .., {}", names.join(", ")),
    }
}

/// The states of a way, for the message that the types decide on.
pub(super) fn route(program: &Program, obligation: &Obligation, way: &Way) -> String {
    let mut parts = obligation
        .ways
        .iter()
        .map(|other| apart(&way.trail, &other.trail));
    match parts.find(|(own, others)| !own.is_empty() || !others.is_empty()) {
        Some((own, _)) => by(program, obligation, &own),
        None => String::new(),
    }
}

/// How a value came: `` `$.payment` is the result of `Process Payment` ``.
pub(super) fn origin(program: &Program, subject: &str, value: &Fact) -> String {
    let Some(leaf) = value.alternatives().iter().find_map(|one| match one {
        Fact::Leaf(leaf) => Some(leaf),
        _ => None,
    }) else {
        return String::new();
    };
    let what = match leaf.source {
        Source::Input => "the execution's input".to_owned(),
        Source::Output(id) => match program.state(id) {
            Some(state) => format!("the result of `{}`", state.name.value),
            None => return String::new(),
        },
    };
    match above(subject, leaf) {
        Some(above) => format!("{} is {what}", quoted(&before(subject, above))),
        None => format!("{} is `{}` of {what}", quoted(subject), way_into(leaf)),
    }
}

/// The step of a path at which a leaf's own way begins: the path's last steps are those of the leaf.
fn above(path: &str, leaf: &Leaf) -> Option<usize> {
    let above = ends(path).len().checked_sub(leaf.steps.len())?;
    let mut steps = leaf.steps.iter().enumerate();
    steps
        .all(|(number, step)| match step {
            Step::Field(name) | Step::Member(name) => {
                step_name(path, above + number).as_deref() == Some(&**name)
            }
            Step::Index(index) => step_name(path, above + number) == Some(format!("[{index}]")),
            Step::Item => false,
        })
        .then_some(above)
}

/// `order.lines[]`
fn way_into(leaf: &Leaf) -> String {
    let mut way = String::new();
    for step in leaf.steps.iter() {
        match step {
            Step::Field(name) | Step::Member(name) => {
                if !way.is_empty() {
                    way.push('.');
                }
                way.push_str(name);
            }
            Step::Index(index) => {
                let _ = write!(way, "[{index}]");
            }
            Step::Item => way.push_str("[]"),
        }
    }
    way
}
