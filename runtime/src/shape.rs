//! What Rust types look like as JSON, as constants: what a workflow is proven against while it compiles.
//!
//! `#[derive(Shape)]` describes a type after its serde attributes. A description says both what serialising gives and
//! what deserialising takes, because the two differ: a field under `skip_serializing_if` may be missing in what a
//! handler gives, a field under `default` may be missing in what it takes.
//!
//! Where serde takes a second form besides the one that it gives (an array for a struct, an object with a `null` for a
//! variant without data), the description keeps to the first.
//!
//! The types of `std` and `serde_json` have shapes. So have those of `bytes`, `chrono`, `jiff`, `rust_decimal`, `url` and
//! `uuid`, each where the feature of that name is on.

mod crates;
mod json;
pub(crate) mod probe;
mod std_types;

/// A type whose JSON form is known while compiling.
///
/// Derived, as a rule. A type without it is no mistake: it counts as anything at all, and what rests on it is listed as
/// open in the workflow's proof.
#[diagnostic::on_unimplemented(
    message = "the JSON form of `{Self}` is not known",
    label = "no `Shape`",
    note = "`#[derive(stepwright::Shape)]` describes a type after its serde attributes"
)]
pub trait Shape {
    /// The description.
    const SHAPE: &'static Node;

    /// Whether a struct's field of this type may be missing when it is deserialised, without a `default`: an `Option`, and
    /// what serde reads as one, such as a `Box` of it.
    const OPTIONAL: bool = false;
}

/// The JSON form of a type, or of a part of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    /// Anything: nothing is known.
    Any,
    /// Nothing at all: a type without values.
    Never,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number within bounds, both included. Unsigned ones of 128 bits are cut to `i128::MAX`.
    Integer(i128, i128),
    /// Any number.
    Float,
    /// A string of some form.
    Text(Text),
    /// One word of an enum: a variant without data, or a tag.
    Word(&'static Word),
    /// An array of any length, its items alike.
    List(&'static Node),
    /// An array of exactly these items.
    Tuple(&'static [&'static Node]),
    /// An object with any keys, its values alike.
    Map(&'static Node),
    /// An object with known fields.
    Struct(&'static Struct),
    /// One of several forms: an enum's variants, or an `Option`'s two.
    OneOf(&'static OneOf),
    /// What serialising gives and what deserialising takes, where a type's attributes make them two things.
    Split {
        /// What serialising gives.
        gives: &'static Node,
        /// What deserialising takes.
        takes: &'static Node,
    },
    /// The nearest struct or enum of that name around this node: a type that contains itself.
    Back(&'static str),
}

/// The form of a type without [`Shape`]: what it gives may be anything, and whether it takes a value is not known.
/// ([`Node::Any`] takes everything, as `serde_json::Value` does.)
pub const UNKNOWN: &Node = &Node::Back("");

/// What is known of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Nothing more.
    Any,
    /// One character.
    Char,
    /// An RFC 3339 timestamp, as `TimestampPath` and `IsTimestamp` take it.
    Timestamp,
    /// Text of another form, which not every string has; its name, such as `a UUID`.
    Form(&'static str),
}

/// A word of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What serialising gives.
    pub gives: &'static str,
    /// What deserialising takes: the same, or another name, and the aliases.
    pub takes: &'static [&'static str],
}

/// An object with known fields.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Struct {
    /// The Rust type's name, or `Type::Variant`.
    pub name: &'static str,
    /// The fields, in their order.
    pub fields: &'static [Field],
    /// What is flattened into it: objects whose fields are this one's too. `null` adds no field, a [`Node::Word`] one of
    /// that name, which is `null`; a flattened object's own `closed` says nothing here.
    pub flattened: &'static [&'static Node],
    /// Deserialising takes no other fields: `deny_unknown_fields`, and the object with one field that a variant is.
    pub closed: bool,
}

/// A field of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name that serialising gives it; none under `skip_serializing`.
    pub gives: Option<&'static str>,
    /// It may be left out when serialising (`skip_serializing_if`).
    pub may_be_left_out: bool,
    /// The names that deserialising takes: one and its aliases; none under `skip_deserializing`.
    pub takes: &'static [&'static str],
    /// It may be missing when deserialising (`default`, an `Option`).
    pub may_be_missing: bool,
    /// Its value.
    pub node: &'static Node,
}

/// One of several forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneOf {
    /// The Rust type's name; empty for an `Option`. A type that contains itself and is neither struct nor enum is one of
    /// this name with a single form.
    pub name: &'static str,
    /// The forms, in their order.
    pub variants: &'static [Variant],
}

/// A form among several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variant {
    /// The variant's name in Rust; empty where the form is no variant, as in an `Option`.
    pub name: &'static str,
    /// Its whole JSON form, tag and all.
    pub node: &'static Node,
    /// Serialising may give it.
    pub is_given: bool,
    /// Deserialising takes it.
    pub is_taken: bool,
}
