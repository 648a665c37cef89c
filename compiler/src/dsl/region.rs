//! States in braces: the workflow itself, a branch, what is done with each item of a Map.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenTree};
use syn::ext::IdentExt as _;

use super::Parser;
use super::cursor::Cursor;
use super::fields::Owner;
use super::path::string_of;
use super::state::{Next, Written, is_named, is_state, similar};
use super::tree::{Extent, Fields, Node, Part};
use crate::ir::QueryLanguage;

/// A name and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) extent: Extent,
}

impl Name {
    pub(super) fn node(&self) -> Node {
        Node::string(self.text.clone(), self.extent)
    }
}

/// The name of a state: a word, or any text as a string.
pub(super) fn name(cursor: &mut Cursor) -> syn::Result<Name> {
    if let Some(ident) = cursor.ident() {
        return Ok(Name {
            text: ident.unraw().to_string(),
            extent: ident.span().into(),
        });
    }
    let position = cursor.position();
    if let Some(literal) = cursor.literal() {
        if let Some(text) = string_of(&literal) {
            return Ok(Name {
                text,
                extent: literal.span().into(),
            });
        }
        cursor.go_back(position);
    }
    Err(cursor.expected("the name of a state"))
}

/// The doc comments that come next, as one text. Other attributes are errors.
pub(super) fn comment(cursor: &mut Cursor, errors: &mut Vec<syn::Error>) -> Option<Node> {
    let mut lines: Vec<String> = Vec::new();
    let mut extent: Option<Extent> = None;
    while cursor.is_punct("#") {
        let start = cursor.position();
        cursor.next();
        let _ = cursor.eat("!");
        let Some(group) = cursor.group(Delimiter::Bracket) else {
            errors.push(
                cursor
                    .extent_since(start)
                    .error("a `#` that begins no attribute"),
            );
            continue;
        };
        let here = cursor.extent_since(start);
        let mut inside = Cursor::inside(&group);
        let text = (inside.eat_ident("doc").is_some() && inside.eat("=").is_some())
            .then(|| inside.literal())
            .flatten()
            .and_then(|literal| string_of(&literal));
        match text {
            Some(text) => {
                // Of an empty one, too, there is a line.
                lines.extend(text.split('\n').map(str::to_owned));
                extent = Some(extent.map_or(here, |first| first.to(here)));
            }
            None => errors.push(here.error("of attributes, only doc comments stand here")),
        }
    }
    let extent = extent?;
    let parts = vec![Part {
        text: paragraphs(&lines),
        extent,
    }];
    Some(Node::parts(parts, extent))
}

/// Lines as one text, in which an empty line ends a paragraph and nothing else does.
fn paragraphs(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            text.push('\n');
            continue;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.trim().to_owned()
}

/// A comment at the end of what stands in braces.
pub(super) fn nothing_follows(comment: &Node) -> syn::Error {
    comment
        .extent
        .error("nothing follows this doc comment, which is of what stands below it")
}

/// A comment of what has none in ASL.
pub(super) fn no_comment(comment: &Node) -> syn::Error {
    comment
        .extent
        .error("the states language has no `Comment` for this; `// ..` stays in Rust")
}

/// Whether a field comes next: `name:`.
pub(super) fn is_field(cursor: &Cursor) -> bool {
    matches!(cursor.peek(), Some(TokenTree::Ident(_)))
        && cursor.is_punct_at(1, ":")
        && !cursor.is_punct_at(1, "::")
}

/// The comma or semicolon after a member. What ends with a brace needs none.
pub(super) fn separator(cursor: &mut Cursor, ends_with_brace: bool) -> syn::Result<()> {
    if cursor.is_empty()
        || cursor.eat(",").is_some()
        || cursor.eat(";").is_some()
        || ends_with_brace
    {
        return Ok(());
    }
    Err(cursor.expected("`,` or `;`"))
}

/// Goes on at the next state, after a mistake that began at a position.
pub(super) fn skip_to_state(cursor: &mut Cursor, position: usize) {
    let begins = |cursor: &Cursor| is_state(cursor) || cursor.is_punct("#");
    if cursor.position() == position && !begins(cursor) {
        cursor.next();
    }
    while !cursor.is_empty() {
        if cursor.eat(";").is_some() || cursor.eat(",").is_some() {
            return;
        }
        if is_state(cursor) || cursor.is_punct("#") || is_field(cursor) {
            return;
        }
        cursor.next();
    }
}

