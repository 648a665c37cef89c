//! Documents against `serde_json`, which says how Rust values look as JSON.
mod edit;

use super::{Map, Str, Value, has_json};
use crate::program::Literal;
use proptest::prelude::*;
use serde::{Deserialize, Serialize, Serializer, de::DeserializeOwned};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone, Default)]
struct Order {
    id: String,
    #[serde(rename = "amountCents")]
    amount: u64,
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Unit;

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone, Eq, PartialOrd, Ord)]
struct Newtype(i32);

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Pair(i8, String);

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
enum External {
    Unit,
    Newtype(Option<u8>),
    Tuple(i64, bool),
    Struct { a: f64, b: Vec<External> },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "type")]
enum Internal {
    Unit,
    Newtype(Order),
    Struct { a: i64 },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    Newtype(char),
    Tuple(u16, u16),
    Struct { a: () },
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
#[serde(untagged)]
enum Untagged {
    Flag(bool),
    Number(f64),
    Text(String),
    Fields { x: i32 },
    Empty(()),
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone, PartialOrd, Ord, Eq)]
enum Key {
    First,
    #[serde(rename = "second one")]
    Second,
}

#[derive(Serialize, Deserialize, Debug, PartialEq, Clone)]
struct Flat {
    before: u8,
    #[serde(flatten)]
    order: Order,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Clone)]
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

/// The same JSON as `serde_json` makes, and the same value back, owned and shared.
fn like_serde_json<T: Serialize + DeserializeOwned + Debug + PartialEq + Clone + 'static>(
    value: &T,
) {
    let theirs = serde_json::to_value(value).expect("a value with a JSON form");
    let ours = Value::of(value).expect("a value with a JSON form");
    assert!(has_json(value), "{value:?}");
    assert_eq!(serde_json::Value::from(ours.clone()), theirs, "{value:?}");
    assert_eq!(
        ours.to_string(),
        serde_json::to_string(&theirs).expect("text")
    );
    assert_eq!(serde_json::to_value(&ours).expect("a document"), theirs);
    assert_eq!(ours.json_len(usize::MAX), ours.to_string().len());
    let shared = ours.clone();
    assert_eq!(&ours.take::<T>().expect("the same type"), value);
    assert_eq!(&T::deserialize(&shared).expect("the same type"), value);
    let holder = shared.clone();
    assert_eq!(&shared.take::<T>().expect("the same type"), value);
    drop(holder);
}

#[test]
fn rust_values_look_as_serde_json_shows_them() {
    let order = Order {
        id: "a\"\u{1}é".into(),
        amount: u64::MAX,
        note: Some("x".into()),
        tags: vec!["t".into()],
    };
    like_serde_json(&order);
    like_serde_json(&Order::default());
    like_serde_json(&Unit);
    like_serde_json(&Newtype(-1));
    like_serde_json(&Pair(-128, String::new()));
    like_serde_json(&vec![
        External::Unit,
        External::Newtype(None),
        External::Newtype(Some(1)),
        External::Tuple(i64::MIN, true),
        External::Struct {
            a: -0.0,
            b: vec![External::Unit],
        },
    ]);
    like_serde_json(&vec![
        Internal::Unit,
        Internal::Newtype(order.clone()),
        Internal::Struct { a: -5 },
    ]);
    like_serde_json(&vec![
        Adjacent::Unit,
        Adjacent::Newtype('ß'),
        Adjacent::Tuple(1, 2),
        Adjacent::Struct { a: () },
    ]);
    like_serde_json(&vec![
        Untagged::Flag(true),
        Untagged::Number(1.5),
        Untagged::Text("1.5".into()),
        Untagged::Fields { x: 3 },
        Untagged::Empty(()),
    ]);
    like_serde_json(&BTreeMap::from([(Key::First, 1), (Key::Second, 2)]));
    like_serde_json(&BTreeMap::from([
        (-1_i64, "a".to_owned()),
        (2, String::new()),
    ]));
    like_serde_json(&BTreeMap::from([(true, 'x'), (false, 'y')]));
    like_serde_json(&BTreeMap::from([(Newtype(7), Some(1.0_f32))]));
    like_serde_json(&BTreeMap::from([('c', BTreeSet::from([1_u128, 2]))]));
    like_serde_json(&(1, "two".to_owned(), [3.0, 4.5], None::<u8>, ()));
    like_serde_json(&Flat {
        before: 1,
        order,
        rest: BTreeMap::from([("more".to_owned(), Value::from(1_i64))]),
    });
    like_serde_json(&json!({"z": [1, 1.0, -0.0, 1e300, null, true, {"a": "\u{10FFFF}"}], "a": {}}));
    like_serde_json(&(i128::from(i64::MIN), u128::from(u64::MAX)));
    like_serde_json(&Some(Some(3)));
    like_serde_json(&Ok::<u8, String>(3));
    like_serde_json(&std::time::Duration::from_millis(1500));
}

