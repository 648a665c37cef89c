//! `#[derive(TaskError)]`: variant names become ASL error names, `Display` becomes the cause.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, LitStr, Path};

/// The implementation, or the errors of the input.
pub fn derive(input: TokenStream) -> TokenStream {
    syn::parse2::<DeriveInput>(input)
        .and_then(|input| implement(&input))
        .unwrap_or_else(syn::Error::into_compile_error)
}

#[derive(Default)]
struct Options {
    name: Option<LitStr>,
    krate: Option<Path>,
}

fn options(attributes: &[Attribute]) -> syn::Result<Options> {
    let mut options = Options::default();
    for attribute in attributes
        .iter()
        .filter(|a| a.path().is_ident("task_error"))
    {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("name") {
                let name: LitStr = meta.value()?.parse()?;
                if name.value().is_empty() {
                    return Err(syn::Error::new(name.span(), "an ASL error name is not empty"));
                }
                // The specification reserves the prefix; AWS refuses a function's error of that name.
                if name.value().starts_with("States.") {
                    return Err(syn::Error::new(
                        name.span(),
                        format!("error name `{}` is reserved; names that begin with `States.` are AWS's own", name.value()),
                    ));
                }
                options.name = Some(name);
                Ok(())
            } else if meta.path.is_ident("crate") {
                meta.input.parse::<syn::Token![=]>()?;
                options.krate = Some(meta.input.call(Path::parse_mod_style)?);
                Ok(())
            } else {
                let option = meta.path.to_token_stream();
                Err(meta.error(format!(
                    "`{option}` is not an option of `task_error`; expected `name = \"..\"` or `crate = path`"
                )))
            }
        })?;
    }
    Ok(options)
}

fn implement(input: &DeriveInput) -> syn::Result<TokenStream> {
    let own = options(&input.attrs)?;
    let krate = own
        .krate
        .map_or_else(|| quote!(::stepwright), |path| quote!(#path));
    let ident = &input.ident;
    let (names, error) = match &input.data {
        Data::Struct(_) => {
            let name = own
                .name
                .map_or_else(|| ident.unraw().to_string(), |name| name.value());
            (vec![name.clone()], quote!(#name))
        }
        Data::Enum(data) => {
            if let Some(name) = own.name {
                return Err(syn::Error::new(
                    name.span(),
                    "an enum has an error name per variant; `name` stands on the variants",
                ));
            }
            let mut names = Vec::new();
            let mut arms = Vec::new();
            for variant in &data.variants {
                let options = options(&variant.attrs)?;
                if let Some(path) = options.krate {
                    return Err(syn::Error::new_spanned(
                        path,
                        "`crate` stands on the type, not on a variant",
                    ));
                }
                let name = options
                    .name
                    .map_or_else(|| variant.ident.unraw().to_string(), |name| name.value());
                let ident = &variant.ident;
                let fields = match &variant.fields {
                    Fields::Named(_) => quote!({ .. }),
                    Fields::Unnamed(_) => quote!((..)),
                    Fields::Unit => quote!(),
                };
                arms.push(quote!(Self::#ident #fields => #name,));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            if arms.is_empty() {
                (names, quote!(match *self {}))
            } else {
                (names, quote!(match self { #(#arms)* }))
            }
        }
        Data::Union(data) => {
            return Err(syn::Error::new(
                data.union_token.span(),
                "a union cannot be a Task's error; an enum can",
            ));
        }
    };
    let (generics, arguments, where_clause) = input.generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics #krate::TaskError for #ident #arguments #where_clause {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            const IS_COMPLETE: bool = true;

            #[allow(unreachable_code, reason = "an error without variants never is")]
            fn error(&self) -> #krate::__private::Cow<'_, str> {
                #krate::__private::Cow::Borrowed(#error)
            }

            fn cause(&self) -> ::core::option::Option<#krate::__private::String> {
                // `Display` where the type has it, else `Debug`, else nothing.
                #[allow(unused_imports, reason = "the nearest of the three is taken")]
                use #krate::__private::{ViaDebug as _, ViaDisplay as _, ViaNothing as _};
                (&&&#krate::__private::CauseOf(self)).cause()
            }
        }
    })
}
