//! The `Handlers` trait, and the macro through which `#[handlers]` reaches the table of the workflow's Tasks.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Module, states};

/// `ValidateOrder` and `Input` make `ValidateOrderInput`.
pub(super) fn associated(ty: &Ident, suffix: &str) -> Ident {
    format_ident!("{ty}{suffix}")
}

/// A bound on one of the three types of a handler.
#[derive(Clone, Copy)]
struct Bound {
    suffix: &'static str,
    base: &'static str,
    cannot: &'static str,
    label: &'static str,
    note: &'static str,
}

const BOUNDS: [Bound; 3] = [
    Bound {
        suffix: "Input",
        base: "TaskInput",
        cannot: "cannot be the input of",
        label: "not a Task's input",
        note: "a Task's input owns its data, is `Send` and implements `serde::Deserialize`",
    },
    Bound {
        suffix: "Output",
        base: "TaskOutput",
        cannot: "cannot be the output of",
        label: "not a Task's output",
        note: "a Task's output owns its data, is `Send` and `Sync` and implements `serde::Serialize`",
    },
    Bound {
        suffix: "Error",
        base: "TaskError",
        cannot: "cannot be the error of",
        label: "not a Task's error",
        note: "a Task's error says the name that `Retry` and `Catch` see: `#[derive(stepwright::TaskError)]`",
    },
];

impl Bound {
    fn declare(self, module: &Module, state: &crate::ir::State, ty: &Ident) -> TokenStream {
        let krate = module.krate;
        let Bound { suffix, base, cannot, label, note } = self;
        let (name, base) = (associated(ty, suffix), format_ident!("{base}"));
        // Braces in a state's name would be read as placeholders.
        let state_name = state.name.value.replace('{', "(").replace('}', ")");
        let message = format!("`{{Self}}` {cannot} state `{state_name}` ({})", module.place(state).replace(['{', '}'], ""));
        quote! {
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait #name: #krate::#base {}
            #[diagnostic::do_not_recommend]
            impl<T: #krate::#base> #name for T {}
        }
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
        quote! {
            #[doc = #input_doc]
            type #input: __bounds::#input;
            #[doc = #output_doc]
            type #output: __bounds::#output;
            #[doc = #error_doc]
            type #error: __bounds::#error;
            #(#[doc = #doc])*
            fn #method(
                &self,
                input: Self::#input,
                context: &#krate::TaskContext,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::#output, Self::#error>>
            + ::core::marker::Send;
        }
    });
    let bounds = module.tasks().map(|(state, _, name)| {
        let bounds = BOUNDS.map(|bound| bound.declare(module, state, &name.ty));
        quote!(#(#bounds)*)
    });
    let rows = module.tasks().map(|(state, _, name)| {
        let (state_name, place, method, ty) = (&state.name.value, module.place(state), &name.method, &name.ty);
        quote!((#state_name, #place, #method, #ty))
    });
    let file = module.file;
    let (exported, macro_name, visibility) = callback(module.invocation, &module.ident, module.unique);
    quote! {
        /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
        pub trait Handlers: ::core::marker::Send + ::core::marker::Sync {
            #(#methods)*
        }

        // What a Task's types must be, said once per state so that a message can name the state and its line.
        #[doc(hidden)]
        pub mod __bounds {
            #(#bounds)*
        }

        #[doc(hidden)]
        pub use #krate::__private as __stepwright;

        // `#[handlers(path)]` expands to a call of this macro, which adds what only this module knows.
        #[doc(hidden)]
        #[allow(unused_macros, reason = "a workflow whose handlers are written by hand does not call it")]
        #exported
        macro_rules! #macro_name {
            (($($path:tt)*) $($item:tt)*) => {
                $($path)*::__stepwright::handlers_of! { ($($path)*) #file [#(#rows)*] $($item)* }
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
    if invocation.visibility.to_string() == "pub" {
        (quote!(#[macro_export]), format_ident!("__stepwright_handlers_{ident}{unique}"), quote!(pub))
    } else {
        (quote!(), format_ident!("__stepwright_handlers_{ident}"), quote!(pub(crate)))
    }
}
