//! A description as one line, so that a table of them can be read.
//!
//! `name?` may be missing when it is read, `name~` may be left out when it is written; `a>b|c` is written as `a` and read as
//! `b` or `c`, `-` is neither. `(X => Y)` is written as `X` and read as `Y`. `..X` is flattened, `closed` takes nothing else.

use stepwright::Shape;
use stepwright::shape::{Field, Node, Text, Variant};

/// The description of a type.
pub(crate) fn shown<T: Shape + ?Sized>() -> String {
    show(T::SHAPE)
}

/// A description.
pub(crate) fn show(node: &Node) -> String {
    match node {
        Node::Any | Node::Back("") => "any".to_owned(),
        Node::Never => "never".to_owned(),
        Node::Null => "null".to_owned(),
        Node::Bool => "bool".to_owned(),
        Node::Integer(least, most) => format!("{least}..={most}"),
        Node::Float => "number".to_owned(),
        Node::Text(Text::Any) => "text".to_owned(),
        Node::Text(Text::Char) => "char".to_owned(),
        Node::Text(Text::Timestamp) => "timestamp".to_owned(),
        Node::Text(Text::Form(form)) => format!("<{form}>"),
        Node::Word(word) => format!("'{}'", names(Some(word.gives), word.takes)),
        Node::List(item) => format!("[{}*]", show(item)),
        Node::Tuple(items) => format!("[{}]", all(items.iter().map(|item| show(item)))),
        Node::Map(value) => format!("{{*: {}}}", show(value)),
        Node::Struct(object) => {
            let fields = object.fields.iter().map(field);
            let flattened = object
                .flattened
                .iter()
                .map(|node| format!("..{}", show(node)));
            let closed = if object.closed { "closed " } else { "" };
            format!(
                "{closed}{} {{{}}}",
                object.name,
                all(fields.chain(flattened))
            )
        }
        Node::OneOf(one) => match one.variants {
            [null, some] if one.name.is_empty() && *null.node == Node::Null => {
                format!("{}?", show(some.node))
            }
            variants => {
                let variants: Vec<String> = variants.iter().map(variant).collect();
                format!("{}({})", one.name, variants.join(" | "))
            }
        },
        Node::Split { gives, takes } => format!("({} => {})", show(gives), show(takes)),
        Node::Back(name) => format!("^{name}"),
    }
}

fn all(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<String>>().join(", ")
}

fn names(gives: Option<&str>, takes: &[&str]) -> String {
    match (gives, takes) {
        (Some(gives), [takes]) if gives == *takes => gives.to_owned(),
        (gives, []) => format!("{}>-", gives.unwrap_or("-")),
        (gives, takes) => format!("{}>{}", gives.unwrap_or("-"), takes.join("|")),
    }
}

fn field(field: &Field) -> String {
    let missing = if field.may_be_missing { "?" } else { "" };
    let left_out = if field.may_be_left_out { "~" } else { "" };
    format!(
        "{}{missing}{left_out}: {}",
        names(field.gives, field.takes),
        show(field.node)
    )
}

fn variant(variant: &Variant) -> String {
    let sides = match (variant.is_given, variant.is_taken) {
        (true, true) => "",
        (true, false) => "only given ",
        (false, true) => "only taken ",
        (false, false) => "never ",
    };
    let name = if variant.name.is_empty() {
        String::new()
    } else {
        format!("{}: ", variant.name)
    };
    format!("{sides}{name}{}", show(variant.node))
}
