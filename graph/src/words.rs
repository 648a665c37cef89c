//! A Choice's conditions, as a person would write them down.

use std::fmt::{self, Write as _};

/// A condition in words. The compiler and the runtime make the same ones of their own conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// A test, or an expression.
    Plain(String),
    /// `And`.
    All(Vec<Words>),
    /// `Or`.
    Any(Vec<Words>),
    /// `Not`.
    Not(Box<Words>),
}

impl Words {
    /// `Is..`: `$.a is not present`.
    pub fn is(path: &str, property: &str, expected: bool) -> Words {
        let not = if expected { "" } else { "not " };
        Words::Plain(format!("{path} is {not}{property}"))
    }

    /// `StringMatches`: `$.a matches "b*"`.
    pub fn matches(path: &str, pattern: &str) -> Words {
        Words::Plain(format!("{path} matches {pattern:?}"))
    }

    /// A text as JSON has it.
    pub fn quoted(text: &str) -> String {
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => quoted.extend(['\\', character]),
                '\n' => quoted.push_str("\\n"),
                '\r' => quoted.push_str("\\r"),
                '\t' => quoted.push_str("\\t"),
                _ if character < ' ' => {
                    let _ = write!(quoted, "\\u{:04x}", u32::from(character));
                }
                _ => quoted.push(character),
            }
        }
        quoted.push('"');
        quoted
    }

    /// A comparison: `$.a <= 3`.
    pub fn compare(path: &str, sign: &str, right: &str) -> Words {
        Words::Plain(format!("{path} {sign} {right}"))
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Words::Plain(text) => f.write_str(text),
            Words::Not(part) => {
                f.write_str("not ")?;
                group(part, f)
            }
            Words::All(parts) => join(parts, " and ", f),
            Words::Any(parts) => join(parts, " or ", f),
        }
    }
}

fn join(parts: &[Words], word: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            f.write_str(word)?;
        }
        group(part, f)?;
    }
    Ok(())
}

/// A part of a longer condition, in parentheses where it is one itself.
fn group(part: &Words, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match part {
        Words::All(_) | Words::Any(_) => write!(f, "({part})"),
        Words::Plain(_) | Words::Not(_) => write!(f, "{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_condition_inside_another_is_in_parentheses() {
        let tests = || {
            vec![
                Words::is("$.a", "present", false),
                Words::compare("$.b", "<", "3"),
            ]
        };
        let both = Words::All(tests());
        assert_eq!(both.to_string(), "$.a is not present and $.b < 3");
        let neither = Words::Not(Box::new(Words::Any(tests())));
        assert_eq!(neither.to_string(), "not ($.a is not present or $.b < 3)");
    }

    #[test]
    fn a_text_is_quoted_as_json() {
        assert_eq!(Words::quoted("a\"\\\n\u{1}é"), r#""a\"\\\n\u0001é""#);
    }
}
