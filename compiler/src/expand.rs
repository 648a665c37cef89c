//! A checked program becomes the tokens of a Rust module.
//!
//! Comes in: the program, the Rust names of its states, the invocation. Goes out: one `mod`. May assume that the
//! program has passed its checks, or that the errors are emitted beside the module; an unresolved transition is then
//! left out, so that every name stays alive and no second wave of errors follows.

mod declared;
mod docs;
pub(crate) mod fallback;
pub(crate) mod handlers;
pub(crate) mod input;
mod integration;
mod line;
mod pack;
mod program;
mod proof;
mod states;
mod workflow;

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::dsl::DeclaredTask;
use crate::invocation::Invocation;
use crate::ir;
use crate::names::StateName;
use crate::source::Source;

/// All that the parts of the module are made from.
pub(crate) struct Module<'a> {
    /// The path of the `stepwright` crate, which survives a renamed dependency.
    pub(crate) krate: &'a TokenStream,
    /// The module's name.
    pub(crate) ident: Ident,
    /// Tells apart the modules of one name in one crate; empty or an identifier's tail.
    pub(crate) unique: &'a str,
    /// The invocation.
    pub(crate) invocation: &'a Invocation,
    /// The definition's file, as messages name it.
    pub(crate) file: &'a str,
    /// The definition's text, with the substitutions made.
    pub(crate) definition: &'a str,
    /// The program.
    pub(crate) program: &'a ir::Program,
    /// The Rust names of its states, in their order.
    pub(crate) names: &'a [StateName],
    /// The variants of states that are gone to, where a declaration goes to them: with its tokens, editors know those.
    pub(crate) targets: &'a [Ident],
    /// The types that Tasks are declared with, by their states' names.
    pub(crate) declared: &'a BTreeMap<&'a str, &'a DeclaredTask>,
    /// For each state, the number of its handler, where it is a Task.
    pub(crate) handlers: &'a [Option<u32>],
    /// What is proven of it.
    pub(crate) proof: &'a crate::flow::Proof,
    /// The type `Input`, where the invocation has samples of it.
    pub(crate) input: &'a TokenStream,
    /// The definition as written, which the sites of the program are in.
    pub(crate) source: &'a Source,
    /// The last error of the definition, where it has any. The others stand before the module.
    pub(crate) broken: Option<&'a syn::Error>,
}

impl Module<'_> {
    /// The line, from 1, that a site begins on.
    pub(crate) fn line(&self, site: &ir::Site) -> u32 {
        u32::try_from(self.source.place(site.start).line).unwrap_or(u32::MAX)
    }

    /// Each state with its Rust names.
    pub(crate) fn states(&self) -> impl Iterator<Item = (&ir::State, &StateName)> {
        self.program.states.iter().zip(self.names)
    }

    /// Each Task with its Rust names, in the order of their handlers' numbers.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = (&ir::State, &ir::Task, &StateName)> {
        self.states().filter_map(|(state, name)| match &state.kind {
            ir::Kind::Task(task) => Some((state, &**task, name)),
            _ => None,
        })
    }

    /// `order.asl.json:12`
    pub(crate) fn place(&self, state: &ir::State) -> String {
        format!("{}:{}", self.file, self.line(&state.name.site))
    }
}

/// For each state, the number of its handler, where it is a Task.
pub(crate) fn handler_numbers(program: &ir::Program) -> Vec<Option<u32>> {
    let mut next = 0..;
    let states = program.states.iter();
    states
        .map(|state| match state.kind {
            ir::Kind::Task(_) => next.next(),
            _ => None,
        })
        .collect()
}

/// What a broken module cannot know: a type that fits wherever it is used, because its name holds the error, which
/// rustc reports once. So what uses the module brings no second wave.
pub(crate) fn unknown_type(krate: &TokenStream, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    quote! {
        #[doc(hidden)]
        pub type __Unknown = <[(); #error] as #krate::__private::Unknown>::Type;
    }
}

/// The module.
pub(crate) fn expand(module: &Module) -> TokenStream {
    let Module {
        krate,
        ident,
        invocation,
        ..
    } = module;
    let attributes = &invocation.attributes;
    let visibility = &invocation.visibility;
    let docs = docs::module(module);
    let definition = module.definition;
    let program = program::program(module);
    // Without the engine, the user's crate does not compile: that says so before anything runs.
    let needs_jsonata = module
        .program
        .needs_jsonata()
        .then(|| quote!(const _: () = #krate::__private::needs_jsonata();));
    let states = states::states(module);
    let handlers = handlers::handlers(module);
    let beside = workflow::beside(module);
    let declared = declared::beside(module);
    let proven = declared::proven(module);
    let workflow = workflow::workflow(module);
    let proof = proof::proof(module);
    let input = module.input;
    let unknown = module.broken.map(|error| unknown_type(krate, error));
    quote! {
        #(#attributes)*
        #docs
        #[allow(
            dead_code,
            unreachable_pub,
            clippy::all,
            clippy::pedantic,
            reason = "generated; what a workflow does not use is not a mistake"
        )]
        #visibility mod #ident {
            /// The definition, with the substitutions of the invocation made.
            pub const ASL: &str = #definition;

            /// The compiled form of the definition, which the hosts walk.
            pub static PROGRAM: #krate::program::Program = {
                #[allow(unused_imports, reason = "not every workflow has every kind of state")]
                use ::core::option::Option::{None, Some};
                #[allow(unused_imports, reason = "as above")]
                use #krate::program::{
                    Call, Catcher, Choice, Comparator, Condition, Count, CsvHeaders, Expression, ExpressionRoot,
                    ExpressionStep, Fail, Family, Filter, FilterValue, Form, InputType, Integration, Intrinsic,
                    ItemBatcher, ItemReader, Kind, Literal, Map, MapMode, Operand, Path, PathFunction, Pattern,
                    Percentage, Program, Property, QueryLanguage, Region, Relation, ResultPath, ResultWriter, Retrier,
                    Root, Rule, Select, State, Step, Task, Template, Transformation, Wait,
                };
                #program
            };

            #needs_jsonata

            /// The states and transitions as data.
            pub const GRAPH: #krate::graph::Graph = #krate::graph::Graph::new(&PROGRAM);

            #proof

            #unknown
            #input
            #states
            #handlers
            #workflow
        }
        #beside
        #declared
        #proven
    }
}
