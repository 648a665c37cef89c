//! The types that a description rests on: the bounds that they ask for, and the type itself among them.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::{GenericArgument, Generics, PathArguments, Type, TypePath, parse_quote};

use super::node::Named;

/// Stands for the type itself inside its own description, which would be a constant that needs itself.
pub(super) const BACK: &str = "__StepwrightBack";

/// The types of one description.
pub(super) struct Types<'a> {
    own: &'a Ident,
    parameters: Vec<&'a Ident>,
    /// What has to have a shape: type parameters and their associated types, as serde has it; each once, by its text.
    pub(super) bounds: BTreeMap<String, Type>,
    /// The type contains itself.
    pub(super) is_recursive: bool,
}

impl<'a> Types<'a> {
    pub(super) fn new(own: &'a Ident, generics: &'a Generics) -> Types<'a> {
        Types {
            own,
            parameters: generics.type_params().map(|param| &param.ident).collect(),
            bounds: BTreeMap::new(),
            is_recursive: false,
        }
    }

    /// A type whose shape is a part of the description.
    pub(super) fn part(&mut self, ty: &Type) -> Named {
        let mut ty = ty.clone();
        self.visit(&mut ty);
        Named::new(ty)
    }

    fn visit(&mut self, ty: &mut Type) {
        match ty {
            Type::Array(array) => self.visit(&mut array.elem),
            Type::Group(group) => self.visit(&mut group.elem),
            Type::Paren(paren) => self.visit(&mut paren.elem),
            Type::Reference(reference) => self.visit(&mut reference.elem),
            Type::Slice(slice) => self.visit(&mut slice.elem),
            Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|ty| self.visit(ty)),
            Type::Path(path) if self.is_own(path) => {
                self.is_recursive = true;
                let back = Ident::new(BACK, Span::call_site());
                *ty = parse_quote!(#back);
            }
            Type::Path(path) => self.visit_path(path),
            _ => {}
        }
    }

    fn visit_path(&mut self, path: &mut TypePath) {
        // It has a shape whatever it is of.
        if is_last(path, "PhantomData") {
            return;
        }
        if self.is_parameter(path) {
            let text = path.to_token_stream().to_string();
            self.bounds.insert(text, Type::Path(path.clone()));
            return;
        }
        for segment in &mut path.path.segments {
            if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                for argument in &mut arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        self.visit(ty);
                    }
                }
            }
        }
    }

    /// The type itself, whatever its arguments: a path of one segment, because `other::Order` in `Order` is another.
    fn is_own(&self, path: &TypePath) -> bool {
        path.qself.is_none()
            && path.path.leading_colon.is_none()
            && path.path.segments.len() == 1
            && path
                .path
                .segments
                .first()
                .is_some_and(|segment| segment.ident == *self.own || segment.ident == "Self")
    }

    /// `T`, `T::Item` or `<T as Iterator>::Item`.
    fn is_parameter(&self, path: &TypePath) -> bool {
        let path = match path.qself.as_ref().map(|qself| &*qself.ty) {
            Some(Type::Path(path)) => &path.path,
            Some(_) => return false,
            None => &path.path,
        };
        path.leading_colon.is_none()
            && path
                .segments
                .first()
                .is_some_and(|first| self.parameters.contains(&&first.ident))
    }
}

/// An `Option` by its name, which is all there is to see here. It matters where what is in it has no shape, because then
/// neither has the `Option`.
pub(super) fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_option(&group.elem),
        Type::Paren(paren) => is_option(&paren.elem),
        Type::Path(path) => is_last(path, "Option"),
        _ => false,
    }
}

pub(super) fn is_phantom(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_phantom(&group.elem),
        Type::Path(path) => is_last(path, "PhantomData"),
        _ => false,
    }
}

fn is_last(path: &TypePath, name: &str) -> bool {
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == name)
}
