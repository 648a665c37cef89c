//! The types that a workflow declared in Rust gives its Tasks: each handler is held to them.
//!
//! They are named in the scope of the declaration, which no path leads to where that is a function. So a trait of the module
//! is implemented beside it, for a type that is as private as those may be.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::handlers::associated;
use super::workflow::cfgs;
use super::{Module, proof};
use crate::dsl::DeclaredTask;
use crate::flow::{Goal, Obligation, Source};
use crate::ir::{self, StateId};

/// The declared types of a Task: by its role, the associated type and what it is.
fn of<'a>(module: &Module<'a>, state: &str, ty: &Ident) -> [Option<(Ident, &'a syn::Type)>; 3] {
    let Some(task) = task(module, state) else {
        return [None, None, None];
    };
    [
        ("Input", &task.input),
        ("Output", &task.output),
        ("Error", &task.error),
    ]
    .map(|(role, declared)| Some((associated(ty, role), declared.as_ref()?)))
}

fn task<'a>(module: &Module<'a>, state: &str) -> Option<&'a DeclaredTask> {
    module.declared.get(state).copied()
}

fn all<'a>(module: &Module<'a>) -> Vec<(Ident, &'a syn::Type)> {
    // Of a broken definition nothing is held to anything.
    if module.broken.is_some() {
        return Vec::new();
    }
    let tasks = module.tasks();
    tasks
        .flat_map(|(state, _, name)| of(module, &state.name.value, &name.ty))
        .flatten()
        .collect()
}

/// What the types of the handlers are held to, each under the name of an associated type.
pub(super) fn bounds(module: &Module) -> impl Iterator<Item = (Ident, TokenStream)> {
    let krate = module.krate;
    let tasks = module.tasks().filter(|_| module.broken.is_none());
    tasks.flat_map(move |(state, _, name)| {
        let ty = &name.ty;
        let roles = ["Takes", "Gives", "FailsWith"].map(|role| format_ident!("{role}"));
        let declared = of(module, &state.name.value, ty).into_iter().zip(roles);
        declared.filter_map(move |(declared, role)| {
            let (associated, _) = declared?;
            let bound = quote! {
                #krate::__private::#role<<__Own as __Declared>::#associated, states::#ty>
            };
            Some((associated, bound))
        })
    })
}

/// The roles that a Task's types are declared in, as `#[handlers]` reads them.
pub(super) fn roles(module: &Module, state: &ir::State) -> Vec<Ident> {
    let task = task(module, &state.name.value).filter(|_| module.broken.is_none());
    let Some(task) = task else {
        return Vec::new();
    };
    let roles = [
        ("input", task.input.is_some()),
        ("output", task.output.is_some()),
        ("error", task.error.is_some()),
    ];
    let declared = roles.into_iter().filter(|(_, is_declared)| *is_declared);
    declared.map(|(role, _)| format_ident!("{role}")).collect()
}

/// The trait of the declared types, within the module.
pub(super) fn types(module: &Module) -> Option<TokenStream> {
    let all = all(module);
    if all.is_empty() {
        return None;
    }
    let names = all.iter().map(|(name, _)| name);
    Some(quote! {
        #[doc(hidden)]
        #[derive(::core::fmt::Debug)]
        pub(super) struct __Own;

        #[doc(hidden)]
        pub trait __Declared {
            #(type #names;)*
        }
    })
}