#[test]
fn what_only_serialises_looks_the_same_too() {
    for value in [f64::NAN, f64::INFINITY] {
        assert_eq!(Value::of(&value).unwrap(), Value::Null);
    }
    assert_eq!(
        Value::of(&Bytes(vec![0, 255])).unwrap().to_string(),
        "[0,255]"
    );
    assert_eq!(
        Value::of(&0.1_f32).unwrap().to_string(),
        serde_json::to_value(0.1_f32).unwrap().to_string()
    );
    assert_eq!(
        Value::of(&format_args!("{}-{}", 1, 2)).unwrap().to_string(),
        "\"1-2\""
    );
}

#[test]
fn what_has_no_json_form_says_so() {
    let keys = BTreeMap::from([(vec![1], 1)]);
    let theirs = serde_json::to_value(&keys).unwrap_err().to_string();
    assert_eq!(Value::of(&keys).unwrap_err().to_string(), theirs);
    for big in [u128::MAX, u128::from(u64::MAX) + 1] {
        let theirs = serde_json::to_value(big).unwrap_err().to_string();
        assert_eq!(Value::of(&big).unwrap_err().to_string(), theirs);
    }
    let typed = Value::typed(keys);
    assert!(typed.try_json().is_err());
    assert!(typed.is_null());
}

/// Puts one value into every place that a Rust value may have one.
fn everywhere<T: Serialize + Clone>(value: &T) -> Vec<Box<dyn Fn() -> bool + '_>> {
    #[derive(Serialize)]
    struct Fields<'a, T> {
        before: u8,
        value: &'a T,
    }
    #[derive(Serialize)]
    struct Second<'a, T>(u8, &'a T);
    #[derive(Serialize)]
    struct Only<'a, T>(&'a T);
    #[derive(Serialize)]
    enum Variants<'a, T> {
        Only(&'a T),
        Second(u8, &'a T),
        Fields { value: &'a T },
    }
    fn both<T: Serialize>(value: &T) -> bool {
        let has = has_json(value);
        assert_eq!(has, Value::of(value).is_ok());
        has
    }
    vec![
        Box::new(move || both(value)),
        Box::new(move || both(&Some(value))),
        Box::new(move || both(&[value])),
        Box::new(move || both(&(1, value))),
        Box::new(move || both(&Fields { before: 1, value })),
        Box::new(move || both(&Second(1, value))),
        Box::new(move || both(&Only(value))),
        Box::new(move || both(&Variants::Only(value))),
        Box::new(move || both(&Variants::Second(1, value))),
        Box::new(move || both(&Variants::Fields { value })),
        Box::new(move || both(&BTreeMap::from([("key", value)]))),
    ]
}

#[test]
fn whether_there_is_a_json_form_is_known_without_making_it() {
    let refused = BTreeMap::from([(vec![1], 1)]);
    for is_refused in everywhere(&refused)
        .into_iter()
        .chain(everywhere(&u128::MAX))
    {
        assert!(!is_refused());
    }
    let number_as_key = BTreeMap::from([(-1, f64::NAN)]);
    for has in everywhere(&number_as_key) {
        assert!(has());
    }
    let typed = Value::typed(refused);
    let refusal = typed.refusal().map(ToString::to_string);
    assert_eq!(refusal.as_deref(), Some("key must be a string"));
    assert!(Value::typed(1).refusal().is_none());
}

#[test]
fn a_document_of_another_type_is_refused_in_serdes_words() {
    fn both<T: DeserializeOwned + Debug + 'static>(json: serde_json::Value) {
        let value = Value::from(json.clone());
        let shared = T::deserialize(&value).unwrap_err().to_string();
        let ours = value.take::<T>().unwrap_err().to_string();
        assert_eq!(ours, shared);
        let theirs = serde_json::from_value::<T>(json).unwrap_err().to_string();
        assert_eq!(ours, theirs);
    }
    both::<Order>(json!({"id": "a"}));
    both::<Order>(json!({"id": 1, "amountCents": 2}));
    both::<Order>(json!("text"));
    both::<u8>(json!(256));
    both::<u8>(json!(-1));
    both::<i64>(json!(1.5));
    both::<Vec<u8>>(json!({"a": 1}));
    both::<(u8, u8)>(json!([1]));
    both::<(u8, u8)>(json!([1, 2, 3]));
    both::<External>(json!({"Unit": null, "Tuple": []}));
    both::<External>(json!({"Tuple": 1}));
    both::<External>(json!("Struct"));
    both::<External>(json!(3));
    both::<External>(json!("Other"));
    both::<Internal>(json!({"type": "Struct"}));
    both::<Untagged>(json!([]));
    both::<BTreeMap<u8, u8>>(json!({"007": 1}));
    both::<BTreeMap<u8, u8>>(json!({"x": 1}));
    both::<bool>(json!(null));
    both::<String>(json!(null));
}

