//! What stands between a state's braces: fields, the arms of a Choice, branches, retriers, catchers.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::fields::Owner;
use super::region::{Name, comment, is_field, name, no_comment, nothing_follows, order, separator};
use super::state::BESIDES;
use super::tree::{Extent, Fields, Member, Node};
use super::{Parser, choice};
use crate::asl::fields as asl;
use crate::ir::QueryLanguage;

/// Those of rules, retriers and catchers.
const BESIDES_RULE: &[(&str, &str)] = &[
    ("Next", "behind the arrow: `=> Name`"),
    (
        "ErrorEquals",
        "behind the word: `retry Unreachable | Timeout`",
    ),
    ("Comment", "as a doc comment (`/// ..`) above it"),
    ("Variable", "as a condition: `$.total > 100`"),
    ("Condition", "as the condition itself"),
    ("And", "`&&`"),
    ("Or", "`||`"),
    ("Not", "`!`"),
];

/// The words that begin a member, and the field it is of.
const WORDS: [(&str, &str); 4] = [
    ("retry", "Retry"),
    ("catch", "Catch"),
    ("branch", "Branches"),
    ("each", "ItemProcessor"),
];

/// What a state holds besides its fields.
#[derive(Default)]
pub(super) struct Held {
    rules: Vec<Node>,
    default: Option<Name>,
    branches: Vec<Node>,
    processor: Option<(Extent, Node)>,
    retriers: Vec<Node>,
    catchers: Vec<Node>,
}

impl Parser {
    /// What stands between a state's braces. Each member that makes no sense is reported and left out.
    pub(super) fn members(
        &mut self,
        cursor: &mut Cursor,
        owner: Owner,
        fields: &mut Fields,
        held: &mut Held,
    ) {
        while !cursor.is_empty() {
            let comment = comment(cursor, &mut self.errors);
            if cursor.is_empty() {
                self.errors.extend(comment.as_ref().map(nothing_follows));
                break;
            }
            if is_field(cursor) || cursor.is_ident("_") {
                self.errors.extend(comment.as_ref().map(no_comment));
            }
            let position = cursor.position();
            let read = self.member(cursor, owner, comment, fields, held);
            let braced = cursor
                .position()
                .checked_sub(position + 1)
                .and_then(|_| cursor.since(cursor.position() - 1).into_iter().next())
                .is_some_and(|last| matches!(last, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace));
            if let Err(error) = read.and_then(|()| separator(cursor, braced)) {
                self.errors.extend(error);
                if cursor.position() == position {
                    cursor.next();
                }
                let begins = |cursor: &Cursor| {
                    is_field(cursor)
                        || cursor.is_punct("#")
                        || WORDS.iter().any(|(word, _)| cursor.is_ident(word))
                };
                cursor.skip_member(begins);
            }
        }
    }

    fn member(
        &mut self,
        cursor: &mut Cursor,
        owner: Owner,
        comment: Option<Node>,
        fields: &mut Fields,
        held: &mut Held,
    ) -> syn::Result<()> {
        let kind = owner.table;
        let has = |field: &str| kind.find(field).is_some();
        if is_field(cursor) {
            return owner.field(cursor, fields);
        }
        for (word, field) in WORDS {
            if cursor.is_ident(word) && !has(field) {
                let owners = asl::owners(field, owner.language).unwrap_or_default();
                return Err(cursor.error(format!(
                    "{} has no `{word}`, which is for {owners}",
                    kind.one
                )));
            }
        }
        if has("Choices") {
            return self.arm(cursor, owner.language, comment, held);
        }
        if has("Retry") && cursor.is_ident("retry") {
            let retrier = self.retrier(cursor, owner.language, comment)?;
            held.retriers.push(retrier);
            return Ok(());
        }
        if has("Catch") && cursor.is_ident("catch") {
            let catcher = self.catcher(cursor, owner.language, comment)?;
            held.catchers.push(catcher);
            return Ok(());
        }
        if has("Branches") && cursor.is_ident("branch") {
            let start = cursor.position();
            cursor.next();
            let Some(group) = cursor.group(Delimiter::Brace) else {
                return Err(cursor.expected("the states of the branch in braces"));
            };
            let owner = Owner {
                table: &asl::BRANCH,
                language: self.language,
                besides: BESIDES,
            };
            let mut fields = Fields::default();
            fields.0.extend(comment.map(comment_field));
            let extent = cursor.extent_since(start);
            let mut inside = Cursor::inside(&group);
            held.branches
                .push(self.region(&mut inside, owner, extent, fields, &mut |_| false));
            return Ok(());
        }
        if has("ItemProcessor") && cursor.is_ident("each") {
            return self.each(cursor, comment, held);
        }
        let what = if has("Catch") {
            "a field such as `result_path: $.order`, `retry ..` or `catch ..`"
        } else {
            "a field such as `result_path: $.order`"
        };
        Err(cursor.expected(what))
    }

