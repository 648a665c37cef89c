//! The checks of a proof as constants: `proof/made.rs` of the runtime says in which form, and why.
//!
//! It is written as text and becomes tokens at the end, which takes a macro less time than one token after the other.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use proc_macro2::TokenStream;
use quote::quote;

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(pub(super) String);

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A fact, which refers to pools below a level.
pub(super) struct Parts {
    pub(super) code: Code,
    level: usize,
}

impl Parts {
    pub(super) fn alone(code: impl Into<String>) -> Parts {
        Parts {
            code: Code(code.into()),
            level: 0,
        }
    }
}

/// What lists are of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pool {
    Words,
    Steps,
    /// Numbers of checks.
    Numbers,
    /// Numbers of handlers.
    Tasks,
    Filters,
    Leaves,
    /// Facts that refer to pools below that level.
    Facts(usize),
    /// Fields with such facts.
    Fields(usize),
    /// What is known on ways, and what sets them apart.
    Trails,
}

impl Pool {
    fn name(self, length: usize) -> String {
        let (name, level) = match self {
            Pool::Words => ("WORDS", None),
            Pool::Steps => ("STEPS", None),
            Pool::Numbers => ("NUMBERS", None),
            Pool::Tasks => ("TASKS", None),
            Pool::Filters => ("FILTERS", None),
            Pool::Leaves => ("LEAVES", None),
            Pool::Facts(level) => ("FACTS", Some(level)),
            Pool::Fields(level) => ("FIELDS", Some(level)),
            Pool::Trails => ("TRAILS", None),
        };
        let level = level.map(|level| format!("{level}_")).unwrap_or_default();
        format!("{name}_{level}{length}")
    }

    fn ty(self) -> &'static str {
        match self {
            Pool::Words => "Str",
            Pool::Steps => "Step",
            Pool::Numbers => "usize",
            Pool::Tasks => "u32",
            Pool::Filters => "Filter",
            Pool::Leaves => "Leaf",
            Pool::Facts(_) => "Fact",
            Pool::Fields(_) => "(Str, Fact)",
            Pool::Trails => "Trail",
        }
    }
}

/// A way.
#[derive(PartialEq, Eq)]
pub(super) struct Way {
    /// The value, and how it came: two arguments.
    pub(super) found: Code,
    /// What is known there, and what sets the way apart.
    pub(super) trail: Code,
}

/// How an obligation was settled.
pub(super) enum Settled<'a> {
    Proven,
    Open(&'a str),
    Allowed,
    ByTypes,
}

/// Items of a constant.
#[derive(Default)]
struct Items {
    code: String,
    length: usize,
    known: BTreeMap<String, usize>,
}

impl Items {
    fn add(&mut self, item: &str) -> usize {
        let _ = write!(self.code, "{item},");
        self.length += 1;
        self.length - 1
    }

    /// The number of an item, which may be there already.
    fn number(&mut self, item: String) -> usize {
        if let Some(number) = self.known.get(&item) {
            return *number;
        }
        let number = self.add(&item);
        self.known.insert(item, number);
        number
    }

    fn constant(&self, name: &str, ty: &str, all: &mut String) {
        let (code, length) = (&self.code, self.length);
        let _ = write!(all, "static {name}: [{ty}; {length}] = [{code}];");
    }
}

/// What the checks are made of.
#[derive(Default)]
pub(super) struct Pack {
    /// Lists, by what they are of and how long they are.
    pools: BTreeMap<(Pool, usize), Items>,
    /// The ways of checks, by how many they are.
    ways: BTreeMap<usize, Items>,
    literals: Tokens,
    nodes: Tokens,
    obligations: Items,
    checks: Items,
}

/// Tokens by their numbers.
#[derive(Default)]
struct Tokens {
    all: Vec<TokenStream>,
    known: BTreeMap<String, usize>,
}

impl Tokens {
    fn number(&mut self, tokens: &TokenStream) -> usize {
        let key = tokens.to_string();
        *self.known.entry(key).or_insert_with(|| {
            self.all.push(tokens.clone());
            self.all.len() - 1
        })
    }
}

impl Pack {
    /// A constant of the definition, given as a variant of `Literal`.
    pub(super) fn literal(&mut self, literal: &TokenStream) -> Parts {
        let number = self.literals.number(literal);
        Parts::alone(format!("Fact::Literal(LITERALS[{number}])"))
    }

    /// What AWS documents of an answer.
    pub(super) fn node(&mut self, node: &TokenStream) -> Code {
        Code(format!("&NODES[{}]", self.nodes.number(node)))
    }

    pub(super) fn list(&mut self, pool: Pool, items: &[Code]) -> Code {
        if items.is_empty() {
            return Code("&[]".to_owned());
        }
        let number = self.number(pool, items);
        let name = pool.name(items.len()).to_lowercase();
        Code(format!("{name}({number})"))
    }

    /// The number of a list among those of its length.
    fn number(&mut self, pool: Pool, items: &[Code]) -> usize {
        let mut list = String::from("[");
        for item in items {
            let _ = write!(list, "{item},");
        }
        list.push(']');
        self.pools
            .entry((pool, items.len()))
            .or_default()
            .number(list)
    }

