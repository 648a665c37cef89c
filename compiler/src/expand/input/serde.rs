//! How the types of samples are read and written: their `Serialize` and `Deserialize`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Reading;
use crate::sample::Struct;

pub(super) fn serialize(krate: &TokenStream, structure: &Struct) -> TokenStream {
    let name = &structure.name;
    let text = name.to_string();
    let always = structure
        .fields
        .iter()
        .filter(|field| !field.may_be_missing);
    let always = Literal::usize_unsuffixed(always.count());
    let sometimes = structure.fields.iter().filter(|field| field.may_be_missing);
    let sometimes = sometimes.map(|field| &field.name);
    let fields = structure.fields.iter().map(|field| {
        let (name, key) = (&field.name, &field.key);
        if field.may_be_missing {
            quote!(object.field_if_some(#key, &self.#name)?;)
        } else {
            quote!(object.field(#key, &self.#name)?;)
        }
    });
    quote! {
        #[automatically_derived]
        impl #krate::__private::Serialize for #name {
            fn serialize<S: #krate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let fields = #always #(+ self.#sometimes.is_some() as usize)*;
                let mut object = #krate::__private::ObjectWriter::open(serializer, #text, fields)?;
                #(#fields)*
                object.close()
            }
        }
    }
}

pub(super) fn deserialize(krate: &TokenStream, structure: &Struct) -> TokenStream {
    let name = &structure.name;
    let fields = structure.fields.iter().map(|field| {
        let (name, key) = (&field.name, &field.key);
        match Reading::of(field) {
            Reading::Take => quote!(#name: object.field(#key)?,),
            Reading::OrNone => quote!(#name: object.field_or_none(#key)?,),
            Reading::IfThere => quote!(#name: object.field_if_there(#key)?,),
        }
    });
    quote! {
        #[automatically_derived]
        impl<'de> #krate::__private::Deserialize<'de> for #name {
            fn deserialize<D: #krate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let mut object = #krate::__private::ObjectReader::open(deserializer)?;
                ::core::result::Result::Ok(#name { #(#fields)* })
            }
        }
    }
}
