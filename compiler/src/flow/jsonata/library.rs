//! What JSONata's functions give, and those that AWS adds.

use super::super::fact::{Fact, Made};
use super::super::kinds::Kinds;
use super::call::Given;
use super::items::Items;
use super::operate::is_whole;
use super::sequence::lookup;
use super::truth::{is_true, truth};
use super::value::{Absent, Value};
use super::walk::Walk;
use crate::ir::Json;

impl<'t> Walk<'t, '_> {
    /// What a call gives. Its arguments are there in order.
    pub(super) fn library(&mut self, given: &Given<'t, '_>) -> Value {
        self.check_items(given);
        if given.name == "distinct" {
            return distinct(given, self.keeps_lists);
        }
        text(given)
            .or_else(|| number(given))
            .or_else(|| test(given))
            .or_else(|| list(given))
            .or_else(|| object(given))
            .or_else(|| self.higher(given))
            .unwrap_or_else(|| Value::unknown("what this function gives is not followed"))
    }

    /// Functions that take a list of one kind.
    fn check_items(&mut self, given: &Given<'t, '_>) {
        let wanted = match given.name {
            "sum" | "max" | "min" | "average" => Kinds::NUMBER,
            "join" => Kinds::STRING,
            "merge" => Kinds::OBJECT,
            _ => return,
        };
        let Some(first) = given.arguments.first() else {
            return;
        };
        let taker = format!("`${}`", given.name);
        let lists = wanted | Kinds::LIST;
        self.wants(&first.value, &first.at, lists, &taker);
        if !first.value.is_there() {
            return;
        }
        let Some(Fact::Tuple(items)) = &first.value.one else {
            return;
        };
        let kinds = items.iter().filter_map(Fact::kinds);
        if let Some(kinds) = kinds.into_iter().find(|kinds| !kinds.overlaps(wanted)) {
            self.fault(&first.at, |walk| {
                let text = walk.text_at(&first.at);
                format!("an item of `{text}` is {kinds}, and {taker} takes {wanted}")
            });
        }
    }
}

/// Functions that give a string.
fn text(given: &Given<'_, '_>) -> Option<Value> {
    Some(match given.name {
        // In RFC 3339's form, where no picture says otherwise.
        "fromMillis" if given.arguments.len() == 1 => given.of(0, Fact::Of(Kinds::TIMESTAMP)),
        "base64decode" | "base64encode" | "decodeUrl" | "decodeUrlComponent" | "encodeUrl"
        | "encodeUrlComponent" | "formatBase" | "formatInteger" | "formatNumber" | "join"
        | "lowercase" | "pad" | "replace" | "substring" | "substringAfter" | "substringBefore"
        | "trim" | "uppercase" | "fromMillis" => given.of(0, Fact::string()),
        "hash" => given.of(0, Fact::Of(Kinds::TEXT)),
        "string" => {
            let is_text = |value: &Value| {
                let kinds = value.kinds();
                kinds.is_some_and(|kinds| Kinds::STRING.contains(kinds))
            };
            let same = given.value(0).filter(|it| is_text(it));
            let same = same.and_then(|it| it.one.clone());
            given.of(0, same.unwrap_or_else(Fact::string))
        }
        "now" if given.arguments.is_empty() => Value::there(Fact::Of(Kinds::TIMESTAMP)),
        "now" => Value::there(Fact::string()),
        "uuid" => Value::there(Fact::Of(Kinds::TEXT)),
        "type" => given.of(0, given.value(0).map_or_else(Fact::string, name_of_kind)),
        _ => return None,
    })
}

/// What `$type` says.
fn name_of_kind(value: &Value) -> Fact {
    let kinds = value.kinds().unwrap_or(Kinds::ALL);
    let names = TYPES.into_iter().filter(|(_, all)| kinds.overlaps(*all));
    let names: Vec<&str> = names.map(|it| it.0).collect();
    match names.as_slice() {
        [only] => Fact::value(&Json::String((*only).to_owned()), &Made::default()),
        _ => Fact::Of(Kinds::TEXT),
    }
}

/// The kinds by the names that `$type` has for them.
pub(super) const TYPES: [(&str, Kinds); 6] = [
    ("null", Kinds::NULL),
    ("number", Kinds::NUMBER),
    ("string", Kinds::STRING),
    ("boolean", Kinds::BOOL),
    ("array", Kinds::LIST),
    ("object", Kinds::OBJECT),
];

