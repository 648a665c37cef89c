//! What stands before the braces: the module's name, visibility and attributes, the types of input and output.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::Parser as _;
use syn::{Attribute, Visibility};

use super::cursor::Cursor;
use super::region::comment;
use super::tree::{Extent, Node};
use super::types::type_of;

/// `pub mod order(Order) -> Receipt { .. }`
pub(super) struct Head {
    pub(super) comment: Option<Node>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: TokenStream,
    pub(super) name: Ident,
    /// Its types, as entries of an invocation.
    pub(super) entries: Vec<TokenStream>,
    pub(super) errors: Vec<syn::Error>,
    pub(super) body: Group,
}

impl Head {
    pub(super) fn parse(cursor: &mut Cursor, errors: &mut Vec<syn::Error>) -> syn::Result<Head> {
        let (docs, attributes) = attributes(cursor)?;
        let comment = comment(&mut Cursor::new(docs, Span::call_site()), errors);
        let start = cursor.position();
        while !cursor.is_empty() && !cursor.is_ident("mod") {
            cursor.next();
        }
        let visibility: Visibility = syn::parse2(cursor.since(start)).map_err(|_| {
            cursor_error(
                "a workflow is declared as `mod name { .. }`, with its states in the braces",
                cursor,
                start,
            )
        })?;
        let Some(_) = cursor.ident() else {
            return Err(cursor.error(
                "a workflow is declared as `mod name { .. }`, with its states in the braces",
            ));
        };
        let Some(name) = cursor.ident() else {
            return Err(cursor.expected("the name of the workflow's module"));
        };
        let mut entries = Vec::new();
        let mut wrong = Vec::new();
        if let Some(group) = cursor.group(Delimiter::Parenthesis)
            && !group.stream().is_empty()
        {
            let ty = group.stream();
            let extent = Extent {
                first: group.span_open(),
                last: group.span_close(),
            };
            let is_sample = Cursor::inside(&group).is_ident("sample");
            match type_of(ty.clone(), extent) {
                Err(error) if !is_sample => wrong.push(error),
                _ => entries.push(quote!(, input: #ty)),
            }
        }
        if cursor.eat("->").is_some() {
            let start = cursor.position();
            while !cursor.is_empty()
                && !matches!(cursor.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
            {
                cursor.next();
            }
            let ty = cursor.since(start);
            if ty.is_empty() {
                wrong.push(cursor.expected("the type of the output"));
            } else if let Err(error) = type_of(ty.clone(), cursor.extent_since(start)) {
                wrong.push(error);
            } else {
                entries.push(quote!(, output: #ty));
            }
        }
        let Some(body) = cursor.group(Delimiter::Brace) else {
            return Err(cursor.expected("the states of the workflow in braces"));
        };
        if !cursor.is_empty() {
            errors.push(
                cursor.error(
                    "a `workflow!` is one module; another one stands in another `workflow!`",
                ),
            );
        }
        Ok(Head {
            comment,
            attributes,
            visibility: visibility.into_token_stream(),
            name,
            entries,
            errors: wrong,
            body,
        })
    }
}

fn cursor_error(message: &str, cursor: &Cursor, start: usize) -> syn::Error {
    cursor.extent_since(start).error(message)
}

/// Doc comments, which are the machine's `Comment`, and the other attributes.
fn attributes(cursor: &mut Cursor) -> syn::Result<(TokenStream, Vec<Attribute>)> {
    let mut docs = TokenStream::new();
    let mut others = Vec::new();
    while cursor.is_punct("#") {
        let start = cursor.position();
        cursor.next();
        cursor.next();
        let tokens = cursor.since(start);
        let parsed = Attribute::parse_outer.parse2(tokens.clone())?;
        if parsed
            .iter()
            .all(|attribute| attribute.path().is_ident("doc"))
        {
            docs.extend(tokens);
        } else {
            others.extend(parsed);
        }
    }
    Ok((docs, others))
}
