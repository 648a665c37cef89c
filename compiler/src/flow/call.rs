//! The intrinsic functions: what they take of which kind, and what they give.

use std::rc::Rc;

use super::fact::{Fact, Field, Object, Rest, Why};
use super::kinds::Kinds;
use super::obligation::Wanted;
use crate::intrinsic;
use crate::ir::{Call, Intrinsic, Json};

/// As users write it.
pub(super) fn name(function: Intrinsic) -> &'static str {
    intrinsic::name_of(function)
}

/// What a function takes as its argument of that number.
pub(super) fn takes(function: Intrinsic, number: usize) -> Wanted {
    let any = Wanted::any_of;
    // Numbers are rounded, but not all of them: an index is taken as it is.
    let whole = Wanted {
        kinds: Kinds::INTEGER,
        some_of: Kinds::FRACTION,
        judge: |json| match json {
            Json::Number(written) => written
                .parse::<f64>()
                .is_ok_and(|number| number.fract() != 0.0)
                .then(|| format!("{written} is no whole number")),
            _ => None,
        },
    };
    match (function, number) {
        (Intrinsic::ArrayGetItem, 1) => whole,
        (
            Intrinsic::ArrayContains
            | Intrinsic::ArrayGetItem
            | Intrinsic::ArrayLength
            | Intrinsic::ArrayPartition
            | Intrinsic::ArrayUnique,
            0,
        ) => any(Kinds::LIST),
        (Intrinsic::ArrayPartition, 1)
        | (Intrinsic::ArrayRange | Intrinsic::MathAdd | Intrinsic::MathRandom, _) => {
            any(Kinds::NUMBER)
        }
        (
            Intrinsic::Base64Decode
            | Intrinsic::Base64Encode
            | Intrinsic::StringSplit
            | Intrinsic::StringToJson,
            _,
        )
        | (Intrinsic::Format, 0)
        | (Intrinsic::Hash, 1) => any(Kinds::STRING),
        (Intrinsic::JsonMerge, 2) => any(Kinds::BOOL),
        (Intrinsic::JsonMerge, _) => any(Kinds::OBJECT),
        _ => any(Kinds::ALL),
    }
}

/// What a call gives.
pub(super) fn gives(call: &Call, arguments: &[Fact]) -> Fact {
    let first = arguments.first();
    let item = || first.and_then(item_of);
    match call.function {
        Intrinsic::Array => Fact::tuple(arguments.to_vec()),
        Intrinsic::ArrayContains => Fact::Of(Kinds::BOOL),
        Intrinsic::ArrayGetItem => match (first, arguments.get(1)) {
            (Some(Fact::Tuple(items)), Some(Fact::Value(Json::Number(index)))) => index
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index).cloned())
                .or_else(item)
                .unwrap_or_else(|| Fact::any("it is an item of a list")),
            _ => item().unwrap_or_else(|| Fact::any("it is an item of a list")),
        },
        Intrinsic::ArrayLength | Intrinsic::MathAdd | Intrinsic::MathRandom => {
            Fact::Of(Kinds::INTEGER)
        }
        Intrinsic::ArrayPartition => Fact::list(match item() {
            Some(item) => Fact::list(item),
            None => Fact::Of(Kinds::LIST),
        }),
        Intrinsic::ArrayRange => Fact::list(Fact::Of(Kinds::INTEGER)),
        Intrinsic::ArrayUnique => match item() {
            Some(item) => Fact::list(item),
            None => Fact::Of(Kinds::LIST),
        },
        Intrinsic::StringSplit => Fact::list(Fact::string()),
        Intrinsic::StringToJson => Fact::any("`States.StringToJson` makes it of a string"),
        Intrinsic::JsonMerge => match (first, arguments.get(1)) {
            (Some(one), Some(two)) => merged(one, two),
            _ => Fact::Of(Kinds::OBJECT),
        },
        Intrinsic::Base64Decode
        | Intrinsic::Base64Encode
        | Intrinsic::Format
        | Intrinsic::Hash
        | Intrinsic::JsonToString
        | Intrinsic::UUID => Fact::string(),
    }
}

/// An item of a list; none where that is not known, or there is none.
pub(super) fn item_of(list: &Fact) -> Option<Fact> {
    match list {
        Fact::Leaf(leaf) => Some(Fact::Leaf(leaf.step(super::fact::Step::Item))),
        Fact::Any(why) => Some(Fact::Any(why.clone())),
        Fact::OneOf(all) => Fact::one_of(all.iter().filter_map(item_of)),
        Fact::Of(_) => Some(Fact::any("of its items nothing is known")),
        list => Fact::one_of(list.items()),
    }
}

/// Of two objects: the second's fields win.
fn merged(one: &Fact, two: &Fact) -> Fact {
    let (Some(one), Some(two)) = (as_object(one), as_object(two)) else {
        return Fact::any("`States.JsonMerge` makes it");
    };
    let mut fields = one.fields.clone();
    for (name, field) in &two.fields {
        let mut field = field.clone();
        if field.may_be_missing
            && let Some(below) = one.side(name)
        {
            field.fact = field.fact.join(&below.fact);
            field.may_be_missing = below.may_be_missing;
        }
        fields.insert(name.clone(), field);
    }
    let rest = match (&one.rest, &two.rest) {
        (rest, Rest::None) => rest.clone(),
        (Rest::None, rest) if one.fields.keys().all(|name| two.fields.contains_key(name)) => {
            rest.clone()
        }
        _ => {
            // The second's other fields may hide the first's.
            fields = fields.map(&mut |name, field| {
                let fact = Fact::any("`States.JsonMerge` may replace it");
                (!two.fields.contains_key(name)).then_some(Field { fact, ..*field })
            });
            Rest::Any(Why::new("`States.JsonMerge` makes it"))
        }
    };
    Fact::Object(Rc::new(Object {
        fields,
        rest,
        made: two.made.clone(),
    }))
}

/// A fact that is one object, as one.
pub(super) fn as_object(fact: &Fact) -> Option<Object> {
    match fact {
        Fact::Object(object) => Some(Object::clone(object)),
        Fact::Leaf(leaf) => Some(Object {
            fields: super::tree::Tree::new(),
            rest: Rest::Leaf(leaf.clone()),
            made: super::fact::Made::default(),
        }),
        Fact::Any(why) => Some(Object {
            fields: super::tree::Tree::new(),
            rest: Rest::Any(why.clone()),
            made: super::fact::Made::default(),
        }),
        Fact::Of(kinds) if kinds.contains(Kinds::OBJECT) => {
            as_object(&Fact::any("of that object nothing is known"))
        }
        _ => None,
    }
}
