//! Obligations: what has to hold for a workflow to work, and what each way says to it.

use std::collections::BTreeMap;

use super::fact::Fact;
use super::kinds::Kinds;
use super::read::{Found, Missing};
use super::world::{Known, Trail, World};
use crate::errors::Code;
use crate::ir::{Json, Site, StateId};

/// Something that has to hold.
#[derive(Clone, Debug)]
pub(crate) struct Obligation {
    pub(crate) state: StateId,
    pub(crate) code: Code,
    /// Where it is.
    pub(crate) site: Site,
    /// The part of it that the message marks.
    pub(crate) mark: Site,
    pub(crate) goal: Goal,
    pub(crate) words: Words,
    /// One for each world in which its state is entered.
    pub(crate) ways: Vec<Way>,
    /// Why it need not hold, although nothing says that it does.
    pub(crate) excuse: Option<&'static str>,
    /// The invocation says that it need not hold.
    pub(crate) is_allowed: bool,
}

/// What the messages say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// What has to hold, for the report: "`$.orderId` is there".
    pub(crate) what: String,
    /// The title where it holds on no way.
    pub(crate) never: String,
    /// The title where it holds on some ways, or for some values.
    pub(crate) sometimes: String,
    /// The title where the value itself does not do, up to the comma before what is wrong with it.
    pub(crate) but: String,
    /// What the marked text is.
    pub(crate) label: String,
    /// The value that is meant: `$.order`.
    pub(crate) subject: String,
    /// The rest of the message.
    pub(crate) notes: Vec<(String, Option<Site>)>,
    pub(crate) help: Option<String>,
}

/// What has to hold of the value at the end of each way.
#[derive(Clone, Debug)]
pub(crate) enum Goal {
    /// It is there.
    There,
    /// It is there and of a kind.
    Kind(Wanted),
    /// The state's handler can take it.
    Input,
    /// It fits the execution's declared output.
    Output,
    /// One way can be gone.
    Possible,
    /// No way can be gone.
    Impossible,
    /// A handler of these states fails with one of these names.
    Raised(Vec<StateId>, Vec<String>),
}

/// The kinds that a value may be of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) kinds: Kinds,
    /// Kinds of which some values do.
    pub(crate) some_of: Kinds,
    /// What is wrong with a value of one of these kinds.
    pub(crate) judge: fn(&Json) -> Option<String>,
}

impl Wanted {
    /// Any value of these kinds.
    pub(crate) const fn any_of(kinds: Kinds) -> Wanted {
        Wanted {
            kinds,
            some_of: Kinds::NONE,
            judge: |_| None,
        }
    }
}

/// What one way says.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) found: Found,
    /// What rules have found out on it.
    pub(crate) known: Known,
    pub(crate) trail: Trail,
}

/// How an obligation stands.
#[derive(Clone, Debug)]
pub(crate) enum Standing {
    Proven,
    Open(String),
    /// It does not hold; the ways that say so, by number.
    Broken(Vec<(usize, Problem)>),
    /// The types say.
    ByTypes,
}

/// What is wrong on a way.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// It is not there, or not always.
    Missing(Missing, bool),
    /// It is of these kinds; or may be, besides others that fit.
    Kinds(Kinds, bool),
    /// The value itself does not do.
    Value(String),
    /// It can be gone, or cannot.
    Way,
}

/// What a way says to its goal.
enum Say {
    Yes,
    Open(String),
    No(Problem),
    Types,
}

impl Obligation {
    /// Whether another obligation cannot hold where this one does not: what a rule tests has to be there, and each of its
    /// tests has to be able to match.
    pub(crate) fn explains(&self, other: &Obligation) -> bool {
        let is_within = other.site.start <= self.site.start && self.site.end <= other.site.end;
        self.state == other.state
            && match (self.code, other.code) {
                (Code::MissingPath, Code::ImpossibleTest) => {
                    self.words.subject == other.words.subject
                }
                (Code::MissingPath | Code::ImpossibleTest, Code::ImpossibleRule) => is_within,
                (Code::MissingPath, Code::ValueKind | Code::ArgumentKind) => {
                    self.site == other.site
                }
                _ => false,
            }
    }

    /// What all ways say together.
    pub(crate) fn standing(&self) -> Standing {
        let mut open = None;
        let mut types = false;
        let (mut broken, mut doubtful) = (Vec::new(), Vec::new());
        if matches!(self.goal, Goal::Raised(..)) {
            return Standing::ByTypes;
        }
        if matches!(self.goal, Goal::Possible) {
            return self.can_be();
        }
        for (number, way) in self.ways.iter().enumerate() {
            match way.say(&self.goal) {
                Say::Yes => {}
                Say::Open(why) => open = open.or(Some(why)),
                Say::Types => types = true,
                // Whether such a way is ever gone, only the types know.
                Say::No(problem) if way.assumes() => {
                    types = true;
                    doubtful.push((number, problem));
                }
                Say::No(problem) => broken.push((number, problem)),
            }
        }
        match open {
            _ if !broken.is_empty() => {
                // On none of these it holds.
                broken.extend(doubtful);
                broken.sort_by_key(|(number, _)| *number);
                Standing::Broken(broken)
            }
            _ if types => Standing::ByTypes,
            Some(why) => Standing::Open(why),
            None => Standing::Proven,
        }
    }