#[test]
fn a_typed_value_is_moved_out_without_becoming_json() {
    #[derive(Deserialize, Debug)]
    struct NeverJson(#[allow(dead_code, reason = "only moved")] Box<u8>);
    impl Serialize for NeverJson {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("it was serialised")
        }
    }
    let boxed = Box::new(7_u8);
    let place: *const u8 = &raw const *boxed;
    let back: NeverJson = Value::typed(NeverJson(boxed)).take().unwrap();
    assert!(std::ptr::eq(place, &raw const *back.0), "the very same box");
}

#[test]
fn a_shared_or_differently_typed_value_goes_through_json() {
    #[derive(Deserialize)]
    struct Amount {
        #[serde(rename = "amountCents")]
        amount: i8,
    }
    let value = Value::typed(Order {
        amount: 3,
        ..Order::default()
    });
    let other = value.clone();
    assert_eq!(other.take::<Order>().unwrap().amount, 3);
    assert_eq!(value.take::<Amount>().unwrap().amount, 3);
}

#[test]
fn a_document_stays_a_document() {
    let value = Value::typed(Value::from(1_i64));
    assert!(matches!(value, Value::Number(_)), "not wrapped");
    assert_eq!(value.take::<Value>().unwrap(), Value::from(1_i64));
    let typed = Value::typed(Order::default()).take::<Value>().unwrap();
    assert!(matches!(typed, Value::Typed(_)), "not read");
}

#[test]
fn a_typed_value_reads_as_json_made_once() {
    let value = Value::typed(vec![1, 2]);
    let (first, again) = (value.json(), value.json());
    assert!(std::ptr::eq(first, again));
    assert_eq!(value, Value::from(json!([1, 2])));
    assert_eq!(value.to_string(), "[1,2]");
    assert_eq!(serde_json::to_string(&value).unwrap(), "[1,2]");
    assert!(format!("{value:?}").contains("Vec<i32>"), "{value:?}");
}

#[test]
fn equality_is_jsons_with_numbers_by_worth() {
    let equal = |a: serde_json::Value, b: serde_json::Value| Value::from(a) == Value::from(b);
    assert!(equal(json!(1), json!(1.0)));
    assert!(equal(
        json!({"a": 1, "b": [2.0]}),
        json!({"b": [2], "a": 1.0})
    ));
    assert!(!equal(json!(u64::MAX), json!(u64::MAX - 1)));
    assert!(!equal(json!("1"), json!(1)));
    assert!(!equal(json!([]), json!({})));
    assert!(!equal(json!({"a": null}), json!({})));
}

