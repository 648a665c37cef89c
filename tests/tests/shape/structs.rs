//! Structs, under every attribute of serde's.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use proptest_derive::Arbitrary;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use stepwright::Shape;

use crate::properties::{gives, holds, takes};
use crate::show::shown;

/// Types that can be made at random, written and read.
macro_rules! types {
    ($($item:item)*) => {$(
        #[derive(Arbitrary, Clone, Debug, Deserialize, Serialize, Shape)]
        $item
    )*};
}
pub(crate) use types;

/// What each type is described as.
macro_rules! table {
    ($($ty:ty => $shape:expr,)*) => {$(
        assert_eq!(shown::<$ty>(), $shape, "{}", stringify!($ty));
    )*};
}
pub(crate) use table;

types! {
    struct Kinds {
        truth: bool,
        number: f64,
        count: u8,
        letter: char,
        text: String,
        maybe: Option<i16>,
        nested: Option<Option<bool>>,
    }

    struct Nothing {}

    struct Raw {
        r#type: bool,
    }

    struct Unit;

    struct Newtype(u8);

    struct OptionalNewtype(Option<u8>);

    struct Pair(u8, String);

    struct Empty();
}

#[test]
fn fields_are_as_they_are() {
    table! {
        Kinds => "Kinds {truth: bool, number: number, count: 0..=255, letter: char, text: text, \
                  maybe?: -32768..=32767?, nested?: bool??}",
        Nothing => "Nothing {}",
        Raw => "Raw {type: bool}",
        Unit => "null",
        Newtype => "0..=255",
        OptionalNewtype => "0..=255?",
        Pair => "[0..=255, text]",
        Empty => "[]",
    }
    holds::<Kinds>();
    holds::<Nothing>();
    holds::<Raw>();
    holds::<Unit>();
    holds::<Newtype>();
    holds::<OptionalNewtype>();
    holds::<Pair>();
    holds::<Empty>();
}

macro_rules! cases {
    ($($name:ident $case:literal $field:literal;)*) => {
        types! {$(
            #[serde(rename_all = $case)]
            struct $name {
                snake_case_2: bool,
                #[serde(rename = "as IT is")]
                renamed_here: bool,
            }
        )*}

        #[test]
        fn names_follow_the_case() {
            table! {$(
                $name => format!("{} {{{}: bool, as IT is: bool}}", stringify!($name), $field),
            )*}
            $(holds::<$name>();)*
        }
    };
}

cases! {
    Lower "lowercase" "snake_case_2";
    Upper "UPPERCASE" "SNAKE_CASE_2";
    Pascal "PascalCase" "SnakeCase2";
    Camel "camelCase" "snakeCase2";
    Snake "snake_case" "snake_case_2";
    Screaming "SCREAMING_SNAKE_CASE" "SNAKE_CASE_2";
    Kebab "kebab-case" "snake-case-2";
    ScreamingKebab "SCREAMING-KEBAB-CASE" "SNAKE-CASE-2";
}

types! {
    #[serde(rename_all(serialize = "camelCase", deserialize = "kebab-case"))]
    struct TwoCases {
        of_two_minds: bool,
        #[serde(rename(serialize = "out"))]
        only_out: bool,
        #[serde(rename(deserialize = "in"), alias = "into")]
        only_in: bool,
        #[serde(rename(serialize = "o", deserialize = "i"))]
        both_ways: bool,
    }

    #[serde(rename(serialize = "out", deserialize = "in"))]
    struct Aliases {
        #[serde(alias = "b", alias = "c", alias = "a")]
        a: bool,
        #[serde(rename = "d", alias = "e")]
        renamed: Option<bool>,
        #[serde(rename(deserialize = "f", deserialize = "g"))]
        several: bool,
    }

    struct Defaults {
        #[serde(default)]
        zero: u8,
        #[serde(default = "one")]
        one: u8,
        two: u8,
    }

    #[serde(default)]
    #[derive(Default)]
    struct AllDefaults {
        zero: u8,
        one: String,
    }
}

fn one() -> u8 {
    1
}

#[test]
fn names_and_defaults_are_told_for_each_side() {
    table! {
        TwoCases => "TwoCases {ofTwoMinds>of-two-minds: bool, out>only-out: bool, onlyIn>in|into: bool, o>i: bool}",
        Aliases => "Aliases {a>a|b|c: bool, d>d|e?: bool?, several>f|g: bool}",
        Defaults => "Defaults {zero?: 0..=255, one?: 0..=255, two: 0..=255}",
        AllDefaults => "AllDefaults {zero?: 0..=255, one?: text}",
    }
    holds::<TwoCases>();
    holds::<Aliases>();
    holds::<Defaults>();
    holds::<AllDefaults>();
}

