//! Paths, calls of intrinsic functions and JSONata as tokens: each becomes its text, piece by piece.

use proc_macro2::{Delimiter, Spacing, Span, TokenTree};

use super::choice::KINDS;
use super::cursor::Cursor;
use super::tree::{Extent, Part};

/// Text that is put together from tokens.
#[derive(Default)]
pub(super) struct Pieces {
    parts: Vec<Part>,
}

impl Pieces {
    pub(super) fn push(&mut self, text: impl Into<String>, extent: impl Into<Extent>) {
        self.parts.push(Part {
            text: text.into(),
            extent: extent.into(),
        });
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        self.parts
    }
}

/// Whether a path comes next: `$`, or `path("..")`.
pub(super) fn is_path(cursor: &Cursor) -> bool {
    cursor.is_punct("$") || is_text(cursor, "path")
}

/// Whether a call of an intrinsic function comes next: `States.`, or `call("..")`.
pub(super) fn is_call(cursor: &Cursor) -> bool {
    (cursor.is_ident("States") && cursor.is_punct_at(1, ".")) || is_text(cursor, "call")
}

/// Whether a path or a call comes next that is written as a string: there are some that are not made of Rust's tokens.
fn is_text(cursor: &Cursor, word: &str) -> bool {
    cursor.is_ident(word)
        && matches!(cursor.ahead(1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
}

/// `path("$.lines[?(@.id =~ /a.*/)]")`: the text of a path or a call.
fn push_text(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    cursor.next();
    let Some(group) = cursor.group(Delimiter::Parenthesis) else {
        return Err(cursor.expected("`(`"));
    };
    let mut inside = Cursor::inside(&group);
    let position = inside.position();
    let Some(text) = inside.literal().and_then(|literal| string_of(&literal)) else {
        inside.go_back(position);
        return Err(inside.expected("its text in quotes"));
    };
    pieces.push(text, inside.extent_since(position));
    if inside.is_empty() {
        return Ok(());
    }
    Err(inside.expected("`)`"))
}

/// `$.order.lines[0].price`, `$$.Execution.Id`, `$total`.
pub(super) fn path(cursor: &mut Cursor) -> syn::Result<(Vec<Part>, Extent)> {
    let start = cursor.position();
    let mut pieces = Pieces::default();
    push_path(cursor, &mut pieces)?;
    if cursor.is_punct("-") && cursor.position() > start {
        return Err(with_minus(cursor, start));
    }
    Ok((pieces.into_parts(), cursor.extent_since(start)))
}

/// `$.order-id`, which Rust's lexer takes apart.
fn with_minus(cursor: &mut Cursor, start: usize) -> syn::Error {
    let before = cursor.since(cursor.position() - 1).to_string();
    let mut name = before;
    while let Some(TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_)) =
        cursor.peek()
    {
        let is_minus = cursor.is_punct("-");
        if !is_minus && !name.ends_with('-') {
            break;
        }
        let token = cursor.next().map(|token| token.to_string());
        name += &token.unwrap_or_default();
    }
    let extent = cursor.extent_since(start);
    extent.error(format!(
        "a path has a `-` outside of brackets\n\n  = help: the field `{name}` is `$[\"{name}\"]`"
    ))
}

fn push_path(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    if is_text(cursor, "path") {
        return push_text(cursor, pieces);
    }
    // The sign that begins it: `$`, `$$`, or `@` in a filter.
    let Some(TokenTree::Punct(sign)) = cursor.next() else {
        return Err(cursor.expected("a path, such as `$.order.id`"));
    };
    pieces.push(sign.as_char(), sign.span());
    if let Some(second) = cursor.eat("$") {
        pieces.push('$', second);
    } else if sign.as_char() == '$' && !is_asked(cursor) {
        // A variable.
        if let Some(name) = cursor.ident() {
            pieces.push(plain(&name), name.span());
        }
    }
    steps(cursor, pieces)
}

/// Whether what comes next asks what the document is (`$ is null`), and is no variable's name.
fn is_asked(cursor: &Cursor) -> bool {
    let kind = |(kind, _): &(&str, &str)| cursor.is_ident_at(1, kind);
    let is = cursor.is_ident("is") && (cursor.is_ident_at(1, "not") || KINDS.iter().any(kind));
    is || (cursor.is_ident("matches") && matches!(cursor.ahead(1), Some(TokenTree::Literal(_))))
}

fn plain(ident: &proc_macro2::Ident) -> String {
    use syn::ext::IdentExt as _;
    ident.unraw().to_string()
}

fn steps(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    loop {
        if let Some(brackets) = cursor.group(Delimiter::Bracket) {
            pieces.push('[', brackets.span_open());
            let mut inside = Cursor::inside(&brackets);
            while !inside.is_empty() {
                push_selector(&mut inside, pieces)?;
            }
            pieces.push(']', brackets.span_close());
            continue;
        }
        let (dots, text) = match cursor.eat("..") {
            Some(dots) => (dots, ".."),
            None => match cursor.eat(".") {
                Some(dot) => (dot, "."),
                None => return Ok(()),
            },
        };
        pieces.push(text, dots);
        if let Some(name) = cursor.ident() {
            pieces.push(plain(&name), name.span());
            // A function at the end of a path: `$.lines.length()`.
            if let Some(arguments) = cursor.group(Delimiter::Parenthesis) {
                pieces.push("()", arguments.span());
            }
        } else if let Some(star) = cursor.eat("*") {
            pieces.push('*', star);
        } else if !matches!(cursor.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket)
        {
            return Err(cursor.expected(
                "the name of a field (one that is no Rust name stands in brackets: `$[\"order-id\"]`)",
            ));
        }
    }
}

/// A token of what stands in brackets.
fn push_selector(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    if is_path(cursor) || cursor.is_punct("@") {
        return push_path(cursor, pieces);
    }
    match cursor.next() {
        Some(TokenTree::Literal(literal)) => match string_of(&literal) {
            Some(text) => pieces.push(quoted(&text), literal.span()),
            None => pieces.push(literal.to_string(), literal.span()),
        },
        Some(TokenTree::Group(group)) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Bracket => ("[", "]"),
                _ => ("(", ")"),
            };
            pieces.push(open, group.span_open());
            let mut inside = Cursor::inside(&group);
            while !inside.is_empty() {
                push_selector(&mut inside, pieces)?;
            }
            pieces.push(close, group.span_close());
        }
        Some(TokenTree::Punct(punct)) => {
            // `&&` and its kin stand apart from what is beside them.
            let starts = matches!(punct.as_char(), '&' | '|' | '=' | '!' | '<' | '>');
            let text = match punct.as_char() {
                sign if starts && punct.spacing() == Spacing::Joint => format!(" {sign}"),
                sign @ ('<' | '>' | '=' | '&' | '|') if !ends_open(pieces) => format!(" {sign} "),
                sign @ ('=' | '&' | '|') => format!("{sign} "),
                sign => sign.to_string(),
            };
            pieces.push(text, punct.span());
        }
        Some(TokenTree::Ident(ident)) => pieces.push(ident.to_string(), ident.span()),
        None => {}
    }
    Ok(())
}

