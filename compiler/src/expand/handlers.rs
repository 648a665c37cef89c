//! The `Handlers` trait, and the macro through which `#[handlers]` reaches the table of the workflow's Tasks.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Module, declared, line, states};
use crate::source;

/// `ValidateOrder` and `Input` make `ValidateOrderInput`.
pub(super) fn associated(ty: &Ident, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", ty)
}

/// Whether the trait has a method per Task, because `run` awaits them by their names (`line.rs`).
///
/// Elsewhere it has one for all, which calls them by their numbers: to rustc a method that gives a future of its own is an
/// opaque type, an associated type, their bounds, and a comparison of each with the `impl`, which took 4 ms a Task.
pub(super) fn has_methods(module: &Module) -> bool {
    line::line(module).is_some()
}

/// The trait's items with a method per Task.
fn methods(module: &Module) -> TokenStream {
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
        quote! {
            #[doc = #input_doc]
            type #input: #krate::__private::InputOf<#at>;
            #[doc = #output_doc]
            type #output: #krate::__private::OutputOf<#at>;
            #[doc = #error_doc]
            type #error: #krate::__private::ErrorOf<#at>;
            #(#[doc = #doc])*
            fn #method(
                &self,
                input: Self::#input,
                context: &#krate::TaskContext,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::#output, Self::#error>>
            + ::core::marker::Send;
        }
    });
    quote! {
        /// Where no handler takes the context, none is made.
        #[doc(hidden)]
        const __TAKES_CONTEXT: bool = true;
        #(#methods)*
    }
}

/// The trait's items with one method for all Tasks, and what the invocation declares of their types.
fn one_method(module: &Module) -> TokenStream {
    let krate = module.krate;
    let declared = declared::bounds(module).map(|(associated, bound)| {
        quote! {
            #[doc(hidden)]
            type #associated: #bound;
        }
    });
    quote! {
        #(#declared)*

        /// The handlers that run a Map whose iterations are their calls.
        #[doc(hidden)]
        const __MAPS: &'static [u32] = &[];

        /// Calls the handler of that number.
        #[doc(hidden)]
        fn __call<'a>(
            &'a self,
            handler: u32,
            input: #krate::__private::CallInput<'a>,
            context: &'a #krate::TaskContext,
        ) -> #krate::BoxFuture<'a, ::core::result::Result<#krate::Value, #krate::TaskFailure>>;
    }
}

/// Which handler is whose, for those who read the documentation.
fn table(module: &Module) -> Vec<String> {
    let mut lines = vec![
        String::new(),
        " | handler | state | resource |".to_owned(),
        " |---|---|---|".to_owned(),
    ];
    for (state, task, name) in module.tasks() {
        lines.push(format!(
            " | `{}` | {} | {} |",
            name.method,
            super::docs::escape(&state.name.value),
            super::docs::escape(&task.resource.value),
        ));
    }
    lines
}

pub(super) fn handlers(module: &Module) -> TokenStream {
    let krate = module.krate;
    let has_methods = has_methods(module);
    let (items, table) = if has_methods {
        (methods(module), Vec::new())
    } else {
        (one_method(module), table(module))
    };
    let kind = has_methods.then(|| quote!(methods));
    let rows = module.tasks().map(|(state, task, name)| {
        let source::Place { line, column } = module.source.place(state.name.site.start);
        let (state_name, method, ty) = (&state.name.value, &name.method, &name.ty);
        let [line, column] = [line, column].map(proc_macro2::Literal::usize_unsuffixed);
        // Its handler may be left to a registry.
        let nested = task.integration.starts_execution().then(|| quote!(nested));
        let each = line::is_all_of_a_map(module.program, state).then(|| quote!(each));
        let declared = declared::roles(module, state);
        quote!((#state_name, #line, #column, #method, #ty #nested #each #(#declared)*))
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
        /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
        #(#[doc = #table])*
        pub trait Handlers: ::core::marker::Send + ::core::marker::Sync {
            #[doc(hidden)]
            const __TYPES: &'static [#krate::proof::TaskTypes] = &[];
            #items
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
                $($path)*::__stepwright::handlers_of! { ($($path)*) #file #broken #kind [#(#rows)*] [#checks] [#allowances] $($item)* }
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
