//! What is known of a value: the abstract documents that the analysis follows through the graph.
//!
//! A fact says of a value what holds on every way it was reached by. A [`Leaf`] is a part of a value whose Rust type is
//! known by name only; what rests on one is settled while the user's crate is checked.

use std::rc::Rc;

use super::filter::Filters;
use super::kinds::Kinds;
use super::tree::Tree;
use crate::ir::{Json, Site, StateId};

/// More alternatives than this are no longer told apart.
const MOST_ALTERNATIVES: usize = 8;

/// A string that is longer is known by its kind only.
const LONGEST_STRING: usize = 256;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Nothing.
    Any(Why),
    /// It is of one of these kinds.
    Of(Kinds),
    /// It is this scalar.
    Value(Json),
    /// It is of the kind of this scalar, which a sample has in its place.
    Example(Json),
    /// An array, its items alike; it may be empty.
    List(Rc<Fact>),
    /// An array of exactly these.
    Tuple(Rc<Vec<Fact>>),
    /// An object.
    Object(Rc<Object>),
    /// One of these, at least two, none of them one of several in turn.
    OneOf(Rc<Vec<Fact>>),
    /// A part of a Rust value.
    Leaf(Leaf),
}

/// Why nothing is known. It takes no part in comparing.
#[derive(Clone, Debug)]
pub(crate) struct Why(Rc<str>);

impl Why {
    pub(crate) fn new(text: impl Into<Rc<str>>) -> Why {
        Why(text.into())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Why {
    fn eq(&self, _: &Why) -> bool {
        true
    }
}

impl Eq for Why {}

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) fields: Tree<Rc<str>, Field>,
    /// Where its other fields come from.
    pub(crate) rest: Rest,
    /// What made it.
    pub(crate) made: Made,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) fact: Fact,
    /// On some ways it is missing.
    pub(crate) may_be_missing: bool,
}

/// Where the fields come from that an object does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There are no others.
    None,
    /// There may be any.
    Any(Why),
    /// They are those of a Rust value.
    Leaf(Leaf),
}

/// What made an object, for messages. It takes no part in comparing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Made(pub(crate) Option<Rc<Maker>>);

impl PartialEq for Made {
    fn eq(&self, _: &Made) -> bool {
        true
    }
}

impl Eq for Made {}

/// A field of a state that made an object.
#[derive(Clone, Debug)]
pub(crate) struct Maker {
    pub(crate) state: StateId,
    /// `Parameters`, `ResultSelector`, `the sample`.
    pub(crate) field: &'static str,
    pub(crate) site: Site,
}

/// A part of a Rust value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) source: Source,
    pub(crate) steps: Rc<[Step]>,
    /// What was known of the value when it was left behind: another value of the same source may have come since. None
    /// while what the world knows of the source is about this value.
    pub(crate) frozen: Option<Rc<Filters>>,
}

/// A Rust value that becomes a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Source {
    /// The execution's input.
    Input,
    /// What a Task's handler gives.
    Output(StateId),
}

/// A step into a Rust value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Field(Rc<str>),
    /// A field, as JSONata reads it: of a list, that of each item.
    Member(Rc<str>),
    Index(i64),
    /// Any item of a list.
    Item,
}

impl Leaf {
    pub(crate) fn new(source: Source) -> Leaf {
        Leaf {
            source,
            steps: Rc::from([]),
            frozen: None,
        }
    }

    /// Whether it is a field of another.
    fn is_field(&self, name: &str, of: &Leaf) -> bool {
        self.source == of.source
            && self.frozen == of.frozen
            && matches!(self.steps.split_last(), Some((Step::Field(last), before))
                if **last == *name && *before == *of.steps)
    }

    pub(crate) fn step(&self, step: Step) -> Leaf {
        let steps: Vec<Step> = self.steps.iter().cloned().chain([step]).collect();
        Leaf {
            steps: steps.into(),
            ..self.clone()
        }
    }
}

impl Object {
    pub(crate) fn closed(fields: impl IntoIterator<Item = (Rc<str>, Fact)>, made: Made) -> Object {
        let fields = fields
            .into_iter()
            .map(|(name, fact)| (name, Field::there(fact)));
        Object {
            fields: fields.collect(),
            rest: Rest::None,
            made,
        }
    }
}