/// Whether the last piece is the first half of an operator.
fn ends_open(pieces: &Pieces) -> bool {
    pieces
        .parts
        .last()
        .is_some_and(|part| part.text.starts_with(' ') && !part.text.ends_with(' '))
}

/// `'it\'s'`, as paths and intrinsic functions write strings.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for character in text.chars() {
        if matches!(character, '\'' | '\\') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

/// A string as the argument of an intrinsic function, where `\{` is a brace.
fn argument(text: &str) -> String {
    let mut quoted = String::from("'");
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes_brace = character == '\\' && matches!(characters.peek(), Some('{' | '}'));
        if character == '\'' || (character == '\\' && !escapes_brace) {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('\'');
    quoted
}

/// The text of a string literal.
pub(super) fn string_of(literal: &proc_macro2::Literal) -> Option<String> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// `States.Format("{} of {}", $.index, $.count)`
pub(super) fn call(cursor: &mut Cursor) -> syn::Result<(Vec<Part>, Extent)> {
    let start = cursor.position();
    let mut pieces = Pieces::default();
    push_call(cursor, &mut pieces)?;
    Ok((pieces.into_parts(), cursor.extent_since(start)))
}

fn push_call(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    if is_text(cursor, "call") {
        return push_text(cursor, pieces);
    }
    if let Some(states) = cursor.ident() {
        pieces.push(states.to_string(), states.span());
    }
    pieces.push('.', cursor.expect(".")?);
    let Some(name) = cursor.ident() else {
        return Err(cursor.expected("the name of an intrinsic function, such as `Format`"));
    };
    pieces.push(name.to_string(), name.span());
    let Some(arguments) = cursor.group(Delimiter::Parenthesis) else {
        return Err(cursor.expected(&format!("the arguments of `States.{name}`")));
    };
    pieces.push('(', arguments.span_open());
    let mut inside = Cursor::inside(&arguments);
    while !inside.is_empty() {
        push_argument(&mut inside, pieces)?;
        if inside.is_empty() {
            break;
        }
        let comma = inside.expect(",")?;
        if !inside.is_empty() {
            pieces.push(", ", comma);
        }
    }
    pieces.push(')', arguments.span_close());
    Ok(())
}

fn push_argument(cursor: &mut Cursor, pieces: &mut Pieces) -> syn::Result<()> {
    if is_path(cursor) {
        return push_path(cursor, pieces);
    }
    if is_call(cursor) {
        return push_call(cursor, pieces);
    }
    if let Some(minus) = cursor.eat("-") {
        pieces.push('-', minus);
    }
    if let Some(literal) = cursor.literal() {
        let text = string_of(&literal).map_or_else(|| literal.to_string(), |text| argument(&text));
        pieces.push(text, literal.span());
        return Ok(());
    }
    for word in ["true", "false", "null"] {
        if let Some(ident) = cursor.eat_ident(word) {
            pieces.push(word, ident.span());
            return Ok(());
        }
    }
    Err(cursor
        .expected("an argument: a path, a call of a `States.` function, a string or a number"))
}

/// Whether an expression comes next: `{% .. %}`.
pub(super) fn is_expression(cursor: &Cursor) -> bool {
    let Some(TokenTree::Group(group)) = cursor.peek() else {
        return false;
    };
    let is_percent = |token: Option<TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '%');
    group.delimiter() == Delimiter::Brace && is_percent(group.stream().into_iter().next())
}