/// What it is implemented with, beside the module.
pub(super) fn beside(module: &Module) -> Option<TokenStream> {
    let all = all(module);
    if all.is_empty() {
        return None;
    }
    let ident = &module.ident;
    let cfgs = cfgs(module.invocation);
    let types = all.iter().map(|(name, ty)| quote!(type #name = #ty;));
    Some(quote! {
        #(#cfgs)*
        #[automatically_derived]
        impl #ident::__Declared for #ident::__Own {
            #(#types)*
        }
    })
}

/// What the declared types prove, beside the module: the input's alone may do.
pub(super) fn proven(module: &Module) -> Option<TokenStream> {
    let checks = checks(module);
    if checks.is_empty() {
        return None;
    }
    let ident = &module.ident;
    let krate = module.krate;
    let cfgs = cfgs(module.invocation);
    Some(quote! {
        #(#cfgs)*
        const _: () = {
            // Here, not in each constant: rustc looks through all that a constant refers to, for each that does.
            const fn failure(check: usize) -> ::core::option::Option<#krate::__private::Message> {
                #ident::PROOF.failure(check, &#ident::PROOF.types)
            }
            #(#checks)*
        };
    })
}

/// The types of the Tasks, as a constant of `Declared`.
pub(super) fn tasks(module: &Module) -> Option<TokenStream> {
    if all(module).is_empty() {
        return None;
    }
    let krate = module.krate;
    let private = quote!(#krate::__private);
    let entries = module.tasks().map(|(state, ..)| {
        let name = &state.name.value;
        let Some(task) = task(module, name) else {
            return quote!(#krate::proof::TaskTypes::unknown(#name));
        };
        let shape = |ty: &Option<syn::Type>| {
            let known = ty.as_ref().map(|ty| crate::shape_of(&private, ty));
            known.unwrap_or_else(|| quote!(#krate::proof::TypeShape::NONE))
        };
        let (input, output) = (shape(&task.input), shape(&task.output));
        let (errors, error) = match &task.error {
            Some(ty) => (crate::errors_of(&private, ty), crate::written(ty)),
            None => (quote!(::core::option::Option::None), String::new()),
        };
        quote! {
            #krate::proof::TaskTypes {
                state: #name,
                input: #input,
                output: #output,
                errors: #errors,
                error: #error,
            }
        }
    });
    Some(quote!(const TASKS: &'static [#krate::proof::TaskTypes] = &[#(#entries),*];))
}

/// The checks that the declared types settle, each at the tokens that it is about.
fn checks(module: &Module) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    for (number, obligation) in proof::by_types(module) {
        if obligation.is_allowed || !is_settled(module, obligation) {
            continue;
        }
        let Some(extent) = module.source.extent(&obligation.mark) else {
            continue;
        };
        // rustc marks what lies between the first token and the last.
        let span = |span: proc_macro2::Span| span.resolved_at(proc_macro2::Span::call_site());
        let (first, last) = (span(extent.first), span(extent.last));
        let panic = quote_spanned!(first=> ::core::panic!);
        let message = quote_spanned!(last=> ("{}", message.as_str()));
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        checks.push(quote! {
            const _: () = if let ::core::option::Option::Some(message) = failure(#number) {
                #panic #message
            };
        });
    }
    checks
}

/// Whether all that an obligation rests on is declared, so that no handler has to say more.
pub(super) fn is_settled(module: &Module, obligation: &Obligation) -> bool {
    if !module.source.is_declared() || module.broken.is_some() {
        return false;
    }
    let declared = |id: StateId| {
        let state = module.program.state(id)?;
        task(module, &state.name.value)
    };
    let gives = |source: &Source| match source {
        Source::Input => true,
        Source::Output(id) => declared(*id).is_some_and(|task| task.output.is_some()),
    };
    let itself = match &obligation.goal {
        Goal::Input => declared(obligation.state).is_some_and(|task| task.input.is_some()),
        Goal::Raised(tasks, _) => tasks
            .iter()
            .all(|id| declared(*id).is_some_and(|task| task.error.is_some())),
        _ => true,
    };
    itself
        && obligation.ways.iter().all(|way| {
            let value = way.found.value.as_ref();
            let rests_on_others =
                value.is_some_and(|value| value.has_leaf(&|leaf| !gives(&leaf.source)));
            !rests_on_others && way.known.iter().all(|(source, _)| gives(source))
        })
}
