//! Tokens read one after the other, and what is skipped where they make no sense.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};

use super::tree::Extent;

/// A place in a list of tokens.
#[derive(Clone)]
pub(super) struct Cursor {
    tokens: std::rc::Rc<[TokenTree]>,
    at: usize,
    /// What ends the list: where something is missing at its end.
    end: Span,
}

impl Cursor {
    pub(super) fn new(tokens: TokenStream, end: Span) -> Cursor {
        Cursor {
            tokens: tokens.into_iter().collect(),
            at: 0,
            end,
        }
    }

    /// The inside of a group.
    pub(super) fn inside(group: &Group) -> Cursor {
        Cursor::new(group.stream(), group.span_close())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek(&self) -> Option<&TokenTree> {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, count: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at + count)
    }

    pub(super) fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn go_back(&mut self, position: usize) {
        self.at = position;
    }

    /// The tokens from a position up to here.
    pub(super) fn since(&self, position: usize) -> TokenStream {
        let range = position..self.at;
        self.tokens
            .get(range)
            .unwrap_or_default()
            .iter()
            .cloned()
            .collect()
    }

    /// From the token at a position to the last one read.
    pub(super) fn extent_since(&self, position: usize) -> Extent {
        let span = |at: usize| self.tokens.get(at).map(open_span);
        let first = span(position).unwrap_or(self.end);
        let last = self.at.checked_sub(1).filter(|last| *last >= position);
        let last = last.and_then(|last| self.tokens.get(last)).map(close_span);
        Extent {
            first,
            last: last.unwrap_or(first),
        }
    }

    /// Where the next token is, or would be.
    pub(super) fn span(&self) -> Span {
        self.peek().map_or(self.end, open_span)
    }

    /// An error at the next token.
    pub(super) fn error(&self, message: impl std::fmt::Display) -> syn::Error {
        syn::Error::new(self.span(), message)
    }

    /// `expected .., found ..` at the next token.
    pub(super) fn expected(&self, what: &str) -> syn::Error {
        let found = match self.peek() {
            None => "the end".to_owned(),
            Some(TokenTree::Group(group)) => match group.delimiter() {
                Delimiter::Parenthesis => "`(`".to_owned(),
                Delimiter::Brace => "`{`".to_owned(),
                Delimiter::Bracket => "`[`".to_owned(),
                Delimiter::None => format!("`{}`", group.stream()),
            },
            Some(TokenTree::Punct(_)) => format!("`{}`", self.signs()),
            Some(token) => format!("`{token}`"),
        };
        // All signs that are written together; of what stands in brackets, the first.
        let signs = self.signs().chars().count();
        if signs == 0 {
            return self.error(format!("expected {what}, found {found}"));
        }
        let mut marked = self.clone();
        for _ in 0..signs {
            marked.next();
        }
        let extent = marked.extent_since(self.at);
        extent.error(format!("expected {what}, found {found}"))
    }

    /// The signs that are written together here.
    fn signs(&self) -> String {
        let mut signs = String::new();
        while let Some(TokenTree::Punct(punct)) = self.ahead(signs.chars().count()) {
            signs.push(punct.as_char());
            if punct.spacing() == Spacing::Alone {
                break;
            }
        }
        signs
    }

    pub(super) fn is_ident_at(&self, count: usize, word: &str) -> bool {
        matches!(self.ahead(count), Some(TokenTree::Ident(ident)) if ident == word)
    }

    pub(super) fn is_ident(&self, word: &str) -> bool {
        self.is_ident_at(0, word)
    }

    pub(super) fn ident(&mut self) -> Option<Ident> {
        let Some(TokenTree::Ident(ident)) = self.peek() else {
            return None;
        };
        let ident = ident.clone();
        self.at += 1;
        Some(ident)
    }

    pub(super) fn eat_ident(&mut self, word: &str) -> Option<Ident> {
        if self.is_ident(word) {
            self.ident()
        } else {
            None
        }
    }

    pub(super) fn literal(&mut self) -> Option<Literal> {
        let Some(TokenTree::Literal(literal)) = self.peek() else {
            return None;
        };
        let literal = literal.clone();
        self.at += 1;
        Some(literal)
    }

    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<Group> {
        let Some(TokenTree::Group(group)) = self.peek() else {
            return None;
        };
        if group.delimiter() != delimiter {
            return None;
        }
        let group = group.clone();
        self.at += 1;
        Some(group)
    }

    /// Whether punctuation of these characters, written together, comes that many tokens later.
    pub(super) fn is_punct_at(&self, count: usize, signs: &str) -> bool {
        let last = signs.chars().count() - 1;
        signs.chars().enumerate().all(|(number, sign)| {
            matches!(
                self.ahead(count + number),
                Some(TokenTree::Punct(punct)) if punct.as_char() == sign
                    && (number == last || punct.spacing() == Spacing::Joint)
            )
        })
    }

    pub(super) fn is_punct(&self, signs: &str) -> bool {
        self.is_punct_at(0, signs)
    }

    pub(super) fn eat(&mut self, signs: &str) -> Option<Extent> {
        if !self.is_punct(signs) {
            return None;
        }
        let start = self.at;
        self.at += signs.chars().count();
        Some(self.extent_since(start))
    }

    pub(super) fn expect(&mut self, signs: &str) -> syn::Result<Extent> {
        match self.eat(signs) {
            Some(extent) => Ok(extent),
            None => Err(self.expected(&format!("`{signs}`"))),
        }
    }

    /// Skips what is left of a member: up to a `,` or `;` and beyond it, or to where another one begins.
    pub(super) fn skip_member(&mut self, begins: impl Fn(&Cursor) -> bool) {
        while !self.is_empty() && !begins(self) {
            if self.eat(",").is_some() || self.eat(";").is_some() {
                return;
            }
            // What ends with braces needs no comma.
            let is_braced = self.group(Delimiter::Brace).is_some();
            if is_braced && !self.is_punct("=>") {
                let _ = self.eat(",").or_else(|| self.eat(";"));
                return;
            }
            if !is_braced {
                self.next();
            }
        }
    }
}

fn open_span(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_open(),
        other => other.span(),
    }
}

fn close_span(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => group.span_close(),
        other => other.span(),
    }
}
