//! `Workflow<H>`: what a user runs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Attribute;

use super::handlers::{associated, has_methods};
use super::{Module, line};
use crate::dsl::DeclaredTask;
use crate::invocation::Invocation;
use crate::ir;
use crate::names::StateName;

pub(super) fn workflow(module: &Module) -> TokenStream {
    let krate = module.krate;
    let has_methods = has_methods(module);
    let call = if has_methods {
        calls(module)
    } else {
        quote!(H::__call(&self.handlers, handler, #krate::__private::CallInput::Document(input), context))
    };
    // Where it has methods, it has no Map.
    let each = (!has_methods).then(|| {
        quote! {
            fn each<'a>(
                &'a self,
                handler: u32,
                each: #krate::__private::Each<'a>,
            ) -> ::core::result::Result<#krate::__private::Iterations<'a>, #krate::__private::Each<'a>> {
                #krate::__private::run_map(H::__MAPS, handler, each, |input, context| {
                    H::__call(&self.handlers, handler, input, context)
                })
            }
        }
    });
    let run = inside(module);
    quote! {
        /// The workflow with its handlers, ready to run any number of executions.
        #[derive(::core::fmt::Debug)]
        pub struct Workflow<H> {
            handlers: H,
            host: #krate::InMemory,
            options: #krate::__private::Arc<#krate::ExecutionOptions>,
        }

        impl<H: Handlers> Workflow<H> {
            /// What is proven of the workflow with these handlers' types, and what is not.
            pub const PROOF: #krate::proof::Proof = #krate::proof::Proof {
                types: #krate::__private::types::<__Types>(H::__TYPES),
                ..PROOF
            };

            /// A workflow whose executions run in memory.
            pub fn new(handlers: H) -> Self {
                Workflow {
                    handlers,
                    host: #krate::InMemory::new(),
                    options: ::core::default::Default::default(),
                }
            }

            /// The same on a host with settings of its own.
            #[must_use]
            pub fn on(mut self, host: #krate::InMemory) -> Self {
                self.host = host;
                self
            }

            /// The same with names and limits of its own for every execution.
            #[must_use]
            pub fn with_options(mut self, options: #krate::ExecutionOptions) -> Self {
                self.options = #krate::__private::Arc::new(options);
                self
            }

            /// The handlers.
            pub fn handlers(&self) -> &H {
                &self.handlers
            }

            /// The handle through which Tasks that wait for a token are answered.
            pub fn task_tokens(&self) -> #krate::TaskTokens {
                self.host.task_tokens()
            }

            #run

            /// Runs one execution, from a JSON document to a JSON document.
            ///
            /// # Errors
            ///
            /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
            pub async fn run_value(
                &self,
                input: impl ::core::convert::Into<#krate::Value>,
            ) -> ::core::result::Result<#krate::Value, #krate::ExecutionError> {
                #krate::__private::execute(self, &self.host, &self.options, ::core::convert::Into::into(input)).await
            }
        }

        #[automatically_derived]
        impl<H: Handlers> #krate::Machine for Workflow<H> {
            fn program(&self) -> &'static #krate::program::Program {
                &PROGRAM
            }

            fn call<'a>(
                &'a self,
                handler: u32,
                input: #krate::Value,
                context: &'a #krate::TaskContext,
            ) -> #krate::BoxFuture<'a, ::core::result::Result<#krate::Value, #krate::TaskFailure>> {
                #call
            }

            #each
        }
    }
}

/// Calls the trait's methods by the handlers' numbers.
fn calls(module: &Module) -> TokenStream {
    let krate = module.krate;
    let calls = module
        .tasks()
        .enumerate()
        .map(|(number, (state, _, name))| {
            let number = proc_macro2::Literal::usize_unsuffixed(number);
            let method = &name.method;
            let at = at(module, state, name);
            quote! {
                #number => #krate::__private::call::<#at, _, _, _, _>(input, move |input| {
                    H::#method(&self.handlers, input, context)
                }),
            }
        });
    quote! {
        let input = #krate::__private::CallInput::Document(input);
        match handler {
            #(#calls)*
            _ => #krate::__private::no_such_handler(handler, input),
        }
    }
}

