//! Flow: what is known of the document, the variables and the context object in every state, and what has to hold there.
//!
//! Comes in: a program whose targets are resolved, and samples of its input. Goes out: [`Proof`], the list of its
//! obligations and how each stands; those that do not hold are reported. `walk` carries worlds through the graph to a
//! fixed point, `state` says what one state does to one world, `obligation` what has to hold, `message` how that is said.

mod bound;
mod call;
mod count;
mod distributed;
mod fact;
mod filter;
mod jsonata;
mod kinds;
mod message;
mod narrow;
mod obligation;
mod place;
mod raised;
mod read;
mod scope;
mod state;
mod template;
mod test;
#[cfg(test)]
mod tests;
mod tree;
mod walk;
mod world;

use crate::asl::Lowered;
use crate::errors::Errors;
use crate::ir::{Program, Site};
use crate::sample::Document;
use fact::Made;
use walk::Walk;

pub(crate) use fact::{Fact, Leaf, Rest, Source, Step};
pub(crate) use filter::{Filter, Filters};
pub(crate) use kinds::Kinds;
pub(crate) use obligation::{Goal, Obligation, Standing, Way};

/// What is known of an execution's input before the user's crate is checked.
#[derive(Clone, Debug)]
pub(crate) enum Input<'a> {
    /// Its type has a name.
    Typed,
    /// It is like these documents.
    Samples(&'a [Document]),
    /// Nothing.
    Unknown,
}

/// The obligations of a workflow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proof {
    pub(crate) obligations: Vec<(Obligation, Standing)>,
    /// The allowances of which only the types know whether they allow anything.
    pub(crate) allowances: Vec<Allowance>,
}

/// An entry of the invocation's `allow`, or one of its states.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    /// The entry's number.
    pub(crate) entry: usize,
    /// The state, where the entry names some.
    pub(crate) state: Option<String>,
    /// What is said where it allows nothing.
    pub(crate) title: String,
    /// The checks that it covers.
    pub(crate) checks: Vec<usize>,
}

impl Proof {
    /// A rule that cannot match because one of its tests cannot, or because what it tests is not there, is one mistake.
    fn say_once(&mut self) {
        let broken: Vec<Obligation> = self
            .obligations
            .iter()
            .filter(|(_, standing)| matches!(standing, Standing::Broken(_)))
            .map(|(obligation, _)| obligation.clone())
            .collect();
        self.obligations.retain(|(obligation, standing)| {
            matches!(standing, Standing::Proven | Standing::Open(_))
                || !broken.iter().any(|other| other.explains(obligation))
        });
    }

    /// The obligations that the types settle, in the order of their checks.
    pub(crate) fn by_types(&mut self) -> impl Iterator<Item = &mut (Obligation, Standing)> {
        let all = self.obligations.iter_mut();
        all.filter(|(_, standing)| matches!(standing, Standing::ByTypes))
    }
}

/// What is told of a way for the message that the types decide on.
#[derive(Debug, Default)]
pub(crate) struct Story<'a> {
    /// How the value came, or what made the object that lacks it.
    pub(crate) origin: String,
    /// Where that is, in the second case.
    pub(crate) made_at: Option<&'a Site>,
    /// What sets the way apart from the others.
    pub(crate) route: String,
}

pub(crate) fn story<'a>(program: &Program, obligation: &Obligation, way: &'a Way) -> Story<'a> {
    let subject = &obligation.words.subject;
    let (origin, made_at) = match (&way.found.value, &way.found.missing) {
        (Some(value), _) => (message::origin(program, subject, value), None),
        (None, Some(missing)) => message::lack(program, subject, missing),
        (None, None) => Default::default(),
    };
    Story {
        origin,
        made_at,
        route: message::route(program, obligation, way),
    }
}

/// Proves what can be proven of a program, and reports what does not hold.
pub(crate) fn prove(
    lowered: &Lowered,
    input: &Input<'_>,
    has_output: bool,
    errors: &mut Errors,
) -> Proof {
    // Ways that are not known cannot be followed.
    if !lowered.incomplete.is_empty() {
        return Proof::default();
    }
    let program = &lowered.program;
    let is_sampled = matches!(input, Input::Samples(_));
    let walk = Walk::new(program, input_fact(program, input), is_sampled);
    let mut proof = Proof::default();
    let mut obligations = walk.obligations(has_output);
    raised::oblige(program, &mut obligations);
    for obligation in obligations.into_sorted() {
        let standing = obligation.standing();
        proof.obligations.push((obligation, standing));
    }
    proof.say_once();
    // What is wrong with an expression as it is written may be why it gives nothing.
    let said = errors.reads();
    for (obligation, standing) in &proof.obligations {
        let here = &obligation.site;
        let is_said = |site: &Site| site.start <= here.end && here.start <= site.end;
        if let Standing::Broken(ways) = standing
            && !said.iter().any(is_said)
        {
            errors.push(message::diagnostic(program, obligation, ways));
        }
    }
    proof
}

fn input_fact(program: &Program, input: &Input<'_>) -> Fact {
    match input {
        Input::Typed => Fact::Leaf(Leaf::new(Source::Input)),
        Input::Samples(samples) => Fact::one_of(
            samples
                .iter()
                .map(|sample| Fact::example(&sample.value, &Made::default())),
        )
        .unwrap_or_else(|| Fact::any("there is no sample of the execution's input")),
        // Then the input is of the type that it takes.
        Input::Unknown if program.first_handler().is_some() => Fact::Leaf(Leaf::new(Source::Input)),
        Input::Unknown => Fact::any("nothing says what the execution's input is"),
    }
}
