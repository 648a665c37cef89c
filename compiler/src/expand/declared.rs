//! The types that a workflow declared in Rust gives its Tasks: each handler is held to them.
//!
//! They are named in the scope of the declaration, which no path leads to where that is a function. So a trait of the module
//! is implemented beside it, for a type that is as private as those may be.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Module;
use super::handlers::associated;
use super::workflow::cfgs;
use crate::ir;
use crate::names::StateName;

/// The declared types of a Task: by its role, the associated type and what it is.
fn of<'a>(module: &Module<'a>, state: &str, ty: &Ident) -> [Option<(Ident, &'a syn::Type)>; 3] {
    let tasks = &module.invocation.tasks;
    let Some(task) = tasks.iter().find(|task| task.state == state) else {
        return [None, None, None];
    };
    [
        ("Input", &task.input),
        ("Output", &task.output),
        ("Error", &task.error),
    ]
    .map(|(role, declared)| Some((associated(ty, role), declared.as_ref()?)))
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

/// What the associated types of a handler are held to.
pub(super) fn bounds(
    module: &Module,
    state: &ir::State,
    name: &StateName,
) -> [Option<TokenStream>; 3] {
    if module.broken.is_some() {
        return [None, None, None];
    }
    let krate = module.krate;
    let ty = &name.ty;
    let mut role = ["Takes", "Gives", "FailsWith"].into_iter();
    of(module, &state.name.value, &name.ty).map(|declared| {
        let role = format_ident!("{}", role.next()?);
        let (associated, _) = declared?;
        Some(quote!(+ #krate::__private::#role<<__Own as __Declared>::#associated, states::#ty>))
    })
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
