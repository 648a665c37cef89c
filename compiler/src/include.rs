//! `include_workflow!` without reading files: an invocation and the texts of its files in, a module and messages out.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;
use syn::ext::IdentExt;

use crate::errors::{Code, Entry};
use crate::expand::{self, Module};
use crate::invocation::Invocation;
use crate::source::Source;
use crate::{
    Allow, Analysis, Declaration, Options, Rendered, Sample, examine_source, sample, substitute,
};

/// What an invocation becomes.
#[derive(Debug)]
pub struct Expanded {
    /// The messages of its errors, in order; empty for a definition without any.
    pub errors: Vec<String>,
    /// The errors, each where it belongs in the invocation, and the module: whole or (with errors) with its names alive.
    pub module: TokenStream,
}

/// The texts of an invocation's files. One that cannot be had is a message that says why.
#[derive(Clone, Debug)]
pub struct Files {
    /// The definition.
    pub definition: Result<String, String>,
    /// The samples, in the order of the invocation.
    pub samples: Vec<Result<String, String>>,
}

impl Files {
    /// A definition, without samples.
    pub fn definition(text: impl Into<String>) -> Files {
        Files {
            definition: Ok(text.into()),
            samples: Vec::new(),
        }
    }
}

/// Expands an invocation. `krate` is the path of `stepwright` in the crate that includes, `unique` an identifier's tail
/// that tells apart two modules of one name in one crate, `files` what it includes.
pub fn include(
    krate: &TokenStream,
    invocation: &Invocation,
    unique: &str,
    files: &Files,
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
    let (mut options, wrong) = invocation.options();
    errors.extend(wrong);
    let mut wrong_samples = Vec::new();
    options.samples = samples(invocation, files, &mut wrong_samples);
    let file = invocation.path.value();
    let text = match &files.definition {
        Ok(text) => text,
        Err(message) => {
            errors.push(syn::Error::new(place, message));
            let documents = parsed(invocation, &options.samples, &mut wrong_samples);
            errors.append(&mut wrong_samples);
            let input = expand::input::input(krate, invocation, &documents);
            return broken(krate, invocation, &ident, unique, "", &input, errors);
        }
    };
    let source = Source::new(&file, text);
    let analysis = examine_source(&source, &options);
    // What is wrong with the invocation may be why something is wrong with the definition.
    if errors.is_empty() {
        let found = analysis.errors.iter();
        errors.extend(found.map(|error| at_its_entry(invocation, &source, error)));
    }
    errors.append(&mut wrong_samples);
    let definition = substitute(text, &options.substitutions);
    module(
        &Includes {
            krate,
            invocation,
            ident,
            unique,
            source: &source,
            definition: &definition,
            targets: &[],
        },
        &analysis,
        errors,
    )
}

/// Expands a declaration. `samples` are the texts of the files that it names as such; the rest is as with [`include()`].
pub fn declare(
    krate: &TokenStream,
    declaration: &Declaration,
    unique: &str,
    samples: Vec<Result<String, String>>,
) -> Expanded {
    let Declaration {
        invocation, source, ..
    } = declaration;
    let ident = match invocation.module_name() {
        Ok(ident) => ident,
        Err(error) => {
            return Expanded {
                module: error.to_compile_error(),
                errors: vec![error.to_string()],
            };
        }
    };
    let mut errors = invocation.errors.clone();
    let (mut options, wrong) = invocation.options();
    errors.extend(wrong);
    let mut wrong_samples = Vec::new();
    let files = Files {
        definition: Ok(String::new()),
        samples,
    };
    options.samples = self::samples(invocation, &files, &mut wrong_samples);
    let is_whole = errors.is_empty();
    // What is left out would be missed.
    options.is_unproven |= !is_whole;
    let mut analysis = examine_source(source, &options);
    let found = analysis.errors.iter();
    let own = found.filter(|error| is_whole || !declaration.may_follow(error));
    errors.extend(own.map(|error| at_its_entry(invocation, source, error)));
    errors.append(&mut wrong_samples);
    let mut targets = Vec::new();
    if let Some(program) = &analysis.program {
        let mut types = BTreeMap::new();
        for (state, name) in program.states.iter().zip(&mut analysis.names) {
            if let Some(extent) = source.extent(&state.name.site) {
                let span = extent.first.resolved_at(Span::call_site());
                name.ty.set_span(span);
                name.method.set_span(span);
            }
            types.insert(state.name.value.as_str(), &name.ty);
        }
        targets.extend(declaration.targets.iter().filter_map(|(target, span)| {
            let mut ident = Ident::clone(types.get(target.as_str())?);
            ident.set_span(span.resolved_at(Span::call_site()));
            Some(ident)
        }));
    }
    let definition = substitute(source.text(), &options.substitutions);
    module(
        &Includes {
            krate,
            invocation,
            ident,
            unique,
            source,
            definition: &definition,
            targets: &targets,
        },
        &analysis,
        errors,
    )
}

