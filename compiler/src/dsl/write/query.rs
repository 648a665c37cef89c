//! Paths, calls and expressions as tokens, where the reader makes the same of them; else as text.

use proc_macro2::TokenStream;

use super::super::cursor::Cursor;
use super::super::path::{call as read_call, expression as read_expression, path as read_path};
use super::super::tree::Part;
use super::layout::Piece;
use super::word;
use crate::intrinsic::parse_query;
use crate::ir::{
    ArgumentValue, Call, Filter, FilterValue, Json, Path, PathFunction, Query, Root, Step,
};
use crate::text::Text;

/// A path or a call.
pub(super) fn query(text: &str) -> Piece {
    match parsed(text) {
        Some(Query::Path(_)) => Piece::Atom(path(text)),
        Some(Query::Call(call)) => {
            if reads_as(&call_tokens(&call), text, read_call) {
                let name = crate::intrinsic::name_of(call.function);
                Piece::Call(name.to_owned(), arguments(&call))
            } else {
                Piece::Atom(format!("call({})", word::string(text)))
            }
        }
        _ => Piece::Atom(word::string(text)),
    }
}

/// A path. Its own text where that is made of tokens, with Rust's quotes where it has others.
pub(super) fn path(text: &str) -> String {
    let own = with_quotes(text);
    if reads_as(&own, text, read_path) {
        return own;
    }
    let steps = match parsed(text) {
        Some(Query::Path(path)) => path_tokens(&path),
        _ => None,
    };
    match steps {
        Some(steps) if reads_as(&steps, text, read_path) => steps,
        _ => format!("path({})", word::string(text)),
    }
}

/// A string of a JSONata state that is an expression: `{% .. %}`.
pub(super) fn expression(text: &str) -> Option<String> {
    let source = text.strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let tokens = format!("{{% {source} %}}");
    // Tokens that a macro makes have no places to tell spaces by; those in a file have, and one space is kept.
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let is_spaced = source
        .split(' ')
        .all(|word| !word.is_empty() && !word.contains(char::is_whitespace));
    let is_same = is_spaced
        && lexes(source)
        && read(&tokens, read_expression).is_some_and(|read| plain(&read) == plain(&tokens));
    if is_same {
        return Some(tokens);
    }
    if source.contains('\r') || source.chars().any(word::is_direction) {
        return Some(word::string(text));
    }
    Some(format!("{{% {} %}}", word::raw(source)))
}

/// Whether rustc takes the text apart as `proc_macro2` does: what it reserves is left to strings.
fn lexes(source: &str) -> bool {
    let mut before = ' ';
    source.chars().all(|it| {
        let is_reserved =
            matches!(it, '"' | '#') && (unicode_ident::is_xid_continue(before) || before == '#');
        before = it;
        !is_reserved && it != '\'' && it < '\u{300}'
    })
}

type Reader = fn(&mut Cursor) -> syn::Result<(Vec<Part>, super::super::tree::Extent)>;

/// The text that tokens stand for.
fn read(tokens: &str, reader: Reader) -> Option<String> {
    let tokens: TokenStream = tokens.parse().ok()?;
    let mut cursor = Cursor::new(tokens, proc_macro2::Span::call_site());
    let (parts, _) = reader(&mut cursor).ok()?;
    let text = parts.into_iter().map(|part| part.text).collect();
    cursor.is_empty().then_some(text)
}

/// Whether tokens stand for what a text is.
fn reads_as(tokens: &str, text: &str, reader: Reader) -> bool {
    // Where a `${Name}` gets its value, it is found by its text.
    let marks = |text: &str| text.matches("${").count();
    let is_plain = !tokens.contains(['\n', '\r']) && lexes_outside_strings(tokens);
    is_plain
        && read(tokens, reader).is_some_and(|read| {
            let same = match (parsed(&read), parsed(text)) {
                (Some(read), Some(text)) => essence(read) == essence(text),
                _ => false,
            };
            same && marks(&read) == marks(text)
        })
}

fn lexes_outside_strings(tokens: &str) -> bool {
    tokens
        .split('"')
        .step_by(2)
        .all(|outside| outside.chars().all(|it| it < '\u{300}' && it != '\''))
}

fn parsed(text: &str) -> Option<Query> {
    // Without runs, all places are one: what differs is what is meant.
    let text = Text {
        value: text.to_owned(),
        site: 0..0,
        runs: Vec::new(),
    };
    parse_query(&text).ok()
}

/// What a query means, without how it is written.
fn essence(query: Query) -> String {
    let query = match query {
        Query::Path(path) => Query::Path(bare_path(path)),
        Query::Call(call) => Query::Call(bare_call(call)),
        it @ Query::Expression(_) => it,
    };
    format!("{query:?}")
}

fn bare_path(path: Path) -> Path {
    let bare_step = |step| match step {
        Step::Filter(filter) => Step::Filter(bare_filter(filter)),
        step => step,
    };
    Path {
        text: String::new(),
        steps: path.steps.into_iter().map(bare_step).collect(),
        ..path
    }
}