    fn can_be(&self) -> Standing {
        if self.ways.is_empty() {
            return match self.excuse {
                Some(why) => Standing::Open(why.to_owned()),
                None => Standing::Broken(vec![(0, Problem::Way)]),
            };
        }
        if self.ways.iter().any(|way| !way.assumes()) {
            return Standing::Proven;
        }
        Standing::ByTypes
    }
}

impl Way {
    pub(crate) fn new(found: Found, world: &World) -> Way {
        Way {
            found,
            known: world.known.clone(),
            trail: world.trail.clone(),
        }
    }

    /// Whether rules on it have found out something that a type may refute.
    fn assumes(&self) -> bool {
        self.known.values().any(|filters| !filters.is_empty())
    }

    fn say(&self, goal: &Goal) -> Say {
        let Found {
            value,
            missing,
            open,
            fault,
        } = &self.found;
        if let Some(fault) = fault {
            return Say::No(Problem::Value(fault.clone()));
        }
        match goal {
            Goal::Impossible => {
                return match open {
                    _ if self.assumes() => Say::Types,
                    Some(why) => Say::Open(why.text().to_owned()),
                    None => Say::No(Problem::Way),
                };
            }
            Goal::Possible | Goal::Raised(..) => return Say::Types,
            Goal::There | Goal::Kind(..) | Goal::Input | Goal::Output => {}
        }
        if let Some(missing) = missing {
            return Say::No(Problem::Missing(missing.clone(), value.is_some()));
        }
        let Some(value) = value else {
            return Say::Yes;
        };
        match goal {
            Goal::Kind(wanted) => match of_kind(value, *wanted) {
                Say::Yes => {}
                say => return say,
            },
            Goal::Input | Goal::Output => return Say::Types,
            _ => {}
        }
        if let Some(why) = open {
            return Say::Open(why.text().to_owned());
        }
        let is_leaf = |fact: &Fact| matches!(fact, Fact::Leaf(_));
        if value.alternatives().iter().any(is_leaf) {
            Say::Types
        } else {
            Say::Yes
        }
    }
}

/// Whether a value is of one of these kinds.
fn of_kind(value: &Fact, wanted: Wanted) -> Say {
    let mut open = None;
    let mut types = false;
    let mut fitting = false;
    let mut others = Kinds::NONE;
    for one in value.alternatives() {
        let kinds = match one {
            Fact::Any(why) => {
                open = Some(why.text().to_owned());
                continue;
            }
            Fact::Leaf(_) => {
                types = true;
                continue;
            }
            one => one.kinds().unwrap_or(Kinds::ALL),
        };
        fitting |= kinds.overlaps(wanted.kinds | wanted.some_of);
        others = others | (kinds & !(wanted.kinds | wanted.some_of));
        if let Fact::Value(json) | Fact::Example(json) = one {
            if others.is_empty()
                && let Some(problem) = (wanted.judge)(json)
            {
                return Say::No(Problem::Value(problem));
            }
        } else if kinds.overlaps(wanted.some_of) {
            let kinds = kinds & wanted.some_of;
            open = open.or(Some(format!("{kinds} does not always do")));
        }
    }
    match open {
        _ if !others.is_empty() => Say::No(Problem::Kinds(others, fitting || types)),
        _ if types => Say::Types,
        Some(why) => Say::Open(why),
        None => Say::Yes,
    }
}

/// All obligations of a workflow, in the order of their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Obligations {
    all: BTreeMap<(StateId, usize, usize, u8), Obligation>,
}

impl Obligations {
    /// Adds what one way says to an obligation of the state `state`.
    pub(crate) fn add(
        &mut self,
        (state, code, site): (StateId, Code, &Site),
        goal: Goal,
        way: Option<Way>,
        words: impl FnOnce() -> Words,
    ) {
        let key = (state, site.start, site.end, tag(&goal));
        let obligation = self.all.entry(key).or_insert_with(|| Obligation {
            state,
            code,
            site: site.clone(),
            mark: site.clone(),
            goal,
            words: words(),
            ways: Vec::new(),
            excuse: None,
            is_allowed: false,
        });
        obligation.ways.extend(way);
    }

    /// Says why an obligation of the rule or test at `site` need not hold.
    pub(crate) fn excuse(&mut self, (state, site): (StateId, &Site), why: &'static str) {
        let key = (state, site.start, site.end, tag(&Goal::Possible));
        if let Some(obligation) = self.all.get_mut(&key) {
            obligation.excuse = Some(why);
        }
    }

    /// Says which part of a path leads nowhere.
    pub(crate) fn mark(&mut self, (state, site): (StateId, &Site), mark: &Site) {
        let key = (state, site.start, site.end, tag(&Goal::There));
        if let Some(obligation) = self.all.get_mut(&key) {
            obligation.mark = mark.clone();
        }
    }

    pub(crate) fn into_sorted(self) -> Vec<Obligation> {
        self.all.into_values().collect()
    }
}

/// Tells goals apart that are about one place.
fn tag(goal: &Goal) -> u8 {
    match goal {
        Goal::There => 0,
        Goal::Kind(..) => 1,
        Goal::Input => 2,
        Goal::Output => 3,
        Goal::Possible => 4,
        Goal::Impossible => 5,
        Goal::Raised(..) => 6,
    }
}
