//! What the types of samples look like as JSON: their `Shape`, as constant data.

use proc_macro2::TokenStream;
use quote::quote;

use super::Reading;
use crate::sample::{Field, Struct, Type};

pub(super) fn shape(krate: &TokenStream, structure: &Struct) -> TokenStream {
    let name = &structure.name;
    let text = name.to_string();
    let fields = structure.fields.iter().map(field_shape);
    quote! {
        #[automatically_derived]
        impl #krate::shape::Shape for #name {
            const SHAPE: &'static #krate::shape::Node = {
                #[allow(unused_imports, reason = "not every document has every kind of value")]
                use #krate::__private::{NULL, field, some};
                #[allow(unused_imports, reason = "as above")]
                use #krate::shape::{Field, Node, OneOf, Shape, Struct, Text};
                &Node::Struct(&Struct {
                    name: #text,
                    fields: &[#(#fields),*],
                    flattened: &[],
                    closed: false,
                })
            };
        }
    }
}

fn field_shape(field: &Field) -> TokenStream {
    let key = &field.key;
    let node = node(&field.ty);
    let same = |node: &TokenStream| quote!(field(#key, &[#key], #node));
    match (field.may_be_missing, Reading::of(field)) {
        (false, Reading::Take) => same(&node),
        (false, _) => {
            let field = same(&node);
            quote!(Field { may_be_missing: true, ..#field })
        }
        (true, reading) => {
            let node = if reading == Reading::OrNone {
                // `None` is never given, but `null` is taken for it.
                let takes = option(&node);
                quote!(&Node::Split { gives: #node, takes: #takes })
            } else {
                node
            };
            let field = same(&node);
            quote!(Field { may_be_left_out: true, may_be_missing: true, ..#field })
        }
    }
}

/// A reference to the node of a type.
fn node(ty: &Type) -> TokenStream {
    match ty {
        Type::Value => quote!(&Node::Any),
        Type::Bool => quote!(&Node::Bool),
        Type::I64 => quote!(&Node::Integer(i64::MIN as i128, i64::MAX as i128)),
        Type::U64 => quote!(&Node::Integer(0, u64::MAX as i128)),
        Type::I128 => quote!(&Node::Integer(i128::MIN, i128::MAX)),
        Type::F64 => quote!(&Node::Float),
        Type::String => quote!(&Node::Text(Text::Any)),
        Type::Map => quote!(&Node::Map(&Node::Any)),
        Type::Vec(item) => {
            let item = node(item);
            quote!(&Node::List(#item))
        }
        Type::Option(some) => option(&node(some)),
        Type::Struct(name) => quote!(#name::SHAPE),
    }
}

fn option(some: &TokenStream) -> TokenStream {
    quote!(&Node::OneOf(&OneOf { name: "", variants: &[NULL, some(#some)] }))
}
