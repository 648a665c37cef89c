//! `Input`: the types that are made of samples, written out.
//!
//! They are `serde::Serialize` and `Deserialize` without a derive, so that the user's crate needs no `serde`, and their
//! `Shape` is known.

mod serde;
mod shape;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::code;
use crate::invocation::Invocation;
use crate::sample::{self, Document, Field, Origin, Struct, Type, Types};

/// The type `Input` of an invocation that has samples of it, and the types of its parts; nothing for another.
/// Where the samples could not be read, which is an error, it is a type that fits wherever it is used.
pub(crate) fn input(
    krate: &TokenStream,
    invocation: &Invocation,
    documents: &[Document],
) -> TokenStream {
    if invocation.samples.is_none() {
        return TokenStream::new();
    }
    if documents.is_empty() {
        return quote! {
            /// Not known.
            pub type Input = __Unknown;
        };
    }
    let types = sample::types(documents);
    let doc = format!(" The execution's input, as in {}.", files(&types));
    let is_struct = matches!(&types.root, Type::Struct(name) if name == "Input");
    let alias = (!is_struct).then(|| {
        let ty = ty(krate, &types.root);
        quote! {
            #[doc = #doc]
            pub type Input = #ty;
        }
    });
    let structs = types.structs.iter().map(|structure| {
        let is_input = structure.name == "Input";
        let doc = if is_input {
            doc.clone()
        } else {
            from(&structure.origin)
        };
        let item = item(krate, structure, &doc);
        let [serialize, deserialize] =
            [serde::serialize, serde::deserialize].map(|of| of(krate, structure));
        let shape = shape::shape(krate, structure);
        quote!(#item #serialize #deserialize #shape)
    });
    quote!(#alias #(#structs)*)
}

/// `` `a.json` and `b.json` ``
fn files(types: &Types) -> String {
    let files: Vec<String> = types.files.iter().map(|file| code(file)).collect();
    match files.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => files.concat(),
    }
}

/// The struct itself.
fn item(krate: &TokenStream, structure: &Struct, doc: &str) -> TokenStream {
    let name = &structure.name;
    let allow = allow(structure);
    let fields = structure.fields.iter().map(|field| {
        let doc = describe(field);
        let name = &field.name;
        let ty = field_ty(krate, field);
        quote! {
            #[doc = #doc]
            pub #name: #ty,
        }
    });
    quote! {
        #[doc = #doc]
        #allow
        #[allow(
            clippy::derive_partial_eq_without_eq,
            reason = "not `Eq`, which another sample could take away"
        )]
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        pub struct #name {
            #(#fields)*
        }
    }
}

/// Names that keep a key's spelling, or hold an underscore that tells two of them apart.
fn allow(structure: &Struct) -> Option<TokenStream> {
    let is_snake = |field: &Field| {
        let name = field.name.to_string();
        let name = name.trim_start_matches("r#").trim_matches('_');
        !name.contains("__") && !name.contains(char::is_uppercase)
    };
    let types = structure.name.to_string().contains('_');
    let fields = !structure.fields.iter().all(is_snake);
    (types || fields).then(|| {
        let types = types.then(|| quote!(non_camel_case_types,));
        let fields = fields.then(|| quote!(non_snake_case,));
        quote!(#[allow(#types #fields reason = "where two names would be one, they are spelled apart")])
    })
}

/// `` From `order.json`: `$.customer.id`, such as `"c-17"`. ``
fn from(origin: &Origin) -> String {
    let example = origin.example.as_ref();
    let example = example.map(|example| format!(", such as {}", code(example)));
    format!(
        " From {}: {}{}.",
        code(&origin.file),
        code(&origin.path),
        example.unwrap_or_default()
    )
}

/// The same for a field, and what its `None` stands for.
fn describe(field: &Field) -> String {
    let none = match (field.may_be_missing, &field.ty) {
        (true, Type::Option(_)) => " Left out where it is `None`, `null` where it is `Some(None)`.",
        (true, _) => " Left out where it is `None`.",
        (false, Type::Option(_)) => " `null` where it is `None`.",
        (false, _) => "",
    };
    from(&field.origin) + none
}

/// A field's whole type.
fn field_ty(krate: &TokenStream, field: &Field) -> TokenStream {
    let ty = ty(krate, &field.ty);
    if field.may_be_missing {
        quote!(::core::option::Option<#ty>)
    } else {
        ty
    }
}

fn ty(krate: &TokenStream, of: &Type) -> TokenStream {
    match of {
        Type::Value => quote!(#krate::Value),
        Type::Bool => quote!(bool),
        Type::I64 => quote!(i64),
        Type::U64 => quote!(u64),
        Type::I128 => quote!(i128),
        Type::F64 => quote!(f64),
        Type::String => quote!(#krate::__private::String),
        Type::Map => quote!(#krate::value::Map),
        Type::Vec(item) => {
            let item = ty(krate, item);
            quote!(#krate::__private::Vec<#item>)
        }
        Type::Option(some) => {
            let some = ty(krate, some);
            quote!(::core::option::Option<#some>)
        }
        Type::Struct(name) => quote!(#name),
    }
}

/// How a field is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It has to be there.
    Take,
    /// Missing and `null` are both `None`.
    OrNone,
    /// Missing is `None`; `null` is a value.
    IfThere,
}

impl Reading {
    fn of(field: &Field) -> Reading {
        match (field.may_be_missing, &field.ty) {
            (true, Type::Option(_) | Type::Value) => Reading::IfThere,
            (true, _) | (false, Type::Option(_)) => Reading::OrNone,
            (false, _) => Reading::Take,
        }
    }
}

#[cfg(test)]
mod tests;
