//! `workflow!`: a machine declared in Rust, and the ASL that it stands for.
//!
//! Comes in: the tokens between the braces. Goes out: the text of a definition in which every part knows the tokens it is
//! from ([`Source`]), and the invocation around it. So a declared machine has the same checks, the same proof and the same
//! module as one from a file, and `ASL` of it is that text. What makes no sense is reported and left out: one mistake does
//! not hide the next.

mod choice;
mod cursor;
mod fields;
mod members;
mod path;
mod region;
mod state;
pub(crate) mod tree;
mod value;
mod view;
mod write;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::Parser as _;
use syn::{Attribute, LitStr, Type, Visibility};

use crate::Rendered;
use crate::asl::fields as asl;
use crate::errors::Code;
use crate::invocation::Invocation;
use crate::ir::QueryLanguage;
use crate::source::Source;
use cursor::Cursor;
use fields::Owner;
use region::{Name, comment, is_field, language_in};
use tree::{Extent, Fields, Node};
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
        if let Err(error) = invocation.with_entries(entries) {
            parser.errors.push(error);
        }
        invocation.errors.append(&mut parser.errors);
        let root = with_resources(root);
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

/// `pub mod order(Order) -> Receipt { .. }`
struct Head {
    comment: Option<Node>,
    attributes: Vec<Attribute>,
    visibility: TokenStream,
    name: Ident,
    /// Its types, as entries of an invocation.
    entries: TokenStream,
    body: proc_macro2::Group,
}

impl Head {
    fn parse(cursor: &mut Cursor, errors: &mut Vec<syn::Error>) -> syn::Result<Head> {
        let (docs, attributes) = attributes(cursor)?;
        let comment = comment(&mut Cursor::new(docs, Span::call_site()), errors);
        let start = cursor.position();
        while !cursor.is_empty() && !cursor.is_ident("mod") {
            cursor.next();
        }
        let visibility: Visibility = syn::parse2(cursor.since(start))
            .map_err(|_| cursor_error("expected `mod name { .. }`", cursor, start))?;
        let Some(_) = cursor.ident() else {
            return Err(cursor.expected("`mod` and the name of the workflow's module"));
        };
        let Some(name) = cursor.ident() else {
            return Err(cursor.expected("the name of the workflow's module"));
        };
        let mut entries = TokenStream::new();
        if let Some(group) = cursor.group(Delimiter::Parenthesis)
            && !group.stream().is_empty()
        {
            let ty = group.stream();
            entries.extend(quote!(, input: #ty));
        }
        if cursor.eat("->").is_some() {
            let start = cursor.position();
            while !cursor.is_empty()
                && !matches!(cursor.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
            {
                cursor.next();
            }
            let ty = cursor.since(start);
            entries.extend(quote!(, output: #ty));
        }
        let Some(body) = cursor.group(Delimiter::Brace) else {
            return Err(cursor.expected("the states of the workflow in braces"));
        };
        if !cursor.is_empty() {
            errors.push(
                cursor.error(
                    "a `workflow!` is one module; another one stands in another `workflow!`",
                ),
            );
        }
        Ok(Head {
            comment,
            attributes,
            visibility: visibility.into_token_stream(),
            name,
            entries,
            body,
        })
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

fn cursor_error(message: &str, cursor: &Cursor, start: usize) -> syn::Error {
    cursor.extent_since(start).error(message)
}

/// Doc comments, which are the machine's `Comment`, and the other attributes.
fn attributes(cursor: &mut Cursor) -> syn::Result<(TokenStream, Vec<Attribute>)> {
    let mut docs = TokenStream::new();
    let mut others = Vec::new();
    while cursor.is_punct("#") {
        let start = cursor.position();
        cursor.next();
        cursor.next();
        let tokens = cursor.since(start);
        let parsed = Attribute::parse_outer.parse2(tokens.clone())?;
        if parsed
            .iter()
            .all(|attribute| attribute.path().is_ident("doc"))
        {
            docs.extend(tokens);
        } else {
            others.extend(parsed);
        }
    }
    Ok((docs, others))
}

/// `rename: { .. }` and its kin, as they stand in `include_workflow!`.
fn entry(cursor: &mut Cursor, entries: &mut TokenStream) -> bool {
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
    entries.extend(quote!(, #tokens));
    true
}

/// A Task without a resource has one that is given where it is deployed: `${ValidateOrder}`.
fn with_resources(mut node: Node) -> Node {
    add_resources(&mut node, None);
    node
}

fn add_resources(node: &mut Node, name: Option<(&str, Extent)>) {
    use tree::{Json, Member};
    let members = match &mut node.value {
        Json::Object(members) => members,
        Json::Array(items) => {
            for item in items {
                add_resources(item, None);
            }
            return;
        }
        _ => return,
    };
    let is_task = members.iter().any(|member| {
        member.key == "Type"
            && matches!(&member.value.value, Json::String(parts) if parts.iter().any(|part| part.text == "Task"))
    });
    let has_resource = members.iter().any(|member| member.key == "Resource");
    if let (true, false, Some((name, extent))) = (is_task, has_resource, name) {
        let at = members
            .iter()
            .position(|member| member.key == "Type")
            .map_or(0, |at| at + 1);
        let resource = Node::string(resource_of(name), extent);
        members.insert(
            at,
            Member {
                key: "Resource".to_owned(),
                key_extent: extent,
                value: resource,
            },
        );
    }
    for member in members {
        match member.key.as_str() {
            "States" => {
                if let Json::Object(states) = &mut member.value.value {
                    for state in states {
                        let name = state.key.clone();
                        add_resources(&mut state.value, Some((&name, state.key_extent)));
                    }
                }
            }
            "Branches" | "ItemProcessor" => add_resources(&mut member.value, None),
            _ => {}
        }
    }
}

/// The resource of a Task that is declared without one.
fn resource_of(state: &str) -> String {
    let plain: String = state.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("${{{plain}}}")
}
