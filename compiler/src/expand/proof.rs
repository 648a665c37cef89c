//! `PROOF`: the obligations of a workflow as a constant, and the checks that rest on Rust types.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::Module;
use crate::flow::{
    Fact, Filter, Filters, Goal, Kinds, Leaf, Obligation, Rest, Source, Standing, Step, Way,
};
use crate::ir::{self, Json, StateId};
use crate::render;

/// `PROOF`, and what it is made of.
pub(super) fn proof(module: &Module) -> TokenStream {
    let krate = module.krate;
    let file = module.file;
    let states = module.program.states.iter().map(|state| &state.name.value);
    let by_types = by_state(module);
    let mut shared = Shared::default();
    let mut checks = Vec::new();
    let mut obligations = Vec::new();
    for (obligation, standing) in &module.proof.obligations {
        let settled = match standing {
            Standing::Proven => quote!(Proven),
            Standing::Open(why) => quote!(Open(#why)),
            // With an error, or with leave.
            Standing::Broken(_) => quote!(Allowed),
            Standing::ByTypes => {
                let number = Literal::usize_unsuffixed(checks.len());
                checks.push(check(module, obligation, &by_types, &mut shared));
                quote!(ByTypes(#number))
            }
        };
        let state = Literal::u32_unsuffixed(obligation.state.0);
        let line = Literal::u32_unsuffixed(module.line(&obligation.mark));
        let what = &obligation.words.what;
        obligations.push(quote! {
            Obligation { state: #state, line: #line, what: #what, settled: Settled::#settled }
        });
    }
    // Each is a constant of its own: in one of them all, rustc would take longer for each.
    let numbers = 0..checks.len();
    let names: Vec<_> = numbers.map(|number| format_ident!("C{number}")).collect();
    let shared = &shared.constants;
    quote! {
        /// What is proven of the workflow while it compiles, and what is not.
        ///
        /// What rests on the handlers' types is open here, where nobody knows them: `Workflow::<H>::PROOF` does.
        pub const PROOF: #krate::proof::Proof = {
            #[allow(unused_imports, reason = "not every workflow has every kind of obligation")]
            use ::core::option::Option::{None, Some};
            #[allow(unused_imports, reason = "as above")]
            use #krate::proof::{
                Check, Fact, Filter, Goal, Kinds, Leaf, Obligation, Proof, Settled, Source, Step, Way,
            };
            #[allow(unused_imports, reason = "as above")]
            use #krate::program::Literal;
            #(#shared)*
            #(const #names: Check = #checks;)*
            Proof {
                file: #file,
                states: &[#(#states),*],
                obligations: &[#(#obligations),*],
                checks: &[#(#names),*],
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
    shared: &mut Shared,
) -> TokenStream {
    let others = by_types
        .get(&obligation.state)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let unless = others
        .iter()
        .filter(|(_, other)| other.explains(obligation))
        .map(|(number, _)| Literal::usize_unsuffixed(*number));
    let words = &obligation.words;
    let goal = goal(module, obligation);
    let ways = obligation.ways.iter();
    let ways: Vec<_> = ways
        .map(|way| self::way(module, obligation, way, shared))
        .collect();
    let (never, sometimes) = (&words.never, &words.sometimes);
    let render::Frame { snippet, indent } = if super::declared::is_settled(module, obligation) {
        // rustc shows the line itself.
        render::Frame {
            snippet: String::new(),
            indent: 2,
        }
    } else {
        render::frame(module.source, &obligation.mark, &words.label)
    };
    let state = module.program.state(obligation.state);
    let state = state.map(|state| state.name.value.as_str());
    let notes = render::notes(
        indent,
        words.help.as_deref(),
        &crate::allow::way_out(obligation.code, state),
    );
    let indent = Literal::usize_unsuffixed(indent);
    quote! {
        Check {
            goal: #goal,
            unless: &[#(#unless),*],
            ways: &[#(#ways),*],
            never: #never,
            sometimes: #sometimes,
            snippet: #snippet,
            notes: #notes,
            indent: #indent,
        }
    }
}

fn goal(module: &Module, obligation: &Obligation) -> TokenStream {
    let number = |id: &StateId| Literal::u32_unsuffixed(module.handler(*id).unwrap_or(u32::MAX));
    match &obligation.goal {
        Goal::There => quote!(Goal::There),
        Goal::Kind(wanted) => {
            let kinds = kinds(wanted.kinds | wanted.some_of);
            quote!(Goal::Kind(#kinds))
        }
        Goal::Input => {
            let number = number(&obligation.state);
            quote!(Goal::Input(#number))
        }
        Goal::Output => quote!(Goal::Output),
        Goal::Possible => quote!(Goal::Possible),
        Goal::Impossible => quote!(Goal::Impossible),
        Goal::Raised(tasks, names) => {
            let tasks = tasks.iter().map(number);
            quote!(Goal::Raised { tasks: &[#(#tasks),*], names: &[#(#names),*] })
        }
    }
}

fn way(module: &Module, obligation: &Obligation, way: &Way, shared: &mut Shared) -> TokenStream {
    let emit = Emit { module, way };
    let assumes = shared.assumed(&emit);
    let value = match (&way.found.value, &way.found.missing) {
        (Some(value), None) => emit.fact(value),
        (Some(value), Some(_)) => emit.maybe(value),
        (None, Some(_)) => quote!(Fact::Missing),
        (None, None) => quote!(Fact::Any),
    };
    let story = crate::flow::story(module.program, obligation, way);
    let (mut origin, route) = (story.origin, story.route);
    if let Some(site) = story.made_at {
        let place = module.source.place(site.start);
        origin = format!(
            "{origin}, at {}:{}:{}",
            module.file, place.line, place.column
        );
    }
    quote! {
        Way { assumes: #assumes, value: #value, origin: #origin, route: #route }
    }
}

/// What several checks refer to.
#[derive(Default)]
struct Shared {
    constants: Vec<TokenStream>,
    /// By where what is known on a way is kept.
    assumes: BTreeMap<usize, Ident>,
}

impl Shared {
    /// What a way assumes: a constant, for all states up to the next rule assume the same.
    fn assumed(&mut self, emit: &Emit<'_>) -> TokenStream {
        let known = &emit.way.known;
        if known.is_empty() {
            return quote!(&[]);
        }
        let number = self.assumes.len();
        let name = self.assumes.entry(known.address()).or_insert_with(|| {
            let since = assumed_since(emit.way);
            let leaves = known.iter().filter_map(|(source, filters)| {
                let recent = filters.iter().filter(|(_, filter)| filter.since >= since);
                let recent: Vec<_> = recent.collect();
                (!recent.is_empty()).then(|| emit.leaf(*source, &[], &recent))
            });
            let name = format_ident!("A{number}");
            self.constants
                .push(quote!(const #name: &[Leaf] = &[#(#leaves),*];));
            name
        });
        quote!(#name)
    }
}

/// More than this of what rules have found out is not handed to a check: each check would carry what all states before it
/// have found out, and rustc would look at that for each. What was found out last tells most.
const MOST_FILTERS: usize = 16;

/// How far back on a way what rules have found out counts.
fn assumed_since(way: &Way) -> usize {
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

/// What is known on a way, as constants.
struct Emit<'a> {
    module: &'a Module<'a>,
    way: &'a Way,
}

impl Emit<'_> {
    fn fact(&self, fact: &Fact) -> TokenStream {
        match fact {
            Fact::Any(_) => quote!(Fact::Any),
            Fact::Of(set) => {
                let kinds = kinds(*set);
                quote!(Fact::Of(#kinds))
            }
            Fact::Example(json) => {
                let kinds = kinds(Kinds::of(json));
                quote!(Fact::Of(#kinds))
            }
            Fact::Value(json) => {
                let literal = literal(json);
                quote!(Fact::Literal(#literal))
            }
            Fact::List(item) => {
                let item = self.fact(item);
                quote!(Fact::List(&#item))
            }
            Fact::Tuple(items) => {
                let items = items.iter().map(|item| self.fact(item));
                quote!(Fact::Tuple(&[#(#items),*]))
            }
            Fact::OneOf(all) => {
                let all = all.iter().map(|one| self.fact(one));
                quote!(Fact::OneOf(&[#(#all),*]))
            }
            Fact::Object(object) => {
                let fields = object.fields.iter().map(|(name, field)| {
                    let fact = if field.may_be_missing {
                        self.maybe(&field.fact)
                    } else {
                        self.fact(&field.fact)
                    };
                    let name = &**name;
                    quote!((#name, #fact))
                });
                let rest = match &object.rest {
                    Rest::None => quote!(None),
                    Rest::Any(_) => quote!(Some(&Fact::Any)),
                    Rest::Leaf(leaf) => {
                        let leaf = self.part(leaf);
                        quote!(Some(&Fact::Leaf(#leaf)))
                    }
                };
                quote!(Fact::Object { fields: &[#(#fields),*], rest: #rest })
            }
            Fact::Leaf(leaf) => {
                let leaf = self.part(leaf);
                quote!(Fact::Leaf(#leaf))
            }
        }
    }

    fn maybe(&self, fact: &Fact) -> TokenStream {
        let fact = self.fact(fact);
        quote!(Fact::Maybe(&#fact))
    }

    fn part(&self, leaf: &Leaf) -> TokenStream {
        let none = Filters::new();
        let filters = match &leaf.frozen {
            Some(frozen) => frozen,
            None => self.way.known.get(&leaf.source).unwrap_or(&none),
        };
        self.leaf(leaf.source, &leaf.steps, &telling(filters, &leaf.steps))
    }

    fn leaf(
        &self,
        source: Source,
        way: &[Step],
        filters: &[(&Rc<[Step]>, &Rc<Filter>)],
    ) -> TokenStream {
        let source = self.module.source_of(source);
        let way = steps(way);
        let filters = filters.iter().map(|(steps, it)| filter(steps, it));
        quote!(Leaf { source: #source, steps: #way, filters: &[#(#filters),*] })
    }
}

fn filter(way: &[Step], filter: &Filter) -> TokenStream {
    let steps = steps(way);
    let flag = |flag: Option<bool>| flag.map_or_else(|| quote!(None), |flag| quote!(Some(#flag)));
    let (present, boolean) = (flag(filter.present), flag(filter.boolean));
    let kinds = kinds(filter.kinds);
    let (one_of, none_of) = (filter.one_of.iter(), filter.none_of.iter());
    quote! {
        Filter {
            steps: #steps,
            present: #present,
            kinds: #kinds,
            one_of: &[#(#one_of),*],
            none_of: &[#(#none_of),*],
            boolean: #boolean,
        }
    }
}

fn steps(steps: &[Step]) -> TokenStream {
    let steps = steps.iter().map(|step| match step {
        Step::Field(name) => {
            let name = &**name;
            quote!(Step::Field(#name))
        }
        Step::Member(name) => {
            let name = &**name;
            quote!(Step::Member(#name))
        }
        Step::Index(index) => {
            let index = Literal::i64_unsuffixed(*index);
            quote!(Step::Index(#index))
        }
        Step::Item => quote!(Step::Item),
    });
    quote!(&[#(#steps),*])
}

fn kinds(kinds: Kinds) -> TokenStream {
    let bits = Literal::u8_unsuffixed(kinds.0);
    quote!(Kinds(#bits))
}

fn literal(json: &Json) -> TokenStream {
    let literal = super::program::literal(json);
    quote!(Literal::#literal)
}

impl Module<'_> {
    /// The number of a Task's handler.
    pub(super) fn handler(&self, id: StateId) -> Option<u32> {
        self.handlers.get(id.0 as usize).copied().flatten()
    }

    /// A value of a Rust type.
    fn source_of(&self, source: Source) -> TokenStream {
        match source {
            Source::Input if self.invocation.input.is_some() => quote!(Source::Input),
            // The first Task takes it as it is.
            Source::Input => {
                let first = self.program.first_handler();
                let number = first.and_then(|first| self.handler(first)).unwrap_or(0);
                let number = Literal::u32_unsuffixed(number);
                quote!(Source::TakenBy(#number))
            }
            Source::Output(id) => {
                let krate = self.krate;
                let number = Literal::u32_unsuffixed(self.handler(id).unwrap_or(u32::MAX));
                let known = self.program.state(id).and_then(|state| match &state.kind {
                    ir::Kind::Task(task) => super::integration::result(krate, task),
                    _ => None,
                });
                let known = known.unwrap_or_else(|| quote!(#krate::shape::Node::Any));
                quote!(Source::GivenBy(#number, &#known))
            }
        }
    }
}
