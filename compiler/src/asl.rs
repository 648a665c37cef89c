//! Lowering: a definition's JSON in, an [`ir::Program`] out, with targets not yet resolved.
//!
//! Everything that can be judged without looking at other states is checked here, because the text is at hand: fields,
//! kinds, ranges, paths. The program that comes out is whole even where parts of it are wrong: what could not be read
//! is left out or stands as something harmless, so that the graph can still be checked and every name stays known.

mod choice;
mod distributed;
mod expression;
pub(crate) mod fields;
mod map;
mod object;
mod output;
mod region;
mod retry;
mod state;
mod task;
mod template;
mod values;
mod wait;

use std::collections::{BTreeMap, BTreeSet};

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Program, QueryLanguage, RegionId, Site};
use crate::json::Node;
use object::Object;

/// What lowering hands on.
#[derive(Debug)]
pub(crate) struct Lowered {
    pub(crate) program: Program,
    /// Regions whose graph is not known whole, because of what is already reported; their shape is not judged.
    pub(crate) incomplete: BTreeSet<RegionId>,
}

/// Lowers a definition.
pub(crate) fn lower(root: &Node, errors: &mut Errors) -> Lowered {
    let program = Program {
        comment: None,
        timeout_seconds: None,
        regions: Vec::new(),
        states: Vec::new(),
    };
    let mut lower = Lower {
        errors,
        program,
        incomplete: BTreeSet::new(),
        language: QueryLanguage::JsonPath,
        names: BTreeMap::new(),
        state: None,
        region: None,
    };
    lower.machine(root);
    Lowered {
        program: lower.program,
        incomplete: lower.incomplete,
    }
}

struct Lower<'e> {
    errors: &'e mut Errors,
    program: Program,
    incomplete: BTreeSet<RegionId>,
    /// The machine's query language, which every state has that names none of its own.
    language: QueryLanguage,
    /// The states' names so far, and where they stand.
    names: BTreeMap<String, Site>,
    /// The state being lowered.
    state: Option<String>,
    /// The region that state belongs to.
    region: Option<RegionId>,
}

impl Lower<'_> {
    /// Reports, in the name of the state being lowered.
    fn report(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.state.is_none() {
            diagnostic.state.clone_from(&self.state);
        }
        self.errors.push(diagnostic);
    }

    /// The graph around the state being lowered is not known whole.
    fn mark_incomplete(&mut self) {
        self.incomplete.extend(self.region);
    }

    fn machine(&mut self, root: &Node) {
        let language = QueryLanguage::JsonPath;
        let Some(machine) =
            self.object(root, &fields::MACHINE, None, "the state machine", language)
        else {
            return;
        };
        self.language = self
            .query_language(&machine)
            .unwrap_or(QueryLanguage::JsonPath);
        if let Some(version) = self
            .string(&machine, "Version")
            .filter(|version| version.value != "1.0")
        {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    version.site.clone(),
                    format!(
                        "`{}` is not a version of the Amazon States Language",
                        version.value
                    ),
                )
                .label("no such version")
                .help("the only version is `1.0`"),
            );
        }
        self.program.comment = self.comment(&machine);
        self.program.timeout_seconds = self.whole(&machine, "TimeoutSeconds", 1..=values::MOST);
        self.region(&machine, None);
    }

    /// `QueryLanguage`, if present.
    fn query_language(&mut self, object: &Object<'_>) -> Option<QueryLanguage> {
        let word = self.word(object, "QueryLanguage", &["JSONPath", "JSONata"])?;
        Some(if word == "JSONata" {
            QueryLanguage::Jsonata
        } else {
            QueryLanguage::JsonPath
        })
    }
}
