//! The compiler behind stepwright's macros: definition text in, checked program and Rust tokens out.
//!
//! Pure: reads no file, knows no runtime. [`analyse`] is the whole front end; [`examine`] is the same for callers that
//! want to know what there is of a program with mistakes.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

mod allow;
mod asl;
mod check;
mod context;
mod cursor;
pub mod dsl;
pub mod error_names;
pub mod errors;
mod expand;
mod flow;
pub mod handlers;
mod include;
pub mod intrinsic;
pub mod invocation;
pub mod ir;
mod json;
pub mod jsonata;
mod names;
pub mod path;
mod picture;
pub mod problem;
mod render;
mod resolve;
pub mod resource;
mod sample;
pub mod shape;
pub mod source;
mod substitute;
pub mod suggest;
pub mod task_error;
#[cfg(test)]
mod testing;
pub mod text;
pub mod timestamp;

use errors::Errors;
use source::Source;
use substitute::Substitutions;

pub(crate) use handlers::{errors_of, shape_of, written};

pub use allow::{ALLOWABLE, Allow};
pub use dsl::{Declaration, declaration_of};
pub use include::{Expanded, Files, declare, include};
pub use names::StateName;
pub use picture::picture;
pub use render::Rendered;
pub use sample::Sample;
pub use substitute::substitute;

/// What the invocation says about a definition.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Values for `${Name}`s in the definition's strings; those without a value stay as they are.
    pub substitutions: Vec<(String, String)>,
    /// Rust names for states that would get another.
    pub rename: Vec<(String, String)>,
    /// Findings that are fine.
    pub allow: Vec<Allow>,
    /// Documents that executions may get as their input.
    pub samples: Vec<Sample>,
    /// The execution's input is of a Rust type.
    pub is_typed: bool,
    /// So is its output.
    pub has_output: bool,
    /// Nothing is proven, so that what proving costs can be measured.
    pub is_unproven: bool,
}

/// A definition's program, and everything that is wrong with it.
#[derive(Debug)]
pub struct Analysis {
    /// The program. With errors it is what could be made out, good only for the names in it; none where the text is
    /// not JSON or holds no machine.
    pub program: Option<ir::Program>,
    /// The Rust names of its states, in their order.
    pub names: Vec<StateName>,
    /// The samples, where there are some and all of them can be read.
    pub(crate) samples: Vec<sample::Document>,
    /// The errors, by position; those of the samples come last.
    pub errors: Vec<Rendered>,
    /// What has to hold, and how it stands.
    pub(crate) proof: flow::Proof,
}

/// Checks a definition. `file` is what messages call it.
pub fn analyse(file: &str, text: &str, options: &Options) -> Result<ir::Program, Vec<Rendered>> {
    let analysis = examine(file, text, options);
    match analysis.program {
        Some(program) if analysis.errors.is_empty() => Ok(program),
        _ => Err(analysis.errors),
    }
}

/// Checks a definition and keeps what could be made out of one with mistakes.
pub fn examine(file: &str, text: &str, options: &Options) -> Analysis {
    examine_source(&Source::new(file, text), options)
}

/// The same of a text that is read already.
pub(crate) fn examine_source(source: &Source, options: &Options) -> Analysis {
    let mut errors = Errors::new();
    let mut substitutions = Substitutions::new(&options.substitutions);

    let mut wrong_samples = Vec::new();
    let samples = sample::parse_all(&options.samples, &mut wrong_samples);

    let mut program = None;
    let mut state_names = Vec::new();
    let mut proof = flow::Proof::default();
    if let Some(root) = json::parse(source, &mut substitutions, &mut errors) {
        substitutions.check_unused(&mut errors);
        let mut lowered = asl::lower(&root, &mut errors);
        resolve::resolve(&mut lowered.program, &mut errors);
        check::check(&lowered, &mut errors);
        // What was read wrongly would be proven wrongly.
        let is_sound = errors.all(|diagnostic| ALLOWABLE.contains(&diagnostic.code));
        if is_sound && !options.is_unproven {
            let input = match samples.as_slice() {
                _ if options.is_typed => flow::Input::Typed,
                [] => flow::Input::Unknown,
                samples => flow::Input::Samples(samples),
            };
            proof = flow::prove(&lowered, &input, options.has_output, &mut errors);
        }
        state_names = names::name(&lowered.program, &options.rename, &mut errors);
        errors = allow::apply(&options.allow, &lowered.program, &mut proof, errors);
        program = Some(lowered.program);
    }
    let mut errors = render::render_all(source, &errors.into_sorted());
    errors.append(&mut wrong_samples);
    Analysis {
        program,
        names: state_names,
        proof,
        samples,
        errors,
    }
}