fn bare_filter(filter: Filter) -> Filter {
    let all = |filters: Vec<Filter>| filters.into_iter().map(bare_filter).collect();
    let bare_value = |value| match value {
        FilterValue::Path(path) => FilterValue::Path(bare_path(path)),
        value => value,
    };
    match filter {
        Filter::And(filters) => Filter::And(all(filters)),
        Filter::Or(filters) => Filter::Or(all(filters)),
        Filter::Not(filter) => Filter::Not(Box::new(bare_filter(*filter))),
        Filter::Exists(path) => Filter::Exists(bare_path(path)),
        Filter::Compare(left, comparator, right) => {
            Filter::Compare(bare_value(left), comparator, bare_value(right))
        }
    }
}

fn bare_call(call: Call) -> Call {
    let mut call = call;
    call.text = String::new();
    for argument in &mut call.arguments {
        let null = ArgumentValue::Literal(Json::Null);
        argument.value = match std::mem::replace(&mut argument.value, null) {
            ArgumentValue::Path(path) => ArgumentValue::Path(bare_path(path)),
            ArgumentValue::Call(call) => ArgumentValue::Call(bare_call(call)),
            literal @ ArgumentValue::Literal(_) => literal,
        };
    }
    call
}

/// A text whose strings are in single quotes, with those strings as Rust writes them.
fn with_quotes(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\'' {
            out.push(character);
            continue;
        }
        let mut string = String::new();
        while let Some(inner) = characters.next() {
            match inner {
                '\'' => break,
                '\\' => string.extend(characters.next()),
                other => string.push(other),
            }
        }
        out.push_str(&word::string(&string));
    }
    out
}

/// A path step by step; none for those with filters, whose text is as good as it gets.
fn path_tokens(path: &Path) -> Option<String> {
    let mut out = match &path.root {
        Root::Document => "$".to_owned(),
        Root::Context => "$$".to_owned(),
        Root::Variable(name) => format!("${name}"),
        Root::Current => return None,
    };
    let optional = |index: &Option<i64>| index.map_or(String::new(), |index| index.to_string());
    for step in &path.steps {
        let after_descend = out.ends_with("..");
        let step = match step {
            Step::Field(name) => match word::identifier(name) {
                Some(name) if after_descend => name,
                Some(name) => format!(".{name}"),
                None => format!("[{}]", word::string(name)),
            },
            Step::Fields(names) => {
                let names: Vec<String> = names.iter().map(|name| word::string(name)).collect();
                format!("[{}]", names.join(","))
            }
            Step::Index(index) => format!("[{index}]"),
            Step::Indices(indices) => {
                let indices: Vec<String> = indices.iter().map(i64::to_string).collect();
                format!("[{}]", indices.join(","))
            }
            Step::Slice { from, to, step } => {
                let step = step.map_or(String::new(), |step| format!(":{step}"));
                format!("[{}:{}{step}]", optional(from), optional(to))
            }
            Step::Wildcard => "[*]".to_owned(),
            Step::Descend => "..".to_owned(),
            Step::Filter(_) => return None,
            Step::Function(function) => format!(".{}()", name_of(*function)),
        };
        out.push_str(&step);
    }
    Some(out)
}

fn name_of(function: PathFunction) -> String {
    format!("{function:?}").to_lowercase()
}

fn call_tokens(call: &Call) -> String {
    let name = crate::intrinsic::name_of(call.function);
    format!("{name}({})", arguments(call).join(", "))
}

fn arguments(call: &Call) -> Vec<String> {
    call.arguments
        .iter()
        .enumerate()
        .map(|(number, argument)| match &argument.value {
            ArgumentValue::Path(it) => path(&it.text),
            ArgumentValue::Call(call) => call_tokens(call),
            ArgumentValue::Literal(Json::String(text)) => {
                let is_template = call.function == crate::ir::Intrinsic::Format && number == 0;
                word::string(&argument_text(text, is_template))
            }
            ArgumentValue::Literal(Json::Number(number)) => number.clone(),
            ArgumentValue::Literal(Json::Bool(value)) => value.to_string(),
            ArgumentValue::Literal(_) => "null".to_owned(),
        })
        .collect()
}

/// What the reader makes a string argument of. In a template `\{` is a brace that stays, elsewhere a brace is one.
fn argument_text(text: &str, is_template: bool) -> String {
    if !is_template {
        return text.replace("\\{", "\\\\{").replace("\\}", "\\\\}");
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        // A `${Name}` without a value.
        if let Some((name, tail)) = rest
            .strip_prefix("$\\{")
            .and_then(|rest| rest.split_once("\\}"))
        {
            out.extend(["${", name, "}"]);
            rest = tail;
            continue;
        }
        match after.strip_prefix('\\') {
            Some(after) if character == '\\' => {
                out.push('\\');
                rest = after;
            }
            _ => {
                out.push(character);
                rest = after;
            }
        }
    }
    out
}
