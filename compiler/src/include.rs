//! `include_workflow!` without its files: an invocation and a definition's text in, a module and messages out.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;
use syn::ext::IdentExt;

use crate::errors::{Code, Entry};
use crate::expand::{self, Module};
use crate::invocation::Invocation;
use crate::source::Source;
use crate::{Allow, Options, examine, substitute};

/// What an invocation becomes.
#[derive(Debug)]
pub struct Expanded {
    /// The messages of its errors, in order; empty for a definition without any.
    pub errors: Vec<String>,
    /// The errors, each where it belongs in the invocation, and the module: whole or (with errors) with its names alive.
    pub module: TokenStream,
}

/// Expands an invocation. `krate` is the path of `stepwright` in the crate that includes, `unique` an identifier's tail
/// that tells apart two modules of one name in one crate, `text` the definition.
pub fn include(krate: &TokenStream, invocation: &Invocation, unique: &str, text: &str) -> Expanded {
    expand_text(krate, invocation, unique, Ok(text))
}

/// The same for a definition that cannot be had; `why` is the message.
pub fn include_unreadable(
    krate: &TokenStream,
    invocation: &Invocation,
    unique: &str,
    why: &str,
) -> Expanded {
    expand_text(krate, invocation, unique, Err(why))
}

fn expand_text(
    krate: &TokenStream,
    invocation: &Invocation,
    unique: &str,
    text: Result<&str, &str>,
) -> Expanded {
    let ident = match invocation.module_name() {
        Ok(ident) => ident,
        // Without a name there is no module; the message says how to give one.
        Err(error) => {
            return Expanded {
                module: error.to_compile_error(),
                errors: vec![error.to_string()],
            };
        }
    };
    let place = invocation.path.span();
    let mut errors = invocation.errors.clone();
    let (options, wrong) = invocation.options();
    errors.extend(wrong);
    let text = match text {
        Ok(text) => text,
        Err(message) => {
            errors.push(syn::Error::new(place, message));
            return broken(krate, invocation, &ident, unique, "", errors);
        }
    };
    let file = invocation.path.value();
    let analysis = examine(&file, text, &options);
    // What is wrong with the invocation may be why something is wrong with the definition.
    if errors.is_empty() {
        errors.extend(analysis.errors.into_iter().map(|error| {
            let entry = error.entry.as_ref();
            let span = entry.and_then(|entry| entry_span(invocation, error.code, entry));
            syn::Error::new(span.unwrap_or(place), error.message)
        }));
    }
    let definition = substitute(text, &options.substitutions);
    let Some(program) = &analysis.program else {
        return broken(krate, invocation, &ident, unique, &definition, errors);
    };
    let module = expand::expand(&Module {
        krate,
        ident,
        unique,
        invocation,
        file: &file,
        definition: &definition,
        program,
        names: &analysis.names,
        proof: &analysis.proof,
        source: &Source::new(&file, text),
        broken: errors.last(),
    });
    beside(&errors, &module)
}

/// The module of a definition that could not be read at all.
fn broken(
    krate: &TokenStream,
    invocation: &Invocation,
    ident: &Ident,
    unique: &str,
    definition: &str,
    mut errors: Vec<syn::Error>,
) -> Expanded {
    if errors.is_empty() {
        errors.push(syn::Error::new(
            invocation.path.span(),
            "the definition holds no machine",
        ));
    }
    let module =
        expand::fallback::fallback(krate, invocation, ident, unique, definition, errors.last());
    beside(&errors, &module)
}

/// The last error stands in the module, as its unknown type.
fn beside(errors: &[syn::Error], module: &TokenStream) -> Expanded {
    let before = errors.iter().rev().skip(1).rev();
    let before = before.map(syn::Error::to_compile_error);
    Expanded {
        module: quote!(#(#before)* #module),
        errors: errors.iter().map(syn::Error::to_string).collect(),
    }
}

impl Invocation {
    /// What it says about the definition, and what of that is wrong whatever the definition is.
    pub fn options(&self) -> (Options, Vec<syn::Error>) {
        let mut options = Options {
            is_typed: self.input.is_some(),
            has_output: self.output.is_some(),
            ..Options::default()
        };
        let mut errors = Vec::new();
        for (code, states) in &self.allow {
            let states = (!states.is_empty()).then(|| states.iter().map(LitStr::value).collect());
            match Allow::named(&code.to_string(), states) {
                Ok(entry) => options.allow.push(entry),
                Err(message) => errors.push(syn::Error::new(code.span(), message)),
            }
        }
        for (state, name) in &self.rename {
            let name = name.unraw().to_string();
            options.rename.push((state.value(), name));
        }
        for (name, value) in &self.substitute {
            options.substitutions.push((name.value(), value.value()));
        }
        (options, errors)
    }
}

/// Where an entry stands in the invocation.
fn entry_span(invocation: &Invocation, code: Code, entry: &Entry) -> Option<Span> {
    let is = |literal: &&LitStr| literal.value() == entry.key;
    match code {
        Code::UnknownRename => {
            let mut names = invocation.rename.iter().map(|(state, _)| state);
            names.find(is).map(LitStr::span)
        }
        Code::UnusedSubstitution => {
            let names = invocation.substitute.iter().map(|(name, _)| name);
            // Of two of one name the later is the one that is not used.
            names.rev().find(is).map(LitStr::span)
        }
        Code::UnusedAllow => {
            let mut entries = invocation.allow.iter();
            let (code, states) = entries.find(|(code, _)| *code == entry.key)?;
            let state = entry.state.as_ref();
            let state = state.and_then(|name| states.iter().find(|state| state.value() == *name));
            Some(state.map_or_else(|| code.span(), LitStr::span))
        }
        _ => None,
    }
}