    /// `each { .. }`, `each distributed express { .. }`
    fn each(
        &mut self,
        cursor: &mut Cursor,
        comment: Option<Node>,
        held: &mut Held,
    ) -> syn::Result<()> {
        let start = cursor.position();
        cursor.next();
        let mut config = Fields::default();
        while let Some(word) = cursor.ident() {
            let (field, value) = match word.to_string().as_str() {
                "inline" => ("Mode", "INLINE"),
                "distributed" => ("Mode", "DISTRIBUTED"),
                "standard" => ("ExecutionType", "STANDARD"),
                "express" => ("ExecutionType", "EXPRESS"),
                _ => {
                    return Err(syn::Error::new(
                        word.span(),
                        "expected `inline`, `distributed`, `standard` or `express`, or the states in braces",
                    ));
                }
            };
            config.push(field, word.span(), Node::string(value, word.span()));
        }
        let Some(group) = cursor.group(Delimiter::Brace) else {
            return Err(cursor.expected("the states for each item in braces"));
        };
        let extent = cursor.extent_since(start);
        let owner = Owner {
            table: &asl::PROCESSOR,
            language: self.language,
            besides: BESIDES,
        };
        let mut fields = Fields::default();
        fields.0.extend(comment.map(comment_field));
        if !config.0.is_empty() {
            fields.push("ProcessorConfig", extent, Node::object(config.0, extent));
        }
        let mut inside = Cursor::inside(&group);
        let region = self.region(&mut inside, owner, extent, fields, &mut |_| false);
        if held.processor.replace((extent, region)).is_some() {
            return Err(extent.error("a Map state has one `each`"));
        }
        Ok(())
    }

    /// `$.total > 100 => Review { assign: { .. } }`, `_ => Accept`
    fn arm(
        &mut self,
        cursor: &mut Cursor,
        language: QueryLanguage,
        comment: Option<Node>,
        held: &mut Held,
    ) -> syn::Result<()> {
        if let Some(rest) = cursor.eat_ident("_") {
            cursor.expect("=>")?;
            let target = target(cursor)?;
            self.targets.push(target.clone());
            if matches!(cursor.peek(), Some(TokenTree::Group(_))) {
                return Err(cursor.error(
                    "`_` has no fields of its own; those of the Choice itself are for what no arm matches",
                ));
            }
            if held.default.replace(target).is_some() {
                return Err(syn::Error::new(rest.span(), "a Choice has one `_`"));
            }
            return Ok(());
        }
        if held.default.is_some() {
            return Err(cursor.error("`_` is the last arm; this one would never be asked"));
        }
        let start = cursor.position();
        let (mut fields, _) = choice::condition(cursor, language)?;
        if !cursor.is_punct("=>") {
            return Err(cursor.expected("`=>` and the state to go to"));
        }
        cursor.expect("=>")?;
        let target = target(cursor)?;
        fields.push("Next", target.extent, target.node());
        self.targets.push(target);
        fields.0.extend(comment.map(comment_field));
        self.more_fields(cursor, &asl::RULE, language, &mut fields);
        order(&mut fields);
        held.rules
            .push(Node::object(fields.0, cursor.extent_since(start)));
        Ok(())
    }

    /// `retry Unreachable | States.Timeout { interval: 2s, max_attempts: 5 }`
    fn retrier(
        &mut self,
        cursor: &mut Cursor,
        language: QueryLanguage,
        comment: Option<Node>,
    ) -> syn::Result<Node> {
        let start = cursor.position();
        cursor.next();
        let mut fields = Fields::default();
        let names = error_names(cursor, &mut self.errors)?;
        fields.push("ErrorEquals", names.extent, names);
        fields.0.extend(comment.map(comment_field));
        self.more_fields(cursor, &asl::RETRIER, language, &mut fields);
        Ok(Node::object(fields.0, cursor.extent_since(start)))
    }