/// Functions that give a number.
fn number(given: &Given<'_, '_>) -> Option<Value> {
    let is_first_whole = given.value(0).is_some_and(is_whole);
    let like_first = if is_first_whole {
        Kinds::INTEGER
    } else {
        Kinds::NUMBER
    };
    Some(match given.name {
        "length" | "toMillis" | "ceil" | "floor" => given.of(0, Fact::Of(Kinds::INTEGER)),
        "round" if given.arguments.len() == 1 => given.of(0, Fact::Of(Kinds::INTEGER)),
        "round" | "abs" => given.of(0, Fact::Of(like_first)),
        "number" => {
            let exact = Kinds::INTEGER | Kinds::BOOL;
            let kinds = given.value(0).and_then(Value::kinds);
            let is_exact = kinds.is_some_and(|kinds| exact.contains(kinds));
            let kinds = if is_exact {
                Kinds::INTEGER
            } else {
                Kinds::NUMBER
            };
            given.of(0, Fact::Of(kinds))
        }
        "parseInteger" | "power" | "sqrt" => given.of(0, Fact::Of(Kinds::NUMBER)),
        "millis" => Value::there(Fact::Of(Kinds::INTEGER)),
        "random" => Value::there(Fact::Of(Kinds::NUMBER)),
        "count" => Value::there(match given.value(0) {
            Some(value) => count(value),
            None => Fact::Of(Kinds::INTEGER),
        }),
        "sum" => given.of(0, Fact::Of(kind_of_items(given))),
        "average" => of_items(given, Fact::Of(Kinds::NUMBER)),
        "max" | "min" => of_items(given, Fact::Of(kind_of_items(given))),
        _ => return None,
    })
}

fn count(value: &Value) -> Fact {
    let Items::Exactly(items) = Items::of(value) else {
        return Fact::Of(Kinds::INTEGER);
    };
    if value.leaves().next().is_some() {
        return Fact::Of(Kinds::INTEGER);
    }
    Fact::Value(Json::Number(items.len().to_string()))
}

/// The kind of a number that is computed from those of a list.
fn kind_of_items(given: &Given<'_, '_>) -> Kinds {
    let item = given.value(0).map(Items::of).and_then(|it| it.item());
    match item.map(Value::there) {
        Some(item) if !is_whole(&item) => Kinds::NUMBER,
        _ => Kinds::INTEGER,
    }
}

/// What is computed from the items of a list, if it has any.
fn of_items(given: &Given<'_, '_>, fact: Fact) -> Value {
    let mut value = given.of(0, fact);
    let empty = Absent::open("of a list without items nothing is computed");
    match given.value(0).map(Items::of) {
        Some(Items::Exactly(items)) if items.is_empty() => {
            Value::nothing(std::mem::take(&mut value.absent).or(empty))
        }
        Some(Items::Any(_)) => {
            value.absent = std::mem::take(&mut value.absent).or(empty);
            value
        }
        _ => value,
    }
}

/// Functions that give a truth value, or stop.
fn test(given: &Given<'_, '_>) -> Option<Value> {
    let first = given.value(0);
    Some(match given.name {
        "boolean" | "not" => {
            let known = first.and_then(is_true);
            let known = known.map(|is_true| is_true == (given.name == "boolean"));
            given.of(0, truth(known).one.unwrap_or(Fact::Of(Kinds::BOOL)))
        }
        "exists" => truth(match first {
            Some(first) if first.is_nothing() => Some(false),
            Some(first) if first.is_there() => Some(true),
            _ => None,
        }),
        "contains" => {
            let value = given.of(0, Fact::Of(Kinds::BOOL));
            let pattern = given.of(1, Fact::Of(Kinds::BOOL));
            if pattern.is_nothing() {
                return Some(pattern);
            }
            Value {
                absent: value.absent.clone().or(pattern.absent),
                ..value
            }
        }
        "assert" => Value::nothing(Absent::open("`$assert` gives nothing")),
        // It has no value and needs none: it fails.
        "error" => Value::default(),
        _ => return None,
    })
}

/// Functions over lists.
fn list(given: &Given<'_, '_>) -> Option<Value> {
    let items = |number| given.value(number).map(Items::of).unwrap_or_default();
    let any = || Fact::any("the list has no items");
    let some = |number: usize| match items(number).item() {
        Some(item) => Fact::list(item),
        None => Fact::tuple(Vec::new()),
    };
    Some(match given.name {
        "append" => append(given),
        "reverse" | "shuffle" | "sort" => given.of(0, whole(given, 0, some(0))),
        "zip" => {
            let all = (0..given.arguments.len()).filter_map(|number| items(number).item());
            let item = Fact::one_of(all).unwrap_or_else(any);
            Value::there(Fact::list(Fact::list(item)))
        }
        "split" => given.of(0, Fact::list(Fact::string())),
        "partition" => given.of(0, Fact::list(some(0))),
        "range" => {
            let whole = (0..3).all(|number| given.value(number).is_some_and(is_whole));
            let kinds = if whole { Kinds::INTEGER } else { Kinds::NUMBER };
            Value::many(Fact::Of(kinds))
        }
        "match" => {
            let found = Fact::object([
                ("match", Fact::string()),
                ("index", Fact::Of(Kinds::INTEGER)),
                ("groups", Fact::list(Fact::any("it is a group of a match"))),
            ]);
            let mut matches = Value::many(found);
            matches.absent = matches.absent.or(given.absence(0));
            matches
        }
        _ => return None,
    })
}

