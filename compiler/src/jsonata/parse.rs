//! Tokens to a tree, by operator precedence, as JSONata's reference implementation has it: an operand, then operators for as
//! long as they bind tighter than what stands around them.

mod function;
mod operand;
mod operator;

use std::ops::Range;

use self::operator::power;
use super::scan::{Scanner, Token, TokenKind, malformed};
use super::tree::{Kind, Node, Operator};
use crate::problem::{Problem, quoted_part};

/// How deep brackets, calls and their like may stand in each other. What is evaluated is bounded as well.
const DEEPEST: usize = 100;

/// How many levels an expression may have, which operators in a row make too: `a & b & c` has three.
const TALLEST: usize = 250;

/// Parses a whole expression.
pub(crate) fn parse(text: &str) -> Result<Node, Problem> {
    let mut scanner = Scanner::new(text);
    let token = scanner.next(false)?;
    if token.kind == TokenKind::End {
        return Err(malformed(
            0..text.len(),
            "expression is empty",
            "nothing to evaluate",
        ));
    }
    let mut parser = Parser {
        text,
        scanner,
        token,
        depth: 0,
    };
    let node = parser.expression(0)?;
    if parser.token.kind == TokenKind::End {
        return Ok(node);
    }
    Err(parser.unexpected_after())
}

struct Parser<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
    /// The token that comes next.
    token: Token,
    depth: usize,
}

impl Parser<'_> {
    /// An expression up to the first operator that binds no tighter than `least`.
    fn expression(&mut self, least: usize) -> Result<Node, Problem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.too_deep("is nested deeper than", DEEPEST));
        }
        let mut left = self.operand()?;
        while power(&self.token.kind) > least {
            left = self.operator(left)?;
            if left.height > TALLEST {
                return Err(self.too_deep("has more than", TALLEST));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn too_deep(&self, what: &str, most: usize) -> Problem {
        malformed(
            self.token.at.clone(),
            format!("expression {what} {most} levels"),
            "one level too many",
        )
        .help("a part of it can be a variable: `($part := ..; ..)`")
    }

    /// Reads the token on, and gives the one that was there.
    fn advance(&mut self, after_operand: bool) -> Result<Token, Problem> {
        let next = self.scanner.next(after_operand)?;
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.token.kind, TokenKind::Symbol(found) if found == symbol)
    }

    /// Reads `symbol` if it comes next; what follows it is an operand.
    fn eat(&mut self, symbol: &str) -> Result<bool, Problem> {
        let comes = self.is(symbol);
        if comes {
            self.advance(false)?;
        }
        Ok(comes)
    }

    /// Reads the symbol that closes what `open` opened; gives where that ends.
    fn close(&mut self, symbol: &str, open: &Range<usize>) -> Result<usize, Problem> {
        if self.is(symbol) {
            return Ok(self.advance(true)?.at.end);
        }
        let opened = self.text.get(open.clone()).unwrap_or_default();
        if self.token.kind == TokenKind::End {
            return Err(malformed(
                open.clone(),
                format!("`{opened}` is never closed"),
                "opened here",
            )
            .help(format!("a `{symbol}` closes it")));
        }
        Err(malformed(
            self.token.at.clone(),
            format!(
                "{} stands where `{symbol}` closes what `{opened}` opened",
                self.found()
            ),
            format!("expected `{symbol}`"),
        ))
    }

    /// What comes next, for messages.
    fn found(&self) -> String {
        if self.token.kind == TokenKind::End {
            return "the end".to_owned();
        }
        quoted_part(self.text.get(self.token.at.clone()).unwrap_or_default())
    }

    fn here(&self) -> Range<usize> {
        self.token.at.clone()
    }

    /// After a whole expression something else comes.
    fn unexpected_after(&self) -> Problem {
        let title = format!("{} follows the end of the expression", self.found());
        let problem = malformed(self.here(), title, "expected an operator or the end");
        match self.token.kind {
            TokenKind::Symbol(symbol @ (")" | "]" | "}")) => {
                problem.note(format!("nothing before opens what `{symbol}` closes"))
            }
            TokenKind::Symbol(";") => {
                problem.help("several expressions stand in parentheses: `(a; b)`")
            }
            TokenKind::Symbol("!") => problem.help("what is not equal is `!=`; `$not(..)` negates"),
            TokenKind::Symbol("|") => problem.help("what may hold instead stands after `or`"),
            _ => problem,
        }
    }
}

fn node<const N: usize>(kind: Kind, at: Range<usize>, heights: [usize; N]) -> Node {
    let height = 1 + heights.into_iter().max().unwrap_or_default();
    Node { kind, at, height }
}

fn both(left: Node, right: Node, kind: impl FnOnce(Box<Node>, Box<Node>) -> Kind) -> Node {
    let at = left.at.start..right.at.end;
    let heights = [left.height, right.height];
    node(kind(Box::new(left), Box::new(right)), at, heights)
}

fn tallest<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> usize {
    let heights = nodes.into_iter().map(|node| node.height);
    heights.max().unwrap_or_default()
}

fn tallest_pair(pairs: &[(Node, Node)]) -> usize {
    tallest(pairs.iter().flat_map(|(key, value)| [key, value]))
}
