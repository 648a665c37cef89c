//! The fields of a struct or of a variant: what each is when serialising and when deserialising, and what they are together.

use syn::ext::IdentExt;
use syn::{Fields, Type};

use super::attributes::{Attributes, Place, Sides};
use super::case::Case;
use super::node::{self, Closed, Missing, Named, Names, Node};
use super::types::{Types, is_option, is_phantom};

/// A field with what its attributes say.
pub(super) struct Field<'a> {
    pub(super) ty: &'a Type,
    pub(super) attributes: Attributes,
    name: String,
}

/// What a type or a variant holds.
pub(super) enum Style<'a> {
    Unit,
    Newtype(Box<Field<'a>>),
    Tuple(Vec<Field<'a>>),
    Named(Vec<Field<'a>>),
}

impl<'a> Style<'a> {
    pub(super) fn of(fields: &'a Fields, errors: &mut Vec<syn::Error>) -> Style<'a> {
        let is_named = matches!(fields, Fields::Named(_));
        let is_unit = matches!(fields, Fields::Unit);
        let mut read = Vec::new();
        for field in fields {
            read.push(Field {
                ty: &field.ty,
                attributes: Attributes::read(&field.attrs, Place::Field, errors),
                name: field
                    .ident
                    .as_ref()
                    .map_or_else(String::new, |ident| ident.unraw().to_string()),
            });
        }
        if is_unit {
            return Style::Unit;
        }
        if is_named {
            return Style::Named(read);
        }
        match (read.pop(), read.is_empty()) {
            (Some(only), true) => Style::Newtype(Box::new(only)),
            (last, _) => Style::Tuple(read.into_iter().chain(last).collect()),
        }
    }
}

impl Field<'_> {
    /// What its value is, both ways. A way that is skipped is as the other.
    pub(super) fn sides(&self, types: &mut Types<'_>) -> Sides<Node> {
        let Attributes {
            opaque,
            stands_for,
            skip,
            with,
            ..
        } = &self.attributes;
        if *opaque {
            return Sides {
                gives: Node::Any,
                takes: Node::Any,
            };
        }
        let is_not_none = |ty| self.attributes.skip_if_none && is_option(self.ty) && is_option(ty);
        if let Some(ty) = stands_for {
            let part = types.part(ty);
            return Sides {
                gives: if is_not_none(ty) {
                    Node::SomeOf(part.clone())
                } else {
                    Node::Of(part.clone())
                },
                takes: Node::Of(part),
            };
        }
        // A type that is never looked at asks for no bounds.
        if (skip.gives || with.gives) && (skip.takes || with.takes) {
            return Sides {
                gives: Node::Any,
                takes: Node::Any,
            };
        }
        let part = types.part(self.ty);
        let side = |with| {
            if with {
                Node::Any
            } else {
                Node::Of(part.clone())
            }
        };
        let mut sides = Sides {
            gives: side(with.gives),
            takes: side(with.takes),
        };
        if is_not_none(self.ty) && !with.gives {
            sides.gives = Node::SomeOf(part);
        }
        if skip.gives {
            sides.gives = sides.takes.clone();
        } else if skip.takes {
            sides.takes = sides.gives.clone();
        }
        sides
    }

    pub(super) fn node(&self, types: &mut Types<'_>) -> Node {
        let sides = self.sides(types);
        Node::sided(sides.gives, sides.takes)
    }

    /// Whether its type takes what is missing. serde asks the type, but not a `deserialize_with`.
    pub(super) fn may_be_missing(&self) -> Missing {
        match &self.attributes.stands_for {
            _ if self.attributes.with.takes => Missing::Known(false),
            Some(ty) => Missing::If(Named::new(ty.clone())),
            None => self.type_may_be_missing(),
        }
    }

    /// Whether its Rust type takes what is missing.
    pub(super) fn type_may_be_missing(&self) -> Missing {
        if is_option(self.ty) {
            Missing::Known(true)
        } else {
            Missing::If(Named::new(self.ty.clone()))
        }
    }
}

/// The field that a `transparent` struct is: not always the same when deserialising, where one with a default may be beside it.
pub(super) fn transparent<'f, 'a>(style: &'f Style<'a>) -> Option<Sides<&'f Field<'a>>> {
    let fields = match style {
        Style::Unit => return None,
        Style::Newtype(field) => std::slice::from_ref(&**field),
        Style::Tuple(fields) | Style::Named(fields) => fields.as_slice(),
    };
    let only = |is_skipped: fn(&Attributes) -> bool| {
        let mut candidates = fields.iter().filter(|field| !is_phantom(field.ty));
        let first = candidates.clone().next();
        candidates
            .find(|field| !is_skipped(&field.attributes))
            .or(first)
            .or(fields.first())
    };
    Some(Sides {
        gives: only(|field| field.skip.gives)?,
        takes: only(|field| field.skip.takes || field.default)?,
    })
}

/// The array that the fields are.
pub(super) fn tuple(
    name: &str,
    fields: &[Field<'_>],
    defaults: bool,
    types: &mut Types<'_>,
) -> Sides<Node> {
    let sides: Vec<_> = fields
        .iter()
        .map(|field| (field, field.sides(types)))
        .collect();

    // One that is left out moves those after it.
    let gives = if fields
        .iter()
        .any(|field| field.attributes.skip_if && !field.attributes.skip.gives)
    {
        Node::List(Box::new(Node::Any))
    } else {
        let given = sides
            .iter()
            .filter(|(field, _)| !field.attributes.skip.gives);
        Node::Tuple(given.map(|(_, sides)| sides.gives.clone()).collect())
    };

    let read: Vec<_> = sides
        .iter()
        .filter(|(field, _)| !field.attributes.skip.takes)
        .collect();
    let optional = read
        .iter()
        .rev()
        .take_while(|(field, _)| defaults || field.attributes.default)
        .count();
    let of_length = |length| {
        let items = read.iter().take(length);
        Node::Tuple(items.map(|(_, sides)| sides.takes.clone()).collect())
    };
    let takes = if optional == 0 {
        of_length(read.len())
    } else {
        // The last may be missing.
        let lengths = (read.len() - optional..=read.len()).rev();
        Node::OneOf(node::OneOf {
            name: name.to_owned(),
            variants: lengths
                .map(|length| node::Variant {
                    name: String::new(),
                    node: of_length(length),
                    is_given: false,
                    is_taken: true,
                })
                .collect(),
        })
    };
    Sides { gives, takes }
}

/// The object that the fields are.
pub(super) fn object(
    name: String,
    fields: &[Field<'_>],
    case: Sides<Option<Case>>,
    defaults: bool,
    closed: bool,
    types: &mut Types<'_>,
) -> node::Struct {
    let mut object = node::Struct {
        name,
        fields: Vec::new(),
        flattened: Vec::new(),
        closed: Closed::Known(closed),
    };
    for field in fields {
        let Attributes {
            skip,
            skip_if,
            flatten,
            default,
            ..
        } = field.attributes;
        if skip.gives && skip.takes {
            continue;
        }
        let sides = field.sides(types);
        if flatten {
            let gives = match (skip.gives, skip_if) {
                (true, _) => Node::Null,
                (false, true) => sides.gives.or_null(),
                (false, false) => sides.gives,
            };
            let takes = if skip.takes { Node::Null } else { sides.takes };
            object.flattened.push(Node::sided(gives, takes));
            continue;
        }
        let names = names(&field.attributes, &field.name, case, Case::of_field);
        object.fields.push(node::Field {
            gives: (!skip.gives).then_some(names.gives),
            may_be_left_out: skip_if && !skip.gives,
            takes: if skip.takes { Vec::new() } else { names.takes },
            may_be_missing: if skip.takes || default || defaults {
                Missing::Known(true)
            } else {
                field.may_be_missing()
            },
            node: Node::sided(sides.gives, sides.takes),
        });
    }
    object
}

/// The names of a field or a variant, by its attributes or by the rule of what is around it.
pub(super) fn names(
    attributes: &Attributes,
    name: &str,
    case: Sides<Option<Case>>,
    write: fn(Case, &str) -> String,
) -> Names {
    let written = |renamed: &Option<String>, case: Option<Case>| {
        renamed
            .clone()
            .unwrap_or_else(|| case.map_or_else(|| name.to_owned(), |case| write(case, name)))
    };
    let mut takes = vec![written(&attributes.rename.takes, case.takes)];
    for alias in &attributes.aliases {
        if !takes.contains(alias) {
            takes.push(alias.clone());
        }
    }
    Names {
        gives: written(&attributes.rename.gives, case.gives),
        takes,
    }
}
