//! One state: its head, the members between its braces, where it goes.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{GenericArgument, PathArguments, Type};

use super::cursor::Cursor;
use super::fields::Owner;
use super::members::Held;
use super::path::{is_path, path};
use super::region::{Name, language_in, name, order, separator, skip_to_state};
use super::tree::{Extent, Fields, Node};
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
        if let Err(error) = headed {
            self.errors.push(error);
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
            Next::Following
        });
        let is_bare = !has_body || matches!(next, Next::To(_) | Next::End(_));
        if self.errors.len() == errors
            && let Err(error) = separator(cursor, !is_bare)
        {
            self.errors.push(error);
            skip_to_state(cursor, cursor.position());
        } else if self.errors.len() > errors {
            // What follows a mistake may be its rest.
            let _ = cursor.eat(";").or_else(|| cursor.eat(","));
        }
        inside.into_fields(&mut fields);
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
            task.input = Some(syn::parse2(group.stream())?);
        }
        if cursor.eat("->").is_some() {
            let written = type_tokens(cursor);
            if written.is_empty() {
                return Err(cursor.expected("the type that the handler gives"));
            }
            let ty: Type = syn::parse2(written)?;
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
            let resource = value::literal(cursor)?;
            fields.push("Resource", resource.extent, resource);
        }
        Ok(())
    }
}

/// Where a state goes, behind its braces.
fn transition(cursor: &mut Cursor, kind: &str) -> syn::Result<Next> {
    let goes = !matches!(kind, "Choice" | "Succeed" | "Fail");
    let Some(arrow) = cursor.eat("=>") else {
        return Ok(if goes { Next::Following } else { Next::None });
    };
    if !goes {
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

/// The tokens of a type, up to what cannot be a part of one.
fn type_tokens(cursor: &mut Cursor) -> TokenStream {
    let start = cursor.position();
    let mut depth = 0_usize;
    while let Some(token) = cursor.peek() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && depth > 0 => depth -= 1,
            TokenTree::Punct(punct) if depth == 0 && matches!(punct.as_char(), '=' | ';' | ',') => {
                break;
            }
            TokenTree::Group(group) if depth == 0 && group.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
        cursor.next();
    }
    cursor.since(start)
}

/// The two types of a `Result<Output, Error>`.
fn result_of(ty: &Type) -> Option<[Type; 2]> {
    let Type::Path(path) = ty else {
        return None;
    };
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    });
    let both = [types.next()?, types.next()?];
    (segment.ident == "Result" && types.next().is_none()).then_some(both)
}
