//! `PROOF`: the obligations of a workflow as a constant, and the checks that rest on Rust types.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Module;
use super::pack::{Code, Pack, Parts, Pool, Settled, Way, quoted};
use crate::flow::{
    self, Fact, Filter, Filters, Goal, Kinds, Leaf, Obligation, Rest, Source, Standing, Step,
};
use crate::ir::{self, StateId};
use crate::render;

/// `PROOF`, and what it is made of.
pub(super) fn proof(module: &Module) -> TokenStream {
    let krate = module.krate;
    let file = module.file;
    let states = module.program.states.iter().map(|state| &state.name.value);
    let by_types = by_state(module);
    let mut pack = Pack::default();
    let mut assumes = BTreeMap::new();
    for (obligation, standing) in &module.proof.obligations {
        let settled = match standing {
            Standing::Proven => Settled::Proven,
            Standing::Open(why) => Settled::Open(why),
            // With an error, or with leave.
            Standing::Broken(_) => Settled::Allowed,
            Standing::ByTypes => {
                check(module, obligation, &by_types, &mut assumes, &mut pack);
                Settled::ByTypes
            }
        };
        let line = module.line(&obligation.mark);
        pack.obligation(obligation.state.0, line, &obligation.words.what, &settled);
    }
    let constants = pack.constants(krate);
    quote! {
        /// What is proven of the workflow while it compiles, and what is not.
        ///
        /// What rests on the handlers' types is open here, where nobody knows them: `Workflow::<H>::PROOF` does.
        pub const PROOF: #krate::proof::Proof = {
            #constants
            #krate::proof::Proof {
                file: #file,
                states: &[#(#states),*],
                obligations: &OBLIGATIONS,
                checks: &CHECKS,
                types: #krate::__private::types::<__Types>(&[]),
            }
        };
    }
}

