//! One handler: what its signature says, and how it is called.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{FnArg, GenericArgument, ImplItemFn, PathArguments, ReturnType, Type};

use super::{Call, Task, cfgs};

/// What a handler's signature says.
pub(super) struct Handler<'a> {
    method: &'a ImplItemFn,
    receiver: bool,
    input: Option<&'a Type>,
    context: bool,
    output: &'a Type,
}

impl<'a> Handler<'a> {
    pub(super) fn read(call: &Call, task: &Task, method: &'a ImplItemFn) -> syn::Result<Self> {
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

    /// What it returns.
    pub(super) fn output(&self) -> &'a Type {
        self.output
    }

    /// What it takes.
    pub(super) fn input(&self) -> Option<&'a Type> {
        self.input
    }

    /// The output and error, where they are written in a `Result`.
    pub(super) fn written(&self) -> [Option<&'a Type>; 2] {
        let written = result_arguments(self.output);
        [written.first().copied(), written.get(1).copied()]
    }

    /// Its name's place.
    pub(super) fn span(&self) -> Span {
        self.method.sig.ident.span()
    }

    /// Whether it has lifetimes of its own.
    pub(super) fn names_lifetimes(&self) -> bool {
        !self.method.sig.generics.params.is_empty()
    }

    /// Whether its output is not spelt `Result<Output, Error>`: an alias, or no `Result` at all.
    pub(super) fn has_alias(&self) -> bool {
        result_arguments(self.output).len() != 2
    }

    /// A call of it as a future of a `Result`, whatever its output is: where that is none, everything that says so says it at
    /// one place, which rustc shows once.
    pub(super) fn resolved(&self, runtime: &TokenStream, called: &TokenStream) -> TokenStream {
        let returned = self.returned();
        let here = self.here();
        let into_result = quote_spanned!(returned=> #runtime::Outcome::into_result);
        quote_spanned!(here=> async move { #into_result(#called.await) })
    }

    /// The conditions under which it is there.
    pub(super) fn cfgs(&self) -> Vec<&'a syn::Attribute> {
        cfgs(self.method).collect()
    }

    /// What it takes, as tokens.
    pub(super) fn input_type(&self, runtime: &TokenStream) -> TokenStream {
        self.input
            .map_or_else(|| quote!(#runtime::NoInput), ToTokens::to_token_stream)
    }

    /// What it gives and what it fails with, whatever alias its `Result` has: the user's own tokens stand where rustc will
    /// complain.
    ///
    /// `short` where the names for it are in scope, because it is written for each Task.
    pub(super) fn outcome(&self, runtime: &TokenStream, short: bool) -> [TokenStream; 2] {
        let output = self.output;
        let written = result_arguments(output);
        let part = |at: usize, name: &str| {
            let written: &dyn ToTokens = match written.get(at) {
                Some(argument) => argument,
                None => output,
            };
            let [first, last] = ends(written);
            if short {
                let name = Ident::new(name, first);
                let close = quote_spanned!(last=> >);
                return quote!(#name<#output #close);
            }
            let open = quote_spanned!(first=> <);
            let name = Ident::new(name, last);
            quote!(#open #output as #runtime::Outcome>::#name)
        };
        if short {
            [part(0, "__Given"), part(1, "__FailedWith")]
        } else {
            [part(0, "Output"), part(1, "Error")]
        }
    }

    /// The end of what it returns.
    pub(super) fn returned(&self) -> Span {
        ends(self.output)[1]
    }

    /// Whether it takes the context.
    pub(super) fn takes_context(&self) -> bool {
        self.context
    }

    /// The call of it, with `input` and `context`.
    pub(super) fn called(&self) -> TokenStream {
        let method = &self.method.sig.ident;
        let mut arguments = Vec::new();
        arguments.extend(self.receiver.then(|| quote!(self)));
        arguments.extend(self.input.map(|_| quote!(input)));
        arguments.extend(self.context.then(|| quote!(context)));
        // A future that is not `Send` is said at the method.
        let here = self.here();
        quote_spanned!(here=> <Self>::#method(#(#arguments),*))
    }

    /// Its name's place, for what is said of the whole of it.
    pub(super) fn here(&self) -> Span {
        self.span().resolved_at(Span::call_site())
    }
}

/// The spans of the first and the last token: between the two, rustc marks all of it.
fn ends(written: &dyn ToTokens) -> [Span; 2] {
    let here = |token: &TokenTree| token.span().resolved_at(Span::call_site());
    let mut tokens = written.to_token_stream().into_iter();
    let first = tokens.next();
    let last = tokens.last();
    let first = first.as_ref().map_or_else(Span::call_site, here);
    [first, last.as_ref().map_or(first, here)]
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
