//! `workflow!`: a machine declared in Rust, and the ASL that it stands for.
//!
//! Comes in: the tokens between the braces. Goes out: the text of a definition in which every part knows the tokens it is
//! from ([`Source`]), and the invocation around it. So a declared machine has the same checks, the same proof and the same
//! module as one from a file, and `ASL` of it is that text. What makes no sense is reported and left out: one mistake does
//! not hide the next.

mod choice;
mod cursor;
mod fields;
mod head;
mod members;
mod path;
mod region;
mod state;
pub(crate) mod tree;
mod types;
mod value;
mod view;
mod write;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::{LitStr, Type};

use crate::Rendered;
use crate::asl::fields as asl;
use crate::errors::Code;
use crate::invocation::Invocation;
use crate::ir::QueryLanguage;
use crate::source::Source;
use cursor::Cursor;
use fields::Owner;
use head::Head;
use region::{Name, is_field, language_in};
use tree::{Extent, Fields};
use view::View;

pub use write::declaration_of;

/// The types that a Task is declared with.
#[derive(Clone)]
pub struct DeclaredTask {
    /// The state's name.
    pub state: String,
    /// What its handler takes.
    pub input: Option<Type>,
    /// What it gives.
    pub output: Option<Type>,
    /// What it fails with.
    pub error: Option<Type>,
}

/// A declared machine.
pub struct Declaration {
    /// What the long form of `include_workflow!` would say beside the definition.
    pub(crate) invocation: Invocation,
    /// The definition.
    pub(crate) source: Source,
    /// States that are wrong in themselves: what else is wrong with them may follow from that.
    pub(crate) broken: Vec<String>,
    /// A state may be there of which not even the name could be read.
    pub(crate) hides_states: bool,
    /// The names of states where they are gone to.
    pub(crate) targets: Vec<(String, Span)>,
}

/// What is read, as it is read.
struct Parser {
    errors: Vec<syn::Error>,
    tasks: Vec<DeclaredTask>,
    broken: Vec<String>,
    hides_states: bool,
    targets: Vec<Name>,
    /// The machine's query language.
    language: QueryLanguage,
}

/// Entries of the invocation that may stand among the fields.
const ENTRIES: [&str; 5] = ["allow", "input", "output", "rename", "substitute"];

const BESIDES: &[(&str, &str)] = &[
    ("Comment", "as a doc comment (`/// ..`) above the module"),
    ("States", "one after the other, as they are"),
];

impl Declaration {
    /// Reads a declaration. `file` is what messages call the Rust file that it stands in.
    ///
    /// # Errors
    ///
    /// When there is no `mod name { .. }`, so that no module can be made.
    pub fn parse(file: &str, tokens: TokenStream) -> syn::Result<Declaration> {
        check_depth(&tokens)?;
        let view = View::of(file, &tokens);
        let mut cursor = Cursor::new(tokens, Span::call_site());
        let mut parser = Parser {
            errors: Vec::new(),
            tasks: Vec::new(),
            broken: Vec::new(),
            hides_states: false,
            targets: Vec::new(),
            language: QueryLanguage::JsonPath,
        };
        let head = Head::parse(&mut cursor, &mut parser.errors)?;
        let mut inside = Cursor::inside(&head.body);
        parser.language = language_in(&inside, QueryLanguage::JsonPath);
        let owner = Owner {
            table: &asl::MACHINE,
            language: parser.language,
            besides: BESIDES,
        };
        let extent = Extent::from(head.name.span());
        let mut fields = Fields::default();
        if let Some(comment) = head.comment {
            fields.push("Comment", comment.extent, comment);
        }
        let mut entries = head.entries;
        parser.errors.extend(head.errors);
        let root = parser.region(&mut inside, owner, extent, fields, &mut |cursor| {
            entry(cursor, &mut entries)
        });
        let mut invocation = Invocation::declared(
            head.attributes,
            head.visibility,
            head.name.clone(),
            LitStr::new(file, head.name.span()),
            parser.tasks,
        );
        let mut seen: Vec<String> = Vec::new();
        for entry in entries {
            let name = entry.clone().into_iter().nth(1);
            let name = name.map(|name| (name.to_string(), name.span()));
            match name {
                Some((name, span)) if seen.contains(&name) => {
                    let message = format!("`{name}` is given twice");
                    parser.errors.push(syn::Error::new(span, message));
                    continue;
                }
                name => seen.extend(name.map(|(name, _)| name)),
            }
            // One by one, so that a mistake in one does not hide those in others.
            if let Err(error) = invocation.with_entries(entry) {
                parser.errors.push(error);
            }
        }
        invocation.errors.append(&mut parser.errors);
        let (text, pieces) = tree::text(&root);
        let pieces = pieces.into_iter().map(|piece| {
            let shown = view.site(piece.extent);
            (piece.site, shown, piece.extent)
        });
        let source = Source::declared(&text, view.source.clone(), pieces.collect(), extent);
        Ok(Declaration {
            invocation,
            source,
            broken: parser.broken,
            hides_states: parser.hides_states,
            targets: parser
                .targets
                .into_iter()
                .map(|target| (target.text, target.extent.first))
                .collect(),
        })
    }

