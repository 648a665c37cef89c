//! Calls, and functions that an expression defines.

use std::ops::Range;

use super::{Kind, Node, Parser, Problem, TokenKind, malformed, node, tallest};

/// What a signature is written with: the kinds of values, how often they stand, and what holds them together.
const SIGNATURE: &str = "bnslaofjuxm()<>-?+: ";

impl Parser<'_> {
    /// A call, or the parameters of a function.
    pub(super) fn call(&mut self, function: Node, open: &Range<usize>) -> Result<Node, Problem> {
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
        let is_signed = self.is("<");
        if is_signed {
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
        let kind = Kind::Lambda(parameters, is_signed, Box::new(body));
        Ok(node(kind, at, [height]))
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
