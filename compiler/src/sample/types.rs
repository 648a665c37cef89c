//! The form of the samples as Rust types, each struct with a name.
//!
//! A struct is named after its way from the top: `$.lines[*].price` is `InputLinesItemPrice`. Two ways may give one name
//! (`$.lines[*]` and `$.linesItem`): then an underscore stands before the last part of both (`InputLines_Item`,
//! `Input_LinesItem`), so that neither takes the name that the other might be meant by.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::Document;
use super::form::{Form, Kind, Member, Range};
use super::names::{fields, free, ident, segment};

/// What the execution's input is called.
const ROOT: &str = "Input";

/// The types of the samples.
pub(crate) struct Types {
    /// The input's own type: the struct `Input`, or what `Input` is another name of.
    pub(crate) root: Type,
    /// Where the samples come from.
    pub(crate) files: Vec<String>,
    /// The structs, each before those in its fields.
    pub(crate) structs: Vec<Struct>,
}

/// A Rust type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// Any JSON value.
    Value,
    Bool,
    I64,
    U64,
    I128,
    F64,
    String,
    /// An object with any fields.
    Map,
    Vec(Box<Type>),
    /// `null` where it is none.
    Option(Box<Type>),
    Struct(Ident),
}

/// A struct.
pub(crate) struct Struct {
    pub(crate) name: Ident,
    pub(crate) origin: Origin,
    pub(crate) fields: Vec<Field>,
}

/// A field of a struct.
pub(crate) struct Field {
    pub(crate) name: Ident,
    /// Its name in JSON.
    pub(crate) key: String,
    /// The type of its value where it is there; around it there is one more `Option` where it may be missing.
    pub(crate) ty: Type,
    pub(crate) may_be_missing: bool,
    pub(crate) origin: Origin,
}

/// Where something of the samples stands.
pub(crate) struct Origin {
    /// The first sample that has something there.
    pub(crate) file: String,
    /// `$.lines[*].price`
    pub(crate) path: String,
    /// The first value there, where it is short.
    pub(crate) example: Option<String>,
}

/// The types of samples; of none, any value.
pub(crate) fn types(documents: &[Document]) -> Types {
    let form = Form::of(documents);
    let mut names = Names::default();
    names.count(&form, ROOT);
    let mut structs = Vec::new();
    let root = Way {
        short: ROOT.to_owned(),
        name: ROOT.to_owned(),
        path: "$".to_owned(),
    };
    let root = if let (Kind::Object(members), false) = (&form.kind, form.is_nullable) {
        names.structure(&form, members, &root, &mut structs)
    } else if let Kind::Object(_) = &form.kind {
        // `Input` itself is the `Option`.
        let within = names.within(&root, "Object", "object");
        let object = Way {
            path: root.path,
            ..within
        };
        names.ty(&form, &object, &mut structs)
    } else {
        names.ty(&form, &root, &mut structs)
    };
    Types {
        root,
        files: documents
            .iter()
            .map(|document| document.file.clone())
            .collect(),
        structs,
    }
}

/// A place in the samples, and what it is called.
struct Way {
    /// The parts of its name alone.
    short: String,
    /// Its name, should it be a struct.
    name: String,
    path: String,
}

#[derive(Default)]
struct Names {
    /// How many places with structs have the same short name.
    alike: BTreeMap<String, usize>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Notes the short names of all places that are structs or hold some.
    fn count(&mut self, form: &Form, short: &str) {
        if !holds_struct(form) {
            return;
        }
        *self.alike.entry(short.to_owned()).or_default() += 1;
        match &form.kind {
            Kind::List(items) => self.count(items, &format!("{short}Item")),
            Kind::Object(members) => {
                for member in members {
                    self.count(&member.form, &format!("{short}{}", segment(&member.key)));
                }
            }
            _ => {}
        }
    }

    /// A place within another. `field` stands for `segment` where a sibling has the same.
    fn within(&self, outer: &Way, segment: &str, field: &str) -> Way {
        let short = format!("{}{segment}", outer.short);
        let name = if self.alike.get(&short).is_some_and(|count| *count > 1) {
            format!("{}_{field}", outer.name)
        } else {
            format!("{}{segment}", outer.name)
        };
        Way {
            short,
            name,
            path: String::new(),
        }
    }

    fn ty(&mut self, form: &Form, way: &Way, structs: &mut Vec<Struct>) -> Type {
        let ty = match &form.kind {
            Kind::Any => Type::Value,
            Kind::Bool => Type::Bool,
            Kind::Whole(Range::I64) => Type::I64,
            Kind::Whole(Range::U64) => Type::U64,
            Kind::Whole(Range::I128) => Type::I128,
            Kind::Float => Type::F64,
            Kind::Text => Type::String,
            Kind::Map => Type::Map,
            Kind::List(items) => {
                let item = Way {
                    path: format!("{}[*]", way.path),
                    ..self.within(way, "Item", "Item")
                };
                Type::Vec(Box::new(self.ty(items, &item, structs)))
            }
            Kind::Object(members) => self.structure(form, members, way, structs),
        };
        if form.is_nullable {
            Type::Option(Box::new(ty))
        } else {
            ty
        }
    }

    fn structure(
        &mut self,
        form: &Form,
        members: &[Member],
        way: &Way,
        structs: &mut Vec<Struct>,
    ) -> Type {
        let name = free(std::iter::once(way.name.clone()), &self.taken);
        self.taken.insert(name.clone());
        let name = ident(&name);
        let place = structs.len();
        structs.push(Struct {
            name: name.clone(),
            origin: origin(form, &way.path),
            fields: Vec::new(),
        });
        let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
        let segments: Vec<String> = keys.iter().map(|key| segment(key)).collect();
        let is_shared =
            |segment: &String| segments.iter().filter(|other| *other == segment).count() > 1;
        let mut made = Vec::with_capacity(members.len());
        for ((member, field), segment) in members.iter().zip(fields(&keys)).zip(&segments) {
            let spelled = if is_shared(segment) {
                unraw(&field)
            } else {
                segment.clone()
            };
            let inner = Way {
                path: step(&way.path, &member.key),
                ..self.within(way, segment, &spelled)
            };
            let ty = self.ty(&member.form, &inner, structs);
            made.push(Field {
                name: field,
                key: member.key.clone(),
                ty,
                may_be_missing: member.may_be_missing,
                origin: origin(&member.form, &inner.path),
            });
        }
        if let Some(structure) = structs.get_mut(place) {
            structure.fields = made;
        }
        Type::Struct(name)
    }
}

fn holds_struct(form: &Form) -> bool {
    match &form.kind {
        Kind::List(items) => holds_struct(items),
        Kind::Object(_) => true,
        _ => false,
    }
}

fn unraw(ident: &Ident) -> String {
    syn::ext::IdentExt::unraw(ident).to_string()
}

fn origin(form: &Form, path: &str) -> Origin {
    Origin {
        file: form.file.clone(),
        path: path.to_owned(),
        example: form.example.clone(),
    }
}

/// `$.customer`, `$['customer-id']`
fn step(path: &str, key: &str) -> String {
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        format!("{path}.{key}")
    } else {
        format!(
            "{path}['{}']",
            key.replace('\\', "\\\\").replace('\'', "\\'")
        )
    }
}

#[cfg(test)]
mod tests;
