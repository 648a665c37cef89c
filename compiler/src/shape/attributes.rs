//! What `#[serde(..)]` and `#[shape(..)]` say about a type, a variant or a field.
//!
//! What is wrong with a serde attribute is serde's to report, so that it is reported once; what this reader does not know
//! it steps over. The attributes of `shape` are its own, and their mistakes too.

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, ExprLit, ExprPath, Lit, LitStr, Path, Token, Type};

use super::case::Case;

/// What is one thing when serialising and maybe another when deserialising.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sides<T> {
    /// When serialising.
    pub(super) gives: T,
    /// When deserialising.
    pub(super) takes: T,
}

/// Where attributes stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Type,
    Variant,
    Field,
}

/// The attributes of a type, a variant or a field, together: which may stand where is for serde to judge.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is an attribute")]
pub(super) struct Attributes {
    pub(super) rename: Sides<Option<String>>,
    pub(super) aliases: Vec<String>,
    pub(super) rename_all: Sides<Option<Case>>,
    pub(super) rename_all_fields: Sides<Option<Case>>,
    pub(super) default: bool,
    pub(super) skip: Sides<bool>,
    pub(super) skip_if: bool,
    /// The condition of `skip_serializing_if` is `Option::is_none`.
    pub(super) skip_if_none: bool,
    pub(super) with: Sides<bool>,
    pub(super) flatten: bool,
    pub(super) transparent: bool,
    pub(super) closed: bool,
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    pub(super) untagged: bool,
    pub(super) other: bool,
    /// `field_identifier` or `variant_identifier`.
    pub(super) identifier: bool,
    /// `from` or `try_from`.
    pub(super) from: Option<Type>,
    pub(super) into: Option<Type>,
    /// `#[shape(opaque)]`.
    pub(super) opaque: bool,
    /// `#[shape(as = "..")]`.
    pub(super) stands_for: Option<Type>,
    /// `#[shape(crate = ..)]`.
    pub(super) krate: Option<Path>,
}

impl Attributes {
    /// Reads attributes. What is wrong with those of `shape` goes to `errors`.
    pub(super) fn read(
        attributes: &[Attribute],
        place: Place,
        errors: &mut Vec<syn::Error>,
    ) -> Attributes {
        let mut read = Attributes::default();
        for attribute in attributes {
            if attribute.path().is_ident("serde") {
                // See above: what is wrong here, serde reports.
                let _ = attribute.parse_nested_meta(|meta| read.serde(&meta));
            } else if attribute.path().is_ident("shape")
                && let Err(error) = attribute.parse_nested_meta(|meta| read.shape(&meta, place))
            {
                errors.push(error);
            }
        }
        if let (true, Some(ty)) = (read.opaque, &read.stands_for) {
            errors.push(syn::Error::new_spanned(
                ty,
                "`opaque` says that nothing is known, `as` what is; one of them stands alone",
            ));
        }
        read
    }

    fn serde(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let name = meta.path.require_ident()?.to_string();
        match name.as_str() {
            "rename" => {
                let names = texts(meta)?;
                self.rename.gives = names.gives.into_iter().next().or(self.rename.gives.take());
                let mut takes = names.takes.into_iter();
                if self.rename.takes.is_none() {
                    self.rename.takes = takes.next();
                }
                self.aliases.extend(takes);
            }
            "alias" => self.aliases.push(text(meta)?),
            "rename_all" => self.rename_all = cases(meta)?,
            "rename_all_fields" => self.rename_all_fields = cases(meta)?,
            "default" => self.default = true,
            "skip" => self.skip = both(true),
            "skip_serializing" => self.skip.gives = true,
            "skip_deserializing" => self.skip.takes = true,
            "skip_serializing_if" => {
                self.skip_if = true;
                let condition: LitStr = meta.value()?.parse()?;
                self.skip_if_none = condition.parse().is_ok_and(|path| is_option_is_none(&path));
            }
            "with" => self.with = both(true),
            "serialize_with" => self.with.gives = true,
            "deserialize_with" => self.with.takes = true,
            "flatten" => self.flatten = true,
            "transparent" => self.transparent = true,
            "deny_unknown_fields" => self.closed = true,
            "tag" => self.tag = Some(text(meta)?),
            "content" => self.content = Some(text(meta)?),
            "untagged" => self.untagged = true,
            "other" => self.other = true,
            "field_identifier" | "variant_identifier" => self.identifier = true,
            "from" | "try_from" => self.from = Some(meta.value()?.parse::<LitStr>()?.parse()?),
            "into" => self.into = Some(meta.value()?.parse::<LitStr>()?.parse()?),
            // `bound`, `borrow`, `crate`, `expecting`, `getter`, `remote` leave the JSON form as it is.
            _ => {}
        }
        step_over(meta)
    }

