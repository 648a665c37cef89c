//! One state: its head, the members between its braces, where it goes.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::fields::Owner;
use super::members::Held;
use super::path::{is_path, path};
use super::region::{Name, language_in, name, order, separator, skip_to_state};
use super::tree::{Extent, Fields, Node};
use super::types::{result_of, type_of, type_tokens};
use super::{DeclaredTask, Parser, value};
use crate::asl::fields as asl;
use crate::ir::QueryLanguage;

/// The words that begin a state, and their `Type`.
pub(super) const KINDS: [(&str, &str); 8] = [
    ("task", "Task"),
    ("pass", "Pass"),
    ("choice", "Choice"),
    ("wait", "Wait"),
    ("parallel", "Parallel"),
    ("map", "Map"),
    ("succeed", "Succeed"),
    ("fail", "Fail"),
];

/// Fields of states that have a form of their own.
pub(super) const BESIDES: &[(&str, &str)] = &[
    ("Type", "as the word before the state's name"),
    ("Comment", "as a doc comment (`/// ..`) above the state"),
    ("Next", "behind the state: `=> Name`"),
    ("End", "behind the state: `=> end`"),
    ("Choices", "as arms: `$.total > 100 => Review`"),
    ("Default", "as the last arm: `_ => Review`"),
    ("Branches", "as blocks: `branch { .. }`"),
    ("ItemProcessor", "as a block: `each { .. }`"),
    ("Iterator", "as a block: `each { .. }`"),
    ("Retry", "as members: `retry Unreachable { interval: 2s }`"),
    ("Catch", "as members: `catch Declined => Refuse`"),
];

/// Where a state goes.
pub(super) enum Next {
    To(Name),
    End(Extent),
    /// To the one that is written behind it, or to the end.
    Following,
    /// It has no transition of its own.
    None,
}

/// A state as ASL, but for its transition.
pub(super) struct Written {
    pub(super) name: Name,
    pub(super) kind: &'static str,
    pub(super) fields: Fields,
    pub(super) next: Next,
    pub(super) extent: Extent,
}

/// The word for a state that is meant.
pub(super) fn similar(word: &str) -> Option<&'static str> {
    crate::suggest::similar(word, KINDS.map(|(word, _)| word))
}

/// Whether a state comes next: its word and a name.
pub(super) fn is_state(cursor: &Cursor) -> bool {
    is_named(cursor) && KINDS.iter().any(|(word, _)| cursor.is_ident(word))
}

/// Whether a word and a name come next, as those of a state.
pub(super) fn is_named(cursor: &Cursor) -> bool {
    matches!(cursor.peek(), Some(TokenTree::Ident(_)))
        && match cursor.ahead(1) {
            Some(TokenTree::Ident(_)) => true,
            Some(TokenTree::Literal(literal)) => super::path::string_of(literal).is_some(),
            _ => false,
        }
}

impl Parser {
    /// A state, from its word on. None where not even its name can be made out.
    pub(super) fn state(
        &mut self,
        cursor: &mut Cursor,
        comment: Option<Node>,
        around: QueryLanguage,
    ) -> Option<Written> {
        let start = cursor.position();
        let word = cursor.ident()?;
        let written = word.to_string();
        let is_known = KINDS.iter().any(|(word, _)| *word == written);
        let meant = if is_known {
            Some(written.as_str())
        } else {
            similar(&written)
        };
        let (_, kind) = KINDS.iter().find(|(word, _)| Some(*word) == meant)?;
        let name = match name(cursor) {
            Ok(name) => name,
            Err(error) => {
                self.errors.push(error);
                self.hides_states = true;
                skip_to_state(cursor, cursor.position());
                return None;
            }
        };
        let errors = self.errors.len();
        let extent = cursor.extent_since(start);
        let mut fields = Fields::default();
        if let Some(comment) = comment {
            fields.push("Comment", comment.extent, comment);
        }
        fields.push("Type", word.span(), Node::string(*kind, word.span()));
        // The language is needed for the head already.
        let language = body_of(cursor).map_or(around, |body| language_in(&body, around));
        let mut inside = Held::default();
        let headed = self.head(cursor, kind, &name, language, &mut fields);
        let headed = headed.and_then(|()| no_types(cursor, kind));
        if let Err(error) = headed {
            self.errors.extend(error);
            // Its braces are still worth reading.
            while !cursor.is_empty()
                && !is_brace(cursor)
                && !cursor.is_punct("=>")
                && !cursor.is_punct(";")
            {
                if is_state(cursor) || cursor.is_punct("#") {
                    break;
                }
                cursor.next();
            }
        }
        let mut has_body = false;
        if let Some(body) = cursor.group(Delimiter::Brace) {
            has_body = true;
            let owner = owner(kind, language);
            self.members(&mut Cursor::inside(&body), owner, &mut fields, &mut inside);
        }
        let next = transition(cursor, kind);
        let next = next.unwrap_or_else(|error| {
            self.errors.push(error);
            skip_to_state(cursor, cursor.position());
            if goes(kind) {
                Next::Following
            } else {
                Next::None
            }
        });
        if self.errors.len() == errors {
            self.errors.extend(lacks(kind, &name, &fields, &inside));
        }
        let is_read = self.errors.len() == errors;
        let is_bare = !has_body || matches!(next, Next::To(_) | Next::End(_));
        if is_read && separator(cursor, !is_bare).is_err() {
            let what = match next {
                Next::Following if !has_body => "`{`, `=>` or `;`",
                Next::None if !has_body => "`{` or `;`",
                _ => "`;`",
            };
            let what = format!("{what} behind state `{}`", name.text);
            self.errors.push(cursor.expected(&what));
            skip_to_state(cursor, cursor.position());
        } else if self.errors.len() > errors {
            // What follows a mistake may be its rest.
            let _ = cursor.eat(";").or_else(|| cursor.eat(","));
        }
        inside.into_fields(&mut fields);
        if *kind == "Task" && !fields.has("Resource") {
            let resource = Node::string(super::resource_of(&name.text), name.extent);
            fields.push("Resource", name.extent, resource);
        }
        order(&mut fields);
        if self.errors.len() > errors {
            self.broken.push(name.text.clone());
        }
        Some(Written {
            name,
            kind,
            fields,
            next,
            extent,
        })
    }

