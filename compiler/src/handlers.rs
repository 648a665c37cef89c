//! `#[handlers(order)]`: the methods of a plain `impl` become the handlers of a workflow's Tasks.
//!
//! Two steps, because only the workflow's module knows its Tasks: the attribute passes the `impl` to the module's
//! `__handlers!`, which passes it on to [`expand`] with the table of the Tasks.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{FnArg, ImplItem, ImplItemFn, ItemImpl, LitStr, Path, ReturnType, Token, Type, bracketed, parenthesized};

use crate::suggest;

/// The first step: `arguments` is the workflow's module, `item` the `impl`.
pub fn attribute(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let path = match syn::parse2::<Path>(arguments) {
        Ok(path) => path,
        Err(_) => {
            let error = syn::Error::new(
                Span::call_site(),
                "`#[handlers]` takes the module of a workflow, such as `#[handlers(order)]`",
            )
            .into_compile_error();
            return quote!(#error #item);
        }
    };
    match syn::parse2::<ItemImpl>(item.clone()) {
        Ok(parsed) if parsed.trait_.is_none() => quote!(#path::__handlers! { (#path) #item }),
        Ok(parsed) => {
            let error = syn::Error::new(
                parsed.span(),
                "`#[handlers]` stands on a plain `impl`, not on an `impl` of a trait",
            )
            .into_compile_error();
            quote!(#error #item)
        }
        // While it is being typed: what parses is kept, so that the editor keeps completing.
        Err(error) => {
            let error = error.into_compile_error();
            quote!(#item #error)
        }
    }
}

/// What the module's macro passes on.
struct Call {
    path: Path,
    file: String,
    tasks: Vec<Task>,
    item: ItemImpl,
}

/// A row of the module's table: state name, place, method, type.
struct Task {
    state: String,
    place: String,
    method: Ident,
    ty: Ident,
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let content;
        parenthesized!(content in input);
        let path = content.call(Path::parse_mod_style)?;
        let file = input.parse::<LitStr>()?.value();
        let rows;
        bracketed!(rows in input);
        let mut tasks = Vec::new();
        while !rows.is_empty() {
            let row;
            parenthesized!(row in rows);
            let state = row.parse::<LitStr>()?.value();
            row.parse::<Token![,]>()?;
            let place = row.parse::<LitStr>()?.value();
            row.parse::<Token![,]>()?;
            let method = row.call(Ident::parse_any)?;
            row.parse::<Token![,]>()?;
            tasks.push(Task { state, place, method, ty: row.call(Ident::parse_any)? });
        }
        Ok(Call { path, file, tasks, item: input.parse()? })
    }
}

/// The second step: the `impl` as written, and the workflow's `Handlers` for its type.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let call = match syn::parse2::<Call>(tokens) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error(),
    };
    let Call { path, item, .. } = &call;
    let mut errors: Vec<syn::Error> = Vec::new();
    let mut methods: BTreeMap<String, &ImplItemFn> = BTreeMap::new();
    for item in &item.items {
        // What is not async is a helper of the handlers.
        if let ImplItem::Fn(method) = item {
            let name = method.sig.ident.unraw().to_string();
            if call.tasks.iter().any(|task| task.method.unraw() == name) {
                methods.insert(name, method);
            } else if method.sig.asyncness.is_some() {
                errors.push(superfluous(&call, method));
            }
        }
    }
    let parts = call.tasks.iter().map(|task| {
        let handler = match methods.get(&task.method.unraw().to_string()) {
            Some(method) => Handler::read(task, method),
            None => Err(missing(&call, task)),
        };
        match handler {
            Ok(handler) => handler.implement(path, task),
            Err(error) => {
                errors.push(error);
                stand_in(path, task)
            }
        }
    });
    let parts = parts.collect::<Vec<_>>();
    let errors = errors.into_iter().map(syn::Error::into_compile_error);
    let ty = &item.self_ty;
    let (generics, _, where_clause) = item.generics.split_for_impl();
    quote! {
        #item
        #(#errors)*
        #[automatically_derived]
        impl #generics #path::Handlers for #ty #where_clause {
            #(#parts)*
        }
    }
}

fn superfluous(call: &Call, method: &ImplItemFn) -> syn::Error {
    let name = method.sig.ident.unraw().to_string();
    let names: Vec<String> = call.tasks.iter().map(|task| task.method.unraw().to_string()).collect();
    let names = || names.iter().map(String::as_str);
    let help = match suggest::similar(&name, names()) {
        Some(similar) => format!("a handler with a similar name is expected: `{similar}`"),
        None if call.tasks.is_empty() => "the workflow has no Task states".to_owned(),
        None => format!("the handlers are {}", suggest::list_of(names())),
    };
    syn::Error::new(
        method.sig.ident.span(),
        format!(
            "`{name}` is the handler of no Task state of `{}`\n\n  = help: {help}\n  = help: a method that is no handler stands in an `impl` of its own",
            call.file
        ),
    )
}

fn missing(call: &Call, task: &Task) -> syn::Error {
    let Task { state, place, method, .. } = task;
    syn::Error::new(
        call.item.self_ty.span(),
        format!(
            "state `{state}` has no handler\n --> {place}\n\n  = help: add `async fn {method}(&self, input: Input) -> Result<Output, Error>` with types of your own"
        ),
    )
}

