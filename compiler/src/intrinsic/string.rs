//! String literals in calls.

use std::ops::Range;

use crate::cursor::Cursor;
use crate::errors::Code;
use crate::problem::{Problem, quoted};

/// A string literal that has been read.
#[derive(Debug, Default)]
pub(super) struct Literal {
    /// Its value. That of a template keeps the backslash before `{`, `}` and `\`.
    pub(super) value: String,
    /// The braces without a backslash, in a template.
    pub(super) braces: Vec<Brace>,
}

/// A brace of a template, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Brace {
    /// `{}`.
    Placeholder(Range<usize>),
    /// A `{` or `}` alone.
    Stray(Range<usize>),
}

/// Reads a string in single quotes. An escape that does not exist is reported and the reading goes on.
pub(super) fn read(
    cursor: &mut Cursor<'_>,
    is_template: bool,
    problems: &mut Vec<Problem>,
) -> Result<Literal, Problem> {
    let open = cursor.at();
    cursor.eat("'");
    let mut literal = Literal::default();
    loop {
        let at = cursor.here();
        match cursor.next() {
            None => {
                return Err(Problem::new(
                    Code::MalformedIntrinsic,
                    open..cursor.end(),
                    format!(
                        "string {} has no closing quote",
                        quoted(cursor.slice(open..cursor.end()))
                    ),
                    "this quote is never closed",
                ));
            }
            Some('\'') => return Ok(literal),
            Some('\\') => match cursor.next() {
                Some(letter @ ('{' | '}' | '\\')) if is_template => {
                    literal.value.push('\\');
                    literal.value.push(letter);
                }
                Some(letter @ ('\'' | '{' | '}' | '\\')) => literal.value.push(letter),
                Some(letter) => {
                    problems.push(unknown_escape(letter, at.start..cursor.at()));
                    literal.value.push(letter);
                }
                None => {}
            },
            Some('$') if is_template => {
                literal.value.push('$');
                if let Some(name) = substitution(cursor.rest()) {
                    // It waits for its value, and its braces are no placeholder.
                    literal.value.extend(["\\{", name, "\\}"]);
                    cursor.go_to(cursor.at() + name.len() + "{}".len());
                }
            }
            Some('{') if is_template => {
                literal.value.push('{');
                literal.braces.push(if cursor.eat("}") {
                    literal.value.push('}');
                    Brace::Placeholder(at.start..cursor.at())
                } else {
                    Brace::Stray(at)
                });
            }
            Some('}') if is_template => {
                literal.value.push('}');
                literal.braces.push(Brace::Stray(at));
            }
            Some(letter) => literal.value.push(letter),
        }
    }
}

/// The name in `{Name}` after a `$`, in the characters that `CloudFormation` and the like allow.
fn substitution(rest: &str) -> Option<&str> {
    let (name, _) = rest.strip_prefix('{')?.split_once('}')?;
    let is_name = |letter: char| letter.is_alphanumeric() || "_-.:".contains(letter);
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

fn unknown_escape(letter: char, at: Range<usize>) -> Problem {
    let problem = Problem::new(
        Code::MalformedIntrinsic,
        at,
        format!(
            "escape {} is none that intrinsic functions know",
            quoted(&format!("\\{letter}"))
        ),
        "no such escape",
    )
    .note("escapes are `\\'`, `\\{`, `\\}` and `\\\\`; JSON writes each backslash twice");
    match letter {
        'n' | 'r' | 't' => problem.help(format!(
            "JSON's own `\\{letter}`, with one backslash in the file, puts the character itself in the string"
        )),
        '"' => problem.help("a double quote needs no backslash of its own: JSON writes it `\\\"`"),
        _ => problem.help("a backslash that stays is `\\\\`, which JSON writes `\\\\\\\\`"),
    }
}
