//! `#[handlers(order)]`: the methods of a plain `impl` become the handlers of a workflow's Tasks.
//!
//! Two steps, because only the workflow's module knows its Tasks: the attribute passes the `impl` to the module's
//! `__handlers!`, which passes it on to [`expand`] with the table of the Tasks.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, FnArg, GenericArgument, ImplItem, ImplItemFn, Item, ItemImpl, LitInt, LitStr, Path,
    PathArguments, ReturnType, Token, Type, bracketed, parenthesized,
};

use crate::suggest;

/// The first step: `arguments` is the workflow's module, `item` the `impl`.
pub fn attribute(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let Ok(path) = syn::parse2::<Path>(arguments.clone()) else {
        let message = "`#[handlers]` takes the module of a workflow, such as `#[handlers(order)]`";
        let error = if arguments.is_empty() {
            syn::Error::new(Span::call_site(), message)
        } else {
            syn::Error::new_spanned(arguments, message)
        };
        let error = error.into_compile_error();
        return quote!(#error #item);
    };
    let message = match syn::parse2::<ItemImpl>(item.clone()) {
        Ok(parsed) => match &parsed.trait_ {
            None => return quote!(#path::__handlers! { (#path) #item }),
            Some((of, _)) => syn::Error::new_spanned(
                of,
                "`#[handlers]` stands on a plain `impl`, not on that of a trait",
            ),
        },
        Err(error) => match syn::parse2::<Item>(item.clone()) {
            Ok(other) => syn::Error::new_spanned(
                head(&other),
                "`#[handlers]` stands on the `impl` whose methods are the handlers",
            ),
            // While it is being typed: what parses is kept, so that the editor keeps completing.
            Err(_) => error,
        },
    };
    let error = message.into_compile_error();
    quote!(#item #error)
}

/// What names an item, to point at.
fn head(item: &Item) -> TokenStream {
    match item {
        Item::Enum(item) => item.ident.to_token_stream(),
        Item::Fn(item) => item.sig.ident.to_token_stream(),
        Item::Struct(item) => item.ident.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Mod(item) => item.ident.to_token_stream(),
        other => other.to_token_stream(),
    }
}

/// What the module's macro passes on.
struct Call {
    path: Path,
    file: String,
    /// The definition has errors, so that the table may not be whole.
    broken: bool,
    tasks: Vec<Task>,
    item: ItemImpl,
}

/// A row of the module's table: the state's name, line and column, its method, its type.
struct Task {
    state: String,
    line: u32,
    column: u32,
    method: Ident,
    ty: Ident,
}

impl Call {
    /// A message about a Task's handler: one line, the Task's place, what to do.
    fn message(&self, title: &str, task: &Task, help: &str) -> String {
        let Task { line, column, .. } = task;
        format!(
            "{title}\n --> {}:{line}:{column}\n  |\n  = help: {help}",
            self.file
        )
    }
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let content;
        parenthesized!(content in input);
        let path = content.call(Path::parse_mod_style)?;
        let file = input.parse::<LitStr>()?.value();
        let broken = input.parse::<Option<Ident>>()?.is_some();
        let rows;
        bracketed!(rows in input);
        let mut tasks = Vec::new();
        while !rows.is_empty() {
            let row;
            parenthesized!(row in rows);
            let state = row.parse::<LitStr>()?.value();
            row.parse::<Token![,]>()?;
            let line = row.parse::<LitInt>()?.base10_parse()?;
            row.parse::<Token![,]>()?;
            let column = row.parse::<LitInt>()?.base10_parse()?;
            row.parse::<Token![,]>()?;
            let method = row.call(Ident::parse_any)?;
            row.parse::<Token![,]>()?;
            tasks.push(Task {
                state,
                line,
                column,
                method,
                ty: row.call(Ident::parse_any)?,
            });
        }
        Ok(Call {
            path,
            file,
            broken,
            tasks,
            item: input.parse()?,
        })
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
    let mut methods: BTreeMap<String, Vec<&ImplItemFn>> = BTreeMap::new();
    for item in &item.items {
        // What is not async is a helper of the handlers.
        if let ImplItem::Fn(method) = item {
            let name = method.sig.ident.unraw().to_string();
            if call.tasks.iter().any(|task| task.method.unraw() == name) {
                let same = methods.entry(name).or_default();
                // Of two under one name, only those under a `cfg` each are no mistake; rustc reports the others.
                if same.iter().all(|other| cfgs(other).next().is_some()) {
                    same.push(method);
                }
            } else if method.sig.asyncness.is_some() && !call.broken {
                errors.push(superfluous(&call, method));
            }
        }
    }
    let mut parts = Vec::new();
    for task in &call.tasks {
        let handlers = match methods.get(&task.method.unraw().to_string()) {
            Some(methods) => methods
                .iter()
                .map(|method| Handler::read(&call, task, method))
                .collect(),
            None if call.broken => {
                parts.push(stand_in(path, task));
                continue;
            }
            None => vec![Err(missing(&call, task))],
        };
        // A stand-in is of no `cfg`, so it stands alone.
        match handlers.into_iter().collect::<syn::Result<Vec<_>>>() {
            Ok(handlers) => parts.extend(handlers.iter().map(|h| h.implement(path, task))),
            Err(error) => {
                errors.push(error);
                parts.push(stand_in(path, task));
            }
        }
    }
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

/// The conditions under which a method is there at all.
fn cfgs(method: &ImplItemFn) -> impl Iterator<Item = &Attribute> {
    let attributes = method.attrs.iter();
    attributes.filter(|attribute| attribute.path().is_ident("cfg"))
}

fn superfluous(call: &Call, method: &ImplItemFn) -> syn::Error {
    let name = method.sig.ident.unraw().to_string();
    let names: Vec<String> = call
        .tasks
        .iter()
        .map(|task| task.method.unraw().to_string())
        .collect();
    let names = || names.iter().map(String::as_str);
    let help = match suggest::similar(&name, names()) {
        Some(similar) => format!("a handler with a similar name is expected: `{similar}`"),
        None if call.tasks.is_empty() => "the workflow has no Task states".to_owned(),
        None => format!("the handlers are {}", suggest::list_of(names())),
    };
    syn::Error::new(
        method.sig.ident.span(),
        format!(
            "`{name}` is the handler of no Task state of `{file}`\n --> {file}\n  |\n  = help: {help}\n  = help: an async method that is no handler stands in an `impl` of its own",
            file = call.file
        ),
    )
}

fn missing(call: &Call, task: &Task) -> syn::Error {
    let Task { state, method, .. } = task;
    let help = format!(
        "add `async fn {method}(&self, input: Input) -> Result<Output, Error>` with types of your own"
    );
    syn::Error::new_spanned(
        &call.item.self_ty,
        call.message(&format!("state `{state}` has no handler"), task, &help),
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
    fn read(call: &Call, task: &Task, method: &'a ImplItemFn) -> syn::Result<Self> {
        let signature = &method.sig;
        let name = signature.ident.unraw();
        let wrong = |tokens: &dyn ToTokens, what: &str| {
            let title = format!("handler `{name}` of state `{}` {what}", task.state);
            let help = format!(
                "the handler is `async fn {}(&self, input: Input) -> Result<Output, Error>`, with a `&TaskContext` after the input where it needs one",
                task.method
            );
            syn::Error::new_spanned(tokens, call.message(&title, task, &help))
        };
        if signature.asyncness.is_none() {
            return Err(wrong(&signature.ident, "is not async"));
        }
        let generic = "is generic, but the state has one input and one output";
        if signature.generics.type_params().next().is_some()
            || signature.generics.const_params().next().is_some()
        {
            return Err(wrong(&signature.generics, generic));
        }
        let ReturnType::Type(_, output) = &signature.output else {
            return Err(wrong(&signature.ident, "returns no `Result`"));
        };
        if is_never_result(output) {
            return Err(wrong(output, "returns no `Result`"));
        }
        let mut handler = Handler {
            method,
            receiver: false,
            input: None,
            context: false,
            output,
        };
        for argument in &signature.inputs {
            match argument {
                FnArg::Receiver(receiver) => {
                    if !matches!(receiver.kind, syn::ReceiverKind::Reference(_, _, None)) {
                        return Err(wrong(
                            receiver,
                            "does not take `&self`, but many executions call it at once",
                        ));
                    }
                    handler.receiver = true;
                }
                FnArg::Typed(typed) if is_context(&typed.ty) && !handler.context => {
                    handler.context = true;
                }
                FnArg::Typed(typed) if handler.input.is_none() && !handler.context => {
                    if let Type::Reference(_) = &*typed.ty {
                        return Err(wrong(&typed.ty, "borrows its input, which it has to own"));
                    }
                    if let Type::ImplTrait(_) = &*typed.ty {
                        return Err(wrong(&typed.ty, generic));
                    }
                    handler.input = Some(&typed.ty);
                }
                FnArg::Typed(typed) if handler.input.is_none() => {
                    return Err(wrong(typed, "takes its input after the context"));
                }
                // The context under another name; rustc knows whether it is.
                FnArg::Typed(typed) if !handler.context && is_named_reference(&typed.ty) => {
                    handler.context = true;
                }
                FnArg::Typed(typed) => {
                    return Err(wrong(typed, "has one argument too many"));
                }
            }
        }
        Ok(handler)
    }

    fn implement(&self, path: &Path, task: &Task) -> TokenStream {
        let [input_name, output_name, error_name] = associated(task);
        let method = &self.method.sig.ident;
        let output = self.output;
        let mut arguments = Vec::new();
        arguments.extend(self.receiver.then(|| quote!(self)));
        arguments.extend(self.input.map(|_| quote!(input)));
        arguments.extend(self.context.then(|| quote!(context)));
        // The user's own tokens stand where rustc will complain: a future that is not `Send` at the method, a type
        // that does not fit at the type.
        let runtime = quote!(#path::__stepwright);
        let input_type = self
            .input
            .map_or_else(|| quote!(#runtime::NoInput), ToTokens::to_token_stream);
        let written = result_arguments(output);
        let part = |at: usize, name: &str| {
            let written: &dyn ToTokens = match written.get(at) {
                Some(argument) => argument,
                None => output,
            };
            let [first, last] = ends(written);
            let open = quote_spanned!(first=> <);
            let name = Ident::new(name, last);
            quote!(#open #output as #runtime::Outcome>::#name)
        };
        let output_type = part(0, "Output");
        let error_type = part(1, "Error");
        // Where the output is no `Result`, everything that says so says it at one place, which rustc shows once.
        let [returned, _] = ends(output);
        let here = method.span().resolved_at(Span::call_site());
        let result = quote_spanned! {returned=>
            ::core::result::Result<Self::#output_name, Self::#error_name>
        };
        let into_result = quote_spanned!(returned=> #runtime::Outcome::into_result);
        let body = quote_spanned! {here=>
            async move { #into_result(<Self>::#method(#(#arguments),*).await) }
        };
        let future = quote_spanned! {here=>
            impl ::core::future::Future<Output = #result> + ::core::marker::Send
        };
        let mut trait_method = task.method.clone();
        trait_method.set_span(here);
        let cfgs: Vec<_> = cfgs(self.method).collect();
        quote! {
            #(#cfgs)*
            type #input_name = #input_type;
            #(#cfgs)*
            type #output_name = #output_type;
            #(#cfgs)*
            type #error_name = #error_type;
            #(#cfgs)*
            #[allow(unused_variables, reason = "a handler takes what it needs")]
            fn #trait_method(&self, input: Self::#input_name, context: &#runtime::TaskContext) -> #future {
                #body
            }
        }
    }
}

/// The spans of the first and the last token: between the two, rustc marks all of it.
fn ends(written: &dyn ToTokens) -> [Span; 2] {
    let mut spans = written
        .to_token_stream()
        .into_iter()
        .map(|token| token.span().resolved_at(Span::call_site()));
    let first = spans.next().unwrap_or_else(Span::call_site);
    [first, spans.last().unwrap_or(first)]
}

/// The two types of a `Result<Output, Error>`, where it is written so.
fn result_arguments(ty: &Type) -> Vec<&Type> {
    let Type::Path(path) = ty else {
        return Vec::new();
    };
    let Some(segment) = path.path.segments.last() else {
        return Vec::new();
    };
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) if segment.ident == "Result" => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Types that are no `Result`, whatever is in scope; for what else has a name, rustc decides.
fn is_never_result(ty: &Type) -> bool {
    const OTHERS: [&str; 20] = [
        "Box", "Option", "String", "Vec", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64",
        "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    ];
    if let Type::Path(path) = ty {
        let segment = path.path.segments.last();
        return segment.is_some_and(|segment| OTHERS.iter().any(|other| segment.ident == other));
    }
    matches!(
        ty,
        Type::Array(_)
            | Type::FnPtr(_)
            | Type::ImplTrait(_)
            | Type::Never(_)
            | Type::Ptr(_)
            | Type::Reference(_)
            | Type::Slice(_)
            | Type::TraitObject(_)
            | Type::Tuple(_)
    )
}

fn is_context(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_context(&reference.elem),
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "TaskContext"),
        _ => false,
    }
}

/// `&Context`, but neither `&str` nor `&Vec<u8>` nor `&mut Context`.
fn is_named_reference(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else {
        return false;
    };
    let Type::Path(path) = &*reference.elem else {
        return false;
    };
    let segment = path.path.segments.last();
    reference.mutability.is_none()
        && !is_never_result(&reference.elem)
        && segment.is_some_and(|segment| {
            segment.arguments.is_none()
                && segment
                    .ident
                    .to_string()
                    .starts_with(|c: char| c.is_uppercase())
        })
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