impl Parser {
    /// States and fields, up to the end. `before` are the region's fields so far, `more` reads a field that is none of
    /// ASL's and says whether there was one.
    pub(super) fn region(
        &mut self,
        cursor: &mut Cursor,
        owner: Owner,
        extent: Extent,
        mut fields: Fields,
        more: &mut dyn FnMut(&mut Cursor) -> bool,
    ) -> Node {
        let mut states: Vec<Written> = Vec::new();
        let errors = self.errors.len();
        while !cursor.is_empty() {
            let comment = comment(cursor, &mut self.errors);
            if cursor.is_empty() {
                self.errors.extend(comment.as_ref().map(nothing_follows));
                break;
            }
            let position = cursor.position();
            if is_field(cursor) {
                self.errors.extend(comment.as_ref().map(no_comment));
            }
            if is_state(cursor) {
                if let Some(state) = self.state(cursor, comment, owner.language) {
                    states.push(state);
                }
                continue;
            }
            if let (true, Some(TokenTree::Ident(word))) = (is_named(cursor), cursor.peek())
                && let Some(similar) = similar(&word.to_string())
            {
                // With its name, nothing is missed that goes to it.
                let error = format!(
                    "`{word}` is no type of state\n\n  = help: a similar word is `{similar}`"
                );
                self.errors.push(syn::Error::new(word.span(), error));
                states.extend(self.state(cursor, comment, owner.language));
                continue;
            }
            let read = if is_field(cursor) {
                if more(cursor) {
                    Ok(())
                } else {
                    owner.field(cursor, &mut fields)
                }
                .and_then(|()| separator(cursor, false))
            } else {
                Err(self.expected_state(cursor))
            };
            if let Err(error) = read {
                self.errors.extend(error);
                skip_to_state(cursor, position);
            }
        }
        if states.is_empty() && self.errors.len() == errors {
            self.errors
                .push(extent.error("there is no state in it; the first one is where it starts"));
        }
        self.finish(states, fields, extent)
    }

    fn expected_state(&mut self, cursor: &Cursor) -> syn::Error {
        self.hides_states = true;
        cursor.expected(
            "a state: `task`, `pass`, `choice`, `wait`, `parallel`, `map`, `succeed` or `fail`, and its name",
        )
    }

    /// The region as ASL: what follows a state that does not say so is the next one, or the end.
    fn finish(&mut self, states: Vec<Written>, mut fields: Fields, extent: Extent) -> Node {
        if let (false, Some(first)) = (fields.has("StartAt"), states.first()) {
            let start = Node::string(first.name.text.clone(), first.name.extent);
            fields.push("StartAt", first.name.extent, start);
        }
        let following: Vec<Option<(Name, &'static str)>> = states
            .iter()
            .skip(1)
            .map(|state| Some((state.name.clone(), state.kind)))
            .chain([None])
            .collect();
        let mut all = Fields::default();
        let mut names = BTreeMap::new();
        for (mut state, following) in states.into_iter().zip(following) {
            match (state.next, following) {
                (Next::None, _) => {}
                (Next::To(target), _) => {
                    state.fields.push("Next", target.extent, target.node());
                    self.targets.push(target);
                }
                (Next::End(extent), _) => {
                    state
                        .fields
                        .push("End", extent, Node::literal("true", extent));
                }
                (Next::Following, None) => {
                    let extent = state.name.extent;
                    state
                        .fields
                        .push("End", extent, Node::literal("true", extent));
                }
                (Next::Following, Some((fail, "Fail"))) => {
                    let Name { text, .. } = &state.name;
                    // It is taken for what is meant, so that nothing else is wrong because of it.
                    state.fields.push("Next", state.name.extent, fail.node());
                    self.errors.push(state.name.extent.error(format!(
                        "after `{text}` comes `{fail}`, which fails\n\n  = help: `=> end` behind `{text}` ends there; `=> {fail}` says that it is meant",
                        fail = fail.text
                    )));
                }
                (Next::Following, Some((next, _))) => {
                    let extent = state.name.extent;
                    let node = Node::string(next.text.clone(), extent);
                    state.fields.push("Next", extent, node);
                }
            }
            let node = Node::object(state.fields.0, state.extent);
            if let Some(first) = names.insert(state.name.text.clone(), state.name.extent) {
                let first: Extent = first;
                let line = first.first.start().line;
                self.errors.push(state.name.extent.error(format!(
                    "state `{}` is declared twice\n\n  = note: the first one stands in line {line}",
                    state.name.text
                )));
                continue;
            }
            all.push(state.name.text, state.name.extent, node);
        }
        fields.push("States", extent.first, Node::object(all.0, extent));
        order(&mut fields);
        Node::object(fields.0, extent)
    }
}

/// Fields stand where people look for them.
pub(super) fn order(fields: &mut Fields) {
    const FIRST: [&str; 8] = [
        "Comment",
        "QueryLanguage",
        "Version",
        "ProcessorConfig",
        "StartAt",
        "Type",
        "Resource",
        "TimeoutSeconds",
    ];
    const LAST: [&str; 10] = [
        "States",
        "Choices",
        "Default",
        "ItemProcessor",
        "Branches",
        "Retry",
        "Catch",
        "Assign",
        "Next",
        "End",
    ];
    fields.0.sort_by_key(|member| {
        let place = |list: &[&str]| list.iter().position(|field| *field == member.key);
        match (place(&FIRST), place(&LAST)) {
            (Some(at), _) => at,
            (None, Some(at)) => 200 + at,
            (None, None) => 100,
        }
    });
}

/// The language that fields in braces ask for, else the one around them.
pub(super) fn language_in(cursor: &Cursor, around: QueryLanguage) -> QueryLanguage {
    let mut ahead = 0;
    while cursor.ahead(ahead).is_some() {
        if cursor.is_ident_at(ahead, "query_language") && cursor.is_punct_at(ahead + 1, ":") {
            return match cursor.ahead(ahead + 2) {
                Some(token) if token.to_string().trim_matches('"') == "JSONata" => {
                    QueryLanguage::Jsonata
                }
                Some(token) if token.to_string().trim_matches('"') == "JSONPath" => {
                    QueryLanguage::JsonPath
                }
                _ => around,
            };
        }
        ahead += 1;
    }
    around
}