types! {
    struct Skips {
        #[serde(skip)]
        never: u8,
        #[serde(skip_serializing)]
        only_read: u8,
        #[serde(skip_deserializing)]
        only_written: u8,
        #[serde(skip_serializing_if = "is_zero")]
        unless_zero: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        unless_none: Option<u8>,
        #[serde(skip_serializing_if = "std::option::Option::is_none", default)]
        path: Option<Option<u8>>,
        #[serde(skip_serializing_if = "maybe_zero")]
        maybe_zero: Option<u8>,
        #[serde(skip_serializing, default)]
        only_read_if_there: u8,
    }

    struct SkippingTuple(#[serde(skip)] u8, bool, #[serde(skip_deserializing)] char, #[serde(skip_serializing)] String);

    struct LeavingTuple(#[serde(skip_serializing_if = "is_zero", default)] u8, #[serde(default)] u8);

    struct ShortTuple(u8, #[serde(default)] u8, #[serde(default = "one")] u8);

    #[serde(default)]
    #[derive(Default)]
    struct AllDefaultsTuple(u8, bool);
}

fn is_zero(number: &u8) -> bool {
    *number == 0
}

fn maybe_zero(number: &Option<u8>) -> bool {
    *number == Some(0)
}

#[test]
fn what_is_skipped_is_not_there() {
    table! {
        Skips => "Skips {->only_read: 0..=255, only_written>-?: 0..=255, unless_zero~: 0..=255, \
                  unless_none?~: (0..=255 => 0..=255?), path?~: (0..=255? => 0..=255??), \
                  maybe_zero?~: 0..=255?, ->only_read_if_there?: 0..=255}",
        SkippingTuple => "([bool, char] => [bool, text])",
        LeavingTuple => "([any*] => LeavingTuple(only taken [0..=255, 0..=255] | only taken [0..=255] | only taken []))",
        ShortTuple => "([0..=255, 0..=255, 0..=255] => ShortTuple(only taken [0..=255, 0..=255, 0..=255] \
                       | only taken [0..=255, 0..=255] | only taken [0..=255]))",
        AllDefaultsTuple => "([0..=255, bool] => AllDefaultsTuple(only taken [0..=255, bool] | only taken [0..=255] \
                             | only taken []))",
    }
    holds::<Skips>();
    holds::<SkippingTuple>();
    holds::<LeavingTuple>();
    holds::<ShortTuple>();
    holds::<AllDefaultsTuple>();
}

types! {
    #[serde(deny_unknown_fields)]
    struct Closed {
        a: u8,
        #[serde(flatten)]
        inner: Inner,
    }

    struct Inner {
        b: bool,
        c: Option<u8>,
    }

    struct Maybe {
        d: String,
    }

    struct Flat {
        first: u8,
        #[serde(flatten)]
        inner: Box<Inner>,
        #[serde(flatten)]
        unit: (),
        #[serde(flatten)]
        maybe: Option<Maybe>,
        #[serde(flatten, skip_serializing)]
        only_read: Read,
        #[serde(flatten, skip_deserializing)]
        only_written: Written,
        #[serde(flatten, skip_serializing_if = "Option::is_none")]
        unless_none: Option<One>,
        last: u8,
    }

    struct FlatMap {
        first: u8,
        #[serde(flatten)]
        deeper: FlatInFlat,
        #[serde(flatten)]
        rest: BTreeMap<Key, bool>,
    }

    struct FlatInFlat {
        second: u8,
        #[serde(flatten)]
        inner: Maybe,
    }

    struct Read {
        read: u8,
    }

    #[derive(Default)]
    struct Written {
        written: u8,
    }

    struct One {
        one: u8,
        another: u8,
    }

    struct FlatEnums {
        #[serde(flatten)]
        external: External,
        #[serde(flatten)]
        internal: Internal,
        #[serde(flatten)]
        adjacent: Adjacent,
        #[serde(flatten)]
        untagged: Untagged,
    }

    enum External {
        Unit,
        Newtype(u8),
        Tuple(u8, bool),
        Struct { a: u8 },
    }

    #[serde(tag = "internal")]
    enum Internal {
        Unit,
        Struct { i: u8 },
    }

    #[serde(tag = "adjacent", content = "content")]
    enum Adjacent {
        Unit,
        Newtype(u8),
    }

    #[serde(untagged)]
    enum Untagged {
        Inner(Inner),
        Maybe(Maybe),
    }

    struct FlatMaybeEnum {
        #[serde(flatten)]
        external: Option<External>,
    }

    #[derive(Eq, Ord, PartialEq, PartialOrd)]
    enum Key {
        A,
        B,
    }
}

#[test]
fn what_is_flattened_is_among_the_fields() {
    let inner = "Inner {b: bool, c?: 0..=255?}";
    let maybe = "Maybe {d: text}";
    table! {
        Closed => format!("closed Closed {{a: 0..=255, ..{inner}}}"),
        Flat => format!(
            "Flat {{first: 0..=255, last: 0..=255, ..{inner}, ..null, ..{maybe}?, \
             ..(null => Read {{read: 0..=255}}), ..(Written {{written: 0..=255}} => null), \
             ..(One {{one: 0..=255, another: 0..=255}}? => One {{one: 0..=255, another: 0..=255}}?)}}"
        ),
        FlatMap => format!("FlatMap {{first: 0..=255, ..FlatInFlat {{second: 0..=255, ..{maybe}}}, ..{{*: bool}}}}"),
    }
    holds::<Closed>();
    holds::<Flat>();
    gives(proptest::arbitrary::any::<FlatMap>());
    holds::<FlatEnums>();
    holds::<FlatMaybeEnum>();
}

types! {
    #[serde(transparent)]
    struct Transparent<T> {
        inner: Option<u8>,
        marker: PhantomData<T>,
    }

    #[serde(transparent)]
    struct TransparentBesideSkipped {
        #[serde(skip)]
        beside: u8,
        inner: Kinds,
    }

    struct MayBeMissing {
        option: Option<u8>,
        boxed: Box<Option<u8>>,
        transparent: Transparent<u8>,
        from: FromOption,
    }

    struct NotMissing {
        newtype: OptionalNewtype,
        unit: (),
        marker: PhantomData<u8>,
        #[serde(with = "itself")]
        with: Option<u8>,
        #[serde(deserialize_with = "itself::deserialize")]
        deserialize_with: Option<u8>,
    }

    #[serde(from = "Option<u8>", into = "Option<u8>")]
    struct FromOption(Option<u8>);

    #[serde(try_from = "String")]
    struct FromString {
        letters: u8,
    }

    #[serde(into = "String")]
    struct IntoString {
        letters: u8,
    }
}

mod itself {
    use super::*;

    pub(super) fn serialize<S: Serializer>(value: &Option<u8>, to: S) -> Result<S::Ok, S::Error> {
        value.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
        Option::deserialize(from)
    }
}

impl From<Option<u8>> for FromOption {
    fn from(option: Option<u8>) -> FromOption {
        FromOption(option)
    }
}

impl From<FromOption> for Option<u8> {
    fn from(option: FromOption) -> Option<u8> {
        option.0
    }
}

impl From<String> for FromString {
    fn from(string: String) -> FromString {
        FromString {
            letters: u8::try_from(string.len()).unwrap_or(u8::MAX),
        }
    }
}

impl From<IntoString> for String {
    fn from(string: IntoString) -> String {
        "a".repeat(string.letters.into())
    }
}

#[test]
fn what_stands_for_another_type_is_that_type() {
    table! {
        Transparent<String> => "0..=255?",
        TransparentBesideSkipped => shown::<Kinds>(),
        FromOption => "0..=255?",
        FromString => "(FromString {letters: 0..=255} => text)",
        IntoString => "(text => IntoString {letters: 0..=255})",
    }
    holds::<Transparent<u8>>();
    holds::<TransparentBesideSkipped>();
    holds::<FromOption>();
    holds::<FromString>();
    holds::<IntoString>();
}

#[test]
fn a_field_may_be_missing_where_its_type_takes_that() {
    table! {
        MayBeMissing => "MayBeMissing {option?: 0..=255?, boxed?: 0..=255?, transparent?: 0..=255?, from?: 0..=255?}",
        NotMissing => "NotMissing {newtype: 0..=255?, unit: null, marker: null, with: any, \
                       deserialize_with: (0..=255? => any)}",
    }
    holds::<MayBeMissing>();
    gives(proptest::arbitrary::any::<NotMissing>());
    let all = serde_json::json!({
        "newtype": null, "unit": null, "marker": null, "with": null, "deserialize_with": null
    });
    assert!(serde_json::from_value::<NotMissing>(all.clone()).is_ok());
    for field in ["newtype", "unit", "marker", "with", "deserialize_with"] {
        let mut json = all.clone();
        json.as_object_mut().unwrap().remove(field);
        assert!(
            serde_json::from_value::<NotMissing>(json).is_err(),
            "{field}"
        );
    }
}

types! {
    struct With {
        #[serde(with = "itself")]
        with: Option<u8>,
        #[serde(serialize_with = "itself::serialize")]
        written: Option<u8>,
        #[serde(with = "itself")]
        #[shape(as = "Option<u8>")]
        known: Option<u8>,
        #[serde(with = "itself", default)]
        #[shape(as = "Option<u8>")]
        defaulted: Option<u8>,
        #[shape(opaque)]
        opaque: u8,
        #[shape(opaque)]
        opaque_option: Option<u8>,
        #[serde(flatten)]
        #[shape(opaque)]
        flattened: Inner,
    }

    struct Remote {
        #[serde(with = "LettersDef", bound = "", rename = "it")]
        #[shape(as = "LettersDef")]
        remote: Letters,
        #[serde(with = "itself", skip_serializing_if = "Option::is_none", default)]
        #[shape(as = "Option<u8>")]
        known: Option<u8>,
    }

    #[shape(opaque)]
    struct Opaque<T> {
        inside: T,
    }

    #[serde(tag = "type", rename = "It")]
    struct Tagged {
        a: u8,
    }

    #[serde(tag = "type", deny_unknown_fields)]
    struct TaggedAndClosed {
        a: u8,
    }
}

/// Another crate's type, say.
#[derive(Arbitrary, Clone, Debug)]
struct Letters {
    letters: String,
}

impl Letters {
    fn get(&self) -> String {
        self.letters.clone()
    }
}

#[derive(Deserialize, Serialize, Shape)]
#[serde(remote = "Letters", expecting = "letters", crate = "serde")]
struct LettersDef {
    #[serde(getter = "Letters::get", rename = "text")]
    letters: String,
}

impl From<LettersDef> for Letters {
    fn from(letters: LettersDef) -> Letters {
        Letters {
            letters: letters.letters,
        }
    }
}

/// Written and read by hand.
#[derive(Debug, Shape)]
#[shape(as = "Option<u8>")]
struct ByHand;

#[derive(Shape)]
struct OfByHand {
    by_hand: ByHand,
}

#[test]
fn what_a_function_makes_is_anything_or_what_is_said() {
    table! {
        With => "With {with: any, written?: (any => 0..=255?), known: 0..=255?, defaulted?: 0..=255?, opaque: any, \
                 opaque_option?: any, ..any}",
        Remote => "Remote {it: LettersDef {text: text}, known?~: (0..=255 => 0..=255?)}",
        Opaque<Unshaped> => "any",
        OfByHand => "OfByHand {by_hand?: 0..=255?}",
        Tagged => "Tagged {type>-?: 'It', a: 0..=255}",
        TaggedAndClosed => "closed TaggedAndClosed {type>-?: 'TaggedAndClosed', a: 0..=255}",
    }
    gives(proptest::arbitrary::any::<With>());
    holds::<Remote>();
    holds::<Tagged>();
    holds::<TaggedAndClosed>();
}

struct Unshaped;

types! {
    struct Generic<T, U> {
        t: T,
        u: Vec<U>,
        both: Option<(T, U)>,
    }

    struct Marked<T> {
        marker: PhantomData<T>,
    }
}

/// serde has arrays of each length, but not of any.
#[derive(Shape)]
struct Array<T, const N: usize> {
    items: [T; N],
}

#[derive(Debug, Serialize, Shape)]
struct Borrowed<'a, T: ?Sized> {
    text: &'a str,
    cow: Cow<'a, str>,
    slice: &'a [u8],
    generic: &'a T,
}

trait Source {
    type Item;
}

impl Source for u8 {
    type Item = bool;
}

#[derive(Shape)]
struct Page<S: Source> {
    items: Vec<S::Item>,
    first: <S as Source>::Item,
}

#[test]
fn what_is_generic_is_described_for_each_type() {
    table! {
        Generic<u8, bool> => "Generic {t: 0..=255, u: [bool*], both?: [0..=255, bool]?}",
        Generic<Option<u8>, Pair> => "Generic {t?: 0..=255?, u: [[0..=255, text]*], \
                                      both?: [0..=255?, [0..=255, text]]?}",
        Array<bool, 3> => "Array {items: [bool, bool, bool]}",
        Marked<Unshaped> => "Marked {marker: null}",
        Borrowed<'static, [bool]> => "Borrowed {text: text, cow: text, slice: [0..=255*], generic: [bool*]}",
        Page<u8> => "Page {items: [bool*], first: bool}",
    }
    holds::<Generic<u8, bool>>();
    holds::<Generic<Option<u8>, Pair>>();
    takes::<Generic<Generic<u8, bool>, String>>();
    let borrowed = Borrowed {
        text: "a",
        cow: Cow::Borrowed("b"),
        slice: &[1],
        generic: "c",
    };
    assert_eq!(
        serde_json::to_value(&borrowed).unwrap(),
        serde_json::json!({ "text": "a", "cow": "b", "slice": [1], "generic": "c" })
    );
}