/// The list itself where it has at most one item: there is nothing to put in another order.
fn whole(given: &Given<'_, '_>, number: usize, list: Fact) -> Fact {
    match given.value(number).map(Items::of) {
        Some(Items::Exactly(items)) if items.len() < 2 => Fact::tuple(items),
        _ => list,
    }
}

/// `$append(a, b)`: the other one as it is, where one is nothing.
fn append(given: &Given<'_, '_>) -> Value {
    let (Some(one), Some(two)) = (given.value(0), given.value(1)) else {
        return Value::unknown("an argument is left out");
    };
    if one.is_nothing() {
        return two.clone();
    }
    if two.is_nothing() {
        return one.clone();
    }
    let both = Items::of(one).then(Items::of(two)).list();
    if one.is_there() && two.is_there() {
        return Value::there(both);
    }
    // One stands alone where the other may not be there.
    let alone = |value: &Value, other: &Value| value.fact().filter(|_| !other.is_there());
    let facts = [both]
        .into_iter()
        .chain(alone(one, two))
        .chain(alone(two, one));
    let is_safe = one.is_there() || two.is_there();
    let absent = if is_safe {
        Absent::default()
    } else {
        given.absence(0).perhaps().or(given.absence(1).perhaps())
    };
    Fact::one_of(facts).map_or_else(Value::default, |fact| Value::maybe(fact, absent))
}

/// `$distinct(a)`: what is no list stays as it is; a sequence stays one, of which a single item may be left.
/// `keeps_lists`: what is a list here may be a sequence that `[]` keeps.
fn distinct(given: &Given<'_, '_>, keeps_lists: bool) -> Value {
    let Some(value) = given.value(0) else {
        return Value::unknown("an argument is left out");
    };
    let mut distinct = Value::default();
    let mut join = |fact: Fact, is_many: bool| {
        let facts = if is_many {
            &mut distinct.many
        } else {
            &mut distinct.one
        };
        *facts = Fact::one_of(facts.take().into_iter().chain([fact]));
    };
    for one in value.one.iter().flat_map(Fact::alternatives) {
        match one {
            Fact::Tuple(items) if items.len() > 1 => {
                if let Some(item) = Fact::one_of(items.iter().cloned()) {
                    join(Fact::list(item.clone()), false);
                    join(item, true);
                }
            }
            Fact::List(item) if keeps_lists => {
                join(one.clone(), false);
                join((**item).clone(), true);
            }
            Fact::Leaf(_) => join(Fact::any("it is made of the items of a Rust value"), false),
            other => join(other.clone(), false),
        }
    }
    if let Some(item) = &value.many {
        join(item.clone(), true);
    }
    distinct.absent = given.absence(0);
    distinct
}

/// Functions over objects.
fn object(given: &Given<'_, '_>) -> Option<Value> {
    Some(match given.name {
        "keys" => keys(given),
        "lookup" => {
            let name = match given.value(1) {
                Some(name) if name.is_there() => name.one.clone(),
                _ => None,
            };
            let first = given.value(0)?;
            match (name, first) {
                (
                    Some(Fact::Value(Json::String(name))),
                    Value {
                        one: Some(one),
                        many: None,
                        ..
                    },
                ) => {
                    let mut found = lookup(one, &name, 0);
                    let absent = first.absent.clone().or(std::mem::take(&mut found.absent));
                    let at = given.arguments.first().map_or(0..0, |it| it.at.clone());
                    found.absent = absent.blamed(&at);
                    found
                }
                _ => Value::unknown("what is looked up is not known"),
            }
        }
        "spread" => Value::unknown("it has the fields of an object, each by itself"),
        "merge" => super::merge::merge(given),
        "clone" => given.value(0)?.clone(),
        "parse" => given.of(0, Fact::any("it is the JSON in a string")),
        _ => return None,
    })
}

/// `$keys(a)`: a sequence, in the object's own order.
fn keys(given: &Given<'_, '_>) -> Value {
    let Some(first) = given.value(0) else {
        return Value::default();
    };
    let absent = || given.absence(0).or(Absent::open("it has no keys"));
    if first.is_nothing() {
        return Value::nothing(absent());
    }
    if let (Some(Fact::Object(object)), true) = (&first.one, first.is_there())
        && object.rest == super::super::fact::Rest::None
        && object.fields.values().all(|field| !field.may_be_missing)
        && !first
            .one
            .as_ref()
            .is_some_and(|one| one.has_leaf(&|_| true))
    {
        let mut names: Vec<Fact> = object
            .fields
            .keys()
            .map(|name| Fact::value(&Json::String(name.to_string()), &Made::default()))
            .collect();
        return match names.len() {
            0 => Value::nothing(absent()),
            1 => names.pop().map_or_else(Value::default, Value::there),
            count => {
                let any = Fact::one_of(names).unwrap_or_else(Fact::string);
                Value::there(Fact::tuple(vec![any; count]))
            }
        };
    }
    Value {
        absent: absent(),
        ..Value::many(Fact::string())
    }
}
