//! What a path starts from.

use super::read::{Place, Reader};
use crate::errors::Code;
use crate::ir::Root;
use crate::problem::Problem;

/// The longest name of a variable.
const LONGEST_VARIABLE: usize = 80;

/// Whether a variable may have this name; why not.
pub(crate) fn check_variable(name: &str) -> Result<(), String> {
    let mut letters = name.chars();
    let starts_well = letters.next().is_some_and(is_start);
    if name.is_empty() {
        Err("is empty".to_owned())
    } else if !starts_well || !letters.all(unicode_ident::is_xid_continue) {
        Err("is not an identifier".to_owned())
    } else if name.chars().count() > LONGEST_VARIABLE {
        Err(format!("is longer than {LONGEST_VARIABLE} characters"))
    } else {
        Ok(())
    }
}

impl Reader<'_> {
    /// `$`, `$$`, `$name`, and in filters `@`.
    pub(super) fn root(&mut self, place: Place) -> Result<Root, Problem> {
        let start = self.cursor.at();
        if place == Place::Filter && self.cursor.eat("@") {
            return Ok(Root::Current);
        }
        if !self.cursor.eat("$") {
            return Err(self.no_root());
        }
        let root = if self.cursor.eat("$") {
            Root::Context
        } else if self.cursor.peek().is_some_and(is_start) {
            Root::Variable(self.variable()?)
        } else {
            Root::Document
        };
        let at = start..self.cursor.at();
        match (place, &root) {
            (Place::Filter, Root::Context | Root::Variable(_)) => {
                return Err(self
                    .fault(
                        at,
                        "reads something else than the document in a filter",
                        "not part of the document",
                    )
                    .help("a filter reads `@`, the item under test, and `$`, the document"));
            }
            (_, Root::Variable(name)) if name == "states" => {
                return Err(self
                    .fault(
                        at,
                        "reads `$states`, which only JSONata has",
                        "reserved for JSONata",
                    )
                    .help("the state's input is `$`, the context object `$$`"));
            }
            (_, Root::Variable(name)) if name.chars().count() > LONGEST_VARIABLE => {
                return Err(self.fault(
                    at,
                    &format!("names a variable of more than {LONGEST_VARIABLE} characters"),
                    "too long for a variable",
                ));
            }
            _ => {}
        }
        let follows = self.cursor.peek();
        if self.is_end(place) || matches!(follows, Some('.' | '[')) {
            return Ok(root);
        }
        Err(self.after_root(start))
    }

    fn variable(&mut self) -> Result<String, Problem> {
        let at = self.cursor.eat_while(unicode_ident::is_xid_continue);
        let name = self.cursor.slice(at.clone()).to_owned();
        if self.cursor.peek() == Some('-') {
            let here = self.cursor.here();
            let word = word(self.cursor.slice(at.start..self.cursor.end()));
            return Err(self
                .fault(here, "has a `-` in a variable's name", "not part of a name")
                .help(format!("the field `{word}` of the document is `$.{word}`")));
        }
        Ok(name)
    }

    /// `$1`, `${Name}`, `$ .a`.
    fn after_root(&self, start: usize) -> Problem {
        let rest = self.cursor.rest();
        let substitution = rest.find('}').filter(|_| rest.starts_with('{'));
        if let Some(end) = substitution {
            let end = self.cursor.at() + end + 1;
            let name = self.cursor.slice(start..end);
            return self
                .fault(
                    start..end,
                    "starts with a substitution that has no value",
                    "stands for nothing yet",
                )
                .help(format!(
                    "the value of `{name}` is given where the definition is included"
                ));
        }
        let problem = self.no_step();
        let word = word(rest);
        let is_name = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
        if word.is_empty() || !word.chars().all(is_name) {
            return problem;
        }
        let root = self.cursor.slice(start..self.cursor.at());
        problem.help(format!("the field `{word}` is `{root}.{word}`"))
    }

    fn no_root(&self) -> Problem {
        let rest = self.cursor.rest();
        let all = self.cursor.at()..self.cursor.end();
        if rest.is_empty() {
            return Problem::new(
                Code::MalformedPath,
                all,
                "an empty string is no path",
                "nothing stands here",
            )
            .help("the whole document is `$`");
        }
        let problem = |label: &str| self.fault(all.clone(), "does not start with `$`", label);
        if rest.starts_with(char::is_whitespace) {
            return self
                .fault(self.cursor.here(), "starts with a space", "a space")
                .help(format!("without it: `{}`", rest.trim_start()));
        }
        if rest.starts_with("{%") {
            return problem("an expression in JSONata")
                .help("JSONata is for states whose `QueryLanguage` is `JSONata`");
        }
        if let Some(steps) = rest.strip_prefix('@') {
            return problem("`@` is for filters")
                .help(format!("from the document it is `${steps}`"));
        }
        if rest.starts_with("States.") {
            return problem("an intrinsic function")
                .help("intrinsic functions stand in fields whose name ends in `.$`");
        }
        if let Some(dollar) = rest.find("$.").or_else(|| rest.find("$[")) {
            let path = rest.get(dollar..).unwrap_or_default();
            return problem("not a path").help(format!("the path in it is `{path}`"));
        }
        if let Some(plain) = rest.strip_prefix('.') {
            return problem("not a path").help(format!("from the document it is `$.{plain}`"));
        }
        let is_plain = |letter: char| letter.is_alphanumeric() || "_-.[]".contains(letter);
        if rest.chars().all(is_plain) && rest.starts_with(char::is_alphanumeric) {
            return problem("not a path").help(format!("from the document it is `$.{rest}`"));
        }
        problem("not a path").help("a path into the document starts with `$.` or `$[`")
    }
}

/// What stands before the next step, space or mark.
fn word(rest: &str) -> &str {
    rest.split(['.', '[', ' ', ',', ')'])
        .next()
        .unwrap_or_default()
}

/// The start of a Unicode identifier.
fn is_start(letter: char) -> bool {
    unicode_ident::is_xid_start(letter)
}