/// `{% $sum($states.input.lines.price) %}`: JSONata, as tokens or as one raw string.
pub(super) fn expression(cursor: &mut Cursor) -> syn::Result<(Vec<Part>, Extent)> {
    let start = cursor.position();
    let Some(group) = cursor.group(Delimiter::Brace) else {
        return Err(cursor.expected("an expression, such as `{% $states.input.total %}`"));
    };
    let extent = cursor.extent_since(start);
    let mut tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let closes = matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '%');
    if tokens.len() < 2 || !closes {
        return Err(extent.error("an expression begins with `{%` and ends with `%}`"));
    }
    tokens.pop();
    tokens.remove(0);
    let mut pieces = Pieces::default();
    pieces.push("{% ", group.span_open());
    match tokens.as_slice() {
        [TokenTree::Literal(literal)] if literal.to_string().starts_with('r') => {
            pieces.push(string_of(literal).unwrap_or_default(), literal.span());
        }
        tokens => {
            let mut end = None;
            push_tokens(tokens, &mut pieces, &mut end);
        }
    }
    pieces.push(" %}", group.span_close());
    Ok((pieces.into_parts(), extent))
}

/// Tokens with the spaces between them as they were written.
fn push_tokens(tokens: &[TokenTree], pieces: &mut Pieces, end: &mut Option<(usize, usize)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                push_token(open, group.span_open(), pieces, end);
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                push_tokens(&inside, pieces, end);
                push_token(close, group.span_close(), pieces, end);
            }
            token => push_token(&token.to_string(), token.span(), pieces, end),
        }
    }
}

fn push_token(text: &str, span: Span, pieces: &mut Pieces, end: &mut Option<(usize, usize)>) {
    let place = |at: proc_macro2::LineColumn| (at.line, at.column);
    let start = place(span.start());
    let apart = end.is_some_and(|end| end != start);
    let text = if apart {
        format!(" {text}")
    } else {
        text.to_owned()
    };
    pieces.push(text, span);
    *end = Some(place(span.end()));
}
