//! The values of fields: literals, durations, payload templates.

use proc_macro2::{Delimiter, TokenTree};
use syn::ext::IdentExt as _;

use super::cursor::Cursor;
use super::path::{call, expression, is_call, is_expression, is_path, path, string_of};
use super::tree::{Extent, Fields, Node, Part};
use crate::ir::QueryLanguage;

/// A value, and whether it is read from somewhere instead of being written down.
pub(super) struct Read {
    pub(super) node: Node,
    /// It is a path or a call, which ASL writes as a string in a field of another name.
    pub(super) is_query: bool,
}

/// What may stand wherever a value may: a path, a call, an expression, a literal.
pub(super) fn scalar(cursor: &mut Cursor, language: QueryLanguage) -> syn::Result<Read> {
    if is_path(cursor) {
        let (parts, extent) = path(cursor)?;
        return Ok(query(parts, extent, language));
    }
    if is_call(cursor) {
        let (parts, extent) = call(cursor)?;
        if language == QueryLanguage::Jsonata {
            return Err(extent.error(
                "an intrinsic function in JSONata, which has functions of its own, such as `{% $uuid() %}`",
            ));
        }
        return Ok(query(parts, extent, language));
    }
    if is_expression(cursor) {
        let (parts, extent) = expression(cursor)?;
        if language == QueryLanguage::JsonPath {
            return Err(extent.error(
                "an expression in JSONPath; `query_language: JSONata` on the state or the workflow makes it one",
            ));
        }
        return Ok(Read {
            node: Node::parts(parts, extent),
            is_query: false,
        });
    }
    Ok(Read {
        node: literal(cursor)?,
        is_query: false,
    })
}

/// In JSONata a path is an expression, and stands where any value does.
fn query(parts: Vec<Part>, extent: Extent, language: QueryLanguage) -> Read {
    match language {
        QueryLanguage::JsonPath => Read {
            node: Node::parts(parts, extent),
            is_query: true,
        },
        QueryLanguage::Jsonata => {
            let around = |text: &str, span| Part {
                text: text.to_owned(),
                extent: Extent::from(span),
            };
            let mut all = vec![around("{% ", extent.first)];
            all.extend(parts);
            all.push(around(" %}", extent.last));
            Read {
                node: Node::parts(all, extent),
                is_query: false,
            }
        }
    }
}

/// `null`, `true`, a number, a string.
pub(super) fn literal(cursor: &mut Cursor) -> syn::Result<Node> {
    let start = cursor.position();
    for word in ["true", "false", "null"] {
        if let Some(ident) = cursor.eat_ident(word) {
            return Ok(Node::literal(word, ident.span()));
        }
    }
    let minus = cursor.eat("-").is_some();
    let position = cursor.position();
    if let Some(TokenTree::Ident(word)) = cursor.peek() {
        return Err(cursor.error(format!(
            "`{word}` is no value; text stands in quotes: `\"{word}\"`"
        )));
    }
    let Some(written) = cursor.literal() else {
        return Err(cursor.expected(
            "a value: a path such as `$.order.id`, a string, a number, `true`, `false`, `null`, `[..]` or `{..}`",
        ));
    };
    let extent = cursor.extent_since(start);
    match syn::Lit::new(written.clone()) {
        syn::Lit::Str(text) if !minus => Ok(Node::string(text.value(), extent)),
        syn::Lit::Int(number) if number.suffix().is_empty() => {
            let sign = if minus { "-" } else { "" };
            Ok(Node::literal(
                format!("{sign}{}", number.base10_digits()),
                extent,
            ))
        }
        syn::Lit::Float(number) if number.suffix().is_empty() => {
            let sign = if minus { "-" } else { "" };
            // JSON has digits on both sides of a point.
            let digits = number.base10_digits();
            let digits = digits.strip_suffix('.').unwrap_or(digits);
            if !digits.parse().is_ok_and(f64::is_finite) {
                return Err(extent.error(format!("`{digits}` is larger than any number of JSON")));
            }
            Ok(Node::literal(format!("{sign}{digits}"), extent))
        }
        _ => {
            cursor.go_back(position);
            Err(extent.error(format!("`{written}` is no JSON value")))
        }
    }
}

/// `30s`, `5m`, `2h`, `1d`, in seconds.
pub(super) fn duration(cursor: &mut Cursor) -> syn::Result<Option<Node>> {
    if let Some(TokenTree::Ident(word)) = cursor.peek()
        && !is_path(cursor)
        && !is_call(cursor)
    {
        return Err(cursor.error(format!(
            "`{word}` is no duration: a whole number with its unit, such as `30s`, `5m`, `2h` or `1d`"
        )));
    }
    let Some(TokenTree::Literal(written)) = cursor.peek() else {
        return Ok(None);
    };
    if let Some(text) = string_of(written)
        && !text.starts_with("{%")
    {
        return Err(cursor.error("a duration stands without quotes, such as `30s`"));
    }
    let (syn::Lit::Int(_) | syn::Lit::Float(_)) = syn::Lit::new(written.clone()) else {
        return Ok(None);
    };
    let written = written.to_string();
    let digits = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = written.get(digits.len()..).unwrap_or_default();
    let factor: u64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => {
            return Err(cursor.error(format!(
                "`{written}` is no duration: a whole number with its unit, such as `30s`, `5m`, `2h` or `1d`"
            )));
        }
    };
    let seconds = digits.replace('_', "").parse::<u64>().ok();
    let Some(seconds) = seconds.and_then(|number| number.checked_mul(factor)) else {
        return Err(cursor.error(format!(
            "`{written}` is no whole number of seconds; the states language counts in those"
        )));
    };
    let span = cursor.span();
    cursor.next();
    Ok(Some(Node::literal(seconds.to_string(), span)))
}