    fn shape(&mut self, meta: &ParseNestedMeta<'_>, place: Place) -> syn::Result<()> {
        let option = meta.path.to_token_stream().to_string();
        match (option.as_str(), place) {
            ("opaque", _) => self.opaque = true,
            ("as", Place::Type | Place::Field) => {
                self.stands_for = Some(quoted_type(meta)?);
            }
            ("crate", Place::Type) => {
                meta.input.parse::<Token![=]>()?;
                self.krate = Some(meta.input.call(Path::parse_mod_style)?);
            }
            ("as", Place::Variant) => {
                return Err(meta.error("`as` stands on a type or a field, not on a variant"));
            }
            ("crate", Place::Variant | Place::Field) => {
                return Err(meta.error("`crate` stands on the type"));
            }
            _ => {
                let expected = match place {
                    Place::Type => "`opaque`, `as = \"..\"` or `crate = path`",
                    Place::Variant => "`opaque`",
                    Place::Field => "`opaque` or `as = \"..\"`",
                };
                return Err(meta.error(format!(
                    "`{option}` is not an option of `shape`; expected {expected}"
                )));
            }
        }
        Ok(())
    }
}

fn both<T: Clone>(value: T) -> Sides<T> {
    Sides {
        gives: value.clone(),
        takes: value,
    }
}

/// The type that `as` takes.
fn quoted_type(meta: &ParseNestedMeta<'_>) -> syn::Result<Type> {
    let quoted: Expr = meta.value()?.parse()?;
    let ty = match &quoted {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => text.parse().ok(),
        _ => None,
    };
    ty.ok_or_else(|| {
        syn::Error::new_spanned(
            quoted,
            "`as` takes a type in quotes, such as `as = \"Vec<String>\"`",
        )
    })
}

fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

/// `= ".."` or `(serialize = "..", deserialize = "..")`, where one may be missing and the other be there twice.
fn texts(meta: &ParseNestedMeta<'_>) -> syn::Result<Sides<Vec<String>>> {
    if meta.input.peek(Token![=]) {
        return Ok(both(vec![text(meta)?]));
    }
    let mut texts = Sides::<Vec<String>>::default();
    meta.parse_nested_meta(|meta| {
        if meta.path.is_ident("serialize") {
            texts.gives.push(text(&meta)?);
        } else if meta.path.is_ident("deserialize") {
            texts.takes.push(text(&meta)?);
        }
        step_over(&meta)
    })?;
    Ok(texts)
}

fn cases(meta: &ParseNestedMeta<'_>) -> syn::Result<Sides<Option<Case>>> {
    let texts = texts(meta)?;
    let case = |texts: &[String]| texts.first().and_then(|name| Case::named(name));
    Ok(Sides {
        gives: case(&texts.gives),
        takes: case(&texts.takes),
    })
}

fn is_option_is_none(path: &ExprPath) -> bool {
    let mut segments = path.path.segments.iter().rev();
    let mut next_is = |name| segments.next().is_some_and(|segment| segment.ident == name);
    next_is("is_none") && next_is("Option")
}

/// The rest of an attribute, up to the next.
fn step_over(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}