impl Field {
    pub(crate) fn there(fact: Fact) -> Field {
        Field {
            fact,
            may_be_missing: false,
        }
    }
}

impl Fact {
    pub(crate) fn any(why: impl Into<Rc<str>>) -> Fact {
        Fact::Any(Why::new(why))
    }

    pub(crate) fn string() -> Fact {
        Fact::Of(Kinds::STRING)
    }

    pub(crate) fn object(fields: impl IntoIterator<Item = (&'static str, Fact)>) -> Fact {
        Fact::object_made(fields, Made::default())
    }

    /// An object of these fields, and what made it.
    pub(crate) fn object_made(
        fields: impl IntoIterator<Item = (&'static str, Fact)>,
        made: Made,
    ) -> Fact {
        let fields = fields
            .into_iter()
            .map(|(name, fact)| (Rc::from(name), fact));
        Fact::Object(Rc::new(Object::closed(fields, made)))
    }

    /// An object of these fields, and of some that may be missing, of which nothing is known.
    pub(crate) fn sometimes(
        fields: Vec<(&'static str, Fact)>,
        maybe: &[&str],
        why: &'static str,
        made: Made,
    ) -> Fact {
        let mut all: Tree<Rc<str>, Field> = fields
            .into_iter()
            .map(|(name, fact)| (Rc::from(name), Field::there(fact)))
            .collect();
        for name in maybe {
            let field = Field {
                fact: Fact::any(why),
                may_be_missing: true,
            };
            all.insert(Rc::from(*name), field);
        }
        Fact::Object(Rc::new(Object {
            fields: all,
            rest: Rest::None,
            made,
        }))
    }

    pub(crate) fn list(item: Fact) -> Fact {
        Fact::List(Rc::new(item))
    }

    pub(crate) fn tuple(items: Vec<Fact>) -> Fact {
        Fact::Tuple(Rc::new(items))
    }

    /// A value that the definition says.
    pub(crate) fn value(json: &Json, made: &Made) -> Fact {
        Fact::json(json, made, Fact::Value)
    }

    /// A value like one of a sample.
    pub(crate) fn example(json: &Json, made: &Made) -> Fact {
        Fact::json(json, made, Fact::Example)
    }

    fn json(json: &Json, made: &Made, scalar: fn(Json) -> Fact) -> Fact {
        match json {
            Json::Array(items) => {
                let items = items.iter().map(|item| Fact::json(item, made, scalar));
                Fact::tuple(items.collect())
            }
            Json::Object(fields) => {
                let fields = fields.iter().map(|(name, field)| {
                    (Rc::from(name.as_str()), Fact::json(field, made, scalar))
                });
                Fact::Object(Rc::new(Object::closed(fields, made.clone())))
            }
            Json::String(text) if text.len() > LONGEST_STRING => Fact::Of(Kinds::of(json)),
            json => scalar(json.clone()),
        }
    }

    /// The alternatives it is one of: itself, where it is not one of several.
    pub(crate) fn alternatives(&self) -> &[Fact] {
        match self {
            Fact::OneOf(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// One of these facts; none where there are none.
    pub(crate) fn one_of(facts: impl IntoIterator<Item = Fact>) -> Option<Fact> {
        facts.into_iter().reduce(|one, other| one.join(&other))
    }

    /// All kinds that it may be of; nothing for what only its type knows.
    pub(crate) fn kinds(&self) -> Option<Kinds> {
        Some(match self {
            Fact::Any(_) | Fact::Leaf(_) => return None,
            Fact::Of(kinds) => *kinds,
            Fact::Value(json) | Fact::Example(json) => Kinds::of(json),
            Fact::List(_) | Fact::Tuple(_) => Kinds::LIST,
            Fact::Object(_) => Kinds::OBJECT,
            Fact::OneOf(all) => {
                let mut kinds = Kinds::NONE;
                for one in all.iter() {
                    kinds = kinds | one.kinds()?;
                }
                kinds
            }
        })
    }

    /// What holds of a value that is this or that.
    pub(crate) fn join(&self, other: &Fact) -> Fact {
        if self == other {
            return self.clone();
        }
        match (self, other) {
            (Fact::Any(why), _) | (_, Fact::Any(why)) => Fact::Any(why.clone()),
            (Fact::Object(one), Fact::Object(two)) => Fact::Object(Rc::new(one.join(two))),
            (Fact::Tuple(one), Fact::Tuple(two)) if one.len() == two.len() => {
                let items = one.iter().zip(two.iter()).map(|(one, two)| one.join(two));
                Fact::tuple(items.collect())
            }
            (Fact::List(_) | Fact::Tuple(_), Fact::List(_) | Fact::Tuple(_)) => {
                let items = self.items().into_iter().chain(other.items());
                match Fact::one_of(items) {
                    Some(item) => Fact::list(item),
                    None => self.clone(),
                }
            }
            (Fact::Example(_) | Fact::Of(_), Fact::Value(_) | Fact::Example(_) | Fact::Of(_))
            | (Fact::Value(_), Fact::Example(_) | Fact::Of(_)) => {
                let kinds = |fact: &Fact| fact.kinds().unwrap_or(Kinds::ALL);
                Fact::Of(kinds(self) | kinds(other))
            }
            _ => Fact::among(self, other),
        }
    }

    /// One of several, those alike joined.
    fn among(&self, other: &Fact) -> Fact {
        let mut all: Vec<Fact> = self.alternatives().to_vec();
        for new in other.alternatives() {
            let alike = all.iter_mut().find(|old| old.is_alike(new));
            match alike {
                Some(old) => *old = old.join(new),
                None => all.push(new.clone()),
            }
        }
        if all.len() > MOST_ALTERNATIVES {
            // Scalars are known by their kinds from here on.
            let kinds = all.iter().filter(|it| matches!(it, Fact::Value(_)));
            let kinds = kinds
                .filter_map(Fact::kinds)
                .fold(Kinds::NONE, |a, b| a | b);
            all.retain(|it| !matches!(it, Fact::Value(_)));
            if !kinds.is_empty() {
                all.push(Fact::Of(kinds));
            }
        }
        match all.len() {
            1 => all.swap_remove(0),
            2..=MOST_ALTERNATIVES => Fact::OneOf(Rc::new(all)),
            _ => Fact::any("it comes from too many places"),
        }
    }

    /// Whether joining two facts makes one that is not one of several.
    fn is_alike(&self, other: &Fact) -> bool {
        self == other
            || match (self, other) {
                (Fact::Object(_), Fact::Object(_))
                | (Fact::List(_) | Fact::Tuple(_), Fact::List(_) | Fact::Tuple(_)) => true,
                (Fact::Value(_), Fact::Value(_)) => false,
                (one, two) => one.is_scalar() && two.is_scalar(),
            }
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Fact::Of(_) | Fact::Value(_) | Fact::Example(_))
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Vec<Fact> {
        match self {
            Fact::List(item) => vec![(**item).clone()],
            Fact::Tuple(items) => items.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The same without the values of scalars, so that a loop comes to an end.
    pub(crate) fn widened(&self) -> Fact {
        self.map(&mut |fact| match fact {
            Fact::Value(_) | Fact::Example(_) => Some(Fact::Of(fact.kinds().unwrap_or(Kinds::ALL))),
            _ => None,
        })
    }

    /// Replaces parts, from the outside in.
    pub(crate) fn map(&self, replace: &mut dyn FnMut(&Fact) -> Option<Fact>) -> Fact {
        self.changed(replace).unwrap_or_else(|| self.clone())
    }

    /// The same with parts replaced; none where nothing is, so that what stays the same is not made again.
    fn changed(&self, replace: &mut dyn FnMut(&Fact) -> Option<Fact>) -> Option<Fact> {
        if let Some(replaced) = replace(self) {
            return Some(replaced);
        }
        match self {
            Fact::List(item) => item.changed(replace).map(Fact::list),
            Fact::Tuple(items) => all_changed(items, replace).map(Fact::tuple),
            Fact::OneOf(all) => all_changed(all, replace).and_then(Fact::one_of),
            Fact::Object(object) => {
                let mut is_changed = false;
                let fields = object.fields.map(&mut |_, field| {
                    let fact = field.fact.changed(replace)?;
                    is_changed = true;
                    Some(Field { fact, ..*field })
                });
                let rest = match &object.rest {
                    Rest::Leaf(leaf) => replace(&Fact::Leaf(leaf.clone())),
                    _ => None,
                };
                let rest = match rest {
                    Some(Fact::Leaf(leaf)) => Some(Rest::Leaf(leaf)),
                    Some(Fact::Any(why)) => Some(Rest::Any(why)),
                    _ => None,
                };
                (is_changed || rest.is_some()).then(|| {
                    Fact::Object(Rc::new(Object {
                        fields,
                        rest: rest.unwrap_or_else(|| object.rest.clone()),
                        made: object.made.clone(),
                    }))
                })
            }
            _ => None,
        }
    }

    /// The first Rust value that a part of it is of.
    pub(crate) fn first_source(&self) -> Option<Source> {
        match self {
            Fact::Leaf(leaf) => Some(leaf.source),
            Fact::List(item) => item.first_source(),
            Fact::Tuple(all) | Fact::OneOf(all) => all.iter().find_map(Fact::first_source),
            Fact::Object(object) => match &object.rest {
                Rest::Leaf(leaf) => Some(leaf.source),
                _ => object
                    .fields
                    .values()
                    .find_map(|field| field.fact.first_source()),
            },
            _ => None,
        }
    }

    /// Whether a part of it is a leaf for which that holds.
    pub(crate) fn has_leaf(&self, is: &dyn Fn(&Leaf) -> bool) -> bool {
        match self {
            Fact::Leaf(leaf) => is(leaf),
            Fact::List(item) => item.has_leaf(is),
            Fact::Tuple(all) | Fact::OneOf(all) => all.iter().any(|one| one.has_leaf(is)),
            Fact::Object(object) => {
                matches!(&object.rest, Rest::Leaf(leaf) if is(leaf))
                    || object.fields.values().any(|field| field.fact.has_leaf(is))
            }
            _ => false,
        }
    }
}

/// Facts with parts replaced; none where nothing is.
fn all_changed(all: &[Fact], replace: &mut dyn FnMut(&Fact) -> Option<Fact>) -> Option<Vec<Fact>> {
    let changed: Vec<Option<Fact>> = all.iter().map(|one| one.changed(replace)).collect();
    let is_changed = changed.iter().any(Option::is_some);
    let facts = changed.into_iter().zip(all);
    is_changed.then(|| {
        facts
            .map(|(new, old)| new.unwrap_or_else(|| old.clone()))
            .collect()
    })
}

impl Object {
    fn join(&self, other: &Object) -> Object {
        let fields = self.fields.join(&other.fields, &mut |name, one, two| {
            match (one, two) {
                (Some(field), None) if other.has_within(name, field) => return Some(field.clone()),
                (None, Some(field)) if self.has_within(name, field) => return Some(field.clone()),
                _ => {}
            }
            let one = one.cloned().or_else(|| self.side(name));
            let two = two.cloned().or_else(|| other.side(name));
            let sides = [&one, &two];
            let may_be_missing = sides
                .iter()
                .any(|it| it.as_ref().is_none_or(|it| it.may_be_missing));
            let facts = one.into_iter().chain(two).map(|field| field.fact);
            Fact::one_of(facts).map(|fact| Field {
                fact,
                may_be_missing,
            })
        });
        let rest = match (&self.rest, &other.rest) {
            (one, two) if one == two => one.clone(),
            (Rest::Any(why), _) | (_, Rest::Any(why)) => Rest::Any(why.clone()),
            _ => Rest::Any(Why::new("its fields come from several places")),
        };
        Object {
            fields,
            rest,
            made: self.made.clone(),
        }
    }

    /// Whether what this object has as a field that it does not list, another knows already.
    fn has_within(&self, name: &str, other: &Field) -> bool {
        match &self.rest {
            Rest::Leaf(leaf) => other.fact.alternatives().iter().any(|one| match one {
                Fact::Leaf(part) => part.is_field(name, leaf),
                _ => false,
            }),
            Rest::None | Rest::Any(_) => false,
        }
    }

    /// A field as this object has it, by itself or by its rest.
    pub(crate) fn side(&self, name: &str) -> Option<Field> {
        if let Some(field) = self.fields.get(name) {
            return Some(field.clone());
        }
        match &self.rest {
            Rest::None => None,
            Rest::Any(why) => Some(Field {
                fact: Fact::Any(why.clone()),
                may_be_missing: true,
            }),
            Rest::Leaf(leaf) => Some(Field::there(Fact::Leaf(
                leaf.step(Step::Field(Rc::from(name))),
            ))),
        }
    }
}
