//! Enums, in every representation.

use proptest_derive::Arbitrary;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use stepwright::Shape;

use crate::properties::{gives, holds};
use crate::show::shown;
use crate::structs::{table, types};

types! {
    enum Words {
        One,
        TwoWords,
        r#Type,
    }

    enum External {
        Unit,
        Newtype(u8),
        Optional(Option<u8>),
        Tuple(u8, bool),
        Struct { some_field: u8, other: Option<bool> },
        Empty {},
    }

    #[serde(tag = "kind")]
    enum Internal {
        Unit,
        Struct { some_field: u8 },
        Inner(Inner),
        ClosedInner(ClosedInner),
        Map(BTreeMap<String, u8>),
        UnitStruct(UnitStruct),
        External(External),
        Nested(Nested),
    }

    struct Inner {
        inner: u8,
    }

    #[serde(deny_unknown_fields)]
    struct ClosedInner {
        inner: u8,
    }

    struct UnitStruct;

    #[serde(tag = "nested")]
    enum Nested {
        Deep { a: u8 },
    }

    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        Unit,
        Newtype(u8),
        Optional(Option<u8>),
        Tuple(u8, bool),
        Struct { some_field: u8 },
    }

    #[serde(untagged)]
    enum Untagged {
        Unit,
        Number(f64),
        Words(Words),
        Struct { some_field: u8 },
        List(Vec<u8>),
        Tuple(bool, bool),
    }
}

/// Its empty array is read from text, but not from a `serde_json::Value`.
#[derive(Shape)]
enum EmptyTuple {
    A(),
}

#[test]
fn each_representation_is_told() {
    let inner = "Inner {inner: 0..=255}";
    let external = "External(Unit: 'Unit' \
        | Newtype: closed External::Newtype {Newtype: 0..=255} \
        | Optional: closed External::Optional {Optional: 0..=255?} \
        | Tuple: closed External::Tuple {Tuple: [0..=255, bool]} \
        | Struct: closed External::Struct {Struct: External::Struct {some_field: 0..=255, other?: bool?}} \
        | Empty: closed External::Empty {Empty: External::Empty {}})";
    table! {
        EmptyTuple => "EmptyTuple(A: closed EmptyTuple::A {A: []})",
        Words => "Words(One: 'One' | TwoWords: 'TwoWords' | Type: 'Type')",
        External => external,
        Internal => format!("Internal(Unit: Internal::Unit {{kind: 'Unit'}} \
            | Struct: Internal::Struct {{kind: 'Struct', some_field: 0..=255}} \
            | Inner: Internal::Inner {{kind: 'Inner', ..{inner}}} \
            | ClosedInner: closed Internal::ClosedInner {{kind: 'ClosedInner', ..closed Closed{inner}}} \
            | Map: Internal::Map {{kind: 'Map', ..{{*: 0..=255}}}} \
            | UnitStruct: closed Internal::UnitStruct {{kind: 'UnitStruct', ..null}} \
            | External: closed Internal::External {{kind: 'External', ..{external}}} \
            | Nested: Internal::Nested {{kind: 'Nested', ..Nested(Deep: Nested::Deep {{nested: 'Deep', a: 0..=255}})}})"),
        Adjacent => "Adjacent(Unit: Adjacent::Unit {t: 'Unit', ->c?: null} \
            | Newtype: Adjacent::Newtype {t: 'Newtype', c: 0..=255} \
            | Optional: Adjacent::Optional {t: 'Optional', c?: 0..=255?} \
            | Tuple: Adjacent::Tuple {t: 'Tuple', c: [0..=255, bool]} \
            | Struct: Adjacent::Struct {t: 'Struct', c: Adjacent::Struct {some_field: 0..=255}})",
        Untagged => "Untagged(Unit: null | Number: number \
            | Words: Words(One: 'One' | TwoWords: 'TwoWords' | Type: 'Type') \
            | Struct: Untagged::Struct {some_field: 0..=255} | List: [0..=255*] | Tuple: [bool, bool])",
    }
    holds::<Words>();
    holds::<External>();
    holds::<Internal>();
    holds::<Adjacent>();
    holds::<Untagged>();
}