    pub(super) fn words<'a>(&mut self, words: impl IntoIterator<Item = &'a String>) -> Code {
        let words = words.into_iter().map(|word| Code(quoted(word)));
        let words: Vec<_> = words.collect();
        self.list(Pool::Words, &words)
    }

    /// A fact of that variant with parts.
    pub(super) fn parts(&mut self, variant: &str, parts: Vec<Parts>) -> Parts {
        let level = level(&parts);
        let parts: Vec<_> = parts.into_iter().map(|part| part.code).collect();
        let list = self.list(Pool::Facts(level), &parts);
        Parts {
            code: Code(format!("Fact::{variant}({list})")),
            level: level + 1,
        }
    }

    /// A fact of that variant with one part.
    pub(super) fn part(&mut self, variant: &str, part: Parts) -> Parts {
        let level = part.level;
        let part = self.fact(part);
        Parts {
            code: Code(format!("Fact::{variant}({part})")),
            level: level + 1,
        }
    }

    fn fact(&mut self, fact: Parts) -> Code {
        let Code(list) = self.list(Pool::Facts(fact.level), &[fact.code]);
        Code(format!("&{list}[0]"))
    }

    pub(super) fn object(&mut self, fields: Vec<(&str, Parts)>, rest: Option<Parts>) -> Parts {
        let level = level(fields.iter().map(|(_, fact)| fact).chain(&rest));
        let fields = fields.into_iter();
        let fields = fields.map(|(name, fact)| Code(format!("({},{})", quoted(name), fact.code)));
        let fields: Vec<_> = fields.collect();
        let fields = self.list(Pool::Fields(level), &fields);
        let code = match rest {
            None => format!("object({fields})"),
            Some(rest) => format!("with_rest({fields},{})", self.fact(rest)),
        };
        Parts {
            code: Code(code),
            level: level + 1,
        }
    }

    /// The ways of a check, and whether several are to one value, as most often they are.
    pub(super) fn ways(&mut self, ways: &[Way]) -> (Code, bool) {
        let Some((first, others)) = ways.split_first() else {
            return (Code("&[]".to_owned()), false);
        };
        let length = ways.len();
        let is_alike = others.iter().all(|way| way.found == first.found);
        let code = if is_alike {
            let trails: Vec<_> = ways.iter().map(|way| way.trail.clone()).collect();
            let trails = self.number(Pool::Trails, &trails);
            format!("ways_of_{length}({},{trails})", first.found)
        } else {
            let mut code = String::from("[");
            for way in ways {
                let _ = write!(code, "way({},{}),", way.found, way.trail);
            }
            code + "]"
        };
        let number = self.ways.entry(length).or_default().number(code);
        (
            Code(format!("ways_{length}({number})")),
            is_alike && length > 1,
        )
    }

    pub(super) fn check(&mut self, code: &str) {
        self.checks.add(code);
    }

    pub(super) fn obligation(&mut self, state: u32, line: u32, what: &str, settled: &Settled<'_>) {
        let what = quoted(what);
        self.obligations.add(&match settled {
            Settled::Proven => format!("proven({state},{line},{what})"),
            Settled::Open(why) => format!("open({state},{line},{what},{})", quoted(why)),
            Settled::Allowed => format!("allowed({state},{line},{what})"),
            Settled::ByTypes => {
                let check = self.checks.length - 1;
                format!("by_types({state},{line},{what},{check})")
            }
        });
    }

    /// `OBLIGATIONS`, `CHECKS`, and what those are made of.
    pub(super) fn constants(&self, krate: &TokenStream) -> TokenStream {
        let (literals, nodes) = (&self.literals.all, &self.nodes.all);
        let of_tokens = |name: &str, ty: &str, all: &[TokenStream]| {
            let name = quote::format_ident!("{name}");
            let ty = quote::format_ident!("{ty}");
            let length = proc_macro2::Literal::usize_unsuffixed(all.len());
            (!all.is_empty()).then(|| quote!(static #name: [#ty; #length] = [#(#all),*];))
        };
        let literals = of_tokens("LITERALS", "Literal", literals);
        let nodes = of_tokens("NODES", "Node", nodes);
        let mut text = String::new();
        for ((pool, length), items) in &self.pools {
            let (name, ty) = (pool.name(*length), pool.ty());
            items.constant(&name, &format!("[{ty}; {length}]"), &mut text);
            if *pool != Pool::Trails {
                get(&name, ty, &mut text);
            }
        }
        for (length, items) in &self.ways {
            let name = format!("WAYS_{length}");
            items.constant(&name, &format!("[Way; {length}]"), &mut text);
            get(&name, "Way", &mut text);
            if self.pools.contains_key(&(Pool::Trails, *length)) {
                let _ = write!(
                    text,
                    "const fn ways_of_{length}(value: Fact, origin: Str, trails: usize) -> [Way; {length}] {{
                        ways(value, origin, &TRAILS_{length}[trails])
                    }}"
                );
            }
        }
        self.obligations
            .constant("OBLIGATIONS", "Obligation", &mut text);
        self.checks.constant("CHECKS", "Check", &mut text);
        // It is nothing but names, literals and punctuation.
        let constants: TokenStream = text.parse().unwrap_or_default();
        quote! {
            #[allow(unused_imports, reason = "not every workflow has every kind of obligation")]
            use ::core::primitive::{u32, usize};
            #[allow(unused_imports, reason = "as above")]
            use #krate::proof::made::*;
            #literals
            #nodes
            #constants
        }
    }
}

/// The function by which lists are referred to.
fn get(name: &str, ty: &str, text: &mut String) {
    let get = name.to_lowercase();
    let _ = write!(
        text,
        "const fn {get}(at: usize) -> &'static [{ty}] {{ &{name}[at] }}"
    );
}

/// A string as a literal.
pub(super) fn quoted(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// The lowest level of a pool that these can be in.
fn level<'a>(parts: impl IntoIterator<Item = &'a Parts>) -> usize {
    parts.into_iter().map(|part| part.level).max().unwrap_or(0)
}
