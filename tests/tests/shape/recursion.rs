//! Types that contain themselves.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use serde::{Deserialize, Serialize};
use stepwright::Shape;

use crate::properties::{gives, takes};
use crate::show::shown;
use crate::structs::table;

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
struct Tree {
    name: String,
    children: Vec<Tree>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<Box<Self>>,
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
enum List<T> {
    End,
    Item(T, Box<List<T>>),
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
#[serde(tag = "type")]
enum Rule {
    Is { name: String },
    All { of: Vec<Rule> },
    Not(Box<Not>),
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
struct Not {
    // The circle of the two is cut here.
    #[shape(opaque)]
    rule: Rule,
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
#[serde(untagged)]
enum Json {
    Null,
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<String, Json>),
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
struct Nest(Vec<Nest>);

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
struct Chain(u8, Option<Box<Chain>>);

#[derive(Clone, Debug, Serialize, Shape)]
struct Shared<'a> {
    parts: Cow<'a, [Shared<'a>]>,
}

mod other {
    use serde::{Deserialize, Serialize};
    use stepwright::Shape;

    #[derive(Clone, Debug, Deserialize, Serialize, Shape)]
    pub(super) struct Tree {
        pub(super) leaves: u8,
        pub(super) rest: Vec<Tree>,
    }
}

#[derive(Clone, Debug, Deserialize, Serialize, Shape)]
struct Forest {
    trees: Vec<Tree>,
    others: Vec<other::Tree>,
    forests: Vec<Forest>,
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = any::<String>().prop_map(|name| Tree {
        name,
        children: Vec::new(),
        parent: None,
    });
    leaf.prop_recursive(3, 16, 3, |inner| {
        (
            any::<String>(),
            proptest::collection::vec(inner.clone(), 0..3),
            proptest::option::of(inner),
        )
            .prop_map(|(name, children, parent)| Tree {
                name,
                children,
                parent: parent.map(Box::new),
            })
    })
}

fn lists() -> impl Strategy<Value = List<u8>> {
    Just(List::End).prop_recursive(8, 8, 1, |rest| {
        (any::<u8>(), rest).prop_map(|(item, rest)| List::Item(item, Box::new(rest)))
    })
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<f64>().prop_map(Json::Number),
        any::<String>().prop_map(Json::Text)
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Json::List),
            proptest::collection::btree_map(any::<String>(), inner, 0..3).prop_map(Json::Object)
        ]
    })
}

fn nests() -> impl Strategy<Value = Nest> {
    Just(Nest(Vec::new())).prop_recursive(4, 16, 3, |inner| {
        proptest::collection::vec(inner, 0..3).prop_map(Nest)
    })
}

#[test]
fn a_type_is_found_again_by_its_name() {
    table! {
        Tree => "Tree {name: text, children: [^Tree*], parent?~: (^Tree => ^Tree?)}",
        List<bool> => "List(End: 'End' | Item: closed List::Item {Item: [bool, ^List]})",
        List<List<bool>> => "List(End: 'End' | Item: closed List::Item {Item: [\
            List(End: 'End' | Item: closed List::Item {Item: [bool, ^List]}), ^List]})",
        Rule => "Rule(Is: Rule::Is {type: 'Is', name: text} | All: Rule::All {type: 'All', of: [^Rule*]} \
            | Not: Rule::Not {type: 'Not', ..Not {rule: any}})",
        Json => "Json(Null: null | Number: number | Text: text | List: [^Json*] | Object: {*: ^Json})",
        Nest => "Nest([^Nest*])",
        Chain => "Chain([0..=255, ^Chain?])",
        Shared<'static> => "Shared {parts: [^Shared*]}",
        Forest => "Forest {trees: [Tree {name: text, children: [^Tree*], parent?~: (^Tree => ^Tree?)}*], \
            others: [Tree {leaves: 0..=255, rest: [^Tree*]}*], forests: [^Forest*]}",
    }
}

#[test]
fn serde_agrees() {
    gives(trees());
    gives(lists());
    gives(json());
    gives(nests());
    takes::<Tree>();
    takes::<List<u8>>();
    takes::<List<List<u8>>>();
    takes::<Json>();
    takes::<Nest>();
    takes::<Chain>();
    takes::<Forest>();
}
