//! `#[handlers(order)]`: the methods of a plain `impl` become the handlers of a workflow's Tasks.
//!
//! Two steps, because only the workflow's module knows its Tasks: the attribute passes the `impl` to the module's
//! `__handlers!`, which passes it on to [`expand`] with the table of the Tasks.

mod proof;
mod signature;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, ImplItem, ImplItemFn, Item, ItemImpl, LitInt, LitStr, Path, Token, bracketed,
    parenthesized,
};

use crate::expand::handlers::trait_of;
use crate::suggest;
pub(crate) use proof::{errors_of, shape_of, written};
use signature::Handler;

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
    checks: Vec<Check>,
    allowances: Vec<Allowance>,
    item: ItemImpl,
}

/// An allowance that may allow nothing: what is said then, and the checks that it covers.
struct Allowance {
    message: LitStr,
    checks: TokenStream,
}

impl Parse for Allowance {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let content;
        parenthesized!(content in input);
        let message = content.parse()?;
        content.parse::<Token![,]>()?;
        Ok(Allowance {
            message,
            checks: content.parse()?,
        })
    }
}

/// A check of the module's proof: its number, and the type that is to blame first.
struct Check {
    number: usize,
    blame: Option<(Ident, usize)>,
}

impl Parse for Check {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let content;
        parenthesized!(content in input);
        let number = content.parse::<LitInt>()?.base10_parse()?;
        let blame = match content.parse::<Option<Ident>>()? {
            Some(role) => Some((role, content.parse::<LitInt>()?.base10_parse()?)),
            None => None,
        };
        Ok(Check { number, blame })
    }
}

/// A row of the module's table: the state's name, line and column, its method, its type, whether it starts another
/// workflow's execution.
struct Task {
    state: String,
    line: u32,
    column: u32,
    method: Ident,
    /// The method's name without `r#`.
    name: String,
    ty: Ident,
    nested: bool,
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
                name: method.unraw().to_string(),
                method,
                ty: row.call(Ident::parse_any)?,
                nested: row.parse::<Option<Ident>>()?.is_some(),
            });
        }
        let checks = all(input)?;
        let allowances = all(input)?;
        Ok(Call {
            path,
            file,
            broken,
            tasks,
            checks,
            allowances,
            item: input.parse()?,
        })
    }
}

/// All that stands between brackets.
fn all<T: Parse>(input: ParseStream) -> syn::Result<Vec<T>> {
    let content;
    bracketed!(content in input);
    let mut all = Vec::new();
    while !content.is_empty() {
        all.push(content.parse()?);
    }
    Ok(all)
}

