//! What follows an operand: each operator with its right side.

use std::ops::Range;

use super::{
    Kind, Node, Operator, Parser, Problem, Token, TokenKind, both, malformed, node, tallest,
    tallest_pair,
};

/// How tightly an operator binds what stands before it; nothing for what is none.
pub(super) fn power(token: &TokenKind) -> usize {
    let symbol = match token {
        TokenKind::Symbol(symbol) => symbol,
        TokenKind::Name(name) => name.as_str(),
        _ => return 0,
    };
    match symbol {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "=" | "!=" | "<" | ">" | "<=" | ">=" | "^" | "~>" | "?:" | "??" | "in" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    }
}

impl Parser<'_> {
    /// The operator that comes next, with what stands before it.
    pub(super) fn operator(&mut self, left: Node) -> Result<Node, Problem> {
        // Every operator is followed by an operand.
        let token = self.advance(false)?;
        let symbol = match &token.kind {
            TokenKind::Symbol(symbol) => symbol,
            TokenKind::Name(name) => name.as_str(),
            _ => "",
        };
        match symbol {
            "(" => self.call(left, &token.at),
            "[" => self.predicate(left, &token.at),
            "{" => {
                let pairs = self.pairs()?;
                let end = self.close("}", &token.at)?;
                check_groups(&left, &token.at)?;
                let at = left.at.start..end;
                let heights = [left.height, tallest_pair(&pairs)];
                Ok(node(Kind::Group(Box::new(left), pairs), at, heights))
            }
            "^" => self.sort(left),
            "@" | "#" => self.bound(left, &token),
            "?" => self.condition(left),
            ":=" => {
                let Kind::Variable(name) = left.kind else {
                    return Err(malformed(
                        left.at,
                        "`:=` binds something that is no variable",
                        "not a variable",
                    )
                    .help("a variable starts with `$`; what is equal is `=`"));
                };
                let value = self.expression(9)?;
                let (at, height) = (left.at.start..value.at.end, value.height);
                Ok(node(Kind::Bind(name, Box::new(value)), at, [height]))
            }
            "." => {
                let right = self.expression(power(&token.kind))?;
                for step in [&left, &right] {
                    check_step(step)?;
                }
                Ok(both(left, right, Kind::Path))
            }
            "~>" => {
                let right = self.expression(power(&token.kind))?;
                Ok(both(left, right, Kind::Chain))
            }
            _ => {
                let right = self.expression(power(&token.kind))?;
                // What has a power and no case above is in the table.
                let operator = Operator::written(symbol).unwrap_or(Operator::Equal);
                Ok(both(left, right, |left, right| {
                    Kind::Binary(operator, left, right)
                }))
            }
        }
    }

    fn predicate(&mut self, left: Node, open: &Range<usize>) -> Result<Node, Problem> {
        let inside = if self.is("]") {
            None
        } else {
            Some(Box::new(self.expression(0)?))
        };
        let end = self.close("]", open)?;
        if matches!(left.kind, Kind::Group(..)) && inside.is_some() {
            return Err(malformed(
                open.clone(),
                "a predicate follows a grouping expression",
                "nothing is selected from groups",
            )
            .help("parentheses around the grouping make a value to select from"));
        }
        let at = left.at.start..end;
        let heights = [left.height, inside.as_ref().map_or(0, |it| it.height)];
        Ok(node(Kind::Predicate(Box::new(left), inside), at, heights))
    }

    fn sort(&mut self, left: Node) -> Result<Node, Problem> {
        let open = self.here();
        if !self.eat("(")? {
            return Err(malformed(
                self.here(),
                format!("{} stands where `(` follows `^`", self.found()),
                "expected `(`",
            )
            .help("`^(..)` sorts; `$power(a, b)` is a power"));
        }
        let mut terms = Vec::new();
        loop {
            if !self.eat("<")? {
                self.eat(">")?;
            }
            terms.push(self.expression(0)?);
            if !self.eat(",")? {
                break;
            }
        }
        let end = self.close(")", &open)?;
        let at = left.at.start..end;
        let heights = [left.height, tallest(&terms)];
        Ok(node(Kind::Sort(Box::new(left), terms), at, heights))
    }

    /// `@$v`, `#$i`.
    fn bound(&mut self, left: Node, operator: &Token) -> Result<Node, Problem> {
        let token = self.advance(true)?;
        let symbol = self.text.get(operator.at.clone()).unwrap_or_default();
        let TokenKind::Variable(name) = token.kind else {
            return Err(malformed(
                token.at,
                format!("`{symbol}` is not followed by a variable"),
                "expected a variable",
            ));
        };
        if symbol == "@" {
            let follows = match &left.kind {
                Kind::Predicate(..) => Some("a predicate"),
                Kind::Sort(..) => Some("a sort"),
                _ => None,
            };
            if let Some(follows) = follows {
                return Err(malformed(
                    operator.at.clone(),
                    format!("`@` follows {follows} of its step"),
                    "stands too late",
                )
                .help("`@` stands right after the step that it binds"));
            }
        }
        let (at, height) = (left.at.start..token.at.end, left.height);
        Ok(node(Kind::Bound(Box::new(left), name), at, [height]))
    }

    fn condition(&mut self, test: Node) -> Result<Node, Problem> {
        let then = self.expression(0)?;
        let otherwise = if self.eat(":")? {
            Some(Box::new(self.expression(0)?))
        } else {
            None
        };
        let end = otherwise.as_ref().map_or(then.at.end, |it| it.at.end);
        let at = test.at.start..end;
        let heights = [
            test.height,
            then.height,
            otherwise.as_ref().map_or(0, |it| it.height),
        ];
        let kind = Kind::Condition(Box::new(test), Box::new(then), otherwise);
        Ok(node(kind, at, heights))
    }
}

/// A value of its own cannot be a step.
fn check_step(step: &Node) -> Result<(), Problem> {
    let literal = match &step.kind {
        Kind::Number(_) => "a number",
        Kind::Bool(_) => "a boolean",
        Kind::Null => "`null`",
        Kind::Predicate(left, _)
        | Kind::Group(left, _)
        | Kind::Sort(left, _)
        | Kind::Bound(left, _) => return check_step(left),
        _ => return Ok(()),
    };
    Err(malformed(
        step.at.clone(),
        format!("{literal} is a step of a path"),
        "not a step",
    )
    .help("an item of an array is `items[0]`; a name like this one stands in backquotes"))
}

/// A step is grouped once.
fn check_groups(left: &Node, open: &Range<usize>) -> Result<(), Problem> {
    if matches!(left.kind, Kind::Group(..)) {
        return Err(malformed(
            open.clone(),
            "a step is grouped twice",
            "the second grouping",
        ));
    }
    Ok(())
}
