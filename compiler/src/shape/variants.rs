//! The variants of an enum, in each of serde's four representations.

use syn::DataEnum;
use syn::ext::IdentExt;

use super::attributes::{Attributes, Place, Sides};
use super::case::Case;
use super::fields::{self, Style, names};
use super::node::{self, Closed, Field, Missing, Names, Node, OneOf, Struct};
use super::types::Types;

/// A variant with what its attributes say.
pub(super) struct Variant<'a> {
    name: String,
    attributes: Attributes,
    style: Style<'a>,
}

/// Where a variant's name stands.
enum Tag<'a> {
    /// Around its content, as the only field.
    External,
    /// Among the fields of its content.
    Internal(&'a str),
    /// Beside its content.
    Adjacent(&'a str, &'a str),
    /// Nowhere.
    Untagged,
}

/// What a variant holds, when serialising or when deserialising.
#[derive(Clone, PartialEq)]
enum Content {
    Unit,
    Node(Node),
    Fields(Struct),
}

pub(super) fn read<'a>(data: &'a DataEnum, errors: &mut Vec<syn::Error>) -> Vec<Variant<'a>> {
    let variants = data.variants.iter();
    variants
        .map(|variant| Variant {
            name: variant.ident.unraw().to_string(),
            attributes: Attributes::read(&variant.attrs, Place::Variant, errors),
            style: Style::of(&variant.fields, errors),
        })
        .collect()
}

