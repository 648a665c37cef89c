//! What the handlers' types say to the workflow's proof: their shapes as constants, and a constant for each check, whose
//! panic is the message.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, GenericParam, Type};

use super::signature::Handler;
use super::{Allowance, Call, Task, associated};

/// How many checks are looked at in one constant.
const LOOKS: usize = 128;

/// The types of the handlers, as they are found.
pub(super) struct Proof<'a> {
    call: &'a Call,
    /// An entry per handler, in the order of the Tasks.
    entries: Vec<Entry<'a>>,
    /// Where the handler of each Task is to blame: its input, output and error.
    spans: BTreeMap<usize, [Span; 3]>,
}

struct Entry<'a> {
    cfgs: Vec<&'a Attribute>,
    state: &'a str,
    types: Option<Types>,
}

/// The types of one handler, as tokens.
struct Types {
    /// Input, output and error.
    written: [TokenStream; 3],
    /// The same as the `impl`s call them.
    associated: [TokenStream; 3],
    /// As they are written.
    names: [String; 3],
}

impl<'a> Proof<'a> {
    pub(super) fn new(call: &'a Call) -> Proof<'a> {
        Proof {
            call,
            entries: Vec::new(),
            spans: BTreeMap::new(),
        }
    }

    /// A Task without a handler of its own.
    pub(super) fn unknown(&mut self, task: &'a Task) {
        self.entries.push(Entry {
            cfgs: Vec::new(),
            state: &task.state,
            types: None,
        });
    }

    pub(super) fn handler(&mut self, number: usize, task: &'a Task, handler: &Handler<'a>) {
        let path = &self.call.path;
        let runtime = quote!(#path::__stepwright);
        let result = handler.output();
        let [output, error] = handler.written();
        let input = handler.input();
        let name = |ty: Option<&Type>| ty.map(written).unwrap_or_default();
        // Of several under a `cfg` each, the first one.
        self.spans.entry(number).or_insert_with(|| {
            [
                input.map_or_else(|| handler.span(), first),
                output.map_or_else(|| first(result), first),
                error.map_or_else(|| first(result), first),
            ]
        });
        self.entries.push(Entry {
            cfgs: handler.cfgs(),
            state: &task.state,
            types: Some(Types {
                written: [
                    input.map_or_else(|| quote!(#runtime::NoInput), ToTokens::to_token_stream),
                    quote!(<#result as #runtime::Outcome>::Output),
                    quote!(<#result as #runtime::Outcome>::Error),
                ],
                // In the `impl`, by the names that it has given them: a type that is none is said there, once.
                associated: if self.call.methods {
                    associated(task).map(|name| quote!(Self::#name))
                } else {
                    let [output, error] = handler.outcome(&runtime, true);
                    [handler.input_type(&runtime), output, error]
                },
                names: [name(input), name(output), name(error)],
            }),
        });
    }

    /// The constant of the `Handlers` trait.
    pub(super) fn types(&self) -> TokenStream {
        let path = &self.call.path;
        let entries = self.entries(None);
        quote! {
            const __TYPES: &'static [#path::__stepwright::TaskTypes] = #entries;
        }
    }

    /// All entries, within a scope that has what they are made of. Outside of the `impl`, only what `is_known` there.
    fn entries(&self, is_known: Option<&dyn Fn(&TokenStream) -> bool>) -> TokenStream {
        let path = &self.call.path;
        let runtime = quote!(#path::__stepwright);
        let entries = self
            .entries
            .iter()
            .map(|entry| entry.tokens(&runtime, is_known));
        quote! {{
            // Short names, because these are written for each Task; the traits are taken where a type has no shape or is no error.
            #[allow(unused_imports, reason = "a workflow may have no Tasks")]
            use #runtime::{ErrorProbe as __Errors, NoErrors as _, Probe as __Shape, Unshaped as _, typed as __typed};
            &[#(#entries),*]
        }}
    }

    /// A constant per check.
    pub(super) fn checks(&self) -> TokenStream {
        let path = &self.call.path;
        if self.call.checks.is_empty() && self.call.allowances.is_empty() {
            return TokenStream::new();
        }
        let item = &self.call.item;
        let tasks = if item.generics.params.is_empty() {
            let ty = &item.self_ty;
            quote!(<#ty as #path::Handlers>::__TYPES)
        } else {
            // A constant outside of the `impl` knows its parameters not; what is made of them stays open.
            let is_known = |tokens: &TokenStream| !self.names_parameter(tokens.clone());
            self.entries(Some(&is_known))
        };
        let numbers = self.call.checks.iter().map(|check| check.number);
        let count = numbers.max().map_or(0, |last| last / LOOKS + 1);
        let looks = (0..count).map(|number| {
            let name = format_ident!("HELD_{number}");
            let from = Literal::usize_unsuffixed(number * LOOKS);
            let length = Literal::usize_unsuffixed(LOOKS);
            quote!(static #name: [::core::primitive::bool; #length] = #path::PROOF.held(#from, &TYPES);)
        });
        let length = Literal::usize_unsuffixed(LOOKS);
        let held = (0..count).map(|number| format_ident!("HELD_{number}"));
        let held = quote! {
            static HELD: [&'static [::core::primitive::bool; #length]; #count] = [#(&#held),*];
        };
        let checks = self.call.checks.iter().map(|check| {
            let number = Literal::usize_unsuffixed(check.number);
            let span = self.span(check.blame.as_ref());
            let settle = quote_spanned!(span=> settle(#number));
            quote!(const _: () = #settle;)
        });
        let allowances = self
            .call
            .allowances
            .iter()
            .map(|Allowance { message, checks }| {
                let span = first(&item.self_ty).resolved_at(Span::call_site());
                let panic = quote_spanned!(span=> ::core::panic!("{}", #message));
                quote! {
                    const _: () = if holds(&#checks) {
                        #panic
                    };
                }
            });
        let runtime = quote!(#path::__stepwright);
        quote! {
            const _: () = {
                const TASKS: &[#runtime::TaskTypes] = #tasks;
                const TYPES: #runtime::Types = #runtime::types::<#path::__Types>(TASKS);
                #(#looks)*
                #held
                // Here, not in each constant: rustc looks through all that a constant refers to, for each that does.
                #[allow(dead_code, reason = "a workflow without checks may have allowances")]
                #[track_caller]
                const fn settle(check: usize) {
                    if !HELD[check / #length][check % #length] {
                        walk(check);
                    }
                }
                #[track_caller]
                const fn walk(check: usize) {
                    if let ::core::option::Option::Some(message) = #path::PROOF.failure(check, &TYPES) {
                        ::core::panic!("{}", message.as_str());
                    }
                }
                #[allow(dead_code, reason = "not every workflow has allowances")]
                const fn holds(checks: &[usize]) -> bool {
                    #path::PROOF.holds(checks, &TYPES)
                }
                #(#checks)*
                #(#allowances)*
            };
        }
    }

    /// Where a check that fails belongs: at the type that is to blame, else at the `impl`.
    fn span(&self, blame: Option<&(Ident, usize)>) -> Span {
        let found = blame.and_then(|(role, number)| {
            let [input, output, error] = self.spans.get(number)?;
            Some(match role.to_string().as_str() {
                "input" => *input,
                "output" => *output,
                _ => *error,
            })
        });
        found
            .unwrap_or_else(|| first(&self.call.item.self_ty))
            .resolved_at(Span::call_site())
    }

    fn names_parameter(&self, tokens: TokenStream) -> bool {
        let generics = &self.call.item.generics;
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => {
                ident == "Self"
                    || generics.params.iter().any(|parameter| match parameter {
                        GenericParam::Type(ty) => ty.ident == ident,
                        GenericParam::Const(constant) => constant.ident == ident,
                        GenericParam::Lifetime(lifetime) => lifetime.lifetime.ident == ident,
                    })
            }
            TokenTree::Group(group) => self.names_parameter(group.stream()),
            _ => false,
        })
    }
}

impl Entry<'_> {
    /// Outside of the `impl`, only what `is_known` there.
    fn tokens(
        &self,
        runtime: &TokenStream,
        is_known: Option<&dyn Fn(&TokenStream) -> bool>,
    ) -> TokenStream {
        let (cfgs, state) = (&self.cfgs, self.state);
        let Some(types) = &self.types else {
            return quote!(#runtime::TaskTypes::unknown(#state));
        };
        let [input_name, output_name, error_name] = &types.names;
        let [input, output, error] = match is_known {
            None => &types.associated,
            Some(_) => &types.written,
        };
        let is_known = |ty: &TokenStream| is_known.is_none_or(|is_known| is_known(ty));
        let shape = |ty: &TokenStream| {
            if is_known(ty) {
                quote!(__Shape::<#ty>::SHAPE)
            } else {
                quote!(#runtime::TypeShape::unknown("").node)
            }
        };
        let (input, output) = (shape(input), shape(output));
        let errors = if is_known(error) {
            quote!(__Errors::<#error>::NAMES)
        } else {
            quote!(::core::option::Option::None)
        };
        quote! {
            #(#cfgs)*
            __typed(#state, (#input_name, #input), (#output_name, #output), (#error_name, #errors))
        }
    }
}

/// The description of a type, or that there is none.
pub(crate) fn shape_of(runtime: &TokenStream, ty: &Type) -> TokenStream {
    probed(runtime, &ty.to_token_stream(), &written(ty))
}

/// The names of an error type, where they are all known.
pub(crate) fn errors_of(runtime: &TokenStream, ty: &Type) -> TokenStream {
    names_of(runtime, &ty.to_token_stream())
}

fn names_of(runtime: &TokenStream, error: &TokenStream) -> TokenStream {
    quote! {{
        #[allow(unused_imports, reason = "taken where the type is no error")]
        use #runtime::NoErrors as _;
        #runtime::ErrorProbe::<#error>::NAMES
    }}
}

fn probed(runtime: &TokenStream, ty: &TokenStream, name: &str) -> TokenStream {
    quote! {
        #runtime::TypeShape {
            name: #name,
            node: {
                #[allow(unused_imports, reason = "taken where the type has no shape")]
                use #runtime::Unshaped as _;
                #runtime::Probe::<#ty>::SHAPE
            },
        }
    }
}

/// A type as users write it: `Vec<Order>`, not `Vec < Order >`.
pub(crate) fn written(ty: &Type) -> String {
    let mut text = String::new();
    spell(ty.to_token_stream(), &mut text);
    text
}

fn spell(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                text.push_str(open);
                spell(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';' | '+') => {
                text.push(punct.as_char());
                text.push(' ');
            }
            TokenTree::Ident(ident) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    text.push(' ');
                }
                text.push_str(&ident.to_string());
            }
            other => text.push_str(&other.to_string()),
        }
    }
}

fn first(tokens: &impl ToTokens) -> Span {
    let mut tokens = tokens.to_token_stream().into_iter();
    tokens
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}
