//! An `impl` without the bodies of its methods: only their signatures are read, and a macro that nobody has optimised reads
//! slowly.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Whether it is an `impl` of no trait, as far as its head says; what is wrong with it, if anything, is said elsewhere.
pub(super) fn is_plain_impl(item: &TokenStream) -> bool {
    let mut tokens = item.clone().into_iter().peekable();
    while tokens
        .next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '#'))
        .is_some()
    {
        tokens.next();
    }
    if !matches!(tokens.next(), Some(TokenTree::Ident(ident)) if ident == "impl") {
        return false;
    }
    let mut last = None;
    while let Some(token) = tokens.next() {
        let is_for = matches!(&token, TokenTree::Ident(ident) if ident == "for");
        let binds_lifetimes =
            matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<');
        if is_for && !binds_lifetimes {
            return false;
        }
        last = Some(token);
    }
    last.is_some_and(|token| is_block(&token))
}

/// The same tokens, with nothing between the braces of methods.
pub(super) fn of(item: &TokenStream) -> TokenStream {
    let tokens = item.clone().into_iter().map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let mut tokens = group.stream().into_iter().peekable();
            let mut signatures = Vec::new();
            while let Some(token) = tokens.next() {
                // `Sized<{ LENGTH }>` is part of a type.
                let is_argument = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '>' | ','));
                signatures.push(match token {
                    TokenTree::Group(body)
                        if body.delimiter() == Delimiter::Brace && !is_argument =>
                    {
                        braces(TokenStream::new(), &body)
                    }
                    other => other,
                });
            }
            braces(signatures.into_iter().collect(), &group)
        }
        other => other,
    });
    tokens.collect()
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Other tokens between the braces of a group.
fn braces(tokens: TokenStream, of: &Group) -> TokenTree {
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(of.span());
    group.into()
}