    /// `catch CardDeclined => Refuse { result_path: $.error }`
    fn catcher(
        &mut self,
        cursor: &mut Cursor,
        language: QueryLanguage,
        comment: Option<Node>,
    ) -> syn::Result<Node> {
        let start = cursor.position();
        cursor.next();
        let mut fields = Fields::default();
        let names = error_names(cursor, &mut self.errors)?;
        fields.push("ErrorEquals", names.extent, names);
        cursor.expect("=>")?;
        let target = target(cursor)?;
        fields.push("Next", target.extent, target.node());
        self.targets.push(target);
        fields.0.extend(comment.map(comment_field));
        self.more_fields(cursor, &asl::CATCHER, language, &mut fields);
        order(&mut fields);
        Ok(Node::object(fields.0, cursor.extent_since(start)))
    }

    /// Fields in braces, where there are some.
    fn more_fields(
        &mut self,
        cursor: &mut Cursor,
        table: &'static asl::Table,
        language: QueryLanguage,
        fields: &mut Fields,
    ) {
        let Some(group) = cursor.group(Delimiter::Brace) else {
            return;
        };
        let owner = Owner {
            table,
            language,
            besides: BESIDES_RULE,
        };
        let mut inside = Cursor::inside(&group);
        while !inside.is_empty() {
            let position = inside.position();
            if let Err(error) = owner
                .field(&mut inside, fields)
                .and_then(|()| separator(&mut inside, false))
            {
                self.errors.extend(error);
                if inside.position() == position {
                    inside.next();
                }
                inside.skip_member(is_field);
            }
        }
    }
}

impl Held {
    pub(super) fn has_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    pub(super) fn has_branches(&self) -> bool {
        !self.branches.is_empty()
    }

    pub(super) fn has_processor(&self) -> bool {
        self.processor.is_some()
    }

    pub(super) fn into_fields(self, fields: &mut Fields) {
        let mut list = |field: &str, nodes: Vec<Node>| {
            if let (Some(first), Some(last)) = (nodes.first(), nodes.last()) {
                let extent = first.extent.to(last.extent);
                fields.push(field, extent.first, Node::array(nodes, extent));
            }
        };
        list("Choices", self.rules);
        list("Branches", self.branches);
        list("Retry", self.retriers);
        list("Catch", self.catchers);
        if let Some(default) = self.default {
            fields.push("Default", default.extent, default.node());
        }
        if let Some((extent, processor)) = self.processor {
            fields.push("ItemProcessor", extent.first, processor);
        }
    }
}

/// Where a rule or a catcher goes, which cannot end by itself.
fn target(cursor: &mut Cursor) -> syn::Result<Name> {
    if cursor.is_ident("end") {
        let error = cursor.error(
            "only behind a state `=> end` ends; here a state is named, and a `succeed` ends",
        );
        cursor.next();
        return Err(error);
    }
    name(cursor)
}

fn comment_field(comment: Node) -> Member {
    Member {
        key: "Comment".to_owned(),
        key_extent: comment.extent,
        value: comment,
    }
}

/// `Unreachable | States.Timeout | "My.Error"`, or `_` for all.
fn error_names(cursor: &mut Cursor, errors: &mut Vec<syn::Error>) -> syn::Result<Node> {
    let start = cursor.position();
    let mut names = Vec::new();
    loop {
        let position = cursor.position();
        if let Some(all) = cursor.eat_ident("_") {
            names.push(Node::string("States.ALL", all.span()));
        } else if matches!(cursor.peek(), Some(TokenTree::Ident(_))) {
            let mut text = name(cursor)?.text;
            while cursor.eat(".").is_some() {
                text = format!("{text}.{}", name(cursor)?.text);
            }
            names.push(Node::string(text, cursor.extent_since(position)));
        } else {
            let written = cursor
                .literal()
                .and_then(|literal| super::path::string_of(&literal));
            let Some(text) = written else {
                cursor.go_back(position);
                return Err(cursor.expected("the name of an error, or `_` for all of them"));
            };
            names.push(Node::string(text, cursor.extent_since(position)));
        }
        let is_name = matches!(
            cursor.ahead(1),
            Some(TokenTree::Ident(_) | TokenTree::Literal(_))
        ) && !cursor.is_punct_at(2, ":")
            && !WORDS.iter().any(|(word, _)| cursor.is_ident_at(1, word));
        if cursor.is_punct(",") && is_name {
            // It is meant.
            errors.push(
                cursor.error("between the names of errors stands `|`: `Unreachable | Timeout`"),
            );
            cursor.next();
            continue;
        }
        if cursor.eat("|").is_none() {
            return Ok(Node::array(names, cursor.extent_since(start)));
        }
    }
}
