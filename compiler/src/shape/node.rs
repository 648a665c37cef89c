//! A description before it is tokens: `stepwright::shape::Node` and its parts, with types by name at their leaves.
//!
//! As tokens they name `__stepwright_shape` and `__stepwright_private`, which the implementation imports around them.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

/// A type as written. Two are the same where they are one: types are compared by their place, not by their tokens.
#[derive(Clone)]
pub(super) struct Named(Rc<Type>);

impl Named {
    pub(super) fn new(ty: Type) -> Named {
        Named(Rc::new(ty))
    }
}

impl PartialEq for Named {
    fn eq(&self, other: &Named) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone, PartialEq)]
pub(super) enum Node {
    Any,
    Never,
    Null,
    Text,
    /// The shape of a type, where it has one.
    Of(Named),
    /// The same of an `Option` that is not `None`.
    SomeOf(Named),
    Word(Names),
    List(Box<Node>),
    Tuple(Vec<Node>),
    Struct(Struct),
    OneOf(OneOf),
    Split(Box<Node>, Box<Node>),
}

/// The names of a field or of a variant.
#[derive(Clone, PartialEq)]
pub(super) struct Names {
    pub(super) gives: String,
    pub(super) takes: Vec<String>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Struct {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
    pub(super) flattened: Vec<Node>,
    pub(super) closed: Closed,
}

/// Whether an object may have fields that its type does not know.
#[derive(Clone, PartialEq)]
pub(super) enum Closed {
    Known(bool),
    /// As an object of this form may.
    As(Box<Node>),
}

#[derive(Clone, PartialEq)]
pub(super) struct Field {
    pub(super) gives: Option<String>,
    pub(super) may_be_left_out: bool,
    pub(super) takes: Vec<String>,
    pub(super) may_be_missing: Missing,
    pub(super) node: Node,
}

/// Whether a field may be missing when it is deserialised.
#[derive(Clone, PartialEq)]
pub(super) enum Missing {
    Known(bool),
    /// Where its type takes that for a value, as `Option` does.
    If(Named),
}

#[derive(Clone, PartialEq)]
pub(super) struct OneOf {
    pub(super) name: String,
    pub(super) variants: Vec<Variant>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) node: Node,
    pub(super) is_given: bool,
    pub(super) is_taken: bool,
}

impl Node {
    /// What serialising gives and what deserialising takes: one thing, or two.
    pub(super) fn sided(gives: Node, takes: Node) -> Node {
        if gives == takes {
            gives
        } else {
            Node::Split(Box::new(gives), Box::new(takes))
        }
    }

    /// `null`, or this.
    pub(super) fn or_null(self) -> Node {
        let form = |node| Variant {
            name: String::new(),
            node,
            is_given: true,
            is_taken: true,
        };
        Node::OneOf(OneOf {
            name: String::new(),
            variants: vec![form(Node::Null), form(self)],
        })
    }

    /// `Node::Back(name)` somewhere in it leads to it.
    pub(super) fn is_named(&self, wanted: &str) -> bool {
        match self {
            Node::Struct(Struct { name, .. }) | Node::OneOf(OneOf { name, .. }) => name == wanted,
            Node::Split(gives, takes) => gives.is_named(wanted) && takes.is_named(wanted),
            _ => false,
        }
    }
}

impl ToTokens for Named {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ty = &self.0;
        tokens.extend(quote!(__stepwright_private::Probe::<#ty>));
    }
}

impl ToTokens for Node {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let node = match self {
            // What a type without a shape is.
            Node::Any => quote!(Back("")),
            Node::Never => quote!(Never),
            Node::Null => quote!(Null),
            Node::Text => quote!(Text(__stepwright_shape::Text::Any)),
            Node::Of(ty) => return tokens.extend(quote!(#ty::SHAPE)),
            Node::SomeOf(ty) => {
                // A constant of its own, because a reference to what a call returns is none.
                return tokens.extend(quote!(const { __stepwright_private::some_of(#ty::SHAPE) }));
            }
            Node::Word(Names { gives, takes }) => {
                quote!(Word(&__stepwright_shape::Word { gives: #gives, takes: &[#(#takes),*] }))
            }
            Node::List(item) => quote!(List(#item)),
            Node::Tuple(items) => quote!(Tuple(&[#(#items),*])),
            Node::Struct(fields) => quote!(Struct(&#fields)),
            Node::OneOf(OneOf { name, variants }) => {
                quote!(OneOf(&__stepwright_shape::OneOf { name: #name, variants: &[#(#variants),*] }))
            }
            Node::Split(gives, takes) => quote!(Split { gives: #gives, takes: #takes }),
        };
        tokens.extend(quote!(&__stepwright_shape::Node::#node));
    }
}

impl ToTokens for Struct {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Struct {
            name,
            fields,
            flattened,
            closed,
        } = self;
        let closed = match closed {
            Closed::Known(closed) => quote!(#closed),
            Closed::As(node) => quote!(const { __stepwright_private::is_closed(#node) }),
        };
        tokens.extend(quote! {
            __stepwright_shape::Struct {
                name: #name,
                fields: &[#(#fields),*],
                flattened: &[#(#flattened),*],
                closed: #closed,
            }
        });
    }
}

impl ToTokens for Field {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Field {
            gives,
            may_be_left_out,
            takes,
            may_be_missing,
            node,
        } = self;
        let gives = gives.as_ref().map_or_else(
            || quote!(::core::option::Option::None),
            |name| quote!(::core::option::Option::Some(#name)),
        );
        tokens.extend(quote! {
            __stepwright_shape::Field {
                gives: #gives,
                may_be_left_out: #may_be_left_out,
                takes: &[#(#takes),*],
                may_be_missing: #may_be_missing,
                node: #node,
            }
        });
    }
}

impl ToTokens for Missing {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Missing::Known(known) => known.to_tokens(tokens),
            Missing::If(ty) => tokens.extend(quote!(#ty::OPTIONAL)),
        }
    }
}

impl ToTokens for Variant {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Variant {
            name,
            node,
            is_given,
            is_taken,
        } = self;
        tokens.extend(quote! {
            __stepwright_shape::Variant {
                name: #name,
                node: #node,
                is_given: #is_given,
                is_taken: #is_taken,
            }
        });
    }
}
