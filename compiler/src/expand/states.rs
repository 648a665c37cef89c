//! The `State` enum and a type per state.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::handlers::{associated, has_methods};
use super::{Module, docs};
use crate::ir;

pub(super) fn states(module: &Module) -> TokenStream {
    let krate = module.krate;
    let variants = module.states().map(|(state, name)| {
        let doc = describe(module, state);
        let ty = &name.ty;
        quote!(#(#[doc = #doc])* #ty,)
    });
    let types: Vec<_> = module.names.iter().map(|name| &name.ty).collect();
    let indices = (0..).map(proc_macro2::Literal::usize_unsuffixed);
    let marks = module.states().zip(indices);
    let marks = marks.map(|((state, name), index)| state_type(module, state, &name.ty, &index));
    let next = module.states().map(|(state, _)| {
        let next = successors(state)
            .into_iter()
            .filter_map(|id| module.names.get(id.0 as usize))
            .map(|name| &name.ty);
        quote!(&[#(State::#next),*])
    });
    let tasks = has_methods(module).then(|| task_states(module));
    let targets = module.targets;
    let targets =
        (!targets.is_empty()).then(|| quote!(const _: &[State] = &[#(State::#targets),*];));
    quote! {
        #targets

        /// Where an execution stands: the states of the workflow.
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        pub enum State { #(#variants)* }

        impl State {
            /// All states, in the order they are written.
            pub const ALL: &'static [State] = &[#(State::#types),*];

            /// The state's name in the definition.
            pub const fn name(self) -> &'static str {
                PROGRAM.states[self as usize].name
            }

            /// The state's `Type`.
            pub const fn kind(self) -> &'static str {
                PROGRAM.states[self as usize].kind.name()
            }

            /// The state of that name in the definition.
            pub fn from_name(name: &str) -> ::core::option::Option<State> {
                let id = #krate::__private::state_named(&PROGRAM, name)?;
                State::ALL.get(id).copied()
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for State {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.name())
            }
        }

        #[automatically_derived]
        impl #krate::StateEnum for State {
            const PROGRAM: &'static #krate::program::Program = &PROGRAM;
            const ALL: &'static [State] = State::ALL;
            const NEXT: &'static [&'static [State]] = &[#(#next),*];
        }

        /// A type per state, with its name, kind and successors, and for a Task what its handler takes and gives.
        pub mod states {
            #(#marks)*
            #tasks
        }
    }
}

fn state_type(
    module: &Module,
    state: &ir::State,
    ty: &Ident,
    index: &proc_macro2::Literal,
) -> TokenStream {
    let krate = module.krate;
    let doc = describe(module, state);
    // No derives: each is a body more to compile, and a type without values needs none.
    quote! {
        #(#[doc = #doc])*
        pub enum #ty {}

        #[automatically_derived]
        impl #krate::StateType for #ty {
            type State = super::State;
            const INDEX: usize = #index;
        }
    }
}

/// What the handlers take and give, where the trait has it; else `#[handlers]` says it.
fn task_states(module: &Module) -> TokenStream {
    let krate = module.krate;
    let tasks = module.tasks().map(|(_, _, name)| {
        let ty = &name.ty;
        let [input, output, error] =
            ["Input", "Output", "Error"].map(|suffix| associated(ty, suffix));
        quote! {
            #[automatically_derived]
            impl<__H: super::Handlers> #krate::TaskState<__H> for #ty {
                type Input = __H::#input;
                type Output = __H::#output;
                type Error = __H::#error;
            }
        }
    });
    quote!(#(#tasks)*)
}

/// The states that may follow, without repeats.
fn successors(state: &ir::State) -> Vec<ir::StateId> {
    let mut targets: Vec<Option<ir::StateId>> = Vec::new();
    if let ir::Kind::Choice(choice) = &state.kind {
        targets.extend(choice.rules.iter().map(|rule| rule.next.state));
        targets.extend(choice.default.iter().map(|default| default.state));
    }
    if let Some(ir::Transition::Next(target)) = &state.next {
        targets.push(target.state);
    }
    targets.extend(state.catch.iter().map(|catcher| catcher.next.state));
    let mut unique = Vec::new();
    for target in targets.into_iter().flatten() {
        if !unique.contains(&target) {
            unique.push(target);
        }
    }
    unique
}

/// `` `Ship Order`: a Task (order.asl.json:16). `` and its comment.
pub(super) fn describe(module: &Module, state: &ir::State) -> Vec<String> {
    let mut lines = vec![format!(
        " \"{}\": a {} state, at {}.",
        docs::escape(&state.name.value),
        state.kind.name(),
        module.place(state)
    )];
    if let Some(comment) = &state.comment {
        lines.push(String::new());
        lines.extend(docs::paragraphs(&comment.value));
    }
    lines
}
