//! What `#[handlers]` implements for the handlers' type: the workflow's `Handlers`, and `TaskState` for each Task.
//!
//! rustc's time goes by bodies, opaque types and bounds, so that all Tasks are called in one body, where their types are
//! held to what a Task's may be, and nothing else is generated for each but the names of those types.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Attribute;

use super::signature::Handler;
use super::{Call, Task, associated};

/// The `impl`s, as handlers are found.
pub(super) struct Glue<'a> {
    call: &'a Call,
    runtime: TokenStream,
    /// The items of `Handlers`, but for the one method.
    items: TokenStream,
    /// The arms of the one method.
    arms: TokenStream,
    /// The numbers of those that run Maps.
    maps: TokenStream,
    /// The `impl`s of `TaskState`.
    states: TokenStream,
    /// Whether a handler takes the context.
    takes_context: bool,
}

impl<'a> Glue<'a> {
    pub(super) fn new(call: &'a Call) -> Glue<'a> {
        let path = &call.path;
        Glue {
            call,
            runtime: quote!(#path::__stepwright),
            items: TokenStream::new(),
            arms: TokenStream::new(),
            maps: TokenStream::new(),
            states: TokenStream::new(),
            takes_context: false,
        }
    }

    pub(super) fn handler(&mut self, number: usize, task: &Task, handler: &Handler) {
        let runtime = &self.runtime;
        let input = handler.input_type(runtime);
        let [output, error] = handler.outcome(runtime, !self.call.methods);
        let cfgs = handler.cfgs();
        self.takes_context |= handler.takes_context();
        if self.call.methods {
            let types = Self::types(task, [true; 3], [&input, &output, &error]);
            let method = self.method(task, handler);
            for item in types.into_iter().chain([method]) {
                self.items.extend(quote!(#(#cfgs)* #item));
            }
            return;
        }
        let Task { ty, line, .. } = task;
        let here = handler.here();
        let mut called = handler.called();
        if handler.has_alias() {
            called = handler.resolved(&self.runtime, &called);
        }
        let argument = if handler.input().is_some() {
            quote!(input)
        } else {
            quote!(_)
        };
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        let line = proc_macro2::Literal::u32_unsuffixed(*line);
        // A context would be one for each item.
        let runs_maps = task.each && !handler.takes_context();
        let call = if runs_maps {
            self.maps.extend(quote!(#number,));
            let each = quote_spanned!(here=> call_each);
            quote!(#runtime::#each)
        } else {
            quote_spanned!(here=> __call)
        };
        let future = quote_spanned!(here=> _);
        let call_it = quote_spanned!(here=> (input, move |#argument| #called));
        self.arms.extend(quote! {
            #(#cfgs)*
            #number => #call::<__states::#ty, #line, #input, #output, #error, #future> #call_it,
        });
        for item in Self::types(task, task.declared, [&input, &output, &error]) {
            self.items.extend(quote!(#(#cfgs)* #item));
        }
        self.state(task, [&input, &output, &error], &cfgs);
    }

    /// Keeps the trait whole where a handler is missing or wrong, so that the mistake is reported once.
    pub(super) fn stand_in(&mut self, task: &Task) {
        let input = quote!(NoInput);
        self.instead(task, &input, &quote!(::core::unreachable!()));
    }

    /// Starting another workflow is what a host's registry is for: without one, the Task fails and says so.
    pub(super) fn left_to_registry(&mut self, number: usize, task: &Task) {
        let runtime = &self.runtime;
        let Task { state, name, .. } = task;
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        self.arms.extend(quote! {
            #number => #runtime::left_to_registry(#state, #name),
        });
        let fails = quote! {
            ::core::result::Result::Err(#runtime::no_registry(#state, #name))
        };
        self.instead(task, &quote!(Value), &fails);
    }

    fn instead(&mut self, task: &Task, takes: &TokenStream, body: &TokenStream) {
        let runtime = &self.runtime;
        let input = quote!(#runtime::#takes);
        let output = quote!(#runtime::Value);
        let error = quote!(#runtime::TaskFailure);
        if !self.call.methods {
            let declared = Self::types(task, task.declared, [&input, &output, &error]);
            self.items.extend(declared);
            self.state(task, [&input, &output, &error], &[]);
            return;
        }
        let [input_name, output_name, error_name] = associated(task);
        let types = Self::types(task, [true; 3], [&input, &output, &error]);
        let method = &task.method;
        self.items.extend(quote! {
            #(#types)*
            async fn #method(
                &self,
                _: Self::#input_name,
                _: &#runtime::TaskContext,
            ) -> ::core::result::Result<Self::#output_name, Self::#error_name> {
                #body
            }
        });
    }

    /// The associated types of `Handlers` that there are.
    fn types(task: &Task, which: [bool; 3], types: [&TokenStream; 3]) -> Vec<TokenStream> {
        let all = associated(task).into_iter().zip(types).zip(which);
        let wanted = all.filter(|(_, is_wanted)| *is_wanted);
        wanted
            .map(|((name, ty), _)| quote!(type #name = #ty;))
            .collect()
    }

    /// The trait's method that hands a call on to the handler. The handler's own future is given: one around it would be
    /// a body more.
    fn method(&self, task: &Task, handler: &Handler) -> TokenStream {
        let runtime = &self.runtime;
        let [input_name, output_name, error_name] = associated(task);
        // Where the output is no `Result`, everything that says so says it at one place, which rustc shows once.
        let returned = handler.returned();
        let here = handler.here();
        let result = quote_spanned! {returned=>
            ::core::result::Result<Self::#output_name, Self::#error_name>
        };
        let future = quote_spanned! {here=>
            impl ::core::future::Future<Output = #result> + ::core::marker::Send
        };
        let mut method = task.method.clone();
        method.set_span(here);
        let mut called = handler.called();
        // Two lifetimes of the trait's method may be one to the handler: only a future of the method's own has both.
        if handler.names_lifetimes() || handler.has_alias() {
            called = handler.resolved(runtime, &called);
        }
        quote! {
            #[allow(unused_variables, reason = "a handler takes what it needs")]
            fn #method(&self, input: Self::#input_name, context: &#runtime::TaskContext) -> #future {
                #called
            }
        }
    }

    /// The Task's state is told the handler's types.
    fn state(&mut self, task: &Task, types: [&TokenStream; 3], cfgs: &[&Attribute]) {
        let item = &self.call.item;
        let ty = &task.ty;
        let own = &item.self_ty;
        let (generics, _, where_clause) = item.generics.split_for_impl();
        let [input, output, error] = types.map(|ty| self.without_self(ty.clone()));
        self.states.extend(quote! {
            #(#cfgs)*
            impl #generics __TaskState<#own> for __states::#ty #where_clause {
                type Input = #input;
                type Output = #output;
                type Error = #error;
            }
        });
    }

    /// `Self` is the handlers' type, also where something else is implemented.
    fn without_self(&self, tokens: TokenStream) -> TokenStream {
        let own = &self.call.item.self_ty;
        let mut replaced = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            replaced.extend(match token {
                TokenTree::Ident(ident) if ident == "Self" => match tokens.peek() {
                    Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => quote!(<#own>),
                    _ => quote!(#own),
                },
                TokenTree::Group(group) => {
                    let inner = self.without_self(group.stream());
                    let mut inner = Group::new(group.delimiter(), inner);
                    inner.set_span(group.span());
                    TokenTree::Group(inner).into()
                }
                other => other.into(),
            });
        }
        replaced
    }

    /// All of it.
    pub(super) fn tokens(&self, types: &TokenStream) -> TokenStream {
        let Call { path, item, .. } = self.call;
        let runtime = &self.runtime;
        let (items, arms, states) = (&self.items, &self.arms, &self.states);
        let ty = &item.self_ty;
        let (generics, _, where_clause) = item.generics.split_for_impl();
        let call = (!self.call.methods).then(|| {
            quote! {
                fn __call<'__stepwright>(
                    &'__stepwright self,
                    handler: u32,
                    input: #runtime::CallInput<'__stepwright>,
                    context: &'__stepwright #runtime::TaskContext,
                ) -> #runtime::BoxFuture<
                    '__stepwright,
                    ::core::result::Result<#runtime::Value, #runtime::TaskFailure>,
                > {
                    // Not every handler takes it.
                    let _ = context;
                    match handler {
                        #arms
                        _ => #runtime::no_such_handler(handler, input),
                    }
                }
            }
        });
        let maps = &self.maps;
        let maps = (!maps.is_empty()).then(|| quote!(const __MAPS: &'static [u32] = &[#maps];));
        let takes_context = self.takes_context;
        let takes_context = self
            .call
            .methods
            .then(|| quote!(const __TAKES_CONTEXT: bool = #takes_context;));
        let handlers = quote! {
            #[automatically_derived]
            impl #generics #path::Handlers for #ty #where_clause {
                #types
                #takes_context
                #items
                #maps
                #call
            }
        };
        if self.call.methods {
            return handlers;
        }
        quote! {
            // Short names, because these are written for each Task.
            const _: () = {
                #[allow(unused_imports, reason = "a workflow may have no Tasks")]
                use #path::states as __states;
                #[allow(unused_imports, reason = "as above")]
                use #runtime::{FailedWith as __FailedWith, Given as __Given, TaskState as __TaskState, call as __call};
                #handlers
                #states
            };
        }
    }
}