/// The numbers of the checks, each with the handler that is to blame first.
pub(super) fn rows(module: &Module) -> TokenStream {
    let mut rows = Vec::new();
    for (number, obligation) in by_types(module) {
        if !obligation.is_allowed && !super::declared::is_settled(module, obligation) {
            let at = Literal::usize_unsuffixed(number);
            let blame = blame(module, obligation);
            rows.push(quote!((#at #blame)));
        }
    }
    quote!(#(#rows)*)
}

/// The allowances that may allow nothing: what is said then, and the checks that each covers.
pub(super) fn allowances(module: &Module) -> TokenStream {
    let rows = module.proof.allowances.iter().map(|allowance| {
        let message = format!(
            "{}\n --> {}\n  |\n  = help: {}",
            allowance.title,
            module.file,
            crate::allow::UNUSED
        );
        let checks = allowance
            .checks
            .iter()
            .copied()
            .map(Literal::usize_unsuffixed);
        quote!((#message, [#(#checks),*]))
    });
    quote!(#(#rows)*)
}

/// `input 3`, `output 3`, `error 3`: a type of the handler of that number; nothing where it is the input's or none's.
fn blame(module: &Module, obligation: &Obligation) -> TokenStream {
    let number = |id: StateId| module.handler(id).map(Literal::u32_unsuffixed);
    match &obligation.goal {
        Goal::Input => {
            let number = number(obligation.state);
            number.map_or_else(TokenStream::new, |number| quote!(input #number))
        }
        Goal::Raised(tasks, _) => match tasks.as_slice() {
            [one] => number(*one).map_or_else(TokenStream::new, |number| quote!(error #number)),
            _ => TokenStream::new(),
        },
        _ => {
            let leaves = obligation
                .ways
                .iter()
                .filter_map(|way| way.found.value.as_ref());
            let mut sources = leaves.filter_map(Fact::first_source);
            match sources.next() {
                Some(Source::Output(id)) => {
                    number(id).map_or_else(TokenStream::new, |number| quote!(output #number))
                }
                _ => TokenStream::new(),
            }
        }
    }
}

/// The obligations that the types settle, with the numbers of their checks.
pub(super) fn by_types<'a>(module: &'a Module) -> impl Iterator<Item = (usize, &'a Obligation)> {
    let all = module.proof.obligations.iter();
    let all = all.filter(|(_, standing)| matches!(standing, Standing::ByTypes));
    all.map(|(obligation, _)| obligation).enumerate()
}

/// The same, by their states.
fn by_state<'a>(module: &'a Module) -> BTreeMap<StateId, Vec<(usize, &'a Obligation)>> {
    let mut by_state: BTreeMap<StateId, Vec<_>> = BTreeMap::new();
    for (number, obligation) in by_types(module) {
        let of_state = by_state.entry(obligation.state).or_default();
        of_state.push((number, obligation));
    }
    by_state
}

fn check(
    module: &Module,
    obligation: &Obligation,
    by_types: &BTreeMap<StateId, Vec<(usize, &Obligation)>>,
    assumes: &mut BTreeMap<usize, Code>,
    pack: &mut Pack,
) {
    let others = by_types
        .get(&obligation.state)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let unless = others
        .iter()
        .filter(|(_, other)| other.explains(obligation));
    let unless: Vec<_> = unless.map(|(number, _)| Code(number.to_string())).collect();
    let goal = goal(module, obligation, pack);
    let ways = obligation.ways.iter();
    let ways: Vec<_> = ways
        .map(|way| self::way(module, obligation, way, assumes, pack))
        .collect();
    let (ways, is_alike) = pack.ways(&ways);
    let render::Frame { snippet, indent } = if super::declared::is_settled(module, obligation) {
        // rustc shows the line itself.
        render::Frame {
            snippet: String::new(),
            indent: 2,
        }
    } else {
        render::frame(module.source, &obligation.mark, &obligation.words.label)
    };
    let state = module.program.state(obligation.state);
    let state = state.map(|state| state.name.value.as_str());
    let notes = render::notes(
        indent,
        obligation.words.help.as_deref(),
        &crate::allow::way_out(obligation.code, state),
    );
    let words = &obligation.words;
    let texts = [&words.never, &words.sometimes, &snippet, &notes];
    let [never, sometimes, snippet, notes] = texts.map(|text| quoted(text));
    let mut code = format!("check({goal},{ways},{never},{sometimes},{snippet},{notes},{indent})");
    if is_alike {
        code = format!("alike({code})");
    }
    if !unless.is_empty() {
        let unless = pack.list(Pool::Numbers, &unless);
        code = format!("unless({unless},{code})");
    }
    pack.check(&code);
}

fn goal(module: &Module, obligation: &Obligation, pack: &mut Pack) -> Code {
    let number = |id: &StateId| module.handler(*id).unwrap_or(u32::MAX);
    Code(match &obligation.goal {
        Goal::There => "Goal::There".to_owned(),
        Goal::Kind(wanted) => format!("Goal::Kind({})", kinds(wanted.kinds | wanted.some_of)),
        Goal::Input => format!("Goal::Input({})", number(&obligation.state)),
        Goal::Output => "Goal::Output".to_owned(),
        Goal::Possible => "Goal::Possible".to_owned(),
        Goal::Impossible => "Goal::Impossible".to_owned(),
        Goal::Raised(tasks, names) => {
            let tasks = tasks.iter().map(|task| Code(number(task).to_string()));
            let tasks: Vec<_> = tasks.collect();
            let tasks = pack.list(Pool::Tasks, &tasks);
            format!("raised({tasks},{})", pack.words(names))
        }
    })
}

fn way(
    module: &Module,
    obligation: &Obligation,
    way: &flow::Way,
    assumes: &mut BTreeMap<usize, Code>,
    pack: &mut Pack,
) -> Way {
    let mut emit = Emit { module, way, pack };
    // All states up to the next rule assume the same.
    let assumes = (!way.known.is_empty()).then(|| {
        let assumes = assumes.entry(way.known.address());
        assumes.or_insert_with(|| emit.assumed()).clone()
    });
    let value = match (&way.found.value, &way.found.missing) {
        (Some(value), None) => emit.fact(value),
        (Some(value), Some(_)) => emit.maybe(value),
        (None, Some(_)) => Parts::alone("Fact::Missing"),
        (None, None) => Parts::alone("Fact::Any"),
    };
    let story = flow::story(module.program, obligation, way);
    let (mut origin, route) = (story.origin, story.route);
    if let Some(site) = story.made_at {
        let place = module.source.place(site.start);
        origin = format!(
            "{origin}, at {}:{}:{}",
            module.file, place.line, place.column
        );
    }
    let assumes = assumes.map_or_else(|| "&[]".to_owned(), |Code(assumes)| assumes);
    Way {
        found: Code(format!("{},{}", value.code, quoted(&origin))),
        trail: Code(format!("({assumes},{})", quoted(&route))),
    }
}

/// More than this of what rules have found out is not handed to a check: each check would carry what all states before it
/// have found out, and rustc would look at that for each. What was found out last tells most.
const MOST_FILTERS: usize = 16;

/// How far back on a way what rules have found out counts.
fn assumed_since(way: &flow::Way) -> usize {
    let filters = way.known.values().flat_map(Filters::values);
    let mut since: Vec<usize> = filters.map(|filter| filter.since).collect();
    since.sort_unstable_by(|one, other| other.cmp(one));
    let newest = since.first().copied().unwrap_or(0);
    match since.get(MOST_FILTERS) {
        // All that one state has found out counts.
        Some(too_far) => newest.min(too_far + 1),
        None => 0,
    }
}

/// What rules have found out of a value that tells most of a part of it: of the part, of what is around it or in it, and
/// of what is beside those, which may say that they are there or what form they have.
fn telling<'a>(filters: &'a Filters, part: &[Step]) -> Vec<(&'a Rc<[Step]>, &'a Rc<Filter>)> {
    let shared = |way: &[Step]| {
        let steps = way.iter().zip(part);
        steps.take_while(|(one, other)| one == other).count()
    };
    let is_beside = |way: &[Step]| shared(way) < part.len().min(way.len());
    let is_far = |way: &[Step]| is_beside(way) && shared(way) == 0 && way.len() > 1;
    let all = filters.iter().filter(|(way, _)| !is_far(way));
    let mut telling: Vec<_> = all.collect();
    if telling.len() > MOST_FILTERS {
        telling.sort_by_key(|(way, filter)| {
            let beside = is_beside(way).then(|| (Reverse(shared(way)), Reverse(filter.since)));
            (beside, Reverse(filter.since))
        });
        telling.truncate(MOST_FILTERS);
        telling.sort_by_key(|(way, _)| *way);
    }
    telling
}

/// What is known on a way, packed.
struct Emit<'a> {
    module: &'a Module<'a>,
    way: &'a flow::Way,
    pack: &'a mut Pack,
}

impl Emit<'_> {
    /// What rules have found out.
    fn assumed(&mut self) -> Code {
        let known = &self.way.known;
        let since = assumed_since(self.way);
        let mut leaves = Vec::new();
        for (source, filters) in known {
            let recent = filters.iter().filter(|(_, filter)| filter.since >= since);
            let recent: Vec<_> = recent.collect();
            if !recent.is_empty() {
                leaves.push(self.leaf(*source, &[], &recent));
            }
        }
        self.pack.list(Pool::Leaves, &leaves)
    }

    fn fact(&mut self, fact: &Fact) -> Parts {
        match fact {
            Fact::Any(_) => Parts::alone("Fact::Any"),
            Fact::Of(set) => Parts::alone(format!("Fact::Of({})", kinds(*set))),
            Fact::Example(json) => Parts::alone(format!("Fact::Of({})", kinds(Kinds::of(json)))),
            Fact::Value(json) => {
                let literal = super::program::literal(json);
                self.pack.literal(&quote!(Literal::#literal))
            }
            Fact::List(item) => {
                let item = self.fact(item);
                self.pack.part("List", item)
            }
            Fact::Tuple(items) => {
                let items = items.iter().map(|item| self.fact(item)).collect();
                self.pack.parts("Tuple", items)
            }
            Fact::OneOf(all) => {
                let all = all.iter().map(|one| self.fact(one)).collect();
                self.pack.parts("OneOf", all)
            }
            Fact::Object(object) => {
                let fields = object.fields.iter().map(|(name, field)| {
                    let fact = if field.may_be_missing {
                        self.maybe(&field.fact)
                    } else {
                        self.fact(&field.fact)
                    };
                    (&**name, fact)
                });
                let fields = fields.collect();
                let rest = match &object.rest {
                    Rest::None => None,
                    Rest::Any(_) => Some(Parts::alone("Fact::Any")),
                    Rest::Leaf(leaf) => Some(self.part(leaf)),
                };
                self.pack.object(fields, rest)
            }
            Fact::Leaf(leaf) => self.part(leaf),
        }
    }

    fn maybe(&mut self, fact: &Fact) -> Parts {
        let fact = self.fact(fact);
        self.pack.part("Maybe", fact)
    }

    fn part(&mut self, leaf: &Leaf) -> Parts {
        let none = Filters::new();
        let filters = match &leaf.frozen {
            Some(frozen) => frozen,
            None => self.way.known.get(&leaf.source).unwrap_or(&none),
        };
        let leaf = self.leaf(leaf.source, &leaf.steps, &telling(filters, &leaf.steps));
        Parts::alone(format!("Fact::Leaf({leaf})"))
    }

    fn leaf(
        &mut self,
        source: Source,
        way: &[Step],
        filters: &[(&Rc<[Step]>, &Rc<Filter>)],
    ) -> Code {
        let source = source_of(self.module, source, self.pack);
        let steps = steps(way, self.pack);
        let filters = filters.iter();
        let filters = filters.map(|(steps, it)| filter(steps, it, self.pack));
        let filters: Vec<_> = filters.collect();
        Code(if filters.is_empty() {
            format!("{source}{steps})")
        } else {
            let filters = self.pack.list(Pool::Filters, &filters);
            format!("leaf({source}{steps}),{filters})")
        })
    }
}

fn filter(way: &[Step], filter: &Filter, pack: &mut Pack) -> Code {
    let steps = steps(way, pack);
    let (present, boolean) = (flag(filter.present), flag(filter.boolean));
    let Kinds(kinds) = filter.kinds;
    let (one_of, none_of) = (pack.words(&filter.one_of), pack.words(&filter.none_of));
    Code(format!(
        "filter({steps},{present},{kinds},{boolean},{one_of},{none_of})"
    ))
}

fn steps(steps: &[Step], pack: &mut Pack) -> Code {
    let steps = steps.iter().map(|step| {
        Code(match step {
            Step::Field(name) => format!("Step::Field({})", quoted(name)),
            Step::Member(name) => format!("Step::Member({})", quoted(name)),
            Step::Index(index) => format!("Step::Index({index})"),
            Step::Item => "Step::Item".to_owned(),
        })
    });
    let steps: Vec<_> = steps.collect();
    pack.list(Pool::Steps, &steps)
}

/// As [`filter`] reads it.
fn flag(flag: Option<bool>) -> i8 {
    flag.map_or(-1, i8::from)
}

fn kinds(Kinds(bits): Kinds) -> String {
    format!("Kinds({bits})")
}

/// A value of a Rust type; the steps into it follow.
fn source_of(module: &Module, source: Source, pack: &mut Pack) -> String {
    match source {
        Source::Input if module.invocation.input.is_some() => "input(".to_owned(),
        // The first Task takes it as it is.
        Source::Input => {
            let first = module.program.first_handler();
            let number = first.and_then(|first| module.handler(first)).unwrap_or(0);
            format!("taken({number},")
        }
        Source::Output(id) => {
            let number = module.handler(id).unwrap_or(u32::MAX);
            let known = module
                .program
                .state(id)
                .and_then(|state| match &state.kind {
                    ir::Kind::Task(task) => super::integration::result(module.krate, task),
                    _ => None,
                });
            match known {
                Some(known) => format!("documented({number},{},", pack.node(&known)),
                None => format!("given({number},"),
            }
        }
    }
}

impl Module<'_> {
    /// The number of a Task's handler.
    pub(super) fn handler(&self, id: StateId) -> Option<u32> {
        self.handlers.get(id.0 as usize).copied().flatten()
    }
}
