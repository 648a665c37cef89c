//! `Workflow<H>`: what a user runs.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{Module, handlers::associated};
use crate::ir;

pub(super) fn workflow(module: &Module) -> TokenStream {
    let krate = module.krate;
    let calls = module.tasks().enumerate().map(|(number, (_, _, name))| {
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        let method = &name.method;
        quote! {
            #number => #krate::__private::call(input, move |input| H::#method(&self.handlers, input, context)),
        }
    });
    let run = run(module);
    quote! {
        /// The workflow with its handlers, ready to run any number of executions.
        #[derive(::core::fmt::Debug)]
        pub struct Workflow<H> {
            handlers: H,
            host: #krate::InMemory,
            options: #krate::ExecutionOptions,
        }

        impl<H: Handlers> Workflow<H> {
            /// A workflow whose executions run in memory.
            pub fn new(handlers: H) -> Self {
                Workflow {
                    handlers,
                    host: #krate::InMemory::new(),
                    options: #krate::ExecutionOptions::DEFAULT,
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
                self.options = options;
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
                #krate::execute(self, &self.host, &self.options, ::core::convert::Into::into(input)).await
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
                // A workflow without Tasks uses neither.
                let _ = context;
                match handler {
                    #(#calls)*
                    _ => #krate::__private::no_such_handler(handler, input),
                }
            }
        }
    }
}

/// `run`, with the input's and output's types as far as they are known.
fn run(module: &Module) -> TokenStream {
    let krate = module.krate;
    let invocation = module.invocation;
    let mut generics = Vec::new();
    let mut bounds = Vec::new();
    let input = match (&invocation.input, first_task(module)) {
        (Some(ty), _) => ty.to_token_stream(),
        (None, Some(ty)) => {
            let input = associated(ty, "Input");
            bounds.push(quote!(H::#input: #krate::TaskOutput));
            quote!(H::#input)
        }
        (None, None) => {
            generics.push(quote!(I: #krate::TaskOutput));
            quote!(I)
        }
    };
    let output = match (&invocation.output, last_task(module)) {
        (Some(ty), _) => ty.to_token_stream(),
        (None, Some(ty)) => {
            let output = associated(ty, "Output");
            bounds.push(quote!(H::#output: #krate::TaskInput));
            quote!(H::#output)
        }
        (None, None) => quote!(#krate::Value),
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
            let output = self.run_value(#krate::Value::typed(input)).await?;
            #krate::__private::output(&PROGRAM, output)
        }
    }
}

/// The type of the Task that takes the execution's input as it is, where the first state is one.
fn first_task<'a>(module: &'a Module) -> Option<&'a proc_macro2::Ident> {
    let start = module.program.regions.first()?.start?;
    let state = module.program.states.get(start.0 as usize)?;
    let ir::Kind::Task(task) = &state.kind else { return None };
    let whole = state.input_path.as_ref().is_none_or(|path| is_whole(&path.value));
    (whole && state.parameters.is_none() && !is_lambda_invoke(task))
        .then(|| module.names.get(start.0 as usize).map(|name| &name.ty))?
}

/// The type of the Task whose result is the execution's output as it is, where every way ends in that one.
fn last_task<'a>(module: &'a Module) -> Option<&'a proc_macro2::Ident> {
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
    let ir::Kind::Task(task) = &state.kind else { return None };
    let waits = matches!(
        task.integration,
        ir::Integration::Service { pattern: ir::Pattern::WaitForTaskToken, .. }
    );
    let whole = state.result_selector.is_none()
        && state.output_path.as_ref().is_none_or(|path| is_whole(&path.value))
        && state.result_path.as_ref().is_none_or(|path| matches!(&path.value, ir::ResultPath::At(p) if p.steps.is_empty()));
    (whole && !waits && !is_lambda_invoke(task)).then(|| module.names.get(id.0 as usize).map(|name| &name.ty))?
}

fn is_whole(select: &ir::Select) -> bool {
    matches!(select, ir::Select::At(path) if path.root == ir::Root::Document && path.steps.is_empty())
}

/// `lambda:invoke` takes its input from `Payload` and wraps its output.
fn is_lambda_invoke(task: &ir::Task) -> bool {
    matches!(&task.integration, ir::Integration::Service { service, action, .. } if service == "lambda" && action == "invoke")
}