    /// What stands between a state's name and its braces.
    fn head(
        &mut self,
        cursor: &mut Cursor,
        kind: &str,
        state: &Name,
        language: QueryLanguage,
        fields: &mut Fields,
    ) -> syn::Result<()> {
        match kind {
            "Task" => self.task_head(cursor, state, fields),
            "Wait" => wait_head(cursor, language, fields),
            "Map" if cursor.is_ident("in") => {
                let word = cursor
                    .ident()
                    .map_or(state.extent, |word| word.span().into());
                if language == QueryLanguage::Jsonata {
                    let items = value::template(cursor, language)?;
                    fields.push("Items", word, items);
                } else if is_path(cursor) {
                    let (parts, extent) = path(cursor)?;
                    fields.push("ItemsPath", word, Node::parts(parts, extent));
                } else {
                    return Err(cursor.expected("the path of a list, such as `$.order.lines`"));
                }
                Ok(())
            }
            "Fail" => {
                // `fail Refused("CardDeclined", "the card was declined");`
                let Some(group) = cursor.group(Delimiter::Parenthesis) else {
                    return Ok(());
                };
                let mut inside = Cursor::inside(&group);
                for field in ["Error", "Cause"] {
                    if inside.is_empty() {
                        break;
                    }
                    let read = value::scalar(&mut inside, language)?;
                    let suffix = if read.is_query { "Path" } else { "" };
                    fields.push(format!("{field}{suffix}"), read.node.extent, read.node);
                    if !inside.is_empty() {
                        inside.expect(",")?;
                    }
                }
                if inside.is_empty() {
                    return Ok(());
                }
                Err(inside.error("a Fail state has an error and a cause, no more"))
            }
            _ => Ok(()),
        }
    }

    /// `(Order) -> Result<Validated, OrderError> = "arn:..."`
    fn task_head(
        &mut self,
        cursor: &mut Cursor,
        state: &Name,
        fields: &mut Fields,
    ) -> syn::Result<()> {
        let mut task = DeclaredTask {
            state: state.text.clone(),
            input: None,
            output: None,
            error: None,
        };
        if let Some(group) = cursor.group(Delimiter::Parenthesis)
            && !group.stream().is_empty()
        {
            let extent = Extent {
                first: group.span_open(),
                last: group.span_close(),
            };
            task.input = Some(type_of(group.stream(), extent)?);
        }
        if cursor.eat("->").is_some() {
            let start = cursor.position();
            let written = type_tokens(cursor);
            if written.is_empty() {
                return Err(cursor.expected("the type that the handler gives"));
            }
            let ty = type_of(written, cursor.extent_since(start))?;
            match result_of(&ty) {
                Some([output, error]) => {
                    task.output = Some(output);
                    task.error = Some(error);
                }
                None => task.output = Some(ty),
            }
        }
        self.tasks.push(task);
        if !cursor.is_punct("=>") && cursor.eat("=").is_some() {
            let is_text = matches!(cursor.peek(), Some(TokenTree::Literal(it)) if super::path::string_of(it).is_some());
            if !is_text {
                return Err(cursor.expected(
                    "the resource in quotes, such as `\"arn:aws:states:::lambda:invoke\"`",
                ));
            }
            let resource = value::literal(cursor)?;
            fields.push("Resource", resource.extent, resource);
        }
        Ok(())
    }
}

