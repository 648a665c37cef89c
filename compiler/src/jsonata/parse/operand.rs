//! What an expression starts with, and what its brackets hold.

use std::ops::Range;

use super::{
    Kind, Node, Operator, Parser, Problem, Token, TokenKind, both, malformed, node, tallest,
    tallest_pair,
};

impl Parser<'_> {
    /// What starts an expression.
    pub(super) fn operand(&mut self) -> Result<Node, Problem> {
        let Token { kind, at } = self.token.clone();
        let leaf = match kind {
            TokenKind::String(value) => Kind::String(value),
            TokenKind::Number(value) => Kind::Number(value),
            TokenKind::Regex => Kind::Regex,
            TokenKind::Bool(value) => Kind::Bool(value),
            TokenKind::Null => Kind::Null,
            TokenKind::Name(name) | TokenKind::Quoted(name) => Kind::Name(name),
            TokenKind::Variable(name) => Kind::Variable(name),
            TokenKind::Symbol(sign @ ("*" | "**" | "%")) => Kind::Wildcard(sign),
            TokenKind::Symbol(symbol) => return self.opened(symbol, at),
            TokenKind::End => return Err(self.no_operand()),
        };
        self.advance(true)?;
        Ok(node(leaf, at, []))
    }

    /// What a symbol starts.
    fn opened(&mut self, symbol: &str, at: Range<usize>) -> Result<Node, Problem> {
        match symbol {
            "-" => {
                self.advance(false)?;
                let of = self.expression(70)?;
                let all = at.start..of.at.end;
                let height = of.height;
                // A negative number is a constant.
                let kind = match of.kind {
                    Kind::Number(written) => Kind::Number(format!("-{written}")),
                    _ => Kind::Negative(Box::new(of)),
                };
                Ok(node(kind, all, [height]))
            }
            "(" => {
                self.advance(false)?;
                let mut parts = Vec::new();
                while !self.is(")") {
                    parts.push(self.expression(0)?);
                    if !self.eat(";")? {
                        break;
                    }
                }
                let end = self.close(")", &at)?;
                let height = tallest(&parts);
                Ok(node(Kind::Block(parts), at.start..end, [height]))
            }
            "[" => {
                self.advance(false)?;
                let items = self.items()?;
                let end = self.close("]", &at)?;
                let height = tallest(&items);
                Ok(node(Kind::Array(items), at.start..end, [height]))
            }
            "{" => {
                self.advance(false)?;
                let pairs = self.pairs()?;
                let end = self.close("}", &at)?;
                let height = tallest_pair(&pairs);
                Ok(node(Kind::Object(pairs), at.start..end, [height]))
            }
            "|" => self.transform(&at),
            _ => Err(self.no_operand()),
        }
    }

    /// An operand is missing.
    fn no_operand(&self) -> Problem {
        if self.token.kind == TokenKind::End {
            return malformed(
                self.here(),
                "expression ends where an operand is missing",
                "expected an operand",
            );
        }
        let title = format!("{} stands where an operand is missing", self.found());
        let problem = malformed(self.here(), title, "expected an operand");
        match self.token.kind {
            TokenKind::Symbol("!") => problem.help("`$not(..)` negates"),
            TokenKind::Symbol("=") => problem.note("what is equal is written with one `=`"),
            TokenKind::Symbol("&") => problem.help("what has to hold besides stands after `and`"),
            TokenKind::Symbol("|") => problem.help("what may hold instead stands after `or`"),
            _ => problem,
        }
    }

    fn items(&mut self) -> Result<Vec<Node>, Problem> {
        let mut items = Vec::new();
        if self.is("]") {
            return Ok(items);
        }
        loop {
            let mut item = self.expression(0)?;
            if self.eat("..")? {
                let end = self.expression(0)?;
                item = both(item, end, |left, right| {
                    Kind::Binary(Operator::Range, left, right)
                });
            }
            items.push(item);
            if !self.eat(",")? {
                return Ok(items);
            }
        }
    }

    pub(super) fn pairs(&mut self) -> Result<Vec<(Node, Node)>, Problem> {
        let mut pairs = Vec::new();
        if self.is("}") {
            return Ok(pairs);
        }
        loop {
            let key = self.expression(0)?;
            if !self.eat(":")? {
                return Err(malformed(
                    self.here(),
                    format!("{} stands where `:` follows a key", self.found()),
                    "expected `:`",
                ));
            }
            pairs.push((key, self.expression(0)?));
            if !self.eat(",")? {
                return Ok(pairs);
            }
        }
    }

    /// `|pattern|update, delete|`.
    fn transform(&mut self, open: &Range<usize>) -> Result<Node, Problem> {
        self.advance(false)?;
        let mut parts = vec![self.expression(0)?];
        if !self.eat("|")? {
            return Err(malformed(
                self.here(),
                format!(
                    "{} stands where `|` follows a transform's pattern",
                    self.found()
                ),
                "expected `|`",
            ));
        }
        parts.push(self.expression(0)?);
        if self.eat(",")? {
            parts.push(self.expression(0)?);
        }
        let end = self.close("|", open)?;
        let height = tallest(&parts);
        Ok(node(Kind::Transform(parts), open.start..end, [height]))
    }
}
