//! `#[derive(Shape)]`: a type's JSON form as a constant, after its serde attributes.
//!
//! What a type is as JSON is worked out as a a tree (`shape/node.rs`), whose leaves are the Rust types of the fields. Whether those
//! have a shape is not known here: `Probe::<Type>::SHAPE` is their shape where they have one, and anything at all where
//! they have none, so that a type never fails to compile because of its fields.

mod attributes;
mod case;
mod fields;
mod node;
mod types;
mod variants;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, parse_quote};

use attributes::{Attributes, Place, Sides};
use fields::Style;
use node::{Field, Missing, Named, Names, Node, OneOf};
use types::{BACK, Types};
use variants::Variant;

/// The implementation, or the errors of the input.
pub fn derive(input: TokenStream) -> TokenStream {
    syn::parse2::<DeriveInput>(input)
        .and_then(|input| implement(&input))
        .unwrap_or_else(syn::Error::into_compile_error)
}

/// A type with what its attributes say.
struct Container<'a> {
    name: String,
    attributes: Attributes,
    content: Content<'a>,
}

enum Content<'a> {
    Struct(Style<'a>),
    Enum(Vec<Variant<'a>>),
}

/// The JSON form of a type, and whether a field of it may be missing.
struct Description {
    node: Node,
    may_be_missing: Missing,
}

fn implement(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = Container::read(input)?;
    let mut types = Types::new(&input.ident, &input.generics);
    let mut description = container.describe(&mut types);
    let back = types.is_recursive.then(|| {
        description.name(&container.name);
        back(&container.name)
    });

    let mut generics = input.generics.clone();
    if !types.bounds.is_empty() {
        let bounds = types.bounds.values();
        let bounds = bounds
            .map(|ty| -> syn::WherePredicate { parse_quote!(#ty: __stepwright_shape::Shape) });
        generics.make_where_clause().predicates.extend(bounds);
    }
    let (generics, arguments, where_clause) = generics.split_for_impl();

    let krate = container
        .attributes
        .krate
        .as_ref()
        .map_or_else(|| quote!(::stepwright), ToTokens::to_token_stream);
    let ident = &input.ident;
    let Description {
        node,
        may_be_missing,
    } = &description;
    let optional = (*may_be_missing != Missing::Known(false))
        .then(|| quote!(const OPTIONAL: ::core::primitive::bool = #may_be_missing;));
    Ok(quote! {
        const _: () = {
            #[allow(unused_imports, reason = "not every type has fields, not every field lacks a shape")]
            use #krate::{
                __private::{self as __stepwright_private, Unshaped as _},
                shape as __stepwright_shape,
            };

            #back

            #[automatically_derived]
            impl #generics __stepwright_shape::Shape for #ident #arguments #where_clause {
                const SHAPE: &'static __stepwright_shape::Node = #node;
                #optional
            }
        };
    })
}

/// What stands for the type inside its own description. It is `Clone` because a `Cow` asks for that.
fn back(name: &str) -> TokenStream {
    let back = Ident::new(BACK, Span::call_site());
    quote! {
        enum #back {}

        #[automatically_derived]
        impl ::core::clone::Clone for #back {
            fn clone(&self) -> Self {
                match *self {}
            }
        }

        #[automatically_derived]
        impl __stepwright_shape::Shape for #back {
            const SHAPE: &'static __stepwright_shape::Node = &__stepwright_shape::Node::Back(#name);
        }
    }
}

impl<'a> Container<'a> {
    fn read(input: &'a DeriveInput) -> syn::Result<Container<'a>> {
        let mut errors = Vec::new();
        let attributes = Attributes::read(&input.attrs, Place::Type, &mut errors);
        let content = match &input.data {
            Data::Struct(data) => Content::Struct(Style::of(&data.fields, &mut errors)),
            Data::Enum(data) => Content::Enum(variants::read(data, &mut errors)),
            Data::Union(data) => {
                return Err(syn::Error::new(
                    data.union_token.span(),
                    "a union has no JSON form; a struct or an enum has",
                ));
            }
        };
        let errors = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        errors.map_or_else(
            || {
                Ok(Container {
                    name: input.ident.unraw().to_string(),
                    attributes,
                    content,
                })
            },
            Err,
        )
    }

    fn describe(&self, types: &mut Types<'_>) -> Description {
        let Attributes {
            opaque,
            identifier,
            stands_for,
            transparent,
            from,
            into,
            ..
        } = &self.attributes;
        // An identifier is read from a word or a number and written by nobody.
        if *opaque || *identifier {
            return Description {
                node: Node::Any,
                may_be_missing: Missing::Known(false),
            };
        }
        if let Some(ty) = stands_for {
            return Description {
                node: Node::Of(types.part(ty)),
                may_be_missing: Missing::If(Named::new(ty.clone())),
            };
        }
        if let (true, Content::Struct(style)) = (transparent, &self.content)
            && let Some(field) = fields::transparent(style)
        {
            let node = if std::ptr::eq(field.gives, field.takes) {
                field.gives.node(types)
            } else {
                let gives = field.gives.sides(types).gives;
                Node::sided(gives, field.takes.sides(types).takes)
            };
            return Description {
                node,
                may_be_missing: field.takes.may_be_missing(),
            };
        }

        let node = match (into, from) {
            (Some(into), Some(from)) => {
                let is_one =
                    into.to_token_stream().to_string() == from.to_token_stream().to_string();
                let gives = types.part(into);
                let takes = if is_one {
                    gives.clone()
                } else {
                    types.part(from)
                };
                Node::sided(Node::Of(gives), Node::Of(takes))
            }
            (Some(into), None) => Node::sided(Node::Of(types.part(into)), self.own(types)),
            (None, Some(from)) => Node::sided(self.own(types), Node::Of(types.part(from))),
            (None, None) => self.own(types),
        };
        Description {
            node,
            may_be_missing: from.as_ref().map_or(Missing::Known(false), |ty| {
                Missing::If(Named::new(ty.clone()))
            }),
        }
    }

    /// What it is by its fields or variants.
    fn own(&self, types: &mut Types<'_>) -> Node {
        let Attributes {
            default,
            closed,
            rename_all,
            tag,
            ..
        } = &self.attributes;
        match &self.content {
            Content::Enum(variants) => {
                variants::one_of(&self.name, &self.attributes, variants, types)
            }
            Content::Struct(Style::Unit) => Node::Null,
            Content::Struct(Style::Newtype(field)) => field.node(types),
            Content::Struct(Style::Tuple(fields)) => {
                let Sides { gives, takes } = fields::tuple(&self.name, fields, *default, types);
                Node::sided(gives, takes)
            }
            Content::Struct(Style::Named(fields)) => {
                let mut object = fields::object(
                    self.name.clone(),
                    fields,
                    *rename_all,
                    *default,
                    *closed,
                    types,
                );
                if let Some(tag) = tag {
                    object.fields.insert(0, self.tag(tag));
                }
                Node::Struct(object)
            }
        }
    }

    /// The field that `tag` gives a struct, and that nothing reads.
    fn tag(&self, tag: &str) -> Field {
        let name = self.attributes.rename.gives.as_ref().unwrap_or(&self.name);
        Field {
            gives: Some(tag.to_owned()),
            may_be_left_out: false,
            takes: Vec::new(),
            may_be_missing: Missing::Known(true),
            node: Node::Word(Names {
                gives: name.clone(),
                takes: vec![name.clone()],
            }),
        }
    }
}

impl Description {
    /// Sees to it that a type which contains itself is found by its name.
    fn name(&mut self, name: &str) {
        if !self.node.is_named(name) {
            let node = std::mem::replace(&mut self.node, Node::Any);
            self.node = Node::OneOf(OneOf {
                name: name.to_owned(),
                variants: vec![node::Variant {
                    name: String::new(),
                    node,
                    is_given: true,
                    is_taken: true,
                }],
            });
        }
    }
}
