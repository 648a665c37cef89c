//! What stands in for the module of a definition that could not be read at all: its names, so that the only errors are
//! the definition's.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::invocation::Invocation;

/// A module without states.
pub(crate) fn fallback(
    krate: &TokenStream,
    invocation: &Invocation,
    ident: &Ident,
    unique: &str,
    text: &str,
    input: &TokenStream,
    error: Option<&syn::Error>,
) -> TokenStream {
    let attributes = &invocation.attributes;
    let visibility = &invocation.visibility;
    let (exported, macro_name, macro_visibility) =
        super::handlers::callback(invocation, ident, unique);
    let unknown = error.map(|error| super::unknown_type(krate, error));
    let run = super::workflow::never_runs(krate);
    let aliases = super::workflow::aliases(invocation, ident);
    quote! {
        #aliases
        #(#attributes)*
        /// The definition has errors.
        #[allow(dead_code, unreachable_pub, clippy::all, clippy::pedantic, reason = "stands in for a broken definition")]
        #visibility mod #ident {
            /// The definition.
            pub const ASL: &str = #text;

            #unknown
            #input

            /// No states are known.
            pub type State = __Unknown;

            /// Not known.
            pub static PROGRAM: __Unknown = ::core::unreachable!();

            /// Not known.
            pub const GRAPH: __Unknown = ::core::unreachable!();

            /// No handlers, because no states are known.
            pub trait Handlers: ::core::marker::Send + ::core::marker::Sync {}

            #[automatically_derived]
            impl<T: ::core::marker::Send + ::core::marker::Sync> Handlers for T {}

            #[doc(hidden)]
            #[allow(unused_macros, reason = "stands in for a broken definition")]
            #exported
            macro_rules! #macro_name {
                (($($path:tt)*) $($item:tt)*) => { $($item)* };
            }
            #[doc(hidden)]
            #[allow(unused_imports, reason = "stands in for a broken definition")]
            #macro_visibility use #macro_name as __handlers;

            /// Runs nothing, because no states are known.
            #[derive(::core::fmt::Debug)]
            pub struct Workflow<H> {
                handlers: H,
            }

            impl<H> Workflow<H> {
                /// Takes the handlers.
                pub fn new(handlers: H) -> Self {
                    Workflow { handlers }
                }

                /// Takes the host.
                #[must_use]
                pub fn on(self, _: #krate::InMemory) -> Self {
                    self
                }

                /// Takes the options.
                #[must_use]
                pub fn with_options(self, _: #krate::ExecutionOptions) -> Self {
                    self
                }

                /// Answers no Tasks.
                pub fn task_tokens(&self) -> __Unknown {
                    ::core::unreachable!()
                }

                /// The handlers.
                pub fn handlers(&self) -> &H {
                    &self.handlers
                }

                #run

                /// Never runs.
                ///
                /// # Errors
                ///
                /// Never runs.
                pub async fn run_value<I>(&self, _: I) -> ::core::result::Result<#krate::Value, #krate::ExecutionError> {
                    ::core::unreachable!()
                }
            }
        }
    }
}