/// What a module is made of, whatever is wrong with it.
struct Includes<'a> {
    krate: &'a TokenStream,
    invocation: &'a Invocation,
    ident: Ident,
    unique: &'a str,
    source: &'a Source,
    definition: &'a str,
    targets: &'a [Ident],
}

fn module(includes: &Includes<'_>, analysis: &Analysis, mut errors: Vec<syn::Error>) -> Expanded {
    let Includes {
        krate,
        invocation,
        ident,
        unique,
        source,
        definition,
        targets,
    } = includes;
    let input = expand::input::input(krate, invocation, &analysis.samples);
    let Some(program) = &analysis.program else {
        if errors.is_empty() {
            errors.extend(
                analysis
                    .errors
                    .iter()
                    .map(|error| at_its_entry(invocation, source, error)),
            );
        }
        return broken(krate, invocation, ident, unique, definition, &input, errors);
    };
    let tasks = invocation.tasks.iter();
    let declared = tasks.map(|task| (task.state.as_str(), task)).collect();
    let module = expand::expand(&Module {
        krate,
        ident: ident.clone(),
        unique,
        invocation,
        file: source.file(),
        definition,
        program,
        names: &analysis.names,
        targets,
        declared: &declared,
        handlers: &expand::handler_numbers(program),
        proof: &analysis.proof,
        input: &input,
        source,
        broken: errors.last(),
    });
    beside(&errors, &module)
}

/// The samples of an invocation. None where one of them cannot be had, because the others say less than all would; then
/// what is wrong with those is said at once.
fn samples(invocation: &Invocation, files: &Files, errors: &mut Vec<syn::Error>) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (index, path) in invocation.samples.iter().flatten().enumerate() {
        let file = path.value();
        match files.samples.get(index) {
            Some(Ok(text)) => samples.push(Sample {
                file,
                text: text.clone(),
            }),
            Some(Err(message)) => errors.push(syn::Error::new(path.span(), message)),
            None => errors.push(syn::Error::new(
                path.span(),
                format!("sample `{file}` was not read"),
            )),
        }
    }
    if !errors.is_empty() {
        parsed(invocation, &samples, errors);
        samples.clear();
    }
    samples
}

/// The samples, read; what is wrong with one stands at its name.
fn parsed(
    invocation: &Invocation,
    samples: &[Sample],
    errors: &mut Vec<syn::Error>,
) -> Vec<sample::Document> {
    let mut wrong = Vec::new();
    let documents = sample::parse_all(samples, &mut wrong);
    errors.extend(wrong.iter().map(|error| at_entry(invocation, error)));
    documents
}

/// The module of a definition that could not be read at all.
fn broken(
    krate: &TokenStream,
    invocation: &Invocation,
    ident: &Ident,
    unique: &str,
    definition: &str,
    input: &TokenStream,
    mut errors: Vec<syn::Error>,
) -> Expanded {
    if errors.is_empty() {
        errors.push(syn::Error::new(
            invocation.path.span(),
            "the definition holds no machine",
        ));
    }
    let module = expand::fallback::fallback(
        krate,
        invocation,
        ident,
        unique,
        definition,
        input,
        errors.last(),
    );
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
            is_unproven: self.is_unproven,
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

/// An error at the entry of the invocation that it is about, else at its tokens, else at the definition's path.
fn at_its_entry(invocation: &Invocation, source: &Source, error: &Rendered) -> syn::Error {
    match source.extent(&error.site) {
        // rustc shows the line itself.
        Some(extent) if error.entry.is_none() => extent.error(&error.brief),
        _ => at_entry(invocation, error),
    }
}

fn at_entry(invocation: &Invocation, error: &Rendered) -> syn::Error {
    let entry = error.entry.as_ref();
    let span = entry.and_then(|entry| entry_span(invocation, error.code, entry));
    syn::Error::new(
        span.unwrap_or_else(|| invocation.path.span()),
        &error.message,
    )
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
        // What is wrong with the text of a sample.
        _ => {
            let mut samples = invocation.samples.iter().flatten();
            samples.find(is).map(LitStr::span)
        }
    }
}