    /// The text of the definition that it stands for.
    pub fn definition(&self) -> &str {
        self.source.text()
    }

    /// Whether an error of the definition may be there only because of one of the declaration.
    pub(crate) fn may_follow(&self, error: &Rendered) -> bool {
        let is_of_broken = error
            .state
            .as_ref()
            .is_some_and(|state| self.broken.contains(state));
        match error.code {
            Code::UnreachableState
            | Code::NoEnd
            | Code::UnusedAllow
            | Code::UnknownVariable
            | Code::UnassignedVariable => true,
            Code::UnknownNext | Code::UnknownStartAt | Code::UnknownRename => self.hides_states,
            Code::MissingField | Code::WrongKind | Code::ConflictingFields => {
                is_of_broken || error.state.is_none()
            }
            // What had been in it could not be read, or that there is nothing is said already.
            Code::BadValue => error.title.starts_with("`States` of"),
            _ => false,
        }
    }

    /// What is wrong with the declaration itself.
    pub fn errors(&self) -> &[syn::Error] {
        &self.invocation.errors
    }

    /// The files of samples that it names.
    pub fn samples(&self) -> impl Iterator<Item = &LitStr> {
        self.invocation.samples.iter().flatten()
    }

    /// The invocation around it.
    pub fn invocation(&self) -> &Invocation {
        &self.invocation
    }

    /// The same, to be changed.
    pub fn invocation_mut(&mut self) -> &mut Invocation {
        &mut self.invocation
    }
}

/// What is nested deeper than a definition may be is not read: readers call themselves.
fn check_depth(tokens: &TokenStream) -> syn::Result<()> {
    let mut open = vec![tokens.clone().into_iter()];
    while let Some(inside) = open.last_mut() {
        match inside.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) if open.len() > nojson::MAX_NESTING_DEPTH => {
                return Err(syn::Error::new(
                    group.span_open(),
                    format!(
                        "nested deeper than {} levels, which is as deep as definitions go",
                        nojson::MAX_NESTING_DEPTH
                    ),
                ));
            }
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
            Some(_) => {}
        }
    }
    Ok(())
}

/// `rename: { .. }` and its kin, as they stand in `include_workflow!`.
fn entry(cursor: &mut Cursor, entries: &mut Vec<TokenStream>) -> bool {
    if !is_field(cursor) || !ENTRIES.iter().any(|entry| cursor.is_ident(entry)) {
        return false;
    }
    let start = cursor.position();
    let mut depth = 0_usize;
    while let Some(token) = cursor.peek() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth = depth.saturating_sub(1),
            TokenTree::Punct(punct) if depth == 0 && matches!(punct.as_char(), ',' | ';') => break,
            _ => {}
        }
        cursor.next();
    }
    let tokens = cursor.since(start);
    entries.push(quote!(, #tokens));
    true
}

/// The resource of a Task that is declared without one: `${ValidateOrder}`, given where it is deployed.
fn resource_of(state: &str) -> String {
    let plain: String = state.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("${{{plain}}}")
}