types! {
    #[serde(rename_all = "kebab-case", rename_all_fields(serialize = "camelCase", deserialize = "UPPERCASE"))]
    enum Cases {
        FirstVariant { some_field: u8, #[serde(rename = "x")] renamed: u8 },
        #[serde(rename_all(deserialize = "PascalCase"))]
        SecondVariant { some_field: u8 },
        #[serde(rename = "3rd", alias = "third")]
        ThirdVariant,
        #[serde(rename(serialize = "out", deserialize = "in"))]
        FourthVariant,
    }

    #[serde(tag = "t", rename_all(serialize = "SCREAMING-KEBAB-CASE"))]
    enum TagCases {
        OneVariant,
        #[serde(alias = "Two")]
        OtherVariant { a: u8 },
    }
}

macro_rules! cases {
    ($($name:ident $case:literal $word:literal;)*) => {
        types! {$(
            #[serde(rename_all = $case)]
            enum $name {
                VeryTasty2,
            }
        )*}

        #[test]
        fn variants_follow_the_case() {
            table! {$(
                $name => format!("{}(VeryTasty2: '{}')", stringify!($name), $word),
            )*}
            $(holds::<$name>();)*
        }
    };
}

cases! {
    Lower "lowercase" "verytasty2";
    Upper "UPPERCASE" "VERYTASTY2";
    Pascal "PascalCase" "VeryTasty2";
    Camel "camelCase" "veryTasty2";
    Snake "snake_case" "very_tasty2";
    Screaming "SCREAMING_SNAKE_CASE" "VERY_TASTY2";
    Kebab "kebab-case" "very-tasty2";
    ScreamingKebab "SCREAMING-KEBAB-CASE" "VERY-TASTY2";
}

#[test]
fn names_are_told_for_each_side() {
    table! {
        Cases => "Cases(FirstVariant: closed Cases::FirstVariant {first-variant: \
            Cases::FirstVariant {someField>SOME_FIELD: 0..=255, x: 0..=255}} \
            | SecondVariant: closed Cases::SecondVariant {second-variant: \
            Cases::SecondVariant {someField>SomeField: 0..=255}} \
            | ThirdVariant: '3rd>3rd|third' | FourthVariant: 'out>in')",
        TagCases => "TagCases(OneVariant: TagCases::OneVariant {t: 'ONE-VARIANT>OneVariant'} \
            | OtherVariant: TagCases::OtherVariant {t: 'OTHER-VARIANT>OtherVariant|Two', a: 0..=255})",
    }
    holds::<Cases>();
    holds::<TagCases>();
}

types! {
    enum Skips {
        Both,
        #[serde(skip)]
        Never(u8),
        #[serde(skip_serializing)]
        OnlyRead,
        #[serde(skip_deserializing)]
        OnlyWritten { a: u8 },
    }

    enum SkippedFields {
        Newtype(#[serde(skip)] u8),
        OnlyRead(#[serde(skip_serializing)] u8),
        Tuple(#[serde(skip)] u8, bool),
        Short(bool, #[serde(default)] u8),
        Struct {
            #[serde(skip)]
            never: u8,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            sometimes: Option<u8>,
        },
    }

    enum AllSkipped {
        #[serde(skip_serializing)]
        A,
        #[serde(skip_serializing)]
        B,
    }
}

#[derive(Shape)]
enum NoVariants {}

#[derive(Shape)]
enum NoneLeft {
    #[serde(skip)]
    Never,
}

#[test]
fn what_is_skipped_is_not_there() {
    table! {
        Skips => "Skips(Both: 'Both' | only taken OnlyRead: 'OnlyRead' \
            | only given OnlyWritten: closed Skips::OnlyWritten {OnlyWritten: Skips::OnlyWritten {a: 0..=255}})",
        SkippedFields => "SkippedFields(Newtype: 'Newtype' \
            | OnlyRead: ('OnlyRead' => closed SkippedFields::OnlyRead {OnlyRead: 0..=255}) \
            | Tuple: closed SkippedFields::Tuple {Tuple: [bool]} \
            | Short: closed SkippedFields::Short {Short: ([bool, 0..=255] => \
            SkippedFields::Short(only taken [bool, 0..=255] | only taken [bool]))} \
            | Struct: closed SkippedFields::Struct {Struct: \
            SkippedFields::Struct {sometimes?~: (0..=255 => 0..=255?)}})",
        NoVariants => "never",
        NoneLeft => "never",
    }
    holds::<Skips>();
    holds::<SkippedFields>();
    holds::<AllSkipped>();
}

types! {
    enum OtherExternal {
        A,
        #[serde(other)]
        Rest,
    }

    #[serde(tag = "t")]
    enum OtherInternal {
        A { a: u8 },
        #[serde(other)]
        Rest,
    }

    #[serde(tag = "t", content = "c")]
    enum OtherAdjacent {
        A(u8),
        #[serde(other)]
        Rest,
    }

    enum PartlyUntagged {
        A,
        B { a: u8 },
        #[serde(untagged)]
        Number(u8),
        #[serde(untagged)]
        Struct { b: u8 },
    }

    #[serde(tag = "t", deny_unknown_fields)]
    enum ClosedInternal {
        Unit,
        Struct { a: u8 },
    }

    #[serde(tag = "t", content = "c", deny_unknown_fields)]
    enum ClosedAdjacent {
        Unit,
        Newtype(u8),
        Struct { a: u8 },
    }

    #[serde(deny_unknown_fields)]
    enum ClosedExternal {
        Unit,
        Struct { a: u8 },
    }

    #[serde(untagged, deny_unknown_fields)]
    enum ClosedUntagged {
        A { a: u8 },
        B { b: u8 },
    }

    #[serde(tag = "t")]
    enum Flattened {
        A {
            a: u8,
            #[serde(flatten)]
            inner: Inner,
        },
    }
}

#[test]
fn what_is_not_known_is_told() {
    table! {
        OtherExternal => "OtherExternal(A: 'A' | Rest: ('Rest' => text))",
        OtherInternal => "OtherInternal(A: OtherInternal::A {t: 'A', a: 0..=255} \
            | Rest: OtherInternal::Rest {t: ('Rest' => text)})",
        OtherAdjacent => "OtherAdjacent(A: OtherAdjacent::A {t: 'A', c: 0..=255} \
            | Rest: OtherAdjacent::Rest {t: ('Rest' => text), ->c?: null})",
        PartlyUntagged => "PartlyUntagged(A: 'A' \
            | B: closed PartlyUntagged::B {B: PartlyUntagged::B {a: 0..=255}} \
            | Number: 0..=255 | Struct: PartlyUntagged::Struct {b: 0..=255})",
        ClosedInternal => "ClosedInternal(Unit: ClosedInternal::Unit {t: 'Unit'} \
            | Struct: closed ClosedInternal::Struct {t: 'Struct', a: 0..=255})",
        ClosedAdjacent => "ClosedAdjacent(Unit: closed ClosedAdjacent::Unit {t: 'Unit', ->c?: null} \
            | Newtype: closed ClosedAdjacent::Newtype {t: 'Newtype', c: 0..=255} \
            | Struct: closed ClosedAdjacent::Struct {t: 'Struct', c: closed ClosedAdjacent::Struct {a: 0..=255}})",
        Flattened => "Flattened(A: Flattened::A {t: 'A', a: 0..=255, ..Inner {inner: 0..=255}})",
    }
    holds::<OtherExternal>();
    gives(proptest::arbitrary::any::<OtherInternal>());
    gives(proptest::arbitrary::any::<OtherAdjacent>());
    holds::<PartlyUntagged>();
    holds::<ClosedInternal>();
    holds::<ClosedAdjacent>();
    holds::<ClosedExternal>();
    holds::<ClosedUntagged>();
    holds::<Flattened>();
}

types! {
    enum With {
        #[serde(serialize_with = "as_one")]
        Written(u8),
        #[serde(with = "both")]
        Both { a: u8 },
        #[shape(opaque)]
        Opaque(u8),
        Field(#[serde(with = "both")] u8),
        Known(#[serde(with = "both")] #[shape(as = "u8")] u8),
    }

    #[serde(tag = "t", content = "c")]
    enum AdjacentWith {
        #[serde(with = "both")]
        Both(u8),
        Field(#[serde(with = "both")] u8),
    }
}

fn as_one<S: Serializer>(value: &u8, to: S) -> Result<S::Ok, S::Error> {
    (value, "and more").serialize(to)
}

mod both {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &u8, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        u8::deserialize(from)
    }
}

#[test]
fn what_a_function_makes_is_anything_or_what_is_said() {
    table! {
        With => "With(Written: closed With::Written {Written: (any => 0..=255)} \
            | Both: closed With::Both {Both: any} | Opaque: closed With::Opaque {Opaque: any} \
            | Field: closed With::Field {Field: any} | Known: closed With::Known {Known: 0..=255})",
        AdjacentWith => "AdjacentWith(Both: AdjacentWith::Both {t: 'Both', c: any} \
            | Field: AdjacentWith::Field {t: 'Field', c: any})",
    }
    gives(proptest::arbitrary::any::<With>());
    gives(proptest::arbitrary::any::<AdjacentWith>());
}

/// What names the fields of a struct to a reader of its own is read from words and numbers.
#[derive(Debug, Deserialize, Shape)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Identifier {
    A,
    Other(String),
}

#[test]
fn an_identifier_is_anything() {
    table! { Identifier => "any", }
}