/// What a handler's signature says.
struct Handler<'a> {
    method: &'a ImplItemFn,
    receiver: bool,
    input: Option<&'a Type>,
    context: bool,
    output: &'a Type,
}

impl<'a> Handler<'a> {
    fn read(task: &Task, method: &'a ImplItemFn) -> syn::Result<Self> {
        let signature = &method.sig;
        let wrong = |span: Span, what: &str| {
            syn::Error::new(
                span,
                format!("{what}\n --> {} (state `{}`)\n\n  = help: a handler is `async fn {}(&self, input: Input) -> Result<Output, Error>`, with a `&TaskContext` after the input where it needs one", task.place, task.state, task.method),
            )
        };
        if signature.asyncness.is_none() {
            return Err(wrong(signature.ident.span(), &format!("handler `{}` is not async", signature.ident)));
        }
        if !signature.generics.params.is_empty() {
            return Err(wrong(
                signature.generics.span(),
                &format!("handler `{}` is generic, but its state has one input and one output", signature.ident),
            ));
        }
        let mut handler = Handler { method, receiver: false, input: None, context: false, output: &EMPTY };
        for argument in &signature.inputs {
            match argument {
                FnArg::Receiver(receiver) => {
                    if receiver.reference().is_none() || receiver.mutability.is_some() {
                        return Err(wrong(
                            receiver.span(),
                            &format!("handler `{}` does not take `&self`; many executions call it at once", signature.ident),
                        ));
                    }
                    handler.receiver = true;
                }
                FnArg::Typed(typed) if is_context(&typed.ty) && !handler.context => handler.context = true,
                FnArg::Typed(typed) if handler.input.is_none() && !handler.context => handler.input = Some(&typed.ty),
                FnArg::Typed(typed) => {
                    return Err(wrong(
                        typed.span(),
                        &format!("handler `{}` has one argument too many", signature.ident),
                    ));
                }
            }
        }
        match &signature.output {
            ReturnType::Type(_, ty) => handler.output = ty,
            ReturnType::Default => {
                return Err(wrong(signature.ident.span(), &format!("handler `{}` returns no `Result`", signature.ident)));
            }
        }
        Ok(handler)
    }

    fn implement(&self, path: &Path, task: &Task) -> TokenStream {
        let [input_name, output_name, error_name] = associated(task);
        let method = &self.method.sig.ident;
        let output = self.output;
        let input = self.input.map_or_else(|| quote!(#path::__stepwright::NoInput), |ty| quote!(#ty));
        let mut arguments = Vec::new();
        arguments.extend(self.receiver.then(|| quote!(self)));
        arguments.extend(self.input.map(|_| quote!(input)));
        arguments.extend(self.context.then(|| quote!(context)));
        // The user's own tokens stand where rustc will complain: a future that is not `Send` at the method, a type
        // that is no input at the type.
        let at_output = output.span().resolved_at(Span::call_site());
        let output_type = quote_spanned!(at_output=> <#output as #path::__stepwright::Outcome>::Output);
        let error_type = quote_spanned!(at_output=> <#output as #path::__stepwright::Outcome>::Error);
        let here = method.span().resolved_at(Span::call_site());
        let body = quote_spanned! {here=>
            async move { #path::__stepwright::Outcome::into_result(<Self>::#method(#(#arguments),*).await) }
        };
        let future = quote_spanned! {here=>
            impl ::core::future::Future<Output = ::core::result::Result<Self::#output_name, Self::#error_name>>
            + ::core::marker::Send
        };
        let trait_method = Ident::new_raw_aware(&task.method, here);
        quote! {
            type #input_name = #input;
            type #output_name = #output_type;
            type #error_name = #error_type;
            #[allow(unused_variables, reason = "a handler takes what it needs")]
            fn #trait_method(&self, input: Self::#input_name, context: &#path::__stepwright::TaskContext) -> #future {
                #body
            }
        }
    }
}

/// Keeps a raw identifier raw.
trait RawAware {
    fn new_raw_aware(ident: &Ident, span: Span) -> Ident;
}

impl RawAware for Ident {
    fn new_raw_aware(ident: &Ident, span: Span) -> Ident {
        let mut ident = ident.clone();
        ident.set_span(span);
        ident
    }
}

/// Any type; replaced before it is read.
static EMPTY: Type = Type::Verbatim(TokenStream::new());

fn is_context(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_context(&reference.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "TaskContext"),
        _ => false,
    }
}

fn associated(task: &Task) -> [Ident; 3] {
    ["Input", "Output", "Error"].map(|suffix| format_ident!("{}{suffix}", task.ty))
}

/// Keeps the trait whole where a handler is missing or wrong, so that the mistake is reported once.
fn stand_in(path: &Path, task: &Task) -> TokenStream {
    let [input, output, error] = associated(task);
    let method = &task.method;
    quote! {
        type #input = #path::__stepwright::NoInput;
        type #output = #path::__stepwright::Value;
        type #error = #path::__stepwright::TaskFailure;
        async fn #method(
            &self,
            _: Self::#input,
            _: &#path::__stepwright::TaskContext,
        ) -> ::core::result::Result<Self::#output, Self::#error> {
            ::core::unreachable!()
        }
    }
}