/// The enum of that name.
pub(super) fn one_of(
    name: &str,
    container: &Attributes,
    variants: &[Variant<'_>],
    types: &mut Types<'_>,
) -> Node {
    let mut forms = Vec::new();
    for variant in variants {
        let skip = variant.attributes.skip;
        if skip.gives && skip.takes {
            continue;
        }
        forms.push(node::Variant {
            name: variant.name.clone(),
            node: variant.node(name, container, types),
            is_given: !skip.gives,
            is_taken: !skip.takes,
        });
    }
    if forms.is_empty() {
        return Node::Never;
    }
    Node::OneOf(OneOf {
        name: name.to_owned(),
        variants: forms,
    })
}

impl Variant<'_> {
    fn node(&self, type_name: &str, container: &Attributes, types: &mut Types<'_>) -> Node {
        let tag = match (&container.tag, &container.content) {
            _ if container.untagged || self.attributes.untagged => Tag::Untagged,
            (Some(tag), Some(content)) => Tag::Adjacent(tag, content),
            (Some(tag), None) => Tag::Internal(tag),
            (None, _) => Tag::External,
        };
        let represent = |content| self.represent(type_name, container, &tag, content);

        let Sides { gives, takes } = self.content(type_name, container, types);
        match (gives, takes) {
            (gives, takes) if gives == takes => represent(takes),
            (Content::Node(gives), Content::Node(takes)) => {
                represent(Content::Node(Node::sided(gives, takes)))
            }
            (gives, takes) => Node::sided(represent(gives), represent(takes)),
        }
    }

    /// What it holds, both ways. A way that is skipped is as the other.
    fn content(
        &self,
        type_name: &str,
        container: &Attributes,
        types: &mut Types<'_>,
    ) -> Sides<Content> {
        let Attributes {
            opaque, skip, with, ..
        } = self.attributes;
        let name = format!("{type_name}::{}", self.name);
        let sides = match &self.style {
            Style::Unit => Sides {
                gives: Content::Unit,
                takes: Content::Unit,
            },
            _ if opaque || (with.gives && with.takes) => Sides {
                gives: Content::Node(Node::Any),
                takes: Content::Node(Node::Any),
            },
            Style::Newtype(field) => {
                let sides = field.sides(types);
                let content = |node, is_skipped| {
                    if is_skipped {
                        Content::Unit
                    } else {
                        Content::Node(node)
                    }
                };
                Sides {
                    gives: content(sides.gives, field.attributes.skip.gives),
                    takes: content(sides.takes, field.attributes.skip.takes),
                }
            }
            Style::Tuple(fields) => {
                let sides = fields::tuple(&name, fields, false, types);
                Sides {
                    gives: Content::Node(sides.gives),
                    takes: Content::Node(sides.takes),
                }
            }
            Style::Named(fields) => {
                let own = self.attributes.rename_all;
                let around = container.rename_all_fields;
                let case = Sides {
                    gives: own.gives.or(around.gives),
                    takes: own.takes.or(around.takes),
                };
                let object = fields::object(name, fields, case, false, container.closed, types);
                Sides {
                    gives: Content::Fields(object.clone()),
                    takes: Content::Fields(object),
                }
            }
        };
        let side = |content, with| {
            if with {
                Content::Node(Node::Any)
            } else {
                content
            }
        };
        let mut sides = Sides {
            gives: side(sides.gives, with.gives),
            takes: side(sides.takes, with.takes),
        };
        if skip.gives {
            sides.gives = sides.takes.clone();
        } else if skip.takes {
            sides.takes = sides.gives.clone();
        }
        sides
    }

    fn represent(
        &self,
        type_name: &str,
        container: &Attributes,
        tag: &Tag<'_>,
        content: Content,
    ) -> Node {
        let object = |fields, flattened, closed| {
            Node::Struct(Struct {
                name: format!("{type_name}::{}", self.name),
                fields,
                flattened,
                closed,
            })
        };
        let names = names(
            &self.attributes,
            &self.name,
            container.rename_all,
            Case::of_variant,
        );
        let closed = Closed::Known(container.closed);
        match (tag, content) {
            (Tag::Untagged, Content::Unit) => Node::Null,
            (Tag::Untagged, content) => content.into_node(),

            (Tag::External, Content::Unit) => self.word(names),
            (Tag::External, content) => {
                let field = required(names, content.into_node());
                object(vec![field], Vec::new(), Closed::Known(true))
            }

            // Whatever stands beside the tag of a unit variant, serde steps over it.
            (Tag::Internal(tag), Content::Unit) => {
                object(vec![self.tag(tag, names)], Vec::new(), Closed::Known(false))
            }
            (Tag::Internal(tag), Content::Fields(mut fields)) => {
                fields.fields.insert(0, self.tag(tag, names));
                Node::Struct(fields)
            }
            (Tag::Internal(tag), Content::Node(node)) => {
                let closed = Closed::As(Box::new(node.clone()));
                object(vec![self.tag(tag, names)], vec![node], closed)
            }

            (Tag::Adjacent(tag, field), content) => {
                let (gives, may_be_missing) = match (&content, &self.style) {
                    // It is `null` where it is there all the same.
                    (Content::Unit, Style::Unit) => (None, Missing::Known(true)),
                    (Content::Unit, _) => (None, self.may_lack_content()),
                    _ => (Some((*field).to_owned()), self.may_lack_content()),
                };
                let content = Field {
                    gives,
                    may_be_left_out: false,
                    takes: vec![(*field).to_owned()],
                    may_be_missing,
                    node: content.into_node(),
                };
                object(vec![self.tag(tag, names), content], Vec::new(), closed)
            }
        }
    }

    fn may_lack_content(&self) -> Missing {
        match &self.style {
            Style::Newtype(field) if !self.attributes.with.takes => field.type_may_be_missing(),
            _ => Missing::Known(false),
        }
    }

    fn tag(&self, tag: &str, names: Names) -> Field {
        let names_of_field = Names {
            gives: tag.to_owned(),
            takes: vec![tag.to_owned()],
        };
        required(names_of_field, self.word(names))
    }

    /// Its name as a value.
    fn word(&self, names: Names) -> Node {
        let word = Node::Word(names);
        if self.attributes.other {
            Node::sided(word, Node::Text)
        } else {
            word
        }
    }
}

impl Content {
    fn into_node(self) -> Node {
        match self {
            Content::Unit => Node::Null,
            Content::Node(node) => node,
            Content::Fields(fields) => Node::Struct(fields),
        }
    }
}

fn required(names: Names, node: Node) -> Field {
    Field {
        gives: Some(names.gives),
        may_be_left_out: false,
        takes: names.takes,
        may_be_missing: Missing::Known(false),
        node,
    }
}