/// The second step: the `impl` as written, and the workflow's `Handlers` for its type.
pub fn expand(tokens: TokenStream) -> TokenStream {
    let call = match syn::parse2::<Call>(tokens) {
        Ok(call) => call,
        Err(error) => return error.into_compile_error(),
    };
    let Call { path, item, .. } = &call;
    let mut errors: Vec<syn::Error> = Vec::new();
    // A thousand Tasks have a thousand methods: each is looked up once.
    let tasks = call.tasks.iter();
    let mut methods: BTreeMap<&str, Vec<&ImplItemFn>> =
        tasks.map(|task| (task.name.as_str(), Vec::new())).collect();
    for item in &item.items {
        // What is not async is a helper of the handlers.
        if let ImplItem::Fn(method) = item {
            let name = method.sig.ident.unraw().to_string();
            if let Some(same) = methods.get_mut(name.as_str()) {
                // Of two under one name, only those under a `cfg` each are no mistake; rustc reports the others.
                if same.iter().all(|other| cfgs(other).next().is_some()) {
                    same.push(method);
                }
            } else if method.sig.asyncness.is_some() && !call.broken {
                errors.push(superfluous(&call, method));
            }
        }
    }
    let mut methods_of = vec![Vec::new(); call.tasks.len()];
    let mut proof = proof::Proof::new(&call);
    for ((number, task), parts) in call.tasks.iter().enumerate().zip(&mut methods_of) {
        let written = methods.get(task.name.as_str());
        let handlers = match written.filter(|methods| !methods.is_empty()) {
            Some(methods) => methods
                .iter()
                .map(|method| Handler::read(&call, task, method))
                .collect(),
            None if call.broken => {
                parts.push(stand_in(path, task));
                proof.unknown(task);
                continue;
            }
            None if task.nested => {
                parts.push(left_to_registry(path, task));
                proof.unknown(task);
                continue;
            }
            None => vec![Err(missing(&call, task))],
        };
        // A stand-in is of no `cfg`, so it stands alone.
        match handlers.into_iter().collect::<syn::Result<Vec<_>>>() {
            Ok(handlers) => {
                parts.extend(handlers.iter().map(|h| h.implement(path, task)));
                for handler in &handlers {
                    proof.handler(number, task, handler);
                }
            }
            Err(error) => {
                proof.unknown(task);
                errors.push(error);
                parts.push(stand_in(path, task));
            }
        }
    }
    let has_errors = !errors.is_empty() || call.broken;
    let errors = errors.into_iter().map(syn::Error::into_compile_error);
    let types = proof.types();
    // What is not there has no type to check.
    let checks = (!has_errors).then(|| proof.checks());
    let ty = &item.self_ty;
    let (generics, _, where_clause) = item.generics.split_for_impl();
    // A large workflow has them in several traits.
    let whole = format_ident!("Handlers");
    let mut impls: BTreeMap<Ident, TokenStream> = BTreeMap::new();
    impls.insert(whole, types);
    for (number, methods) in methods_of.into_iter().enumerate() {
        let name = trait_of(number, call.tasks.len());
        impls.entry(name).or_default().extend(methods);
    }
    let impls = impls.iter().map(|(name, methods)| {
        quote! {
            #[automatically_derived]
            impl #generics #path::#name for #ty #where_clause {
                #methods
            }
        }
    });
    quote! {
        #item
        #(#errors)*
        #(#impls)*
        #checks
    }
}

/// The conditions under which a method is there at all.
fn cfgs(method: &ImplItemFn) -> impl Iterator<Item = &Attribute> {
    let attributes = method.attrs.iter();
    attributes.filter(|attribute| attribute.path().is_ident("cfg"))
}

fn superfluous(call: &Call, method: &ImplItemFn) -> syn::Error {
    let name = method.sig.ident.unraw().to_string();
    let names = || call.tasks.iter().map(|task| task.name.as_str());
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

fn associated(task: &Task) -> [Ident; 3] {
    ["Input", "Output", "Error"].map(|suffix| format_ident!("{}{suffix}", task.ty))
}

/// Keeps the trait whole where a handler is missing or wrong, so that the mistake is reported once.
fn stand_in(path: &Path, task: &Task) -> TokenStream {
    instead(
        path,
        task,
        &quote!(NoInput),
        &quote!(::core::unreachable!()),
    )
}

/// Starting another workflow is what a host's registry is for: without one, the Task fails and says so.
fn left_to_registry(path: &Path, task: &Task) -> TokenStream {
    let (state, method) = (&task.state, &task.name);
    let fails = quote! {
        ::core::result::Result::Err(#path::__stepwright::no_registry(#state, #method))
    };
    instead(path, task, &quote!(Value), &fails)
}

fn instead(path: &Path, task: &Task, takes: &TokenStream, body: &TokenStream) -> TokenStream {
    let [input, output, error] = associated(task);
    let method = &task.method;
    quote! {
        type #input = #path::__stepwright::#takes;
        type #output = #path::__stepwright::Value;
        type #error = #path::__stepwright::TaskFailure;
        async fn #method(
            &self,
            _: Self::#input,
            _: &#path::__stepwright::TaskContext,
        ) -> ::core::result::Result<Self::#output, Self::#error> {
            #body
        }
    }
}