/// A payload template, as `Parameters` and `Arguments` take it. `.$` is added to the names of the fields that need it.
pub(super) fn template(cursor: &mut Cursor, language: QueryLanguage) -> syn::Result<Node> {
    let read = template_read(cursor, language)?;
    if read.is_query {
        let extent = read.node.extent;
        return Err(extent.error(
            "the whole of a payload template is an object, such as `{ order: $.order }`; `input_path: $.order` selects a part of the input",
        ));
    }
    Ok(read.node)
}

fn template_read(cursor: &mut Cursor, language: QueryLanguage) -> syn::Result<Read> {
    if is_expression(cursor) {
        return scalar(cursor, language);
    }
    let written = |node| Read {
        node,
        is_query: false,
    };
    if let Some(group) = cursor.group(Delimiter::Brace) {
        let mut fields = Fields::default();
        each(&mut Cursor::inside(&group), |inside| {
            let (key, extent) = key(inside)?;
            inside.expect(":")?;
            let read = template_read(inside, language)?;
            let key = if read.is_query { key + ".$" } else { key };
            fields.push(key, extent, read.node);
            Ok(())
        })?;
        return Ok(written(Node::object(fields.0, extent_of(&group))));
    }
    if let Some(group) = cursor.group(Delimiter::Bracket) {
        let mut items = Vec::new();
        each(&mut Cursor::inside(&group), |inside| {
            let item = template_read(inside, language)?;
            if item.is_query {
                return Err(item.node.extent.error(
                    "an item of a list cannot be a path or a call; `States.Array($.a, $.b)` makes a list of such",
                ));
            }
            items.push(item.node);
            Ok(())
        })?;
        return Ok(written(Node::array(items, extent_of(&group))));
    }
    scalar(cursor, language)
}

/// The name of a field: a word, or any text as a string.
pub(super) fn key(cursor: &mut Cursor) -> syn::Result<(String, Extent)> {
    if let Some(ident) = cursor.ident() {
        return Ok((ident.unraw().to_string(), ident.span().into()));
    }
    let position = cursor.position();
    if let Some(literal) = cursor.literal() {
        if let Some(text) = string_of(&literal) {
            return Ok((text, literal.span().into()));
        }
        cursor.go_back(position);
    }
    Err(cursor.expected("the name of a field, a word or a string"))
}

/// A literal of any depth, without paths: what `result` of a Pass takes.
pub(super) fn json(cursor: &mut Cursor) -> syn::Result<Node> {
    if is_path(cursor) || is_call(cursor) || is_expression(cursor) {
        return Err(cursor.error(
            "`result` is written down as it is, without paths; `parameters` makes an object of paths",
        ));
    }
    if let Some(group) = cursor.group(Delimiter::Bracket) {
        let mut items = Vec::new();
        each(&mut Cursor::inside(&group), |inside| {
            items.push(json(inside)?);
            Ok(())
        })?;
        return Ok(Node::array(items, extent_of(&group)));
    }
    if let Some(group) = cursor.group(Delimiter::Brace) {
        let mut fields = Fields::default();
        each(&mut Cursor::inside(&group), |inside| {
            let (key, extent) = key(inside)?;
            inside.expect(":")?;
            fields.push(key, extent, json(inside)?);
            Ok(())
        })?;
        return Ok(Node::object(fields.0, extent_of(&group)));
    }
    literal(cursor)
}

/// What stands in brackets or braces, with commas between.
///
/// A mistake in one entry does not hide those in others.
pub(super) fn each(
    inside: &mut Cursor,
    mut read: impl FnMut(&mut Cursor) -> syn::Result<()>,
) -> syn::Result<()> {
    let mut errors: Option<syn::Error> = None;
    while !inside.is_empty() {
        let position = inside.position();
        let entry = read(inside).and_then(|()| {
            if inside.is_empty() {
                return Ok(());
            }
            inside.expect(",").map(|_| ())
        });
        let Err(error) = entry else { continue };
        match &mut errors {
            Some(errors) => errors.combine(error),
            None => errors = Some(error),
        }
        if inside.position() == position {
            inside.next();
        }
        while !inside.is_empty() && inside.eat(",").is_none() {
            inside.next();
        }
    }
    errors.map_or(Ok(()), Err)
}

fn extent_of(group: &proc_macro2::Group) -> Extent {
    Extent {
        first: group.span_open(),
        last: group.span_close(),
    }
}
