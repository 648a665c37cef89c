//! Tokens to a tree, by operator precedence, as JSONata's reference implementation has it.

use std::ops::Range;

use super::scan::{Scanner, Token, TokenKind, malformed};
use super::tree::{Kind, Node};
use crate::problem::{Problem, quoted_part};

/// How deep brackets, calls and their like may stand in each other. What is evaluated is bounded as well.
const DEEPEST: usize = 100;

/// How many levels an expression may have, which operators in a row make too: `a & b & c` has three.
const TALLEST: usize = 250;

/// What a signature is written with: the kinds of values, how often they stand, and what holds them together.
const SIGNATURE: &str = "bnslaofjuxm()<>-?+: ";

/// How tightly an operator binds what stands before it; nothing for what is none.
fn power(token: &TokenKind) -> usize {
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

/// Parses a whole expression.
pub(super) fn parse(text: &str) -> Result<Node, Problem> {
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

    /// What starts an expression.
    fn operand(&mut self) -> Result<Node, Problem> {
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
                item = both(item, end, Kind::Binary);
            }
            items.push(item);
            if !self.eat(",")? {
                return Ok(items);
            }
        }
    }

    fn pairs(&mut self) -> Result<Vec<(Node, Node)>, Problem> {
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

    /// The operator that comes next, with what stands before it.
    fn operator(&mut self, left: Node) -> Result<Node, Problem> {
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
                Ok(both(left, right, Kind::Binary))
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

    /// A call, or the parameters of a function.
    fn call(&mut self, function: Node, open: &Range<usize>) -> Result<Node, Problem> {
        let mut arguments = Vec::new();
        if !self.is(")") {
            loop {
                if self.is("?") {
                    self.advance(true)?;
                    arguments.push(None);
                } else {
                    arguments.push(Some(self.expression(0)?));
                }
                if !self.eat(",")? {
                    break;
                }
            }
        }
        let end = self.close(")", open)?;
        if matches!(&function.kind, Kind::Name(name) if name == "function" || name == "λ") {
            return self.lambda(&function, arguments);
        }
        check_callable(&function)?;
        let at = function.at.start..end;
        let heights = [function.height, tallest(arguments.iter().flatten())];
        Ok(node(Kind::Call(Box::new(function), arguments), at, heights))
    }

    /// `function($a, $b)<nn:n>{ .. }`.
    fn lambda(&mut self, function: &Node, arguments: Vec<Option<Node>>) -> Result<Node, Problem> {
        let mut parameters = Vec::new();
        for argument in arguments {
            match argument {
                Some(Node {
                    kind: Kind::Variable(name),
                    ..
                }) if name != "$" => parameters.push(name),
                other => {
                    let at = other.map_or(function.at.clone(), |it| it.at);
                    return Err(malformed(
                        at,
                        "a parameter of a function is no variable",
                        "not a variable",
                    )
                    .help("parameters are written `$name`"));
                }
            }
        }
        if self.is("<") {
            self.signature()?;
        }
        let open = self.here();
        if !self.eat("{")? {
            return Err(malformed(
                self.here(),
                format!("{} stands where `{{` opens a function's body", self.found()),
                "expected `{`",
            ));
        }
        let body = self.expression(0)?;
        let end = self.close("}", &open)?;
        let (at, height) = (function.at.start..end, body.height);
        Ok(node(Kind::Lambda(parameters, Box::new(body)), at, [height]))
    }

    /// `<a<n>:n>`: read over, with its brackets balanced.
    fn signature(&mut self) -> Result<(), Problem> {
        let open = self.here();
        let written = self.text.get(open.end..).unwrap_or_default();
        let other = written.find(|letter| !SIGNATURE.contains(letter));
        let ended = written.find('{').unwrap_or(written.len());
        if let Some(at) = other.filter(|at| *at < ended) {
            let letter = written.get(at..).and_then(|rest| rest.chars().next());
            let letter = letter.unwrap_or_default();
            let at = open.end + at;
            return Err(malformed(
                at..at + letter.len_utf8(),
                format!(
                    "`{}` stands in a function's signature",
                    letter.escape_debug()
                ),
                "no kind of a value",
            )
            .help(
                "a signature is like `<sn?:b>`: kinds of the parameters, `:`, kind of the result",
            ));
        }
        let mut depth = 1;
        self.advance(true)?;
        while depth > 0 {
            match self.token.kind {
                TokenKind::Symbol("<") => depth += 1,
                TokenKind::Symbol(">") => depth -= 1,
                TokenKind::Symbol("{") | TokenKind::End => {
                    return Err(malformed(open, "signature has no end", "opens a signature")
                        .help("a `>` closes it"));
                }
                _ => {}
            }
            self.advance(true)?;
        }
        Ok(())
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

/// A value of its own cannot be called.
fn check_callable(function: &Node) -> Result<(), Problem> {
    let value = match &function.kind {
        Kind::String(_) => "a string",
        Kind::Number(_) => "a number",
        Kind::Bool(_) => "a boolean",
        Kind::Null => "`null`",
        Kind::Array(_) => "an array",
        Kind::Object(_) => "an object",
        Kind::Wildcard(_) => "a wildcard",
        Kind::Transform(_) => "a transform",
        _ => return Ok(()),
    };
    Err(malformed(
        function.at.clone(),
        format!("{value} is called as a function"),
        "not a function",
    )
    .help("a function is called by its name, with `$`: `$sum(..)`"))
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

fn node<const N: usize>(kind: Kind, at: Range<usize>, heights: [usize; N]) -> Node {
    let height = 1 + heights.into_iter().max().unwrap_or_default();
    Node { kind, at, height }
}

fn both(left: Node, right: Node, kind: fn(Box<Node>, Box<Node>) -> Kind) -> Node {
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
