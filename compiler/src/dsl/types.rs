//! Rust types, of which only rustc knows more than their tokens.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{GenericArgument, PathArguments, Type};

use super::cursor::Cursor;
use super::tree::Extent;

/// A Rust type.
pub(super) fn type_of(tokens: TokenStream, extent: Extent) -> syn::Result<Type> {
    // syn calls itself for each of these.
    let signs = tokens.clone().into_iter().filter(|token| {
        matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), '<' | '&' | '*'))
    });
    let error = || extent.error("expected a Rust type, such as `Order` or `Vec<Item>`");
    if signs.count() > nojson::MAX_NESTING_DEPTH {
        return Err(error());
    }
    syn::parse2(tokens).map_err(|_| error())
}

/// The tokens of a type, up to what cannot be a part of one.
pub(super) fn type_tokens(cursor: &mut Cursor) -> TokenStream {
    let start = cursor.position();
    let mut depth = 0_usize;
    while let Some(token) = cursor.peek() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && depth > 0 => depth -= 1,
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Punct(punct) if depth == 0 && matches!(punct.as_char(), '=' | ',') => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
        cursor.next();
    }
    cursor.since(start)
}

/// The two types of a `Result<Output, Error>`.
pub(super) fn result_of(ty: &Type) -> Option<[Type; 2]> {
    let Type::Path(path) = ty else {
        return None;
    };
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    let both = [types.next()?, types.next()?];
    (segment.ident == "Result" && types.next().is_none()).then_some(both)
}