/// The types that the invocation of a broken definition declares: used by nothing else, but no mistake of their own.
pub(super) fn aliases(invocation: &Invocation, ident: &Ident) -> TokenStream {
    let cfgs: Vec<_> = cfgs(invocation).collect();
    let aliases = [("input", &invocation.input), ("output", &invocation.output)];
    let aliases = aliases.iter().filter_map(|(role, ty)| {
        let alias = alias(ident, role);
        ty.as_ref().map(|ty| {
            quote! {
                #(#cfgs)*
                #[doc(hidden)]
                #[allow(non_camel_case_types, dead_code, reason = "generated")]
                type #alias = #ty;
            }
        })
    });
    quote!(#(#aliases)*)
}

fn alias(ident: &Ident, role: &str) -> Ident {
    format_ident!("__stepwright_{role}_of_{}", ident)
}

/// The types that the invocation declares are named in its scope, which no path leads to where that is a function. So
/// the `run` that takes and gives them stands there, beside the module; of a definition with errors, aliases keep them
/// in use.
pub(super) fn beside(module: &Module) -> TokenStream {
    if !declares(module.invocation) {
        return TokenStream::new();
    }
    if module.broken.is_some() {
        return aliases(module.invocation, &module.ident);
    }
    let ident = &module.ident;
    let krate = module.krate;
    let cfgs: Vec<_> = cfgs(module.invocation).collect();
    let run = run(module, &quote!(#ident::));
    let declared = [
        (quote!(INPUT), &module.invocation.input),
        (quote!(OUTPUT), &module.invocation.output),
    ];
    let declared = declared.iter().filter_map(|(role, ty)| {
        let shape = crate::shape_of(&quote!(#krate::__private), ty.as_ref()?);
        Some(quote!(const #role: #krate::proof::TypeShape = #shape;))
    });
    let tasks = super::declared::tasks(module);
    quote! {
        #(#cfgs)*
        #[allow(
            dead_code,
            unreachable_pub,
            clippy::all,
            clippy::pedantic,
            reason = "generated; what a workflow does not use is not a mistake"
        )]
        impl<H: #ident::Handlers> #ident::Workflow<H> {
            #run
        }

        #(#cfgs)*
        #[automatically_derived]
        impl #krate::__private::Declared for #ident::__Types {
            #(#declared)*
            #tasks
        }
    }
}

/// The conditions under which the module is there.
pub(super) fn cfgs(invocation: &Invocation) -> impl Iterator<Item = &Attribute> {
    let attributes = invocation.attributes.iter();
    attributes.filter(|attribute| attribute.path().is_ident("cfg"))
}

/// Whether the invocation names a type, which its own scope knows.
pub(super) fn declares(invocation: &Invocation) -> bool {
    let of_task =
        |task: &DeclaredTask| task.input.is_some() || task.output.is_some() || task.error.is_some();
    invocation.input.is_some()
        || invocation.output.is_some()
        || invocation.tasks.iter().any(of_task)
}

/// `run` within the module.
fn inside(module: &Module) -> Option<TokenStream> {
    if module.broken.is_some() {
        return Some(never_runs(module.krate));
    }
    (!declares(module.invocation)).then(|| run(module, &TokenStream::new()))
}

/// `run`, with the input's and output's types as far as they are known; `within` leads to the module's items.
fn run(module: &Module, within: &TokenStream) -> TokenStream {
    let krate = module.krate;
    let invocation = module.invocation;
    let mut generics = Vec::new();
    let mut bounds = Vec::new();
    let input = match (&invocation.input, first_task(module)) {
        _ if invocation.samples.is_some() => quote!(#within Input),
        (Some(declared), _) => quote!(#declared),
        (None, Some(ty)) => {
            let input = of_task(module, within, ty, "Input", &mut bounds);
            bounds.push(quote!(#input: #krate::TaskOutput));
            input
        }
        (None, None) => {
            generics.push(quote!(I: #krate::TaskOutput));
            quote!(I)
        }
    };
    let output = match (&invocation.output, last_task(module)) {
        (Some(declared), _) => quote!(#declared),
        (None, Some(ty)) => {
            let output = of_task(module, within, ty, "Output", &mut bounds);
            bounds.push(quote!(#output: #krate::TaskInput));
            output
        }
        (None, None) => quote!(#krate::Value),
    };
    let line = line::line(module);
    let through_driver = quote!(self.run_value(#krate::TaskOutput::into_document(input)));
    // Boxed beside a line, so that a caller who moves the future of a line does not move the driver's with it.
    let through_driver = match line {
        Some(_) => quote!(#krate::__private::boxed(#through_driver)),
        None => through_driver,
    };
    quote! {
        /// Runs one execution, from its input to its output.
        ///
        /// # Errors
        ///
        /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
        pub async fn run<#(#generics),*>(
            &self,
            input: #input,
        ) -> ::core::result::Result<#output, #krate::ExecutionError>
        where
            #(#bounds,)*
        {
            #line
            let output = #through_driver.await?;
            #krate::__private::output(&#within PROGRAM, output)
        }
    }
}

/// A type of a Task's handler, by its role.
fn of_task(
    module: &Module,
    within: &TokenStream,
    ty: &Ident,
    role: &str,
    bounds: &mut Vec<TokenStream>,
) -> TokenStream {
    if has_methods(module) {
        let associated = associated(ty, role);
        return quote!(H::#associated);
    }
    let krate = module.krate;
    let role = format_ident!("{role}");
    bounds.push(quote!(#within states::#ty: #krate::TaskState<H>));
    quote!(<#within states::#ty as #krate::TaskState<H>>::#role)
}

/// `run` of a definition with errors: takes anything, gives anything.
pub(super) fn never_runs(krate: &TokenStream) -> TokenStream {
    quote! {
        /// Never runs, because the definition has errors.
        ///
        /// # Errors
        ///
        /// Never runs.
        pub async fn run(&self, _: __Unknown) -> ::core::result::Result<__Unknown, #krate::ExecutionError> {
            ::core::unreachable!()
        }
    }
}

/// The state and line that the bounds of a handler's types are said of.
pub(super) fn at(module: &Module, state: &ir::State, name: &StateName) -> TokenStream {
    let line = proc_macro2::Literal::u32_unsuffixed(module.line(&state.name.site));
    let ty = &name.ty;
    quote!(states::#ty, #line)
}

/// The type of the Task that takes the execution's input as it is, where the first state is one.
fn first_task<'a>(module: &'a Module) -> Option<&'a Ident> {
    let start = module.program.first_handler()?;
    module.names.get(start.0 as usize).map(|name| &name.ty)
}

/// The type of the Task whose result is the execution's output as it is, where every way ends in that one.
fn last_task<'a>(module: &'a Module) -> Option<&'a Ident> {
    let region = module.program.regions.first()?;
    let mut last = None;
    for id in &region.states {
        let state = module.program.states.get(id.0 as usize)?;
        let ends = match &state.kind {
            // A Fail has no output.
            ir::Kind::Fail(_) => false,
            ir::Kind::Succeed => return None,
            _ => matches!(state.next, Some(ir::Transition::End(_))),
        };
        if ends && last.replace((id, state)).is_some() {
            return None;
        }
    }
    let (id, state) = last?;
    let ir::Kind::Task(task) = &state.kind else {
        return None;
    };
    let waits = matches!(
        task.integration,
        ir::Integration::Service {
            pattern: ir::Pattern::WaitForTaskToken,
            ..
        }
    );
    (state.gives_whole() && !waits && !task.integration.is_invocation())
        .then(|| module.names.get(id.0 as usize).map(|name| &name.ty))?
}