fn goes(kind: &str) -> bool {
    !matches!(kind, "Choice" | "Succeed" | "Fail")
}

/// Types at a state that has none.
fn no_types(cursor: &Cursor, kind: &str) -> syn::Result<()> {
    let is_type = cursor.is_punct("->")
        || matches!(cursor.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
    if kind == "Task" || !is_type {
        return Ok(());
    }
    Err(cursor
        .error("only a Task has a handler, and the types of one: `task Name(Input) -> Output`"))
}

/// What a state cannot be without, in the words of a declaration.
fn lacks(kind: &str, name: &Name, fields: &Fields, held: &Held) -> Option<syn::Error> {
    let has = |names: &[&str]| names.iter().any(|field| fields.has(field));
    let text = &name.text;
    let message = match kind {
        "Wait" if !has(&["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]) => format!(
            "`{text}` does not say how long it waits\n\n  = help: `wait {text} for 30s` or `wait {text} until $.due` says it"
        ),
        "Choice" if !held.has_rules() => format!(
            "`{text}` has no rule\n\n  = help: a rule is an arm, such as `$.total > 100 => Review`"
        ),
        "Parallel" if !held.has_branches() => {
            format!(
                "`{text}` has no branch\n\n  = help: `branch {{ .. }}` is one, with states in it"
            )
        }
        "Map" if !held.has_processor() => format!(
            "`{text}` does not say what is done with each item\n\n  = help: `each {{ .. }}` says it, with states in it"
        ),
        _ => return None,
    };
    Some(name.extent.error(message))
}

/// Where a state goes, behind its braces.
fn transition(cursor: &mut Cursor, kind: &str) -> syn::Result<Next> {
    let Some(arrow) = cursor.eat("=>") else {
        return Ok(if goes(kind) {
            Next::Following
        } else {
            Next::None
        });
    };
    if !goes(kind) {
        let why = match kind {
            "Choice" => {
                "a Choice goes where its arms say; `_ => Name` is for what none of them matches"
            }
            "Succeed" => "a Succeed state ends the execution",
            _ => "a Fail state ends the execution",
        };
        let _ = name(cursor);
        return Err(arrow.error(why));
    }
    if let Some(end) = cursor.eat_ident("end") {
        return Ok(Next::End(end.span().into()));
    }
    Ok(Next::To(name(cursor)?))
}

fn owner(kind: &str, language: QueryLanguage) -> Owner {
    Owner {
        table: asl::of_state(kind).unwrap_or(&asl::PASS),
        language,
        besides: BESIDES,
    }
}

/// `wait Cool for 30s`, `wait Due until $.due`
fn wait_head(cursor: &mut Cursor, language: QueryLanguage, fields: &mut Fields) -> syn::Result<()> {
    let (word, field) = if let Some(word) = cursor.eat_ident("for") {
        (word, "Seconds")
    } else if let Some(word) = cursor.eat_ident("until") {
        (word, "Timestamp")
    } else {
        return Ok(());
    };
    let duration = if field == "Seconds" {
        value::duration(cursor)?
    } else if matches!(value::duration(&mut cursor.clone()), Ok(Some(_))) {
        return Err(cursor.error("`until` takes a time, such as `$.due`; `for` waits so long"));
    } else {
        None
    };
    let (suffix, node) = if let Some(node) = duration {
        ("", node)
    } else {
        let read = value::scalar(cursor, language)?;
        (if read.is_query { "Path" } else { "" }, read.node)
    };
    fields.push(format!("{field}{suffix}"), word.span(), node);
    Ok(())
}

fn is_brace(cursor: &Cursor) -> bool {
    matches!(cursor.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
}

/// The inside of a state's braces, before its head is read.
fn body_of(cursor: &Cursor) -> Option<Cursor> {
    let mut ahead = cursor.clone();
    while !ahead.is_empty() && !ahead.is_punct(";") && !is_state(&ahead) {
        // Not the braces of an expression in the head.
        if is_brace(&ahead) && !super::path::is_expression(&ahead) {
            let group = ahead.group(Delimiter::Brace)?;
            return Some(Cursor::inside(&group));
        }
        ahead.next();
    }
    None
}
