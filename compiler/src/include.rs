//! `include_workflow!` without its files: an invocation and a definition's text in, a module and messages out.

use proc_macro2::TokenStream;

use crate::errors::Errors;
use crate::expand::{self, Module};
use crate::invocation::Invocation;
use crate::{Options, analyse, names};

/// What an invocation becomes.
#[derive(Debug)]
pub struct Expanded {
    /// The messages of its errors, in order; empty for a definition without any.
    pub errors: Vec<String>,
    /// The module, whole or (with errors) with its names alive.
    pub module: TokenStream,
}
