//! `include_workflow!` without its files: an invocation and a definition's text in, a module and messages out.

use proc_macro2::TokenStream;

use crate::expand::{self, Module};
use crate::invocation::Invocation;
use crate::{Allow, Options, examine, substitute};

/// What an invocation becomes.
#[derive(Debug)]
pub struct Expanded {
    /// The messages of its errors, in order; empty for a definition without any.
    pub errors: Vec<String>,
    /// The module, whole or (with errors) with its names alive.
    pub module: TokenStream,
}

/// Expands an invocation. `krate` is the path of `stepwright` in the crate that includes, `unique` an identifier's tail
/// that tells apart two modules of one name in one crate, `text` the definition.
pub fn include(krate: &TokenStream, invocation: &Invocation, unique: &str, text: &str) -> Expanded {
    let ident = match invocation.module_name() {
        Ok(ident) => ident,
        // Without a name there is no module; the message says how to give one.
        Err(error) => {
            return Expanded {
                errors: Vec::new(),
                module: error.into_compile_error(),
            };
        }
    };
    let mut errors = Vec::new();
    let mut allow = Vec::new();
    for (code, states) in &invocation.allow {
        let states = (!states.is_empty()).then(|| states.clone());
        match Allow::named(&code.to_string(), states) {
            Ok(entry) => allow.push(entry),
            Err(message) => errors.push(message),
        }
    }
    let options = Options {
        substitutions: invocation.substitute.clone(),
        rename: invocation.rename.clone(),
        allow,
    };
    let file = invocation.path.value();
    let analysis = examine(&file, text, &options);
    errors.extend(analysis.errors.into_iter().map(|error| error.message));
    let definition = substitute(text, &invocation.substitute);
    let module = match &analysis.program {
        Some(program) => expand::expand(&Module {
            krate,
            ident,
            unique,
            invocation,
            file: &file,
            definition: &definition,
            program,
            names: &analysis.names,
            lines: expand::line_starts(text),
        }),
        None => expand::fallback::fallback(krate, invocation, &ident, unique, &definition),
    };
    Expanded { errors, module }
}