#[test]
fn literals_of_the_definition_are_not_copied() {
    static LITERAL: Literal = Literal::Object(&[
        ("name", Literal::String("text")),
        (
            "list",
            Literal::Array(&[
                Literal::Int(-1),
                Literal::UInt(u64::MAX),
                Literal::Float(1.0),
            ]),
        ),
        (
            "flags",
            Literal::Array(&[Literal::Null, Literal::Bool(true)]),
        ),
    ]);
    let value = Value::from(&LITERAL);
    assert_eq!(
        value.to_string(),
        r#"{"name":"text","list":[-1,18446744073709551615,1.0],"flags":[null,true]}"#
    );
    let name = value
        .as_object()
        .and_then(|fields| match fields.get("name") {
            Some(Value::String(text)) => text.as_static(),
            _ => None,
        });
    assert!(name.is_some(), "borrowed from the program");
}

#[test]
fn large_objects_find_keep_and_lose_their_fields() {
    let mut map = Map::new();
    for at in 0..100_i64 {
        assert!(map.insert(format!("k{at}"), at).is_none());
    }
    assert_eq!(map.insert("k50", Value::Null), Some(Value::from(50_i64)));
    assert_eq!(map.len(), 100);
    assert!(map.get("k50").unwrap().is_null());
    assert_eq!(map.remove("k0"), Some(Value::from(0_i64)));
    assert!(map.get("k0").is_none());
    assert_eq!(map.get("k99"), Some(&Value::from(99_i64)));
    let keys: Vec<&Str> = map.keys().collect();
    assert_eq!(keys.first(), Some(&&Str::from("k1")));
    assert_eq!(keys.get(49), Some(&&Str::from("k50")), "in its place");
}

#[test]
fn counting_stops_past_the_limit() {
    let long = Value::from("é".repeat(200_000));
    assert_eq!(long.json_len(usize::MAX), 400_002);
    assert!(long.json_len(262_144) > 262_144);
    let list: Value = (0..100_000_i64).map(Value::from).collect();
    assert!((11..40).contains(&list.json_len(10)), "stopped early");
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((any::<String>(), inner), 0..24)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_survives_every_way(json in json()) {
        let text = serde_json::to_string(&json).unwrap();
        let ours = Value::from(json.clone());
        prop_assert_eq!(ours.to_string(), text.clone());
        prop_assert_eq!(ours.json_len(usize::MAX), text.len());
        prop_assert_eq!(serde_json::Value::from(ours.clone()), json.clone());
        prop_assert_eq!(serde_json::to_string(&ours).unwrap(), text.clone());
        let parsed: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(parsed.to_string(), text);
        prop_assert_eq!(&Value::of(&json).unwrap(), &ours);
        prop_assert_eq!(ours.take::<serde_json::Value>().unwrap(), json);
    }

    #[test]
    fn any_flat_record_goes_there_and_back(
        before: u8, id: String, amount: u64, note: Option<String>, tags: Vec<String>,
        rest in prop::collection::btree_map("r[a-z]{1,3}", json().prop_map(Value::from), 0..20),
    ) {
        like_serde_json(&Flat { before, order: Order { id, amount, note, tags }, rest });
    }
}

#[test]
fn a_document_deeper_than_the_stack_is_dropped_and_printed() {
    let depth = 100_000;
    let lists = (0..depth).fold(Value::Null, |inner, _| Value::from(vec![inner]));
    assert_eq!(lists.json_len(usize::MAX), 2 * depth + 4);
    drop(lists);
    let mixed = (0..depth).fold(Value::Null, |inner, _| {
        Value::from(vec![Value::from(Map::from_iter([("a", inner)]))])
    });
    assert_eq!(mixed.to_string().len(), 8 * depth + 4);
    drop(mixed);
}
