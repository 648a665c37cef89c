//! The `Handlers` trait, and the macro through which `#[handlers]` reaches the table of the workflow's Tasks.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Module, declared, states};
use crate::source;

/// `ValidateOrder` and `Input` make `ValidateOrderInput`.
pub(super) fn associated(ty: &Ident, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", ty)
}

/// How many handlers a trait has. rustc compares each method of a trait that gives a future with everything else in the
/// trait, so that the handlers of a thousand Tasks are kept in several.
const MOST_HANDLERS: usize = 64;

/// The trait with the handler of that number, where there are so many.
pub(crate) fn trait_of(number: usize, handlers: usize) -> Ident {
    if handlers <= MOST_HANDLERS {
        format_ident!("Handlers")
    } else {
        format_ident!("Handlers{}", number / MOST_HANDLERS + 1)
    }
}

pub(super) fn handlers(module: &Module) -> TokenStream {
    let krate = module.krate;
    let methods = module.tasks().map(|(state, task, name)| {
        let [input, output, error] = ["Input", "Output", "Error"].map(|suffix| associated(&name.ty, suffix));
        let [input_doc, output_doc, error_doc] =
            [("takes", "input"), ("gives", "output"), ("fails with", "error")].map(|(verb, what)| {
                format!(" What the handler of \"{}\" {verb}: the Task's {what}.", super::docs::escape(&state.name.value))
            });
        let mut doc = states::describe(module, state);
        doc.push(String::new());
        doc.push(format!(" Resource: `{}`", task.resource.value.replace('`', "'")));
        let method = &name.method;
        let at = super::workflow::at(module, state, name);
        let [is_input, is_output, is_error] = declared::bounds(module, state, name);
        quote! {
            #[doc = #input_doc]
            type #input: #krate::__private::InputOf<#at> #is_input;
            #[doc = #output_doc]
            type #output: #krate::__private::OutputOf<#at> #is_output;
            #[doc = #error_doc]
            type #error: #krate::__private::ErrorOf<#at> #is_error;
            #(#[doc = #doc])*
            fn #method(
                &self,
                input: Self::#input,
                context: &#krate::TaskContext,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::#output, Self::#error>>
            + ::core::marker::Send;
        }
    });
    let mut methods: Vec<_> = methods.collect();
    let mut parts = Vec::new();
    let count = methods.len();
    if count > MOST_HANDLERS {
        for (part, methods) in methods.chunks(MOST_HANDLERS).enumerate() {
            let name = trait_of(part * MOST_HANDLERS, count);
            parts.push(quote! {
                /// Some of the handlers.
                pub trait #name: ::core::marker::Send + ::core::marker::Sync {
                    #(#methods)*
                }
            });
        }
        methods.clear();
    }
    let names = (0..parts.len()).map(|part| trait_of(part * MOST_HANDLERS, count));
    let rows = module.tasks().map(|(state, task, name)| {
        let source::Place { line, column } = module.source.place(state.name.site.start);
        let (state_name, method, ty) = (&state.name.value, &name.method, &name.ty);
        let [line, column] = [line, column].map(proc_macro2::Literal::usize_unsuffixed);
        // Its handler may be left to a registry.
        let nested = task.integration.starts_execution().then(|| quote!(nested));
        quote!((#state_name, #line, #column, #method, #ty #nested))
    });
    let checks = super::proof::rows(module);
    let allowances = super::proof::allowances(module);
    // With types, beside the module.
    let declared =
        (!super::workflow::declares(module.invocation) || module.broken.is_some()).then(|| {
            quote! {
                #[automatically_derived]
                impl #krate::__private::Declared for __Types {}
            }
        });
    let declared_types = declared::types(module);
    let file = module.file;
    // A handler that seems to be missing may be one whose state the errors hide.
    let broken = module.broken.map(|_| quote!(broken));
    let (exported, macro_name, visibility) =
        callback(module.invocation, &module.ident, module.unique);
    quote! {
        #(#parts)*

        /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
        pub trait Handlers: #(#names +)* ::core::marker::Send + ::core::marker::Sync {
            #[doc(hidden)]
            const __TYPES: &'static [#krate::proof::TaskTypes] = &[];
            #(#methods)*
        }

        // What the invocation declares of types, wherever those are named.
        #[doc(hidden)]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        pub struct __Types;
        #declared
        #declared_types

        #[doc(hidden)]
        pub use #krate::__private as __stepwright;

        // `#[handlers(path)]` expands to a call of this macro, which adds what only this module knows.
        #[doc(hidden)]
        #[allow(unused_macros, reason = "a workflow whose handlers are written by hand does not call it")]
        #exported
        macro_rules! #macro_name {
            (($($path:tt)*) $($item:tt)*) => {
                $($path)*::__stepwright::handlers_of! { ($($path)*) #file #broken [#(#rows)*] [#checks] [#allowances] $($item)* }
            };
        }
        #[doc(hidden)]
        #[allow(unused_imports, reason = "as above")]
        #visibility use #macro_name as __handlers;
    }
}

/// How the macro for `#[handlers]` is made reachable: its attribute, its name, the visibility of its path.
///
/// A public module's handlers may be written in another crate, for which the macro has to be exported. Exported macros of
/// a crate share one name space, so that `unique` has to tell two modules of one name apart.
pub(super) fn callback(
    invocation: &crate::invocation::Invocation,
    ident: &Ident,
    unique: &str,
) -> (TokenStream, Ident, TokenStream) {
    // As an argument, a raw name (`r#type`) goes in without its `r#`; named within the text it would keep that.
    if invocation.visibility.to_string() == "pub" {
        (
            quote!(#[macro_export]),
            format_ident!("__stepwright_handlers_{}{unique}", ident),
            quote!(pub),
        )
    } else {
        (
            quote!(),
            format_ident!("__stepwright_handlers_{}", ident),
            quote!(pub(crate)),
        )
    }
}
