//! `#[handlers(order)]`: the methods of a plain `impl` become the handlers of a workflow's Tasks.
//!
//! Two steps, because only the workflow's module knows its Tasks: the attribute passes the `impl` to the module's
//! `__handlers!`, which passes it on to [`expand`] with the table of the Tasks.

mod glue;
mod outline;
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
    if outline::is_plain_impl(item) {
        return quote!(#path::__handlers! { (#path) #item });
    }
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
    /// The trait has a method per Task, not one for all.
    methods: bool,
    tasks: Vec<Task>,
    checks: Vec<Check>,
    allowances: Vec<Allowance>,
    /// The `impl` as it is written.
    written: TokenStream,
    /// The same without the bodies of its methods.
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
/// workflow's execution, and which of its types the module wants to be told, because the workflow declares them.
struct Task {
    state: String,
    line: u32,
    column: u32,
    method: Ident,
    /// The method's name without `r#`.
    name: String,
    ty: Ident,
    nested: bool,
    /// It is all that a Map's iterations do.
    each: bool,
    /// Of input, output and error.
    declared: [bool; 3],
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
        let (mut broken, mut methods) = (false, false);
        while let Some(flag) = input.parse::<Option<Ident>>()? {
            broken |= flag == "broken";
            methods |= flag == "methods";
        }
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
            let mut task = Task {
                state,
                line,
                column,
                name: method.unraw().to_string(),
                method,
                ty: row.call(Ident::parse_any)?,
                nested: false,
                each: false,
                declared: [false; 3],
            };
            while let Some(flag) = row.parse::<Option<Ident>>()? {
                task.nested |= flag == "nested";
                task.each |= flag == "each";
                for (declared, role) in task.declared.iter_mut().zip(["input", "output", "error"]) {
                    *declared |= flag == role;
                }
            }
            tasks.push(task);
        }
        let checks = all(input)?;
        let allowances = all(input)?;
        let written = input.parse::<TokenStream>()?;
        let item = syn::parse2(outline::of(&written))?;
        Ok(Call {
            path,
            file,
            broken,
            methods,
            tasks,
            checks,
            allowances,
            written,
            item,
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
    let Call { item, written, .. } = &call;
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
    let mut glue = glue::Glue::new(&call);
    let mut proof = proof::Proof::new(&call);
    for (number, task) in call.tasks.iter().enumerate() {
        let written = methods.get(task.name.as_str());
        let handlers = match written.filter(|methods| !methods.is_empty()) {
            Some(methods) => methods
                .iter()
                .map(|method| Handler::read(&call, task, method))
                .collect(),
            None if call.broken => {
                glue.stand_in(task);
                proof.unknown(task);
                continue;
            }
            None if task.nested => {
                glue.left_to_registry(number, task);
                proof.unknown(task);
                continue;
            }
            None => vec![Err(missing(&call, task))],
        };
        // A stand-in is of no `cfg`, so it stands alone.
        match handlers.into_iter().collect::<syn::Result<Vec<_>>>() {
            Ok(handlers) => {
                for handler in &handlers {
                    glue.handler(number, task, handler);
                    proof.handler(number, task, handler);
                }
            }
            Err(error) => {
                proof.unknown(task);
                errors.push(error);
                glue.stand_in(task);
            }
        }
    }
    let has_errors = !errors.is_empty() || call.broken;
    let errors = errors.into_iter().map(syn::Error::into_compile_error);
    let types = proof.types();
    // What is not there has no type to check.
    let checks = (!has_errors).then(|| proof.checks());
    let glue = glue.tokens(&types);
    quote! {
        #written
        #(#errors)*
        #glue
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
